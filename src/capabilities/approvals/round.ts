/** Asking for approvals: a round begins with its first step, and each step asks its people. */
import { complete, laterThan } from '../../core/execute.ts'
import type { Writing } from '../../core/followers.ts'
import { notify, type Reason } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict } from '../../platform/http/problem.ts'
import { newId } from '../../platform/id/id.ts'
import { laterByWork } from '../escalation/index.ts'
import { startFulfilment, ticketLife } from '../tickets/index.ts'
import { type Approver, approversOf } from './approvers.ts'
import { mailApprover } from './mail.ts'
import { type ApprovalPlan, checkPlan, flawsOf, refuse } from './plan.ts'
import { endRound, lastDemanded, lastRound, lockTicket, type Round } from './store.ts'

/** What the timeline tells of an approval; nothing that people wrote. */
type Facts = Record<string, unknown>

/**
 * Asks for the approvals of a ticket that was filed in this write, which then waits for them. `ownerId` answers for
 * the item that was asked for. A plan that is wrong is a 422 problem, and one that nobody could approve a 409.
 */
export async function beginApprovals(
  writing: Writing,
  ticket: Pick<RecordRow, 'id'>,
  plan: ApprovalPlan,
  { ownerId }: { ownerId: string | null },
): Promise<void> {
  // The people were there when the item was published; one who left since keeps nobody from asking.
  refuse(flawsOf(plan))
  const record = await lockTicket(writing.tx, ticket.id)
  const now = laterThan(record.updated_at, writing.app.clock.now())
  const approvers = await openRound({ ...writing, now }, record, { plan, ownerId, isByHand: false })
  await complete(
    { ...writing, now },
    { name: 'approvals.begin', life: ticketLife, move: 'wait_approval' },
    record,
    { facts: { steps: plan.steps.length, approvers } },
  )
}

type Again = { plan?: ApprovalPlan; ownerId?: string | null }

/**
 * Asks again from the first step, because the answers or the plan changed; what was approved before does not count any
 * more. The plan stays as it was when none is given. A 409 problem when nothing was ever asked, or the ticket is over.
 */
export async function askAgain(
  writing: Writing,
  ticket: Pick<RecordRow, 'id'>,
  again: Again = {},
): Promise<void> {
  const { tx } = writing
  const record = await lockTicket(tx, ticket.id)
  const last = (await lastDemanded(tx, record.id)) ?? (await lastRound(tx, record.id))
  if (!last) throw conflict('Nobody was asked to approve this before.')
  if (record.category === 'done') throw conflict('This is over, so that nobody is asked to approve it.')
  if (again.plan) await checkPlan(tx, again.plan)
  await openAgain(writing, record, last, again)
}

/** Begins another round like `last` on a ticket that is locked and not over; answers it as it is then. */
export async function openAgain(
  writing: Writing,
  record: RecordRow,
  last: Round,
  again: Again = {},
): Promise<RecordRow> {
  const now = laterThan(record.updated_at, writing.app.clock.now())
  const isWaiting = record.state === 'waiting_on_approval'
  const present = isWaiting ? await lastRound(writing.tx, record.id) : undefined
  if (present?.state === 'waiting') await endRound(writing.tx, present, 'withdrawn', now)
  const plan = again.plan ?? last.plan
  const approvers = await openRound({ ...writing, now }, record, {
    plan,
    ownerId: again.ownerId === undefined ? last.owner_id : again.ownerId,
    isByHand: last.is_by_hand,
    ...(present === undefined ? {} : { wasNew: present.was_new }),
  })
  return complete(
    { ...writing, now },
    { name: 'approvals.ask_again', life: ticketLife, ...(isWaiting ? {} : { move: 'wait_approval' }) },
    record,
    { facts: { steps: plan.steps.length, approvers } },
  )
}

type Beginning = {
  plan: ApprovalPlan
  ownerId: string | null
  /** Asked for by who works on the ticket; what the item demands is neither taken back nor walked around. */
  isByHand: boolean
  wasNew?: boolean
}

/** Stores the round and asks its first step; answers how many people were asked. The ticket is locked. */
export async function openRound(
  writing: Writing,
  record: RecordRow,
  { plan, ownerId, isByHand, wasNew = record.state === 'new' }: Beginning,
): Promise<number> {
  const { tx, actor, now } = writing
  const about = { requesterId: record.requester_id, ownerId }
  // Each later step must find somebody too: who asks learns of it now, and not when it is half approved.
  for (const step of plan.steps.slice(1)) await approversOf(tx, step, about)
  const round: Round = {
    id: newId(),
    ticket_id: record.id,
    plan,
    step: 0,
    state: 'waiting',
    was_new: wasNew,
    owner_id: ownerId,
    is_by_hand: isByHand,
    asked_by_id: actor.personId,
  }
  tx.send(
    raw(
      `insert into approvals.round (org_id, id, ticket_id, plan, step, state, was_new, owner_id, is_by_hand, asked_by_id, began_at)
       values ($1,$2,$3,$4,0,'waiting',$5,$6,$7,$8,$9)`,
      [tx.orgId, round.id, record.id, JSON.stringify(plan), wasNew, ownerId, isByHand, actor.personId, now],
    ),
  )
  return beginStep(writing, record, round)
}

