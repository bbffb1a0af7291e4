/** The passing itself: the history of hands, the counters, and the news to the team that receives it. */
import type { Changes } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import { tell } from '../../core/notifications/tell.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { changeTicket, insertHand, ticketOf } from '../tickets/index.ts'

export type Passing = {
  direction: 'up' | 'back' | 'across'
  teamId: string
  ownerId: string | null
  reason: string
  tried: string
  because: Reason
}

const members_max = 500

/** Sends the statements of the passing; answers the record's changes and what the timeline tells, without the words. */
export async function passTo(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  passing: Passing,
): Promise<{ changes: Changes; facts: Record<string, unknown> }> {
  const { tx, actor, now } = context
  const before = await ticketOf(tx, record.id)
  const members = await tx.all(
    raw<{ person_id: string }>(
      `select person_id from core.team_member where org_id = $1 and team_id = $2 limit ${members_max}`,
      [actor.orgId, passing.teamId],
    ),
  )
  tx.send(
    insertHand(actor.orgId, {
      ticketId: record.id,
      direction: passing.direction,
      fromTeamId: record.team_id,
      toTeamId: passing.teamId,
      byId: actor.personId,
      reason: passing.reason,
      tried: passing.tried,
      now,
    }),
  )
  const isCounted = record.team_id !== null
  const change = isCounted
    ? changeTicket(tx, record.id, before, { reassigned_count: before.reassigned_count + 1 })
    : {}
  // The state stays: a ticket that waits for its requester goes on waiting in the new hands.
  const changes: Changes = { team_id: passing.teamId, owner_id: passing.ownerId }
  const tells = Object.fromEntries(members.map((each) => [each.person_id, passing.because]))
  await tell(context, { ...record, ...changes }, { tells, isInside: true })
  return { changes, facts: { direction: passing.direction, ...change } }
}
