/** Mails as they are kept: the row of one, its original, and the end of that. */
import type { App } from '../../../core/app.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import { heldPeople, heldRecords } from '../../privacy/index.ts'
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

/**
 * Takes away what came; the row stays and tells that it did. What a legal hold keeps stays, and is looked at again each
 * day. Answers the ids of those whose original is gone. Should the process die, the job takes the bytes.
 */
export async function removeOriginals(app: App, tx: Tx, ids: readonly string[]): Promise<string[]> {
  const there = await tx.all(
    raw<MailIn & { storage_key: string }>(
      `select ${mailColumns} from channels.mail_in where org_id = $1 and id = any($2::uuid[]) and storage_key is not null order by id for update`,
      [tx.orgId, ids],
    ),
  )
  if (there.length === 0) return []
  // Nobody is shown any more what was to go, also where a hold keeps it.
  tx.send(
    raw('update channels.mail_in set has_html = false where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      there.map(({ id }) => id),
    ]),
  )
  const held = await heldOf(tx, there)
  const gone = there.filter(({ id }) => !held.has(id))
  tx.send(
    raw('update channels.mail_in set storage_key = null where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      gone.map(({ id }) => id),
    ]),
  )
  if (held.size > 0)
    tx.send(
      raw(
        'update channels.mail_in set remove_at = $3::timestamptz + make_interval(days => 1) where org_id = $1 and id = any($2::uuid[])',
        [tx.orgId, [...held], app.clock.now().toISOString()],
      ),
    )
  for (const { storage_key } of gone) app.jobs.add(tx, 'attachments.remove_file', { key: storage_key })
  return gone.map(({ id }) => id)
}

/** The ids of those that a legal hold keeps: by their sender, or by what they became or answer to. */
export async function heldOf(tx: Tx, mails: readonly MailIn[]): Promise<ReadonlySet<string>> {
  const recordsOf = ({ record_id, about_id }: MailIn) => [record_id, about_id].filter((id) => id !== null)
  const records = await heldRecords(tx, [...new Set(mails.flatMap(recordsOf))])
  const people = await heldPeople(
    tx,
    mails.flatMap(({ sender_id }) => sender_id ?? []),
  )
  const isHeld = (mail: MailIn) =>
    (mail.sender_id !== null && people.includes(mail.sender_id)) ||
    recordsOf(mail).some((id) => records.includes(id))
  return new Set(mails.filter(isHeld).map(({ id }) => id))
}
