/** What somebody who was asked may do: approve, decline, ask back, hand it on. Each is decided once. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import { complete, laterThan } from '../../core/execute.ts'
import type { Writing } from '../../core/followers.ts'
import { writeMessage } from '../../core/messages/write-message.ts'
import type { Reason } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw } from '../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../platform/http/schema.ts'
import { changeTicket, ticketLife, ticketOf } from '../tickets/index.ts'
import { addApprovals, goOn } from './round.ts'
import {
  type Approval,
  endRound,
  lockApproval,
  type Round,
  releaseOpen,
  roundStates,
  standing,
} from './store.ts'

const words_max = 5000
const Params = Body({ id: Id })
const Output = Type.Object({ id: Id, round: OneOf(roundStates) })

export type Place = { writing: Writing; record: RecordRow; round: Round; approval: Approval }
type Context<I> = Omit<Writing, 'now'> & { input: I; now: string; params: Record<string, string> }

/** Locks what is decided and refuses whoever may not, or comes too late. */
async function place({ app, tx, actor, now: at, params }: Context<unknown>): Promise<Place> {
  const { record, round, approval } = await lockApproval(tx, actor, params.id ?? '', at)
  const now = laterThan(record.updated_at, app.clock.now())
  if (record.requester_id === actor.personId)
    throw forbidden('You asked for this yourself, so that somebody else decides about it.')
  if (approval.state === 'approved' || approval.state === 'declined')
    throw conflict(`${approval.decided_by ?? 'Somebody'} has decided this already.`)
  if (approval.state === 'delegated') throw conflict('This was handed on to somebody else.')
  if (approval.state === 'withdrawn' || round.state !== 'waiting')
    throw conflict('This decision is not needed any more.')
  if (!approval.is_separate)
    throw forbidden(
      'You asked for this, or approve it for somebody else already, so that another one decides here.',
    )
  return { writing: { app, tx, actor, now }, record, round, approval }
}

function decide({ writing: { tx, actor, now } }: Place, id: string, state: Approval['state']): void {
  tx.send(
    raw(
      'update approvals.approval set state = $3, decided_at = $4, decided_by_id = $5, remind_at = null where org_id = $1 and id = $2',
      [tx.orgId, id, state, now, actor.personId],
    ),
  )
}

/** Who decided for whom is told; nothing that was written. */
function factsOf({ approval, round }: Place, actor: Actor): Record<string, unknown> {
  return {
    step: approval.step,
    steps: round.plan.steps.length,
    ...(approval.approver_id === actor.personId ? {} : { for: approval.approver_id }),
  }
}

/** What was written with it stands on the ticket, where its requester reads it. */
function written({ id }: RecordRow): { id: string; isInternal: boolean } {
  return { id, isInternal: false }
}

/** A public message of the approver on the ticket: words about it lie where a redaction reaches them. */
async function write({ writing, record }: Place, body: string, reason: Reason): Promise<string> {
  const told = [record.requester_id, record.owner_id].filter((id) => id !== null)
  const message = await writeMessage(writing, record, {
    body,
    isInternal: false,
    tells: Object.fromEntries(told.map((id) => [id, reason])),
    watchersHear: reason,
  })
  return message.id
}

function wordsOf(body: string, pointer: string, sentence: string): string {
  const words = body.trim()
  if (words === '') throw invalid(pointer, sentence)
  return words
}

export const approve = plainAction({
  name: 'approvals.approve',
  summary: 'Approve a request as one of those who were asked, or for one of them.',
  path: '/api/approvals/:id/approve',
  params: Params,
  input: Body({}),
  output: Output,
  permits: () => true,
  run: async (context) => {
    const at = await place(context)
    const { writing, record, round, approval } = at
    decide(at, approval.id, 'approved')
    const facts = factsOf(at, writing.actor)
    const left = await standing(writing.tx, round)
    const isDone =
      round.plan.steps[round.step]?.needs === 'any' || left.every((state) => state === 'approved')
    if (isDone) {
      releaseOpen(writing.tx, round.id)
      await goOn(writing, record, round, facts)
    } else await complete(writing, { name: 'approvals.approve', life: ticketLife }, record, { facts })
    const isLast = isDone && round.step + 1 === round.plan.steps.length
    return {
      result: { id: approval.id, round: isLast ? ('approved' as const) : ('waiting' as const) },
      about: written(record),
    }
  },
})

