import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type Provider =
  paths['/api/providers']['get']['responses'][200]['content']['application/json']['rows'][number]

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => ask(api.GET('/api/providers')),
})

export type Draft = Omit<Provider, 'id' | 'version' | 'domains'> & { secret: string; domains: string }

export function draftOf(provider: Provider | undefined): Draft {
  if (provider) {
    const { id: _id, version: _version, domains, ...rest } = provider
    return { ...rest, domains: domains.join(', '), secret: '' }
  }
  return {
    name: '',
    issuer: '',
    client_id: '',
    secret: '',
    groups_claim: 'groups',
    group_roles: [],
    makes_people: false,
    links_by_email: false,
    domains: '',
    factor: 'own',
    asks_again: true,
    is_on: false,
  }
}

/** As the API takes it, without what is only given when the provider is made. */
export function bodyOf({ secret: _secret, issuer: _issuer, domains, ...draft }: Draft) {
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
