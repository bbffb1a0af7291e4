import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { insertComment } from '../comment.ts'
import { articleLife } from '../lifecycle.ts'
import { keepers } from '../people.ts'

/**
 * Says something of the article to its other readers. It leaves the article and its timeline alone, so that whoever
 * is editing meets no conflict.
 */
export const comment = recordAction({
  name: 'knowledge.comment',
  summary: 'Comment on the article; its readers see it, or the department alone.',
  life: articleLife,
  input: Body({
    body: Text(4000, { minLength: 1 }),
    is_internal: Type.Optional(Type.Boolean({ description: 'For the department alone.' })),
  }),
  output: Type.Object({ comment_id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, record, now }) => {
    if (record.state === 'archived') throw conflict('The article is in the archive and takes no comments.')
    if (input.body.trim() === '') throw invalid('#/body', 'Write what you want to say.')
    const isInner = may(actor, 'knowledge.read_internal')
    if (input.is_internal && !isInner)
      throw forbidden('Only the department may write for the department alone.')
    // What colleagues say before others read the article is not theirs to read later.
    const isInternal =
      (input.is_internal ?? false) || record.audience === 'parties' || record.audience === 'internal'
    const comment_id = insertComment(tx, {
      articleId: record.id,
      authorId: actor.personId,
      purpose: 'comment',
      isInternal,
      body: input.body,
      now,
    })
    const told = (await tx.all(keepers(tx.orgId, record, now))).filter(({ id }) => id !== actor.personId)
    notify(
      app,
      tx,
      { record, byId: actor.personId, now },
      new Map(told.map(({ id }) => [id, 'article_comment'])),
    )
    return { result: { comment_id }, isSilent: true, audit: { comment: comment_id } }
  },
})

/** Takes the words of a comment away for good; that there was one stays. */
export const removeComment = recordAction({
  name: 'knowledge.remove_comment',
  summary: 'Take a comment away: one’s own, or as a coach anybody’s.',
  life: articleLife,
  input: Body({ comment_id: Id }),
  permits: () => true,
  run: async ({ tx, actor, input, record, now }) => {
    const found = await tx.maybe(
      raw<{ author_id: string; is_internal: boolean }>(
        'select author_id, is_internal from knowledge.comment where org_id = $1 and article_id = $2 and id = $3 and removed_at is null',
        [record.org_id, record.id, input.comment_id],
      ),
    )
    if (!found || (found.is_internal && !may(actor, 'knowledge.read_internal')))
      throw invalid('#/comment_id', 'There is no such comment.')
    if (found.author_id !== actor.personId && !may(actor, 'knowledge.coach'))
      throw forbidden('You may take away your own comments. Ask a coach for those of others.')
    tx.send(
      raw(
        `update knowledge.comment set body = '', removed_at = $4, removed_by = $5 where org_id = $1 and article_id = $2 and id = $3`,
        [record.org_id, record.id, input.comment_id, now, actor.personId],
      ),
    )
    tx.send(audit(actor, now, 'knowledge.remove_comment', { comment: input.comment_id }, record.id))
    return { result: {}, isSilent: true }
  },
})
