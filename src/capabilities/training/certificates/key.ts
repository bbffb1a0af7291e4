/** The key pair (Ed25519) with which an organization signs its badges. The private half lies sealed. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { App } from '../../../core/app.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'

const purpose = 'badge key'
const ownerOf = (orgId: string, id: string) => `${orgId} ${id}`

export const sealedBadgeKeys: SealedPlace = {
  table: 'training.badge_key',
  column: 'private_sealed',
  id: 'id',
  purpose,
  ownerOf,
}

export type Jwk = { kty: 'OKP'; crv: 'Ed25519'; x: string }
export type BadgeKey = { id: string; jwk: Jwk; key: KeyObject }

/** Makes the key with the first certificate. Two at once make one: the second one waits for the lock. */
export async function ensureKey(app: App, tx: Tx, now: string): Promise<void> {
  tx.send(
    raw("select pg_advisory_xact_lock(hashtextextended('training.certificate ' || $1::text, 0))", [tx.orgId]),
  )
  const found = await tx.maybe(
    raw<{ id: string }>('select id from training.badge_key where org_id = $1 limit 1', [tx.orgId]),
  )
  if (found) return
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const id = newId()
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  tx.send(
    raw(
      'insert into training.badge_key (org_id, id, public_key, private_sealed, created_at) values ($1, $2, $3, $4, $5)',
      [
        tx.orgId,
        id,
        String(publicKey.export({ format: 'jwk' }).x),
        seal(app.config.secret, purpose, ownerOf(tx.orgId, id), text),
        now,
      ],
    ),
  )
}

/** The key that signs now. */
export async function signingKey(app: App, tx: Tx): Promise<BadgeKey> {
  const { id, private_sealed } = await tx.one(
    raw<{ id: string; private_sealed: Buffer }>(
      'select id, private_sealed from training.badge_key where org_id = $1 order by created_at desc, id desc limit 1',
      [tx.orgId],
    ),
  )
  const key = createPrivateKey(
    unseal(secretsOf(app.config), purpose, ownerOf(tx.orgId, id), Buffer.from(private_sealed)),
  )
  return { id, key, jwk: jwkOf(String(createPublicKey(key).export({ format: 'jwk' }).x)) }
}

export const jwkOf = (x: string): Jwk => ({ kty: 'OKP', crv: 'Ed25519', x })
