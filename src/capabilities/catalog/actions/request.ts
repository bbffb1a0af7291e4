import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { createWithin, type Head, head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { indexWords } from '../../../core/search/entry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { beginApprovals } from '../../approvals/index.ts'
import { beginFulfilment, fileTicketPreset } from '../../tickets/index.ts'
import { asText, namesById, namesOf, questionsOf, refuseFlaws, refuseGone } from '../answers.ts'
import { AnswersBody } from '../contract.ts'
import { type Answers, evaluate, type Given, say } from '../form.ts'
import { type Asked, askedItem, asksForOthers, fieldsOf } from '../store.ts'
import { titleOf } from '../title.ts'
import { Params } from './items.ts'

const Input = Body({
  version: Type.Integer({ minimum: 1, description: 'The version of the form that was answered.' }),
  answers: AnswersBody,
  note: Type.Optional(Text(10_000, { description: 'What else there is to say.' })),
  requester_id: Type.Optional(Id),
  channel: Type.Optional(OneOf(['portal', 'phone', 'walk_up', 'mail'])),
  language: Type.Optional(OneOf(['en', 'es'], { description: 'In which the title is written.' })),
})

/** Asks for an item: a ticket with the answers, in the item's hands. */
export const request = plainAction({
  name: 'catalog.request',
  summary: 'Ask for an item of the catalog, for oneself; for others by who works on tickets.',
  path: '/api/catalog/items/:id/requests',
  params: Params,
  input: Input,
  output: Type.Object(HeadProperties),
  permits: (actor) => may(actor, 'tickets.create'),
  asks: async (tx, id) => questionsOf(await fieldsOf(tx, id)),
  run: async ({ app, tx, actor, input, now, params }) => {
    const item = await askedItem(tx, actor, params.id as string, now)
    if (item.version !== input.version)
      throw conflict('The form was changed in the meantime. Look at your answers again, then send them.')
    const requester = await requesterOf(tx, actor, input.requester_id)
    const { answers, flaws } = evaluate(item.content.fields, input.answers as Given, item.today)
    refuseFlaws(flaws)
    const names = await namesOf(tx, item.content.fields, answers)
    refuseGone(item.content.fields, answers, names)
    const language = input.language ?? 'en'
    const filed = (await createWithin(
      { app, tx, actor, now },
      fileTicketPreset,
      await ticketOf(tx, item, {
        answers,
        requester,
        title: titleOf(item.content, answers, namesById(names), requester.name, language),
        body: input.note?.trim() || say(item.content.name, language),
        channel: input.channel ?? (requester.id === actor.personId ? 'portal' : 'phone'),
      }),
    )) as Head
    keepAnswers({ tx, now }, filed, item, answers, asText(item.content.fields, answers, names))
    const { approvals, fulfilment } = item.content
    const writing = { app, tx, actor, now }
    if (approvals) await beginApprovals(writing, filed, approvals, { ownerId: item.owner_id })
    if (fulfilment) await beginFulfilment(writing, filed, fulfilment)
    return {
      result: await presentHead(tx, actor, filed.id),
      about: { id: filed.id, isInternal: false },
    }
  },
})

/** As it is now that approvals and work have begun, as far as who asked may know. */
async function presentHead(tx: Tx, actor: Actor, id: string): Promise<Head> {
  const record = await tx.one(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${id}`,
  )
  return head(record, seesInside(actor, record))
}

type Person = { id: string; name: string }

async function requesterOf(tx: Tx, actor: Actor, wanted: string | undefined): Promise<Person> {
  if (wanted === undefined || wanted === actor.personId) return { id: actor.personId, name: actor.name }
  if (!asksForOthers(actor)) throw forbidden('You can ask only for yourself.')
  const person = await tx.maybe(
    raw<Person>(
      "select id, name from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service'",
      [tx.orgId, wanted],
    ),
  )
  if (!person) throw invalid('#/requester_id', 'This person does not exist, or has left.')
  return person
}

type Wanted = { answers: Answers; requester: Person; title: string; body: string; channel: string }

/** What the ticket is filed with: what the item sets, and the answers that have a place of their own on a ticket. */
async function ticketOf(tx: Tx, { content }: Asked, wanted: Wanted): Promise<Record<string, unknown>> {
  const first = (type: string) => {
    const field = content.fields.find((each) => each.type === type && wanted.answers[each.key] !== undefined)
    return field && wanted.answers[field.key]
  }
  const files = content.fields
    .filter(({ type }) => type === 'files')
    .flatMap(({ key }) => (wanted.answers[key] as string[] | undefined) ?? [])
  const { category_id, impact, urgency } = content.preset
  const given = {
    kind: 'service_request',
    title: wanted.title,
    body: wanted.body,
    requester_id: wanted.requester.id,
    channel: wanted.channel,
    category_id,
    team_id: await teamInUse(tx, content.preset.team_id),
    impact,
    urgency,
    place_id: first('place'),
    workstation_id: first('workstation'),
    application: first('application'),
    file_ids: files.length > 0 ? files : undefined,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** A team that was dissolved since the item was published must not keep anybody from asking. */
async function teamInUse(tx: Tx, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  const team = await tx.maybe(
    raw<{ id: string }>('select id from core.team where org_id = $1 and id = $2 and archived_at is null', [
      tx.orgId,
      id,
    ]),
  )
  return team?.id
}

function keepAnswers(
  { tx, now }: Pick<Context<unknown>, 'tx' | 'now'>,
  ticket: Head,
  item: Asked,
  answers: Answers,
  text: string,
): void {
  const entryId = newId()
  tx.send(
    raw(
      'insert into catalog.request (org_id, ticket_id, item_id, version_id, answers, entry_id) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, ticket.id, item.id, item.version_id, JSON.stringify(answers), entryId],
    ),
  )
  tx.send(
    indexWords({
      orgId: tx.orgId,
      entryId,
      recordId: ticket.id,
      kind: 'ticket',
      isInternal: false,
      at: now,
      body: text,
    }),
  )
}
