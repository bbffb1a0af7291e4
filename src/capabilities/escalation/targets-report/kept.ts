/** How many tickets kept their targets and how many missed one: by kind, policy, team, and hour of the week. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { NullableId, NullableText, OneOf } from '../../../platform/http/schema.ts'
import { localTime, targetKinds, targetWindow } from '../../tickets/index.ts'
import { AskedQuery, askedFor, Count, PeriodAnswer, readsReports, seenInside } from './asked.ts'

const Kept = { met: Count, missed: Count }
const parts_max = 500
const hours_a_week = 168

export const targetsKept = reader({
  name: 'reports.targets',
  summary:
    'How many tickets kept their targets and how many missed one, of those decided in the period: each ticket once a line.',
  path: '/api/reports/targets',
  query: AskedQuery,
  output: Type.Object({
    ...PeriodAnswer,
    ...Kept,
    kinds: Type.Array(Type.Object({ kind: OneOf(targetKinds), ...Kept })),
    policies: Type.Array(Type.Object({ id: NullableId, name: NullableText, ...Kept })),
    teams: Type.Array(Type.Object({ id: NullableId, name: NullableText, ...Kept })),
    hours: Type.Object(
      { met: Type.Array(Type.Array(Count)), missed: Type.Array(Type.Array(Count)) },
      { description: 'Seven days from Monday, each with 24 hours: when it was decided.' },
    ),
  }),
  permits: readsReports,
  run: async ({ tx, actor, query, now }) => {
    const { period, filter } = await askedFor(tx, query, now)
    const { target: _target, ...whole } = filter
    const rows = await tx.all(counted(actor, query.team, whole, query.target, now))
    const of = (by: string) => rows.filter((row) => row.by === by)
    const { met, missed } = of('all')[0] ?? { met: 0, missed: 0 }
    const names = await namesOf(
      tx,
      [...of('policy'), ...of('team')].flatMap(({ key }) => key ?? []),
    )
    const named = (by: string) =>
      of(by).map(({ key, met, missed }) => ({
        id: key,
        name: key === null ? null : (names.get(key) ?? null),
        met,
        missed,
      }))
    return {
      ...period,
      met,
      missed,
      kinds: targetKinds.map((kind) => {
        const row = of('kind').find(({ key }) => key === kind)
        return { kind, met: row?.met ?? 0, missed: row?.missed ?? 0 }
      }),
      policies: named('policy'),
      teams: named('team'),
      hours: { met: week(of('hour'), 'met'), missed: week(of('hour'), 'missed') },
    }
  },
})

type Part = { by: string; key: string | null; met: number; missed: number }

/** Each ticket once a line: as missed when one of its targets there was missed, else as met. */
function counted(
  actor: Actor,
  team: string | undefined,
  filter: Parameters<typeof targetWindow>[1],
  target: string | undefined,
  now: string,
): RawBuilder<Part> {
  const seen = seenInside(actor, team, now)
  const local = localTime(actor, sql`g.judged_at`)
  const wanted = target === undefined ? sql`true` : sql`j.kind = ${target}`
  const part = (by: string, key: RawBuilder<unknown>, condition: RawBuilder<unknown>) => sql`
    select ${sql.lit(by)} as by, k.key::text as key, count(*) filter (where not k.missed)::int as met, count(*) filter (where k.missed)::int as missed
    from (select ${key} as key, bool_or(j.is_missed) as missed from judged j where ${condition} group by 1, j.ticket_id) k group by k.key`
  return sql<Part>`
    with judged as materialized (
      select g.ticket_id, g.kind, g.policy_id, g.is_missed, r.team_id,
        ((extract(isodow from ${local}) - 1) * 24 + extract(hour from ${local}))::int as slot
      from reporting.target g join core.record r on r.org_id = g.org_id and r.id = g.ticket_id
      where ${sql.join(targetWindow(actor, filter), sql` and `)} and ${seen})
    ${sql.join(
      [
        part('all', sql`null::uuid`, wanted),
        part('kind', sql`j.kind`, sql`true`),
        part('policy', sql`j.policy_id`, wanted),
        part('team', sql`j.team_id`, wanted),
        part('hour', sql`j.slot`, wanted),
      ],
      sql` union all `,
    )}
    order by 1, 4 desc, 3 desc, 2 limit ${sql.lit(parts_max * 2 + hours_a_week)}`
}

function week(rows: readonly Part[], what: 'met' | 'missed'): number[][] {
  const counts = new Map(rows.map((row) => [Number(row.key), row[what]]))
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => counts.get(day * 24 + hour) ?? 0),
  )
}

async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.all(
    sql<{ id: string; name: string }>`
      select id, name from escalation.policy where org_id = ${tx.orgId} and id = any(${ids}::uuid[])
      union all select id, name from core.team where org_id = ${tx.orgId} and id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
