/** From the newest match on, for words of which there are so many that the page is full soon. */
import { sql } from 'kysely'
import { guessOf } from './plan.ts'
import { crowded, type Found, gate, type Hit, hitColumns, pageOf, type Wanted } from './wanted.ts'

// So many matches are asked for at first, and at most in one round and in all.
const first_round = 40
const round_max = 4_000
const matches_max = 20_000
// Of what may be seen so many are looked at, whatever there is beside them.
const seen_max = 4_000
const probe_entries = 500
const probe_matches_min = 5

type Place = { at: string; id: string }
type Step = Hit & { is_wanted: boolean; step: number; seen: number; step_at: string; step_id: string }

/** Goes on until the page is full, with a bounded number of matches. */
export async function walked(wanted: Wanted): Promise<Found> {
  const hits = new Map<string, Hit>()
  let place: Place = { at: wanted.filters.to ?? 'infinity', id: '00000000-0000-0000-0000-000000000000' }
  let isComplete = false
  let left = seen_max
  let round = first_round
  for (let asked = 0; asked < matches_max; ) {
    const rows = await wanted.tx.all(newest(wanted, place, round))
    asked += round
    for (const row of rows) if (row.is_wanted && row.seen <= left && !hits.has(row.id)) hits.set(row.id, row)
    const last = rows.at(-1)
    left -= last?.seen ?? 0
    isComplete = (last?.step ?? 0) < round && left >= 0
    if (last === undefined || isComplete || left < 0 || hits.size > wanted.limit) break
    place = { at: last.step_at, id: last.step_id }
    round = nextRound(round, asked, hits.size, wanted.limit)
  }
  const page = pageOf([...hits.values()], wanted.limit)
  return { kind: crowded, order: 'newest', ...page, isComplete: isComplete || page.hasMore }
}

/** About as many as fill the page, if it goes on as it began; always more than before, so that there are few rounds. */
function nextRound(round: number, asked: number, found: number, limit: number): number {
  const missing = limit + 1 - found
  const expected = found === 0 ? round * 9 : Math.ceil(((missing * asked) / found) * 1.3)
  return Math.min(round_max, Math.max(round * 2, expected))
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

function newest({ actor, plan, filters }: Wanted, place: Place, round: number) {
  // Of what may not be seen, or was not asked for, the last one alone is told, from where to go on.
  return sql<Step>`
    with found as materialized (
      select f.*, row_number() over (order by f.at desc, f.entry_id desc)::int as step
      from core.search_newest(${plan.asked.index}::tsquery[], ${plan.asked.checked}::tsquery, ${place.at}, ${place.id}, ${filters.from ?? '-infinity'}, ${guessOf(plan)}, ${round}) f)
    select * from (
      select r.id is not null and ${gate(actor, [crowded], filters)} as is_wanted, count(r.id) over (order by f.step)::int as seen,
        f.step, f.at as step_at, f.entry_id as step_id, ${hitColumns(actor, [crowded])}
      from found f
      left join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id and ${gate(actor, [crowded], {})}) s
    where is_wanted or step = (select max(step) from found) order by step`
}
