import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { attachFiles, insertMessage } from '../../../core/messages/message.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { indexWords } from '../../../core/search/entry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { type TicketState, ticketLife } from '../lifecycle.ts'
import { takesPart, worksWith } from '../policy.ts'

const Input = Body({
  body: Text(100_000, { minLength: 1 }),
  file_ids: Type.Optional(Type.Array(Id, { maxItems: 20 })),
})
const Output = Type.Object({ message_id: Id })

/**
 * A public reply. From the inside it starts a new ticket and counts as the first response; from the requester
 * it ends the waiting for the requester.
 */
export const reply = recordAction({
  name: 'tickets.reply',
  summary: 'Answer on the ticket; the requester sees it.',
  life: ticketLife,
  input: Input,
  output: Output,
  permits: takesPart('tickets.reply'),
  run: async ({ tx, actor, input, record, now }) => {
    const isInside = seesInside(actor, record) && record.requester_id !== actor.personId
    const message = insertMessage({
      orgId: actor.orgId,
      recordId: record.id,
      authorId: actor.personId,
      isInternal: false,
      channel: 'web',
      body: input.body,
      now,
    })
    tx.send(message.statement)
    tx.send(
      indexWords({
        orgId: actor.orgId,
        entryId: message.id,
        recordId: record.id,
        kind: 'ticket',
        isInternal: false,
        at: now,
        body: input.body,
      }),
    )
    if (input.file_ids?.length)
      tx.send(
        attachFiles(
          { orgId: actor.orgId, recordId: record.id, authorId: actor.personId },
          message.id,
          input.file_ids,
        ),
      )
    tx.send(
      raw(
        `update tickets.ticket set last_word_at = $3, last_word_by_id = $4, first_response_at = case when $5 then coalesce(first_response_at, $3) else first_response_at end
         where org_id = $1 and id = $2`,
        [actor.orgId, record.id, now, actor.personId, isInside],
      ),
    )
    return {
      result: { message_id: message.id },
      changes: stateAfter(record.state as TicketState, isInside),
      facts: { message: message.id },
    }
  },
})

function stateAfter(state: TicketState, isInside: boolean): { state?: TicketState } {
  if (isInside) return state === 'new' ? { state: 'open' } : {}
  return state === 'waiting_on_requester' ? { state: 'open' } : {}
}

/** An internal note: only those who work on the ticket see it. */
export const note = recordAction({
  name: 'tickets.note',
  summary: 'Write an internal note; the requester does not see it.',
  life: ticketLife,
  input: Input,
  output: Output,
  permits: worksWith('tickets.note'),
  run: async ({ tx, actor, input, record, now }) => {
    const message = insertMessage({
      orgId: actor.orgId,
      recordId: record.id,
      authorId: actor.personId,
      isInternal: true,
      channel: 'web',
      body: input.body,
      now,
    })
    tx.send(message.statement)
    tx.send(
      indexWords({
        orgId: actor.orgId,
        entryId: message.id,
        recordId: record.id,
        kind: 'ticket',
        isInternal: true,
        at: now,
        body: input.body,
      }),
    )
    if (input.file_ids?.length)
      tx.send(
        attachFiles(
          { orgId: actor.orgId, recordId: record.id, authorId: actor.personId },
          message.id,
          input.file_ids,
        ),
      )
    return { result: { message_id: message.id }, facts: { message: message.id, isInternal: true } }
  },
})
