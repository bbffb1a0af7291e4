/** What is decided about the priority of one ticket: answers, an override with its reason, and P1. */
import { Type } from 'typebox'
import { type Changes, recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { changeTicket, type TicketFields, ticketRow } from '../ticket.ts'
import { allowedTo, rowOf, told, weighAnswers, withP1 } from './answered.ts'
import { type Level, promisedAt } from './level.ts'
import { AnswersBody, Level as LevelSchema, Weighed } from './schema.ts'
import {
  neverAsked,
  type Override,
  overrideOf,
  type StoredWeighing,
  storeWeighing,
  weighingOf,
} from './store.ts'

// Words that are asked for must say something; looking ahead keeps the time linear, however long the text is.
const Reason = Type.String({ minLength: 1, maxLength: 2000, pattern: '^(?=\\s*\\S)[^\\u0000\\p{Cs}]*$' })
const Nothing = Type.Optional(Body({}))

export type Standing = { fields: TicketFields; weighing: StoredWeighing; override: Override | undefined }

/** How the ticket's priority came to be, in one trip. */
export async function standingOf(tx: Tx, ticketId: string): Promise<Standing> {
  const [rows, weighings, overrides] = await tx.many(
    ticketRow(tx.orgId, ticketId),
    weighingOf(tx.orgId, ticketId),
    overrideOf(tx.orgId, ticketId),
  )
  // Every ticket has its row, and the record was locked before.
  return { fields: rows[0] as TicketFields, weighing: weighings[0] ?? neverAsked, override: overrides[0] }
}

/** The priority and the promise that follows from it, as changes of the record. */
export function priorityChanges(record: RecordRow, priority: Level): Changes {
  return priority === record.priority ? {} : { priority, due_at: promisedAt(priority, record.created_at) }
}

type By = { tx: Tx; actor: Actor; record: RecordRow; now: string }

/**
 * Gives the ticket the priority that follows from its new weight, unless an override holds; then that learns what
 * the answers would give.
 */
export function follow(
  { tx, actor, record, now }: By,
  { weighing, override }: Pick<Standing, 'weighing' | 'override'>,
  wanted: Level,
): { changes: Changes; weighing: StoredWeighing } {
  if (override) {
    tx.send(
      raw('update tickets.priority_override set answered = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        override.id,
        wanted,
      ]),
    )
    return { changes: {}, weighing }
  }
  const { priority, p1 } = allowedTo(actor, wanted, { priority: record.priority, p1: weighing.p1 })
  return {
    changes: priorityChanges(record, priority),
    weighing: withP1(weighing, p1, { personId: actor.personId, now }),
  }
}

export const answer = recordAction({
  name: 'tickets.answer',
  summary: 'Answer the questions about the ticket (again): impact, urgency and priority follow.',
  life: ticketLife,
  input: AnswersBody,
  output: Weighed,
  permits: worksWith('tickets.edit'),
  run: async ({ tx, actor, input, record, now }) => {
    const { fields, weighing: before, override } = await standingOf(tx, record.id)
    const answered = await weighAnswers(tx, fields, input, now)
    const asked = { ...rowOf(answered), p1: before.p1, p1_by: before.p1_by, p1_at: before.p1_at }
    const by = { tx, actor, record, now }
    const { changes, weighing } = follow(by, { weighing: asked, override }, answered.priority)
    const { impact, urgency } = answered
    const change = changeTicket(tx, record.id, fields, { impact, urgency })
    const result = {
      impact,
      urgency,
      answered: answered.priority,
      priority: (changes.priority ?? record.priority) as Level,
      p1: weighing.p1,
    }
    if (isSame(told(before), told(weighing)) && !change.fields && !changes.priority)
      return { result, isSilent: true }
    storeWeighing(tx, record.id, weighing)
    return {
      result,
      changes,
      facts: { ...change, weighing: told(weighing) },
      ...(changes.priority === undefined ? { isInternal: true } : {}),
    }
  },
})

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const sorted = (answers: unknown) => Object.entries(answers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const shape = ({ answers, ...rest }: Record<string, unknown>) => JSON.stringify([rest, sorted(answers)])
  return shape(one) === shape(other)
}

