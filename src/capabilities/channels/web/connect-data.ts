/** What the pages of keys and of alerts ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'

const looked_every_ms = 30_000

export const keysQuery = (isAll: boolean) =>
  queryOptions({
    queryKey: ['keys', isAll],
    queryFn: () => ask(api.GET('/api/keys', { params: { query: isAll ? { all: true } : {} } })),
  })
export type Keys = Awaited<ReturnType<NonNullable<ReturnType<typeof keysQuery>['queryFn']>>>
export type Key = Keys['rows'][number]

export const sourcesQuery = queryOptions({
  queryKey: ['alerts', 'sources'],
  queryFn: () => ask(api.GET('/api/alerts/sources', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Source = Awaited<ReturnType<NonNullable<typeof sourcesQuery.queryFn>>>['rows'][number]

export const parkedQuery = queryOptions({
  queryKey: ['alerts', 'parked'],
  queryFn: () => ask(api.GET('/api/alerts/parked', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Parked = Awaited<ReturnType<NonNullable<typeof parkedQuery.queryFn>>>['rows'][number]

export const staleQuery = queryOptions({
  queryKey: ['alerts', 'stale'],
  queryFn: () => ask(api.GET('/api/alerts/stale', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Stale = Awaited<ReturnType<NonNullable<typeof staleQuery.queryFn>>>['rows'][number]

export const parkedWordsQuery = (id: string) =>
  queryOptions({
    queryKey: ['parked-alerts', id],
    queryFn: () => ask(api.GET('/api/alerts/parked/{id}', { params: { path: { id } } })),
    retry: false,
  })
