/** What a coach looks at: gaps with their tickets, articles that say the same, and the numbers of the library. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction, recordAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { reachInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Time } from '../../../platform/http/schema.ts'
import { archive } from '../actions/publish.ts'
import { articleLife, states } from '../lifecycle.ts'
import { reopenDays } from './fold.ts'
import { isStale, measureTables } from './measures.ts'

const isCoach = (actor: Parameters<typeof may>[0]) => may(actor, 'knowledge.coach')
const Count = Type.Integer({ minimum: 0 })
const waiting_days = 14
const gaps_shown_max = 100
const tickets_shown_max = 200
const authors_shown_max = 50

const Gap = Type.Object({
  id: Id,
  title: Type.String({
    description:
      'Proposed: words that tickets of several people share. Who may not see all of them reads that of the newest that she may.',
  }),
  tickets: Type.Integer({ description: 'Those that this person may see.' }),
  last_at: Time,
  state: OneOf(['open', 'dismissed']),
  reason: Type.Union([Type.String(), Type.Null()]),
})
const GapTicket = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  created_at: Time,
})

const hasRestricted = sql<boolean>`exists (select from knowledge.gap_ticket k join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
  where k.org_id = g.org_id and k.gap_id = g.id and r.restriction is not null)`

/** The words of a title may stand in tickets that are kept from the reader; `newest` is one that she may see. */
function titleFor(actor: Actor, newest: RawBuilder<unknown>) {
  if (reachInside(actor, 'ticket') !== 'all') return newest
  return sql`case when ${hasRestricted} then ${newest} else g.title end`
}

export const gaps = reader({
  name: 'knowledge.gaps',
  summary: 'Groups of recent tickets that no article answers, the largest first.',
  path: '/api/article-gaps',
  query: Type.Object({ state: Type.Optional(OneOf(['open', 'dismissed'])) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(Gap) }),
  permits: isCoach,
  run: async ({ tx, actor, query }) => ({
    rows: await tx.all(
      sql<Static<typeof Gap>>`
        select g.id, ${titleFor(actor, sql`(array_agg(r.title order by r.created_at desc, r.id))[1]`)} as title, count(*)::int as tickets, max(r.created_at) as last_at, g.state, g.reason
        from knowledge.gap g join knowledge.gap_ticket k on k.org_id = g.org_id and k.gap_id = g.id
        join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
        where g.org_id = ${actor.orgId} and g.state = ${query.state ?? 'open'} and ${visible(actor, 'ticket')}
        group by g.org_id, g.id, g.title, g.state, g.reason order by count(*) desc, g.id limit ${gaps_shown_max}`,
    ),
  }),
})

export const gapTickets = reader({
  name: 'knowledge.gap',
  summary: 'One gap with its tickets, as far as one may see them.',
  path: '/api/article-gaps/:id',
  params: Body({ id: Id }),
  output: Type.Object({ ...Gap.properties, rows: Type.Array(GapTicket) }),
  permits: isCoach,
  run: async ({ tx, actor, params }) => {
    const rows = await tx.all(
      sql<Static<typeof GapTicket>>`
        select r.id, r.number, r.title, r.state, r.created_at from knowledge.gap_ticket k
        join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
        where k.org_id = ${actor.orgId} and k.gap_id = ${params.id} and ${visible(actor, 'ticket')}
        order by r.created_at desc, r.id limit ${tickets_shown_max}`,
    )
    const gap = await tx.maybe(
      sql<Omit<Static<typeof Gap>, 'tickets'>>`
        select g.id, ${titleFor(actor, sql`${rows[0]?.title ?? ''}::text`)} as title, g.last_at, g.state, g.reason
        from knowledge.gap g where g.org_id = ${tx.orgId} and g.id = ${params.id}`,
    )
    if (!gap || rows.length === 0) throw notFound('This gap')
    return { ...gap, last_at: rows[0]?.created_at ?? gap.last_at, tickets: rows.length, rows }
  },
})

