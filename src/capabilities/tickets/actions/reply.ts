import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { concerned, writeMessage } from '../../../core/messages/write-message.ts'
import type { Reason } from '../../../core/notifications/notify.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { innerArticles, MayGiveAway } from '../../knowledge/index.ts'
import { type TicketState, ticketLife } from '../lifecycle.ts'
import { signatureOf, signatureRow, signed } from '../macros/signatures.ts'
import { passOn, requireGoesOn } from '../merging/heard.ts'
import { takesPart, worksWith } from '../policy.ts'
import { type Side, say, sideOf } from '../say.ts'
import { changeTicket, type TicketFields, ticketRow } from '../ticket.ts'
import { Warnings } from './create.ts'

const Input = Body({
  body: Text(100_000, { minLength: 1 }),
  file_ids: Type.Optional(Type.Array(Id, { maxItems: 20 })),
})
const PublicInput = Body({ ...Input.properties, may_give_away: MayGiveAway })
const Output = Type.Object({ message_id: Id, warnings: Warnings })

/**
 * A public reply. From the inside it starts a new ticket and counts as the first response; from the requester
 * it ends the waiting for the requester. One by the automation does neither. What is over takes no more replies;
 * what was merged takes them while the other ticket does, and they reach those who work on that. What those who work
 * on it write is signed.
 */
export const reply = recordAction({
  name: 'tickets.reply',
  summary: 'Answer on the ticket; the requester sees it.',
  life: ticketLife,
  input: PublicInput,
  output: Output,
  permits: takesPart('tickets.reply'),
  reads: ({ orgId, id, actor, input, now }) =>
    [
      ticketRow(orgId, id),
      concerned(orgId, id, input.body, now),
      signatureRow(actor, id),
      innerArticles(actor, id, input.body),
    ] as const,
  run: async ({ app, tx, actor, input, record, read, now }) => {
    const state = record.state as TicketState
    if (state === 'closed' || state === 'cancelled' || (state === 'merged' && actor.isService))
      throw conflict(
        `This is ${state} and takes no more replies. ${state === 'closed' ? 'Reopen it, or file' : 'File'} a new request.`,
      )
    if (state === 'merged') await requireGoesOn(tx, record)
    const [tickets, people, signatures, inner] = read
    const side = sideOf(actor, record)
    const signature = side === 'inside' ? signatureOf(signatures[0], actor.name) : ''
    // A ticket's record has its row from the first moment on.
    const before = tickets[0] as TicketFields
    const { message, columns } = await say({ app, tx, actor, now }, record, before, {
      body: signed(input.body, signature),
      fileIds: input.file_ids,
      tells: tellsOf(record, 'reply'),
      watchersHear: 'reply',
      people,
      inner,
      mayGiveAway: input.may_give_away,
    })
    const change = changeTicket(tx, record.id, before, columns)
    if (state === 'merged') passOn(app, tx, record, message.id, side)
    return {
      result: { message_id: message.id, warnings: message.warnings },
      changes: stateAfter(state, side),
      facts: { message: message.id, side, ...change },
    }
  },
})

function stateAfter(state: TicketState, side: Side): { state?: TicketState } {
  if (side === 'automation') return {}
  if (side === 'inside') return state === 'new' ? { state: 'open' } : {}
  return state === 'waiting_on_requester' ? { state: 'open' } : {}
}

/** The requester and who has it hear of a word, each for the reason. */
export function tellsOf(record: RecordRow, reason: Reason): Record<string, Reason> {
  return {
    ...(record.requester_id ? { [record.requester_id]: reason } : {}),
    ...(record.owner_id ? { [record.owner_id]: reason } : {}),
  }
}

/** An internal note: only those who work on the ticket see it. */
export const note = recordAction({
  name: 'tickets.note',
  summary: 'Write an internal note; the requester does not see it.',
  life: ticketLife,
  input: Input,
  output: Output,
  permits: worksWith('tickets.note'),
  reads: ({ orgId, id, input, now }) => [concerned(orgId, id, input.body, now)] as const,
  run: async ({ app, tx, actor, input, record, read, now }) => {
    const message = await writeMessage({ app, tx, actor, now }, record, {
      body: input.body,
      isInternal: true,
      fileIds: input.file_ids,
      tells: record.owner_id ? { [record.owner_id]: 'note' } : {},
      watchersHear: 'note',
      people: read[0],
    })
    return {
      result: { message_id: message.id, warnings: message.warnings },
      facts: { message: message.id },
      isInternal: true,
    }
  },
})
