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

/** What is marked in a text, as PostgreSQL reads it. */
export type Sought = {
  /** What must hold of the text. */
  readonly query: string
  /** Any of its words and phrases. */
  readonly any: string
  /** Patterns of the word that tells most and of the others, to find their places; empty for none. */
  readonly first: string
  readonly others: string
}

/** What is marked of conditions, the most telling first. */
export function soughtOf(query: string, conditions: readonly string[]): Sought {
  // Where the first word of a phrase stands, the phrase need not be.
  const hasPhrase = conditions.some((condition) => /<(?:-|\d+)>/.test(condition))
  const [first = '', ...others] = hasPhrase ? [] : conditions.map(patternOf)
  return {
    query,
    any: conditions.join(' | '),
    first: first === '' ? '' : `\\m(?:${first})`,
    others: others.some((each) => each !== '')
      ? `\\m(?:${others.filter((each) => each !== '').join('|')})`
      : '',
  }
}

// A stem is how its word begins, but for “policy”, of which it is “polici”.
function patternOf(condition: string): string {
  const stems = [...condition.matchAll(/'((?:[^']|'')+)'/g)].map(([, stem = '']) =>
    stem.replaceAll("''", "'"),
  )
  return stems
    .map((stem) => (stem.length > 3 && stem.endsWith('i') ? stem.slice(0, -1) : stem))
    .map((stem) => stem.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`))
    .join('|')
}

/**
 * The part of a text around its best matches, marked. `sought` is a row of the columns of `Sought`. Only some pieces of
 * a text are read, and the whole where nothing is marked in them.
 */
export function snippetOf(text: RawBuilder<unknown>, sought: RawBuilder<unknown>): RawBuilder<string> {
  const said = plain(text)
  const headline = (part: RawBuilder<unknown>, query: string) =>
    sql`ts_headline('core.english', ${part}, ${sought}.${sql.ref(query)}::tsquery, ${`${shape}, MaxWords=36, MinWords=18, ShortWord=2, MaxFragments=2, FragmentDelimiter=" … "`})`
  return sql<string>`coalesce(
    (select h.cut from (select ${headline(sql`core.search_pieces(${said}, ${sought}.first, ${sought}.others)`, 'any')} as cut offset 0) h where strpos(h.cut, ${open}) > 0),
    ${headline(said, 'query')})`
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
