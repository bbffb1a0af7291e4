import { recordAction } from '../../../core/action.ts'
import { addLink, removeLink } from '../../../core/links/link.ts'
import { linkNames } from '../../../core/links/types.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'

const Input = Body({ type: OneOf(linkNames), to_id: Id })

/** Links the ticket to another record, by a type or its inverse. */
export const link = recordAction({
  name: 'tickets.link',
  summary: 'Link the ticket to another record.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.link'),
  locksAlso: ({ input }) => raw('select $1::uuid as id', [input.to_id]),
  run: async ({ app, tx, actor, input, record, now }) => {
    const isNew = await addLink({ app, tx, actor, now }, record, input.type, input.to_id, 'tickets.link')
    return isNew
      ? { result: {}, facts: { type: input.type, to: input.to_id } }
      : { result: {}, isSilent: true }
  },
})

export const unlink = recordAction({
  name: 'tickets.unlink',
  summary: 'Remove a link of the ticket.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.link'),
  locksAlso: ({ input }) => raw('select $1::uuid as id', [input.to_id]),
  run: async ({ app, tx, actor, input, record, now }) => {
    const isGone = await removeLink(
      { app, tx, actor, now },
      record,
      input.type,
      input.to_id,
      'tickets.unlink',
    )
    return isGone
      ? { result: {}, facts: { type: input.type, to: input.to_id } }
      : { result: {}, isSilent: true }
  },
})
