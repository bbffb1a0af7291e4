import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, Time } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'

/** Takes a new ticket up. */
export const start = recordAction({
  name: 'tickets.start',
  summary: 'Start to work on the ticket.',
  life: ticketLife,
  move: 'start',
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async ({ actor, record }) => ({
    result: {},
    changes: record.owner_id === null ? { owner_id: actor.personId } : {},
  }),
})

/** Waits for an answer of the requester; the promise pauses. */
export const ask = recordAction({
  name: 'tickets.ask',
  summary: 'Wait for the requester.',
  life: ticketLife,
  move: 'ask',
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async () => ({ result: {} }),
})

/** Waits for a vendor. */
export const waitVendor = recordAction({
  name: 'tickets.wait_vendor',
  summary: 'Wait for the vendor.',
  life: ticketLife,
  move: 'wait_vendor',
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async () => ({ result: {} }),
})

/** Sets the ticket aside until a date. */
export const schedule = recordAction({
  name: 'tickets.schedule',
  summary: 'Schedule the work for later.',
  life: ticketLife,
  move: 'schedule',
  input: Body({ resume_at: Time }),
  permits: worksWith('tickets.work'),
  run: async ({ tx, actor, input, record, now }) => {
    if (Date.parse(input.resume_at) <= Date.parse(now))
      throw invalid('#/resume_at', 'Choose a time in the future.')
    tx.send(
      raw('update tickets.ticket set resume_at = $3 where org_id = $1 and id = $2', [
        actor.orgId,
        record.id,
        input.resume_at,
      ]),
    )
    return { result: {}, facts: { resume_at: input.resume_at } }
  },
})

/** Goes on after a pause. */
export const resume = recordAction({
  name: 'tickets.resume',
  summary: 'Go on with the ticket.',
  life: ticketLife,
  move: 'resume',
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async ({ tx, actor, record }) => {
    tx.send(
      raw('update tickets.ticket set resume_at = null where org_id = $1 and id = $2', [
        actor.orgId,
        record.id,
      ]),
    )
    return { result: {} }
  },
})

/** Gives the ticket to a team, a person, or nobody. */
export const assign = recordAction({
  name: 'tickets.assign',
  summary: 'Assign the ticket to a team or person.',
  life: ticketLife,
  input: Body({ team_id: Type.Optional(Nullable(Id)), owner_id: Type.Optional(Nullable(Id)) }),
  permits: worksWith('tickets.assign'),
  run: async ({ tx, actor, input, record }) => {
    const changes = {
      ...(input.team_id === undefined ? {} : { team_id: input.team_id }),
      ...(input.owner_id === undefined ? {} : { owner_id: input.owner_id }),
    }
    const isMoved = (input.team_id ?? record.team_id) !== record.team_id
    if (isMoved)
      tx.send(
        raw(
          'update tickets.ticket set reassigned_count = reassigned_count + 1 where org_id = $1 and id = $2',
          [actor.orgId, record.id],
        ),
      )
    return { result: {}, changes }
  },
})
