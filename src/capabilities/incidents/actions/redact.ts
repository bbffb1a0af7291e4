/** The way out for words that should not have been written, wherever an incident keeps them. */
import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import {
  type Context,
  forgetBehind,
  forgetCopies,
  redactMessage,
  short_mark,
  storedAs,
} from '../../../core/messages/redact.ts'
import { redactEverywhere } from '../../../core/messages/redact-everywhere.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { incidentLife } from '../lifecycle.ts'
import { takesPart } from '../policy.ts'
import { titleEntry } from './affected.ts'

const incidentFields = ['why', 'ended_why', 'what_happened', 'impact', 'went_well'] as const
const actionFields = ['title', 'declined_why'] as const

const Input = Body({
  message_id: Type.Optional(Id),
  field: Type.Optional(OneOf(incidentFields)),
  action_id: Type.Optional(Id),
  action_field: Type.Optional(OneOf(actionFields)),
  round_id: Type.Optional(Id),
  text: Type.Optional(
    Text(20_000, { minLength: 1, description: 'What is taken out; all where it is left out.' }),
  ),
  is_everywhere: Type.Optional(
    Type.Boolean({
      description: 'With a text alone: out of the title and of all that is kept of the incident.',
    }),
  ),
})

/** Takes words out for good; what reporters got is redacted in their tickets. */
export const redact = recordAction({
  name: 'incidents.redact',
  summary:
    'Take words, or all of them, out of a note or an update, a reason, the review, one of its actions, or a round that is under way, leaving a mark.',
  life: incidentLife,
  input: Input,
  permits: (actor, record) => takesPart(actor, record) && may(actor, 'tickets.redact'),
  run: async ({ app, tx, actor, input, record, now }) => {
    await app.registry.guard?.requireUnheld(tx, record.id)
    const context = { app, tx, actor, now }
    const outcome = await (input.is_everywhere ? redactAll : redactOne)(context, record, input)
    // What is left of former words is told in hashes to the timeline alone.
    const { kept: _kept, ...what } = { kept: undefined, ...outcome.facts }
    tx.send(audit(actor, now, 'incidents.redact', what, record.id))
    return outcome
  },
})

async function redactOne(context: Context, record: RecordRow, input: Static<typeof Input>) {
  const { message_id, is_everywhere: _all, ...others } = input
  const named = [message_id, others.field, others.action_id, others.round_id].filter(
    (each) => each !== undefined,
  )
  if (named.length !== 1 || (others.action_id === undefined) !== (others.action_field === undefined))
    throw invalid('#/message_id', 'Name one: a message, a field, an action with its field, or a round.')
  if (message_id !== undefined) return redactUpdate(context, record, message_id, input.text)
  const place = placeOf(record, others)
  await cutFrom(context, record, place, input.text)
  return { result: {}, facts: place.facts, isInternal: true }
}

/** The columns that hold words about an incident, by its id. */
const beside = [
  ['incident', 'id', incidentFields],
  ['review_action', 'incident_id', actionFields],
  ['round', 'incident_id', ['body']],
  ['update', 'incident_id', ['reporter_body']],
] as const

async function redactAll(context: Context, record: RecordRow, input: Static<typeof Input>) {
  const { tx } = context
  const { text = '', is_everywhere: _all, ...others } = input
  if (text.trim() === '' || Object.keys(others).length > 0)
    throw invalid('#/text', 'Give the text alone that is to be taken out everywhere.')
  const places = {
    inside: await forgetBehind(context, record, text, text),
    outside: await cutAffected(context, record, text),
  }
  for (const [table, key, columns] of beside) {
    const cut = columns.map((column) => `${column} = replace(${column}, $3, $4)`).join(', ')
    const isThere = columns.map((column) => `position($3 in ${column}) > 0`).join(' or ')
    const rows = await tx.all(
      raw(
        `update incidents.${table} set ${cut} where org_id = $1 and ${key} = $2 and (${isThere}) returning 1`,
        [tx.orgId, record.id, text, short_mark],
      ),
    )
    places[table === 'update' ? 'outside' : 'inside'] += rows.length
  }
  const { changes, facts, ...core } = await redactEverywhere(context, record, text)
  const outside = core.outside + places.outside
  if (changes.title !== undefined) tx.send(titleEntry(record, changes.title, context.now))
  if (outside + core.inside + places.inside === 0)
    throw invalid(
      '#/text',
      'This text stands nowhere in the incident. Look at its present words and try again.',
    )
  return {
    result: {},
    changes,
    facts: { what: 'everywhere', ...facts },
    // Reporters read the title, what is affected, the bridge and the updates.
    isInternal: outside === 0,
    forgetsWords: true,
  }
}

