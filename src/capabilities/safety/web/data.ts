/** What the pages of patient safety ask of the API. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { onRecordNews } from '../../../web/shell/live.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type SafetyRow = Answer<'/api/safety-events'>['rows'][number]
export type SafetyEvent = Answer<'/api/safety-events/{id}'>
export type HazardRow = Answer<'/api/hazards'>['rows'][number]
export type Hazard = Answer<'/api/hazards/{id}'>
export type Control = HazardRow['controls'][number]
export type Setting = Answer<'/api/safety/settings'>
export type Level = HazardRow['level']
export type Matrix = Setting['matrix']

export const eventsPath = '/desk/safety'
export const hazardsPath = '/desk/hazards'
export const eventStates = ['reported', 'assessing', 'acting', 'watching', 'closed', 'not_safety'] as const
export const hazardStates = ['open', 'controlled', 'accepted', 'closed'] as const
export const levels = ['low', 'medium', 'high', 'extreme'] as const
export const five = [1, 2, 3, 4, 5] as const

export type EventFilter = { state?: SafetyRow['state'] | 'open'; words?: string }
export type HazardFilter = { state?: HazardRow['state'] | 'current'; words?: string }

/** The address of a list with its filter. */
export function hrefOf(path: string, filter: EventFilter | HazardFilter): string {
  const text = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString()
  return text ? `${path}?${text}` : path
}

export const eventsQuery = (filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ['safety', 'events', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/safety-events', {
          params: { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'safety'],
    queryFn: () => ask(api.GET('/api/safety-events/{id}', { params: { path: { id } } })),
    // Each reading is kept, so that the page asks only when something changed.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })

export const hazardsQuery = (filter: HazardFilter) =>
  queryOptions({
    queryKey: ['safety', 'hazards', filter],
    queryFn: () => ask(api.GET('/api/hazards', { params: { query: filter } })),
    select: (data) => data.rows,
  })

export const hazardQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'hazard'],
    queryFn: () => ask(api.GET('/api/hazards/{id}', { params: { path: { id } } })),
  })

export const settingQuery = queryOptions({
  queryKey: ['safety', 'settings'],
  queryFn: () => ask(api.GET('/api/safety/settings')),
})

export const reportedQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['safety', 'reported', ticketId],
    queryFn: () => ask(api.GET('/api/tickets/{id}/safety-reports', { params: { path: { id: ticketId } } })),
    retry: false,
  })

/** Asks the lists again when something of patient safety changed anywhere. */
export function useSafetyNews(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      onRecordNews(({ kind }) => {
        if (kind === 'safety_event' || kind === 'hazard')
          void queries.invalidateQueries({ queryKey: ['safety'] })
      }),
    [queries],
  )
}

/** Asks everything of patient safety again, after a deed of one's own. */
export function useAskAgain(): (id?: string) => Promise<void> {
  const queries = useQueryClient()
  return async (id) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['safety'] }),
      id === undefined ? undefined : queries.invalidateQueries({ queryKey: ['record', id] }),
    ])
  }
}
