/** Approvals hear of what happens to a ticket that waits for them. */

import type { RecordRow } from '../../core/records/record.ts'
import type { Follower } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { laterByWork } from '../escalation/index.ts'
import { openAgain, openRound, tellApprovers } from './round.ts'
import { endRound, lastDemanded, lastRound, type Round } from './store.ts'

const waiting = 'waiting_on_approval'

/** A ticket that is over, or goes on otherwise, needs no approval any more; an answer to a question lets time run again. */
export const hearTicket: Follower = async ({ app, tx, actor, now }, { before, after, action, data }) => {
  // What was merged and is taken apart again waits as before, so that its approvers are asked again.
  if (before?.state === 'merged' && after.kind === 'ticket' && after.state === waiting) {
    const last = await lastRound(tx, after.id)
    if (last?.state === 'withdrawn')
      await openRound({ app, tx, actor, now }, after, {
        plan: last.plan,
        ownerId: last.owner_id,
        isByHand: last.is_by_hand,
        wasNew: last.was_new,
      })
    return undefined
  }
  const again = await roundAgain(tx, before, after, action)
  if (again) return { next: (record) => openAgain({ app, tx, actor, now: record.updated_at }, record, again) }
  if (before?.state !== waiting || before.kind !== 'ticket' || action.startsWith('approvals.'))
    return undefined
  if (after.state !== waiting) {
    const round = await lastRound(tx, after.id)
    if (round?.state === 'waiting') await endRound(tx, round, 'withdrawn', now)
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

/**
 * The round that has to be asked again: of a ticket that is taken up again although what its item demands was not
 * approved, and of one whose answers were changed after somebody approved them.
 */
async function roundAgain(
  tx: Tx,
  before: RecordRow | null,
  after: RecordRow,
  action: string,
): Promise<Round | undefined> {
  if (after.kind !== 'ticket' || after.category === 'done' || after.state === waiting) return undefined
  if (before?.category === 'done') {
    const demanded = await lastDemanded(tx, after.id)
    return demanded?.state === 'approved' ? undefined : demanded
  }
  if (action !== 'catalog.change_answers') return undefined
  const last = (await lastDemanded(tx, after.id)) ?? (await lastRound(tx, after.id))
  return last?.state === 'approved' ? last : undefined
}
