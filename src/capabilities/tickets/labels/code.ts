/** The code of a label: random, and signed, so that a guess is refused without a look into the database. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { keyedHash } from '../../../core/people/login/seal.ts'
import type { Secrets } from '../../../platform/secrets/secrets.ts'

const random_bytes = 9
const signature_bytes = 6

/** A new code of 20 characters that tells nothing of what it will be stuck on. */
export function newCode(secret: string, orgId: string): string {
  const random = randomBytes(random_bytes)
  return Buffer.concat([random, signatureOf(secret, orgId, random)]).toString('base64url')
}

/** True when this installation gave the code for this organization. */
export function isOurs(secrets: Secrets, orgId: string, code: string): boolean {
  const bytes = Buffer.from(code, 'base64url')
  if (bytes.length !== random_bytes + signature_bytes || bytes.toString('base64url') !== code) return false
  const random = bytes.subarray(0, random_bytes)
  return secrets.some((secret) =>
    timingSafeEqual(bytes.subarray(random_bytes), signatureOf(secret, orgId, random)),
  )
}

function signatureOf(secret: string, orgId: string, random: Buffer): Buffer {
  return keyedHash(secret, 'label', orgId, random.toString('hex')).subarray(0, signature_bytes)
}
