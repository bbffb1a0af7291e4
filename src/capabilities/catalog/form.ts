/**
 * A form as it is asked: which fields are shown for what was answered so far, what is wrong with an answer, and which
 * answers count. The server and the browser run this same file; it knows neither of them.
 */

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'date',
  'yes_no',
  'one_of',
  'several_of',
  'person',
  'place',
  'workstation',
  'application',
  'files',
  'section',
] as const
export type FieldType = (typeof fieldTypes)[number]

export const comparisonNames = ['is', 'any_of', 'contains', 'at_least', 'at_most', 'filled', 'empty'] as const
export type Comparison = (typeof comparisonNames)[number]

export type Said = { en: string; es?: string }
export type Condition = { field: string; is: Comparison; values: string[] }
export type Field = {
  key: string
  type: FieldType
  label: Said
  help?: Said
  is_required?: boolean
  /** Of a text its length, of a number its value, of several choices or files how many. */
  min?: number
  max?: number
  unit?: string
  date?: 'from_today' | 'after_today' | 'until_today'
  options?: { key: string; label: Said }[]
  show?: { match: 'all' | 'any'; conditions: Condition[] }
}

export type Answer = string | number | boolean | string[]
export type Answers = Record<string, Answer>
/** Answers as they arrive; null is none. */
export type Given = Readonly<Record<string, Answer | null | undefined>>

export type Flaw = {
  code:
    | 'required'
    | 'kind'
    | 'too_short'
    | 'too_long'
    | 'too_small'
    | 'too_large'
    | 'needs_more'
    | 'needs_less'
    | 'no_option'
    | 'from_today'
    | 'after_today'
    | 'until_today'
  /** The bound that was passed. */
  bound?: number
}

const masks = /⟦[a-z]{2,12} [0-9a-z]{10}⟧/g
const length_max = { text: 200, long_text: 5000, application: 200 } as const
export const files_max = 10

const always: readonly Comparison[] = ['filled', 'empty']
/** How the answer to a field of the type may be compared; what is only explained has none. */
export const comparisons: Record<FieldType, readonly Comparison[]> = {
  text: ['contains', ...always],
  long_text: ['contains', ...always],
  number: ['at_least', 'at_most', ...always],
  date: always,
  yes_no: ['is', ...always],
  one_of: ['is', 'any_of', ...always],
  several_of: ['contains', 'any_of', ...always],
  person: always,
  place: always,
  workstation: always,
  application: ['contains', ...always],
  files: always,
  section: [],
}

/** The words in the language, or in English where they were not said in it. */
export function say(words: Said | undefined, language: string): string {
  if (words === undefined) return ''
  return (language === 'es' && words.es?.trim()) || words.en
}

/** Which fields a field is shown by: those of its own conditions, and those of the section that it stands in. */
export function shownBy(fields: readonly Field[]): Map<string, string[]> {
  const needs = new Map<string, string[]>()
  let section: Field | undefined
  for (const field of fields) {
    if (field.type === 'section') section = field
    const own = field.show?.conditions ?? []
    const above = field === section ? [] : (section?.show?.conditions ?? [])
    needs.set(
      field.key,
      [...own, ...above].map((condition) => condition.field),
    )
  }
  return needs
}

/**
 * The fields that are shown, the answers that count (those of shown fields alone), and what is wrong by field.
 * @param today the day in the organization's time zone, as 2026-03-05
 */
export function evaluate(
  fields: readonly Field[],
  given: Given,
  today: string,
): { shown: Field[]; answers: Answers; flaws: Map<string, Flaw> } {
  const shown = shownFields(fields, given)
  const answers: Answers = {}
  const flaws = new Map<string, Flaw>()
  for (const field of shown) {
    if (field.type === 'section') continue
    const answer = tidy(given[field.key])
    if (answer !== undefined) answers[field.key] = answer
    const flaw = answer === undefined ? missing(field) : flawOf(field, answer, today)
    if (flaw) flaws.set(field.key, flaw)
  }
  return { shown, answers, flaws }
}

/** Without blanks around it; nothing where there is nothing in it. */
function tidy(answer: Answer | null | undefined): Answer | undefined {
  if (answer === null || answer === undefined) return undefined
  if (typeof answer === 'string') return answer.trim() === '' ? undefined : answer.trim()
  if (Array.isArray(answer)) return answer.length === 0 ? undefined : [...new Set(answer)]
  return answer
}

function missing(field: Field): Flaw | undefined {
  return field.is_required ? { code: 'required' } : undefined
}

