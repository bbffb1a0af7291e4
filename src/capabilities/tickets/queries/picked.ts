/** The records of one page: those that fit the filter, in order, from a place on. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, outerUpdatedAt, reachInside } from '../../../core/records/visible.ts'
import type { Filter, Sort } from './rows.ts'

export type Source = {
  from: RawBuilder<unknown>
  conditions: readonly RawBuilder<boolean>[]
  filter: Filter
  after: { value: string; id: string } | undefined
  limit: number
}
/** The column that the sort goes by, of the record `r`. */
export type Order = { sort: Sort; column: RawBuilder<unknown>; cast: string; isDescending: boolean }

/**
 * The query for the records with their place in the order as `sorted_by`. By last change, those that the actor
 * sees from outside go by the last change that he may know of, and are walked on their own: no index has both.
 */
export function picked(actor: Actor, source: Source, order: Order): RawBuilder<unknown> {
  const { view, team, tag } = source.filter
  const reach = order.sort === 'updated' ? reachInside(actor, 'ticket') : 'all'
  const isInsideAnyway = view === 'team' || view === 'mine' || Boolean(team) || Boolean(tag)
  if (reach === 'all' || (reach === 'some' && isInsideAnyway)) return branch(source, order)
  const asOutside = { ...order, column: outerUpdatedAt }
  if (reach === 'none') return branch(source, asOutside)
  const within = inside(actor, 'ticket')
  const inner = branch(source, order, within)
  const outer = branch(source, asOutside, sql<boolean>`(${within}) is not true and ${isParty(actor)}`)
  return sql`select r.* from ((${inner}) union all (${outer})) r ${ordered({ ...order, column: sql`r.sorted_by` }, source.limit)}`
}

function branch(source: Source, order: Order, condition?: RawBuilder<boolean>): RawBuilder<unknown> {
  const { from, after, limit } = source
  const { column, cast, isDescending } = order
  const conditions = [...source.conditions, ...(condition ? [condition] : [])]
  if (after)
    conditions.push(
      sql<boolean>`(${column}, r.id) ${sql.raw(isDescending ? '<' : '>')} (${after.value}::${sql.raw(cast)}, ${after.id}::uuid)`,
    )
  return sql`select r.*, ${column} as sorted_by from ${from} where ${sql.join(conditions, sql` and `)} ${ordered(order, limit)}`
}

// The limit is written out: a plan made for any limit would expect a tenth of all tickets.
function ordered({ column, isDescending }: Order, limit: number): RawBuilder<unknown> {
  const direction = sql.raw(isDescending ? 'desc' : 'asc')
  return sql`order by ${column} ${direction}, r.id ${direction} limit ${sql.raw(String(limit))}`
}

// The few that are seen without working on them are found by their parties; the read gate decides as always.
function isParty(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`r.id in (
    select q.id from core.record q where q.org_id = ${actor.orgId} and q.kind = 'ticket' and q.requester_id = ${actor.personId}
    union all select w.record_id from core.watcher w where w.org_id = ${actor.orgId} and w.person_id = ${actor.personId} and w.is_participant
    union all select s.id from core.record s where s.org_id = ${actor.orgId} and s.kind = 'ticket' and s.audience in ('staff', 'public'))`
}
