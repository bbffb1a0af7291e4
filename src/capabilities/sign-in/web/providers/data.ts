import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Provider =
  paths['/api/providers']['get']['responses'][200]['content']['application/json']['rows'][number]

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => ask(api.GET('/api/providers')),
})

/** What is written of a provider; of SAML everything, of OpenID Connect nothing but the rest. */
export type Draft = Omit<Provider, 'id' | 'version' | 'domains' | 'saml'> & {
  secret: string
  domains: string
  saml: SamlDraft
}
export type SamlDraft = Omit<
  NonNullable<Provider['saml']>,
  'own_certificate' | 'next_certificate' | 'certificates' | 'sign_out_url'
> & {
  certificates: string
  sign_out_url: string
}

const noSaml: SamlDraft = {
  sign_in_url: '',
  sign_out_url: '',
  certificates: '',
  signs_requests: true,
  takes_unasked: false,
  name_attribute: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  email_attribute: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  trusts_addresses: true,
}

export function draftOf(provider: Provider | undefined, kind: Provider['kind']): Draft {
  if (provider) {
    const { id: _id, version: _version, domains, saml, ...rest } = provider
    return { ...rest, domains: domains.join(', '), secret: '', saml: samlDraftOf(saml) }
  }
  return {
    kind,
    name: '',
    issuer: '',
    client_id: kind === 'saml' ? `${window.location.origin}/saml` : '',
    secret: '',
    groups_claim: 'groups',
    group_roles: [],
    makes_people: false,
    links_by_email: false,
    domains: '',
    factor: 'own',
    asks_again: true,
    is_on: false,
    saml: noSaml,
  }
}

function samlDraftOf(saml: Provider['saml']): SamlDraft {
  if (!saml) return noSaml
  const { own_certificate: _own, next_certificate: _next, certificates, sign_out_url, ...rest } = saml
  return { ...rest, certificates: certificates.join('\n'), sign_out_url: sign_out_url ?? '' }
}

/** As the API takes it, without what is only given when the provider is made, and what SAML has beside. */
export function bodyOf({
  secret: _secret,
  issuer: _issuer,
  kind: _kind,
  saml: _saml,
  domains,
  ...draft
}: Draft) {
  return {
    ...draft,
    name: draft.name.trim(),
    client_id: draft.client_id.trim(),
    domains: domains
      .split(/[,\s]+/)
      .map((domain) => domain.trim())
      .filter(Boolean),
    group_roles: draft.group_roles.filter(({ group, role_id }) => group.trim() && role_id),
  }
}

/** What SAML has beside, as the API takes it. */
export function samlBodyOf({ certificates, sign_out_url, ...saml }: SamlDraft) {
  return {
    ...saml,
    sign_in_url: saml.sign_in_url.trim(),
    sign_out_url: sign_out_url.trim() || null,
    certificates: certificates.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [
      certificates,
    ],
  }
}
