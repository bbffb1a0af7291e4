/** Groups of texts that share telling words. Bounded by the number of texts and of words in each; others have turns. */
import { inTurns } from './turns.ts'

export type Doc = { id: string; terms: ReadonlyMap<string, number> }

const terms_per_doc_max = 40

/** The words of a text with what each tells: rare words tell more. The squares of the weights sum up to one. */
export function weighed(words: Iterable<string>, rarity: (word: string) => number): Map<string, number> {
  const all = [...new Set(words)].map((word) => [word, rarity(word)] as const)
  const kept = all.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, terms_per_doc_max)
  const length = Math.hypot(...kept.map(([, weight]) => weight)) || 1
  return new Map(kept.map(([word, weight]) => [word, weight / length]))
}

/** How alike two texts are, from 0 to 1. */
export function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0)
  return Math.min(1, sum)
}

/**
 * Groups in the order of the texts: each joins the group whose middle it is most like, or begins one. Groups are
 * asked only where they share a word with it.
 */
export async function clusters(docs: readonly Doc[], alike_min: number): Promise<Doc[][]> {
  type Group = { docs: Doc[]; sum: Map<string, number>; square: number }
  const groups: Group[] = []
  const byWord = new Map<string, Set<Group>>()
  const turn = inTurns()
  for (const doc of docs) {
    const likeness = new Map<Group, number>()
    for (const [word, weight] of doc.terms) {
      const places = byWord.get(word) ?? new Set()
      for (const group of places)
        likeness.set(group, (likeness.get(group) ?? 0) + weight * (group.sum.get(word) ?? 0))
      await turn(places.size)
    }
    let best: Group | undefined
    let best_likeness = 0
    for (const [group, value] of likeness) {
      const of = value / (Math.sqrt(group.square) || 1)
      if (of > best_likeness) [best, best_likeness] = [group, of]
    }
    await turn(likeness.size)
    if (best === undefined || best_likeness < alike_min) {
      best = { docs: [], sum: new Map(), square: 0 }
      groups.push(best)
    }
    best.docs.push(doc)
    for (const [word, weight] of doc.terms) {
      const before = best.sum.get(word) ?? 0
      best.sum.set(word, before + weight)
      best.square += (before + weight) ** 2 - before ** 2
      byWord.set(word, (byWord.get(word) ?? new Set()).add(best))
    }
  }
  return groups.map((group) => group.docs)
}

/** Pairs of texts that are at least so alike, the most alike first. */
export async function pairs(
  docs: readonly Doc[],
  alike_min: number,
  pairs_max: number,
): Promise<{ a: string; b: string; likeness: number }[]> {
  const byWord = new Map<string, number[]>()
  let found: { a: string; b: string; likeness: number }[] = []
  const mostAlike = () => found.sort((x, y) => y.likeness - x.likeness).slice(0, pairs_max)
  // A word of every fifth text tells nothing about which two are the same, and would compare all with all.
  const spread_max = Math.max(10, docs.length / 5)
  const turn = inTurns()
  for (const [at, doc] of docs.entries()) {
    const candidates = new Set<number>()
    for (const word of doc.terms.keys()) {
      const places = byWord.get(word) ?? []
      if (places.length <= spread_max) for (const place of places) candidates.add(place)
      await turn(places.length)
      places.push(at)
      byWord.set(word, places)
    }
    for (const place of candidates) {
      const other = docs[place]
      const likeness = other ? alike(doc.terms, other.terms) : 0
      if (other && likeness >= alike_min) found.push({ a: doc.id, b: other.id, likeness })
      // Where very many are alike, no more are kept than are sorted in a moment.
      if (found.length > pairs_max * 10) found = mostAlike()
      await turn(doc.terms.size)
    }
  }
  return mostAlike()
}

export type TitledTicket = { id: string; title: string; requester_id: string | null }

const title_words_max = 5
const people_min = 3
const share_min = 0.4

/**
 * A title for what the tickets ask: the words that most of them share, in the order in which they stand there. A word
 * counts when tickets of three people hold it; names and numbers never do. Null when nothing is left.
 */
export function proposedTitle(
  tickets: readonly TitledTicket[],
  stemOf: ReadonlyMap<string, string>,
  isName: (word: string) => boolean,
): { title: string; terms: string[] } | null {
  const stems = new Map<
    string,
    { people: Set<string>; tickets: number; places: number; words: Map<string, number> }
  >()
  for (const ticket of tickets) {
    const seen = new Set<string>()
    wordsOf(ticket.title).forEach((word, place) => {
      const stem = stemOf.get(word)
      if (stem === undefined || seen.has(stem) || isName(word) || isName(stem)) return
      seen.add(stem)
      const entry = stems.get(stem) ?? { people: new Set(), tickets: 0, places: 0, words: new Map() }
      entry.people.add(ticket.requester_id ?? ticket.id)
      entry.tickets++
      entry.places += place
      entry.words.set(word, (entry.words.get(word) ?? 0) + 1)
      stems.set(stem, entry)
    })
  }
  const shared = [...stems]
    .filter(
      ([, { people, tickets: count }]) => people.size >= people_min && count >= tickets.length * share_min,
    )
    .sort((a, b) => b[1].tickets - a[1].tickets)
    .slice(0, title_words_max)
  if (shared.length === 0) return null
  const spoken = [...shared]
    .sort((a, b) => a[1].places / a[1].tickets - b[1].places / b[1].tickets)
    .map(([stem, { words }]) => [...words].sort((a, b) => b[1] - a[1])[0]?.[0] ?? stem)
    .join(' ')
  return { title: spoken.charAt(0).toUpperCase() + spoken.slice(1), terms: shared.map(([stem]) => stem) }
}

/** The words of a line in lower case: letters alone, since what has digits is a number, a name or a secret. */
export function wordsOf(line: string): string[] {
  return (line.toLowerCase().match(/[\p{L}\p{N}_@.-]+/gu) ?? [])
    .map((word) => word.replace(/[.-]+$/, ''))
    .filter((word) => /^\p{L}{2,40}$/u.test(word))
}