export const override = recordAction({
  name: 'tickets.override_priority',
  summary:
    'Set another priority than the answers give, with a reason. P1 is proposed by those who may not call it.',
  life: ticketLife,
  input: Body({ priority: LevelSchema, reason: Reason }),
  output: Weighed,
  permits: worksWith('tickets.override_priority'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const { fields, weighing: before, override: held } = await standingOf(tx, record.id)
    const { priority, p1 } = allowedTo(actor, input.priority, { priority: record.priority, p1: before.p1 })
    // Whoever may decide has decided; each rule and ladder that wants P1 would ask them again and again.
    if (p1 === 'declined')
      throw conflict('P1 was declined for this ticket. Ask somebody who may call P1 to set it.')
    if (priority === record.priority && p1 === before.p1)
      throw conflict(p1 === 'proposed' ? 'P1 is proposed already.' : 'The ticket has this priority already.')
    const answered = held?.answered ?? withoutCap(record, before)
    const message = await writeMessage({ app, tx, actor, now }, record, {
      body: input.reason,
      isInternal: true,
      tells: {},
    })
    endOverride(tx, record.id, now)
    const id = newId()
    tx.send(
      raw(
        'insert into tickets.priority_override (org_id, id, ticket_id, answered, priority, by_id, message_id, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [tx.orgId, id, record.id, answered, priority, actor.personId, message.id, now],
      ),
    )
    const weighing = withP1(before, p1, { personId: actor.personId, now })
    if (weighing !== before) storeWeighing(tx, record.id, weighing)
    const changes = priorityChanges(record, priority)
    const { impact, urgency } = fields as { impact: Level; urgency: Level }
    return {
      result: { impact, urgency, answered, priority, p1 },
      changes,
      facts: { override: id, message: message.id, answered, weighing: told(weighing) },
      ...(changes.priority === undefined ? { isInternal: true } : {}),
    }
  },
})

// A ticket that only waits for somebody to call P1 has its P2 not from the answers.
function withoutCap(record: RecordRow, weighing: StoredWeighing): Level {
  return weighing.p1 === null ? ((record.priority ?? 3) as Level) : 1
}

function endOverride(tx: Tx, ticketId: string, now: string): void {
  tx.send(
    raw(
      'update tickets.priority_override set ended_at = $3 where org_id = $1 and ticket_id = $2 and ended_at is null',
      [tx.orgId, ticketId, now],
    ),
  )
}

export const liftOverride = recordAction({
  name: 'tickets.lift_override',
  summary: 'Let the priority follow from the answers again.',
  life: ticketLife,
  input: Nothing,
  output: Weighed,
  permits: worksWith('tickets.override_priority'),
  run: async ({ tx, actor, record, now }) => {
    const { fields, weighing: before, override: held } = await standingOf(tx, record.id)
    if (!held) throw conflict('No override holds any more.')
    endOverride(tx, record.id, now)
    // What was proposed by the override goes with it; what the answers propose is proposed anew.
    const standing = {
      weighing: withP1(before, null, { personId: actor.personId, now }),
      override: undefined,
    }
    const { changes, weighing } = follow({ tx, actor, record, now }, standing, held.answered)
    if (weighing.p1 !== before.p1) storeWeighing(tx, record.id, weighing)
    const { impact, urgency } = fields as { impact: Level; urgency: Level }
    const priority = (changes.priority ?? record.priority) as Level
    return {
      result: { impact, urgency, answered: held.answered, priority, p1: weighing.p1 },
      changes,
      facts: { override: held.id, weighing: told(weighing) },
      ...(changes.priority === undefined ? { isInternal: true } : {}),
    }
  },
})

export const callP1 = recordAction({
  name: 'tickets.call_p1',
  summary: 'Accept the proposal: the ticket becomes P1.',
  life: ticketLife,
  input: Nothing,
  permits: worksWith('tickets.call_p1'),
  run: async ({ tx, actor, record, now }) => {
    const { weighing: before, override: held } = await standingOf(tx, record.id)
    requireProposed(before)
    const weighing = withP1(before, null, { personId: actor.personId, now })
    storeWeighing(tx, record.id, weighing)
    if (held)
      tx.send(
        raw('update tickets.priority_override set priority = 1 where org_id = $1 and id = $2', [
          tx.orgId,
          held.id,
        ]),
      )
    return { result: {}, changes: priorityChanges(record, 1), facts: { weighing: told(weighing) } }
  },
})

export const declineP1 = recordAction({
  name: 'tickets.decline_p1',
  summary: 'Decline the proposal: the ticket keeps the priority that it has.',
  life: ticketLife,
  input: Nothing,
  permits: worksWith('tickets.call_p1'),
  run: async ({ tx, actor, record, now }) => {
    const { weighing: before } = await standingOf(tx, record.id)
    requireProposed(before)
    const weighing = withP1(before, 'declined', { personId: actor.personId, now })
    storeWeighing(tx, record.id, weighing)
    return { result: {}, facts: { weighing: told(weighing) } }
  },
})

function requireProposed({ p1 }: StoredWeighing): void {
  if (p1 !== 'proposed') throw conflict('P1 is not proposed here any more. Look at the ticket again.')
}
