/** What the coach's pages ask of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never
type Query = NonNullable<paths['/api/article-measures']['get']['parameters']['query']>

export const coachPath = '/desk/knowledge/coach'
export const measuresPath = '/desk/knowledge/measures'
export const gapPath = (id: string) => `/desk/knowledge/gaps/${id}`
export const alikePath = (one: string, other: string) => `/desk/knowledge/alike?one=${one}&other=${other}`

export type MeasureRow = Answer<'/api/article-measures'>['rows'][number]
export type Success = MeasureRow['success']
export const sorts = ['views', 'deflections', 'links', 'success', 'did_not_help', 'age', 'review'] as const
export const onlys = ['stale', 'unjudged', 'never_viewed'] as const
export type Filter = Pick<Query, 'sort' | 'only' | 'is_least_first'>

export const coachQuery = queryOptions({
  queryKey: ['article-coach'],
  queryFn: () => ask(api.GET('/api/article-coach')),
})
export const gapsQuery = queryOptions({
  queryKey: ['article-gaps'],
  queryFn: () => ask(api.GET('/api/article-gaps')),
})
export const gapQuery = (id: string) =>
  queryOptions({
    queryKey: ['article-gaps', id],
    queryFn: () => ask(api.GET('/api/article-gaps/{id}', { params: { path: { id } } })),
  })
export const duplicatesQuery = queryOptions({
  queryKey: ['article-duplicates'],
  queryFn: () => ask(api.GET('/api/article-duplicates')),
})
export const missesQuery = queryOptions({
  queryKey: ['search-misses'],
  queryFn: () => ask(api.GET('/api/search/misses')),
})
export const measureQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'measures'],
    queryFn: () => ask(api.GET('/api/articles/{id}/measures', { params: { path: { id } }, ...background })),
  })
export const measuresQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['article-measures', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/article-measures', {
          params: { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** What the address says, without anything that it should not hold. */
export function readFilter(raw: Record<string, unknown>): Filter {
  const sort = sorts.find((each) => each === raw.sort)
  const only = onlys.find((each) => each === raw.only)
  return {
    ...(sort ? { sort } : {}),
    ...(only ? { only } : {}),
    ...(raw.least === true || raw.least === 'true' ? { is_least_first: true } : {}),
  }
}
