/** Counts tries from one key in a window of time, in the database, so that all servers count together. */
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** Counts one more try and answers how many there were in this window. */
export async function countTry(tx: Tx, key: string, now: Date, window_minutes: number): Promise<number> {
  const window_ms = window_minutes * 60_000
  const window = new Date(Math.floor(now.getTime() / window_ms) * window_ms).toISOString()
  const row = await tx.one(
    raw<{ tries: number }>(
      `insert into core.throttle (org_id, key, window_at) values ($1, $2, $3)
       on conflict (org_id, key, window_at) do update set tries = core.throttle.tries + 1 returning tries`,
      [tx.orgId, key.slice(0, 400), window],
    ),
  )
  return row.tries
}
