/** What a key is: a secret of which only the hash is kept, and what it opens. */
import { hashToken, randomToken } from '../../../platform/secrets/signing.ts'

/** Beside the permissions: reading what everybody who is signed in may read. */
export const everydayReading = 'everyday.read'

export const days_max = 366
const prefix_length = 6

/** What a secret is for stands before it, so that who finds one knows: keys of the interface, sources of alerts. */
export type SecretKind = 'wlk' | 'wla'

/** A new secret, which is shown once, with what is kept of it. */
export function newSecret(kind: SecretKind, orgId: string): { secret: string; prefix: string; hash: Buffer } {
  const token = randomToken()
  return {
    secret: `${kind}_${orgId.replaceAll('-', '')}_${token}`,
    prefix: token.slice(0, prefix_length),
    hash: Buffer.from(hashToken(token), 'hex'),
  }
}

/** The organization that a secret names and the hash by which it is found there; nothing for what is no secret. */
export function readSecret(kind: SecretKind, secret: string): { orgId: string; hash: Buffer } | undefined {
  const [, found, hex = '', token] = /^(wl[ka])_([0-9a-f]{32})_([\w-]{43})$/.exec(secret) ?? []
  if (token === undefined || found !== kind) return undefined
  const orgId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return { orgId, hash: Buffer.from(hashToken(token), 'hex') }
}
