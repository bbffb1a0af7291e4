/** Approvals hear of what happens to a ticket that waits for them. */
import type { Follower } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { laterByWork } from '../escalation/index.ts'
import { openRound, tellApprovers } from './round.ts'
import { endRound, lastRound } from './store.ts'

const waiting = 'waiting_on_approval'

/** A ticket that is over, or goes on otherwise, needs no approval any more; an answer to a question lets time run again. */
export const hearTicket: Follower = async ({ app, tx, actor, now }, { before, after, action, data }) => {
  // What was merged and is taken apart again waits as before, so that its approvers are asked again.
  if (before?.state === 'merged' && after.kind === 'ticket' && after.state === waiting) {
    const last = await lastRound(tx, after.id)
    if (last?.state === 'withdrawn')
      await openRound({ app, tx, actor, now }, after, last.plan, last.owner_id, last.was_new)
    return undefined
  }
  if (before?.state !== waiting || before.kind !== 'ticket' || action.startsWith('approvals.'))
    return undefined
  if (after.state !== waiting) {
    const round = await lastRound(tx, after.id)
    if (round?.state === 'waiting') endRound(tx, round.id, 'withdrawn', now)
    return undefined
  }
  if (action !== 'tickets.reply' || actor.personId !== after.requester_id) return undefined
  const asked = await tx.all(
    raw<{ id: string; approver_id: string; remind_hours: number | null }>(
      `update approvals.approval set state = 'open', answer_id = $3
       where org_id = $1 and state = 'asked' and round_id in (select id from approvals.round where org_id = $1 and ticket_id = $2 and state = 'waiting')
       returning id, approver_id, remind_hours`,
      [tx.orgId, after.id, data.message],
    ),
  )
  if (asked.length === 0) return undefined
  for (const { id, remind_hours } of asked)
    if (remind_hours !== null)
      tx.send(
        raw('update approvals.approval set remind_at = $3 where org_id = $1 and id = $2', [
          tx.orgId,
          id,
          await laterByWork(tx, now, remind_hours),
        ]),
      )
  const people = asked.map(({ id, approver_id }) => ({ id, personId: approver_id }))
  await tellApprovers({ app, tx, actor, now }, after, people, 'approval_answered')
  return undefined
}
