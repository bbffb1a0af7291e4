/** The records that hold the most telling of many words, best first: for longer texts, and where no text holds every word. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import { outerUpdatedAt, visible } from '../records/visible.ts'
import { parseText } from './parse.ts'
import { noTotals, type Resolved, readTerms, type Totals, termQueries } from './plan.ts'
import { type Part, type Pool, scoreOf, scoringOf } from './score.ts'
import { allSynonyms, ownSynonyms } from './synonyms.ts'
import { crowded, type Filters, gate, type Hit, hitColumns } from './wanted.ts'

/** What a text says: its terms, and what they are counted by. */
export type Meant = { readonly resolved: readonly Resolved[]; readonly totals: Totals }

// So many entries are fetched and scored for their rare words alone, and so many places of the index are read to
// find those which hold two words that are less rare.
// Articles are long, so that to look at one costs as much as at two tickets.
const entries_max = { crowd: 350, few: 200 } as const
const postings_max = 20_000
const together_max = 6
const fetched_max = 20_000
const scored_max = 2_000

/** Reads a longer text, in two round trips. */
export async function meaningOf(tx: Tx, text: string): Promise<Meant> {
  const terms = parseText(text, allSynonyms(await tx.all(ownSynonyms(tx.orgId))))
  const [phrases, , totals] = await tx.many(...termQueries(tx.orgId, terms))
  return { resolved: readTerms(terms, phrases, []), totals: totals[0] ?? noTotals }
}

export type Scored = Hit & { score: number }

/**
 * The query for the records of the kinds that hold the most telling words, each by its best entry. `condition`
 * holds of the record `r` and the entry `f`; `prior` weighs the record. Nothing when the words say too little.
 */
export function alikeQuery(
  actor: Actor,
  { resolved, totals }: Meant,
  kinds: readonly string[],
  limit: number,
  {
    filters = {},
    condition = sql<boolean>`true`,
    prior = sql<number>`1`,
  }: { filters?: Filters; condition?: RawBuilder<boolean>; prior?: RawBuilder<number> } = {},
) {
  const pool: Pool = kinds.includes(crowded) ? 'crowd' : 'few'
  const scoring = scoringOf(resolved, totals, pool)
  const candidates = candidatesOf(scoring.parts, pool, pool === 'few' ? totals.few_entries : totals.entries)
  if (candidates === undefined) return undefined
  const unwanted = resolved.filter((each) => each.term.isUnwanted && each.query !== '')
  const wanted = [`(${candidates})`, ...unwanted.map(({ query }) => `!${query}`)].join(' & ')
  const score = sql`${scoreOf(scoring, sql`e.whole`, sql`length(e.whole)`)} * e.prior`
  return sql<Scored>`
    with m as materialized (
      select * from core.search_matches(${[wanted]}::tsquery[], null, ${kinds}::text[], ${filters.from ?? null}, ${filters.to ?? null}, ${sql.lit(fetched_max)}, false) m
      where m.entry_id is not null
    ), seen as materialized (
      select ${hitColumns(actor, kinds)}, r.org_id, ${prior} as prior from m f
      -- Each by its key, whatever is guessed of how few there are.
      cross join lateral (select r.* from core.record r where r.org_id = ${actor.orgId} and r.id = f.record_id offset 0) r
      where ${gate(actor, kinds, filters)} and ${condition}
      -- What may not be seen takes no place among those that are scored.
      order by f.at desc, f.entry_id limit ${sql.lit(scored_max)}
    ), read as (
      -- Joined with nothing, long words are unpacked once and not for each word that is looked for.
      select r.*, w.words || ''::tsvector as whole from seen r join core.search_entry w on w.org_id = r.org_id and w.entry_id = r.entry_id offset 0
    ), best as (
      select distinct on (e.id) e.id, e.kind, e.number, e.title, e.state, e.category, e.updated_at, e.entry_id, e.is_internal, e.at, ${score} as score
      from read e order by e.id, score desc
    )
    select * from best order by score desc, number desc limit ${limit}`
}

/** The query for those of the actor's own records that are not done and hold some of the words. */
export function ownAlikeQuery(actor: Actor, { resolved, totals }: Meant, limit: number) {
  const scoring = scoringOf(resolved, totals, 'crowd')
  const any = scoring.parts.flatMap(({ typed, other }) => [typed, other].filter((query) => query !== ''))
  if (any.length === 0) return undefined
  return sql<Scored>`
    with own as materialized (
      select r.* from core.record r
      where ${visible(actor, crowded)} and r.kind = ${crowded} and r.requester_id = ${actor.personId} and r.category <> 'done'
      order by ${outerUpdatedAt} desc, r.id desc limit 100
    ), best as (
      select distinct on (r.id) ${hitColumns(actor, [crowded])}, ${scoreOf(scoring, sql`f.words`, sql`length(f.words)`)} as score
      from own r join core.search_entry f on f.org_id = ${actor.orgId} and f.record_id = r.id and not f.is_internal
      where f.words @@ ${any.join(' | ')}::tsquery order by r.id, score desc
    )
    select * from best where score >= 0.15 order by score desc, number desc limit ${limit}`
}

/**
 * The condition that finds the entries worth scoring: any of the rarest words, or two of the next ones. Where even
 * the rarest is common, all of the three rarest.
 */
function candidatesOf(parts: readonly Part[], pool: Pool, entries: number): string | undefined {
  const known = parts
    .filter((part) => part.typed !== '' || part.other !== '')
    .toSorted((a, b) => a.uses - b.uses)
  if (known.length === 0) return undefined
  const queryOf = ({ typed, other }: Part) => `(${[typed, other].filter((each) => each !== '').join(' | ')})`
  let guess = 0
  let at = 0
  // The index stays below the length.
  for (; at < known.length && guess + known[at]!.uses <= entries_max[pool]; at++) guess += known[at]!.uses
  const alone = known.slice(0, at).map(queryOf)
  const together = known.slice(at, at + together_max)
  let postings = 0
  const affordable = together.filter(({ uses }) => {
    postings += uses
    return postings <= postings_max
  })
  const pairs = affordable.slice(0, -1).flatMap((part, i) => {
    const rest = affordable.slice(i + 1).filter((other, next) => {
      const both = (other.uses * part.uses) / Math.max(1, entries)
      // The rarest two are looked for in any case where nothing else is.
      const isAnyway = guess === 0 && i + next === 0
      if (guess + both > entries_max[pool] * 1.5 && !isAnyway) return false
      guess += both
      return true
    })
    return rest.length === 0 ? [] : [`(${queryOf(part)} & (${rest.map(queryOf).join(' | ')}))`]
  })
  const queries = [...alone, ...pairs]
  if (queries.length > 0) return queries.join(' | ')
  return known.slice(0, 3).map(queryOf).join(' & ')
}
