import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { forgetCopies, type Passage, redactMessage } from '../../../core/messages/redact.ts'
import { redactEverywhere } from '../../../core/messages/redact-everywhere.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { forgetDrafts, showing } from '../merging/forget-drafts.ts'
import { worksWith } from '../policy.ts'
import { redactElsewhere, redactFields } from '../redact-fields.ts'
import { redactLater } from '../scheduled/redact.ts'

const Offset = Type.Integer({
  minimum: 0,
  maximum: 100_000,
  description: 'In UTF-16 units, as browsers count.',
})
const Input = Body(
  {
    message_id: Type.Optional(Id),
    text: Type.Optional(Text(100_000, { minLength: 1 })),
    from: Type.Optional(Offset),
    to: Type.Optional(Offset),
    file_id: Type.Optional(Id),
    is_whole: Type.Optional(Type.Boolean()),
    is_everywhere: Type.Optional(Type.Boolean()),
  },
  {
    description:
      'Of the message: one of text, from with to (with a text only where that stands there), file_id, is_whole. Or text with is_everywhere: out of the title, ' +
      'the former ones, tags, fields, names of files, hands, notes and all messages of the ticket.',
  },
)

/** Takes a password, a passage, a file or a whole message out, leaving a mark and no copy. */
export const redact = recordAction({
  name: 'tickets.redact',
  summary:
    'Take words or a file out of a message, or words out of the whole ticket, for good, leaving a mark.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.redact'),
  locksAlso: ({ orgId, id }) => showing(orgId, id),
  run: async ({ app, tx, actor, input, record, now }) => {
    await app.registry.guard?.requireUnheld(tx, record.id)
    const context = { app, tx, actor, now }
    const outcome = input.is_everywhere
      ? await everywhere(context, record, input)
      : await inMessage(context, record, input)
    tx.send(forgetDrafts(actor.orgId, record.id))
    const { kept: _kept, ...what } = { kept: undefined, ...outcome.facts }
    tx.send(audit(actor, now, 'tickets.redact', what, record.id))
    return { result: {}, ...outcome }
  },
})

type Context = { app: App; tx: Tx; actor: Actor; now: string }
type Input = Static<typeof Input>

async function inMessage(context: Context, record: RecordRow, input: Input) {
  if (input.message_id === undefined) throw invalid('#/message_id', 'Say which message.')
  const { what, passage } = passageOf(input)
  const guard = context.app.registry.guard
  const stored =
    guard && passage !== 'all' && 'text' in passage
      ? { text: await guard.asStored(context.tx, input.message_id, passage.text) }
      : passage
  const { isInternal, removed } = await redactMessage(context, record, input.message_id, stored)
  if (removed !== '') await redactPrepared(context, record, removed)
  await forgetBehind(context, record, removed)
  const file = input.file_id === undefined ? {} : { file: input.file_id }
  return { facts: { message: input.message_id, what, ...file }, isInternal }
}

async function everywhere(context: Context, record: RecordRow, input: Input) {
  const { text, is_everywhere: _everywhere, ...others } = input
  if (text === undefined || text.trim() === '' || Object.keys(others).length > 0)
    throw invalid('#/text', 'Give the text alone that is to be taken out everywhere.')
  const hidden = await forgetBehind(context, record, text, text)
  const { changes, facts, ...core } = await redactEverywhere(context, record, text)
  const fields = await redactFields(context.tx, record.id, text)
  const later = await redactPrepared(context, record, text)
  const elsewhere = await redactElsewhere(context.tx, record.id, text, context.now)
  const outside = core.outside + fields.outside + elsewhere.outside
  const inside = core.inside + fields.inside + elsewhere.inside + later + hidden
  if (outside + inside === 0)
    throw invalid(
      '#/text',
      'This text stands nowhere in the ticket. Look at its present words and try again.',
    )
  return { changes, facts: { what: 'everywhere', ...facts }, isInternal: outside === 0, forgetsWords: true }
}

/** Takes away what is behind covers, and its copies in what waits; answers how much it was. */
async function forgetBehind(
  context: Context,
  record: RecordRow,
  removed: string,
  holding?: string,
): Promise<number> {
  const gone = (await context.app.registry.guard?.forget(context, record.id, removed, holding)) ?? []
  for (const words of new Set(gone)) {
    forgetCopies(context, record, words, null)
    await redactPrepared(context, record, words)
  }
  return gone.length
}

/** Out of what waits on the ticket, and on those that show its messages; answers in how many places of the ticket itself. */
async function redactPrepared(context: Context, record: RecordRow, removed: string): Promise<number> {
  for (const other of await context.tx.all(showing(record.org_id, record.id)))
    await redactLater(context, other, removed)
  return redactLater(context, record, removed)
}

function passageOf(input: Input): { what: string; passage: Passage } {
  const { text, from, to, file_id, is_whole } = input
  const chosen: { what: string; passage: Passage }[] = []
  if (from !== undefined && to !== undefined)
    chosen.push({ what: 'passage', passage: { from, to, expected: text } })
  else if (text !== undefined) chosen.push({ what: 'passage', passage: { text } })
  if (file_id !== undefined) chosen.push({ what: 'file', passage: { fileId: file_id } })
  if (is_whole) chosen.push({ what: 'message', passage: 'all' })
  const [only, more] = chosen
  if (only === undefined || more !== undefined || (from === undefined) !== (to === undefined))
    throw invalid('#', 'Say exactly one: the text, a range from and to, a file, or the whole message.')
  return only
}
