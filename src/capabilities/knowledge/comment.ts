/** Comments of an article, as they are stored. Their words are in no event, so that they can be taken out. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

export type NewComment = {
  articleId: string
  authorId: string
  purpose: 'comment' | 'sent_back'
  /** For the department alone. */
  isInternal: boolean
  body: string
  /** ISO time. */
  now: string
}

/** Sends the comment and answers its id. */
export function insertComment(
  tx: Tx,
  { articleId, authorId, purpose, isInternal, body, now }: NewComment,
): string {
  const id = newId()
  tx.send(
    raw(
      'insert into knowledge.comment (org_id, id, article_id, author_id, purpose, is_internal, body, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
      [tx.orgId, id, articleId, authorId, purpose, isInternal, body.trim(), now],
    ),
  )
  return id
}
