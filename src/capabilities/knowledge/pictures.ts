/** Pictures and files in an article's text: what the writer uploaded becomes the article's own when it is saved. */
import type { Actor } from '../../core/actor.ts'
import { attachFiles, insertMessage } from '../../core/messages/message.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

const files_max = 100
const address = /\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi

/** The attachments that the text refers to, each once. */
export function filesIn(body: string): string[] {
  const ids = [...body.matchAll(address)].map((match) => (match[1] ?? '').toLowerCase())
  return [...new Set(ids)].slice(0, files_max)
}

/**
 * Gives what the actor uploaded and the text refers to to the article. A file is read by those who see the message
 * that it hangs on; an article has no thread, so one message without words carries its files for all of its readers.
 */
export async function keepFiles(
  tx: Tx,
  actor: Actor,
  record: Pick<RecordRow, 'org_id' | 'id'>,
  body: string,
  now: string,
): Promise<void> {
  const ids = filesIn(body)
  if (ids.length === 0) return
  const [fresh, carriers] = await tx.many(
    raw<{ id: string }>(
      'select id from core.attachment where org_id = $1 and uploaded_by = $2 and id = any($3::uuid[]) and record_id is null and removed_at is null',
      [record.org_id, actor.personId, ids],
    ),
    raw<{ id: string }>(
      "select id from core.message where org_id = $1 and record_id = $2 and body = '' and not is_internal order by created_at, id limit 1",
      [record.org_id, record.id],
    ),
  )
  if (fresh.length === 0) return
  const message = { orgId: record.org_id, recordId: record.id, authorId: actor.personId }
  let carrier = carriers[0]?.id
  if (carrier === undefined) {
    const made = insertMessage({ ...message, isInternal: false, channel: 'web', body: '', now })
    tx.send(made.statement)
    carrier = made.id
  }
  tx.send(
    attachFiles(
      message,
      carrier,
      fresh.map(({ id }) => id),
    ),
  )
}