export const dismissGap = plainAction({
  name: 'knowledge.dismiss_gap',
  summary: 'Say why no article is to be written about it; it does not come back while it is the same.',
  path: '/api/article-gaps/:id/dismiss',
  params: Body({ id: Id }),
  input: Body({ reason: Line(500) }),
  output: Type.Object({}),
  permits: isCoach,
  run: async ({ tx, actor, input, params, now }) => {
    const changed = await tx.all(
      raw(
        `update knowledge.gap set state = 'dismissed', reason = $3, dismissed_by = $4, dismissed_at = $5
         where org_id = $1 and id = $2 and state = 'open' returning id`,
        [tx.orgId, params.id, input.reason, actor.personId, now],
      ),
    )
    if (changed.length === 0) throw notFound('This open gap')
    return { result: {}, audit: { gap: params.id } }
  },
})

const Side = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(states),
  updated_at: Time,
})
const Duplicate = Type.Object({ likeness: Type.Number(), article: Side, other: Side })

export const duplicates = reader({
  name: 'knowledge.duplicates',
  summary: 'Pairs of articles whose words are much the same, the most alike first.',
  path: '/api/article-duplicates',
  output: Type.Object({ rows: Type.Array(Duplicate) }),
  permits: isCoach,
  run: async ({ tx, actor }) => {
    const side = (alias: 'r' | 's') =>
      sql`json_build_object('id', ${sql.ref(alias)}.id, 'number', ${sql.ref(alias)}.number, 'title', ${sql.ref(alias)}.title, 'state', ${sql.ref(alias)}.state,
        'updated_at', to_char(${sql.ref(alias)}.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
    // Who coaches writes, and who writes sees every article; the gate stands before both all the same.
    const seen = sql`select r.* from core.record r where r.kind = 'article' and r.state <> 'archived' and ${visible(actor, 'article')}`
    return {
      rows: await tx.all(
        sql<Static<typeof Duplicate>>`
          with seen as (${seen})
          select d.likeness, ${side('r')} as article, ${side('s')} as other
          from knowledge.duplicate d join seen r on r.id = d.article_id join seen s on s.id = d.other_id
          where d.org_id = ${actor.orgId} and d.dismissed_at is null order by d.likeness desc, r.id limit 100`,
      ),
    }
  },
})

export const dismissDuplicate = plainAction({
  name: 'knowledge.dismiss_duplicate',
  summary: 'Say that two articles are not the same.',
  path: '/api/article-duplicates/dismiss',
  input: Body({ article_id: Id, other_id: Id }),
  output: Type.Object({}),
  permits: isCoach,
  run: async ({ tx, actor, input, now }) => {
    const changed = await tx.all(
      raw(
        `update knowledge.duplicate set dismissed_by = $4, dismissed_at = $5
         where org_id = $1 and article_id = least($2::uuid, $3::uuid) and other_id = greatest($2::uuid, $3::uuid) returning article_id`,
        [tx.orgId, input.article_id, input.other_id, actor.personId, now],
      ),
    )
    if (changed.length === 0) throw notFound('This pair')
    return { result: {}, audit: input }
  },
})

/** Archives an article in favor of another one, whose text its readers get from then on at its old address. */
export const mergeInto = recordAction({
  name: 'knowledge.merge_into',
  summary: 'Archive the article and lead its readers to another one.',
  life: articleLife,
  move: 'archive',
  input: Body({ into_id: Id }),
  permits: (actor) => may(actor, 'knowledge.archive'),
  run: async (context) => {
    const { tx, actor, input, record, now } = context
    if (input.into_id === record.id) throw invalid('#/into_id', 'An article cannot be merged into itself.')
    const into = await tx.maybe(
      sql<{ id: string; published_version: number | null }>`
        select r.id, a.published_version from core.record r join knowledge.article a on a.org_id = r.org_id and a.id = r.id
        where r.id = ${input.into_id} and r.kind = 'article' and r.state <> 'archived' and ${visible(actor, 'article')}`,
    )
    if (!into) throw invalid('#/into_id', 'This article does not exist, or it is archived.')
    if (into.published_version === null)
      throw conflict(
        'Readers do not see the other article yet. Publish it first, or merge the other way round.',
      )
    const outcome = await archive.run({ ...context, input: {} })
    // Who was led here is led on, so that nobody is led in a circle or twice.
    tx.send(
      raw('update knowledge.moved set into_id = $3 where org_id = $1 and into_id = $2 and article_id <> $3', [
        tx.orgId,
        record.id,
        into.id,
      ]),
    )
    tx.send(
      raw(
        `insert into knowledge.moved (org_id, article_id, into_id, moved_by, moved_at) values ($1,$2,$3,$4,$5)
         on conflict (org_id, article_id) do update set into_id = excluded.into_id, moved_by = excluded.moved_by, moved_at = excluded.moved_at`,
        [tx.orgId, record.id, into.id, actor.personId, now],
      ),
    )
    return { ...outcome, facts: { ...outcome.facts, into: into.id } }
  },
})

const Author = Type.Object({
  person: Type.Object({ id: Id, name: Type.String() }),
  versions: Count,
  articles: Count,
  links: Type.Integer({ description: 'Tickets that the articles of this owner solved.' }),
})

export const coach = reader({
  name: 'knowledge.coach',
  summary: 'The numbers of the library for a coach; each leads to its list.',
  path: '/api/article-coach',
  output: Type.Object({
    gaps: Count,
    stale: Count,
    duplicates: Count,
    waiting: Type.Integer({ description: `Handed in and not validated for ${waiting_days} days.` }),
    flags: Count,
    unjudged: Count,
    reopen_days: Type.Integer({
      description: 'For how many days a ticket must stay solved for its article to count as a success.',
    }),
    authors: Type.Array(Author, { description: 'Who wrote in the last 90 days.' }),
  }),
  permits: isCoach,
  run: async ({ tx, actor, now }) => {
    const [counts, authors] = await tx.many(
      sql<{
        gaps: number
        stale: number
        duplicates: number
        waiting: number
        flags: number
        unjudged: number
      }>`
        select
          (select count(distinct g.id)::int from knowledge.gap g join knowledge.gap_ticket k on k.org_id = g.org_id and k.gap_id = g.id
            join core.record r on r.org_id = k.org_id and r.id = k.ticket_id
            where g.org_id = ${actor.orgId} and g.state = 'open' and ${visible(actor, 'ticket')}) as gaps,
          (select count(*)::int from ${measureTables} where r.kind = 'article' and ${visible(actor, 'article')} and ${isStale(now)}) as stale,
          (select count(*)::int from knowledge.duplicate d
            join core.record r on r.org_id = d.org_id and r.id = d.article_id and r.state <> 'archived'
            join core.record s on s.org_id = d.org_id and s.id = d.other_id and s.state <> 'archived'
            where d.org_id = ${actor.orgId} and d.dismissed_at is null and ${visible(actor, 'article')}) as duplicates,
          (select count(*)::int from core.record r where r.kind = 'article' and r.state = 'not_validated'
            and r.updated_at < ${now}::timestamptz - make_interval(days => ${waiting_days}) and ${visible(actor, 'article')}) as waiting,
          (select count(*)::int from knowledge.flag f join core.record r on r.org_id = f.org_id and r.id = f.article_id
            where f.org_id = ${actor.orgId} and f.answered_at is null and ${visible(actor, 'article')}) as flags,
          (select count(*)::int from ${measureTables} where r.kind = 'article' and r.state <> 'archived' and coalesce(m.judged, 0) = 0 and ${visible(actor, 'article')}) as unjudged`,
      sql<Static<typeof Author>>`
        select json_build_object('id', p.id, 'name', p.name) as person, count(*)::int as versions, count(distinct v.article_id)::int as articles,
          (select coalesce(sum(m.links), 0)::int from knowledge.measure m join core.record r on r.org_id = m.org_id and r.id = m.article_id
            where m.org_id = ${actor.orgId} and r.owner_id = p.id) as links
        from knowledge.version v join core.person p on p.org_id = v.org_id and p.id = v.author_id
        where v.org_id = ${actor.orgId} and v.created_at > ${now}::timestamptz - interval '90 days'
        group by p.id, p.name order by count(*) desc, p.name limit ${authors_shown_max}`,
    )
    // The first statement always answers one row.
    return { ...counts[0]!, authors, reopen_days: await reopenDays(tx) }
  },
})
