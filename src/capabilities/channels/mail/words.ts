/** The words of a mail: what is new, and what stands below. Pure. */

const text_length_max = 90_000
const quoted_length_max = 9_000

const headLines = [
  /^(on|el|am|le)\b.{5,200}\b(wrote|escribió|schrieb|a écrit)\s*:\s*$/i,
  /^[-_]{2,}\s*(original message|forwarded message|mensaje original|mensaje reenviado)\b.{0,20}$/i,
  /^_{20,}$/,
  /^(from|de): .{1,300}$/i,
]

/** Parts a text where a reply begins to quote, or a signature begins. A text that is nothing but that stays whole. */
export function partWords(text: string): { text: string; quoted: string } {
  const lines = text.split('\n')
  const at = lines.findIndex((line, place) => isBorder(lines, line, place))
  const above = at < 0 ? '' : lines.slice(0, at).join('\n').trim()
  if (above === '') return { text: text.trim(), quoted: '' }
  return { text: above, quoted: lines.slice(at).join('\n').trim() }
}

function isBorder(lines: readonly string[], line: string, place: number): boolean {
  if (/^--\s?$/.test(line)) return true
  // "From:" begins a quote only where the lines of a head follow.
  if (headLines[3]?.test(line)) return /^(sent|date|to|enviado|fecha|para): /i.test(lines[place + 1] ?? '')
  // What somebody wrote over two lines, as some programs break it.
  const joined = /^(on|el|am|le)\b/i.test(line) ? `${line} ${lines[place + 1] ?? ''}`.trim() : line
  if (headLines.slice(0, 3).some((form) => form.test(line) || form.test(joined))) return true
  return (
    line.startsWith('>') && lines.slice(place).every((each) => each.startsWith('>') || each.trim() === '')
  )
}

/** Without what no text holds: NUL and other signs of control, half characters, lines without end. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{4,}/g, '\n\n\n')
  )
}

const [placeBegin, placeEnd] = ['\ue000', '\ue001']
const places = new RegExp(`${placeBegin}(\\d{1,4})${placeEnd}`, 'g')

/** Puts a sign where the text names a file that came along, by its place among them. */
export function withPlaces(text: string, cids: readonly (string | undefined)[]): string {
  return text.replace(/[\ue000\ue001]/g, '').replace(/\[cid:([^\]\s]{1,300})\]/g, (all, cid: string) => {
    const at = cids.indexOf(cid)
    return at < 0 ? all : `${placeBegin}${at}${placeEnd}`
  })
}

/** Puts there what `shown` says of the file at this place; nothing where it says nothing. */
export function fillPlaces(text: string, shown: (at: number) => string | undefined): string {
  return text.replace(places, (_all, at: string) => shown(Number(at)) ?? '')
}

export function withoutPlaces(text: string): string {
  return fillPlaces(text, () => undefined)
}

/** Plain text as Markdown that reads the same: no picture is fetched, no HTML begins. */
export function asMarkdown(text: string): string {
  return text
    .replace(/!\[/g, '!\\[')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/^([^\S\n\r\u2028\u2029]{0,100})(#{1,6}\s|={3,}|-{3,}|```)/gm, '$1\\$2')
}

/**
 * The body of a message: the new words, and below them as a quote what the mail repeats. What is too long for a
 * message is cut; the caller keeps the whole as a file where `isCut`.
 */
export function bodyOf(words: { text: string; quoted: string }): { body: string; isCut: boolean } {
  // Escaping makes longer and never shorter: more than this would be cut anyway.
  const text = asMarkdown(words.text.slice(0, text_length_max + 1))
  const quoted = asMarkdown(words.quoted.slice(0, quoted_length_max)).slice(0, quoted_length_max)
  const below = quoted === '' ? '' : `\n\n${quoted.replace(/^/gm, '> ')}`
  return {
    body: (text.slice(0, text_length_max) + below.slice(0, 2 * quoted_length_max))
      .toWellFormed()
      .slice(0, 99_000),
    isCut: text.length > text_length_max,
  }
}
