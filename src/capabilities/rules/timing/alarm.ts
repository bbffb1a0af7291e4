/** One job of an organization sleeps until the next moment at which a rule is due; nothing looks around meanwhile. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** Held to the end of the transaction by each write that sets a time; many hold it at once. */
export function shareAlarm(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock_shared(hashtext('rules alarm'), hashtext($1))", [tx.orgId]))
}

/** Has the job wake at this time when it would wake later. */
export async function wakeBy(app: App, tx: Tx, at: string | null): Promise<void> {
  if (at === null) return
  const alarm = await tx.maybe(
    raw<{ wakes_at: string }>('select wakes_at from rules.alarm where org_id = $1', [tx.orgId]),
  )
  if (alarm && Date.parse(alarm.wakes_at) <= Date.parse(at)) return
  const isEarlier = await tx.maybe(
    raw(
      `insert into rules.alarm as a (org_id, wakes_at) values ($1, $2)
       on conflict (org_id) do update set wakes_at = excluded.wakes_at where a.wakes_at > excluded.wakes_at returning wakes_at`,
      [tx.orgId, at],
    ),
  )
  if (isEarlier) app.jobs.add(tx, 'rules.wake', {}, { runAt: at, key: wakeKey(tx.orgId) })
}

/** Sets the job to the next moment of all, but not before `soonest`, after the writes that are under way. */
export async function armNext(app: App, tx: Tx, soonest: string | null = null): Promise<void> {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('rules alarm'), hashtext($1))", [tx.orgId]))
  const { next } = await tx.one(
    raw<{ next: string | null }>(
      `select greatest(next, case when next is not null then $2::timestamptz end) as next from (
         select least((select min(due_at) from rules.timer where org_id = $1),
           (select min(daily_at) from rules.rule where org_id = $1 and is_on)) as next) n`,
      [tx.orgId, soonest],
    ),
  )
  tx.send(
    raw(
      `insert into rules.alarm (org_id, wakes_at) values ($1, coalesce($2::timestamptz, '9999-01-01'))
       on conflict (org_id) do update set wakes_at = excluded.wakes_at`,
      [tx.orgId, next],
    ),
  )
  if (next !== null) app.jobs.add(tx, 'rules.wake', {}, { runAt: next, key: wakeKey(tx.orgId) })
}

function wakeKey(orgId: string): string {
  return `rules.wake ${orgId}`
}
