/**
 * What the server says is written in English, and a page says it in the reader's language: each sentence of the
 * server stands in a dictionary, with {0}, {1} … where it has values.
 */
export type SaidSentences = Readonly<Record<string, string>>

type Pattern = { shape: RegExp; said: string }

let whole: SaidSentences = {}
let patterns: readonly Pattern[] = []

/** The sentences of the language that is shown from now on; none for English. */
export function speakSentences(sentences: SaidSentences): void {
  whole = sentences
  patterns = Object.entries(sentences)
    .filter(([english]) => value.test(english))
    // What says more by itself is tried first.
    .sort(([a], [b]) => lengthOf(b) - lengthOf(a))
    .map(([english, said]) => ({ shape: shapeOf(english), said }))
}

const value = /\{\d\}/
const values = /\{(\d)\}/g

/** The sentence in the language that is shown, or as it came when nobody has written it in that language. */
export function said(sentence: string): string {
  const known = whole[sentence]
  if (known !== undefined) return known
  for (const { shape, said: spoken } of patterns) {
    const found = shape.exec(sentence)
    if (found) return spoken.replace(values, (_, place: string) => said(found.groups?.[`v${place}`] ?? ''))
  }
  return sentence
}

function lengthOf(english: string): number {
  return english.replace(values, '').length
}

/** A value that comes twice is the same in both places. */
function shapeOf(english: string): RegExp {
  const seen = new Set<string>()
  const parts = english.split(values).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    if (seen.has(part)) return `\\k<v${part}>`
    seen.add(part)
    return `(?<v${part}>[^]+?)`
  })
  return new RegExp(`^${parts.join('')}$`)
}
