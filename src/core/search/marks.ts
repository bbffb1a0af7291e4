/** Marked text: plain words with the places that matched, so that a page needs no HTML from the server. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'

const Range = Type.Unsafe<[number, number]>({
  type: 'array',
  items: { type: 'integer' },
  minItems: 2,
  maxItems: 2,
})

export const Marked = Type.Object({
  text: Type.String(),
  marks: Type.Array(Range, {
    description: 'Where the text matched: from and to (exclusive), in UTF-16 units as in JavaScript.',
  }),
})
export type Marked = Static<typeof Marked>

// Characters for private use: they are taken out of the text first, so that only the database puts them there.
const open = '\uE000'
const close = '\uE001'
const text_length_max = 30_000

const shape = `StartSel="${open}", StopSel="${close}"`

/** The part of a text around its best matches, marked. */
export function snippetOf(text: RawBuilder<unknown>, query: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`ts_headline('core.english', ${plain(text)}, ${query}, ${`${shape}, MaxWords=36, MinWords=18, ShortWord=2, MaxFragments=2, FragmentDelimiter=" … "`})`
}

/** The whole text, marked. */
export function markedOf(text: RawBuilder<unknown>, query: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`ts_headline('core.english', ${plain(text)}, ${query}, ${`${shape}, HighlightAll=true`})`
}

function plain(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`translate(left(${text}, ${text_length_max}::int), ${open + close}, '')`
}

/** Reads the marks out of what `snippetOf` and `markedOf` answered. */
export function readMarks(marked: string): Marked {
  const marks: [number, number][] = []
  let text = ''
  let from = -1
  for (const part of marked.split(/([\uE000\uE001])/)) {
    if (part === open) from = text.length
    else if (part === close) {
      if (from >= 0) marks.push([from, text.length])
      from = -1
    } else text += part
  }
  return { text, marks }
}

/** The sentence with the most marks in it; without any mark the first one. */
export function bestSentence(marked: Marked, length_max = 300): Marked {
  let best: Marked | undefined
  for (const match of marked.text.matchAll(/[^.!?\n]+[.!?]*/g)) {
    const raw = match[0]
    const lead = raw.length - raw.trimStart().length
    const text = raw.trim().slice(0, length_max)
    if (text === '') continue
    const start = match.index + lead
    const marks = marked.marks
      .filter(([from, to]) => from >= start && to <= start + text.length)
      .map(([from, to]): [number, number] => [from - start, to - start])
    if (best === undefined || marks.length > best.marks.length) best = { text, marks }
  }
  return best ?? { text: '', marks: [] }
}
