/** Whether words for the outside hold what an article tells the department alone. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import { visible } from '../../core/records/visible.ts'
import type { Query, Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'

export type InnerArticle = { id: string; number: number; title: string; body: string }

/** The field of each action that carries words to the outside. */
export const MayGiveAway = Type.Optional(
  Type.Boolean({
    description:
      'The actor knows that it holds words of an article that the department alone reads, or leads to one.',
  }),
)

/** So many at most are looked at: those that the text names first. */
const articles_max = 200
const links_max = 50
const line_length_min = 24
// In an answer the steps may have other numbers, or none.
const listSign = /^[\s>#*+-]*(?:\d{1,3}[.)])?/
const address =
  /\/(?:answers|desk\/knowledge)\/(?:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(\d{1,15})(?![\da-f]))/gi

type ArticleAddress = { address: string; id: string | null; number: number | null }

/** The addresses of articles in a text, by id or by number, each once. */
export function articleAddresses(text: string): ArticleAddress[] {
  const found = [...text.matchAll(address)].slice(0, links_max).map(
    ([whole, id, number]): ArticleAddress => ({
      address: whole,
      id: id?.toLowerCase() ?? null,
      number: number === undefined ? null : Number(number),
    }),
  )
  return [...new Map(found.map((each) => [each.address, each])).values()]
}

/** The articles that a text leads to, by id or by number. */
function namedIn(text: string): { ids: string[]; numbers: number[] } {
  const found = articleAddresses(text)
  return {
    ids: found.flatMap(({ id }) => id ?? []),
    numbers: found.flatMap(({ number }) => number ?? []),
  }
}

/**
 * The query for the articles that staff do not read and that the text leads to or the record is linked with, since
 * what is taken out of an article links it. Of a major incident also those of the tickets that are part of it, from
 * which its words are written as well. Of nothing when the actor reads no such articles.
 */
export function innerArticles(actor: Actor, recordId: string, text: string): Query<InnerArticle> {
  const { ids, numbers } = namedIn(text)
  const isReader = may(actor, 'knowledge.read_internal') || may(actor, 'knowledge.write')
  return sql<InnerArticle>`
    select r.id, r.number, r.title, a.body from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
    where ${isReader} and r.kind = 'article' and r.audience not in ('staff', 'public') and ${visible(actor, 'article')}
      and (r.id = any(${ids}::uuid[]) or r.number = any(${numbers}::bigint[]) or r.id in (
        with told as (
          select ${recordId}::uuid as id
          union all select from_id from core.link where org_id = ${actor.orgId} and to_id = ${recordId} and type = 'part_of')
        select k.to_id from told join core.link k on k.org_id = ${actor.orgId} and k.from_id = told.id
        union all select k.from_id from told join core.link k on k.org_id = ${actor.orgId} and k.to_id = told.id))
    order by r.id = any(${ids}::uuid[]) or r.number = any(${numbers}::bigint[]) desc, r.id
    limit ${sql.lit(articles_max)}`
}

/** Those of the articles to which the text leads, or of whose text it holds a line. */
export function givenAway(text: string, articles: readonly InnerArticle[]): InnerArticle[] {
  if (articles.length === 0) return []
  const { ids, numbers } = namedIn(text)
  const plain = plainWords(text)
  return articles.filter(
    ({ id, number, body }) =>
      ids.includes(id) ||
      numbers.includes(number) ||
      body.split('\n').some((line) => {
        const words = plainWords(line.replace(listSign, ''))
        return words.length >= line_length_min && plain.includes(words)
      }),
  )
}

/**
 * What the department alone reads in an article goes into no words for the outside unless their writer says so: refuses
 * words that hold a line of such an article, or lead to it, with its title.
 */
export async function requireKept(
  { tx, actor }: { tx: Tx; actor: Actor },
  recordId: string,
  text: string,
  articles?: readonly InnerArticle[],
): Promise<void> {
  const [first] = givenAway(text, articles ?? (await tx.all(innerArticles(actor, recordId, text))))
  if (first)
    throw invalid(
      '#/may_give_away',
      `These words lead to “${first.title}” or hold some of it, and the department alone reads that article.`,
    )
}

/** Without signs of Markdown, blanks and case, in which a copy may differ. */
function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
