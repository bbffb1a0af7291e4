import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from './secrets.ts'

const SECRET_BYTES_MIN = 32
const TOKEN_CHARACTERS_MAX = 8192
const PURPOSE = /^[a-z0-9][a-z0-9._-]{0,63}$/

export type TokenRefusal = 'invalid' | 'expired'

/** A signed token that must not be honored: forged, damaged, made for another purpose, or too old. */
export class TokenRefused extends Error {
  readonly code: TokenRefusal
  readonly status = 403
  constructor(code: TokenRefusal) {
    super(code === 'expired' ? 'This link has expired. Please ask for a new one.' : 'This link is not valid.')
    this.name = 'TokenRefused'
    this.code = code
  }
}

/**
 * Returns a url-safe token that carries `payload` until `expiresAt`. The payload is signed, not encrypted:
 * whoever holds the token can read it. A token made for one `purpose` is refused for every other.
 *
 * `secret` is at least 32 bytes of randomness; `purpose` is lower-case letters, digits, dots and dashes.
 */
export function signToken(
  secret: string | Uint8Array,
  purpose: string,
  payload: unknown,
  expiresAt: Date,
): string {
  const expires_ms = expiresAt.getTime()
  if (!Number.isFinite(expires_ms)) throw new Error('A token needs a valid time of expiry.')
  const body = Buffer.from(JSON.stringify([expires_ms, payload])).toString('base64url')
  const token = `${body}.${signature(secret, purpose, body)}`
  if (token.length > TOKEN_CHARACTERS_MAX) throw new Error('The payload is too large for a token.')
  return token
}

/**
 * Returns the payload of a token that `signToken` made with the same secret and purpose and that has not
 * expired at `now`. A token of any of several secrets is believed. The caller validates the shape of the payload.
 * Throws `TokenRefused` otherwise.
 */
export function readToken(
  secret: string | Uint8Array | Secrets,
  purpose: string,
  token: string,
  now: Date = new Date(),
): unknown {
  const [body, given, ...rest] = token.length > TOKEN_CHARACTERS_MAX ? [] : token.split('.')
  if (!body || !given || rest.length > 0) throw new TokenRefused('invalid')
  // The signature texts are compared, not the decoded bytes, because base64url decoding accepts many
  // spellings of the same bytes and a token must have one.
  const secrets = Array.isArray(secret) ? (secret as unknown as Secrets) : [secret as string | Uint8Array]
  if (!secrets.some((each) => equalText(given, signature(each, purpose, body))))
    throw new TokenRefused('invalid')
  const [expires_ms, payload] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [
    number,
    unknown,
  ]
  if (expires_ms <= now.getTime()) throw new TokenRefused('expired')
  return payload
}

/** Returns a fresh url-safe token of 256 random bits (43 characters), for links that work once. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Returns the SHA-256 of a token as 64 hexadecimal digits. Only this is stored: who reads the table cannot
 * use the links. A plain hash suffices because `randomToken` cannot be guessed.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}

function signature(secret: string | Uint8Array, purpose: string, body: string): string {
  if (Buffer.byteLength(secret) < SECRET_BYTES_MIN) {
    throw new Error(`The signing secret must have at least ${SECRET_BYTES_MIN} bytes.`)
  }
  if (!PURPOSE.test(purpose)) throw new Error('The purpose of a token is a short lower-case name.')
  // Neither a purpose nor base64url holds a line feed, so no two pairs sign the same text.
  return createHmac('sha256', secret).update(`token-v1\n${purpose}\n${body}`).digest('base64url')
}

function equalText(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
