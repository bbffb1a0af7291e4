import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { changeTicket, ticketOf } from '../ticket.ts'

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
  run: async ({ tx, input, record, now }) => {
    if (Date.parse(input.resume_at) <= Date.parse(now))
      throw invalid('#/resume_at', 'Choose a time in the future.')
    const before = await ticketOf(tx, record.id)
    const resume_at = new Date(input.resume_at).toISOString()
    return { result: {}, facts: changeTicket(tx, record.id, before, { resume_at }) }
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
  run: async ({ tx, record }) => {
    const before = await ticketOf(tx, record.id)
    return { result: {}, facts: changeTicket(tx, record.id, before, { resume_at: null }) }
  },
})

/** Notes the time that somebody worked on it. */
export const logTime = recordAction({
  name: 'tickets.log_time',
  summary: 'Note how many minutes one worked on the ticket.',
  life: ticketLife,
  input: Body({
    minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    note: Type.Optional(Text(500)),
  }),
  output: Type.Object({ minutes_spent: Type.Integer() }),
  permits: worksWith('tickets.log_time'),
  run: async ({ tx, actor, input, record, now }) => {
    const before = await ticketOf(tx, record.id)
    const minutes_spent = before.minutes_spent + input.minutes
    if (minutes_spent > 1_000_000)
      throw invalid('#/minutes', 'So much time cannot have been spent on one ticket.')
    tx.send(
      raw(
        'insert into tickets.time_entry (org_id, id, ticket_id, person_id, minutes, note, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [actor.orgId, newId(), record.id, actor.personId, input.minutes, input.note ?? '', now],
      ),
    )
    const change = changeTicket(tx, record.id, before, { minutes_spent })
    return { result: { minutes_spent }, facts: { minutes: input.minutes, ...change } }
  },
})
