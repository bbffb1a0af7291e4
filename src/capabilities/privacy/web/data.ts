/** What the pages of privacy ask. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

export type Findings = paths['/api/privacy/findings']['get']['responses'][200]['content']['application/json']
export type Finding = Findings['rows'][number]
export type State = Finding['state']
export type Decision =
  paths['/api/privacy/decide']['post']['requestBody']['content']['application/json']['decision']

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

export type PersonData =
  paths['/api/privacy/people/{id}']['get']['responses'][200]['content']['application/json']
export type Erasure =
  paths['/api/privacy/erasures']['get']['responses'][200]['content']['application/json']['rows'][number]
export type Setting = paths['/api/privacy/settings']['get']['responses'][200]['content']['application/json']

const working_ms = 2000

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['privacy', 'person', id],
    queryFn: () => ask(api.GET('/api/privacy/people/{id}', { params: { path: { id } }, ...background })),
    // A job erases; the page shows how far it is.
    refetchInterval: ({ state }) =>
      state.data?.erasure?.state === 'working' ||
      (state.data?.erasure?.state === 'done' && !state.data.erasure.left)
        ? working_ms
        : false,
  })

export const erasuresQuery = queryOptions({
  queryKey: ['privacy', 'erasures'],
  queryFn: () => ask(api.GET('/api/privacy/erasures')),
})

export const settingQuery = queryOptions({
  queryKey: ['privacy', 'setting'],
  queryFn: () => ask(api.GET('/api/privacy/settings')),
})

/** People by name, address or phone: those who work here and those who left. */
export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ['privacy', 'people', q],
    queryFn: async () => {
      const [present, left] = await Promise.all(
        [true, false].map((is_active) =>
          ask(api.GET('/api/people', { params: { query: { q, limit: 10, is_active } }, ...background })),
        ),
      )
      return [...(present?.rows ?? []), ...(left?.rows ?? [])]
    },
    enabled: q.trim().length > 1,
  })

/** Lets the browser save what the address answers. */
export function download(id: string): void {
  const link = document.createElement('a')
  link.href = `/api/privacy/exports/${id}`
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
