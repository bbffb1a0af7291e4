import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'

/** Refuses a day (YYYY-MM-DD) of a year that was mistyped: days after it would have no four digits left. */
export function requireYear(pointer: string, day: string): void {
  if (day < '1900-01-01' || day > '2199-12-31')
    throw invalid(pointer, 'Choose a day between the years 1900 and 2199.')
}

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
