/** The beginning of an article, made from a ticket's thread, with what may point at people taken out. */
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { causeOf } from '../causes.ts'
import { articleKinds } from '../lifecycle.ts'
import { type Removal, removals, strip } from '../strip.ts'
import { fillTemplate } from '../templates.ts'
import { templatesOf } from './templates.ts'
import { workedTicket } from './worked-ticket.ts'

const messages_max = 100
const names_max = 500
const name_part_min = 3
/** Every name of the directory is looked for in the words, so that they must not be without end. */
const words_max = 50_000

type Message = { author_id: string | null; body: string }

export const fromTicket = reader({
  name: 'knowledge.from_ticket',
  summary:
    'The beginning of an article from a ticket: its words in the template’s places, without what points at people.',
  path: '/api/articles/from-ticket/:id',
  params: Body({ id: Id }),
  query: Type.Object({ kind: Type.Optional(OneOf(articleKinds)) }, { additionalProperties: false }),
  output: Type.Object({
    title: Type.String(),
    body: Type.String(),
    kind: OneOf(articleKinds),
    tags: Type.Array(Type.String()),
    removed: Type.Object(
      Object.fromEntries(removals.map((each) => [each, Type.Integer()])) as Record<
        Removal,
        ReturnType<typeof Type.Integer>
      >,
    ),
  }),
  permits: () => true,
  run: async ({ tx, actor, params, query }) => {
    const ticket = await workedTicket(tx, actor, params.id ?? '')
    if (!may(actor, 'knowledge.write')) throw forbidden('You may not write articles.')
    const words = await wordsOf(tx, ticket)
    const noted = causeOf('ticket')?.(tx.orgId, ticket.id)
    const cause = cut(noted ? ((await tx.maybe(noted))?.cause ?? '') : '', words_max)
    const symptom = cut(words.symptom, words_max - cause.length)
    const steps = cut(words.steps, words_max - cause.length - symptom.length)
    const names = await namesIn(tx, ticket, [ticket.title, symptom, cause, steps].join('\n'))
    const kind = query.kind ?? 'problem'
    const template = (await templatesOf(tx)).find((each) => each.kind === kind)?.body ?? ''
    const title = strip(ticket.title, names)
    const parts = [symptom, cause, steps].map((text) => strip(text, names))
    const body = fillTemplate(template, {
      symptom: parts[0]?.text ?? '',
      cause: parts[1]?.text ?? '',
      steps: parts[2]?.text ?? '',
    })
    const removed = Object.fromEntries(
      removals.map((each) => [each, [title, ...parts].reduce((sum, part) => sum + part.removed[each], 0)]),
    ) as Record<Removal, number>
    return { title: title.text, body, kind, tags: ticket.tags, removed }
  },
})

/** The first words are the symptom; what others than the requester answered in public are the steps. Notes stay inside. */
async function wordsOf(tx: Tx, ticket: RecordRow): Promise<{ symptom: string; steps: string }> {
  const messages = await tx.all(
    raw<Message>(
      `select author_id, left(body, ${words_max + 1}) as body from core.message where org_id = $1 and record_id = $2 and not is_internal and redacted_at is null
       order by created_at, id limit ${messages_max}`,
      [tx.orgId, ticket.id],
    ),
  )
  const [first, ...rest] = messages
  const answers = rest.filter(
    (message) => message.author_id !== ticket.requester_id && message.author_id !== first?.author_id,
  )
  return { symptom: first?.body ?? '', steps: answers.map((message) => message.body.trim()).join('\n\n') }
}

/** The text up to its last whole line or word before the limit, since of half a name nobody knows that it is one. */
function cut(text: string, length_max: number): string {
  if (text.length <= length_max) return text
  const kept = text.slice(0, length_max)
  const line = kept.lastIndexOf('\n')
  const end = line > 0 ? line : kept.lastIndexOf(' ')
  return end > 0 ? kept.slice(0, end) : kept
}

/** Whole names from the directory that stand in the text, and each part of the names of those who take part in the ticket. */
async function namesIn(tx: Tx, ticket: RecordRow, text: string): Promise<string[]> {
  const [parties, others] = await tx.many(
    raw<{ name: string }>(
      `select p.name from core.person p where p.org_id = $1 and p.id in (
         select author_id from core.message where org_id = $1 and record_id = $2
         union select person_id from core.watcher where org_id = $1 and record_id = $2
         union select unnest(array[$3::uuid, $4::uuid])) limit ${names_max}`,
      [tx.orgId, ticket.id, ticket.requester_id, ticket.owner_id],
    ),
    raw<{ name: string }>(
      `select name from core.person where org_id = $1 and length(name) >= ${name_part_min} and position(lower(name) in lower($2)) > 0 limit ${names_max}`,
      [tx.orgId, text],
    ),
  )
  const parts = parties.flatMap(({ name }) => [
    name,
    ...name.split(/[\s,.]+/).filter((part) => part.length >= name_part_min),
  ])
  return [...parts, ...others.map(({ name }) => name)]
}
