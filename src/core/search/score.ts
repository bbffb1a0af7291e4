/**
 * How well a text fits what is looked for: rare words count more than common ones, the title more than the text,
 * what was typed more than what means the same, words side by side more than apart, and short texts more than long.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Resolved, Totals } from './plan.ts'

/** Among what the words are compared: tickets and their messages, or all that is little beside them. */
export type Pool = 'few' | 'crowd'

export type Part = {
  readonly typed: string
  readonly other: string
  /** How telling the word is. */
  readonly weight: number
  /** In how many entries of the pool it is. */
  readonly uses: number
}

export type Scoring = {
  readonly parts: readonly Part[]
  readonly pairs: readonly { readonly query: string; readonly weight: number }[]
  readonly meanLength: number
  readonly pool: Pool
}

// Chosen on the half of the judged queries that may be looked at; see bench/README.md.
const other_share = 0.6
const pair_share = 0.4
// A ticket is about what it says at all; a long thread says little of each thing.
const length_share = 0.25
const place_weights = '{0.45,0.45,0.6,1.0}'
// An article is about what it says again and again: a title counts as much as seven mentions, and the more there are, the
// less one more of them does. In a longer article more of them are needed.
const mention_weights = '{0.15,0.15,0.15,1.0}'
const mentions_half = 3
const mentions_length_share = 0.5
// So that a word that stands in the title alone weighs as much as in a ticket.
const mentions_scale = 2.44
const parts_max = 16
const pairs_max = 8

/** The most telling of the terms, as they are counted in the pool. */
export function scoringOf(resolved: readonly Resolved[], totals: Totals, pool: Pool): Scoring {
  const entries = pool === 'few' ? totals.few_entries : totals.entries
  const lengths = pool === 'few' ? totals.few_lengths : totals.lengths
  const wanted = resolved.filter((each) => each.query !== '' && !each.term.isUnwanted)
  const times = new Map<string, number>()
  for (const { query } of wanted) times.set(query, (times.get(query) ?? 0) + 1)
  const distinct = [...new Map(wanted.map((each) => [each.query, each])).values()]
  const parts = distinct
    .map((each) => partOf(each, entries, pool, times.get(each.query) ?? 1))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, parts_max)
  const weights = new Map(parts.map((part) => [part.typed, part.weight]))
  const pairs = wanted.slice(1).flatMap((each, at) => {
    const [a, b] = [wanted[at]?.typed?.query, each.typed?.query]
    const weight = Math.min(weights.get(a ?? '') ?? 0, weights.get(b ?? '') ?? 0)
    return weight > 0 && a !== b ? [{ query: `${a} <-> ${b}`, weight: weight * pair_share }] : []
  })
  return {
    parts,
    pairs: pairs.toSorted((a, b) => b.weight - a.weight).slice(0, pairs_max),
    pool,
    meanLength: entries > 0 ? Math.max(1, lengths / entries) : 60,
  }
}

function partOf(each: Resolved, entries: number, pool: Pool, times: number): Part {
  const usesOf = (meaning: { uses: number; fewUses: number }) =>
    pool === 'few' ? meaning.fewUses : meaning.uses
  const others = each.others.reduce((sum, other) => sum + usesOf(other), 0)
  const typed = each.typed ? usesOf(each.typed) : 0
  // A word that was never counted may be new or a number: as telling as one that some others wrote.
  const uses = typed > 0 ? typed : others > 0 ? others : each.isUnknown ? 3 : 0
  const rarity = Math.log(1 + (Math.max(entries, uses) - uses + 0.5) / (uses + 0.5))
  return {
    typed: each.typed?.query ?? '',
    other: each.others.map((other) => other.query).join(' | '),
    weight: rarity * (1 + Math.log(times)),
    uses: typed + others,
  }
}

/** The score of the words of an entry, from 0 to about 1 for one that holds everything in its title. */
export function scoreOf(
  scoring: Scoring,
  words: RawBuilder<unknown>,
  length: RawBuilder<unknown>,
): RawBuilder<number> {
  const sum = scoring.parts.reduce((total, { weight }) => total + weight, 0)
  if (sum === 0) return sql<number>`0::real`
  const isFew = scoring.pool === 'few'
  const share = sql`${length}::float8 / ${scoring.meanLength}::float8`
  const half = sql`(${sql.lit(mentions_half * (1 - mentions_length_share))} + ${sql.lit(mentions_half * mentions_length_share)} * ${share})`
  const rank = (query: string, weight: number) =>
    isFew
      ? sql`${weight * mentions_scale}::float8 * (1 - ${half} / (${half} + ts_rank_cd(${sql.lit(mention_weights)}::real[], ${words}, ${query}::tsquery)))`
      : sql`${weight}::float8 * ts_rank(${sql.lit(place_weights)}::real[], ${words}, ${query}::tsquery)`
  const summands = scoring.parts.map(({ typed, other, weight }) => {
    const ranks = [
      ...(typed === '' ? [] : [rank(typed, weight)]),
      ...(other === '' ? [] : [rank(other, weight * (typed === '' ? 1 : other_share))]),
    ]
    return sql`greatest(${sql.join(ranks)})`
  })
  const near = scoring.pairs.map(
    ({ query, weight }) => sql`case when ${words} @@ ${query}::tsquery then ${weight}::float8 else 0 end`,
  )
  const told = sql`(${sql.join([...summands, ...near], sql` + `)}) / ${sum}::float8`
  return isFew
    ? sql<number>`(${told})`
    : sql<number>`(${told} / (1 + ${sql.lit(length_share)} * ln(1 + ${share})))`
}
