/** The second step of signing in: a code that changes every 30 seconds (TOTP), or a recovery code. */
import { randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Secrets } from '../../../platform/secrets/secrets.ts'
import { keyedHash, type SealedPlace, seal, unseal } from './seal.ts'

const purpose = 'second factor'
const recovery_purpose = 'recovery code'
const ownerOf = (orgId: string, personId: string) => `${orgId}.${personId}`
export const sealedFactors: SealedPlace = {
  table: 'core.second_factor',
  column: 'secret_sealed',
  id: 'person_id',
  purpose,
  ownerOf,
}
const recovery_codes = 10
/** A phone's clock may be one step off. */
const tolerance_seconds = 30

type FactorRow = { secret_sealed: string | Buffer; confirmed_at: string | null; last_step: number }

/** Stores a new, not yet confirmed secret and answers it with the address for the authenticator's QR code. */
export function beginFactor(
  tx: Tx,
  secret: string,
  person: { id: string; label: string; issuer: string },
): { secret: string; uri: string } {
  const shared = generateSecret()
  const sealed = seal(secret, purpose, ownerOf(tx.orgId, person.id), shared)
  tx.send(
    raw(
      `insert into core.second_factor (org_id, person_id, secret_sealed) values ($1,$2,$3)
       on conflict (org_id, person_id) do update set secret_sealed = excluded.secret_sealed, last_step = 0 where core.second_factor.confirmed_at is null`,
      [tx.orgId, person.id, sealed],
    ),
  )
  return { secret: shared, uri: generateURI({ issuer: person.issuer, label: person.label, secret: shared }) }
}

/**
 * True when the code fits the person's secret now and its step was not used before; the step is used up by it.
 * `isConfirming` takes the secret that was just made, otherwise only a confirmed one counts.
 */
export async function spendTotp(
  tx: Tx,
  secrets: Secrets,
  personId: string,
  code: string,
  now: Date,
  isConfirming = false,
): Promise<boolean> {
  const digits = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return false
  const row = await tx.maybe(
    raw<FactorRow>(
      'select secret_sealed, confirmed_at, last_step from core.second_factor where org_id = $1 and person_id = $2 for update',
      [tx.orgId, personId],
    ),
  )
  if (!row || (row.confirmed_at === null) !== isConfirming) return false
  const shared = unseal(secrets, purpose, ownerOf(tx.orgId, personId), row.secret_sealed as Buffer)
  const result = verifySync({
    secret: shared,
    token: digits,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: tolerance_seconds,
  })
  const step = result.valid && 'timeStep' in result ? result.timeStep : undefined
  if (step === undefined || step <= row.last_step) return false
  tx.send(
    raw(
      'update core.second_factor set last_step = $3, confirmed_at = coalesce(confirmed_at, $4) where org_id = $1 and person_id = $2',
      [tx.orgId, personId, step, now.toISOString()],
    ),
  )
  return true
}

/** Replaces the recovery codes and answers the new ones, which are shown this once. */
export function makeRecoveryCodes(tx: Tx, secret: string, personId: string): string[] {
  const codes = Array.from({ length: recovery_codes }, newRecoveryCode)
  tx.send(raw('delete from core.recovery_code where org_id = $1 and person_id = $2', [tx.orgId, personId]))
  for (const code of codes)
    tx.send(
      raw('insert into core.recovery_code (org_id, person_id, code_hash) values ($1,$2,$3)', [
        tx.orgId,
        personId,
        recoveryHash(tx, secret, personId, code),
      ]),
    )
  return codes
}

/** True when the recovery code is one of the person's that was not used yet; it is used up by it. */
export async function spendRecoveryCode(
  tx: Tx,
  secrets: Secrets,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (plain.length !== 16) return false
  const used = await tx.maybe(
    raw(
      "update core.recovery_code set used_at = $4 where org_id = $1 and person_id = $2 and encode(code_hash, 'hex') = any($3) and used_at is null returning 1 as used",
      [
        tx.orgId,
        personId,
        secrets.map((secret) => recoveryHash(tx, secret, personId, plain).toString('hex')),
        now.toISOString(),
      ],
    ),
  )
  return used !== undefined
}

/** Takes the authenticator's codes away; the recovery codes stay as long as a passkey does. */
export function removeCode(tx: Tx, personId: string, hasPasskey: boolean): void {
  tx.send(raw('delete from core.second_factor where org_id = $1 and person_id = $2', [tx.orgId, personId]))
  if (!hasPasskey) removeRecoveryCodes(tx, personId)
}

export function removeRecoveryCodes(tx: Tx, personId: string): void {
  tx.send(raw('delete from core.recovery_code where org_id = $1 and person_id = $2', [tx.orgId, personId]))
}

/** Takes every second step away: codes, passkeys, recovery codes. */
export function removeFactors(tx: Tx, personId: string): void {
  tx.send(raw('delete from core.passkey where org_id = $1 and person_id = $2', [tx.orgId, personId]))
  removeCode(tx, personId, false)
}

function recoveryHash(tx: Tx, secret: string, personId: string, code: string): Buffer {
  return keyedHash(secret, recovery_purpose, ownerOf(tx.orgId, personId), code.replaceAll('-', ''))
}

// Sixteen letters and digits without those that look alike: 80 random bits, written in four groups.
function newRecoveryCode(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz023456789'
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}
