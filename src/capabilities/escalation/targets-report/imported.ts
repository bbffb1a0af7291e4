/**
 * What another system said of its own targets beside what the policies here reckon of the same tickets. The two need
 * not agree; why they do not is told as far as the clocks show it.
 */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { Nullable, OneOf } from '../../../platform/http/schema.ts'
import { targetKinds, targetWindow } from '../../tickets/index.ts'
import { Count, readsReports, seenInside } from './asked.ts'

const results = ['met', 'missed', 'none'] as const
const reasons = [
  'no_policy',
  'still_open',
  'reopened',
  'priority_changed',
  'shorter_there',
  'longer_there',
  'paused_here',
  'hours_here',
] as const

const Cell = {
  theirs: OneOf(['met', 'missed'] as const),
  ours: OneOf(results),
  count: Count,
}

export const importedTargets = reader({
  name: 'reports.imported_targets',
  summary:
    'For imported tickets: whether the other system met its own target, beside whether the policies here are met, with the reasons of the differences.',
  path: '/api/reports/targets/imported',
  query: Type.Object({ target: Type.Optional(OneOf(targetKinds)) }, { additionalProperties: false }),
  output: Type.Object({
    target: OneOf(targetKinds),
    total: Count,
    cells: Type.Array(
      Type.Object({
        ...Cell,
        elapsed_minutes: Nullable(
          Type.Number({ description: 'From beginning to end, in the middle of them.' }),
        ),
        worked_minutes: Nullable(
          Type.Number({ description: 'Of that, what counted, in the middle of them.' }),
        ),
      }),
    ),
    priorities: Type.Array(Type.Object({ priority: Nullable(Type.Integer()), ...Cell })),
    reasons: Type.Array(Type.Object({ ...Cell, reason: OneOf(reasons) })),
  }),
  permits: readsReports,
  run: async ({ tx, actor, query, now }) => {
    const target = query.target ?? 'resolution'
    const rows = await tx.all(compared(actor, target, now))
    const of = (by: string) => rows.filter((row) => row.by === by)
    return {
      target,
      total: of('cell').reduce((sum, { count }) => sum + count, 0),
      cells: of('cell').map(({ theirs, ours, count, elapsed_minutes, worked_minutes }) => ({
        theirs,
        ours,
        count,
        elapsed_minutes,
        worked_minutes,
      })),
      priorities: of('priority').map(({ theirs, ours, count, key }) => ({
        theirs,
        ours,
        count,
        priority: key === null ? null : Number(key),
      })),
      reasons: of('reason').map(({ theirs, ours, count, key }) => ({
        theirs,
        ours,
        count,
        reason: key as (typeof reasons)[number],
      })),
    }
  },
})

type Compared = {
  by: string
  key: string | null
  theirs: 'met' | 'missed'
  ours: (typeof results)[number]
  count: number
  elapsed_minutes: number | null
  worked_minutes: number | null
}

/**
 * A reason is the first that holds. What the clocks show: `elapsed` is all the time from beginning to end, `ran` the
 * part in states that do not pause, `worked` the part of that in working hours. Within our target by `worked` and
 * past it by `ran`, the working hours make the difference; past it by `elapsed` alone, the pauses do; within it even
 * by `elapsed`, the other system had promised less time.
 */
function compared(actor: Actor, target: (typeof targetKinds)[number], now: string) {
  const judged = sql.join(targetWindow(actor, { target }), sql` and `)
  const part = (by: string, key: ReturnType<typeof sql>, condition = sql`true`) => sql`
    select ${sql.lit(by)} as by, ${key} as key, theirs, ours, count(*)::int as count,
      percentile_cont(0.5) within group (order by elapsed) as elapsed_minutes,
      percentile_cont(0.5) within group (order by worked) as worked_minutes
    from reasoned where ${condition} group by 2, 3, 4`
  return sql<Compared>`
    with imported as materialized (
      select i.ticket_id, i.made_target as theirs, r.priority, r.category
      from reporting.imported_ticket i join core.record r on r.org_id = i.org_id and r.id = i.ticket_id
      where i.org_id = ${actor.orgId} and i.made_target in ('met', 'missed') and ${seenInside(actor, undefined, now)}),
    judged as (
      select g.ticket_id, case when bool_or(g.is_missed) then 'missed' else 'met' end as ours from reporting.target g where ${judged} group by 1),
    clocks as (
      select distinct on (c.ticket_id) c.ticket_id, c.target_minutes, extract(epoch from coalesce(c.ended_at, ${now}) - c.started_at) / 60 as elapsed, s.*
      from escalation.clock c cross join lateral (
        select sum(extract(epoch from (s ->> 'to')::timestamptz - (s ->> 'from')::timestamptz) / 60) filter (where (s ->> 'is_running')::boolean) as ran,
          sum((s ->> 'worked_ms')::numeric) / 60000 as worked, count(distinct s ->> 'policy') > 1 as is_moved,
          bool_or(s ->> 'state' in ('resolved', 'closed')) as is_reopened
        from jsonb_array_elements(c.spans) s) s
      where c.org_id = ${actor.orgId} and c.kind = ${target} order by c.ticket_id, c.round desc),
    reasoned as (
      select i.*, coalesce(j.ours, 'none') as ours, c.elapsed::float8 as elapsed, c.worked::float8 as worked,
        case
          when j.ours is null and i.category <> 'done' then 'still_open'
          when j.ours is null then 'no_policy'
          when c.is_reopened then 'reopened'
          when c.is_moved then 'priority_changed'
          when j.ours = 'missed' then 'longer_there'
          when c.ran > c.target_minutes then 'hours_here'
          when c.elapsed > c.target_minutes then 'paused_here'
          else 'shorter_there'
        end as reason
      from imported i left join judged j on j.ticket_id = i.ticket_id left join clocks c on c.ticket_id = i.ticket_id)
    ${sql.join(
      [
        part('cell', sql`null::text`),
        part('priority', sql`priority::text`),
        part('reason', sql`reason`, sql`theirs <> ours`),
      ],
      sql` union all `,
    )} order by 1, 2, 3, 4`
}
