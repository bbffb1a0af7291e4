/** Text copied from Word, Outlook, Google Docs or a wiki, as the Markdown that it means. */
import { gfm } from '@joplin/turndown-plugin-gfm'
import TurndownService from 'turndown'

const clip_length_max = 2_000_000

/**
 * The Markdown of a piece of HTML from the clipboard: headings, lists, tables, links and emphasis stay; styles,
 * scripts, tracking pictures and what only dressed the text go. An empty text when nothing is left.
 */
export function markdownOfClip(html: string): string {
  if (html.length > clip_length_max) return ''
  return service()
    .turndown(cleaned(html))
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function cleaned(html: string): string {
  const body = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html)?.[1] ?? html
  return (
    body
      // Word writes its own numbers and bullets between marks that only Word understands.
      .replace(/<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/gi, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<!\[[^\]>]*\]>/g, '')
      .replace(
        /<(script|style|head|xml|title|template|noscript|iframe|object|svg|math)\b[\s\S]*?(?:<\/\1\s*>|$)/gi,
        '',
      )
      .replace(/<\/?(?:o|v|w|st1):[^>]*>/gi, '')
      .replace(wordLists, (list) => asList(list))
      // Google Docs wraps everything into a bold that is not bold.
      .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>([\s\S]*)<\/b>/gi, '$1')
      .replace(
        /<span\b[^>]*font-weight:\s*(?:bold|[6-9]00)[^>]*>((?:(?!<\/?span)[\s\S])*)<\/span>/gi,
        '<strong>$1</strong>',
      )
      .replace(/<span\b[^>]*font-style:\s*italic[^>]*>((?:(?!<\/?span)[\s\S])*)<\/span>/gi, '<em>$1</em>')
  )
}

const wordLists = /(?:<p\b[^>]*mso-list:[^>]*>[\s\S]*?<\/p>\s*)+/gi

/** Word's paragraphs that are list items, as a list; deeper ones inside those above. */
function asList(paragraphs: string): string {
  let html = ''
  let depth = 0
  for (const [, attributes = '', content = ''] of paragraphs.matchAll(/<p\b([^>]*)>([\s\S]*?)<\/p>/gi)) {
    const level = Math.min(9, Math.max(1, Number(/level(\d)/i.exec(attributes)?.[1] ?? 1)))
    if (level > depth) html += '<ul><li>'.repeat(level - depth)
    else html += `${'</li></ul>'.repeat(depth - level)}</li><li>`
    depth = level
    html += content
  }
  return html + '</li></ul>'.repeat(depth)
}

function service(): TurndownService {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '_',
  })
  turndown.use(gfm)
  const escapeMarks = turndown.escape.bind(turndown)
  // A word in angle brackets is a word, and not a tag of the Markdown that it is put into.
  turndown.escape = (text) => escapeMarks(text).replace(/<(?=[a-z/!?])/gi, '\\<')
  turndown.remove([
    'script',
    'style',
    'head',
    'iframe',
    'object',
    'form',
    'button',
    'input',
    'select',
    'textarea',
  ] as never)
  turndown.addRule('link', {
    filter: 'a',
    replacement: (words, node) => {
      const address = safeAddress((node as Element).getAttribute('href') ?? '')
      const text = words.replace(/\s*\n\s*/g, ' ').trim()
      return address === null || text === '' ? text : `[${text}](${address})`
    },
  })
  turndown.addRule('picture', {
    filter: 'img',
    replacement: (_, node) => {
      const picture = node as Element
      const alt = (picture.getAttribute('alt') ?? '').replace(/[[\]\\\n]/g, ' ').trim()
      const address = safeAddress(picture.getAttribute('src') ?? '')
      const isTracking = ['width', 'height'].some((side) => Number(picture.getAttribute(side) ?? 99) <= 1)
      // A picture from elsewhere would tell its owner who reads; a link does so only when it is followed.
      if (isTracking) return ''
      return address === null ? alt : `[${alt || address}](${address})`
    },
  })
  return turndown
}

function safeAddress(address: string): string | null {
  const clean = address.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(clean.replace(/[\p{C}\p{Z}]/gu, ''))?.[1]?.toLowerCase()
  if (clean === '' || (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme)))
    return null
  return clean.replace(
    /[\s()<>]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
}
