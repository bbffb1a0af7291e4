/** Where the links of a Markdown text stand, so that an address is replaced and nothing else is touched. */

export type FoundLink = {
  form: 'inline' | 'definition' | 'html' | 'wiki'
  /** What may be replaced: the address alone, or the whole of a wiki link. */
  start: number
  end: number
  /** As it is written; of a wiki link the page without its heading. */
  address: string
  /** Of a wiki link: the heading with its `#`, or nothing. */
  anchor: string
  /** The words of the link, as Markdown. */
  label: string
  isImage: boolean
  /** Of an inline link: the whole of it, from `[` or `!` to `)`; null when it has a title, or no words were found. */
  whole: { start: number; end: number } | null
}

const label_length_max = 1_000

/** Every link of the text that stands outside of code, in the order of the text, none inside another's range. */
export function findLinks(source: string): FoundLink[] {
  const text = withoutCode(source)
  const found = [...wikiLinks(text), ...inlineLinks(text, source), ...definitions(text), ...attributes(text)]
  found.sort((a, b) => a.start - b.start)
  let end = 0
  return found.filter((link) => {
    if (link.start < end) return false
    end = link.end
    return true
  })
}

/** The text with what `rewrite` answers in place of each link's range; undefined leaves it as it is. */
export function rewriteLinks(source: string, rewrite: (link: FoundLink) => Replacement | undefined): string {
  let result = ''
  let at = 0
  for (const link of findLinks(source)) {
    const made = rewrite(link)
    if (made === undefined) continue
    const { start, end } = made.isWhole && link.whole ? link.whole : link
    if (start < at) continue
    result += source.slice(at, start) + made.text
    at = end
  }
  return result + source.slice(at)
}

export type Replacement = { text: string; isWhole?: boolean }

/** The number of the line, counted from 1, on which the place stands. */
export function lineAt(source: string, place: number): number {
  let line = 1
  for (let at = source.indexOf('\n'); at >= 0 && at < place; at = source.indexOf('\n', at + 1)) line++
  return line
}

/** Code made blank, so that every place keeps its number. */
export function withoutCode(source: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  let fence: { mark: string; length: number } | undefined
  const outside = source.split('\n').map((line) => {
    const mark = /^[ >]{0,40}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence) {
      const isEnd =
        mark?.[1]?.startsWith(fence.mark) && mark[1].length >= fence.length && mark[2]?.trim() === ''
      if (isEnd) fence = undefined
      return blank(line)
    }
    if (mark?.[1] === undefined || (mark[1][0] === '`' && mark[2]?.includes('`'))) return line
    fence = { mark: mark[1].charAt(0), length: mark[1].length }
    return blank(line)
  })
  return outside
    .join('\n')
    .replace(/(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n)[\s\S]){0,5000}?)(?<!`)\1(?!`)/g, (span) => blank(span))
}

function wikiLinks(text: string): FoundLink[] {
  const pattern = /(!?)\[\[([^[\]\n|#]{0,500})(#[^[\]\n|]{0,300})?(?:\|([^[\]\n]{0,500}))?\]\]/g
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, mark = '', page = '', anchor = '', label] = match
    // In a table the line between page and words is escaped.
    const address = page.replace(/\\$/, '').trim()
    if (address === '' && anchor === '') return []
    if (text[match.index - 1] === '\\') return []
    return [
      {
        form: 'wiki' as const,
        start: match.index,
        end: match.index + whole.length,
        address,
        anchor: anchor.replace(/\\$/, ''),
        label: (label ?? '').trim(),
        isImage: mark === '!',
        whole: null,
      },
    ]
  })
}

function inlineLinks(text: string, source: string): FoundLink[] {
  const address =
    /\]\([ \t]{0,20}(<[^<>\n]{0,2000}>|\{\{[^\n{}]{0,200}\}\}[^\s()]{0,2000}|\{%[^\n%]{0,300}%\}[^\s()]{0,2000}|(?:[^\s()<]|\([^\s()]{0,500}\))(?:[^\s()]|\([^\s()]{0,500}\)){0,2000})/g
  return [...text.matchAll(address)].map((match) => {
    const written = match[1] ?? ''
    const start = match.index + match[0].length - written.length
    const end = start + written.length
    const open = openingOf(text, match.index)
    const isImage = open !== undefined && text[open - 1] === '!' && text[open - 2] !== '\\'
    const from = open === undefined ? undefined : isImage ? open - 1 : open
    return {
      form: 'inline' as const,
      start,
      end,
      address: written.replace(/^<(.*)>$/, '$1'),
      anchor: '',
      label: open === undefined ? '' : source.slice(open + 1, match.index),
      isImage,
      whole: from !== undefined && text[end] === ')' ? { start: from, end: end + 1 } : null,
    }
  })
}

/** The bracket that the closing one at `close` ends. */
function openingOf(text: string, close: number): number | undefined {
  let level = 0
  for (let at = close; at >= Math.max(0, close - label_length_max); at--) {
    if (text[at - 1] === '\\') continue
    if (text[at] === ']') level++
    else if (text[at] === '[' && --level === 0) return at
  }
  return undefined
}

function definitions(text: string): FoundLink[] {
  return [...text.matchAll(/^ {0,3}\[([^\]\n^][^\]\n]{0,300})\]:[ \t]*(\S{1,2000})/gm)].map((match) => {
    const written = match[2] ?? ''
    const end = match.index + match[0].length
    return {
      form: 'definition' as const,
      start: end - written.length,
      end,
      address: written.replace(/^<(.*)>$/, '$1'),
      anchor: '',
      label: match[1] ?? '',
      isImage: false,
      whole: null,
    }
  })
}

function attributes(text: string): FoundLink[] {
  const pattern = /<(img|a)\b[^<>]{0,500}?\b(?:src|href)[ ]?=[ ]?(["'])([^"'<>\n]{1,2000})\2/gi
  return [...text.matchAll(pattern)].map((match) => {
    const written = match[3] ?? ''
    const end = match.index + match[0].length - 1
    return {
      form: 'html' as const,
      start: end - written.length,
      end,
      address: written,
      anchor: '',
      label: '',
      isImage: match[1]?.toLowerCase() === 'img',
      whole: null,
    }
  })
}
