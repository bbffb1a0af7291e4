/** What becomes of erasures whose worker gave up, and which holds kept one from its end. */
import type { JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'

/** SQL: the holds of an erasure and these, each once; not known stays not known. */
export const withHolds = (more: string) =>
  `case when holds is not null then array(select distinct unnest(holds || ${more}::uuid[])) end`

/** An officer sees that they are unfinished and why, and lets them go on. */
export function giveUp(tx: Tx, ids: readonly string[], now: Date): void {
  tx.send(
    raw(
      "update privacy.erasure set state = 'unfinished', failed_at = $3 where org_id = $1 and id = any($2::uuid[]) and state = 'working'",
      [tx.orgId, ids, now.toISOString()],
    ),
  )
}

/** Job `privacy.tend_erasures`: those for which no job is left that could go on with them, as after a worker was killed in its last try. */
export const tendErasures: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows)
    await write(app.pool, org, async (tx) => {
      const lost = await tx.all(
        raw<{ id: string }>(
          `select e.id from privacy.erasure e where e.org_id = $1 and e.state = 'working' and not exists (
             select from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'privacy.erase'
               and (j.key = 'erasure:' || e.id or j.locked_at is not null) and (j.attempts < j.max_attempts or j.locked_at is not null))
           for update of e`,
          [tx.orgId],
        ),
      )
      if (lost.length > 0)
        giveUp(
          tx,
          lost.map(({ id }) => id),
          app.clock.now(),
        )
    })
}
