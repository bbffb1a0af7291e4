/** Message-IDs that say, signed, what a mail is about and to whom it went: only who has that mail can answer to it. */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const MARK = 'wl1.'
const ID_BYTES = 16
const NONCE_BYTES = 6
const BODY_BYTES = 2 * ID_BYTES + NONCE_BYTES
const MAC_BYTES = 16
const FORM = /^<?wl1\.([A-Za-z0-9_-]{51})\.([A-Za-z0-9_-]{22})@[^\s<>@]+>?$/

/** What a mail is about and who receives it, both as UUIDs. */
export type Thread = { about: string; recipient: string }

/** The key that the Message-IDs of one organization are signed with; those of another one are worth nothing in it. */
export function threadKey(secret: string, orgId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, orgId, 'mail thread', 32))
}

/** A new Message-ID with its angle brackets; no two are the same. */
export function newThreadId(key: Buffer, { about, recipient }: Thread, domain: string): string {
  const body = Buffer.concat([bytesOf(about), bytesOf(recipient), randomBytes(NONCE_BYTES)])
  const mac = macOf(key, body).toString('base64url')
  return `<${MARK}${body.toString('base64url')}.${mac}@${domain}>`
}

/** What the Message-ID was signed for; undefined for one of anybody else, an altered or a guessed one. */
export function readThreadId(key: Buffer, text: string): Thread | undefined {
  const [, written = '', signature = ''] = FORM.exec(text.trim()) ?? []
  const body = Buffer.from(written, 'base64url')
  if (body.length !== BODY_BYTES) return undefined
  if (!timingSafeEqual(Buffer.from(signature, 'base64url'), macOf(key, body))) return undefined
  return { about: uuidOf(body, 0), recipient: uuidOf(body, ID_BYTES) }
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES)
}

function bytesOf(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  if (bytes.length !== ID_BYTES) throw new Error('A thread is named by a UUID.')
  return bytes
}

function uuidOf(body: Buffer, from: number): string {
  const hex = body.toString('hex', from, from + ID_BYTES)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
