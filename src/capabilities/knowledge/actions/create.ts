import { Type } from 'typebox'
import { type Context, plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { addLink } from '../../../core/links/link.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber, type RecordRow } from '../../../core/records/record.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { indexDraft, insertArticle, insertVersion } from '../article.ts'
import { solvedBy } from '../follower.ts'
import { articleLife, body_length_max } from '../lifecycle.ts'
import { keepFiles } from '../pictures.ts'
import { Beside, besideOf, orNoCategory, requireKnown, requireOwner } from './beside.ts'

/** Writes a new article as work in progress, which only writers see. */
export const create = plainAction({
  name: 'knowledge.create',
  summary: 'Write an article; it is work in progress until it is handed in.',
  path: '/api/articles',
  input: Body({
    title: Line(500),
    body: Text(body_length_max, { description: 'Markdown.' }),
    ...Beside,
    note: Type.Optional(Text(500)),
    from_ticket: Type.Optional(
      Body(
        { id: Id, type: OneOf(['solved_by', 'relates_to']) },
        { description: 'The ticket that it was written from: it is linked to the article.' },
      ),
    ),
  }),
  output: Type.Object(HeadProperties),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async (context) => {
    const { tx, actor, input, now } = context
    await requireKnown(tx, input)
    await requireOwner(tx, input.owner_id, actor.personId, now)
    const record = newRecord(articleLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: input.title,
      now,
      owner_id: input.owner_id ?? actor.personId,
      tags: [...new Set(input.tags ?? [])],
    })
    const article = {
      ...besideOf(input),
      id: record.id,
      body: input.body,
      draft_entry_id: newId(),
      is_from_ticket: input.from_ticket !== undefined,
    }
    tx.send(insertRecord(record))
    await orNoCategory(tx, insertArticle(actor.orgId, article))
    tx.send(
      insertVersion(actor.orgId, record.id, {
        version: 1,
        title: input.title,
        body: input.body,
        author_id: actor.personId,
        note: input.note ?? '',
        created_at: now,
      }),
    )
    tx.send(indexDraft(record, article, { title: input.title, body: input.body }, now))
    await keepFiles(tx, actor, record, input.body, now)
    if (input.from_ticket) await linkTicket(context, record, input.from_ticket)
    return { result: head(record), created: record, facts: { version: 1 } }
  },
})

/** The ticket names the article that came of it, and is told so; who may not work on the ticket is refused. */
async function linkTicket(
  { app, tx, actor, now }: Context<unknown>,
  record: RecordRow,
  ticket: { id: string; type: 'solved_by' | 'relates_to' },
): Promise<void> {
  if (!may(actor, 'tickets.link')) throw forbidden('You may not link this to a ticket.')
  const type = ticket.type === 'solved_by' ? 'solves' : 'relates_to'
  await addLink({ app, tx, actor, now }, record, type, ticket.id, 'tickets.link')
  if (ticket.type === 'solved_by') tx.send(solvedBy(tx.orgId, ticket.id, record.id, actor.personId, now))
}
