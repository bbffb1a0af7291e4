import { raw, type Tx } from '../../platform/db/transaction.ts'

/** The day that it is for the organization, as YYYY-MM-DD. */
export async function todayOf(tx: Tx, now: string): Promise<string> {
  const { today } = await tx.one(
    raw<{ today: string }>(
      `select to_char($2::timestamptz at time zone time_zone, 'YYYY-MM-DD') as today from core.organization where id = $1`,
      [tx.orgId, now],
    ),
  )
  return today
}
