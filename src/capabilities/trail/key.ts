/** The Ed25519 key that signs checkpoints. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Config } from '../../platform/config/config.ts'
import { keepSecret } from '../../platform/config/secret.ts'

/** A private key of Ed25519 is 32 bytes; in front of them PKCS #8 says that it is one (RFC 8410). */
const pkcs8_head = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key to sign with: from WARDLINE_CHECKPOINT_KEY, or made at the first use and kept in
 * `<data>/secrets/checkpoint-key`, readable by its owner alone.
 */
export function signingKey(config: Pick<Config, 'dataDir' | 'checkpointKey'>): KeyObject {
  const seed = Buffer.from(config.checkpointKey ?? keepSecret(config.dataDir, 'checkpoint-key'), 'base64url')
  return createPrivateKey({ key: Buffer.concat([pkcs8_head, seed]), format: 'der', type: 'pkcs8' })
}

/** The public half as PEM, for whoever checks. */
export function publicKeyText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}

/** Reads a public key in PEM; throws when it is none of Ed25519. */
export function readPublicKey(pem: string): KeyObject {
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('It is not a public key of Ed25519.')
  return key
}

/** Sixteen digits by which people tell keys apart. */
export function fingerprint(key: KeyObject): string {
  const bytes = (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

export type Statement = {
  organization: string
  /** The number of the last link that it covers. */
  link: number
  /** How many lines the chain had with it. */
  lines: number
  /** The hash of that link, in hexadecimal digits. */
  hash: string
  at: string
}
export type Signed = Statement & { key: string; signature: string }

/** The statement with its signature. */
export function signStatement(key: KeyObject, statement: Statement): Signed {
  const signature = sign(null, bytesOf(statement), key).toString('base64')
  return { ...statement, key: fingerprint(key), signature }
}

/** True when the signature is of the key and of exactly this statement. */
export function isSigned(key: KeyObject, signed: Signed): boolean {
  return verify(null, bytesOf(signed), key, Buffer.from(signed.signature, 'base64'))
}

function bytesOf({ organization, link, lines, hash, at }: Statement): Buffer {
  return Buffer.from(['wardline checkpoint 1', organization, link, lines, hash, at].join('\n'))
}
