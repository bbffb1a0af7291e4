/** Takes words out of why a record was restricted, granted or opened, and of what was said of that. */
import { short_mark } from '../../core/messages/redact.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** Only those inside and those who judge read these words. */
export async function redactReasons(tx: Tx, recordId: string, text: string): Promise<{ inside: number }> {
  const values = [tx.orgId, recordId, text, short_mark]
  const [reasons, notes] = await tx.many(
    raw(
      'update restriction.reason set body = left(replace(body, $3, $4), 500) where org_id = $1 and record_id = $2 and position($3 in body) > 0 returning 1',
      values,
    ),
    raw(
      'update restriction.glass set note = left(replace(note, $3, $4), 2000) where org_id = $1 and record_id = $2 and position($3 in note) > 0 returning 1',
      values,
    ),
  )
  return { inside: reasons.length + notes.length }
}
