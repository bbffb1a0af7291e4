/** Words beside the timeline after a redaction. */
import { raw, type Tx } from '../../platform/db/transaction.ts'

/**
 * Puts what is left in the place of the words of events of a record. Answers for each event a hash of what is left, with
 * a new salt: the old one goes with the words, so that nobody finds out by trying what the audit chain has a hash of.
 * The hashes belong into the facts of the redaction, as `kept`: there they are chained, and prove what is left.
 */
export async function replaceWords(
  tx: Tx,
  recordId: string,
  left: readonly { event_id: string; words: unknown }[],
): Promise<Record<string, string>> {
  if (left.length === 0) return {}
  const rows = await tx.all(
    raw<{ event_id: string; hash: string }>(
      `update core.event_words w set words = n.words, salt = gen_random_uuid()
       from json_to_recordset($3::json) as n (event_id uuid, words jsonb)
       where w.org_id = $1 and w.record_id = $2 and w.event_id = n.event_id
       returning w.event_id, encode(sha256(uuid_send(w.salt) || convert_to(w.words::text, 'UTF8')), 'hex') as hash`,
      [tx.orgId, recordId, JSON.stringify(left)],
    ),
  )
  return Object.fromEntries(rows.map(({ event_id, hash }) => [event_id, hash]))
}
