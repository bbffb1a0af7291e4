/** What a report needs as it was: the words of the ticket from which somebody reported. */
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** Of the records those about which something was reported. */
export async function ticketsWithReports(tx: Tx, recordIds: readonly string[]): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      'select distinct ticket_id as id from safety.event where org_id = $1 and ticket_id = any($2::uuid[])',
      [tx.orgId, recordIds],
    ),
  )
  return rows.map(({ id }) => id)
}
