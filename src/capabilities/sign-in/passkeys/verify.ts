/** Whether the answer of a browser comes from a passkey of ours, and whose it is. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import type { Site } from './site.ts'

/** What is begun with a passkey: for whom, where that is known, in which session, and for what. */
export type PasskeyHeld = {
  challenge: string
  use: 'register' | 'sign_in' | 'factor' | 'confirm'
  person?: string
  session?: string
}
export const passkeyKind = 'passkey ceremony'

type PasskeyRow = {
  id: string
  person_id: string
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
}

/** The passkeys of a person at this address. */
export function passkeysOf(orgId: string, personId: string, site: Site): Raw<PasskeyRow> {
  return raw<PasskeyRow>(
    'select id, person_id, credential_id, public_key, counter, transports from core.passkey where org_id = $1 and person_id = $2 and rp_id = $3 order by created_at, id limit 100',
    [orgId, personId, site.rpId],
  )
}

/** What the browser needs to ask for a passkey: one of these, or, when none are named, any that it knows. */
export function askFor(site: Site, passkeys: readonly PasskeyRow[] = []) {
  return generateAuthenticationOptions({
    rpID: site.rpId,
    userVerification: 'required',
    ...(passkeys.length > 0
      ? {
          allowCredentials: passkeys.map(({ credential_id, transports }) => ({
            id: credential_id,
            transports,
          })),
        }
      : {}),
  })
}

/**
 * The person whose passkey signed the challenge at this site, with its count moved on; undefined when it did not, is
 * not known, was removed, or belongs to somebody who may not sign in.
 */
export async function checkPasskey(
  tx: Tx,
  site: Site,
  held: PasskeyHeld,
  answer: AuthenticationResponseJSON,
  now: string,
): Promise<{ passkeyId: string; personId: string } | undefined> {
  const row = await tx.maybe(
    raw<PasskeyRow>(
      `select k.id, k.person_id, k.credential_id, k.public_key, k.counter, k.transports
       from core.passkey k join core.person p on p.org_id = k.org_id and p.id = k.person_id
       where k.org_id = $1 and k.credential_id = $2 and k.rp_id = $3 and p.is_active and p.merged_into_id is null and p.kind <> 'service'
       for update of k`,
      [tx.orgId, answer.id, site.rpId],
    ),
  )
  if (!row || (held.person !== undefined && held.person !== row.person_id)) return undefined
  const { userHandle } = answer.response
  if (userHandle !== undefined && userHandle !== handleOf(row.person_id).toString('base64url'))
    return undefined
  const counter = await countedOn(row, site, held, answer)
  if (counter === undefined) return undefined
  tx.send(
    raw('update core.passkey set counter = $3, last_used_at = $4 where org_id = $1 and id = $2', [
      tx.orgId,
      row.id,
      counter,
      now,
    ]),
  )
  return { passkeyId: row.id, personId: row.person_id }
}

async function countedOn(
  row: PasskeyRow,
  site: Site,
  held: PasskeyHeld,
  answer: AuthenticationResponseJSON,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: held.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: row.credential_id,
        publicKey: new Uint8Array(row.public_key),
        counter: row.counter,
      },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // The library throws for each way in which an answer can be wrong; which one it was helps only who tries.
    return undefined
  }
}

/** What the device keeps to know whose key it is: the person's id, which says nothing. */
export function handleOf(personId: string): Buffer {
  return Buffer.from(personId.replaceAll('-', ''), 'hex')
}

/** One answer for every passkey that does not open anything. */
export function wrongPasskey(): Problem {
  return new Problem(
    401,
    'wrong-passkey',
    'Not signed in',
    'This passkey does not work here, or was removed. Use another way to sign in.',
  )
}
