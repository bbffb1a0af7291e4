/** What comes in, what goes out, what lies and for how long: counted, seen through the read gate. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../policy.ts'
import { type Filter, filterCondition, needsTicket } from '../queries/rows.ts'
import { Flow } from './flow-schema.ts'
import { gather } from './gather.ts'
import { partsOf } from './parts.ts'
import { days_max, periodOf } from './period.ts'
import { spreadsOf } from './spread.ts'
import type { Tally } from './tally.ts'

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
    const tally = await gather({ tx, actor, period, scope: { ...query }, now })
    const undone = await tx.all(backlog(actor, scope, now))
    const response = spreadsOf(tally.response)
    const resolution = spreadsOf(tally.resolution)
    const nothing = { count: 0, median_s: null, p90_s: null }
    const steps = period.steps.map((step, index) => ({
      ...step,
      came_in: tally.cameIn[index] ?? 0,
      went_out: tally.wentOut[index] ?? 0,
      response: response.steps[index] ?? nothing,
      resolution: resolution.steps[index] ?? nothing,
    }))
    return {
      ...period,
      steps,
      came_in: steps.reduce((sum, step) => sum + step.came_in, 0),
      went_out: steps.reduce((sum, step) => sum + step.went_out, 0),
      response: response.all,
      resolution: resolution.all,
      backlog: ages.map((each, index) => ({ ...ageBounds(index, now), ...countsOf(undone, each.age) })),
      ...(await namedParts(tx, tally)),
      hours: tally.hours,
    }
  },
})

const joined = sql`core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id`

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

type NamedRow = { by: string; id: string; name: string }

/** The largest parts of each sort with their names. */
async function namedParts(tx: Tx, tally: Tally) {
  const parts = {
    subjects: partsOf(tally.subjects),
    places: partsOf(tally.places),
    teams: partsOf(tally.teams),
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
