/** What the organization's pages ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type PersonLine = Answer<'/api/people'>['rows'][number]
export type Person = Answer<'/api/people/{id}'>
export type Team = Answer<'/api/teams/{id}'>
export type Role = Answer<'/api/roles'>['rows'][number]
export type AuditLine = Answer<'/api/audit'>['rows'][number]
export type Trail = Answer<'/api/audit/chain'>
export type System = Answer<'/api/system'>
export type OwnSynonyms = Answer<'/api/synonyms'>['rows'][number]
export type Understood = Answer<'/api/synonyms/try'>['rows'][number]
export type Mail = Answer<'/api/outbox'>['rows'][number]
export type Named = { id: string; name: string }

export const base = '/desk/organization'
const KEPT_MS = 60_000

export const structureQuery = (withArchived = false) =>
  queryOptions({
    queryKey: ['structure', { withArchived }],
    queryFn: () =>
      ask(
        api.GET('/api/organization/structure', {
          params: { query: withArchived ? { with_archived: true } : {} },
        }),
      ),
    staleTime: KEPT_MS,
  })

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: () => ask(api.GET('/api/people/{id}', { params: { path: { id } } })),
  })

export const teamQuery = (id: string) =>
  queryOptions({
    queryKey: ['team', id],
    queryFn: () => ask(api.GET('/api/teams/{id}', { params: { path: { id } } })),
  })

/** Addresses at which mail does not arrive. */
export const failingMailQuery = queryOptions({
  queryKey: ['mail', 'failing'],
  queryFn: () => ask(api.GET('/api/mail/failing')),
})

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => ask(api.GET('/api/roles')),
})

export const roleQuery = (id: string) =>
  queryOptions({
    queryKey: ['roles', id],
    queryFn: () => ask(api.GET('/api/roles/{id}', { params: { path: { id } } })),
  })

export const synonymsQuery = queryOptions({
  queryKey: ['synonyms'],
  queryFn: () => ask(api.GET('/api/synonyms')),
})

export const understoodQuery = (q: string) =>
  queryOptions({
    queryKey: ['synonyms', 'try', q],
    queryFn: () => ask(api.GET('/api/synonyms/try', { params: { query: { q } } })),
  })

/** Asks again for everything that a change of people, teams or lists may have touched. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    const keys = ['structure', 'person', 'people', 'team', 'roles', 'ticket-categories', 'organization', 'me']
    await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }
}

/** People by name, address or phone for a field that chooses one. */
export async function findPeople(q: string): Promise<PersonLine[]> {
  const query = { limit: 12, ...(q.trim() ? { q: q.trim() } : {}) }
  return (await ask(api.GET('/api/people', { params: { query } }))).rows
}
