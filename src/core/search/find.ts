/** Finds the records of one kind that match, through the read gate, best first or newest first. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import { inside, outerUpdatedAt, seesInside, updatedAtFor, visible } from '../records/visible.ts'
import { isRare, type Plan, walk_steps_max } from './plan.ts'

export type Filters = {
  readonly state?: readonly string[] | undefined
  readonly team?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export type Hit = {
  id: string
  kind: string
  number: number
  title: string
  state: string
  category: string
  updated_at: string
  entry_id: string
  is_internal: boolean
  at: string
}

export type Found = {
  order: 'best' | 'newest'
  hits: Hit[]
  hasMore: boolean
  /** False when the search stopped before it had seen everything that might match. */
  isComplete: boolean
}

// Kinds with so many entries that a common word cannot be ranked whole. All others are always ranked.
const crowded = 'ticket'
const ranked_max = 20_000
const ranked_first = 200
const walk_steps = 6_000
const probe_steps = 500
const probe_matches_min = 5
const parties_max = 2_000

export type Wanted = { tx: Tx; actor: Actor; kind: string; plan: Plan; filters: Filters; limit: number }

/** The first `limit` records of the kind. */
export async function findRecords(wanted: Wanted): Promise<Found> {
  if (wanted.kind !== crowded || (await isRankable(wanted))) return ranked(wanted)
  const seesAll = seesInside(wanted.actor, { kind: wanted.kind, team_id: null, owner_id: null })
  return seesAll ? walked(wanted) : ofParties(wanted)
}

async function isRankable(wanted: Wanted): Promise<boolean> {
  const { plan, limit } = wanted
  if (!isRare(plan, limit)) return false
  if (!plan.isUnknown && plan.entries > 0) return true
  // Words that were not counted yet are mostly rare; a few of the newest entries tell when they are not.
  const rows = await wanted.tx.all(newest(wanted, start(wanted.filters), probe_steps, probe_matches_min + 1))
  return rows.filter((row) => row.is_match).length < probe_matches_min
}

async function ranked(wanted: Wanted): Promise<Found> {
  const { actor, kind, filters, limit } = wanted
  const seesAll = seesInside(actor, { kind, team_id: null, owner_id: null })
  const isOpen = seesAll && !filters.state && !filters.team
  let rows = await wanted.tx.all(rankedQuery(wanted, isOpen ? ranked_first : ranked_max))
  // One record may stand behind many of the best entries, so that too few are left of it.
  const isShort = isOpen && rows.length <= limit && (rows[0]?.candidates ?? 0) >= ranked_first
  if (isShort) rows = await wanted.tx.all(rankedQuery(wanted, ranked_max))
  const isComplete = (rows[0]?.candidates ?? 0) < ranked_max
  return { order: 'best', ...pageOf(rows, limit), isComplete }
}

function rankedQuery({ actor, kind, plan, filters, limit }: Wanted, candidates_max: number) {
  return sql<Hit & { candidates: number }>`
    with found as materialized (
      select f.*, count(*) over () as candidates from core.search_matching(${plan.query}::tsquery, ${kind}, ${filters.from ?? null}, ${filters.to ?? null}, ${ranked_max}) f
      order by f.rank desc, f.at desc, f.entry_id limit ${candidates_max}
    ), hits as (
      select distinct on (f.record_id) f.candidates, f.rank, f.entry_id, f.is_internal, f.at, ${hitColumns(actor, kind)}
      from found f join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id
      where ${gate(actor, kind, filters)} order by f.record_id, f.rank desc, f.at desc
    )
    select * from hits order by rank desc, at desc, id limit ${limit + 1}`
}

function hitColumns(actor: Actor, kind: string): RawBuilder<unknown> {
  return sql`r.id, r.kind, r.number, r.title, r.state, r.category, ${updatedAtFor(actor, kind)} as updated_at`
}

