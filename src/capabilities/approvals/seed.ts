/** The demo hospital's share: a service request that waits for its requester's manager. Nobody is mailed. */
import { sql } from 'kysely'
import type { App } from '../../core/app.ts'
import { complete, laterThan } from '../../core/execute.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { ticketLife } from '../tickets/index.ts'

export async function seedApprovals(app: App, tx: Tx, at: Date): Promise<void> {
  const record = await tx.maybe(
    sql<RecordRow & { manager_id: string; requester_id: string }>`
      select ${recordColumns}, p.manager_id from core.record r
        join core.person p on p.org_id = r.org_id and p.id = r.requester_id and p.manager_id is not null
        join core.event e on e.org_id = r.org_id and e.record_id = r.id and e.data #>> '{fields,ticket_kind,1}' = 'service_request'
      where r.org_id = ${tx.orgId} and r.kind = 'ticket' and r.state = 'new' order by r.created_at desc, r.id limit 1`,
  )
  if (!record) return
  const now = laterThan(record.updated_at, at)
  const plan = { steps: [{ name: 'Manager', who: 'manager', needs: 'any', remind_hours: 8 }] }
  const roundId = newId()
  tx.send(
    raw(
      `insert into approvals.round (org_id, id, ticket_id, plan, state, was_new, asked_by_id, began_at)
       values ($1,$2,$3,$4,'waiting',true,$5,$6)`,
      [tx.orgId, roundId, record.id, JSON.stringify(plan), record.requester_id, now],
    ),
  )
  tx.send(
    raw(
      `insert into approvals.approval (org_id, id, round_id, step, approver_id, because, state, began_at)
       values ($1,$2,$3,0,$4,'manager','open',$5)`,
      [tx.orgId, newId(), roundId, record.manager_id, now],
    ),
  )
  const actor = {
    orgId: tx.orgId,
    personId: record.requester_id,
    name: '',
    permissions: new Set<string>(),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
  const { manager_id: _manager, ...row } = record
  await complete(
    { app, tx, actor, now },
    { name: 'approvals.begin', life: ticketLife, move: 'wait_approval' },
    row,
    { facts: { steps: 1, approvers: 1 } },
  )
}
