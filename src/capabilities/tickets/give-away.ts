/** What the department alone reads in an article goes into no reply unless its writer says so. */
import type { Actor } from '../../core/actor.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { invalid } from '../../platform/http/problem.ts'
import { givenAway, type InnerArticle } from '../knowledge/index.ts'
import { sideOf } from './say.ts'

/** Refuses words that hold a line of one of the articles, or lead to it, with the article's title. */
export function requireKept(
  actor: Actor,
  record: RecordRow,
  text: string,
  articles: readonly InnerArticle[],
): void {
  if (sideOf(actor, record) !== 'inside') return
  const [first] = givenAway(text, articles)
  if (first)
    throw invalid(
      '#/may_give_away',
      `This reply leads to “${first.title}” or holds words of it, and the department alone reads that article.`,
    )
}
