/**
 * The jobs that send: one for each webhook and record, all of them one after the other. So addresses that are slow take
 * one worker at most, and clocks, pages and mail go on beside them.
 */
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** The statement part that has a delivery sent: one job for each webhook and record. */
export const addJob = (webhook: string, record: string, runAt: string) =>
  `graphile_worker.add_job('webhooks.send', payload => json_build_object('org', $1::text, 'webhook', ${webhook}, 'record', ${record}),
     run_at => ${runAt}, job_key => concat('webhooks.send ', ${webhook}::text, ' ', ${record}::text), queue_name => 'webhooks')`

/** Has the next delivery of the record sent, at that time. */
export function later(tx: Tx, webhook: string, record: string | null, at: string): void {
  tx.send(raw(`select ${addJob('$2::uuid', '$3::uuid', '$4::timestamptz')}`, [tx.orgId, webhook, record, at]))
}

/**
 * Has one delivery of a webhook that rests tried when it is to be woken: of thousands that wait, the others are not asked
 * for meanwhile. What comes of it decides whether they are started again.
 */
export function wakeAt(tx: Tx, webhook: string, at: string): void {
  tx.send(
    raw(
      `select graphile_worker.add_job('webhooks.wake', payload => json_build_object('org', $1::text, 'webhook', $2::uuid),
         run_at => $3::timestamptz, job_key => concat('webhooks.wake ', $2::text), queue_name => 'webhooks')`,
      [tx.orgId, webhook, at],
    ),
  )
}

/** Has what waits sent, the oldest of each record first. */
export function startAgain(tx: Tx, id: string, now: string): void {
  tx.send(
    raw(
      `select ${addJob('w.webhook_id', 'w.record_id', '$3::timestamptz')} from (
         select distinct webhook_id, record_id from channels.webhook_delivery where org_id = $1 and webhook_id = $2 and state = 'waiting') w`,
      [tx.orgId, id, now],
    ),
  )
}