/** What the actor may see and asked for; `r` is the record, `f` the entry that was found. */
function gate(actor: Actor, kind: string, filters: Filters): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`r.kind = ${kind}`,
    visible(actor, kind),
    sql<boolean>`(not f.is_internal or ${inside(actor)})`,
  ]
  if (filters.state) parts.push(sql<boolean>`r.state = any(${filters.state}::text[])`)
  if (filters.team) parts.push(inside(actor), sql<boolean>`r.team_id = any(${filters.team}::uuid[])`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

type Place = { at: string; id: string }
type Step = Hit & { is_match: boolean; is_seen: boolean; step_at: string; step_id: string }

function start(filters: Filters): Place {
  return {
    at: filters.to ?? 'infinity',
    id: filters.to ? '00000000-0000-0000-0000-000000000000' : 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  }
}

function newest({ actor, kind, plan, filters }: Wanted, place: Place, steps: number, found_max: number) {
  return sql<Step>`
    select f.is_match, (f.is_match and r.id is not null) as is_seen, f.at as step_at, f.entry_id as step_id, f.entry_id, f.is_internal, f.at, ${hitColumns(actor, kind)}
    from core.search_newest(${plan.query}::tsquery, ${kind}, ${place.at}, ${place.id}, ${filters.from ?? '-infinity'}, ${steps}, ${found_max}) f
    left join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id and f.is_match and ${gate(actor, kind, filters)}
    order by f.at desc, f.entry_id desc`
}

/** From the newest entry on until the page is full, with a bounded number of steps. */
async function walked(wanted: Wanted): Promise<Found> {
  const hits = new Map<string, Hit>()
  let place = start(wanted.filters)
  const found_max = wanted.limit * 2
  for (let round = 0; round < walk_steps_max / walk_steps; round++) {
    const rows = await wanted.tx.all(newest(wanted, place, walk_steps, found_max))
    for (const row of rows) if (row.is_seen && !hits.has(row.id)) hits.set(row.id, row)
    const last = rows.at(-1)
    const page = { order: 'newest' as const, ...pageOf([...hits.values()], wanted.limit) }
    if (last === undefined) return { ...page, isComplete: true }
    if (hits.size > wanted.limit) return { ...page, isComplete: true }
    place = { at: last.step_at, id: last.step_id }
  }
  return { order: 'newest', ...pageOf([...hits.values()], wanted.limit), isComplete: false }
}

/** For who sees only some: their own newest records first, then the matches among them. */
async function ofParties(wanted: Wanted): Promise<Found> {
  const { tx, actor, kind, plan, filters, limit } = wanted
  const newestOf = (condition: RawBuilder<boolean>, changed = sql<string>`r.updated_at`) =>
    sql`(select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${kind} and ${condition} order by ${changed} desc, r.id desc limit ${parties_max})`
  const rows = await tx.all(sql<Hit>`
    with mine as materialized (
      ${newestOf(sql<boolean>`r.requester_id = ${actor.personId}`, outerUpdatedAt)}
      union ${newestOf(sql<boolean>`r.owner_id = ${actor.personId} and r.category <> 'done'`)}
      union ${newestOf(sql<boolean>`r.team_id = any(${actor.teamIds}::uuid[]) and r.category <> 'done'`)}
      union (select w.record_id from core.watcher w where w.org_id = ${actor.orgId} and w.person_id = ${actor.personId} and w.is_participant limit ${parties_max})
    ), hits as (
      select distinct on (r.id) f.entry_id, f.is_internal, f.at, ${hitColumns(actor, kind)}
      from mine m join core.search_entry f on f.org_id = ${actor.orgId} and f.record_id = m.id and f.words @@ ${plan.query}::tsquery
      join core.record r on r.org_id = ${actor.orgId} and r.id = m.id
      where ${gate(actor, kind, filters)} and f.at >= ${filters.from ?? '-infinity'} and f.at < ${filters.to ?? 'infinity'}
      order by r.id, f.at desc
    )
    select * from hits order by at desc, id limit ${limit + 1}`)
  const own = { order: 'newest' as const, ...pageOf(rows, limit), isComplete: true }
  // Who reads a whole team also sees what it finished, which is reached by walking.
  if (own.hasMore || actor.teamIds.length === 0 || !mayReadTeams(actor, kind)) return own
  const all = await walked(wanted)
  const merged = [...new Map([...rows, ...all.hits].map((hit) => [hit.id, hit])).values()]
  merged.sort((a, b) => (a.at < b.at ? 1 : -1))
  return { order: 'newest', ...pageOf(merged, limit), isComplete: all.isComplete }
}

function mayReadTeams(actor: Actor, kind: string): boolean {
  return seesInside(actor, { kind, team_id: actor.teamIds[0] ?? null, owner_id: null })
}

function pageOf<H extends Hit>(rows: readonly H[], limit: number): { hits: Hit[]; hasMore: boolean } {
  return { hits: rows.slice(0, limit), hasMore: rows.length > limit }
}
