/** A mail on its way in: kept as it came before anything is made of it, and once however often it comes. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { App } from '../../../core/app.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { mail_bytes_max } from './parsed.ts'

const head_bytes_max = 256 * 1024
/** Lines of a head that say who writes what to whom as what; gateways leave them as they are. */
const writersLines =
  /^(from|sender|reply-to|date|subject|in-reply-to|references|content-type|auto-submitted|precedence|list-id|x-auto[a-z-]*):.*$/gim

export type Source = {
  mailbox: string | null
  /** Where it lies at the server; none for what the listener took. */
  place?: { uidValidity: number; uid: number }
  kept_days: number
  /** By which topic of the public form it came; none for what came as a mail. */
  topic?: string
}

/**
 * Stores the bytes and then the row, with the job that makes something of it. Afterwards the server that had the mail
 * may forget it. Answers the id, or undefined when the same mail was received before. Throws `FileRefused`.
 */
export async function receiveMail(
  app: App,
  orgId: string,
  content: Buffer,
  source: Source,
): Promise<string | undefined> {
  const id = newId()
  const stored = await app.files.put(Readable.from([content]), { size_bytes_max: mail_bytes_max })
  const isNew = await write(app.pool, orgId, (tx) =>
    addMail(app, tx, id, { ...hashesOf(content), ...stored, source }),
  )
  if (isNew) return id
  await app.files.remove(stored.key)
  return undefined
}

type StoredMail = ReturnType<typeof hashesOf> & { key: string; size_bytes: number; source: Source }

/** The row of a mail whose bytes are stored, with the job that makes something of it. False when it is there already. */
export async function addMail(app: App, tx: Tx, id: string, mail: StoredMail): Promise<boolean> {
  const { source } = mail
  const now = app.clock.now()
  const added = await tx.maybe(
    raw(
      `insert into channels.mail_in (org_id, id, mailbox_id, uid_validity, uid, mail_hash, message_id_hash, storage_key, size_bytes, state, received_at, remove_at, topic_id)
       -- Another server may count as the former one did: then the place is not told, and the mail itself decides.
       select $1, $2, $3, $4, case when exists (
         select from channels.mail_in where org_id = $1 and mailbox_id = $3 and uid_validity = $4 and uid = $5) then null else $5::int8 end,
         $6, $7, $8, $9, 'received', $10, $11, $12::uuid
       on conflict (org_id, mail_hash) do nothing returning id`,
      [
        tx.orgId,
        id,
        source.mailbox,
        source.place?.uidValidity ?? null,
        source.place?.uid ?? null,
        mail.mailHash,
        mail.messageIdHash,
        mail.key,
        mail.size_bytes,
        now.toISOString(),
        new Date(now.getTime() + source.kept_days * 86_400_000).toISOString(),
        source.topic ?? null,
      ],
    ),
  )
  if (added) app.jobs.add(tx, 'mail.take_in', { mail: id }, { key: `mail.take_in ${id}` })
  return added !== undefined
}

/**
 * By what a mail is known again: what its writer wrote into the head, with what stands below it, since each way adds
 * lines to the head; the whole where it has no Message-ID. The Message-ID alone would be worth a place to whoever
 * sends another's one first.
 */
export function hashesOf(content: Buffer): { mailHash: Buffer; messageIdHash: Buffer | null } {
  const end = endOfHead(content)
  const head = content.toString('latin1', 0, Math.min(end, head_bytes_max))
  const messageId = /^message-id:\s*(<[^<>\s]{1,990}>)/im.exec(head)?.[1]
  if (messageId === undefined)
    return { mailHash: createHash('sha256').update(content).digest(), messageIdHash: null }
  const written = head.replace(/\r?\n[ \t]+/g, ' ').match(writersLines) ?? []
  const hash = createHash('sha256').update(messageId).update('\n')
  for (const line of written.map((each) => each.trim().toLowerCase()).sort()) hash.update(line).update('\n')
  return { mailHash: hash.update(content.subarray(end)).digest(), messageIdHash: hashOfId(messageId) }
}

/** A Message-ID as it is kept: of people's mail programs, they name people. */
export function hashOfId(messageId: string): Buffer {
  return createHash('sha256').update(messageId.trim()).digest()
}

function endOfHead(content: Buffer): number {
  const [long, short] = [content.indexOf('\r\n\r\n'), content.indexOf('\n\n')]
  const found = [long, short].filter((at) => at >= 0)
  return found.length === 0 ? content.length : Math.min(...found)
}
