/** What the pages of on-call ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type TeamNow = Answer<'/api/on-call/now'>['rows'][number]
export type RotaShown = Answer<'/api/teams/{id}/rota'>
export type Outlook = Pick<Answer<'/api/teams/{id}/rota/shifts'>, 'shifts' | 'gaps' | 'doubles' | 'holidays'>
export type Shift = Outlook['shifts'][number]
export type Mine = Answer<'/api/on-call/mine'>
export type Swap = Mine['swaps'][number]
export type Device = Answer<'/api/on-call/devices'>['rows'][number]
export type Named = { id: string; name: string }

export const base = '/desk/on-call'
const minute_ms = 60_000

export const nowQuery = (teamId?: string) =>
  queryOptions({
    queryKey: ['on-call', 'now', teamId ?? 'all'],
    queryFn: () =>
      ask(
        api.GET('/api/on-call/now', { ...background, params: { query: teamId ? { team_id: teamId } : {} } }),
      ),
    select: (data) => data.rows,
    // Hand-overs happen by themselves, so that nothing tells the page of them.
    refetchInterval: minute_ms,
  })

export const rotaQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['on-call', 'rota', teamId],
    queryFn: () => ask(api.GET('/api/teams/{id}/rota', { params: { path: { id: teamId } } })),
  })

export const shiftsQuery = (teamId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['on-call', 'shifts', teamId, from, to],
    queryFn: () =>
      ask(api.GET('/api/teams/{id}/rota/shifts', { params: { path: { id: teamId }, query: { from, to } } })),
    placeholderData: (previous) => previous,
  })

export const mineQuery = queryOptions({
  queryKey: ['on-call', 'mine'],
  queryFn: () => ask(api.GET('/api/on-call/mine')),
})

export const devicesQuery = queryOptions({
  queryKey: ['on-call', 'devices'],
  queryFn: () => ask(api.GET('/api/on-call/devices')),
})

/** Asks again for everything about on-call. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['on-call'] })
}
