import { Type } from 'typebox'
import { type Changes, recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, OneOf, Text, Time } from '../../../platform/http/schema.ts'
import { articleOf, saveVersion, versionOf } from '../article.ts'
import { articleLife, audiences, body_length_max } from '../lifecycle.ts'

const Output = Type.Object({ latest_version: Type.Integer() })

/**
 * Saves a text as a new version and changes what stands beside it. Readers of a published article keep the
 * published version; only its audience, place in the shelves and review date change at once.
 */
export const edit = recordAction({
  name: 'knowledge.edit',
  summary: 'Edit an article; each save is a version of its own.',
  life: articleLife,
  input: Body({
    title: Type.Optional(Line(500)),
    body: Type.Optional(Text(body_length_max)),
    note: Type.Optional(Text(500, { description: 'What was changed and why.' })),
    audience: Type.Optional(OneOf(audiences)),
    application: Type.Optional(Nullable(Line(200))),
    topic: Type.Optional(Nullable(Line(200))),
    owner_id: Type.Optional(Id),
    review_at: Type.Optional(Nullable(Time)),
    tags: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
  }),
  output: Output,
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async (context) => {
    const { tx, actor, input, record } = context
    const article = await articleOf(tx, record)
    const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
    const audience = input.audience ?? article.audience
    const isPublished = record.state === 'published'
    if (isPublished && audience !== article.audience && !may(actor, 'knowledge.publish'))
      throw forbidden('Only who may publish may change who reads a published article.')
    const title = input.title ?? latest.title
    const body = input.body ?? latest.body
    const isNewText = title !== latest.title || body !== latest.body
    const version = isNewText
      ? saveVersion(context, article, { title, body, note: input.note ?? '' })
      : article.latest_version
    tx.send(
      raw(
        'update knowledge.article set audience = $3, application = $4, category = $5, review_at = $6 where org_id = $1 and id = $2',
        [
          record.org_id,
          record.id,
          audience,
          input.application === undefined ? article.application : input.application,
          input.topic === undefined ? article.topic : input.topic,
          input.review_at === undefined ? article.review_at : input.review_at,
        ],
      ),
    )
    const changes: Changes = {
      // The record's title is what readers see, so a published article keeps the published one.
      ...(article.published_version === null || !isPublished ? { title } : {}),
      ...(isPublished ? { audience } : {}),
      ...(input.owner_id === undefined ? {} : { owner_id: input.owner_id }),
      ...(input.tags === undefined ? {} : { tags: [...new Set(input.tags)] }),
    }
    return { result: { latest_version: version }, changes, facts: isNewText ? { version } : {} }
  },
})

/** Brings the text of an old version back, as a new version on top. */
export const restoreVersion = recordAction({
  name: 'knowledge.restore_version',
  summary: 'Bring an old version back as the newest one.',
  life: articleLife,
  input: Body({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
  output: Output,
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async (context) => {
    const { tx, input, record } = context
    const article = await articleOf(tx, record)
    const old = await versionOf(tx, record.org_id, record.id, input.version)
    const version = saveVersion(context, article, {
      title: old.title,
      body: old.body,
      note: `Version ${old.version} again.`,
    })
    return {
      result: { latest_version: version },
      changes: record.state === 'published' ? {} : { title: old.title },
      facts: { version, from: old.version },
    }
  },
})
