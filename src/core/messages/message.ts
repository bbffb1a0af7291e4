/** What people wrote on a record: public replies and internal notes, in Markdown. */
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

export type NewMessage = {
  orgId: string
  recordId: string
  authorId: string
  isInternal: boolean
  channel: string
  body: string
  now: string
}

/** The statement that stores the message, and its id. */
export function insertMessage(message: NewMessage): { id: string; statement: Raw<unknown> } {
  const id = newId()
  const statement = raw(
    'insert into core.message (org_id, id, record_id, author_id, is_internal, channel, body, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      message.orgId,
      id,
      message.recordId,
      message.authorId,
      message.isInternal,
      message.channel,
      message.body,
      message.now,
    ],
  )
  return { id, statement }
}

/** The statement that gives files that the author uploaded, and nobody else's, to the record and message. */
export function attachFiles(
  message: { orgId: string; recordId: string; authorId: string },
  messageId: string,
  fileIds: readonly string[],
): Raw<unknown> {
  return raw(
    'update core.attachment set record_id = $3, message_id = $4 where org_id = $1 and uploaded_by = $2 and id = any($5::uuid[]) and record_id is null and about_person_id is null and removed_at is null',
    [message.orgId, message.authorId, message.recordId, messageId, fileIds],
  )
}
