/** The HTML of a mail without anything that runs, loads, navigates or leaves its place. Pure; it runs in a thread of its own. */
import { randomBytes } from 'node:crypto'
import sanitizeHtml from 'sanitize-html'

/** A picture of the mail: by `cid` one that came along, by `url` one that lies elsewhere. */
export type Picture = { mark: string; cid?: string; url?: string }
/** `text` is all that a reader could read, pictures' words and the targets of links too. */
export type Harmless = { html: string; text: string; pictures: Picture[] }

export const pictures_max = 50
const nesting_max = 100
const word_length_max = 300

const color = [
  /^#[0-9a-f]{3,8}$/i,
  /^[a-z]{3,24}$/i,
  /^rgba?\(\s{0,3}\d{1,3}(?:\s{0,3},\s{0,3}(?:\d{1,3}|0?\.\d{1,4})){2,3}\s{0,3}\)$/i,
]
const length = /^\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|%|in|cm|mm)?$/i
const lengths = [
  /^(?:auto|\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|%|in|cm|mm)?)(?: (?:auto|\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|%|in|cm|mm)?)){0,3}$/i,
]
const word = [/^[a-z-]{3,20}$/i]
const border = [
  /^(?:none|0|(?:\d{1,2}(?:\.\d{1,3})?(?:px|pt)?|thin|medium|thick) (?:none|solid|dashed|dotted|double)(?: (?:#[0-9a-f]{3,8}|[a-z]{3,24}|rgb\([\d, ]{5,20}\)))?)$/i,
]
const sides = (name: string, values: RegExp[]) =>
  Object.fromEntries(['', '-top', '-right', '-bottom', '-left'].map((side) => [`${name}${side}`, values]))

/** What a style may say. Nothing of it has an address, lies over something else or is measured by what others hold. */
const styles: Record<string, RegExp[]> = {
  color,
  'background-color': color,
  background: color,
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'font-size': [length, ...word],
  'font-style': word,
  'font-weight': [/^[1-9]00$/, ...word],
  'line-height': [length, /^normal$/],
  'text-align': word,
  'text-decoration': word,
  'vertical-align': word,
  'white-space': word,
  'list-style-type': word,
  'border-collapse': word,
  width: [length],
  'max-width': [length],
  ...sides('padding', lengths),
  ...sides('margin', lengths),
  ...sides('border', border),
}

const measures = ['align', 'valign', 'width', 'height', 'bgcolor']
const allowed = {
  '*': ['style', 'dir', 'lang', 'align'],
  table: [...measures, 'border', 'cellpadding', 'cellspacing'],
  tr: measures,
  td: [...measures, 'colspan', 'rowspan'],
  th: [...measures, 'colspan', 'rowspan'],
  img: ['src', 'alt', 'width', 'height'],
  font: ['color', 'face', 'size'],
  ol: ['start', 'type'],
  u: ['title'],
}

const tags =
  'p div span br hr b strong i em u s strike del ins sub sup small big center font blockquote pre code tt h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th img'.split(
    ' ',
  )
const none: Record<string, string> = {}
/** Whose words are none of the mail's. */
const wordless = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'title',
  'svg',
  'math',
  'template',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'plaintext',
  'object',
]

/**
 * What is left of HTML that a stranger wrote. Pictures stand by marks that no mail can know; links become underlined
 * words that lead nowhere, with their target as a title.
 */
export function harmless(given: string): Harmless {
  const pictures: Picture[] = []
  const nonce = randomBytes(9).toString('hex')
  const said: string[] = []
  const html = sanitizeHtml(given, {
    allowedTags: tags,
    allowedAttributes: allowed,
    allowedStyles: { '*': styles },
    allowedSchemes: [],
    allowedSchemesByTag: {},
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: wordless,
    nestingLimit: nesting_max,
    transformTags: {
      a: (_, { href = '' }) => {
        const target = plain(href)
        said.push(target)
        return { tagName: 'u', attribs: target === '' ? none : { title: target } }
      },
      u: () => ({ tagName: 'u', attribs: {} }),
      img: (_, { src = '', alt = '', width = '', height = '' }) => {
        said.push(plain(alt))
        const picture = pictures.length < pictures_max ? pictureOf(src.trim()) : undefined
        const mark = `picture-${nonce}-${pictures.length}`
        if (picture) pictures.push({ mark, ...picture })
        return {
          tagName: 'img',
          attribs: { ...(picture ? { src: mark } : {}), alt: plain(alt), ...sized({ width, height }) },
        }
      },
    },
  })
  return { html, text: [wordsOf(html), ...said].join('\n'), pictures }
}

function pictureOf(src: string): Omit<Picture, 'mark'> | undefined {
  const [, cid] = /^cid:([^\s<>"']{1,300})$/i.exec(src) ?? []
  if (cid !== undefined) return { cid }
  return /^https?:\/\/[^\s<>"']{1,2000}$/i.test(src) ? { url: src } : undefined
}

const sized = (given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => /^\d{1,4}%?$/.test(value)))

const plain = (text: string) =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, word_length_max)

function wordsOf(html: string): string {
  const bare = sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
  return bare.replace(/&(lt|gt|quot|amp);/g, (all, name: string) => signs[name] ?? all)
}

const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' }

/** The words with a picture's bytes in the place of each mark that has some. */
export function withPictures(
  { html, pictures }: Pick<Harmless, 'html' | 'pictures'>,
  loaded: ReadonlyMap<string, string>,
): string {
  const marked = new RegExp(` src="(${pictures.map(({ mark }) => mark).join('|') || '(?!)'})"`, 'g')
  return html.replace(marked, (_, mark: string) => {
    const data = loaded.get(mark)
    return data === undefined ? '' : ` src="${data}"`
  })
}

/**
 * A whole page for a frame without any rights. Should something have come through, its own policy still lets it load
 * nothing and run nothing. It is light, as mails are written to be read.
 */
export function framePage(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"><style>:root{color-scheme:light;background:#fff;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}img:not([src]){border:1px dashed #767676;padding:2px 4px;color:#444}img[alt='']:not([src]){display:none}table{max-width:100%}pre{white-space:pre-wrap}</style></head><body>${html}</body></html>`
}
