/** What the Flow page asks, and the queue behind each of its figures. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { type QueueSearch, queueHref } from '../../web/data/queue.ts'

export type Flow = paths['/api/reports/flow']['get']['responses'][200]['content']['application/json']
export type TeamLoad =
  paths['/api/reports/teams']['get']['responses'][200]['content']['application/json']['rows'][number]

export const usualDays = [7, 28, 90, 365] as const
const KEPT_MS = 60_000

/** The page's address: a number of days up to today or a period of one's own, and a team. */
export type FlowSearch = { days?: number; from?: string; to?: string; team?: string }

/** What the address says, without anything that it should not hold. */
export function readFlowSearch(raw: Record<string, unknown>): FlowSearch {
  const search: FlowSearch = {}
  if (isDay(raw.from) && isDay(raw.to)) Object.assign(search, { from: raw.from, to: raw.to })
  else {
    const days = Number(raw.days)
    search.days = Number.isInteger(days) && days >= 1 && days <= 400 ? days : 28
  }
  if (typeof raw.team === 'string' && raw.team) search.team = raw.team
  return search
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}

export function flowHref(search: FlowSearch): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
  )
  return `/desk/flow?${query}`
}

export const flowQuery = (search: FlowSearch) =>
  queryOptions({
    queryKey: ['reports', 'flow', search],
    queryFn: () => ask(api.GET('/api/reports/flow', { params: { query: search } })),
    staleTime: KEPT_MS,
    placeholderData: keepPreviousData,
  })

export const teamLoadsQuery = queryOptions({
  queryKey: ['reports', 'teams'],
  queryFn: async () => (await ask(api.GET('/api/reports/teams'))).rows,
  staleTime: KEPT_MS,
})

/** The queue that holds what a figure counted, narrowed as the page is. */
export function behind(search: FlowSearch, filter: Partial<QueueSearch>): string {
  return queueHref({ view: 'all', ...(search.team ? { team: [search.team] } : {}), ...filter })
}
