/** One job of an organization sleeps until the next step of any ladder; a write that is due earlier wakes it earlier. */
import type { App } from '../../../core/app.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { type Raw, raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { lockRules } from '../lock.ts'

const climbKey = (orgId: string) => `ladders.climb ${orgId}`

/** The query for the time at which the job will wake. */
export function ladderAlarm(orgId: string): Raw<{ wakes_at: string }> {
  return raw('select wakes_at from escalation.ladder_alarm where org_id = $1', [orgId])
}

/** Makes sure that the job wakes by then; costs nothing when it does anyway. The rules are shared or locked. */
export async function wakeClimbBy(
  app: App,
  tx: Tx,
  at: string | null,
  armed: string | null | undefined,
): Promise<void> {
  if (at === null || (armed && Date.parse(armed) <= Date.parse(at))) return
  const isEarlier = await tx.maybe(
    raw(
      `insert into escalation.ladder_alarm as a (org_id, wakes_at) values ($1, $2)
       on conflict (org_id) do update set wakes_at = excluded.wakes_at where a.wakes_at > excluded.wakes_at returning wakes_at`,
      [tx.orgId, at],
    ),
  )
  if (isEarlier) app.jobs.add(tx, 'ladders.climb', {}, { runAt: at, key: climbKey(tx.orgId) })
}

/** Sets the job to the next step that is due, after all writes that are under way. */
export async function armClimb(app: App, org: string): Promise<void> {
  await write(app.pool, org, async (tx) => {
    lockRules(tx)
    const { next } = await tx.one(
      raw<{ next: string | null }>(
        "select min(due_at) as next from escalation.rung where org_id = $1 and state = 'waiting'",
        [org],
      ),
    )
    tx.send(
      raw(
        `insert into escalation.ladder_alarm (org_id, wakes_at) values ($1, coalesce($2::timestamptz, '9999-01-01'))
         on conflict (org_id) do update set wakes_at = excluded.wakes_at`,
        [org, next],
      ),
    )
    if (next !== null) app.jobs.add(tx, 'ladders.climb', {}, { runAt: next, key: climbKey(org) })
  })
}

/** A safety net once in a while: after a restore or a lost job the alarm is set again. It reads one line of an index. */
export const armAllClimbs: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) await armClimb(app, id)
}
