/** What the timelines show of the targets that were missed, and the last ones of them. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Id, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import {
  signs,
  type TargetFilter,
  type TargetSign,
  targetKinds,
  targetSigns,
  targetWindow,
} from '../../tickets/index.ts'
import { AskedQuery, askedFor, Count, PeriodAnswer, readsReports, seenInside } from './asked.ts'

const last_max = 10
const events_max = 20_000

const Miss = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  kind: OneOf(targetKinds),
  policy: NullableText,
  team: NullableText,
  missed_at: Time,
  unassigned_minutes: { ...Count, description: 'How long nobody had it between its beginning and the miss.' },
  hands: { ...Count, description: 'How often it had passed from team to team.' },
  signs: Type.Array(OneOf(targetSigns)),
})

export const misses = reader({
  name: 'reports.misses',
  summary: 'What the timelines show of the tickets that missed a target in the period, and the last of them.',
  path: '/api/reports/targets/misses',
  query: AskedQuery,
  output: Type.Object({
    ...PeriodAnswer,
    missed: Count,
    signs: Type.Array(Type.Object({ sign: OneOf(targetSigns), count: Count })),
    last: Type.Array(Miss),
  }),
  permits: readsReports,
  run: async ({ tx, actor, query, now }) => {
    const { period, filter } = await askedFor(tx, query, now)
    const seen = seenInside(actor, query.team, now)
    const from = sql`reporting.target g join core.record r on r.org_id = g.org_id and r.id = g.ticket_id`
    const where = sql`${sql.join(targetWindow(actor, filter), sql` and `)} and g.is_missed and ${seen}`
    const columns = targetSigns.map(
      (sign) => sql`count(distinct g.ticket_id) filter (where ${signs[sign]})::int as ${sql.ref(sign)}`,
    )
    const counts = await tx.one(
      sql<Record<TargetSign | 'all', number>>`
        select count(distinct g.ticket_id)::int as "all", ${sql.join(columns)} from ${from} where ${where}`,
    )
    return {
      ...period,
      missed: counts.all,
      signs: targetSigns.map((sign) => ({ sign, count: counts[sign] })),
      last: await lastOf(tx, actor, filter, seen),
    }
  },
})

type Row = {
  id: string
  number: number
  title: string
  kind: (typeof targetKinds)[number]
  policy: string | null
  team: string | null
  started_at: string
  missed_at: string
  hands: number
} & Record<TargetSign, boolean>

async function lastOf(tx: Tx, actor: Actor, filter: TargetFilter, seen: ReturnType<typeof seenInside>) {
  const told = targetSigns.map((sign) => sql`${signs[sign]} as ${sql.ref(sign)}`)
  const rows = await tx.all(
    sql<Row>`
      select r.id, r.number, r.title, g.kind, p.name as policy, m.name as team, c.started_at, g.judged_at as missed_at, ${sql.join(told)},
        (select count(*)::int from core.event e where e.org_id = r.org_id and e.record_id = r.id and e.at <= g.judged_at
          and e.data -> 'changes' -> 'team_id' ->> 0 is not null) as hands
      from reporting.target g
      join core.record r on r.org_id = g.org_id and r.id = g.ticket_id
      join escalation.clock c on c.org_id = g.org_id and c.ticket_id = g.ticket_id and c.kind = g.kind and c.round = g.round
      left join escalation.policy p on p.org_id = g.org_id and p.id = g.policy_id
      left join core.team m on m.org_id = r.org_id and m.id = r.team_id
      where ${sql.join(targetWindow(actor, filter), sql` and `)} and g.is_missed and ${seen}
      order by g.judged_at desc, r.id limit ${sql.lit(last_max)}`,
  )
  const unassigned = await unassignedMinutes(tx, rows)
  return rows.map((row, index) => {
    const { id, number, title, kind, policy, team, missed_at, hands } = row
    return {
      id,
      number,
      title,
      kind,
      policy,
      team,
      missed_at,
      hands,
      unassigned_minutes: unassigned[index] ?? 0,
      signs: targetSigns.filter((sign) => row[sign]),
    }
  })
}

/** For each of the missed targets, how long nobody had the ticket before the miss, in whole minutes of the wall's clock. */
async function unassignedMinutes(tx: Tx, rows: readonly Row[]): Promise<number[]> {
  const changes = await tx.all(
    raw<{ record_id: string; at: string; owner: string | null }>(
      `select record_id, at, data -> 'changes' -> 'owner_id' ->> 1 as owner from core.event
       where org_id = $1 and record_id = any($2) and data -> 'changes' ? 'owner_id' order by at, id limit ${events_max}`,
      [tx.orgId, rows.map(({ id }) => id)],
    ),
  )
  const ofTicket = Map.groupBy(changes, ({ record_id }) => record_id)
  return rows.map(({ id, started_at, missed_at }) => {
    const end_ms = Date.parse(missed_at)
    let since_ms: number | null = Date.parse(started_at)
    let free_ms = 0
    for (const { at, owner } of ofTicket.get(id) ?? []) {
      const at_ms = Math.min(Math.max(Date.parse(at), Date.parse(started_at)), end_ms)
      if (since_ms !== null) free_ms += at_ms - since_ms
      since_ms = owner === null ? at_ms : null
    }
    return Math.floor((free_ms + (since_ms === null ? 0 : Math.max(0, end_ms - since_ms))) / 60_000)
  })
}
