/** What the pages of privacy ask. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

export type Words =
  paths['/api/privacy/words']['post']['responses'][200]['content']['application/json']['words'][number]
export type Findings = paths['/api/privacy/findings']['get']['responses'][200]['content']['application/json']
export type Finding = Findings['rows'][number]
export type State = Finding['state']
export type Decision =
  paths['/api/privacy/decide']['post']['requestBody']['content']['application/json']['decision']

export const wordsQuery = (masks: readonly string[]) =>
  queryOptions({
    queryKey: ['privacy', 'words', ...masks],
    queryFn: () => ask(api.POST('/api/privacy/words', { body: { masks: [...masks] }, ...background })),
    enabled: masks.length > 0,
  })

export const findingsQuery = (filter: { state: State; kind?: string }) =>
  infiniteQueryOptions({
    queryKey: ['privacy', 'findings', filter.state, filter.kind ?? ''],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/privacy/findings', {
          params: { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last: Findings) => last.next ?? undefined,
  })
