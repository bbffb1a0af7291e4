/** What the pages of restricted records ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Shown = Answer<'/api/restricted-records/{id}'>
export type Level = Shown['level']
export type Admission = Shown['admissions'][number]
export type Door = Answer<'/api/restricted-records/door'>
export type Glass = Answer<'/api/broken-glass'>['rows'][number]
export type Settings = Answer<'/api/restriction/settings'>
export type Named = { id: string; name: string }

export const reviewPath = '/desk/broken-glass'
export const breakPath = '/desk/break-glass'
export const settingsPath = '/desk/broken-glass/settings'

export const shownQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'restriction'],
    queryFn: () => ask(api.GET('/api/restricted-records/{id}', { params: { path: { id } } })),
    retry: false,
  })

/** Each time that it is asked leaves a line in the audit log, so that it is asked once. */
export const doorQuery = (query: { id: string } | { number: number }) =>
  queryOptions({
    queryKey: ['restriction', 'door', query],
    queryFn: () => ask(api.GET('/api/restricted-records/door', { params: { query } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })

export const glassQuery = (state: 'open' | 'past') =>
  queryOptions({
    queryKey: ['restriction', 'glass', state],
    queryFn: () => ask(api.GET('/api/broken-glass', { params: { query: { state } } })),
  })

export const settingsQuery = queryOptions({
  queryKey: ['restriction', 'settings'],
  queryFn: () => ask(api.GET('/api/restriction/settings')),
})

export const previewQuery = (id: string, body: { level: Level; people: string[]; teams: string[] }) =>
  queryOptions({
    queryKey: ['restriction', 'preview', id, body],
    queryFn: () => ask(api.POST('/api/restricted-records/{id}/preview', { params: { path: { id } }, body })),
    retry: false,
  })

/** Asks again for the record and for all that is told of restrictions. */
export function useAskAgain(id?: string): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['restriction'] }),
      id === undefined ? undefined : queries.invalidateQueries({ queryKey: ['record', id] }),
    ])
  }
}
