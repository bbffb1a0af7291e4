/** Which tickets wait for somebody to call P1, and where somebody decided otherwise than the answers. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { may } from '../../../core/actor.ts'
import { readKey, writeKey } from '../../../core/people/page-key.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  PageQuery,
  Time,
} from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../policy.ts'
import { days_max, periodOf } from '../reports/period.ts'
import { Level } from './schema.ts'

const proposals_max = 200

/** Tickets (alias `r`) of which the actor sees the inner side. */
const seen = (actor: Actor) =>
  sql<boolean>`r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`

export const proposals = reader({
  name: 'priority.proposals',
  summary: 'The open tickets for which P1 is proposed, the oldest proposal first.',
  path: '/api/tickets/proposed-p1',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        number: Type.Integer(),
        title: Type.String(),
        by: NullableText,
        at: NullableTime,
        team: NullableText,
      }),
    ),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      sql<{ id: string; number: number; title: string; by: string; at: string; team: string | null }>`
        select r.id, r.number, r.title, p.name as by, w.p1_at as at, t.name as team
        from tickets.weighing w join core.record r on r.org_id = w.org_id and r.id = w.ticket_id
          join core.person p on p.org_id = w.org_id and p.id = w.p1_by
          left join core.team t on t.org_id = r.org_id and t.id = r.team_id
        where w.org_id = ${actor.orgId} and w.p1 = 'proposed' and r.category <> 'done' and ${seen(actor)}
        order by w.p1_at, r.id limit ${sql.raw(String(proposals_max))}`,
    ),
  }),
})

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Override = Type.Object({
  id: Id,
  ticket_id: Id,
  number: Type.Integer(),
  title: Type.String(),
  answered: Level,
  priority: Level,
  by: Type.String(),
  at: Time,
  ended_at: NullableTime,
})

export const overrides = reader({
  name: 'reports.overrides',
  summary: 'How often somebody decided otherwise than the answers, and on which tickets, the latest first.',
  path: '/api/reports/priority-overrides',
  query: Body({
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: days_max })),
    ...PageQuery,
  }),
  output: Type.Object({
    from: Time,
    to: Time,
    count: Type.Integer(),
    raised: Type.Integer(),
    lowered: Type.Integer(),
    rows: Type.Array(Override),
    next: Nullable(Type.String()),
  }),
  permits: (actor) => may(actor, 'reports.read') && worksOnTickets(actor),
  run: async ({ tx, actor, query, now }) => {
    const { from, to } = await periodOf(tx, query, now)
    const limit = query.limit ?? 50
    const key = query.after === undefined ? undefined : readKey(query.after, ['time', 'id'])
    const after = key
      ? sql<boolean>`(o.created_at, o.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`
      : sql<boolean>`true`
    const those = sql`from tickets.priority_override o join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
      where o.org_id = ${actor.orgId} and o.created_at >= ${from} and o.created_at < ${to} and ${seen(actor)}`
    const [counts, found] = await tx.many(
      sql<{ count: number; raised: number; lowered: number }>`
        select count(*)::int as count, (count(*) filter (where o.priority < o.answered))::int as raised,
          (count(*) filter (where o.priority > o.answered))::int as lowered ${those}`,
      sql<{
        id: string
        ticket_id: string
        number: number
        title: string
        answered: 1
        priority: 1
        by: string
        at: string
        ended_at: string | null
      }>`
        select o.id, o.ticket_id, r.number, r.title, o.answered, o.priority, (select p.name from core.person p where p.org_id = o.org_id and p.id = o.by_id) as by,
          o.created_at as at, o.ended_at ${those} and ${after} order by o.created_at desc, o.id desc limit ${limit + 1}`,
    )
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      from,
      to,
      ...(counts[0] ?? { count: 0, raised: 0, lowered: 0 }),
      rows,
      next: found.length > limit && last ? writeKey([last.at, last.id]) : null,
    }
  },
})
