/** Mails as they are kept: the row of one, its original, and the end of that. */
import type { App } from '../../../core/app.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import { MailParked, mail_bytes_max } from './parsed.ts'

export type MailIn = {
  id: string
  mailbox_id: string | null
  storage_key: string | null
  size_bytes: number
  state: 'received' | 'taken_in' | 'quarantined' | 'parked' | 'discarded'
  reason: string | null
  sender: string | null
  sender_id: string | null
  record_id: string | null
  about_id: string | null
}

export const mailColumns =
  'id, mailbox_id, storage_key, size_bytes, state, reason, sender, sender_id, record_id, about_id'

/** The mail, locked until the end of the write. */
export function lockMail(orgId: string, id: string): Raw<MailIn> {
  return raw<MailIn>(`select ${mailColumns} from channels.mail_in where org_id = $1 and id = $2 for update`, [
    orgId,
    id,
  ])
}

/** The bytes as they came. Throws `MailParked` when they are gone or damaged. */
export async function originalOf(
  app: App,
  mail: Pick<MailIn, 'storage_key' | 'size_bytes'>,
): Promise<Buffer> {
  if (mail.storage_key === null) throw new MailParked('missing')
  if (mail.size_bytes > mail_bytes_max) throw new MailParked('too_large')
  try {
    const chunks: Buffer[] = []
    for await (const chunk of await app.files.open(mail.storage_key, mail.size_bytes))
      chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  } catch (error) {
    // A key that is not set now may be set again: such a mail is tried later and not given up.
    if (error instanceof FileRefused && error.code !== 'locked') throw new MailParked('missing', error)
    throw error
  }
}

/** Takes away what came; the row stays and tells that it did. Should the process die, the job takes the bytes. */
export function removeOriginals(
  app: App,
  tx: Tx,
  mails: readonly Pick<MailIn, 'id' | 'storage_key'>[],
): void {
  const there = mails.filter((mail) => mail.storage_key !== null)
  if (there.length === 0) return
  tx.send(
    raw('update channels.mail_in set storage_key = null where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      there.map(({ id }) => id),
    ]),
  )
  for (const { storage_key } of there) app.jobs.add(tx, 'attachments.remove_file', { key: storage_key })
}