/** Asks the people of the round's present step; answers how many. */
async function beginStep(writing: Writing, record: RecordRow, round: Round): Promise<number> {
  const step = round.plan.steps[round.step]
  if (step === undefined) throw new Error('The round has no such step.')
  const approvers = await approversOf(writing.tx, step, {
    requesterId: record.requester_id,
    ownerId: round.owner_id,
  })
  await addApprovals(writing, record, round, approvers)
  return approvers.length
}

type Telling = Omit<Writing, 'actor'> & { actor: { personId: string } | null }
type Asked = Omit<Approver, 'because'> & {
  because: Approver['because'] | 'delegated'
  delegatedFromId?: string
  namedById?: string | null
}

/** Asks people in the round's present step: stored, told, and mailed. */
export async function addApprovals(
  writing: Telling,
  record: RecordRow,
  round: Round,
  people: readonly Asked[],
): Promise<void> {
  const { tx, now } = writing
  const hours = round.plan.steps[round.step]?.remind_hours ?? null
  const remindAt = hours === null ? null : await laterByWork(tx, now, hours)
  const asked = people.map((person) => ({ ...person, id: newId() }))
  for (const { id, personId, because, instead_of, delegatedFromId, namedById } of asked)
    tx.send(
      raw(
        `insert into approvals.approval (org_id, id, round_id, step, approver_id, because, instead_of, state, began_at, delegated_from_id, remind_hours, remind_at, named_by_id)
         values ($1,$2,$3,$4,$5,$6,$7,'open',$8,$9,$10,$11,$12)`,
        [
          tx.orgId,
          id,
          round.id,
          round.step,
          personId,
          because,
          instead_of,
          now,
          delegatedFromId ?? null,
          hours,
          remindAt,
          namedById ?? null,
        ],
      ),
    )
  await tellApprovers(writing, record, asked, 'approval_asked')
}

/** Tells approvers, and who decides for them now, on their pages and by mail. */
export async function tellApprovers(
  writing: Telling,
  record: Pick<RecordRow, 'id' | 'kind' | 'number'>,
  approvals: readonly { id: string; personId: string }[],
  reason: Extract<Reason, 'approval_asked' | 'approval_reminder' | 'approval_overdue' | 'approval_answered'>,
): Promise<void> {
  const { app, tx, now } = writing
  const deputies = await tx.all(
    raw<{ person_id: string; deputy_id: string }>(
      `select d.person_id, d.deputy_id from approvals.approval a join approvals.deputy d on d.org_id = a.org_id and d.person_id = a.approver_id
         join approvals.round o on o.org_id = a.org_id and o.id = a.round_id join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
       where a.org_id = $1 and a.id = any($2::uuid[]) and d.from_at <= $3 and d.until_at > $3 and d.deputy_id is distinct from r.requester_id
         and d.deputy_id <> o.asked_by_id and d.deputy_id is distinct from a.named_by_id`,
      [tx.orgId, approvals.map(({ id }) => id), now],
    ),
  )
  // Who is called in for an approver decides alone.
  const told = approvals.flatMap(({ id, personId }) => [
    { id, personId },
    ...(reason === 'approval_overdue' ? [] : deputies)
      .filter(({ person_id }) => person_id === personId)
      .map(({ deputy_id }) => ({ id, personId: deputy_id })),
  ])
  notify(
    app,
    tx,
    { record, byId: writing.actor?.personId ?? null, now },
    new Map(told.map(({ personId }) => [personId, reason])),
  )
  for (const { id, personId } of told) mailApprover(app, tx, { approvalId: id, personId, reason, now })
}

/** Goes on after a step was approved: asks the next one, or lets the work begin. The ticket and the round are locked. */
export async function goOn(writing: Writing, record: RecordRow, round: Round, facts: Facts): Promise<void> {
  const { tx, now } = writing
  const next = round.step + 1
  if (next < round.plan.steps.length) {
    tx.send(
      raw('update approvals.round set step = $3 where org_id = $1 and id = $2', [tx.orgId, round.id, next]),
    )
    const approvers = await beginStep(writing, record, { ...round, step: next })
    await complete(writing, { name: 'approvals.approve', life: ticketLife }, record, {
      facts: { ...facts, approvers },
    })
    return
  }
  await endRound(tx, round, 'approved', now)
  const told = new Map<string, Reason>()
  for (const id of [record.requester_id, record.owner_id])
    if (id !== null && id !== writing.actor.personId) told.set(id, 'approved')
  notify(writing.app, tx, { record, byId: writing.actor.personId, now }, told)
  await complete(
    writing,
    { name: 'approvals.approve', life: ticketLife, move: round.was_new ? 'release' : 'go_on' },
    record,
    { facts: { ...facts, is_last: true } },
  )
  // What somebody was asked by hand is not what the item demands before its work begins.
  if (!round.is_by_hand) await startFulfilment(writing, record)
}
