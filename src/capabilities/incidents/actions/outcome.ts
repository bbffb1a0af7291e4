import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { MayGiveAway, requireKept } from '../../knowledge/index.ts'
import { resolutionCodes } from '../../tickets/index.ts'
import { changeIncident } from '../incident.ts'
import { incidentLife, partOf } from '../lifecycle.ts'
import { commands, requireLeading, takesPart } from '../policy.ts'
import { beginRound } from '../round.ts'
import { tellEverybody, tellStaff } from './publish.ts'

const tickets_max = 20_000
const NewsForAll = Body({
  body: Text(20_000, { minLength: 1, description: 'What all staff read.' }),
  may_give_away: MayGiveAway,
})

/** The trouble is over: staff are told, reporters when their tickets are resolved. The tickets stay as they are until somebody chooses which of them are resolved. */
export const resolve = recordAction({
  name: 'incidents.resolve',
  summary: 'Say that the trouble is over; linked tickets are resolved separately.',
  life: incidentLife,
  move: 'resolve',
  input: NewsForAll,
  permits: commands,
  run: async ({ app, tx, actor, input, record, now }) => {
    const words = {
      body: input.body,
      reporterBody: input.body,
      state: 'resolved',
      mayGiveAway: input.may_give_away,
    } as const
    const id = await tellStaff({ app, tx, actor, now }, record, words)
    changeIncident(tx, record.id, { resolved_at: now, next_update_at: null })
    return { result: {}, facts: { message: id } }
  },
})

/** It is not over after all: everybody is told, also in the tickets that were resolved meanwhile. */
export const reopen = recordAction({
  name: 'incidents.reopen',
  summary: 'Take it up again, because it still happens.',
  life: incidentLife,
  move: 'reopen',
  input: NewsForAll,
  permits: commands,
  run: async ({ app, tx, actor, input, record, now }) => {
    const words = {
      body: input.body,
      reporterBody: input.body,
      state: 'working',
      mayGiveAway: input.may_give_away,
    } as const
    const { id, tickets } = await tellEverybody({ app, tx, actor, now }, record, words)
    changeIncident(tx, record.id, { resolved_at: null })
    return { result: {}, facts: { message: id, tickets } }
  },
})

/** Resolves the chosen tickets, each with the chosen words to its requester. */
export const resolveTickets = recordAction({
  name: 'incidents.resolve_tickets',
  summary: 'Resolve chosen linked tickets, or all that are open, with a reply to each requester.',
  life: incidentLife,
  input: Body({
    ticket_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })),
    is_all: Type.Optional(Type.Boolean()),
    body: Text(20_000, { minLength: 1 }),
    code: OneOf(resolutionCodes),
    may_give_away: MayGiveAway,
  }),
  output: Type.Object({ tickets: Type.Integer() }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireLeading(tx, actor, record)
    if (!may(actor, 'tickets.resolve')) throw forbidden('You may not resolve tickets.')
    if (record.state !== 'resolved' && record.state !== 'review')
      throw conflict('Tickets are resolved together once the major incident is resolved.')
    if ((input.ticket_ids === undefined) !== (input.is_all === true))
      throw invalid('#/ticket_ids', 'Choose tickets, or all of them.')
    if (input.body.trim() === '') throw invalid('#/body', 'Write what the requesters should know.')
    if (!input.may_give_away) await requireKept({ tx, actor }, record.id, input.body)
    const chosen = input.ticket_ids ?? null
    const tickets = await tx.all(
      sql<{
        id: string
      }>`select r.id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id and r.kind = 'ticket'
        where k.org_id = ${tx.orgId} and k.to_id = ${record.id} and k.type = ${partOf} and r.category <> 'done'
          and (${chosen}::uuid[] is null or r.id = any(${chosen}::uuid[])) and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')} limit ${tickets_max}`,
    )
    if (tickets.length === 0) throw conflict('None of these tickets is open any more.')
    await beginRound(
      { app, tx, actor, now },
      {
        id: newId(),
        incidentId: record.id,
        body: input.body,
        code: input.code,
        ticketIds: tickets.map((ticket) => ticket.id),
      },
    )
    return { result: { tickets: tickets.length }, facts: { tickets: tickets.length, code: input.code } }
  },
})
