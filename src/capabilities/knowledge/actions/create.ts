import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { Body, Line, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { indexDraft, insertArticle, insertVersion } from '../article.ts'
import { articleLife, body_length_max } from '../lifecycle.ts'
import { Beside, besideOf, orNoCategory, requireKnown } from './beside.ts'

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
  }),
  output: Type.Object(HeadProperties),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, input, now }) => {
    await requireKnown(tx, input)
    const record = newRecord(articleLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: input.title,
      now,
      owner_id: input.owner_id ?? actor.personId,
      tags: [...new Set(input.tags ?? [])],
    })
    const article = { ...besideOf(input), id: record.id, body: input.body, draft_entry_id: newId() }
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
    return { result: head(record), created: record, facts: { version: 1 } }
  },
})
