import sanitizeHtml from 'sanitize-html'

// Elements whose content is not for readers, or not for articles.
const dropped =
  'script|style|iframe|object|embed|applet|form|svg|math|template|noscript|noembed|noframes|title|textarea|select|button|video|audio|canvas|frameset|head|xmp|plaintext'
const droppedElement = new RegExp(`<(${dropped})\\b[\\s\\S]*?(?:</\\1\\s*>|$)`, 'gi')

const blockTags =
  'p|div|section|article|aside|header|footer|main|nav|center|figure|figcaption|details|address|fieldset|dl|dd|dt|ul|ol|tbody|thead|tfoot|tr|td|th|table|caption|body|html|blockquote|pre'
const inlineTags =
  'span|font|u|small|big|mark|abbr|time|label|ins|picture|source|wbr|tt|q|cite|link|meta|base|input|a|img'

const superscripts: Record<string, string> = {
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
}

/**
 * Markdown without any HTML: known elements become Markdown, active ones go with their content, comments go, and
 * a `<word>` that is no element of HTML (a placeholder such as `<username>`) stays as text. Code must be protected
 * by the caller, who also checks the addresses of links.
 */
export function withoutHtml(
  source: string,
  keep: (piece: string) => string,
): { text: string; problems: string[] } {
  const problems: string[] = []
  let text = source.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<!\[CDATA\[|\]\]>/g, '')
  const active = text.match(droppedElement)
  if (active)
    problems.push(
      `Left out as not safe or not text: ${[...new Set(active.map((found) => `<${/\w+/.exec(found)?.[0]}>`))].join(', ')}.`,
    )
  text = text.replace(droppedElement, '')
  // An address may stand in angle brackets: [words](<address>).
  text = text.replace(/\]\(\s*<([^<>\n]*)>/g, (_, address: string) => `](${destination(address)}`)
  // <https://example.org> and <person@example.org> are Markdown, not HTML.
  text = text.replace(/<(?:https?:\/\/|mailto:)[^<>\s]+>|<[\w.+-]+@[\w-]+(?:\.[\w-]+)+>/gi, (link) =>
    keep(link),
  )
  text = text.replace(/<table\b[^>]*>([\s\S]*?)<\/table\s*>/gi, (_, inner: string) => tableText(inner))
  text = text.replace(/<a\b([^>]*)>([\s\S]*?)<\/a\s*>/gi, (_, attributes: string, inner: string) => {
    const href = attribute(attributes, 'href')
    return href ? `[${inner.trim() || href}](${destination(href)})` : inner
  })
  text = text.replace(/<img\b([^>]*)\/?>/gi, (_, attributes: string) => {
    const src = attribute(attributes, 'src')
    const alt = (attribute(attributes, 'alt') ?? '').replace(/[[\]\\]/g, ' ')
    return src ? `![${alt}](${destination(src)})` : ''
  })
  text = text.replace(/<sup\b[^>]*>([\s\S]*?)<\/sup\s*>/gi, (_, inner: string) => superscript(inner))
  text = text.replace(/<sub\b[^>]*>([\s\S]*?)<\/sub\s*>/gi, (_, inner: string) => inner)
  text = simpleTags(text)
  // What is left and looks like a tag is text: a backslash keeps it so.
  return { text: withoutTags(text), problems }
}

/** Every "<" that could begin a tag with a backslash before it, unless it has one that counts. */
export function withoutTags(text: string): string {
  return text.replace(/(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])/g, '$1\\<')
}

function simpleTags(source: string): string {
  const attributes = '(?:\\s[^<>]*)?'
  const tag = (names: string) => new RegExp(`<\\/?(?:${names})${attributes}\\/?>`, 'gi')
  return (
    source
      // An empty emphasis, of an icon for instance, would show its marks.
      .replace(/<(strong|b|em|i|var|dfn|del|s|strike|code|kbd|samp)(?:\s[^<>]*)?>\s*<\/\1\s*>/gi, '')
      .replace(/(\|[^\n]*)<br\s*\/?>(?=[^\n]*\|)/gi, (found) => found.replace(/<br\s*\/?>/gi, ' · '))
      .replace(/[ \t]*<br\s*\/?>[ \t]*\n?/gi, '\\\n')
      .replace(tag('strong|b'), '**')
      .replace(tag('em|i|var|dfn'), '*')
      .replace(tag('del|s|strike'), '~~')
      .replace(/<(code|kbd|samp)(?:\s[^<>]*)?>([^`<>\n]*)<\/\1\s*>/gi, '`$2`')
      .replace(tag('code|kbd|samp'), '')
      .replace(/<h([1-6])(?:\s[^<>]*)?>/gi, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
      .replace(/<\/h[1-6]\s*>/gi, '\n\n')
      .replace(/<hr\s*\/?>/gi, '\n\n---\n\n')
      .replace(/<li(?:\s[^<>]*)?>\s*/gi, '\n- ')
      .replace(/<\/li\s*>/gi, '')
      .replace(/<summary(?:\s[^<>]*)?>\s*/gi, '\n\n**')
      .replace(/\s*<\/summary\s*>/gi, '**\n\n')
      .replace(tag(blockTags), '\n\n')
      .replace(tag(inlineTags), '')
  )
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(
    attributes,
  )
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.trim()
}

/** An address as Markdown can hold it between parentheses. */
function destination(address: string): string {
  return address.replace(/[\s()<>]/g, (char) =>
    encodeURIComponent(char).replace('(', '%28').replace(')', '%29'),
  )
}

function superscript(inner: string): string {
  const text = inner.trim()
  return /^\d+$/.test(text) ? [...text].map((digit) => superscripts[digit] ?? digit).join('') : inner
}

const cells_max = 100

/** A table's rows as a Markdown table; its first row becomes the heading. */
function tableText(inner: string): string {
  const rows = [...inner.matchAll(/<tr\b[^>]*>([\s\S]*?)(?=<tr\b|<\/tr\s*>|$)/gi)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh]\b[^>]*>([\s\S]*?)(?=<t[dh]\b|<\/t[dh]\s*>|$)/gi)]
      .slice(0, cells_max)
      .map(([, cell = '']) => cellText(cell)),
  )
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return cellText(inner)
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...rest] = rows
  return `\n\n${[line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')}\n\n`
}

function cellText(cell: string): string {
  const text = sanitizeHtml(cell, { allowedTags: [], allowedAttributes: {}, disallowedTagsMode: 'discard' })
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()
}
