/** What lies with each team now, and what came to it in the last two weeks. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { worksOnTickets } from '../policy.ts'
import { viewCondition } from '../queries/rows.ts'
import { TeamLoad } from './flow-schema.ts'
import { periodOf } from './period.ts'

const days = 14
const teams_max = 500

export const teamLoads = reader({
  name: 'reports.teams',
  summary: 'Open, unassigned and overdue tickets of each team, and what came in on each of the last 14 days.',
  path: '/api/reports/teams',
  output: Type.Object({ rows: Type.Array(TeamLoad) }),
  permits: (actor) => may(actor, 'reports.read') && worksOnTickets(actor),
  run: async ({ tx, actor, now }) => {
    const seen = sql`r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)} and r.team_id is not null`
    // Who sees single teams hears of their own ones alone.
    const theirs = may(actor, 'tickets.read_all') ? sql`true` : sql`m.id = any(${actor.teamIds}::uuid[])`
    // Times that are known beforehand lead through the index; a join with them would read every ticket.
    const period = await periodOf(tx, { days }, now)
    const rows = await tx.all(
      sql<TeamLoad>`
        with undone as (
          select r.team_id, count(*)::int as open, count(*) filter (where r.owner_id is null)::int as unassigned,
            count(*) filter (where ${viewCondition(actor, 'overdue', now)})::int as overdue, min(r.created_at) as oldest_at
          from core.record r where ${seen} and r.category <> 'done' group by r.team_id),
        came as (
          select r.team_id, (r.created_at at time zone ${period.time_zone})::date as day, count(*)::int as count
          from core.record r
          where ${seen} and r.created_at >= ${period.from} and r.created_at < ${period.to}
          group by 1, 2)
        select m.id, m.name, m.tier, m.id = any(${actor.teamIds}::uuid[]) as is_mine,
          coalesce(u.open, 0) as open, coalesce(u.unassigned, 0) as unassigned, coalesce(u.overdue, 0) as overdue, u.oldest_at,
          (select array_agg(coalesce(c.count, 0) order by d.day) from generate_series(${period.first_day}::date, ${period.last_day}::date, interval '1 day') d (day)
            left join came c on c.team_id = m.id and c.day = d.day) as came_in
        from core.team m left join undone u on u.team_id = m.id
        where m.org_id = ${actor.orgId} and ${theirs} and (m.archived_at is null or u.open > 0)
        order by is_mine desc, m.tier, m.name, m.id limit ${sql.lit(teams_max)}`,
    )
    return { rows }
  },
})
