/** Alerts that fire by their last word, which was long ago: nobody may ever say that they are over, but a person. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, Text, Time } from '../../../platform/http/schema.ts'
import { goesOnIn } from '../../tickets/index.ts'
import { mayManageAlerts } from './source.ts'

/** Monitoring says every few hours that something fires still; after a day it has forgotten it. */
const silent_hours = 24
const rows_max = 100

// What ends by itself is renewed until it does: a group that holds such a one is not silent.
const silent = (org: string, now: string) =>
  sql`select a.group_id, count(*) as firing, min(a.starts_at) as since, max(a.seen_at) as last_heard_at
      from channels.alert a where a.org_id = ${org} and a.is_firing
      group by a.group_id having bool_and(a.expires_at is null) and max(a.seen_at) < ${now}::timestamptz - make_interval(hours => ${sql.lit(silent_hours)})`

const StaleRow = Type.Object({
  id: { ...Id, description: 'Of the group of alerts that are told on one ticket.' },
  source: Type.Object({ id: Id, name: Type.String() }),
  ticket: Nullable(
    Type.Object({ id: Id, number: Type.Integer() }, { description: 'Null where you may not see it.' }),
  ),
  firing: Type.Integer(),
  since: Time,
  last_heard_at: Time,
})

export const listStale = reader({
  name: 'alerts.stale',
  summary: `Alerts that fire still by their last word, of which nothing was heard for ${silent_hours} hours; the longest silent first.`,
  path: '/api/alerts/stale',
  output: Type.Object({ rows: Type.Array(StaleRow) }),
  permits: mayManageAlerts,
  run: async ({ tx, actor, now }) => ({
    rows: await tx.all(
      sql<Static<typeof StaleRow>>`select g.id, json_build_object('id', s.id, 'name', s.name) as source,
          (select json_build_object('id', r.id, 'number', r.number) from core.record r
           where r.org_id = g.org_id and r.id = ${sql.raw(goesOnIn('g.org_id', 'g.record_id'))} and ${visible(actor, 'ticket')}) as ticket,
          q.firing, q.since, q.last_heard_at
        from (${silent(actor.orgId, now)}) q join channels.alert_group g on g.org_id = ${actor.orgId} and g.id = q.group_id and g.is_open
          join channels.alert_source s on s.org_id = g.org_id and s.id = g.source_id
        where g.over_reason is null order by q.last_heard_at, g.id limit ${sql.lit(rows_max)}`,
    ),
  }),
})

export const endStale = plainAction({
  name: 'alerts.end',
  summary:
    'Say that alerts are over of which nothing is heard any more, and why; their ticket is ended as if the source had said so.',
  path: '/api/alerts/stale/:id/end',
  params: Type.Object({ id: Id }, { additionalProperties: false }),
  input: Body({ reason: Text(500, { minLength: 3 }) }),
  output: Type.Object({}),
  permits: mayManageAlerts,
  run: async ({ tx, input, params, now }) => {
    const group = await tx.maybe(
      raw<{ source_id: string }>(
        'select source_id from channels.alert_group where org_id = $1 and id = $2 and is_open',
        [tx.orgId, params.id],
      ),
    )
    if (!group) throw notFound('This group of alerts')
    // As whoever takes messages in does: what fires anew at this moment comes before or after, never in between.
    tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`alerts ${group.source_id}`]))
    const still = await tx.maybe(
      sql<{
        firing: number
      }>`select q.firing from (${silent(tx.orgId, now)}) q join channels.alert_group g on g.org_id = ${tx.orgId} and g.id = q.group_id and g.is_open
        where q.group_id = ${params.id}`,
    )
    if (!still) throw conflict('Something was heard of these alerts meanwhile. Look at the list again.')
    tx.send(
      raw(
        'update channels.alert set is_firing = false, is_presumed_over = true, seen_at = $3 where org_id = $1 and group_id = $2 and is_firing',
        [tx.orgId, params.id, now],
      ),
    )
    // It was quiet for long enough: the next look at what is due ends the ticket, with these words.
    tx.send(
      raw(
        `update channels.alert_group g set over_reason = $3, changed_at = $4::timestamptz - make_interval(mins => s.quiet_minutes)
         from channels.alert_source s where g.org_id = $1 and g.id = $2 and s.org_id = g.org_id and s.id = g.source_id`,
        [tx.orgId, params.id, input.reason, now],
      ),
    )
    // The reason is somebody's words: it goes to the ticket, where it can be redacted.
    return { result: {}, audit: { group: params.id, source: group.source_id, alerts: still.firing } }
  },
})
