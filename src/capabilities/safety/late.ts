/**
 * Schedule `safety.tell_late`: an assessment that is late is told once. It runs whether there are reports or not: a job
 * that waits for one of them would be counted on the page of the system's health, and its number would tell of it.
 */
import { sql } from 'kysely'
import type { App } from '../../core/app.ts'
import { notify } from '../../core/notifications/notify.ts'
import { type RecordRow, recordColumns, updateRecord } from '../../core/records/record.ts'
import type { JobHandler } from '../../core/registry.ts'
import { appendEvent } from '../../core/timeline/event.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { reasons } from './actions/report.ts'
import { officersNow } from './officers.ts'

const events_max = 100

export const tellLate: JobHandler = async (app) => {
  const now = app.clock.now().toISOString()
  const { rows } = await app.pool.query<{ org_id: string }>(
    'select safety.organizations_late($1) as org_id',
    [now],
  )
  for (const { org_id } of rows) await write(app.pool, org_id, (tx) => tellLateOf(app, tx, now))
}

async function tellLateOf(app: App, tx: Tx, now: string): Promise<void> {
  const records = await tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.kind = 'safety_event'
      and r.id in (select id from safety.event where org_id = ${tx.orgId} and assessed_at is null and not is_late_told and due_at <= ${now} order by due_at limit ${events_max})
      order by r.id for update of r`,
  )
  // Whoever held a record may have assessed it, or another run have told of it: asked again under the lock.
  const [told, officers] = await tx.many(
    raw<{ id: string }>(
      `update safety.event set is_late_told = true
       where org_id = $1 and id = any($2::uuid[]) and assessed_at is null and not is_late_told and due_at <= $3 returning id`,
      [tx.orgId, records.map(({ id }) => id), now],
    ),
    officersNow(tx.orgId, now),
  )
  const late = new Set(told.map(({ id }) => id))
  for (const record of records.filter(({ id }) => late.has(id))) {
    const at = new Date(Math.max(Date.parse(now), Date.parse(record.updated_at) + 1)).toISOString()
    tellOne(app, tx, record, at)
    notify(app, tx, { record, byId: null, now: at }, reasons(officers, 'safety_late'))
  }
}

function tellOne(app: App, tx: Tx, record: RecordRow, at: string): void {
  const { id, kind, team_id, owner_id, requester_id, audience, restriction, org_id: org } = record
  const action = 'safety.late'
  tx.send(appendEvent({ orgId: org, recordId: id, at, actorId: null, action, data: {} }))
  tx.send(updateRecord({ ...record, updated_at: at }, true))
  const news = {
    id,
    kind,
    action,
    by: null,
    team_id,
    owner_id,
    requester_id,
    audience,
    restriction,
    isNew: false,
  }
  tx.afterCommit(() => app.live.publish({ topic: 'record', org, ...news }))
}
