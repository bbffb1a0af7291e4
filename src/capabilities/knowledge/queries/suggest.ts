/** What may answer or be like what somebody is writing: articles, and tickets as far as the person may see them. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reachInside } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { alikeQuery, type Meant, meaningOf, ownAlikeQuery, type Scored } from '../../../core/search/alike.ts'
import { priorOf } from '../../../core/search/fields.ts'
import { Marked } from '../../../core/search/marks.ts'
import { bestPassage, stemsOf } from '../../../core/search/passage.ts'
import { textsOf } from '../../../core/search/texts.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id } from '../../../platform/http/schema.ts'
import { slugOf } from './rows.ts'

const Suggestion = Type.Object({
  id: Id,
  number: Type.Integer(),
  slug: Type.String(),
  title: Type.String(),
  audience: Type.String(),
  is_known_error: Type.Boolean(),
  sentence: Marked,
})

const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  sentence: Marked,
})

const articles_max = 5
const tickets_max = 5
// What says less than this of the text is not worth the reader's time.
const score_min = 0.08

export const suggest = reader({
  name: 'knowledge.suggest',
  summary:
    'The published articles that best match a longer text, tickets like it that were solved, and open ones of one’s own, each with the sentence that matched.',
  path: '/api/search/suggest',
  isPosted: true,
  query: Type.Object({ text: Type.String({ maxLength: 5000 }) }, { additionalProperties: false }),
  output: Type.Object({
    rows: Type.Array(Suggestion),
    solved: Type.Array(Ticket, {
      description:
        'Tickets that were solved, for those who work on tickets; by what is said outside of notes.',
    }),
    own: Type.Array(Ticket, { description: 'One’s own requests that are still open.' }),
  }),
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const meant = await meaningOf(tx, query.text)
    const isPublic = sql<boolean>`not f.is_internal`
    const published = sql<boolean>`(${isPublic} and f.entry_id = r.id and r.state <> 'archived' and exists (
      select from knowledge.article a where a.org_id = r.org_id and a.id = r.id and a.published_version is not null))`
    const solved = sql<boolean>`(${isPublic} and r.state in ('resolved', 'closed'))`
    const worksOnTickets = reachInside(actor, 'ticket') !== 'none'
    const answers = await tx.many(
      alikeQuery(actor, meant, ['article'], articles_max, { condition: published, prior: priorOf() }),
      worksOnTickets ? alikeQuery(actor, meant, ['ticket'], tickets_max, { condition: solved }) : undefined,
      ownAlikeQuery(actor, meant, tickets_max),
    )
    const [articles = [], tickets = [], own = []] = answers.map((rows) =>
      rows.filter(({ score }) => score >= score_min),
    )
    const passageOf = await passages(tx, meant, articles, [...tickets, ...own])
    const about = await aboutArticles(tx, articles)
    const ticketOf = ({ id, number, title, state, entry_id }: Scored): Static<typeof Ticket> => ({
      id,
      number,
      title,
      state,
      sentence: passageOf(entry_id),
    })
    return {
      rows: articles.map(({ id, number, title, entry_id }) => ({
        id,
        number,
        slug: slugOf({ number, title }),
        title,
        audience: about.get(id)?.audience ?? '',
        is_known_error: about.get(id)?.is_known_error ?? false,
        sentence: passageOf(entry_id),
      })),
      solved: tickets.map(ticketOf),
      own: own.map(ticketOf),
    }
  },
})

type About = { id: string; audience: string; is_known_error: boolean }

async function aboutArticles(tx: Tx, articles: readonly Scored[]): Promise<Map<string, About>> {
  if (articles.length === 0) return new Map()
  const rows = await tx.all(sql<About>`
    select a.id, a.audience, coalesce(to_jsonb(a)->>'article_kind' = 'known_error', false) as is_known_error
    from knowledge.article a where a.org_id = ${tx.orgId} and a.id = any(${articles.map(({ id }) => id)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

type Text = { entry_id: string; text: string }

/** The sentence that matched, by the entry it is in. */
async function passages(tx: Tx, meant: Meant, articles: readonly Scored[], tickets: readonly Scored[]) {
  const textsFor = (kind: string, hits: readonly Scored[]) => {
    const ids = [...new Set(hits.map(({ entry_id }) => entry_id))]
    return ids.length === 0 ? undefined : sql<Text>`select * from (${textsOf(kind, tx.orgId, ids)}) x`
  }
  const texts = await tx.many(textsFor('article', articles), textsFor('ticket', tickets))
  const stems = stemsOf(meant.resolved, meant.totals.entries)
  const found = new Map(texts.flat().map(({ entry_id, text }) => [entry_id, bestPassage(text, stems)]))
  return (entryId: string): Marked => found.get(entryId) ?? { text: '', marks: [] }
}
