/** From the newest match on, for words of which there are so many that the page is full soon. */
import { sql } from 'kysely'
import { guessOf } from './plan.ts'
import { crowded, type Found, gate, type Hit, hitColumns, pageOf, type Wanted } from './wanted.ts'

// So many matches are asked for at once: a page's worth, and more where the actor may see or asked for few of them.
const rounds = [100, 900, 3_000] as const
const probe_entries = 500
const probe_matches_min = 5

type Place = { at: string; id: string }
type Step = Hit & { is_seen: boolean; step_at: string; step_id: string }

/** Goes on until the page is full, with a bounded number of matches. */
export async function walked(wanted: Wanted): Promise<Found> {
  const hits = new Map<string, Hit>()
  let place: Place = { at: wanted.filters.to ?? 'infinity', id: '00000000-0000-0000-0000-000000000000' }
  let isComplete = false
  for (const matches_max of rounds) {
    const rows = await wanted.tx.all(newest(wanted, place, matches_max))
    for (const row of rows) if (row.is_seen && !hits.has(row.id)) hits.set(row.id, row)
    const last = rows.at(-1)
    isComplete = rows.length < matches_max
    if (last === undefined || isComplete || hits.size > wanted.limit) break
    place = { at: last.step_at, id: last.step_id }
  }
  const page = pageOf([...hits.values()], wanted.limit)
  return { kind: crowded, order: 'newest', ...page, isComplete: isComplete || page.hasMore }
}

/** True when some of the newest entries match; restricted tickets say nothing about it to anybody. */
export async function isCommonLately({ tx, actor, plan, filters }: Wanted): Promise<boolean> {
  const { matches } = await tx.one(sql<{ matches: number }>`
    select count(*) filter (where n.is_match)::int as matches from (
      select e.words @@ ${plan.query}::tsquery as is_match from core.search_entry e
      where e.org_id = ${actor.orgId} and e.kind = ${crowded} and e.record_id not in (
        select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and r.restriction is not null) and e.at < ${filters.to ?? 'infinity'} and e.at >= ${filters.from ?? '-infinity'}
      order by e.at desc, e.entry_id desc limit ${sql.lit(probe_entries)}) n`)
  return matches >= probe_matches_min
}

function newest({ actor, plan, filters }: Wanted, place: Place, matches_max: number) {
  return sql<Step>`
    select r.id is not null as is_seen, f.at as step_at, f.entry_id as step_id, ${hitColumns(actor, [crowded])}
    from core.search_newest(${plan.query}::tsquery, ${place.at}, ${place.id}, ${filters.from ?? '-infinity'}, ${guessOf(plan)}, ${matches_max}) f
    left join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id and ${gate(actor, [crowded], filters)}
    order by f.at desc, f.entry_id desc`
}
