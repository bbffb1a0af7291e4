/** Rules that look at all open tickets at a time of day, some tickets at a time. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { holds } from '../conditions.ts'
import { knownTickets } from '../facts.ts'
import type { Statement } from '../statement.ts'
import { insertDue } from './timers.ts'

const tickets_at_once = 200
const before_all = '00000000-0000-0000-0000-000000000000'

type Looking = {
  id: string
  daily_at: string
  daily_after: string | null
  statement: Statement
  time_zone: string
}

/** Looks at the next tickets for the rule that has waited longest; false when none has to look. */
export async function lookDaily(tx: Tx, now: string): Promise<boolean> {
  const rule = await tx.maybe(
    raw<Looking>(
      `select r.id, r.daily_at, r.daily_after, v.statement, o.time_zone from rules.rule r
       join rules.rule_version v on v.org_id = r.org_id and v.rule_id = r.id and v.number = r.version
       join core.organization o on o.id = r.org_id
       where r.org_id = $1 and r.is_on and r.daily_at <= $2 order by r.daily_at, r.position limit 1 for update of r`,
      [tx.orgId, now],
    ),
  )
  if (!rule) return false
  const ids = await tx.all(
    raw<{ id: string }>(
      `select id from core.record where org_id = $1 and kind = 'ticket' and category <> 'done' and id > $2
       order by id limit ${tickets_at_once}`,
      [tx.orgId, rule.daily_after ?? before_all],
    ),
  )
  const known = await knownTickets(
    tx,
    ids.map(({ id }) => id),
  )
  const held = known.filter(({ facts }) => holds(rule.statement.if, facts, now).isHeld)
  insertDue(
    tx,
    held.map(({ record }) => ({
      rule_id: rule.id,
      ticket_id: record.id,
      due_at: rule.daily_at,
      happened: 'daily' as const,
      chain: [],
    })),
    now,
  )
  const isLast = ids.length < tickets_at_once
  const next = isLast ? nextDaily(now, rule.statement.when.time ?? '00:00', rule.time_zone) : rule.daily_at
  tx.send(
    raw('update rules.rule set daily_at = $3, daily_after = $4 where org_id = $1 and id = $2', [
      tx.orgId,
      rule.id,
      next,
      isLast ? null : (ids.at(-1)?.id ?? null),
    ]),
  )
  return true
}

/** The first moment after `from` at which the clocks of the zone show the time; one that is left out comes later. */
export function nextDaily(from: string, time: string, zone: string): string {
  const start = Temporal.Instant.from(from).toZonedDateTimeISO(zone)
  const today = start.toPlainDate()
  for (const days of [0, 1, 2]) {
    const at = today
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    if (Temporal.ZonedDateTime.compare(at, start) > 0) return new Date(at.epochMilliseconds).toISOString()
  }
  throw new Error('A time of day did not come within two days.')
}
