/** Reminders: first to who was asked, then to who manages them, and then no more. */
import type { App } from '../../core/app.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { laterByWork } from '../escalation/index.ts'
import { managerOf } from './approvers.ts'
import { replaceGone } from './replace.ts'
import { tellApprovers } from './round.ts'

const reminders_max = 200

type Due = {
  id: string
  approver_id: string
  remind_hours: number
  reminded_at: string | null
  ticket_id: string
  number: number
  requester_id: string | null
  asked_by_id: string
  named_by_id: string | null
}

/** Schedule `approvals.remind`: each reminder is one with its mark, so that a job that is killed or runs twice sends it once. */
export const remind: JobHandler = async (app) => {
  const now = app.clock.now().toISOString()
  const { rows } = await app.pool.query<{ org_id: string }>(
    'select approvals.organizations_due($1) as org_id',
    [now],
  )
  for (const { org_id } of rows) {
    await write(app.pool, org_id, (tx) => replaceGone(app, tx, now))
    await write(app.pool, org_id, (tx) => remindOf(app, tx, now))
  }
}

async function remindOf(app: App, tx: Tx, now: string): Promise<void> {
  const due = await tx.all(
    raw<Due>(
      `select a.id, a.approver_id, a.remind_hours, a.reminded_at, r.id as ticket_id, r.number, r.requester_id, o.asked_by_id, a.named_by_id
       from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id and o.state = 'waiting'
         join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
       where a.org_id = $1 and a.state = 'open' and a.remind_at <= $2 order by a.remind_at, a.id limit ${reminders_max}
       for update of a skip locked`,
      [tx.orgId, now],
    ),
  )
  for (const each of due) await (each.reminded_at === null ? remindApprover : callManager)(app, tx, each, now)
}

async function remindApprover(app: App, tx: Tx, due: Due, now: string): Promise<void> {
  tx.send(
    raw('update approvals.approval set reminded_at = $3, remind_at = $4 where org_id = $1 and id = $2', [
      tx.orgId,
      due.id,
      now,
      await laterByWork(tx, now, due.remind_hours),
    ]),
  )
  const record = { id: due.ticket_id, kind: 'ticket', number: due.number }
  const people = [{ id: due.id, personId: due.approver_id }]
  await tellApprovers({ app, tx, actor: null, now }, record, people, 'approval_reminder')
}

/** Who manages the approver may decide as well; not who asked for it, or is to say yes beside the approver. */
async function callManager(app: App, tx: Tx, due: Due, now: string): Promise<void> {
  const manager = await managerOf(tx, due.approver_id)
  const to = manager !== undefined && (await isApart(tx, due, manager)) ? manager : undefined
  tx.send(
    raw(
      'update approvals.approval set escalated_to_id = $3, remind_at = null where org_id = $1 and id = $2',
      [tx.orgId, due.id, to ?? null],
    ),
  )
  if (to === undefined) return
  const record = { id: due.ticket_id, kind: 'ticket', number: due.number }
  await tellApprovers(
    { app, tx, actor: null, now },
    record,
    [{ id: due.id, personId: to }],
    'approval_overdue',
  )
}

/** Where all have to approve, nobody is called in who does so already, for oneself or for another approver. */
async function isApart(tx: Tx, due: Due, personId: string): Promise<boolean> {
  if ([due.requester_id, due.asked_by_id, due.named_by_id].includes(personId)) return false
  const other = await tx.maybe(
    raw(
      `select 1 as one from approvals.approval a join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
         join approvals.approval x on x.org_id = a.org_id and x.round_id = a.round_id and x.step = a.step and x.id <> a.id
       where a.org_id = $1 and a.id = $2 and o.plan -> 'steps' -> a.step ->> 'needs' = 'all' and x.state in ('open', 'asked', 'approved')
         and $3 in (x.approver_id, x.decided_by_id, x.escalated_to_id) limit 1`,
      [tx.orgId, due.id, personId],
    ),
  )
  return other === undefined
}
