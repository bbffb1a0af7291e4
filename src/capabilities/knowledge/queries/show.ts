import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { readingOf, restrictions } from '../../../core/records/restriction.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { type Registry, reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { type Article, articleOf, versionOf, whyNotValidate } from '../article.ts'
import { DeadLink, deadLinks } from '../dead-links.ts'
import { ArticleRow, articleColumns, articleTables, slugOf } from './rows.ts'

const Ticket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  category: Type.String(),
})

export const ArticlePage = Type.Object({
  ...ArticleRow.properties,
  body: Type.String({ description: 'Markdown.' }),
  shown_version: Type.Integer(),
  shown_at: Time,
  published_version: Nullable(Type.Integer()),
  validated_version: Nullable(Type.Integer()),
  latest_version: Nullable(Type.Integer({ description: 'Told to writers only.' })),
  helpful: Type.Object({
    yes: Type.Integer(),
    no: Type.Integer(),
    mine: Nullable(Type.Boolean()),
    my_comment: NullableText,
  }),
  views_30_days: Nullable(Type.Integer({ description: 'Told to writers only.' })),
  restriction: {
    ...Nullable(OneOf(restrictions)),
    description: 'From whom it is kept, for those inside; null for nobody.',
  },
  review_at: NullableTime,
  is_from_ticket: Type.Boolean({
    description: 'Handing it in and validating it ask whether somebody looked for patients’ data and names.',
  }),
  used: Type.Object(
    { solved: Type.Integer(), did_not_help: Type.Integer() },
    { description: 'On how many tickets, of those this person may see.' },
  ),
  dead_links: Type.Array(DeadLink, { description: 'Told to writers only.' }),
  tickets: Type.Array(Ticket, { description: 'The newest that it solved, of those this person may see.' }),
  why_not: Nullable(
    OneOf(['license', 'own_words'], {
      description: 'Why this person may not validate the latest text, when it waits for that.',
    }),
  ),
  may: Type.Array(Type.String({ description: 'The names of the actions that this person may take now.' })),
})
type ArticlePage = Static<typeof ArticlePage>

const Query = Type.Object(
  {
    draft: Type.Optional(
      Type.Boolean({ description: 'The latest text instead of the published one; for writers.' }),
    ),
  },
  { additionalProperties: false },
)

export const show = reader({
  name: 'knowledge.show',
  summary: 'An article with its text, the tickets that it solved and the actions open now.',
  path: '/api/articles/:id',
  tellsReading: true,
  params: Body({ id: Id }),
  query: Query,
  output: ArticlePage,
  permits: () => true,
  run: ({ app, tx, actor, params, query, now }) =>
    page(app.registry, tx, actor, sql<boolean>`r.id = ${params.id}`, query.draft ?? false, now),
})

export const showBySlug = reader({
  name: 'knowledge.show_by_slug',
  summary: 'The same, by the number at the start of its readable address.',
  path: '/api/articles/by-slug/:slug',
  params: Body({ slug: Type.String({ pattern: '^[0-9]{1,15}(-.*)?$', maxLength: 200 }) }),
  query: Query,
  output: ArticlePage,
  permits: () => true,
  run: ({ app, tx, actor, params, query, now }) =>
    page(
      app.registry,
      tx,
      actor,
      sql<boolean>`r.number = ${Number.parseInt(params.slug ?? '', 10)}`,
      query.draft ?? false,
      now,
    ),
})

async function page(
  registry: Registry,
  tx: Tx,
  actor: Actor,
  which: RawBuilder<boolean>,
  wantsDraft: boolean,
  now: string,
): Promise<ArticlePage> {
  const record = await visibleArticle(tx, actor, which).catch((refusal) =>
    mergedInto(tx, actor, which, refusal),
  )
  const isInside = seesInside(actor, record)
  if (wantsDraft && !isInside) throw notFound('This article')
  if (record.restriction !== null) await tx.many(readingOf(actor, record, 'page', now))
  const article = await articleOf(tx, record)
  const isDraftShown = isInside && (wantsDraft || article.published_version === null)
  const shown = isDraftShown ? article.latest_version : article.published_version
  if (shown === null) throw notFound('This article')
  const text = await versionOf(tx, record.org_id, record.id, shown)
  const [rows, helpful, views, tickets, used, dead] = await tx.many(
    sql<Omit<ArticleRow, 'slug'>>`select ${articleColumns(actor)} from ${articleTables}
      where r.org_id = ${actor.orgId} and r.id = ${record.id}`,
    helpfulOf(actor, record.id),
    raw<{ views: number }>(
      'select coalesce(sum(views), 0)::int as views from knowledge.view where org_id = $1 and article_id = $2 and day > $3::date - 30',
      [record.org_id, record.id, now],
    ),
    ticketsOf(actor, record.id),
    usesOf(actor, record.id),
    deadLinks(actor, isInside ? text.body : '', article.audience),
  )
  const latest =
    text.version === article.latest_version
      ? text
      : await versionOf(tx, record.org_id, record.id, article.latest_version)
  const whyNot = whyNotValidate(actor, record, latest)
  if (!isDraftShown) await countView(tx, record, now)
  // The gate gave the record, and its article is stored in the same write.
  const row = rows[0]!
  return {
    ...row,
    title: text.title,
    slug: slugOf({ number: row.number, title: text.title }),
    body: text.body,
    shown_version: text.version,
    shown_at: text.created_at,
    published_version: article.published_version,
    validated_version: article.validated_version,
    latest_version: isInside ? article.latest_version : null,
    helpful: helpful[0] ?? { yes: 0, no: 0, mine: null, my_comment: null },
    views_30_days: isInside ? (views[0]?.views ?? 0) : null,
    restriction: isInside ? record.restriction : null,
    is_from_ticket: article.is_from_ticket,
    used: used[0] ?? { solved: 0, did_not_help: 0 },
    dead_links: dead,
    tickets,
    why_not: whyNot,
    may: actionsOpen(registry, actor, record).filter((name) => isOpen(name, { record, article, whyNot })),
  }
}

