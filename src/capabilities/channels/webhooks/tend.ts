/** What is done to deliveries by themselves: they are forgotten after their days, and a job that was lost is given again. */
import type { JobHandler } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { addJob } from './queue.ts'

const rows_max = 5_000

/** Job `webhooks.tend`. */
export const tendWebhooks: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows) {
    const now = app.clock.now().toISOString()
    await write(app.pool, org, async (tx) => {
      // What still waits after all its days would tell of what is long over.
      tx.send(
        raw(
          `delete from channels.webhook_delivery where org_id = $1 and id in (
             select d.id from channels.webhook_delivery d join channels.webhook w on w.org_id = d.org_id and w.id = d.webhook_id
             where d.org_id = $1 and d.at < $2::timestamptz - w.kept_days * interval '1 day' and (d.claimed_until is null or d.claimed_until < $2) limit ${rows_max})`,
          [org, now],
        ),
      )
      tx.send(
        raw(
          `update channels.webhook set former_sealed = null, former_until = null where org_id = $1 and former_until < $2`,
          [org, now],
        ),
      )
      tx.send(
        raw(
          `select ${addJob('l.webhook_id', 'l.record_id', '$2::timestamptz')} from (
             select distinct d.webhook_id, d.record_id from channels.webhook_delivery d join channels.webhook w on w.org_id = d.org_id and w.id = d.webhook_id
             where d.org_id = $1 and d.state = 'waiting' and d.due_at < $2::timestamptz - interval '5 minutes' and w.is_on and w.paused_at is null
               and (w.rest_until is null or w.rest_until < $2) limit ${rows_max}) l`,
          [org, now],
        ),
      )
    })
  }
}
