import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { forgetWords } from '../../../core/search/entry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Nullable, Time } from '../../../platform/http/schema.ts'
import { articleOf, hideWords, indexPublished, versionOf } from '../article.ts'
import { articleLife } from '../lifecycle.ts'

/** Shows the latest version to the article's audience. */
export const publish = recordAction({
  name: 'knowledge.publish',
  summary: 'Publish the latest version for its audience.',
  life: articleLife,
  move: 'publish',
  input: Body({ review_at: Type.Optional(Nullable(Time)) }),
  output: Type.Object({ published_version: Type.Integer() }),
  permits: (actor) => may(actor, 'knowledge.publish'),
  run: async ({ tx, input, record, now }) => {
    const article = await articleOf(tx, record)
    const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
    if (latest.body.trim() === '') throw conflict('An article without text cannot be published.')
    tx.send(
      raw(
        'update knowledge.article set published_version = latest_version, published_at = $3, review_at = $4 where org_id = $1 and id = $2',
        [record.org_id, record.id, now, input.review_at === undefined ? article.review_at : input.review_at],
      ),
    )
    tx.send(indexPublished(record, latest, now))
    tx.send(forgetWords(record.org_id, article.draft_entry_id))
    return {
      result: { published_version: latest.version },
      changes: { title: latest.title, audience: article.audience },
      facts: { version: latest.version, audience: article.audience },
    }
  },
})

function hiding(options: {
  name: string
  summary: string
  move: 'unpublish' | 'archive'
  permission: string
}) {
  return recordAction({
    name: options.name,
    summary: options.summary,
    life: articleLife,
    move: options.move,
    input: Body({}),
    permits: (actor) => may(actor, options.permission),
    run: async ({ tx, record, now }) => {
      const article = await articleOf(tx, record)
      const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
      hideWords(tx, record, article, latest, now)
      tx.send(
        raw(
          'update knowledge.article set published_version = null, published_at = null where org_id = $1 and id = $2',
          [record.org_id, record.id],
        ),
      )
      return { result: {}, changes: { audience: 'parties', title: latest.title } }
    },
  })
}

/** Takes it back from its readers to work on it. */
export const unpublish = hiding({
  name: 'knowledge.unpublish',
  summary: 'Take the article back from its readers; it becomes a draft again.',
  move: 'unpublish',
  permission: 'knowledge.publish',
})

/** Puts it away: nobody but writers sees it any more. */
export const archive = hiding({
  name: 'knowledge.archive',
  summary: 'Put the article away; only writers see it.',
  move: 'archive',
  permission: 'knowledge.archive',
})

/** Takes it out of the archive, as a draft. */
export const revive = recordAction({
  name: 'knowledge.revive',
  summary: 'Take the article out of the archive, as a draft.',
  life: articleLife,
  move: 'revive',
  input: Body({}),
  permits: (actor) => may(actor, 'knowledge.archive'),
  run: async () => ({ result: {} }),
})
