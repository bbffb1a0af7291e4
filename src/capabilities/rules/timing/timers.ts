/** Rules that fire some time after something happened, unless something else happens first. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { awaited, chain_max } from '../happenings.ts'
import type { When } from '../statement.ts'
import { shareAlarm, wakeBy } from './alarm.ts'

type Timed = { id: string; when: When }

/**
 * Sets the time of the rules whose beginning this was, and lets go of those that it ends: for a state, when it is
 * left; for what happened, when a person does anything else. What rules themselves do ends only states. What a rule
 * led to never begins its own time, also not by way of another rule's time, and at the end of a long chain no time
 * begins; or it would go on for ever.
 */
export async function keepTime(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  ticketId: string,
  rules: readonly Timed[],
  happened: readonly string[],
  chain: readonly string[],
): Promise<void> {
  const isByRule = chain.length > 0
  const isOpen = chain.length < chain_max
  const begun = rules.filter(
    ({ id, when }) => isOpen && !chain.includes(id) && happened.includes(awaited(when) ?? ''),
  )
  const ended = rules.filter((rule) => !begun.includes(rule) && isEnded(rule.when, happened, isByRule))
  if (ended.length > 0)
    tx.send(
      raw('delete from rules.timer where org_id = $1 and ticket_id = $2 and rule_id = any($3)', [
        tx.orgId,
        ticketId,
        ended.map(({ id }) => id),
      ]),
    )
  if (begun.length === 0) return
  shareAlarm(tx)
  const due = begun.map(({ when }) => dueAfter(now, when))
  tx.send(
    raw(
      `insert into rules.timer (org_id, rule_id, ticket_id, due_at, chain) select $1, unnest($3::uuid[]), $2, unnest($4::timestamptz[]), $5
       on conflict (org_id, rule_id, ticket_id) do update set due_at = excluded.due_at, chain = excluded.chain`,
      [tx.orgId, ticketId, begun.map(({ id }) => id), due, chain],
    ),
  )
  await wakeBy(app, tx, due.toSorted()[0] ?? null)
}

/** True when what happened lets go of a time that is being counted. */
export function isEnded(when: When, happened: readonly string[], isByRule: boolean): boolean {
  return when.since === 'moved' ? happened.some((each) => each.startsWith('moved:')) : !isByRule
}

/** The moment at which a rule fires when what it counts from was at `from`. */
export function dueAfter(from: string, when: When): string {
  return new Date(Date.parse(from) + (when.minutes ?? 0) * 60_000).toISOString()
}

export type Due = {
  rule_id: string
  ticket_id: string
  due_at: string
  happened: 'after' | 'daily'
  /** The rules whose doing began the time, the first one first. */
  chain: readonly string[]
}

/** Makes tasks of what is due. */
export function insertDue(tx: Tx, due: readonly Due[], now: string): void {
  if (due.length === 0) return
  const rows = due.map((each) => ({ ...each, id: newId(), happened: [each.happened] }))
  tx.send(
    raw(
      `insert into rules.task (org_id, id, ticket_id, happened, rule_id, due_at, chain, created_at)
       select $1, d.id, d.ticket_id, array(select jsonb_array_elements_text(d.happened)), d.rule_id, d.due_at,
         array(select jsonb_array_elements_text(d.chain)::uuid), $3
       from json_to_recordset($2::json) as d (id uuid, ticket_id uuid, happened jsonb, rule_id uuid, due_at timestamptz, chain jsonb)`,
      [tx.orgId, JSON.stringify(rows), now],
    ),
  )
}