/** The record of an article that the actor may see; everything else does not exist for him. */
export async function visibleArticle(tx: Tx, actor: Actor, which: RawBuilder<boolean>): Promise<RecordRow> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where ${which} and r.kind = 'article' and ${visible(actor, 'article')}`,
  )
  if (!record) throw notFound('This article')
  return record
}

/** The article that the wanted one was merged into; where there is none, the refusal stands. */
async function mergedInto(
  tx: Tx,
  actor: Actor,
  which: RawBuilder<boolean>,
  refusal: unknown,
): Promise<RecordRow> {
  const into = await tx.maybe(sql<RecordRow>`
    select ${recordColumns} from core.record r
    where r.kind = 'article' and ${visible(actor, 'article')} and r.id in (
      select m.into_id from knowledge.moved m where m.org_id = ${actor.orgId} and m.article_id in (
        select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = 'article' and r.state = 'archived' and ${which}))`)
  if (!into) throw refusal
  return into
}

/** One row a day and article: it counts, it does not say who read. A crash may lose the last second of it. */
async function countView(tx: Tx, record: Pick<RecordRow, 'org_id' | 'id'>, now: string): Promise<void> {
  await tx.many(
    raw("select set_config('synchronous_commit', 'off', true)"),
    raw(
      `insert into knowledge.view (org_id, article_id, day, views) values ($1, $2, $3::date, 1)
       on conflict (org_id, article_id, day) do update set views = knowledge.view.views + 1`,
      [record.org_id, record.id, now],
    ),
  )
}

function helpfulOf(actor: Actor, id: string) {
  return sql<ArticlePage['helpful']>`
    select (count(*) filter (where is_helpful))::int as yes, (count(*) filter (where not is_helpful))::int as no,
      bool_or(is_helpful) filter (where person_id = ${actor.personId}) as mine, max(comment) filter (where person_id = ${actor.personId}) as my_comment
    from knowledge.feedback where org_id = ${actor.orgId} and article_id = ${id}`
}

function ticketsOf(actor: Actor, id: string) {
  return sql<Static<typeof Ticket>>`
    select r.id, r.number, r.title, r.state, r.category
    from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id
    where k.org_id = ${actor.orgId} and k.to_id = ${id} and k.type = 'solved_by' and ${visible(actor)}
    order by k.created_at desc, r.number desc limit 50`
}

function usesOf(actor: Actor, id: string) {
  return sql<ArticlePage['used']>`
    select (count(*) filter (where u.verdict = 'solved'))::int as solved, (count(*) filter (where u.verdict = 'did_not_help'))::int as did_not_help
    from knowledge.use u join core.record r on r.org_id = u.org_id and r.id = u.ticket_id
    where u.org_id = ${actor.orgId} and u.article_id = ${id} and ${visible(actor, 'ticket')}`
}

function actionsOpen(registry: Registry, actor: Actor, record: RecordRow): string[] {
  const names: string[] = []
  for (const action of registry.recordActions.values()) {
    if (action.life.kind !== record.kind || !action.permits(actor, record)) continue
    if (action.move === undefined || openMoves(action.life, record.state).includes(action.move))
      names.push(action.name)
  }
  return names
}

const forReaders = new Set(['knowledge.rate', 'knowledge.flag', 'knowledge.did_not_help'])

/** What the action itself would refuse now is not offered. */
function isOpen(
  name: string,
  { record, article, whyNot }: { record: RecordRow; article: Article; whyNot: string | null },
): boolean {
  if (forReaders.has(name)) return record.audience !== 'parties'
  if (name === 'knowledge.review') return record.state === 'validated'
  if (name === 'knowledge.validate')
    return (
      whyNot === null &&
      (record.state !== 'validated' || article.validated_version !== article.latest_version)
    )
  return true
}
