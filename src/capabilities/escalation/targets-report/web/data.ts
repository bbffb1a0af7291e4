/** What the page of targets asks, and the queue behind each of its figures. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { type FlowSearch, type QueueSearch, queueHref, readFlowSearch } from '../../../tickets/web/index.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Kept = Answer<'/api/reports/targets'>
export type Misses = Answer<'/api/reports/targets/misses'>
export type Duty = Answer<'/api/reports/targets/duty'>
export type Imported = Answer<'/api/reports/targets/imported'>
export const kinds = ['first_response', 'next_response', 'resolution'] as const
export type Kind = (typeof kinds)[number]

/** The page's address: a period and a team as Flow has them, and one kind of target or all. */
export type TargetsSearch = FlowSearch & { target?: Kind }

export const targetsPath = '/desk/targets'
export const importedPath = '/desk/targets/imported'
const KEPT_MS = 60_000

/** What the address says, without anything that it should not hold. */
export function readTargetsSearch(raw: Record<string, unknown>): TargetsSearch {
  const target = kinds.find((kind) => kind === raw.target)
  return { ...readFlowSearch(raw), ...(target ? { target } : {}) }
}

export function targetsHref(search: TargetsSearch, path: string = targetsPath): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
  )
  return `${path}?${query}`
}

const kept = { staleTime: KEPT_MS, placeholderData: keepPreviousData } as const

export const keptQuery = (search: TargetsSearch) =>
  queryOptions({
    queryKey: ['reports', 'targets', search],
    queryFn: () => ask(api.GET('/api/reports/targets', { params: { query: search } })),
    ...kept,
  })

export const missesQuery = (search: TargetsSearch) =>
  queryOptions({
    queryKey: ['reports', 'misses', search],
    queryFn: () => ask(api.GET('/api/reports/targets/misses', { params: { query: search } })),
    ...kept,
  })

export const dutyQuery = (search: TargetsSearch) =>
  queryOptions({
    queryKey: ['reports', 'duty', search],
    queryFn: () => ask(api.GET('/api/reports/targets/duty', { params: { query: search } })),
    ...kept,
  })

export const importedQuery = (target: Kind) =>
  queryOptions({
    queryKey: ['reports', 'imported', target],
    queryFn: () => ask(api.GET('/api/reports/targets/imported', { params: { query: { target } } })),
    ...kept,
  })

/** The queue that holds what a figure counted, narrowed as the page is. */
export function behind(
  search: TargetsSearch,
  period: { from: string; to: string },
  filter: Partial<QueueSearch>,
): string {
  return queueHref({
    view: 'all',
    ...(search.team ? { team: [search.team] } : {}),
    ...(search.target ? { target: search.target } : {}),
    target_from: period.from,
    target_to: period.to,
    ...filter,
  })
}
