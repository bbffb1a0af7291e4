/** Providers as they are kept. */
import type { App } from '../../../core/app.ts'
import { seal, unseal } from '../../../core/people/login/seal.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'

export type Provider = {
  id: string
  name: string
  issuer: string
  client_id: string
  secret_sealed: Buffer
  groups_claim: string
  group_roles: { group: string; role_id: string }[]
  makes_people: boolean
  links_by_email: boolean
  domains: string[]
  factor: 'own' | 'amr' | 'always'
  asks_again: boolean
  is_on: boolean
  version: number
}

const columns =
  'id, name, issuer, client_id, secret_sealed, groups_claim, group_roles, makes_people, links_by_email, domains, factor, asks_again, is_on, version'

export function providersOf(orgId: string): Raw<Provider> {
  return raw<Provider>(
    `select ${columns} from core.identity_provider where org_id = $1 order by name, id limit 50`,
    [orgId],
  )
}

export function providerById(orgId: string, id: string): Raw<Provider> {
  return raw<Provider>(`select ${columns} from core.identity_provider where org_id = $1 and id = $2`, [
    orgId,
    id,
  ])
}

const secretPurpose = 'identity provider secret'
const tokenPurpose = 'identity provider token'

export function sealSecret(app: App, orgId: string, providerId: string, secret: string): Buffer {
  return seal(app.config.secret, secretPurpose, `${orgId}.${providerId}`, secret)
}

export function secretOf(app: App, orgId: string, provider: Provider): string {
  return unseal(app.config.secret, secretPurpose, `${orgId}.${provider.id}`, provider.secret_sealed)
}

export function sealToken(app: App, orgId: string, sessionId: string, token: string): Buffer {
  return seal(app.config.secret, tokenPurpose, `${orgId}.${sessionId}`, token)
}

export function unsealToken(app: App, orgId: string, sessionId: string, sealed: Buffer): string {
  return unseal(app.config.secret, tokenPurpose, `${orgId}.${sessionId}`, sealed)
}
