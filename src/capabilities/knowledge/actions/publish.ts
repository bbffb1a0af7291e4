import { Type } from 'typebox'
import { type Context, recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { notify } from '../../../core/notifications/notify.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Nullable, OneOf, Text, Time } from '../../../platform/http/schema.ts'
import {
  type Article,
  articleOf,
  hideWords,
  mayValidate,
  requireReadable,
  showLatest,
  type Version,
  versionOf,
  whyNotValidate,
} from '../article.ts'
import { insertComment } from '../comment.ts'
import { articleLife, audiences } from '../lifecycle.ts'
import { LookedThrough, noteLook } from '../looks.ts'

type Release = Context<{ review_at?: string | null; is_looked_through?: boolean }> & {
  readonly record: RecordRow
}

/** What validating and publishing have in common: the latest version is the one that readers see. */
async function release(
  { tx, actor, record, now, input }: Release,
  audience: 'internal' | 'staff' | 'public',
): Promise<Version> {
  const article = await articleOf(tx, record)
  const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
  requireReadable(latest)
  // Four eyes: what somebody wrote before it does not mean that anybody has seen the latest version.
  if (whyNotValidate(actor, record, latest) === 'own_words')
    throw forbidden('You wrote this version yourself. Ask a colleague to look at it and validate it.')
  noteLook({ tx, actor, now }, article, latest, input.is_looked_through)
  showLatest(tx, record, article, latest, now)
  tx.send(
    raw(
      `update knowledge.article set audience = $3, validated_version = latest_version, published_at = $4, reminded = 0, reviewed_at = $4,
         review_at = case when $5::boolean then $6 else coalesce(review_at, $4::timestamptz + make_interval(days => review_interval_days)) end
       where org_id = $1 and id = $2`,
      [record.org_id, record.id, audience, now, input.review_at !== undefined, input.review_at ?? null],
    ),
  )
  return latest
}

/** Says that the latest version is right. Whom it was published for sees it; else the department does. */
export const validate = recordAction({
  name: 'knowledge.validate',
  summary: 'Say that the latest version is right; nobody does so for a version of their own.',
  life: articleLife,
  move: 'validate',
  input: Body({ review_at: Type.Optional(Nullable(Time)), is_looked_through: LookedThrough }),
  output: Type.Object({ validated_version: Type.Integer() }),
  permits: mayValidate,
  run: async (context) => {
    const { tx, record } = context
    const article = await articleOf(tx, record)
    if (record.state === 'validated' && article.validated_version === article.latest_version)
      throw conflict('The latest version is validated already.')
    const latest = await release(context, article.audience)
    // To show it to more than the department is to publish it.
    const audience = record.audience === 'parties' ? 'internal' : record.audience
    return {
      result: { validated_version: latest.version },
      changes: { title: latest.title, audience },
      facts: { version: latest.version },
    }
  },
})

/** Shows the latest version to the article's audience. */
export const publish = recordAction({
  name: 'knowledge.publish',
  summary: 'Validate the latest version and show it to its audience.',
  life: articleLife,
  move: 'publish',
  input: Body({
    audience: Type.Optional(OneOf(audiences)),
    review_at: Type.Optional(Nullable(Time)),
    is_looked_through: LookedThrough,
  }),
  output: Type.Object({ published_version: Type.Integer() }),
  permits: (actor) => may(actor, 'knowledge.publish'),
  run: async (context) => {
    const audience = context.input.audience ?? (await articleOf(context.tx, context.record)).audience
    const latest = await release(context, audience)
    return {
      result: { published_version: latest.version },
      changes: { title: latest.title, audience },
      facts: { version: latest.version, audience },
    }
  },
})

/** Hands the text in: colleagues read it, with the mark that nobody has validated it yet. */
export const submit = recordAction({
  name: 'knowledge.submit',
  summary: 'Hand the text in to be validated; the department reads it meanwhile.',
  life: articleLife,
  move: 'submit',
  input: Body({ is_looked_through: LookedThrough }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, record, input, now }) => {
    const article = await articleOf(tx, record)
    const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
    requireReadable(latest)
    noteLook({ tx, actor, now }, article, latest, input.is_looked_through)
    showLatest(tx, record, article, latest, now)
    return {
      result: {},
      changes: { title: latest.title, audience: 'internal' },
      facts: { version: latest.version },
    }
  },
})

/** Gives the text back to those who wrote it, with the reason, which they are told of. */
export const sendBack = recordAction({
  name: 'knowledge.send_back',
  summary: 'Give the text back to its author with a reason.',
  life: articleLife,
  move: 'send_back',
  input: Body({ reason: Text(2000, { minLength: 1, description: 'What is missing or wrong.' }) }),
  permits: (actor) => may(actor, 'knowledge.validate'),
  run: async ({ app, tx, actor, record, input, now }) => {
    if (input.reason.trim() === '') throw invalid('#/reason', 'Say what is missing or wrong.')
    const article = await articleOf(tx, record)
    const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
    hideFromReaders(tx, record, article, latest, now)
    const comment = insertComment(tx, {
      articleId: record.id,
      authorId: actor.personId,
      purpose: 'sent_back',
      isInternal: true,
      body: input.reason,
      now,
    })
    const told = [latest.author_id, record.owner_id].filter((id) => id !== null && id !== actor.personId)
    notify(
      app,
      tx,
      { record, byId: actor.personId, now },
      new Map(told.map((id) => [id as string, 'article_sent_back'])),
    )
    return { result: {}, changes: { audience: 'parties' }, facts: { comment } }
  },
})

function hideFromReaders(tx: Tx, record: RecordRow, article: Article, latest: Version, now: string): void {
  hideWords(tx, record, article, latest, now)
  tx.send(
    raw(
      'update knowledge.article set published_version = null, published_at = null where org_id = $1 and id = $2',
      [record.org_id, record.id],
    ),
  )
}

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
      hideFromReaders(tx, record, article, latest, now)
      return { result: {}, changes: { audience: 'parties', title: latest.title } }
    },
  })
}

/** Takes it back from its readers to work on it. */
export const unpublish = hiding({
  name: 'knowledge.unpublish',
  summary: 'Take the article back from its readers; it is work in progress again.',
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

/** Takes it out of the archive, as work in progress. */
export const revive = recordAction({
  name: 'knowledge.revive',
  summary: 'Take the article out of the archive, as work in progress.',
  life: articleLife,
  move: 'revive',
  input: Body({}),
  permits: (actor) => may(actor, 'knowledge.archive'),
  run: async () => ({ result: {} }),
})
