import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { Body, Id, Line, Nullable, OneOf, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { indexDraft, insertArticle, insertVersion } from '../article.ts'
import { articleLife, audiences, body_length_max } from '../lifecycle.ts'

/** Writes a new article as a draft, which only writers see. */
export const create = plainAction({
  name: 'knowledge.create',
  summary: 'Write an article; it is a draft until it is published.',
  path: '/api/articles',
  input: Body({
    title: Line(500),
    body: Text(body_length_max, { description: 'Markdown.' }),
    audience: Type.Optional(OneOf(audiences)),
    application: Type.Optional(Nullable(Line(200))),
    topic: Type.Optional(Nullable(Line(200))),
    owner_id: Type.Optional(Id),
    review_at: Type.Optional(Nullable(Time)),
    tags: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
    note: Type.Optional(Text(500)),
  }),
  output: Type.Object(HeadProperties),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, input, now }) => {
    const record = newRecord(articleLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: input.title,
      now,
      owner_id: input.owner_id ?? actor.personId,
      tags: [...new Set(input.tags ?? [])],
    })
    const article = {
      id: record.id,
      audience: input.audience ?? 'internal',
      application: input.application ?? null,
      topic: input.topic ?? null,
      body: input.body,
      review_at: input.review_at ?? null,
      draft_entry_id: newId(),
    }
    tx.send(insertRecord(record))
    tx.send(insertArticle(actor.orgId, article))
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
    return { result: head(record), created: record, facts: { version: 1 } }
  },
})
