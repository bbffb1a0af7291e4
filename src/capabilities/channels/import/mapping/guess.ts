import type { Row } from '../read/row.ts'
import { dateReader } from './dates.ts'
import {
  actorHeadings,
  datePatterns,
  eventTimeHeadings,
  headingWords,
  sequenceHeadings,
  unknownWords,
  wordGuesses,
} from './guess-words.ts'
import { type ColumnMapping, checkMapping, type Mapping } from './mapping.ts'
import { fieldType, ticketStates } from './vocabulary.ts'

export type MappingGuess = {
  mapping: Mapping
  /** What the person should look at before running it, in sentences. */
  doubts: string[]
}

/**
 * A first mapping for the wizard, from the headings and some sample rows (a few hundred are enough). It is always a
 * valid mapping; what was not recognized is in `doubts`. The zone is the caller's, since no file tells it.
 */
export function guessMapping(
  headings: readonly string[],
  sample: readonly Row[],
  zone = 'UTC',
): MappingGuess {
  const doubts: string[] = []
  const unknown = unknownWords.filter((word) =>
    sample.some(({ values }) => headings.some((heading) => values[heading]?.trim().toLowerCase() === word)),
  )
  const textsOf = (heading: string) =>
    sample
      .map(({ values }) => values[heading]?.trim() ?? '')
      .filter((text) => text && !unknown.includes(text.toLowerCase()))
  const fields = guessFields(headings, textsOf)
  const { source, key, time } = guessSource(headings, fields, textsOf, doubts)
  const createdAt = headingOf(fields, 'createdAt')
  const dated = (source === 'snapshot' ? createdAt : time) ?? createdAt ?? headings[0] ?? 'id'
  const pattern = guessPattern(textsOf(dated))
  if (!pattern.sure) {
    doubts.push(
      `The dates of "${dated}" fit ${pattern.pattern}, but day and month may be the other way round.`,
    )
  }
  if (pattern.fits === 0) doubts.push(`No date form fits the values of "${dated}".`)
  const columns = [...fields]
    .filter(([, field]) => source === 'conversation' || !field.startsWith('message'))
    .filter(([, field]) => source === 'snapshot' || field !== 'updatedAt')
    .map(([column, field]) => guessValues({ column, field }, textsOf(column), doubts))
    .map((column) => withPattern(column, textsOf(column.column), pattern.pattern))
  if (source === 'snapshot' && !createdAt) {
    doubts.push('No column looks like the time of creation.')
    columns.push({ column: dated, field: 'createdAt' })
  }
  const find = (words: RegExp) => headings.find((heading) => words.test(folded(heading)))
  const ofChanges =
    source === 'snapshot'
      ? {}
      : { time, sequence: numbersOnly(find(sequenceHeadings), textsOf), actor: find(actorHeadings) }
  const mapping: Mapping = {
    format: 'wardline-import/1',
    name: 'New mapping',
    origin: 'import',
    source,
    key,
    ...ofChanges,
    unknown,
    dates: { pattern: pattern.pattern, zone },
    columns,
    ...usualParts(source, columns),
  }
  // Undefined members are left out as they would be in a file.
  return { mapping: checkMapping(JSON.parse(JSON.stringify(mapping))), doubts }
}

function headingOf(fields: ReadonlyMap<string, string>, field: string): string | undefined {
  return [...fields].find(([, name]) => name === field)?.[0]
}

function guessSource(
  headings: readonly string[],
  fields: ReadonlyMap<string, string>,
  textsOf: (heading: string) => string[],
  doubts: string[],
): { source: Mapping['source']; key: string; time: string | undefined } {
  const number = headingOf(fields, 'number')
  const key = number ?? headings[0] ?? 'id'
  if (!number) doubts.push(`No column looks like the ticket's number; "${key}" is taken.`)
  const keys = textsOf(key)
  const isRepeated = new Set(keys).size < keys.length
  const time = headings.find((heading) => eventTimeHeadings.test(folded(heading)))
  if (time && headingOf(fields, 'messageBody')) return { source: 'conversation', key, time }
  if (time && isRepeated && headingOf(fields, 'state')) return { source: 'event-log', key, time }
  if (isRepeated)
    doubts.push(`"${key}" repeats, but no time of change and state were found for an event log.`)
  return { source: 'snapshot', key, time }
}

