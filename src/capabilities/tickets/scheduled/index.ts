/** What is done later: replies sent at a time, and days on which somebody looks again. See README.md. */
import { Type } from 'typebox'
import { type Capability, reader } from '../../../core/registry.ts'
import { Body, Id, Nullable, OneOf, Time } from '../../../platform/http/schema.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'
import { dueFollowUps, FollowUp, finishFollowUp, followUp, followUpsOn, tellFollowUp } from './follow-ups.ts'
import { zoneOf } from './moment.ts'
import { changeScheduled, discardScheduled, scheduledOn, scheduleReply } from './replies.ts'
import { followReplies, sendScheduled, sweepScheduled } from './send.ts'

const later = reader({
  name: 'scheduled.on_ticket',
  summary: 'The replies of a ticket that wait to be sent, and its open reminders.',
  path: '/api/tickets/:id/later',
  params: Body({ id: Id }),
  output: Type.Object({
    time_zone: Type.String(),
    replies: Type.Array(
      Type.Object({
        id: Id,
        author_id: Id,
        author: Type.String(),
        body: Type.String(),
        send_at: Time,
        state: OneOf(['waiting', 'held'] as const),
        why: Nullable(OneOf(['answered', 'done', 'redacted', 'refused'] as const)),
      }),
    ),
    follow_ups: Type.Array(FollowUp),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const { id } = await insideTicket(tx, actor, params.id as string)
    const [replies, follow_ups] = await tx.many(scheduledOn(actor, id), followUpsOn(tx.orgId, id))
    return { time_zone: await zoneOf(tx), replies, follow_ups }
  },
})

export const scheduled: Capability = {
  name: 'scheduled',
  recordActions: [scheduleReply, changeScheduled, discardScheduled, followUp, finishFollowUp],
  readers: [later, dueFollowUps],
  jobs: {
    'scheduled_replies.send': sendScheduled,
    'scheduled_replies.sweep': sweepScheduled,
    'follow_ups.tell': tellFollowUp,
  },
  schedules: ['*/10 * * * * scheduled_replies.sweep'],
  follower: followReplies,
}
