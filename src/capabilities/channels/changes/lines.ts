/** The lines of timelines after a place, in an order in which none comes late, with what the reader may know of each. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, outerUpdatedAt, visible } from '../../../core/records/visible.ts'
import type { Place } from './cursor.ts'

/** Looked at in one request, whatever the reader may see of them. */
export const looked_at_max = 2000

export type Line = {
  tx: string
  id: string
  at: string
  action: string
  is_internal: boolean
  into: string | null
  /** The reader became a participant by it, or is none any more. */
  is_mine: boolean
  record_id: string
  kind: string
  sees: boolean
  sees_inside: boolean
  number: number
  title: string
  state: string
  category: string
  version: number
  updated_at: string
}
export type Looked = {
  ended: string
  epoch: number
  count: number
  last: Place | null
  lines: Line[]
  held_since: string | null
}

/** The first place that no line has yet, and the epoch in which transactions are counted now. */
const horizon = sql`horizon as materialized (
  select e.epoch, (e.epoch::bigint << 48) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint as ended
  from (select platform.present_epoch() as epoch) e)`

const held_seconds = 30
export const waiting_looked_at_max = 1000

/**
 * When the first thing happened that cannot be told yet, since a transaction that began before it goes on: null unless
 * that is longer ago than transactions usually take. What was imported tells of long ago, and of no waiting.
 */
function heldSince(orgId: string, now: string): RawBuilder<string | null> {
  return sql<string | null>`(select min(w.at) from (
      select e.at from core.event e where e.org_id = ${orgId} and e.tx >= (select ended from horizon)
      order by e.tx, e.id limit ${sql.raw(String(waiting_looked_at_max))}) w
    where w.at between ${now}::timestamptz - interval '1 day' and ${now}::timestamptz - interval '${sql.raw(String(held_seconds))} seconds')`
}

export const presentHeldSince = (orgId: string, now: string) =>
  sql<{ held_since: string | null }>`with ${horizon} select ${heldSince(orgId, now)} as held_since`

export const presentPlace = sql<{ ended: string }>`with ${horizon} select ended::text as ended from horizon`

/**
 * Looks at the lines after the place. A line is looked at when its transaction and all before it have ended: then none
 * can come whose place is before it. The end and the lines are of one snapshot, since they are one statement. Answers at
 * most one line more than `limit`, and how far it looked.
 */
export function linesAfter(
  actor: Actor,
  { tx, id }: Place,
  { kinds, limit, now }: { kinds: readonly string[]; limit: number; now: string },
) {
  return sql<Looked>`with ${horizon}, looked_at as materialized (
      select e.tx, e.id, e.at, e.action, e.record_id, e.data from core.event e
      where e.org_id = ${actor.orgId} and (e.tx, e.id) > (${tx}::bigint, ${id}::uuid) and e.tx < (select ended from horizon)
      order by e.tx, e.id limit ${sql.raw(String(looked_at_max))}),
    seen as (
      select l.tx as place, l.tx::text as tx, l.id, l.at, l.action, coalesce(l.data ->> 'isInternal' = 'true', false) as is_internal,
        case when l.action = 'tickets.merge' then l.data ->> 'into' end as into,
        l.action in ('tickets.merged_in', 'tickets.unmerged_from', 'tickets.remove_participant') and coalesce(l.data ->> 'person' = ${actor.personId}, false) as is_mine, l.record_id, r.kind, r.number, r.title, r.state, r.category,
        v.sees, v.sees_inside, case when v.sees_inside then r.version else coalesce(r.outer_version, r.version) end as version,
        case when v.sees_inside then r.updated_at else ${outerUpdatedAt} end as updated_at
      from looked_at l join core.record r on r.org_id = ${actor.orgId} and r.id = l.record_id and r.kind = any(${kinds}::text[])
        cross join lateral (select coalesce(${visible(actor)}, false) as sees, coalesce(${visible(actor)} and ${inside(actor)}, false) as sees_inside) v
      where v.sees or ${changesSight(actor)})
    select h.ended::text as ended, h.epoch, ${heldSince(actor.orgId, now)} as held_since, (select count(*)::int from looked_at) as count,
      (select json_build_object('tx', tx::text, 'id', id) from looked_at order by tx desc, id desc limit 1) as last,
      coalesce((select json_agg(to_json(s) order by place, id) from (select * from seen order by place, id limit ${limit + 1}) s), '[]') as lines
    from horizon h`
}

/** True for lines (alias `l`) by which somebody may have lost the sight of the record. */
function changesSight(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(l.data -> 'changes' ?| array['restriction', 'team_id', 'owner_id', 'requester_id', 'audience']
    or (l.action in ('tickets.remove_participant', 'tickets.unmerged_from') and l.data ->> 'person' = ${actor.personId}))`
}
