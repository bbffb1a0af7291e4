/** What comes in, what goes out, what lies and for how long: counted in the database, seen through the read gate. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { may } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../policy.ts'
import { type Filter, filterCondition, needsTicket } from '../queries/rows.ts'
import { Flow } from './flow-schema.ts'
import { days_max, type Period, periodOf } from './period.ts'
import { type Cell, partsOf, spreadOf, type Timed, timesBy } from './shape.ts'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const ages = [
  { age: 'day', days: 1 },
  { age: 'three_days', days: 3 },
  { age: 'week', days: 7 },
  { age: 'month', days: 30 },
  { age: 'quarter', days: 90 },
  { age: 'older', days: null },
] as const

export const flow = reader({
  name: 'reports.flow',
  summary:
    'Inflow, outflow, backlog by age, and times to answer and to resolve, over a period of whole days.',
  path: '/api/reports/flow',
  query: Type.Object(
    {
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      days: Type.Optional(
        Type.Integer({ minimum: 1, maximum: days_max, description: 'How many days up to `to`; 28.' }),
      ),
      team: Type.Optional(Id),
      place: Type.Optional(Id),
      subject: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  output: Flow,
  permits: (actor) => may(actor, 'reports.read') && worksOnTickets(actor),
  run: async ({ tx, actor, query, now }) => {
    const period = await periodOf(tx, query, now)
    const scope: Filter = {
      ...(query.team ? { team: [query.team] } : {}),
      ...(query.place ? { place: [query.place] } : {}),
      ...(query.subject ? { subject: query.subject } : {}),
    }
    const [came, responses, out, undone] = await tx.many(
      cameIn(actor, scope, period, now),
      responseTimes(actor, scope, period, now),
      wentOut(actor, scope, period, now),
      backlog(actor, scope, now),
    )
    const response = timesBy(responses)
    const resolution = timesBy(out)
    const inByStep = new Map(came.filter(({ by }) => by === 'step').map((cell) => [cell.step, cell.count]))
    const steps = period.steps.map((step, index) => ({
      ...step,
      came_in: inByStep.get(index + 1) ?? 0,
      went_out: resolution.byStep.get(index + 1)?.all ?? 0,
      response: spreadOf(response.byStep.get(index + 1)),
      resolution: spreadOf(resolution.byStep.get(index + 1)),
    }))
    return {
      ...period,
      steps,
      came_in: steps.reduce((sum, step) => sum + step.came_in, 0),
      went_out: resolution.total?.all ?? 0,
      response: spreadOf(response.total),
      resolution: spreadOf(resolution.total),
      backlog: ages.map((each, index) => ({ ...ageBounds(index, now), ...countsOf(undone, each.age) })),
      ...(await namedParts(tx, came)),
      hours: hoursOf(came),
    }
  },
})

/** The number of the step, from 1, that holds a moment: a search among the steps' beginnings, without time zones. */
function stepOf(period: Period, moment: string) {
  return sql`width_bucket(${sql.raw(moment)}, ${period.steps.map((step) => step.from)}::timestamptz[])`
}

const joined = sql`core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id`

/**
 * All counts of what came in, in one walk: by step, hour of the week, subject, place and team. Hours are local ones;
 * quarters of an hour begin together in every time zone, so only their counts have to be converted.
 */
function cameIn(actor: Actor, scope: Filter, period: Period, now: string) {
  const filter = { ...scope, created_from: period.from, created_to: period.to }
  return sql<Cell>`
    with c as materialized (
      select ${stepOf(period, 'r.created_at')} as step, date_bin('15 minutes', r.created_at, 'epoch') as quarter,
        t.category_id, t.place_id, case when ${inside(actor)} then r.team_id end as team_id
      from ${joined} where ${filterCondition(actor, filter, now)}),
    g as materialized (
      select grouping(step, quarter, category_id, place_id, team_id) as open, step, quarter, category_id, place_id, team_id, count(*)::int as count
      from c group by grouping sets ((step), (quarter), (category_id), (place_id), (team_id)))
    select case open when 30 then 'team' when 29 then 'place' when 27 then 'subject' else 'step' end as by,
      step, null::int as weekday, null::int as hour, coalesce(category_id, place_id, team_id) as id, count
    from g where open <> 23
    union all
    select 'hour', null, extract(isodow from quarter at time zone ${period.time_zone})::int, extract(hour from quarter at time zone ${period.time_zone})::int, null, sum(count)::int
    from g where open = 23 group by 3, 4`
}

