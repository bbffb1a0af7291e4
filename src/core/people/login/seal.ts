/** Secrets that must be read again, encrypted with a key that is never in the database (AES-256-GCM). */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type Secrets, withAny } from '../../../platform/secrets/secrets.ts'

const version = 1
const iv_bytes = 12
const tag_bytes = 16

/**
 * Encrypts a text with a key derived from the installation's secret. `owner` is bound to it: the sealed bytes
 * do not open for anybody else, so that they cannot be copied from one row to another.
 */
export function seal(secret: string, purpose: string, owner: string, text: string): Buffer {
  const iv = randomBytes(iv_bytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv)
  cipher.setAAD(Buffer.from(`${version}\n${owner}`))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body])
}

/** The text again. Throws when the bytes, the owner, the purpose or every secret is another one. */
export function unseal(secrets: Secrets, purpose: string, owner: string, sealed: Buffer): string {
  return withAny(secrets, (secret) => unsealWith(secret, purpose, owner, sealed))
}

function unsealWith(secret: string, purpose: string, owner: string, sealed: Buffer): string {
  if (sealed[0] !== version || sealed.length < 1 + iv_bytes + tag_bytes)
    throw new Error('Sealed bytes of an unknown form.')
  const tag = sealed.subarray(1 + iv_bytes, 1 + iv_bytes + tag_bytes)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor(secret, purpose),
    sealed.subarray(1, 1 + iv_bytes),
    { authTagLength: tag_bytes },
  )
  decipher.setAAD(Buffer.from(`${version}\n${owner}`))
  decipher.setAuthTag(tag)
  return Buffer.concat([
    decipher.update(sealed.subarray(1 + iv_bytes + tag_bytes)),
    decipher.final(),
  ]).toString('utf8')
}

/** A keyed hash, for short secrets that could be guessed from a plain one. */
export function keyedHash(secret: string, purpose: string, owner: string, text: string): Buffer {
  return createHmac('sha256', keyFor(secret, purpose)).update(`${owner}\n${text}`).digest()
}

function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'wardline', purpose, 32))
}

/** A column whose bytes are sealed with the installation's secret, so that they can be sealed with a new one. */
export type SealedPlace = {
  table: string
  column: string
  /** Names the row within its organization. */
  id: string
  purpose: string
  ownerOf(orgId: string, id: string): string
}
