/**
 * Job `incidents.remind`: the next word was promised for now. It runs at the promised time, or later if no worker
 * was there; a promise that was kept or moved meanwhile is not reminded of, and none twice.
 */
import { sql } from 'kysely'
import type { App } from '../../core/app.ts'
import { notify, type Reason } from '../../core/notifications/notify.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { appendEvent } from '../../core/timeline/event.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { changeIncident, incidentOf } from './incident.ts'

/** Has the leads reminded at the time, in place of an earlier promise. */
export function armReminder(app: App, tx: Tx, incidentId: string, at: string | null): void {
  if (at === null) return
  app.jobs.add(
    tx,
    'incidents.remind',
    { incident: incidentId, at },
    { runAt: at, key: `incident ${incidentId}` },
  )
}

/** Reminds who keeps staff informed, of the promise in the payload. */
export async function remind(app: App, payload: Record<string, unknown>): Promise<void> {
  await write(app.pool, String(payload.org), async (tx) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${String(payload.incident)} for update of r`,
    )
    if (record?.state !== 'working') return
    const incident = await incidentOf(tx, record.id)
    const { next_update_at: due, reminded_of: reminded } = incident
    if (due === null || due === reminded || Date.parse(due) !== Date.parse(String(payload.at))) return
    const clock = app.clock.now()
    if (Date.parse(due) > clock.getTime()) return armReminder(app, tx, record.id, due)
    const now = new Date(Math.max(clock.getTime(), Date.parse(record.updated_at) + 1)).toISOString()
    changeIncident(tx, record.id, { reminded_of: due })
    await tellLeads(app, tx, record, { reason: 'incident_update_due', byId: null, now })
    // Nobody's decision is outdated by a reminder, so the version stays.
    const action = 'incidents.update_due'
    tx.send(
      appendEvent({
        orgId: tx.orgId,
        recordId: record.id,
        at: now,
        actorId: null,
        action,
        data: { due_at: due },
      }),
    )
    const { id, kind, team_id, owner_id, requester_id, audience, restriction, org_id: org } = record
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
  })
}

/** Tells who is in charge of informing staff; where nobody is, the commander; else who declared it. */
export async function tellLeads(
  app: App,
  tx: Tx,
  record: Pick<RecordRow, 'id' | 'kind' | 'number'>,
  news: { reason: Reason; byId: string | null; now: string; isAll?: boolean },
): Promise<void> {
  const holders = await tx.all(
    raw<{ person_id: string; role: string }>(
      `select d.person_id, d.role from incidents.duty d join core.person p on p.org_id = d.org_id and p.id = d.person_id and p.is_active
       where d.org_id = $1 and d.incident_id = $2 and d.ended_at is null and d.role in ('communications', 'commander') order by d.role = 'communications' desc`,
      [tx.orgId, record.id],
    ),
  )
  const [first] = holders
  const told = news.isAll ? holders : first ? [first] : []
  const people = told.map(({ person_id }) => person_id).filter((id) => id !== news.byId)
  notify(app, tx, { record, byId: news.byId, now: news.now }, new Map(people.map((id) => [id, news.reason])))
}