/** What is hidden counts as not answered. Conditions that go in a circle hide; they are never published. */
function shownFields(fields: readonly Field[], given: Given): Field[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const sectionOf = sections(fields)
  const known = new Map<string, boolean>()
  const isShown = (field: Field): boolean => {
    const before = known.get(field.key)
    if (before !== undefined) return before
    known.set(field.key, false)
    const section = sectionOf.get(field.key)
    const isIn = section === undefined || section === field || isShown(section)
    const result = isIn && holds(field)
    known.set(field.key, result)
    return result
  }
  const holds = ({ show }: Field): boolean => {
    if (!show || show.conditions.length === 0) return true
    const each = (condition: Condition) => {
      const about = byKey.get(condition.field)
      const answer = about && isShown(about) ? tidy(given[about.key]) : undefined
      return about !== undefined && about.type !== 'section' && compares(condition, answer)
    }
    return show.match === 'all' ? show.conditions.every(each) : show.conditions.some(each)
  }
  return fields.filter(isShown)
}

function sections(fields: readonly Field[]): Map<string, Field> {
  const found = new Map<string, Field>()
  let section: Field | undefined
  for (const field of fields) {
    if (field.type === 'section') section = field
    if (section) found.set(field.key, section)
  }
  return found
}

function compares({ is, values }: Condition, answer: Answer | undefined): boolean {
  if (is === 'filled') return answer !== undefined
  if (is === 'empty') return answer === undefined
  if (answer === undefined) return false
  const has = (value: string) => (Array.isArray(answer) ? answer.includes(value) : asWord(answer) === value)
  switch (is) {
    case 'is':
      return has(values[0] ?? '')
    case 'any_of':
      return values.some(has)
    case 'contains':
      return Array.isArray(answer)
        ? has(values[0] ?? '')
        : String(answer)
            .toLowerCase()
            .includes((values[0] ?? '').trim().toLowerCase())
    case 'at_least':
      return typeof answer === 'number' && answer >= Number(values[0])
    case 'at_most':
      return typeof answer === 'number' && answer <= Number(values[0])
  }
}

function asWord(answer: string | number | boolean): string {
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  return String(answer)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const wrong: Flaw = { code: 'kind' }
/** NUL and half a character cannot be stored. */
const unstorable = /[\0\p{Cs}]/u

function flawOf(field: Field, answer: Answer, today: string): Flaw | undefined {
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'application':
      return typeof answer === 'string' && !unstorable.test(answer)
        ? lengthFlaw(field, answer, length_max[field.type])
        : wrong
    case 'number':
      return typeof answer === 'number' && Number.isFinite(answer) ? sizeFlaw(field, answer) : wrong
    case 'date':
      return typeof answer === 'string' && isDay(answer) ? dayFlaw(field, answer, today) : wrong
    case 'yes_no':
      return typeof answer === 'boolean' ? undefined : wrong
    case 'one_of':
      return typeof answer === 'string' ? optionFlaw(field, [answer]) : wrong
    case 'several_of':
      return isWords(answer) ? (optionFlaw(field, answer) ?? countFlaw(field, answer)) : wrong
    case 'person':
    case 'place':
    case 'workstation':
      return typeof answer === 'string' && uuid.test(answer) ? undefined : wrong
    case 'files':
      return isWords(answer) && answer.every((id) => uuid.test(id))
        ? countFlaw({ ...field, max: Math.min(field.max ?? files_max, files_max) }, answer)
        : wrong
    case 'section':
      return undefined
  }
}

/** A list may hold anything when it arrives, a list of ids within itself for one. */
function isWords(answer: Answer): answer is string[] {
  return Array.isArray(answer) && answer.every((each) => typeof each === 'string')
}

function lengthFlaw({ min, max }: Field, answer: string, most: number): Flaw | undefined {
  if (min !== undefined && answer.length < min) return { code: 'too_short', bound: min }
  const bound = Math.min(max ?? most, most)
  // A mask stands for words whose length nobody knows here; what a line of a ticket holds is held to all the same.
  const isTooLong = answer.length > most || answer.replaceAll(masks, '').length > bound
  return isTooLong ? { code: 'too_long', bound } : undefined
}

function sizeFlaw({ min, max }: Field, answer: number): Flaw | undefined {
  if (min !== undefined && answer < min) return { code: 'too_small', bound: min }
  return max !== undefined && answer > max ? { code: 'too_large', bound: max } : undefined
}

function countFlaw({ min, max }: Field, answer: readonly string[]): Flaw | undefined {
  if (min !== undefined && answer.length < min) return { code: 'needs_more', bound: min }
  return max !== undefined && answer.length > max ? { code: 'needs_less', bound: max } : undefined
}

function optionFlaw({ options = [] }: Field, answer: readonly string[]): Flaw | undefined {
  return answer.every((key) => options.some((option) => option.key === key))
    ? undefined
    : { code: 'no_option' }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function dayFlaw({ date }: Field, answer: string, today: string): Flaw | undefined {
  const isWrong =
    (date === 'from_today' && answer < today) ||
    (date === 'after_today' && answer <= today) ||
    (date === 'until_today' && answer > today)
  return isWrong && date ? { code: date } : undefined
}
