/** For who sees only some tickets: their own newest records first, then the matches among them. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { openIds } from '../records/restriction.ts'
import { outerUpdatedAt, reachInside } from '../records/visible.ts'
import { walked } from './walk.ts'
import { crowded, type Found, gate, type Hit, hitColumns, pageOf, type Wanted } from './wanted.ts'

const parties_max = 2_000

/** The newest of one's own records with an entry that matches. */
export async function ofParties(wanted: Wanted): Promise<Found> {
  const { tx, actor, plan, filters, limit } = wanted
  const rows = await tx.all(sql<Hit>`
    with mine as materialized (${ownRecords(actor)}), hits as (
      select distinct on (r.id) ${hitColumns(actor, [crowded])}
      from mine m join core.search_entry f on f.org_id = ${actor.orgId} and f.record_id = m.id and f.words @@ ${plan.query}::tsquery
      join core.record r on r.org_id = ${actor.orgId} and r.id = m.id
      where ${gate(actor, [crowded], filters)} and f.at >= ${filters.from ?? '-infinity'} and f.at < ${filters.to ?? 'infinity'}
      order by r.id, f.at desc
    )
    select * from hits order by at desc, id limit ${limit + 1}`)
  const own: Found = { kind: crowded, order: 'newest', ...pageOf(rows, limit), isComplete: true }
  // Who reads a whole team also sees what it finished, which is reached by walking.
  if (own.hasMore || !readsTeams(actor)) return own
  const all = await walked(wanted)
  const merged = [...new Map([...rows, ...all.hits].map((hit) => [hit.id, hit])).values()]
  merged.sort((a, b) => (a.at < b.at ? 1 : -1))
  return { kind: crowded, order: 'newest', ...pageOf(merged, limit), isComplete: all.isComplete }
}

/** The ids of the newest records that are the actor's own by some title. */
export function ownRecords(actor: Actor): RawBuilder<unknown> {
  const newestOf = (condition: RawBuilder<boolean>, changed = sql<string>`r.updated_at`) =>
    sql`(select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and ${condition} order by ${changed} desc, r.id desc limit ${sql.lit(parties_max)})`
  return sql`
    ${newestOf(sql<boolean>`r.requester_id = ${actor.personId}`, outerUpdatedAt)}
    union ${newestOf(sql<boolean>`r.owner_id = ${actor.personId} and r.category <> 'done'`)}
    union ${newestOf(sql<boolean>`r.team_id = any(${actor.teamIds}::uuid[]) and r.category <> 'done'`)}
    union (select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and r.id = any(${openIds(actor)}::uuid[]))
    union (select w.record_id from core.watcher w where w.org_id = ${actor.orgId} and w.person_id = ${actor.personId} and w.is_participant limit ${sql.lit(parties_max)})`
}

/** True for who sees all that a team has, done or not. */
export function readsTeams(actor: Actor): boolean {
  return actor.teamIds.length > 0 && reachInside(actor, crowded) !== 'none'
}
