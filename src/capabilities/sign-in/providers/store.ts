/** Providers as they are kept. */
import type { App } from '../../../core/app.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'

export type Provider = {
  id: string
  kind: 'oidc' | 'saml'
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

/** Where a provider is found: the organization and its own id. */
export type Place = { org: string; id: string }
/** What a provider said, checked; `token` is what signing out there needs, `authenticated_ms` when it last asked. */
export type Told = { claims: Claims; token: string; authenticated_ms: number | undefined }
export type Claims = { sub: string } & Record<string, unknown>
/** The session that asks for a fresh proof, and since when the provider must have asked again. */
export type Proof = { session: string; since_ms: number }
/** What a browser holds while it is away at the provider. */
export type Visit = { provider: string; next: string; proof?: Proof }

const columns =
  'id, kind, name, issuer, client_id, secret_sealed, groups_claim, group_roles, makes_people, links_by_email, domains, factor, asks_again, is_on, version'

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
const ownerOf = (orgId: string, providerId: string) => `${orgId}.${providerId}`
export const sealedProviders: SealedPlace = {
  table: 'core.identity_provider',
  column: 'secret_sealed',
  id: 'id',
  purpose: secretPurpose,
  ownerOf,
}

export function sealSecret(app: App, orgId: string, providerId: string, secret: string): Buffer {
  return seal(app.config.secret, secretPurpose, ownerOf(orgId, providerId), secret)
}

export function secretOf(app: App, orgId: string, provider: Provider): string {
  return unseal(secretsOf(app.config), secretPurpose, ownerOf(orgId, provider.id), provider.secret_sealed)
}
