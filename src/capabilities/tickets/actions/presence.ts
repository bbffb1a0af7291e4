import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'

/**
 * Says that one looks at the ticket now, or writes on it. It is news and nothing else: no row is written, and
 * whoever hears of it forgets it after a while. Only those hear it who see the ticket from the inside.
 */
export const presence = plainAction({
  name: 'tickets.presence',
  summary: 'Tell those who work on the ticket that one looks at it, writes on it, or left.',
  path: '/api/tickets/:id/presence',
  params: Body({ id: Id }),
  input: Body({ doing: OneOf(['looks', 'writes', 'left'] as const) }),
  output: Type.Object({}),
  permits: worksOnTickets,
  run: async ({ app, tx, actor, input, params }) => {
    const { id, kind, team_id, owner_id, restriction } = await insideTicket(tx, actor, params.id as string)
    const by = { person_id: actor.personId, name: actor.name }
    app.live.publish({
      topic: 'presence',
      org: actor.orgId,
      id,
      kind,
      team_id,
      owner_id,
      restriction,
      doing: input.doing,
      ...by,
    })
    return { result: {} }
  },
})