/** Times from the first word of the requester to the first answer, for what came in. */
function responseTimes(actor: Actor, scope: Filter, period: Period, now: string) {
  const filter = { ...scope, created_from: period.from, created_to: period.to }
  return sql<Timed>`
    select ${stepOf(period, 'r.created_at')} as step, count(*)::int as "all", ${times('t.first_response_at - r.created_at')}
    from ${joined} where ${filterCondition(actor, filter, now)} and t.first_response_at is not null
    group by grouping sets ((1), ())`
}

function wentOut(actor: Actor, scope: Filter, period: Period, now: string) {
  const filter = { ...scope, resolved_from: period.from, resolved_to: period.to }
  return sql<Timed>`
    select ${stepOf(period, 't.resolved_at')} as step, count(*)::int as "all", ${times('t.resolved_at - r.created_at')}
    from ${joined} where ${filterCondition(actor, filter, now)}
    group by grouping sets ((1), ())`
}

function times(span: string) {
  return sql.raw(
    `(percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from ${span})::float8)) as spread`,
  )
}

type Undone = { age: string; category: 'waiting' | 'active' | 'paused'; count: number }

function backlog(actor: Actor, scope: Filter, now: string) {
  const from = needsTicket(scope) ? joined : sql`core.record r`
  const bounds = ages.flatMap(({ age, days }) =>
    days === null ? [] : [sql`when r.created_at >= ${daysBefore(now, days)} then ${sql.lit(age)}`],
  )
  return sql<Undone>`
    select case ${sql.join(bounds, sql` `)} else 'older' end as age, r.category, count(*)::int as count
    from ${from} where ${filterCondition(actor, { ...scope, view: 'open' }, now)} group by 1, 2`
}

function ageBounds(index: number, now: string) {
  const { age, days } = ages[index] as (typeof ages)[number]
  const younger = ages[index - 1]?.days ?? null
  return {
    age,
    created_from: days === null ? null : daysBefore(now, days),
    created_to: younger === null ? null : daysBefore(now, younger),
  }
}

function countsOf(undone: readonly Undone[], age: string) {
  const count = (category: string) =>
    undone.find((each) => each.age === age && each.category === category)?.count ?? 0
  return { waiting: count('waiting'), active: count('active'), paused: count('paused') }
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString()
}

function hoursOf(cells: readonly Cell[]): number[][] {
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { by, weekday, hour, count } of cells) {
    const day = by === 'hour' && weekday !== null ? hours[weekday - 1] : undefined
    if (day && hour !== null) day[hour] = count
  }
  return hours
}

type NamedRow = { by: string; id: string; name: string }

/** The largest parts of each sort with their names. */
async function namedParts(tx: Tx, cells: readonly Cell[]) {
  const parts = {
    subjects: partsOf(cells, 'subject'),
    places: partsOf(cells, 'place'),
    teams: partsOf(cells, 'team'),
  }
  const ids = Object.values(parts).flatMap(({ rows }) => rows.flatMap(({ id }) => id ?? []))
  const names = await tx.all(
    sql<NamedRow>`
      select c.id, coalesce(p.name || ' › ', '') || c.name as name from tickets.category c
        left join tickets.category p on p.org_id = c.org_id and p.id = c.parent_id where c.org_id = ${tx.orgId} and c.id = any(${ids}::uuid[])
      union all select id, name from core.place where org_id = ${tx.orgId} and id = any(${ids}::uuid[])
      union all select id, name from core.team where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`,
  )
  const byId = new Map(names.map(({ id, name }) => [id, name]))
  const named = ({ rows, others }: ReturnType<typeof partsOf>) => ({
    rows: rows.map(({ id, count }) => ({ id, name: id === null ? null : (byId.get(id) ?? null), count })),
    others,
  })
  return { subjects: named(parts.subjects), places: named(parts.places), teams: named(parts.teams) }
}
