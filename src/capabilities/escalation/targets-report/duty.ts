/** What goes back and forth between teams, and how heavy on-call duty is. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { Id, Nullable } from '../../../platform/http/schema.ts'
import { atNight, bounceWindow, callWindow } from '../../tickets/index.ts'
import { AskedQuery, askedFor, Count, PeriodAnswer, readsReports, seenInside } from './asked.ts'

const rows_max = 100
const Named = Type.Object({ id: Id, name: Type.String() })

export const dutyLoad = reader({
  name: 'reports.duty',
  summary:
    'Tickets that were handed back, by the pair of teams, and calls to duty by person, in the period: each ticket once a line.',
  path: '/api/reports/targets/duty',
  query: AskedQuery,
  output: Type.Object({
    ...PeriodAnswer,
    bounces: Type.Array(Type.Object({ from: Nullable(Named), to: Named, count: Count })),
    calls: Type.Array(
      Type.Object({
        person: Named,
        tickets: Count,
        at_night: { ...Count, description: 'Of them, tickets with a call between 22:00 and 6:00.' },
        acknowledged: { ...Count, description: 'Calls that this person acknowledged.' },
        acknowledged_after_s: Nullable(Type.Number({ description: 'The median of those, in seconds.' })),
      }),
    ),
  }),
  permits: readsReports,
  run: async ({ tx, actor, query, now }) => {
    const { period } = await askedFor(tx, query, now)
    const seen = seenInside(actor, query.team, now)
    const [bounces, calls] = await tx.many(
      sql<{ from_id: string | null; from_name: string; to_id: string; to_name: string; count: number }>`
        select g.from_team_id as from_id, f.name as from_name, t.id as to_id, t.name as to_name, count(distinct g.ticket_id)::int as count
        from reporting.hand g join core.record r on r.org_id = g.org_id and r.id = g.ticket_id
        join core.team t on t.org_id = g.org_id and t.id = g.to_team_id
        left join core.team f on f.org_id = g.org_id and f.id = g.from_team_id
        where ${sql.join(bounceWindow(actor, { bounced_since: period.from, bounced_until: period.to }), sql` and `)} and ${seen}
        group by 1, 2, 3, 4 order by 5 desc, 2, 4 limit ${sql.lit(rows_max)}`,
      sql<{
        id: string
        name: string
        tickets: number
        at_night: number
        acknowledged: number
        acknowledged_after_s: number | null
      }>`
        select p.id, p.name, count(distinct g.ticket_id)::int as tickets,
          count(distinct g.ticket_id) filter (where ${atNight(actor)})::int as at_night, count(g.acknowledged_at)::int as acknowledged,
          percentile_cont(0.5) within group (order by extract(epoch from g.acknowledged_at - g.called_at)::float8) as acknowledged_after_s
        from reporting.call g join core.record r on r.org_id = g.org_id and r.id = g.ticket_id
        join core.person p on p.org_id = g.org_id and p.id = g.person_id
        where ${sql.join(callWindow(actor, { paged_since: period.from, paged_until: period.to }), sql` and `)} and ${seen}
        group by 1, 2 order by 3 desc, 2 limit ${sql.lit(rows_max)}`,
    )
    return {
      ...period,
      bounces: bounces.map(({ from_id, from_name, to_id, to_name, count }) => ({
        from: from_id === null ? null : { id: from_id, name: from_name },
        to: { id: to_id, name: to_name },
        count,
      })),
      calls: calls.map(({ id, name, ...rest }) => ({ person: { id, name }, ...rest })),
    }
  },
})
