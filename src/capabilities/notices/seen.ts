/** Asks again for the right to see, of somebody who is not there to ask. */
import { sql } from 'kysely'
import { sideSeenBy, stillThere } from '../../core/notifications/recipients.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import type { Tx } from '../../platform/db/transaction.ts'

/** Of the records those that the person sees at this moment. */
export async function seen(
  tx: Tx,
  personId: string,
  ids: readonly string[],
  now: string,
): Promise<Map<string, RecordRow>> {
  const found = await tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = any(${ids}::uuid[])`,
  )
  const candidates = await tx.many(...found.map(({ id }) => stillThere(tx.orgId, id, [personId], now)))
  return new Map(
    found.flatMap((record, index) => {
      const person = candidates[index]?.[0]
      return person && sideSeenBy(person, record) !== undefined ? [[record.id, record] as const] : []
    }),
  )
}
