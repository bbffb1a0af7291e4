import DOMPurify from 'dompurify'
import MarkdownIt from 'markdown-it'
import { isOwnImage, isSafeLink } from './safe-links.ts'

type MarkdownLabels = { table: string; code: string }
type Options = { headingOffset?: number; labels: MarkdownLabels }
type Environment = Options
type Parser = ReturnType<typeof MarkdownIt>

const MENTION = /^@\[((?:\\.|[^\]\\\n]){1,200})\]\(person:([0-9a-fA-F-]{36})\)/
const TASK = /^\[([ xX])\]\s+/

const renderer = buildRenderer()
const { escapeHtml } = renderer.utils

/**
 * Safe HTML from Markdown that anyone may have written. HTML in it stays text: the parser never lets it through,
 * and DOMPurify stands behind the parser with a list of its own.
 */
export function markdownToHtml(source: string, options: Options): string {
  return DOMPurify.sanitize(unsanitizedHtml(source, options), {
    ALLOWED_TAGS: [
      ...[
        'p',
        'br',
        'hr',
        'h1',
        'h2',
        'h3',
        'h4',
        'h5',
        'h6',
        'strong',
        'em',
        's',
        'code',
        'pre',
        'blockquote',
      ],
      ...['ul', 'ol', 'li', 'a', 'img', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'div', 'span'],
    ],
    ALLOWED_ATTR: [
      ...[
        'href',
        'rel',
        'target',
        'title',
        'src',
        'alt',
        'loading',
        'class',
        'start',
        'data-person',
        'data-align',
      ],
      ...['tabindex', 'role', 'aria-label'],
    ],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })
}

/** The parser's half alone, for tests that have no browser. */
export function unsanitizedHtml(source: string, options: Options): string {
  return renderer.render(source, options satisfies Environment)
}

function labelsOf(env: unknown): MarkdownLabels {
  return (env as Environment).labels
}

function buildRenderer(): Parser {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })
  markdown.validateLink = isSafeLink
  addMentions(markdown)
  addTasks(markdown)
  addLinks(markdown)
  addImages(markdown)
  addBlocks(markdown)
  return markdown
}

function addMentions(markdown: Parser): void {
  markdown.inline.ruler.before('link', 'mention', (state, isSilent) => {
    if (state.src.charCodeAt(state.pos) !== 0x40) return false
    const match = MENTION.exec(state.src.slice(state.pos, state.pos + 260))
    if (!match) return false
    if (!isSilent) {
      const token = state.push('mention', '', 0)
      token.content = (match[1] ?? '').replace(/\\(.)/g, '$1')
      token.meta = { person: match[2] }
    }
    state.pos += match[0].length
    return true
  })
  markdown.renderer.rules.mention = (tokens, index) => {
    const token = tokens[index]
    if (!token) return ''
    return `<span class="wl-mention" data-person="${escapeHtml(String(token.meta?.person))}">@${escapeHtml(token.content)}</span>`
  }
}

function addTasks(markdown: Parser): void {
  markdown.core.ruler.after('inline', 'tasks', (state) => {
    state.tokens.forEach((token, index) => {
      const first = token.children?.[0]
      const isItem = state.tokens[index - 2]?.type === 'list_item_open'
      if (token.type !== 'inline' || !isItem || first?.type !== 'text') return
      const match = TASK.exec(token.content)
      if (!match) return
      first.content = first.content.replace(TASK, match[1] === ' ' ? '☐ ' : '☑ ')
      state.tokens[index - 2]?.attrSet('class', 'wl-task')
    })
  })
}

function addLinks(markdown: Parser): void {
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index]
    const href = String(token?.attrGet('href') ?? '')
    if (!href.startsWith('/') && !href.startsWith('#')) {
      token?.attrSet('rel', 'noopener noreferrer')
      token?.attrSet('target', '_blank')
    }
    return self.renderToken(tokens, index, options)
  }
}

function addImages(markdown: Parser): void {
  markdown.renderer.rules.image = (tokens, index) => {
    const token = tokens[index]
    const src = String(token?.attrGet('src') ?? '')
    const alt = escapeHtml(token?.content ?? '')
    if (isOwnImage(src)) return `<img src="${escapeHtml(src)}" alt="${alt}" loading="lazy">`
    return `<a href="${escapeHtml(src)}" rel="noopener noreferrer" target="_blank">${alt || escapeHtml(src)}</a>`
  }
}

/**
 * Headings sink below the page's own, without gaps; what may be wider than the page scrolls by itself, by
 * keyboard too.
 */
function addBlocks(markdown: Parser): void {
  const { rules } = markdown.renderer
  markdown.core.ruler.push('sink_headings', (state) => {
    const above = (state.env as Environment).headingOffset ?? 1
    const opened: number[] = []
    for (const token of state.tokens) {
      if (token.type !== 'heading_open' && token.type !== 'heading_close') continue
      const written = Number(token.tag.slice(1))
      if (token.type === 'heading_open') {
        while (opened.length > 0 && (opened.at(-1) ?? 0) >= written) opened.pop()
        opened.push(written)
      }
      token.tag = `h${Math.min(6, above + opened.length)}`
    }
  })
  rules.table_open = (_tokens, _index, _options, env) =>
    `<div class="wl-scroll" role="region" tabindex="0" aria-label="${escapeHtml(labelsOf(env).table)}"><table>`
  rules.table_close = () => '</table></div>'
  const code = (content: string, env: unknown) =>
    `<pre tabindex="0" role="region" aria-label="${escapeHtml(labelsOf(env).code)}"><code>${escapeHtml(content)}</code></pre>\n`
  rules.fence = (tokens, index, _options, env) => code(tokens[index]?.content ?? '', env)
  rules.code_block = (tokens, index, _options, env) => code(tokens[index]?.content ?? '', env)
  for (const cell of ['th_open', 'td_open']) {
    rules[cell] = (tokens, index) => {
      const align = /text-align:(\w+)/.exec(String(tokens[index]?.attrGet('style') ?? ''))?.[1]
      return `<${cell.slice(0, 2)}${align ? ` data-align="${align}"` : ''}>`
    }
  }
}
