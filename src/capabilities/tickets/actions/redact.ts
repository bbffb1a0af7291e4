import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { audit } from '../../../core/audit.ts'
import { type Passage, redactMessage } from '../../../core/messages/redact.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'

const Offset = Type.Integer({
  minimum: 0,
  maximum: 100_000,
  description: 'In UTF-16 units, as browsers count.',
})
const Input = Body(
  {
    message_id: Id,
    text: Type.Optional(Text(100_000, { minLength: 1 })),
    from: Type.Optional(Offset),
    to: Type.Optional(Offset),
    file_id: Type.Optional(Id),
    is_whole: Type.Optional(Type.Boolean()),
  },
  { description: 'One of: text, from with to, file_id, is_whole.' },
)

/** Takes a password, a passage, a file or a whole message out, leaving a mark and no copy. */
export const redact = recordAction({
  name: 'tickets.redact',
  summary: 'Take a passage, a file or all of it out of a message for good, leaving a mark.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.redact'),
  run: async ({ app, tx, actor, input, record, now }) => {
    const { what, passage } = passageOf(input)
    const { isInternal } = await redactMessage({ app, tx, actor, now }, record, input.message_id, passage)
    const facts = {
      message: input.message_id,
      what,
      ...(input.file_id === undefined ? {} : { file: input.file_id }),
    }
    tx.send(audit(actor, now, 'tickets.redact', facts, record.id))
    return { result: {}, facts, isInternal }
  },
})

function passageOf(input: Static<typeof Input>): { what: string; passage: Passage } {
  const { text, from, to, file_id, is_whole } = input
  const chosen: { what: string; passage: Passage }[] = []
  if (text !== undefined) chosen.push({ what: 'passage', passage: { text } })
  if (from !== undefined && to !== undefined) chosen.push({ what: 'passage', passage: { from, to } })
  if (file_id !== undefined) chosen.push({ what: 'file', passage: { fileId: file_id } })
  if (is_whole) chosen.push({ what: 'message', passage: 'all' })
  const [only, more] = chosen
  if (only === undefined || more !== undefined || (from === undefined) !== (to === undefined))
    throw invalid('#', 'Say exactly one: the text, a range from and to, a file, or the whole message.')
  return only
}