function usualParts(source: Mapping['source'], columns: readonly ColumnMapping[]): Partial<Mapping> {
  const has = (field: string) => columns.some((column) => column.field === field)
  const finals = columns.filter(({ field }) => field === 'resolvedAt' || field === 'closedAt')
  const titleTemplate = source === 'conversation' ? '{firstMessage}' : '{category} – {subcategory}'
  const create = { do: 'create' } as const
  return {
    finalColumns: source === 'event-log' ? finals.map(({ column }) => column) : [],
    constants: has('kind') ? {} : { kind: 'incident' },
    titleTemplate: has('title') ? undefined : titleTemplate,
    missing: { people: create, teams: create, categories: create, places: create, assets: create },
    message: source === 'conversation' ? { groupBy: [] } : undefined,
  }
}

function folded(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function numbersOnly(
  heading: string | undefined,
  textsOf: (heading: string) => string[],
): string | undefined {
  return heading !== undefined && textsOf(heading).every((text) => /^\d+(\.0+)?$/.test(text))
    ? heading
    : undefined
}

/** Heading → field, by words; a column of times or flags is not taken for text and the other way round. */
function guessFields(
  headings: readonly string[],
  textsOf: (heading: string) => string[],
): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [field, words] of headingWords) {
    const heading = headings.find(
      (candidate) =>
        !fields.has(candidate) && words.test(folded(candidate)) && fits(field, textsOf(candidate)),
    )
    if (heading !== undefined) fields.set(heading, field)
  }
  return new Map(
    headings.filter((heading) => fields.has(heading)).map((heading) => [heading, fields.get(heading) ?? '']),
  )
}

function fits(field: string, texts: string[]): boolean {
  const type = fieldType(field)?.type
  if (texts.length === 0) return true
  if (type === 'time') return guessPattern(texts).fits > 0.8
  if (type === 'count') return texts.every((text) => /^\d+(\.0+)?$/.test(text))
  if (type === 'flag') return new Set(texts).size <= 3
  if (type === 'level' || type === 'word') return new Set(texts).size <= 40
  return true
}

function guessPattern(texts: string[]): { pattern: string; fits: number; sure: boolean } {
  let best = { pattern: 'iso', fits: 0, sure: true }
  const sample = [...new Set(texts)].slice(0, 500)
  for (const pattern of datePatterns) {
    const read = dateReader(pattern, 'UTC')
    const fits =
      sample.length === 0 ? 0 : sample.filter((text) => isLikely(read(text))).length / sample.length
    const isTwin = fits === best.fits && fits > 0 && twin(pattern) === best.pattern
    if (fits > best.fits) best = { pattern, fits, sure: true }
    else if (isTwin) best.sure = false
  }
  return best
}

function isLikely(time: string | undefined): boolean {
  return time !== undefined && time >= '1985' && time < '2100'
}

function twin(pattern: string): string {
  return pattern.replace(/D([/.-])M/, 'M$1D') === pattern
    ? pattern.replace(/M([/.-])D/, 'D$1M')
    : pattern.replace(/D([/.-])M/, 'M$1D')
}

function withPattern(column: ColumnMapping, texts: string[], usual: string): ColumnMapping {
  if (fieldType(column.field)?.type !== 'time') return column
  const own = guessPattern(texts)
  const read = dateReader(usual, 'UTC')
  return own.fits > 0 && !texts.every((text) => read(text)) ? { ...column, pattern: own.pattern } : column
}

/** Fills the value table of a field of closed words; a value that means nothing is rejected until it is mapped. */
function guessValues(column: ColumnMapping, texts: string[], doubts: string[]): ColumnMapping {
  const guesses = wordGuesses[column.field === 'urgency' ? 'impact' : column.field]
  if (!guesses) return column
  const values: Record<string, string | number> = {}
  for (const text of new Set(texts)) {
    const found =
      ticketStates.find((state) => column.field === 'state' && state === text) ??
      guesses.find(([, words]) => words.test(text.toLowerCase()))?.[0]
    if (found === undefined)
      doubts.push(`The ${column.field} "${text}" was not recognized; rows with it are rejected.`)
    else values[text] = found
  }
  return { ...column, values, otherwise: 'reject' }
}
