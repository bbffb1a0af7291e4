/** What the pages of major incidents ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, ask, background, ProblemError } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { toast } from '../../../web/kit/toast.ts'
import { onRecordNews } from '../../../web/shell/live.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Status = Answer<'/api/status'>
export type PublicIncident = Status['now'][number]
export type Incident = Answer<'/api/incidents/{id}'>
export type Line = Answer<'/api/incidents'>['rows'][number]
export type Report = Answer<'/api/incidents/{id}/tickets'>['rows'][number]
export type Entry = Incident['entries'][number]

export const base = '/desk/incidents'
const minute_ms = 60_000
const asked_at_most_each_ms = 1_000

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => ask(api.GET('/api/status', background)),
  // News tell of changes; the minute is for a connection that was lost.
  refetchInterval: minute_ms,
})

export const incidentsQuery = (show: 'open' | 'all') =>
  queryOptions({
    queryKey: ['incidents', show],
    queryFn: () => ask(api.GET('/api/incidents', { params: { query: { show, limit: 100 } } })),
  })

/** Under the record's key, so that live news of the incident ask again. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'incident'],
    queryFn: () => ask(api.GET('/api/incidents/{id}', { params: { path: { id } } })),
  })

export const reportsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'reports'],
    queryFn: () =>
      ask(api.GET('/api/incidents/{id}/tickets', { params: { path: { id }, query: { limit: 100 } } })),
  })

export const offersQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'alike'],
    queryFn: () => ask(api.GET('/api/incidents/{id}/alike', { params: { path: { id } } })),
    select: (data) => data.rows,
  })

export const ofTicketQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'incidents'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/incidents', { ...background, params: { path: { id } } })),
    retry: false,
  })

export const structureQuery = queryOptions({
  queryKey: ['structure'],
  queryFn: () => ask(api.GET('/api/organization/structure')),
  staleTime: 5 * minute_ms,
})

/** Asks again for what stands on a page about incidents whenever one of them changes. */
export function useIncidentNews(...keys: readonly (readonly string[])[]): void {
  useNews((news) => news.kind === 'major_incident', keys)
}

/** Asks again for the reports and offers of an incident when tickets come, go or change, once a second at most. */
export function useReportNews(id: string): void {
  useNews((news) => news.kind === 'ticket', [['record', id]])
}

function useNews(concerns: (news: { kind: string }) => boolean, keys: readonly (readonly string[])[]): void {
  const queries = useQueryClient()
  const joined = JSON.stringify(keys)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what concerns a page does not change while it is open.
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = onRecordNews((news) => {
      if (!concerns(news) || waiting !== undefined) return
      waiting = setTimeout(() => {
        waiting = undefined
        for (const queryKey of JSON.parse(joined) as string[][]) void queries.invalidateQueries({ queryKey })
      }, asked_at_most_each_ms)
    })
    return () => {
      clearTimeout(waiting)
      stop()
    }
  }, [queries, joined])
}

/** Asks again for all that may have changed with an incident. */
export function useRefresh(id: string): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(
      [['record', id], ['incidents'], ['status']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
  }
}

/** Does something and says what went wrong; answers whether it was done. */
export async function attempt(deed: Promise<unknown>, said?: string): Promise<boolean> {
  try {
    await deed
    if (said) toast.show(said, 'success')
    return true
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    toast.show(error.message || error.title, 'danger')
    return false
  }
}
