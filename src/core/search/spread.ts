/**
 * Words that stand in different messages of one ticket: no single entry holds them all, the ticket does. Looked
 * for only when the page is not full of tickets where one entry holds them.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { inside } from '../records/visible.ts'
import { ownRecords, readsTeams } from './of-parties.ts'
import {
  crowded,
  type Found,
  gate,
  type Hit,
  hitColumns,
  isCounted,
  restrictedIds,
  seesAll,
  type Wanted,
} from './wanted.ts'

const candidates_max = 100
// Of what those read who see only some tickets.
const read_max = 2_000

/** The page, filled up with tickets whose messages together hold all words; `isOwn` when only one's own may be seen. */
export async function withSpread(wanted: Wanted, found: Found, isOwn = false): Promise<Found> {
  const { tx, actor, plan, limit } = wanted
  const [rarest, ...others] = plan.wanted
  if (found.hasMore || rarest === undefined || others.length === 0 || plan.isTitleOnly) return found
  const isOpen = seesAll(actor)
  const [own, all] = await tx.many(
    isOpen ? nothing : spreadOver(wanted, found, entriesOfMine(actor, rarest.query)),
    isOpen || (readsTeams(actor) && !isOwn)
      ? spreadOver(wanted, found, entriesWith(wanted, rarest))
      : nothing,
  )
  const more = [...new Map([...own, ...all].map((hit) => [hit.id, hit])).values()]
  more.sort((a, b) => (a.at < b.at ? 1 : -1))
  const hits = [...found.hits, ...more.map((hit) => ({ ...hit, isSpread: true }))]
  const isComplete =
    found.isComplete && Math.max(own[0]?.candidates ?? 0, all[0]?.candidates ?? 0) < candidates_max
  return {
    ...found,
    // What is found first may be ranked; a page that began with nothing is in the order of time.
    order: found.hits.length === 0 ? 'newest' : found.order,
    hits: hits.slice(0, limit),
    hasMore: hits.length > limit,
    isComplete,
  }
}

type Spread = Hit & { candidates: number }
const nothing = sql<Spread>`select 0 as candidates where false`

/** The newest entries with the rarest word. What may not be seen takes the place of no other. */
function entriesWith({ actor, filters }: Wanted, { query, uses }: { query: string; uses: number }) {
  const beside = seesAll(actor)
    ? sql`(select count(*)::int from (${restrictedIds(actor)}) x)`
    : sql.lit(read_max)
  return sql`
    select m.* from core.search_newest(${[query]}::tsquery[], null, ${filters.to ?? 'infinity'}, '00000000-0000-0000-0000-000000000000', ${filters.from ?? '-infinity'}, ${uses},
      ${sql.lit(candidates_max)} + ${beside}) m
    where ${isCounted(actor, sql`m`)} order by m.at desc, m.entry_id desc limit ${sql.lit(candidates_max)}`
}

function entriesOfMine(actor: Actor, query: string) {
  return sql`
    select e.entry_id, e.record_id, e.is_internal, e.at from (${ownRecords(actor)}) m
    join core.search_entry e on e.org_id = ${actor.orgId} and e.record_id = m.id and e.words @@ ${query}::tsquery
    order by e.at desc limit ${sql.lit(candidates_max)}`
}

function spreadOver({ actor, plan, filters, limit }: Wanted, found: Found, entries: RawBuilder<unknown>) {
  const isSeen = sql`(not e.is_internal or ${inside(actor, crowded)})`
  const others = plan.wanted.slice(1).map(({ query }) => sql`bool_or(e.words @@ ${query}::tsquery)`)
  const unwanted = plan.unwanted.map((query) => sql`not bool_or(e.words @@ ${query}::tsquery)`)
  return sql<Spread>`
    with entries as materialized (${entries}), hits as (
      select distinct on (f.record_id) ${hitColumns(actor, [crowded])}
      from entries f join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id
      where ${gate(actor, [crowded], filters)} and r.id <> all(${found.hits.map(({ id }) => id)}::uuid[])
        and f.at >= ${filters.from ?? '-infinity'} and f.at < ${filters.to ?? 'infinity'}
      order by f.record_id, f.at desc
    )
    select h.*, (select count(*)::int from entries) as candidates
    from hits h join core.record r on r.org_id = ${actor.orgId} and r.id = h.id
    where (select ${sql.join([...others, ...unwanted], sql` and `)} from core.search_entry e
      where e.org_id = ${actor.orgId} and e.record_id = h.id and ${isSeen})
    order by h.at desc, h.id limit ${limit + 1}`
}
