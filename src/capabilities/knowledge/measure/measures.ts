/** The measures of articles: a list to sort and filter, those of one article, and the setting behind them. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, PageQuery, Time } from '../../../platform/http/schema.ts'
import { audiences, states } from '../lifecycle.ts'
import { reopen_days_max, reopenDays } from './fold.ts'
import { wilson } from './wilson.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })
const Count = Type.Integer({ minimum: 0 })
export const staleReasons = ['review_overdue', 'not_viewed', 'success_falling'] as const

export const Measure = Type.Object({
  views_90_days: Count,
  last_viewed_on: Nullable(Type.String({ description: 'A day, or null when nobody ever read it.' })),
  deflections: Type.Integer({
    description:
      'Possible ones: read at the request form, and the reader filed no ticket in the seven days after.',
  }),
  form_reads: Count,
  links: Type.Integer({ description: 'Tickets that name it as what solved them.' }),
  success: Type.Union([
    Type.Object(
      { share: Share, low: Share, high: Share, n: Count },
      { description: 'With its 95 % interval after Wilson.' },
    ),
    Type.Null(),
  ]),
  did_not_help: Count,
  stale: Type.Array(OneOf(staleReasons)),
  computed_at: NullableTime,
})
const MeasureRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(states),
  audience: OneOf(audiences),
  owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
  review_at: NullableTime,
  created_at: Time,
  ...Measure.properties,
})
type Stored = Omit<Static<typeof MeasureRow>, 'success' | 'stale'> & {
  judged: number
  kept: number
  is_overdue: boolean
  is_unseen: boolean
  is_falling: boolean
  place: number
}

const not_viewed_days = 180

// The recent successes are those after the ones before; a change is told only where both sides have something to say.
const isFalling = sql<boolean>`(coalesce(m.judged_before, 0) >= 5 and m.judged - m.judged_before >= 5
  and (m.kept - m.kept_before)::float8 / greatest(m.judged - m.judged_before, 1) < m.kept_before::float8 / greatest(m.judged_before, 1) - 0.2)`
const isOverdue = (now: string) =>
  sql<boolean>`(r.state <> 'archived' and a.review_at is not null and a.review_at < ${now})`
const isUnseen = (
  now: string,
) => sql<boolean>`(a.published_version is not null and a.published_at < ${now}::timestamptz - make_interval(days => ${not_viewed_days})
  and coalesce(m.last_viewed_on, '1970-01-01') < ${now}::date - ${not_viewed_days}::int)`
export const isStale = (now: string) =>
  sql<boolean>`(r.state <> 'archived' and (${isOverdue(now)} or ${isUnseen(now)} or ${isFalling}))`

export const measureTables = sql`core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
  left join knowledge.measure m on m.org_id = r.org_id and m.article_id = r.id
  left join core.person o on o.org_id = r.org_id and o.id = r.owner_id`

// What cannot be judged yet comes last either way.
const places = {
  views: sql`coalesce(m.views_90_days, 0)::float8`,
  deflections: sql`coalesce(m.deflections, 0)::float8`,
  links: sql`coalesce(m.links, 0)::float8`,
  success: sql`case when coalesce(m.judged, 0) = 0 then -1 else
    ((m.kept::float8 / m.judged) + 1.9207 / m.judged - 1.959964 * sqrt((m.kept::float8 / m.judged) * (1 - m.kept::float8 / m.judged) / m.judged + 0.9604 / m.judged / m.judged)) / (1 + 3.8415 / m.judged) end`,
  did_not_help: sql`coalesce(m.did_not_help, 0)::float8`,
  age: sql`-extract(epoch from r.created_at)::float8`,
  review: sql`-coalesce(extract(epoch from a.review_at), 9e12)::float8`,
} as const
export const sorts = Object.keys(places) as (keyof typeof places)[]

const Query = Type.Object(
  {
    sort: Type.Optional(OneOf(sorts, { description: 'The most first.' })),
    is_least_first: Type.Optional(Type.Boolean()),
    only: Type.Optional(OneOf(['stale', 'unjudged', 'never_viewed'])),
    state: Type.Optional(OneOf(states)),
    audience: Type.Optional(OneOf(audiences)),
    owner: Type.Optional(Id),
    ...PageQuery,
  },
  { additionalProperties: false },
)

export const measures = reader({
  name: 'knowledge.measures',
  summary:
    'What became of each article: views, possible deflections, links, success; in the order that one asks for.',
  path: '/api/article-measures',
  query: Query,
  output: Type.Object({
    rows: Type.Array(MeasureRow),
    next: Type.Union([Type.String(), Type.Null()]),
    reopen_days: Type.Integer(),
  }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 50
    const place = places[query.sort ?? 'views']
    const parts = [sql<boolean>`r.kind = 'article'`, visible(actor, 'article')]
    parts.push(query.state ? sql<boolean>`r.state = ${query.state}` : sql<boolean>`r.state <> 'archived'`)
    if (query.audience) parts.push(sql<boolean>`a.audience = ${query.audience}`)
    if (query.owner) parts.push(sql<boolean>`r.owner_id = ${query.owner}`)
    if (query.only === 'stale') parts.push(isStale(now))
    if (query.only === 'unjudged') parts.push(sql<boolean>`coalesce(m.judged, 0) = 0`)
    if (query.only === 'never_viewed')
      parts.push(sql<boolean>`m.last_viewed_on is null and a.published_version is not null`)
    const least = query.is_least_first ?? false
    if (query.after !== undefined) {
      const key = readKey(query.after)
      const beyond = least ? sql`>` : sql`<`
      parts.push(sql<boolean>`(${place}, r.id) ${beyond} (${key.place}::float8, ${key.id}::uuid)`)
    }
    const direction = least ? sql`asc` : sql`desc`
    const rows = await tx.all(
      sql<Stored>`select ${columns(now)}, ${place} as place from ${measureTables}
        where ${sql.join(parts, sql` and `)} order by place ${direction}, r.id ${direction} limit ${limit + 1}`,
    )
    const last = rows[limit - 1]
    const next =
      rows.length > limit && last
        ? Buffer.from(JSON.stringify([last.place, last.id])).toString('base64url')
        : null
    return { rows: rows.slice(0, limit).map(toRow), next, reopen_days: await reopenDays(tx) }
  },
})

export const measureOf = reader({
  name: 'knowledge.measure',
  summary: 'What became of one article; for writers.',
  path: '/api/articles/:id/measures',
  params: Body({ id: Id }),
  output: Type.Object({ ...Measure.properties, reopen_days: Type.Integer() }),
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async ({ tx, actor, params, now }) => {
    const row = await tx.maybe(
      sql<Stored>`select ${columns(now)}, 0 as place from ${measureTables} where r.kind = 'article' and r.id = ${params.id} and ${visible(actor, 'article')}`,
    )
    if (!row) throw notFound('This article')
    const {
      id: _id,
      number: _number,
      title: _title,
      state: _state,
      audience: _audience,
      owner: _owner,
      review_at: _review,
      created_at: _created,
      ...measure
    } = toRow(row)
    return { ...measure, reopen_days: await reopenDays(tx) }
  },
})

function columns(now: string): RawBuilder<unknown> {
  return sql`r.id, r.number, r.title, r.state, a.audience, a.review_at, r.created_at,
    case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
    coalesce(m.views_90_days, 0) as views_90_days, m.last_viewed_on::text as last_viewed_on, coalesce(m.deflections, 0) as deflections,
    coalesce(m.form_reads, 0) as form_reads, coalesce(m.links, 0) as links, coalesce(m.judged, 0) as judged, coalesce(m.kept, 0) as kept,
    coalesce(m.did_not_help, 0) as did_not_help, m.computed_at, ${isOverdue(now)} as is_overdue, ${isUnseen(now)} as is_unseen,
    coalesce(${isFalling}, false) as is_falling`
}

function toRow({
  judged,
  kept,
  is_overdue,
  is_unseen,
  is_falling,
  place: _place,
  ...row
}: Stored): Static<typeof MeasureRow> {
  const stale = [
    ...(is_overdue ? (['review_overdue'] as const) : []),
    ...(is_unseen ? (['not_viewed'] as const) : []),
    ...(is_falling ? (['success_falling'] as const) : []),
  ]
  return { ...row, success: wilson(kept, judged), stale }
}

function readKey(text: string): { place: number; id: string } {
  try {
    const [place, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown]
    const isId = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    if (typeof place === 'number' && Number.isFinite(place) && isId) return { place, id }
  } catch {
    // Answered below, like any other wrong key.
  }
  throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
}

export const setReopenDays = plainAction({
  name: 'knowledge.set_measures',
  summary: 'Say for how many days a ticket must stay solved for its article to count as a success.',
  path: '/api/article-measures/setting',
  method: 'PUT',
  input: Body({ reopen_days: Type.Integer({ minimum: 1, maximum: reopen_days_max }) }),
  output: Type.Object({ reopen_days: Type.Integer() }),
  permits: (actor) => may(actor, 'knowledge.coach') || may(actor, 'organization.manage'),
  run: async ({ app, tx, actor, input, now }) => {
    tx.send(
      raw(
        `insert into knowledge.measure_setting (org_id, reopen_days, updated_by, updated_at) values ($1,$2,$3,$4)
         on conflict (org_id) do update set reopen_days = excluded.reopen_days, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
        [tx.orgId, input.reopen_days, actor.personId, now],
      ),
    )
    app.jobs.add(tx, 'knowledge.fold_measures_of', {}, { key: `knowledge.fold_measures_of:${tx.orgId}` })
    return { result: input, audit: input }
  },
})

const form_reads_max = 50

export const noteFormRead = plainAction({
  name: 'knowledge.note_form_read',
  summary: 'Note that an article was opened at the request form, to learn which ones spare a request.',
  path: '/api/article-form-reads',
  input: Body({ form_id: Id, article_id: Id }),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, input, now }) => {
    const seen = await tx.maybe(readableArticle(actor, input.article_id))
    if (!seen) throw invalid('#/article_id', 'This article does not exist, or you may not read it.')
    tx.send(
      raw(
        `insert into knowledge.form_read (org_id, form_id, article_id, person_id, at) select $1,$2,$3,$4,$5
         where (select count(*) from knowledge.form_read where org_id = $1 and person_id = $4 and at > $5::timestamptz - interval '1 day') < $6
         on conflict do nothing`,
        [tx.orgId, input.form_id, input.article_id, actor.personId, now, form_reads_max],
      ),
    )
    return { result: {} }
  },
})

function readableArticle(actor: Actor, id: string) {
  return sql<{
    id: string
  }>`select r.id from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
    where r.kind = 'article' and r.id = ${id} and a.published_version is not null and ${visible(actor, 'article')}`
}
