/** For who sees only some tickets: their own newest records first, then the matches among them. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { openIds } from '../records/restriction.ts'
import { outerUpdatedAt, reachInside } from '../records/visible.ts'
import { ranked } from './ranked.ts'
import {
  crowded,
  type Found,
  firstOfEach,
  gate,
  type Hit,
  hitColumns,
  pageOf,
  ranked_max,
  type Wanted,
} from './wanted.ts'

const parties_max = 2_000
// A page holds far fewer records than these entries are of.
const entries_max = 1_000

/** What matches of one's own records: ranked where there is little of it, else the newest. Complete when these are all that one may see. */
export async function ofParties(wanted: Wanted): Promise<Found> {
  const { tx, actor, plan, filters, limit } = wanted
  const rows = await tx.all(sql<{ [K in keyof Hit]: Hit[K] | null } & { records: number }>`
    with mine as materialized (${ownRecords(actor)}), hits as (
      select ${hitColumns(actor, [crowded])}
      from mine m join core.search_entry f on f.org_id = ${actor.orgId} and f.record_id = m.id and f.words @@ ${plan.query}::tsquery
      join core.record r on r.org_id = ${actor.orgId} and r.id = m.id
      where ${gate(actor, [crowded], filters)} and f.at >= ${filters.from ?? '-infinity'} and f.at < ${filters.to ?? 'infinity'}
      order by f.at desc, r.id, f.entry_id limit ${sql.lit(entries_max)}
    )
    select h.*, n.records from (select count(*)::int as records from mine) n left join hits h on true order by h.at desc, h.id, h.entry_id`)
  const hits = rows.filter((row): row is Hit & { records: number } => row.id !== null)
  const isBest = hits.length <= ranked_max
  const records = isBest ? await ranked(wanted, hits) : firstOfEach(hits)
  const isComplete = (rows[0]?.records ?? 0) < parties_max
  return { kind: crowded, order: isBest ? 'best' : 'newest', ...pageOf(records, limit), isComplete }
}

/** The ids of the newest records that are the actor's own by some title: fewer than `parties_max` are all that the actor may see. */
export function ownRecords(actor: Actor): RawBuilder<unknown> {
  const newestOf = (condition: RawBuilder<boolean>, changed = sql<string>`r.updated_at`) =>
    sql`(select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and ${condition} order by ${changed} desc, r.id desc limit ${sql.lit(parties_max)})`
  const lying = [sql`r.owner_id = ${actor.personId}`, ...actor.teamIds.map((id) => sql`r.team_id = ${id}`)]
  // Who works on what a team has sees it when it is done as well.
  const categories =
    reachInside(actor, crowded) === 'none' ? [sql`<> 'done'`] : [sql`<> 'done'`, sql`= 'done'`]
  const worked = lying.flatMap((where) =>
    categories.map((category) => sql`union ${newestOf(sql<boolean>`${where} and r.category ${category}`)}`),
  )
  return sql`
    ${newestOf(sql<boolean>`r.requester_id = ${actor.personId}`, outerUpdatedAt)}
    ${sql.join(worked, sql` `)}
    union (select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and r.id = any(${openIds(actor)}::uuid[]))
    union (select w.record_id from core.watcher w where w.org_id = ${actor.orgId} and w.person_id = ${actor.personId} and w.is_participant limit ${sql.lit(parties_max)})`
}

/** True for who sees all that a team has, done or not. */
export function readsTeams(actor: Actor): boolean {
  return actor.teamIds.length > 0 && reachInside(actor, crowded) !== 'none'
}
