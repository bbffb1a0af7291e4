/** Somebody who is asked and has left: whoever would be asked instead is asked, so that nothing waits for nobody. */
import type { App } from '../../core/app.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type Approver, approversOf } from './approvers.ts'
import type { ApprovalStep } from './plan.ts'
import { addApprovals } from './round.ts'
import { lastRound, lockTicket, type Round } from './store.ts'
import { forgetStuck, tellStuck } from './stuck.ts'

const replaced_max = 200

/** Of the organization; run again it finds nobody who has left. */
export async function replaceGone(app: App, tx: Tx, at: string): Promise<void> {
  forgetStuck(tx, at)
  const gone = await tx.all(
    raw<{ id: string; ticket_id: string }>(
      `select a.id, o.ticket_id from approvals.approval a
         join approvals.round o on o.org_id = a.org_id and o.id = a.round_id and o.state = 'waiting'
         join core.person p on p.org_id = a.org_id and p.id = a.approver_id and not p.is_active
       where a.org_id = $1 and a.state in ('open', 'asked') order by o.ticket_id, a.id limit ${replaced_max}`,
      [tx.orgId],
    ),
  )
  for (const { id, ticket_id } of gone) await replaceOne(app, tx, { id, ticketId: ticket_id }, at)
}

type Standing = { id: string; approver_id: string; decided_by_id: string | null; state: string }

async function replaceOne(
  app: App,
  tx: Tx,
  { id, ticketId }: { id: string; ticketId: string },
  now: string,
): Promise<void> {
  // The ticket first, as whoever decides does.
  const record = await lockTicket(tx, ticketId)
  const round = await lastRound(tx, ticketId)
  const step = round?.plan.steps[round.step]
  if (round?.state !== 'waiting' || !step) return
  const asked = await tx.all(
    raw<Standing>(
      `select id, approver_id, decided_by_id, state from approvals.approval
       where org_id = $1 and round_id = $2 and step = $3 and state in ('open', 'asked', 'approved') for no key update`,
      [tx.orgId, round.id, round.step],
    ),
  )
  if (!asked.some((each) => each.id === id && each.state !== 'approved')) return
  const others = asked.filter((each) => each.id !== id)
  const isEnough = step.needs === 'any' && others.length > 0
  const people = isEnough ? [] : await anew(tx, step, { round, requesterId: record.requester_id, others })
  // With nobody at all the request waits on, and is not taken for approved.
  if (!isEnough && people.length === 0) return tellStuck(app, tx, { record, round, id, now })
  tx.send(
    raw("update approvals.approval set state = 'withdrawn', remind_at = null where org_id = $1 and id = $2", [
      tx.orgId,
      id,
    ]),
  )
  await addApprovals({ app, tx, actor: null, now }, record, round, people)
}

/** Who is asked instead: of the step itself, else the owner of the item or who stands in. */
async function anew(
  tx: Tx,
  step: ApprovalStep,
  about: { round: Round; requesterId: string | null; others: readonly Standing[] },
): Promise<Approver[]> {
  const { round, requesterId, others } = about
  const isNew = ({ personId }: Approver) =>
    (personId !== round.asked_by_id || !round.is_by_hand) &&
    !others.some((each) => each.approver_id === personId || each.decided_by_id === personId)
  for (const who of [step.who, 'owner'] as const) {
    const found = await approversOf(tx, { ...step, who }, { requesterId, ownerId: round.owner_id }).catch(
      (failure: unknown) => {
        if (failure instanceof Problem) return []
        throw failure
      },
    )
    const people = found.filter(isNew)
    if (people.length > 0) return people
  }
  return []
}