/** Out of what is affected; an address in which the words stand goes as a whole, since what is left of it leads nowhere. */
async function cutAffected({ tx }: Context, record: RecordRow, text: string): Promise<number> {
  const rows = await tx.all(
    raw(
      `update incidents.incident set applications = array(select distinct left(replace(a, $3, $4), 200) from unnest(applications) a),
         bridge_url = case when position($3 in bridge_url) > 0 then null else bridge_url end
       where org_id = $1 and id = $2 and (position($3 in bridge_url) > 0 or exists (select from unnest(applications) a where position($3 in a) > 0)) returning 1`,
      [tx.orgId, record.id, text, short_mark],
    ),
  )
  return rows.length
}

/** A note, or an update with what the reporters of it read. */
async function redactUpdate(context: Context, record: RecordRow, id: string, text: string | undefined) {
  const { tx } = context
  const passage = text === undefined ? ('all' as const) : { text: await storedAs(context, id, text) }
  const { isInternal, removed } = await redactMessage(context, record, id, passage)
  await forgetBehind(context, record, removed)
  for (const [table, column] of [
    ['incidents.update', 'reporter_body'],
    ['incidents.round', 'body'],
  ] as const) {
    const kept = await tx.maybe(
      raw<{ words: string | null }>(
        `select ${column} as words from ${table} where org_id = $1 and incident_id = $2 and id = $3 and ${column} <> '' for update`,
        [tx.orgId, record.id, id],
      ),
    )
    if (!kept?.words) continue
    const { left, gone } = await without(context, record, kept.words, text)
    tx.send(
      raw(`update ${table} set ${column} = $4 where org_id = $1 and incident_id = $2 and id = $3`, [
        tx.orgId,
        record.id,
        id,
        left,
      ]),
    )
    await forgetBehind(context, record, gone)
  }
  return { result: {}, facts: { message: id }, isInternal }
}

/** What is left of stored words without the text, and which of them go; without a text all. */
async function without(context: Context, record: RecordRow, words: string, text: string | undefined) {
  if (text === undefined) return { left: short_mark, gone: words }
  const stored = await storedAs(context, { recordId: record.id, body: words }, text)
  if (!words.includes(stored)) return { left: words, gone: '' }
  return { left: words.replaceAll(stored, () => short_mark), gone: stored }
}

type Place = { table: string; key: string; column: string; facts: Record<string, string> }

/** Where the words stand. The names come from the lists above and from nobody. */
function placeOf(record: RecordRow, input: Omit<Static<typeof Input>, 'message_id'>): Place {
  const { field, action_id, action_field, round_id } = input
  if (action_id !== undefined && action_field !== undefined)
    return {
      table: 'review_action',
      key: action_id,
      column: action_field,
      facts: { action_id, field: action_field },
    }
  if (round_id !== undefined)
    return { table: 'round', key: round_id, column: 'body', facts: { round: round_id } }
  return { table: 'incident', key: record.id, column: field ?? 'why', facts: { field: field ?? 'why' } }
}

/** The short mark is never longer than what it stands for, so that each column keeps within its bounds. */
async function cutFrom(
  context: Context,
  record: RecordRow,
  place: Place,
  text: string | undefined,
): Promise<void> {
  const { tx } = context
  const { table, column, key } = place
  const isItself = table === 'incident'
  const found = await tx.maybe(
    raw(
      `select ${column} as words from incidents.${table} where org_id = $1 and id = $2 and ${isItself ? 'id' : 'incident_id'} = $3 for update`,
      [tx.orgId, key, record.id],
    ) as Raw<{ words: string | null }>,
  )
  if (!found) throw notFound('What should be redacted')
  const words = found.words ?? ''
  if (words === '') throw invalid('#/field', 'No words stand here.')
  const { left, gone } = await without(context, record, words, text)
  if (gone === '')
    throw invalid('#/text', 'This text does not stand here. Look at the present words and try again.')
  tx.send(
    raw(`update incidents.${table} set ${column} = $3 where org_id = $1 and id = $2`, [tx.orgId, key, left]),
  )
  forgetCopies(context, record, text ?? words, null)
  await forgetBehind(context, record, gone)
}
