/** A rule that fires too often is stopped, and who answers for it is told. */
import type { App } from '../../../core/app.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { RuleRow } from '../store.ts'
import { forgetRules } from './note.ts'

/**
 * Where the rule has fired as often within the last hour as it may. The look of a day is one firing in the
 * organization, however many tickets it finds: each of them comes once a day, and nothing runs away.
 */
export async function limitReached(
  tx: Tx,
  { id, statement }: RuleRow,
  ticketId: string,
  now: string,
): Promise<'ticket' | 'organization' | undefined> {
  const hourAgo = new Date(Date.parse(now) - 3_600_000).toISOString()
  const isDaily = statement.when.on === 'daily'
  const count = await tx.one(
    raw<{ all: number; here: number }>(
      `select count(*) as "all", count(*) filter (where ticket_id = $3) as here from (
         select ticket_id from rules.firing where org_id = $1 and rule_id = $2 and fired_at > $4 and (not $6 or ticket_id = $3) limit $5) f`,
      [tx.orgId, id, ticketId, hourAgo, isDaily ? statement.ticket_hour_max : statement.hour_max, isDaily],
    ),
  )
  if (count.here >= statement.ticket_hour_max) return 'ticket'
  return !isDaily && count.all >= statement.hour_max ? 'organization' : undefined
}

/** Switches the rule off and tells its keeper at the ticket where it happened. */
export async function stopRule(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  rule: RuleRow,
  record: RecordRow,
  because: 'ticket' | 'organization',
): Promise<void> {
  const stopped = await tx.maybe(
    raw(
      `update rules.rule set is_on = false, stopped_at = $3, stopped_because = $4, daily_at = null, daily_after = null
       where org_id = $1 and id = $2 and is_on returning id`,
      [tx.orgId, rule.id, now, because],
    ),
  )
  if (!stopped) return
  tx.send(raw('delete from rules.timer where org_id = $1 and rule_id = $2', [tx.orgId, rule.id]))
  await tellKeeper({ app, tx, now }, rule.keeper_id, record)
  tx.afterCommit(() => forgetRules(tx.orgId))
}

/** Who manages rules may be somebody who does not see every ticket: then it is told without the ticket. */
async function tellKeeper(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  keeperId: string,
  record: RecordRow,
): Promise<void> {
  const people = await tx.all(candidates(tx.orgId, record.id, [keeperId], now))
  const keeper = people.find(({ id }) => id === keeperId)
  if (keeper && sideSeenBy(keeper, record) === 'inside') {
    notify(app, tx, { record, byId: null, now }, new Map([[keeperId, 'rule_stopped' as const]]))
    return
  }
  tx.send(
    raw(
      "insert into core.notification (org_id, id, person_id, reason, created_at) values ($1,$2,$3,'rule_stopped',$4)",
      [tx.orgId, newId(), keeperId, now],
    ),
  )
}
