/** The sentence of a text that says most of what is looked for, with the places that match. */
import type { Marked } from './marks.ts'
import type { Resolved } from './plan.ts'

const text_length_max = 30_000
const passage_length_max = 300
const sentences_max = 600

/** A stem, as the database made it of a word, and how telling the word is. */
export type Stem = { readonly stem: string; readonly weight: number }

/** The stems of the terms with their weights, what was typed before what means the same. */
export function stemsOf(resolved: readonly Resolved[], entries: number): Stem[] {
  const stems = new Map<string, number>()
  for (const each of resolved) {
    if (each.term.isUnwanted) continue
    for (const [meaning, share] of [
      ...(each.typed ? [[each.typed, 1] as const] : []),
      ...each.others.map((other) => [other, 0.6] as const),
    ]) {
      const weight = share * Math.log(1 + Math.max(1, entries) / (meaning.uses + 1))
      for (const [, word = ''] of meaning.query.matchAll(/'((?:[^']|'')+)'/g)) {
        const stem = word.replaceAll("''", "'")
        stems.set(stem, Math.max(stems.get(stem) ?? 0, weight))
      }
    }
  }
  return [...stems].map(([stem, weight]) => ({ stem, weight }))
}

/** The best sentence of a Markdown text; without a match the first one. Code and tables count as lines. */
export function bestPassage(text: string, stems: readonly Stem[]): Marked {
  let best: { marked: Marked; worth: number } | undefined
  let seen = 0
  for (const match of text.slice(0, text_length_max).matchAll(/[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*[.!?]*/g)) {
    if (seen++ > sentences_max) break
    const line = match[0].trim()
    if (!/[\p{L}\p{N}]/u.test(line)) continue
    const marked = markStems(line.slice(0, passage_length_max), stems)
    // A heading tells less than a sentence that says the same.
    const worth = marked.worth * (line.startsWith('#') ? 0.7 : 1) * (line.length < 25 ? 0.8 : 1)
    if (best === undefined || worth > best.worth) best = { marked, worth }
  }
  const { text: sentence = '', marks = [] } = best?.marked ?? {}
  return { text: sentence, marks }
}

function markStems(text: string, stems: readonly Stem[]): Marked & { worth: number } {
  const marks: [number, number][] = []
  const said = new Set<Stem>()
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)) {
    const word = foldAccents(match[0])
    const stem = stems.find((each) => isFormOf(word, each.stem))
    if (stem === undefined) continue
    said.add(stem)
    marks.push([match.index, match.index + match[0].length])
  }
  return { text, marks, worth: [...said].reduce((sum, { weight }) => sum + weight, 0) }
}

// English endings only: the stem of “policy” is “polici”, that of “printing” is “print”.
function isFormOf(word: string, stem: string): boolean {
  if (word === stem) return true
  const root = stem.length > 3 && stem.endsWith('i') ? stem.slice(0, -1) : stem
  if (root.length < 3 || !word.startsWith(root)) return false
  return /^(?:s|es|ed|ing|er|ers|e|y|ies|ied|ly|ment|ments|ion|ions|ation|ations|al|able|ive|[a-z]ing|[a-z]ed)?$/.test(
    word.slice(root.length),
  )
}

function foldAccents(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
