/** What came back: averages with how sure they are, response rates, and the words. All through the read gate. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../core/actor.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableText, Time } from '../../platform/http/schema.ts'
import { days_max, periodOf, resolvedIn, solutionWindow, worksOnTickets } from '../tickets/index.ts'
import { averageOf } from './average.ts'
import { managesSurveys } from './setting.ts'

const parts_max = 50
const words_page = 50

const Count = Type.Integer({ minimum: 0 })
const Result = Type.Object({
  asked: { ...Count, description: 'To how many a mail was sent.' },
  answered: { ...Count, description: 'How many of those who were asked answered.' },
  rated: { ...Count, description: 'How many rated, asked or not.' },
  average: Nullable(Type.Number()),
  low: Nullable(Type.Number({ description: 'With 95 % certainty the average lies between low and high.' })),
  high: Nullable(Type.Number()),
})
const Part = Type.Object({ id: NullableId, name: NullableText, ...Result.properties })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const PeriodQuery = {
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: days_max, description: 'How many days up to `to`; 28.' }),
  ),
}

type Row = {
  by: 'all' | 'team' | 'article' | 'week' | 'rating'
  id: string | null
  name: string | null
  asked: number
  answered: number
  rated: number
  mean: number | null
  deviation: number | null
}

export const results = reader({
  name: 'surveys.results',
  summary:
    'How well those were helped whose tickets were resolved in a period, as far as one sees the tickets.',
  path: '/api/surveys/results',
  query: Body(PeriodQuery),
  output: Type.Object({
    time_zone: Type.String(),
    first_day: Type.String(),
    last_day: Type.String(),
    from: Time,
    to: Time,
    all: Result,
    ratings: Type.Array(Count, { description: 'How many gave 1, 2, 3, 4 and 5.' }),
    weeks: Type.Array(Type.Object({ day: Type.String(), from: Time, to: Time, ...Result.properties }), {
      description: 'Weeks begin on Monday; the first and the last one may be cut short.',
    }),
    teams: Type.Array(Part),
    articles: Type.Array(Part, { description: 'Of the tickets that each article solved.' }),
  }),
  permits: (actor) => may(actor, 'reports.read') && worksOnTickets(actor),
  run: async ({ tx, actor, query, now }) => {
    const period = await periodOf(tx, query, now)
    const weeks = weeksOf(period)
    const rows = await tallies(tx, actor, period, weeks)
    const of = (by: Row['by']) => rows.filter((row) => row.by === by)
    const part = (row: Row) => ({ id: row.id, name: row.name, ...resultOf(row) })
    const byDay = new Map(of('week').map((row) => [row.name, row]))
    const byRating = new Map(of('rating').map((row) => [row.name, row.rated]))
    return {
      time_zone: period.time_zone,
      first_day: period.first_day,
      last_day: period.last_day,
      from: period.from,
      to: period.to,
      all: resultOf(of('all')[0]),
      ratings: [1, 2, 3, 4, 5].map((rating) => byRating.get(String(rating)) ?? 0),
      weeks: weeks.map((week) => ({ ...week, ...resultOf(byDay.get(week.day)) })),
      teams: of('team').map(part),
      articles: of('article').map(part),
    }
  },
})

type Period = Awaited<ReturnType<typeof periodOf>>
type Step = Period['steps'][number]

/** Every solution of the period, those that stand and those that did not last, each for the team that gave it. */
function solutionsIn(actor: Actor, { from, to }: Period): RawBuilder<unknown> {
  const window = sql.join(solutionWindow(actor, { survey_from: from, survey_to: to }), sql` and `)
  return sql`select r.org_id, r.id, g.reopened_count, g.team_id, g.resolved_at, g.rating, g.is_asked, g.is_answered
    from reporting.solution g join core.record r on r.org_id = g.org_id and r.id = g.ticket_id
    where ${window} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
}

/** One statement for all the ways to look at the same tickets. */
function tallies(tx: Tx, actor: Actor, period: Period, weeks: readonly Step[]): Promise<Row[]> {
  const figures = sql`count(*) filter (where d.is_asked)::int as asked, count(*) filter (where d.is_answered)::int as answered,
    count(d.rating)::int as rated, avg(d.rating)::float8 as mean, stddev_samp(d.rating)::float8 as deviation`
  const largest = sql`order by count(d.rating) desc, 2 limit ${sql.raw(String(parts_max))}`
  return tx.all(sql<Row>`
    with done as materialized (${solutionsIn(actor, period)})
    select 'all' as by, null::uuid as id, null as name, ${figures} from done d
    union all select 'rating', null, d.rating::text, ${figures} from done d where d.rating is not null group by d.rating
    union all (select 'team', d.team_id, m.name, ${figures} from done d
      left join core.team m on m.org_id = d.org_id and m.id = d.team_id where d.rating is not null or d.is_asked group by d.team_id, m.name ${largest})
    union all (select 'article', r.id, r.title, ${figures} from done d
      join reporting.solution_article a on a.org_id = d.org_id and a.ticket_id = d.id and a.reopened_count = d.reopened_count
      join core.record r on r.org_id = a.org_id and r.id = a.article_id and r.kind = 'article' and ${visible(actor, 'article')}
      where d.rating is not null or d.is_asked group by r.id, r.title ${largest})
    union all select 'week', null, s.day, ${figures} from done d
      join ${stepsOf(weeks)} on d.resolved_at >= s.begins and d.resolved_at < s.ends group by s.day`)
}

/** Days that follow each other as weeks; weeks stay as they are. */
function weeksOf({ steps }: Period): Step[] {
  const weeks: Step[] = []
  for (const step of steps) {
    const last = weeks.at(-1)
    const isMonday = new Date(`${step.day}T00:00:00Z`).getUTCDay() === 1
    if (last === undefined || isMonday) weeks.push({ ...step })
    else last.to = step.to
  }
  return weeks
}

function stepsOf(steps: readonly Step[]): RawBuilder<unknown> {
  const column = (key: 'day' | 'from' | 'to') => steps.map((step) => step[key])
  return sql`unnest(${column('day')}::text[], ${column('from')}::timestamptz[], ${column('to')}::timestamptz[]) as s(day, begins, ends)`
}

function resultOf(row: Row | undefined): Static<typeof Result> {
  const { asked = 0, answered = 0, rated = 0, mean = null, deviation = null } = row ?? {}
  return { asked, answered, rated, ...averageOf(rated, mean, deviation) }
}

export const words = reader({
  name: 'surveys.words',
  summary:
    'What was written with the ratings of tickets that one sees from the inside, the newest solution first.',
  path: '/api/surveys/words',
  query: Body({
    ...PeriodQuery,
    rating_max: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    after: Type.Optional(Type.String({ maxLength: 100, description: 'The key `next` of the page before.' })),
  }),
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        number: Type.Integer(),
        team: NullableText,
        rating: Type.Integer(),
        comment: Type.String(),
        resolved_at: Time,
      }),
    ),
    next: NullableText,
  }),
  permits: (actor) => managesSurveys(actor) && worksOnTickets(actor),
  run: async ({ tx, actor, query, now }) => {
    const period = await periodOf(tx, query, now)
    const beyond = query.after === undefined ? sql`` : afterKey(query.after)
    const rows = await tx.all(
      sql<Word>`select d.id, d.number, m.name as team, d.rating, d.rating_comment as comment, d.resolved_at
        from (${resolvedIn(actor, period)}) d left join reporting.solution g on g.org_id = d.org_id and g.ticket_id = d.id and g.resolved_at = d.resolved_at
        left join core.team m on m.org_id = g.org_id and m.id = g.team_id
        where d.rating_comment is not null and d.rating <= ${query.rating_max ?? 5} ${beyond}
        order by d.resolved_at desc, d.id desc limit ${sql.raw(String(words_page + 1))}`,
    )
    const page = rows.slice(0, words_page)
    const last = page.at(-1)
    const next = rows.length > words_page && last ? `${last.resolved_at} ${last.id}` : null
    return { rows: page, next }
  },
})

type Word = {
  id: string
  number: number
  team: string | null
  rating: number
  comment: string
  resolved_at: string
}

function afterKey(key: string): RawBuilder<unknown> {
  const [at = '', id = ''] = key.split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
  return sql`and (d.resolved_at, d.id) < (${at}::timestamptz, ${id}::uuid)`
}
