import { type Static, Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { addLink } from '../../../core/links/link.ts'
import { linkNames } from '../../../core/links/types.ts'
import { writeMessage } from '../../../core/messages/write-message.ts'
import { HeadProperties } from '../../../core/mount.ts'
import type { Reason } from '../../../core/notifications/notify.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { requireAssignable, requirePerson } from '../assignable.ts'
import { channels, ticketKinds, ticketLife } from '../lifecycle.ts'
import { type About, allowedTo, storeFirst, weighAnswers } from '../priority/answered.ts'
import { promisedAt } from '../priority/level.ts'
import { weightOf } from '../priority/rules.ts'
import { AnswersBody, Level } from '../priority/schema.ts'
import { currentRules } from '../priority/store.ts'
import { newTicket } from '../ticket.ts'

export const Tags = Type.Array(Line(60), { maxItems: 20 })
export const Warnings = Type.Array(
  Type.String({ description: 'What was not done, e.g. a mentioned person who may not see it.' }),
)

const Input = Body({
  kind: Type.Optional(OneOf(ticketKinds)),
  title: Line(500),
  body: Text(100_000),
  requester_id: Type.Optional(Id),
  channel: Type.Optional(OneOf(channels)),
  answers: Type.Optional(AnswersBody),
  impact: Type.Optional({
    ...Level,
    description: 'Instead of answers, from who works on tickets; 1 is the highest.',
  }),
  urgency: Type.Optional({
    ...Level,
    description: 'Instead of answers, from who works on tickets; 1 is the highest.',
  }),
  team_id: Type.Optional(Id),
  owner_id: Type.Optional(Id),
  category_id: Type.Optional(Id),
  application: Type.Optional(Line(200)),
  device: Type.Optional(Line(200)),
  place_id: Type.Optional(Id),
  workstation_id: Type.Optional(Id),
  shared_login: Type.Optional(Line(100)),
  tags: Type.Optional(Tags),
  links: Type.Optional(Type.Array(Body({ type: OneOf(linkNames), to_id: Id }), { maxItems: 10 })),
  file_ids: Type.Optional(Type.Array(Id, { maxItems: 20 })),
})
type Input = Static<typeof Input>

/** Files a ticket: for oneself by everybody, for others and with its handling by those who work on tickets. */
export const create = plainAction({
  name: 'tickets.create',
  summary: 'File a ticket.',
  input: Input,
  output: Type.Object({ ...HeadProperties, warnings: Warnings }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async (context) => {
    await requireRights(context.tx, context.actor, context.input, context.now)
    return file(context)
  },
})

/**
 * The same for what the organization decided beforehand, as the catalog does: its team, its weight and whom it is for
 * are not the choice of who sends it. The caller answers for all of them.
 */
export const createPreset = plainAction({
  ...create,
  input: Input,
  run: async (context) => {
    await requireAssignable(context.tx, context.input, context.now)
    return file(context)
  },
})

async function file({ app, tx, actor, input, now }: Context<Input>) {
  const handles = may(actor, 'tickets.work')
  const { answered, weight } = await weightGiven(tx, input, now)
  const { priority, p1 } = allowedTo(actor, weight.priority)
  const record = newRecord(ticketLife, {
    orgId: actor.orgId,
    number: await nextNumber(tx),
    title: input.title,
    now,
    priority,
    team_id: input.team_id ?? null,
    owner_id: input.owner_id ?? null,
    requester_id: input.requester_id ?? actor.personId,
    tags: [...new Set(input.tags ?? [])],
    due_at: promisedAt(priority, now),
  })
  const ticket = newTicket(tx, record.id, {
    ticket_kind: input.kind ?? 'incident',
    channel: input.channel ?? (handles ? 'phone' : 'portal'),
    category_id: input.category_id ?? null,
    application: input.application ?? null,
    device: input.device ?? null,
    impact: weight.impact,
    urgency: weight.urgency,
    reported_by_id: actor.personId,
    place_id: input.place_id ?? null,
    workstation_id: input.workstation_id ?? null,
    shared_login: input.shared_login ?? null,
    last_word_at: now,
    last_word_by_id: actor.personId,
  })
  tx.send(insertRecord(record))
  tx.send(ticket.statement)
  const asked = storeFirst(tx, record.id, answered, p1, { personId: actor.personId, now })
  const context = { app, tx, actor, now }
  const message = await writeMessage(context, record, {
    body: input.body,
    isInternal: false,
    fileIds: input.file_ids,
    isFirst: true,
    tells: tells(record.requester_id, record.owner_id),
  })
  for (const link of input.links ?? []) await addLink(context, record, link.type, link.to_id, 'tickets.link')
  return {
    result: { ...head(record), warnings: message.warnings },
    created: record,
    facts: {
      message: message.id,
      fields: ticket.fields,
      ...asked,
      ...(input.links?.length ? { links: input.links } : {}),
    },
  }
}

/** By the answers, or by what who works on tickets judges without asking; nothing said is in the middle. */
async function weightGiven(tx: Tx, input: Input, now: string) {
  const about: About = {
    category_id: input.category_id ?? null,
    place_id: input.place_id ?? null,
    workstation_id: input.workstation_id ?? null,
    application: input.application ?? null,
  }
  const answered = input.answers && (await weighAnswers(tx, about, input.answers, now))
  if (answered) return { answered, weight: answered }
  const { rules } = await currentRules(tx)
  return { answered, weight: weightOf(rules, input.impact ?? 3, input.urgency ?? 3) }
}

function tells(requesterId: string | null, ownerId: string | null): Record<string, Reason> {
  return { ...(requesterId ? { [requesterId]: 'filed' } : {}), ...(ownerId ? { [ownerId]: 'assigned' } : {}) }
}

async function requireRights(tx: Tx, actor: Actor, input: Input, now: string): Promise<void> {
  const handles = may(actor, 'tickets.work')
  const isForOther = input.requester_id !== undefined && input.requester_id !== actor.personId
  const isJudged = input.impact !== undefined || input.urgency !== undefined
  if (isJudged && !handles) throw forbidden('Answer the questions: impact and urgency follow from them.')
  if (isJudged && input.answers)
    throw invalid('#/answers', 'Give either the answers, or impact and urgency, and not both.')
  if (isForOther && !handles) throw forbidden('You can file a request only for yourself.')
  if ((input.team_id !== undefined || input.owner_id !== undefined) && !may(actor, 'tickets.assign'))
    throw forbidden('You may not choose who works on it.')
  if (input.tags?.length && !may(actor, 'tickets.tag')) throw forbidden('You may not put tags on a request.')
  if (input.links?.length && !may(actor, 'tickets.link'))
    throw forbidden('You may not link a request to something else.')
  if ((input.kind === 'problem' || input.channel === 'import') && !handles)
    throw invalid(
      input.kind === 'problem' ? '#/kind' : '#/channel',
      'This is not one of the possible values.',
    )
  if (isForOther) await requirePerson(tx, input.requester_id as string, '#/requester_id')
  await requireAssignable(tx, input, now)
}
