/**
 * What happens to tickets without anybody's doing, many at once. Such events do not count up the version and do not
 * touch the last update: nobody's decision is outdated by them, and queues keep their order.
 */
import type { App } from '../../../core/app.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { ClockEvent } from './replay.ts'

export type NewEvent = ClockEvent & { record: RecordRow }

export function insertEvents(tx: Tx, events: readonly NewEvent[]): void {
  if (events.length === 0) return
  const rows = events.map(({ record, at, action, data }) => ({
    record_id: record.id,
    at,
    id: newId(),
    action,
    data,
  }))
  tx.send(
    raw(
      `insert into core.event (org_id, record_id, at, id, actor_id, action, data)
       select $1, e.record_id, e.at, e.id, null, e.action, e.data
       from json_to_recordset($2::json) as e (record_id uuid, at timestamptz, id uuid, action text, data jsonb)`,
      [tx.orgId, JSON.stringify(rows)],
    ),
  )
}

/** Open pages learn of it after the commit. */
export function tellLive(app: App, tx: Tx, events: readonly NewEvent[]): void {
  tx.afterCommit(() => {
    for (const { record, action } of events)
      app.live.publish({
        topic: 'record',
        org: record.org_id,
        id: record.id,
        kind: record.kind,
        action,
        by: null,
        team_id: record.team_id,
        owner_id: record.owner_id,
        requester_id: record.requester_id,
        audience: record.audience,
        restriction: record.restriction,
        isNew: false,
      })
  })
}
