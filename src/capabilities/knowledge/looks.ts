/** That somebody looked for patients' data and names in a text that began with the words of a ticket. */
import { Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import type { Article, Version } from './article.ts'

/** The field of the actions that show such a text to more people. */
export const LookedThrough = Type.Optional(
  Type.Boolean({
    description:
      'The actor looked for patients’ data and names. Asked for where the article was begun from a ticket.',
  }),
)

/**
 * Keeps who looked through which version, and when. No pattern finds every name, so that a text out of a ticket goes
 * to nobody before a person says that they looked. Of other articles nothing is asked and nothing kept.
 */
export function noteLook(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: string },
  article: Pick<Article, 'id' | 'is_from_ticket'>,
  { version }: Pick<Version, 'version'>,
  isLookedThrough: boolean | undefined,
): void {
  if (!article.is_from_ticket) return
  if (isLookedThrough !== true)
    throw invalid(
      '#/is_looked_through',
      'This article was begun from a ticket. Look for patients’ data and names in it, and confirm that you did.',
    )
  tx.send(
    raw(
      'insert into knowledge.look (org_id, article_id, version, person_id, at) values ($1,$2,$3,$4,$5) on conflict do nothing',
      [tx.orgId, article.id, version, actor.personId, now],
    ),
  )
}
