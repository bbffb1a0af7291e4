/** What the wallboard shows: counts, numbers of tickets, names of teams; nobody's words and no requester. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { targetKinds, viewCondition, worksOnTickets } from '../../tickets/index.ts'

const lines_max = 7
const teams_max = 8
const Count = Type.Integer({ minimum: 0 })
const Priority = Nullable(Type.Integer())

const Line = Type.Object({
  number: Type.Integer(),
  priority: Priority,
  team: NullableText,
  created_at: Time,
  due_at: NullableTime,
  target: Nullable(OneOf(targetKinds)),
})
type Line = {
  number: number
  priority: number | null
  team: string | null
  created_at: string
  due_at: string | null
  target: (typeof targetKinds)[number] | null
}
const counts = { open: Count, unassigned: Count, overdue: Count, due_soon: Count }
type Counts = Record<keyof typeof counts, number>

type Part = { team: string | null; priority: number | null } & Counts

export const board = reader({
  name: 'wallboard.show',
  summary: 'What a screen on the wall shows of the tickets that the signed-in person sees from the inside.',
  path: '/api/wallboard',
  output: Type.Object({
    organization: Type.String(),
    at: Time,
    ...counts,
    came_in: { ...Count, description: 'Today, in the organization’s time zone.' },
    went_out: Count,
    priorities: Type.Array(Type.Object({ priority: Priority, ...counts })),
    teams: Type.Array(Type.Object({ team: NullableText, ...counts })),
    unassigned_longest: Type.Array(Line),
    due_next: Type.Array(Line),
    overdue_longest: Type.Array(Line),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, now }) => {
    const seen = sql<boolean>`r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
    const view = (name: Parameters<typeof viewCondition>[1]) => viewCondition(actor, name, now)
    const columns = sql`count(*)::int as open, count(*) filter (where r.owner_id is null)::int as unassigned,
      count(*) filter (where ${view('overdue')})::int as overdue, count(*) filter (where ${view('due_soon')})::int as due_soon`
    const undone = sql`from core.record r where ${seen} and ${view('open')}`
    const lines = (condition: RawBuilder<boolean>, order: RawBuilder<unknown>) => sql<Line>`
      select r.number, r.priority, m.name as team, r.created_at, r.due_at,
        (select g.kind from reporting.target g where g.org_id = r.org_id and g.ticket_id = r.id and g.state = 'running' order by g.due_at limit 1) as target
      from (select r.* from core.record r where ${seen} and ${condition} order by ${order} limit ${sql.lit(lines_max)}) r
      left join core.team m on m.org_id = r.org_id and m.id = r.team_id order by ${order}`
    const { midnight, organization } = await tx.one(
      sql<{ midnight: string; organization: string }>`
        select name as organization, date_trunc('day', ${now}::timestamptz at time zone time_zone) at time zone time_zone as midnight
        from core.organization where id = ${tx.orgId}`,
    )
    const [parts, unassigned_longest, due_next, overdue_longest, [today]] = await tx.many(
      sql<Part>`
        select (select m.name from core.team m where m.org_id = ${tx.orgId} and m.id = p.team_id) as team, p.*
        from (select r.team_id, r.priority, ${columns} ${undone} group by 1, 2) p`,
      lines(view('unassigned'), sql`r.created_at, r.id`),
      lines(
        sql<boolean>`${view('open')} and r.category <> 'paused' and r.due_at >= ${now}`,
        sql`r.due_at, r.id`,
      ),
      lines(view('overdue'), sql`r.due_at, r.id`),
      sql<{ came_in: number; went_out: number }>`
        select (select count(*)::int from core.record r where ${seen} and r.created_at >= ${midnight}) as came_in,
          (select count(*)::int from core.record r join reporting.resolution t on t.org_id = r.org_id and t.ticket_id = r.id where ${seen} and t.resolved_at >= ${midnight}) as went_out`,
    )
    return {
      organization,
      at: now,
      ...sumOf(parts),
      came_in: today?.came_in ?? 0,
      went_out: today?.went_out ?? 0,
      priorities: grouped(parts, ({ priority }) => priority)
        .map(([priority, own]) => ({ priority, ...sumOf(own) }))
        .sort((a, b) => (a.priority ?? 9) - (b.priority ?? 9)),
      teams: grouped(parts, ({ team }) => team)
        .map(([team, own]) => ({ team, ...sumOf(own) }))
        .sort((a, b) => b.open - a.open)
        .slice(0, teams_max),
      unassigned_longest,
      due_next,
      overdue_longest,
    }
  },
})

function grouped<K>(parts: readonly Part[], keyOf: (part: Part) => K): [K, Part[]][] {
  return [...Map.groupBy(parts, keyOf)]
}

function sumOf(parts: readonly Part[]): Counts {
  const sum = (name: keyof Counts) => parts.reduce((all, part) => all + part[name], 0)
  return {
    open: sum('open'),
    unassigned: sum('unassigned'),
    overdue: sum('overdue'),
    due_soon: sum('due_soon'),
  }
}