export const decline = plainAction({
  name: 'approvals.decline',
  summary: 'Decline a request with the reason, which its requester reads; the request is over then.',
  path: '/api/approvals/:id/decline',
  params: Params,
  input: Body({ reason: Text(words_max, { minLength: 1 }) }),
  output: Output,
  permits: () => true,
  run: async (context) => {
    const reason = wordsOf(context.input.reason, '#/reason', 'Say why, so that the requester understands.')
    const at = await place(context)
    const { writing, record, round, approval } = at
    const { tx, now } = writing
    decide(at, approval.id, 'declined')
    await endRound(tx, round, 'declined', now)
    const before = await ticketOf(tx, record.id)
    const message = await write(at, reason, 'approval_declined')
    const change = changeTicket(tx, record.id, before, {
      resolution_code: 'declined',
      resolved_at: now,
      resume_at: null,
      last_word_at: now,
      last_word_by_id: writing.actor.personId,
    })
    await complete(writing, { name: 'approvals.decline', life: ticketLife, move: 'resolve' }, record, {
      facts: { ...factsOf(at, writing.actor), message, ...change },
    })
    return { result: { id: approval.id, round: 'declined' as const }, about: written(record) }
  },
})

export const askBack = plainAction({
  name: 'approvals.ask_back',
  summary: 'Ask the requester something before deciding; no reminder is sent until there is an answer.',
  path: '/api/approvals/:id/ask-back',
  params: Params,
  input: Body({ question: Text(words_max, { minLength: 1 }) }),
  output: Output,
  permits: () => true,
  run: async (context) => {
    const question = wordsOf(context.input.question, '#/question', 'Write what you want to know.')
    const at = await place(context)
    const { writing, record, approval } = at
    const { tx, now } = writing
    if (approval.state === 'asked')
      throw conflict('The requester has been asked something already. Wait for the answer, or decide.')
    const before = await ticketOf(tx, record.id)
    const message = await write(at, question, 'approval_question')
    tx.send(
      raw(
        "update approvals.approval set state = 'asked', question_id = $3, answer_id = null, remind_at = null where org_id = $1 and id = $2",
        [tx.orgId, approval.id, message],
      ),
    )
    const change = changeTicket(tx, record.id, before, {
      last_word_at: now,
      last_word_by_id: writing.actor.personId,
    })
    await complete(writing, { name: 'approvals.ask_back', life: ticketLife }, record, {
      facts: { ...factsOf(at, writing.actor), message, ...change },
    })
    return { result: { id: approval.id, round: 'waiting' as const }, about: written(record) }
  },
})

const Delegate = Body({ person_id: Id })

export const delegate = plainAction({
  name: 'approvals.delegate',
  summary: 'Let somebody else decide.',
  path: '/api/approvals/:id/delegate',
  params: Params,
  input: Delegate,
  output: Output,
  permits: () => true,
  run: async (context) => {
    const at = await place(context)
    const { writing, record, round, approval } = at
    const personId = await requireOther(at, context.input)
    decide(at, approval.id, 'delegated')
    await addApprovals(writing, record, round, [
      {
        personId,
        because: 'delegated',
        instead_of: null,
        delegatedFromId: approval.id,
        namedById: approval.named_by_id,
      },
    ])
    await complete(writing, { name: 'approvals.delegate', life: ticketLife }, record, {
      facts: { ...factsOf(at, writing.actor), to: personId },
    })
    return { result: { id: approval.id, round: 'waiting' as const }, about: written(record) }
  },
})

/** Somebody who is there, did not ask for it, is not asked already, and did not hand it on themselves. */
export async function requireOther(
  { writing: { tx }, record, round, approval }: Place,
  { person_id }: Static<typeof Delegate>,
): Promise<string> {
  const [people, chain, asked] = await tx.many(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service'",
      [tx.orgId, person_id],
    ),
    raw<{ approver_id: string }>(
      `with recursive chain (approver_id, delegated_from_id) as (
         select approver_id, delegated_from_id from approvals.approval where org_id = $1 and id = $2
         union
         select a.approver_id, a.delegated_from_id from chain c join approvals.approval a on a.org_id = $1 and a.id = c.delegated_from_id)
       select approver_id from chain limit 100`,
      [tx.orgId, approval.id],
    ),
    raw<{ approver_id: string; decided_by_id: string | null }>(
      "select approver_id, decided_by_id from approvals.approval where org_id = $1 and round_id = $2 and step = $3 and state in ('open', 'asked', 'approved')",
      [tx.orgId, round.id, round.step],
    ),
  )
  const [person] = people
  if (!person) throw invalid('#/person_id', 'This person does not exist or has left. Choose somebody else.')
  if (person.id === record.requester_id)
    throw invalid('#/person_id', 'Nobody approves what they asked for themselves. Choose somebody else.')
  if (person.id === approval.approver_id)
    throw invalid('#/person_id', 'This person is the one who is asked. Choose somebody else.')
  if (chain.some(({ approver_id }) => approver_id === person.id))
    throw invalid('#/person_id', 'This would go round in a circle: this person has handed it on already.')
  if (person.id === round.asked_by_id || person.id === approval.named_by_id)
    throw invalid('#/person_id', 'This person asked for the approval. Choose somebody else.')
  if (asked.some((other) => other.approver_id === person.id || other.decided_by_id === person.id))
    throw invalid('#/person_id', 'This person is asked already. Choose somebody else.')
  return person.id
}
