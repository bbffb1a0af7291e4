/** Takes apart what somebody typed into the search box. Any text is a search; none is an error. */

export type Term = {
  /** What may stand for the term: each is a phrase of plain words; the first is what was typed. */
  readonly phrases: readonly string[]
  readonly isPhrase: boolean
  readonly isUnwanted: boolean
  /** The last word while somebody still types: it may be the beginning of a longer one. */
  readonly isOpen: boolean
  /** It must stand in the title. */
  readonly isTitle?: boolean
}

/** What somebody wrote as `field:value`; of an unknown field the whole is also looked for as words. */
export type FieldSaid = {
  readonly field: string
  readonly value: string
  readonly isUnwanted: boolean
  readonly isKnown: boolean
}

export type Wanted = {
  readonly terms: readonly Term[]
  readonly number: number | null
  readonly fields: readonly FieldSaid[]
}

/** The fields that narrow a search, each with the other names by which it is known. */
export const fieldNames = {
  title: ['título', 'titulo'],
  tag: ['etiqueta'],
  app: ['application', 'aplicación', 'aplicacion'],
  place: ['lugar'],
  kind: ['type', 'tipo'],
  state: ['status', 'estado'],
  by: ['por'],
  after: ['since', 'desde'],
  before: ['until', 'hasta'],
  number: ['número', 'numero'],
} as const
export type Field = keyof typeof fieldNames
const fieldOf = new Map<string, Field>(
  (Object.keys(fieldNames) as Field[]).flatMap((field) =>
    [field, ...fieldNames[field]].map((name) => [name, field] as const),
  ),
)

export const query_length_max = 500
const terms_max = 12
export const synonym_words_max = 5

/** Groups of phrases that mean the same, each phrase in lower case. */
export type Synonyms = readonly (readonly string[])[]

type Token = { text: string; isPhrase: boolean; isUnwanted: boolean; isTitle?: boolean }

/**
 * The terms of a search: words, “quoted phrases”, -unwanted ones. A number with or without # is also the number
 * of a record. Words that have synonyms stand for all of them. With `hasFields`, `field:value` narrows the search.
 */
export function parseSearch(text: string, synonyms: Synonyms, hasFields = false): Wanted {
  const clean = text.normalize('NFC').slice(0, query_length_max)
  const { tokens, fields } = tokensOf(clean, hasFields)
  const isTyping = /[\p{L}\p{N}]$/u.test(clean)
  const terms = withSynonyms(tokens, synonyms).slice(0, terms_max)
  const last = terms.at(-1)
  if (last && isTyping && !last.isPhrase && !last.isUnwanted)
    terms[terms.length - 1] = { ...last, isOpen: true }
  const digits = /^\s*#?(\d{1,15})\s*$/.exec(clean)?.[1]
  return { terms, number: digits === undefined ? null : Number(digits), fields }
}

/** The words of a longer text as terms that each may match, for suggestions. */
export function parseText(text: string, synonyms: Synonyms): readonly Term[] {
  const words =
    text
      .normalize('NFC')
      .slice(0, 5000)
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? []
  const tokens = words.slice(0, 200).map((word) => ({ text: word, isPhrase: false, isUnwanted: false }))
  return withSynonyms(tokens, synonyms)
}

function tokensOf(text: string, hasFields: boolean): { tokens: Token[]; fields: FieldSaid[] } {
  const tokens: Token[] = []
  const fields: FieldSaid[] = []
  const pattern = hasFields
    ? /(-?)(?:(\p{L}{2,20}):(?=[\p{L}\p{N}"“”„#-]|\s|$))?(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+)|(?<=:))/gu
    : /(-?)((?!))?(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))/gu
  for (const match of text.matchAll(pattern)) {
    const [, minus, name, phrase, word] = match
    const content = readable(phrase ?? word ?? '')
    const isUnwanted = minus === '-'
    const field = name === undefined ? undefined : fieldOf.get(name.toLowerCase())
    // Somebody who pastes “Error: disk full” means no field.
    if (name !== undefined && field !== 'title' && (field !== undefined || content !== ''))
      fields.push({ field: field ?? name, value: content, isUnwanted, isKnown: field !== undefined })
    if (field !== undefined && field !== 'title') continue
    const said = name !== undefined && field === undefined ? `${name} ${content}`.trim() : content
    if (said === '') continue
    const isTitle = field === 'title'
    tokens.push({ text: said, isPhrase: phrase !== undefined, isUnwanted, isTitle })
    if (tokens.length >= terms_max * 2) break
  }
  return { tokens, fields: fields.slice(0, terms_max) }
}

// What PostgreSQL cannot store or what only separates words becomes a blank; the rest is left to its parser.
function readable(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, ' ')
    .trim()
}

/** A word or phrase as synonyms are compared: one blank between words, in lower case. */
export function foldWord(text: string): string {
  return readable(text.normalize('NFC')).toLowerCase()
}

function withSynonyms(tokens: readonly Token[], synonyms: Synonyms): Term[] {
  const groups = new Map(synonyms.flatMap((group) => group.map((phrase) => [phrase, group] as const)))
  const terms: Term[] = []
  for (let i = 0; i < tokens.length; ) {
    const known = longestKnown(tokens, i, groups)
    // The index stays below the length.
    const token = tokens[i]!
    if (known === undefined) {
      terms.push({
        phrases: [token.text],
        isPhrase: token.isPhrase,
        isUnwanted: token.isUnwanted,
        isOpen: false,
        ...(token.isTitle ? { isTitle: true } : {}),
      })
      i += 1
      continue
    }
    const others = known.group.filter((phrase) => phrase !== known.phrase)
    terms.push({
      phrases: [known.phrase, ...others],
      isPhrase: false,
      isUnwanted: token.isUnwanted,
      isOpen: false,
    })
    i += known.length
  }
  return terms
}

function longestKnown(tokens: readonly Token[], from: number, groups: Map<string, readonly string[]>) {
  for (let length = Math.min(synonym_words_max, tokens.length - from); length >= 1; length--) {
    const some = tokens.slice(from, from + length)
    // Quoted or unwanted words are meant as they stand.
    if (some.some((token) => token.isPhrase || token.isUnwanted || token.isTitle)) continue
    const phrase = some.map((token) => token.text.toLowerCase()).join(' ')
    const group = groups.get(phrase)
    if (group !== undefined) return { phrase, group, length }
  }
  return undefined
}
