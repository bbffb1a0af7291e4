/** Providers that speak SAML, as they are kept. */
import { type Raw, raw } from '../../../platform/db/transaction.ts'

export type SamlSettings = {
  sign_in_url: string
  sign_out_url: string | null
  certificates: string[]
  own_certificate: string
  /** Of the new key, while we change ours. */
  next_certificate: string | null
  signs_requests: boolean
  takes_unasked: boolean
  name_attribute: string
  email_attribute: string
  trusts_addresses: boolean
}

export const samlColumns =
  'sign_in_url, sign_out_url, certificates, own_certificate, next_certificate, signs_requests, takes_unasked, name_attribute, email_attribute, trusts_addresses'

export function samlById(orgId: string, id: string): Raw<SamlSettings> {
  return raw<SamlSettings>(
    `select ${samlColumns} from core.saml_provider where org_id = $1 and provider_id = $2`,
    [orgId, id],
  )
}

export function samlOf(orgId: string): Raw<SamlSettings & { provider_id: string }> {
  return raw<SamlSettings & { provider_id: string }>(
    `select provider_id, ${samlColumns} from core.saml_provider where org_id = $1 limit 50`,
    [orgId],
  )
}
