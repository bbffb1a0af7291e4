import { type Static, Type } from 'typebox'
import { type Changes, type Context, recordAction } from '../../../core/action.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { indexWords } from '../../../core/search/entry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, OneOf } from '../../../platform/http/schema.ts'
import { requirePerson } from '../assignable.ts'
import { ticketKinds, ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { told } from '../priority/answered.ts'
import { weightOf } from '../priority/rules.ts'
import { Level } from '../priority/schema.ts'
import { currentRules, storeWeighing } from '../priority/store.ts'
import { follow, type Standing, standingOf } from '../priority/ticket-actions.ts'
import { changeTicket, type Fields, type TicketFields, ticketOf } from '../ticket.ts'

const Input = Body({
  title: Type.Optional(Line(500)),
  kind: Type.Optional(OneOf(ticketKinds)),
  impact: Type.Optional(Level),
  urgency: Type.Optional(Level),
  category_id: Type.Optional(Nullable(Id)),
  application: Type.Optional(Nullable(Line(200))),
  device: Type.Optional(Nullable(Line(200))),
  place_id: Type.Optional(Nullable(Id)),
  workstation_id: Type.Optional(Nullable(Id)),
  shared_login: Type.Optional(Nullable(Line(100))),
  requester_id: Type.Optional(Id),
})
type Input = Static<typeof Input>

/**
 * Corrects what the ticket says of itself. Impact and urgency are judged here only of a ticket that was asked
 * nothing, such as one of a monitor; priority and promise follow.
 */
export const edit = recordAction({
  name: 'tickets.edit',
  summary: 'Correct the ticket: its title, kind, impact, urgency, what and whom it is about.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.edit'),
  run: async (context) => {
    const { tx, input, record, now } = context
    if (Object.keys(input).length === 0) throw invalid('#', 'Nothing was given to change.')
    const { title, kind, requester_id, ...columns } = input
    if (requester_id !== undefined && requester_id !== record.requester_id)
      await requirePerson(tx, requester_id, '#/requester_id')
    if (columns.category_id) await requireCategory(tx, columns.category_id)
    const isJudged = input.impact !== undefined || input.urgency !== undefined
    const standing = isJudged ? await standingOf(tx, record.id) : undefined
    const before = standing?.fields ?? (await ticketOf(tx, record.id))
    const judged = standing && (await judge(context, standing))
    const wanted: Partial<TicketFields> = { ...columns, ...(kind === undefined ? {} : { ticket_kind: kind }) }
    const change = changeTicket(tx, record.id, before, wanted)
    const changes = { ...recordChanges(input, record), ...judged?.changes }
    if (change.fields === undefined && Object.keys(changes).length === 0)
      return { result: {}, isSilent: true }
    if (changes.title !== undefined) await findTitle(tx, record, changes.title, now)
    const names = await namesOf(tx, change.fields)
    return { result: {}, changes, facts: { ...change, ...judged?.facts, ...(names ? { names } : {}) } }
  },
})

/** The names that what changed had at this time, by id: the timeline tells them when they are long renamed. */
async function namesOf(tx: Tx, fields: Fields = {}): Promise<Record<string, string> | undefined> {
  const { category_id = [], place_id = [], workstation_id = [] } = fields
  if (category_id.length + place_id.length + workstation_id.length === 0) return undefined
  const rows = await tx.all(
    raw<{ id: string; name: string }>(
      `select id, name from tickets.category where org_id = $1 and id = any($2::uuid[])
       union all select id, name from core.place where org_id = $1 and id = any($3::uuid[])
       union all select id, name from core.workstation where org_id = $1 and id = any($4::uuid[])`,
      [tx.orgId, ...[category_id, place_id, workstation_id].map((ids) => ids.filter((id) => id !== null))],
    ),
  )
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

function recordChanges(input: Input, record: RecordRow): Changes {
  return {
    ...(input.title === undefined || input.title === record.title ? {} : { title: input.title }),
    ...(input.requester_id === undefined || input.requester_id === record.requester_id
      ? {}
      : { requester_id: input.requester_id }),
  }
}

/** The priority by a judgment without questions. Where they were answered, the answers are what is changed. */
async function judge(
  { tx, actor, input, now, record }: Context<Input> & { record: RecordRow },
  standing: Standing,
): Promise<{ changes: Changes; facts: Record<string, unknown> }> {
  const { fields, weighing: before } = standing
  if (before.answers !== null)
    throw conflict(
      'Impact and urgency follow from the answers. Change the answers, or override the priority.',
    )
  const impact = input.impact ?? (fields.impact as 1)
  const urgency = input.urgency ?? (fields.urgency as 1)
  if (impact === fields.impact && urgency === fields.urgency) return { changes: {}, facts: {} }
  const { priority } = weightOf((await currentRules(tx)).rules, impact, urgency)
  const { changes, weighing } = follow({ tx, actor, record, now }, standing, priority)
  if (weighing === before) return { changes, facts: {} }
  storeWeighing(tx, record.id, weighing)
  return { changes, facts: { weighing: told(weighing) } }
}

/** Throws a 422 problem unless the category is there and in use. */
export async function requireCategory(tx: Tx, id: string): Promise<void> {
  const found = await tx.maybe(
    raw<{ id: string }>(
      'select id from tickets.category where org_id = $1 and id = $2 and archived_at is null',
      [tx.orgId, id],
    ),
  )
  if (!found) throw invalid('#/category_id', 'This category does not exist, or is not used any more.')
}

/** Makes a new title findable, together with the first message. */
export async function findTitle(tx: Tx, record: RecordRow, title: string, now: string): Promise<void> {
  const first = await tx.maybe(
    raw<{ body: string }>(
      'select body from core.message where org_id = $1 and record_id = $2 and not is_internal order by created_at, id limit 1',
      [tx.orgId, record.id],
    ),
  )
  tx.send(
    indexWords({
      orgId: tx.orgId,
      entryId: record.id,
      recordId: record.id,
      kind: record.kind,
      isInternal: false,
      at: now,
      title,
      body: first?.body ?? '',
    }),
  )
}
