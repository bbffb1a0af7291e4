/** The records of one page: those that fit the filter, in order, from a place on. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, outerUpdatedAt, reachInside } from '../../../core/records/visible.ts'
import { type Filter, filterCondition, needsTicket, type Sort } from './rows.ts'

export type Picking = {
  filter: Filter
  sort: Sort
  /** The column that the sort goes by, of the record `r`. */
  column: RawBuilder<unknown>
  cast: string
  isDescending: boolean
  after: { value: string; id: string } | undefined
  limit: number
}

/**
 * The query for the records with their place in the order as `sorted_by`. By last change, those that the actor
 * sees from outside go by the last change that he may know of, and are walked on their own: no index has both.
 */
export function picked(actor: Actor, now: string, picking: Picking): RawBuilder<unknown> {
  const { filter, sort, column } = picking
  const reach = sort === 'updated' ? reachInside(actor, 'ticket') : 'all'
  const isInsideAnyway =
    filter.view === 'team' || filter.view === 'mine' || Boolean(filter.team) || Boolean(filter.tag)
  if (reach === 'all' || (reach === 'some' && isInsideAnyway)) return branch(actor, now, picking, column)
  if (reach === 'none') return branch(actor, now, picking, outerUpdatedAt)
  const within = inside(actor, 'ticket')
  const inner = branch(actor, now, picking, column, within)
  const outer = branch(
    actor,
    now,
    picking,
    outerUpdatedAt,
    sql`(${within}) is not true and ${isParty(actor)}`,
  )
  return sql`select r.* from ((${inner}) union all (${outer})) r ${order(picking, sql`r.sorted_by`)}`
}

function branch(
  actor: Actor,
  now: string,
  picking: Picking,
  column: RawBuilder<unknown>,
  condition?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { filter, sort, cast, isDescending, after } = picking
  const conditions: RawBuilder<unknown>[] = [filterCondition(actor, filter, now)]
  if (condition) conditions.push(condition)
  // Tickets without a promise are no part of a list by promise; the same for priority.
  if (sort === 'due' || sort === 'priority') conditions.push(sql`${column} is not null`)
  const beyond = sql.raw(isDescending ? '<' : '>')
  if (after)
    conditions.push(sql`(${column}, r.id) ${beyond} (${after.value}::${sql.raw(cast)}, ${after.id}::uuid)`)
  const from = needsTicket(filter)
    ? sql`core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id`
    : sql`core.record r`
  return sql`select r.*, ${column} as sorted_by from ${from} where ${sql.join(conditions, sql` and `)} ${order(picking, column)}`
}

// The limit is written out: a plan made for any limit would expect a tenth of all tickets.
function order({ isDescending, limit }: Picking, column: RawBuilder<unknown>): RawBuilder<unknown> {
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
