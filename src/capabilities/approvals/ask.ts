/** Approvals asked for by hand, by whoever works on a ticket. */
import { Type } from 'typebox'
import { recordAction } from '../../core/action.ts'
import { conflict, invalid } from '../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../platform/http/schema.ts'
import { ticketLife, worksWith } from '../tickets/index.ts'
import { checkPlan, needs } from './plan.ts'
import { openRound } from './round.ts'
import { endRound, lastRound } from './store.ts'

export const askApproval = recordAction({
  name: 'approvals.ask_approval',
  summary: 'Ask people to approve the ticket; it waits until they have decided.',
  life: ticketLife,
  move: 'wait_approval',
  input: Body({
    person_ids: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
    needs: OneOf(needs),
    remind_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
  }),
  permits: worksWith('tickets.work'),
  run: async ({ app, tx, actor, input, record, now }) => {
    if (input.person_ids.some((id) => id.toLowerCase() === actor.personId))
      throw invalid('#/person_ids', 'Somebody else has to approve what you ask for.')
    if (input.person_ids.some((id) => id.toLowerCase() === record.requester_id))
      throw invalid('#/person_ids', 'Nobody approves what they asked for themselves. Choose somebody else.')
    const plan = {
      steps: [
        {
          // Without a name of its own: the page says that it was asked by hand.
          name: '',
          who: 'people' as const,
          person_ids: input.person_ids,
          needs: input.needs,
          ...(input.remind_hours === undefined ? {} : { remind_hours: input.remind_hours }),
        },
      ],
    }
    await checkPlan(tx, plan, '#')
    const approvers = await openRound({ app, tx, actor, now }, record, {
      plan,
      ownerId: null,
      isByHand: true,
    })
    return { result: {}, facts: { steps: 1, approvers } }
  },
})

export const withdrawApproval = recordAction({
  name: 'approvals.withdraw_approval',
  summary: 'Ask nobody any more whether the ticket is approved, and go on with it.',
  life: ticketLife,
  move: 'go_on',
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async ({ tx, record, now }) => {
    const round = await lastRound(tx, record.id)
    if (round?.state !== 'waiting') throw conflict('Nobody is asked to approve this any more.')
    // What the organization demands for an item is not for whoever works on the ticket to leave out.
    if (!round.is_by_hand)
      throw conflict(
        'This approval belongs to what was requested. Cancel the request, or wait for the decision.',
      )
    await endRound(tx, round, 'withdrawn', now)
    return { result: {}, changes: round.was_new ? { state: 'new' } : {}, facts: {} }
  },
})
