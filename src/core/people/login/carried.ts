/** What a session of a provider is called there: kept sealed, and carried over when the session gets a new token. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import type { App } from '../../app.ts'
import { type SealedPlace, seal, unseal } from './seal.ts'

const tokenPurpose = 'identity provider token'
const ownerOf = (orgId: string, sessionId: string) => `${orgId}.${sessionId}`
export const sealedTokens: SealedPlace = {
  table: 'core.provider_session',
  column: 'id_token_sealed',
  id: 'session_id',
  purpose: tokenPurpose,
  ownerOf,
}

export function sealToken(app: App, orgId: string, sessionId: string, token: string): Buffer {
  return seal(app.config.secret, tokenPurpose, ownerOf(orgId, sessionId), token)
}

export function unsealToken(app: App, orgId: string, sessionId: string, sealed: Buffer): string {
  return unseal(secretsOf(app.config), tokenPurpose, ownerOf(orgId, sessionId), sealed)
}

/**
 * The session goes on as another one: the provider that opened it ends that one too, and signing out here leads
 * there. The token is bound to its session, so that it is sealed anew.
 */
export async function carryProvider(app: App, tx: Tx, from: string | null, to: string): Promise<void> {
  const known = await tx.maybe(
    raw<{ id_token_sealed: Buffer }>(
      'select id_token_sealed from core.provider_session where org_id = $1 and session_id = $2',
      [tx.orgId, from],
    ),
  )
  if (!known || from === null) return
  const token = unsealToken(app, tx.orgId, from, known.id_token_sealed)
  tx.send(
    raw(
      `insert into core.provider_session (org_id, session_id, provider_id, subject, sid, id_token_sealed)
       select org_id, $3, provider_id, subject, sid, $4 from core.provider_session where org_id = $1 and session_id = $2`,
      [tx.orgId, from, to, sealToken(app, tx.orgId, to, token)],
    ),
  )
}
