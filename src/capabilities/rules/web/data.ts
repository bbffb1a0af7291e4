/** What the pages of rules ask of the API. */
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Rule = Answer<'/api/rules'>['rows'][number]
export type Statement = Rule['statement']
export type When = Statement['when']
export type Conditions = Statement['if']
export type Condition = Conditions['conditions'][number]
export type Group = Conditions['groups'][number]
export type Deed = Statement['actions'][number]
export type Firing = Answer<'/api/tickets/{id}/rule-firings'>['rows'][number]
export type Trial = Answer<'/api/rules/trials/{id}'>
export type Named = { id: string; name: string }

const poll_ms = 700

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: () => ask(api.GET('/api/rules')),
})

export const ticketFiringsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'rule-firings'],
    queryFn: () =>
      ask(api.GET('/api/tickets/{id}/rule-firings', { params: { path: { id } }, ...background })),
  })

export const firingsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['rules', id, 'firings'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/rules/{id}/firings', {
          params: { path: { id }, query: pageParam ? { after: pageParam } : {} },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** Asked again and again until it is through, which keeps nobody signed in. */
export const trialQuery = (id: string) =>
  queryOptions({
    queryKey: ['rules', 'trial', id],
    queryFn: () => ask(api.GET('/api/rules/trials/{id}', { params: { path: { id } }, ...background })),
    refetchInterval: (query) => (query.state.data?.finished_at ? false : poll_ms),
  })

const kept_ms = 300_000

/** What rules can name, also what is not offered any more, so that an old rule can still be read. */
export function useNamed() {
  const { data: structure } = useQuery({
    queryKey: ['structure', { withArchived: true }],
    queryFn: () =>
      ask(api.GET('/api/organization/structure', { params: { query: { with_archived: true } } })),
    staleTime: kept_ms,
  })
  const { data: categories } = useQuery({
    queryKey: ['ticket-categories', { withArchived: true }],
    queryFn: () => ask(api.GET('/api/tickets/categories', { params: { query: { with_archived: true } } })),
    staleTime: kept_ms,
  })
  const used = <T extends Named & { archived_at?: string | null; is_archived?: boolean }>(
    list: readonly T[] = [],
  ) =>
    list.map(({ id, name, archived_at, is_archived }) => ({
      id,
      name,
      isGone: Boolean(archived_at ?? is_archived),
    }))
  return {
    category: used(categories?.rows),
    team: used(structure?.teams),
    place: used(structure?.places),
    site: used(structure?.sites),
    department: used(structure?.departments),
  }
}
export type Lists = ReturnType<typeof useNamed>
