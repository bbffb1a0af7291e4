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
