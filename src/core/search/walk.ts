/** From the newest ticket on: for words that are so common that the page is full soon. */
import { sql } from 'kysely'
import { walk_steps_max } from './plan.ts'
import {
  crowded,
  type Filters,
  type Found,
  gate,
  type Hit,
  hitColumns,
  pageOf,
  type Wanted,
} from './wanted.ts'

const walk_steps = 15_000
const probe_steps = 500
const probe_matches_min = 5

type Place = { at: string; id: string }
type Step = Hit & { is_match: boolean; is_seen: boolean; step_at: string; step_id: string }

/** Goes on until the page is full, with a bounded number of steps. */
export async function walked(wanted: Wanted): Promise<Found> {
  const hits = new Map<string, Hit>()
  let place = start(wanted.filters)
  const pageNow = () => pageOf([...hits.values()], wanted.limit)
  for (let round = 0; round < walk_steps_max / walk_steps; round++) {
    const rows = await wanted.tx.all(newest(wanted, place, walk_steps, wanted.limit * 2))
    for (const row of rows) if (row.is_seen && !hits.has(row.id)) hits.set(row.id, row)
    const last = rows.at(-1)
    if (last === undefined || hits.size > wanted.limit)
      return { kind: crowded, order: 'newest', ...pageNow(), isComplete: true }
    place = { at: last.step_at, id: last.step_id }
  }
  return { kind: crowded, order: 'newest', ...pageNow(), isComplete: false }
}

/** True when some of the newest entries match. */
export async function isCommonLately(wanted: Wanted): Promise<boolean> {
  const rows = await wanted.tx.all(newest(wanted, start(wanted.filters), probe_steps, probe_matches_min + 1))
  return rows.filter((row) => row.is_match).length >= probe_matches_min
}

function start(filters: Filters): Place {
  return {
    at: filters.to ?? 'infinity',
    id: filters.to ? '00000000-0000-0000-0000-000000000000' : 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  }
}

function newest({ actor, plan, filters }: Wanted, place: Place, steps: number, found_max: number) {
  return sql<Step>`
    select f.is_match, (f.is_match and r.id is not null) as is_seen, f.at as step_at, f.entry_id as step_id, ${hitColumns(actor, [crowded])}
    from core.search_newest(${plan.query}::tsquery, ${crowded}, ${place.at}, ${place.id}, ${filters.from ?? '-infinity'}, ${steps}, ${found_max}) f
    left join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id and f.is_match and ${gate(actor, [crowded], filters)}
    order by f.at desc, f.entry_id desc`
}
