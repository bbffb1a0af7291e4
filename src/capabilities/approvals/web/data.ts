/** What the pages of approvals ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Row = Answer<'/api/approvals'>['rows'][number]
export type Decision = Answer<'/api/approvals/{id}'>
export type StuckRow = Answer<'/api/approvals/stuck'>['rows'][number]
export type Round = Answer<'/api/tickets/{id}/approvals'>['rounds'][number]
export type Asked = Round['asked'][number]

/** The same pages stand in the frame of the portal and in that of the desk. */
export function usePlace(): { base: string; isDesk: boolean } {
  const isDesk = useRouterState({ select: (state) => state.location.pathname.startsWith('/desk') })
  return { base: isDesk ? '/desk/approvals' : '/approvals', isDesk }
}

export const tabs = ['waiting', 'decided', 'deputies'] as const
export type Tab = (typeof tabs)[number]
const minute_ms = 60_000

/** Approvers hear no news of tickets that they may not see, so that lists ask again by themselves. */
export const listQuery = (tab: Tab) =>
  queryOptions({
    queryKey: ['approvals', tab],
    queryFn: () => ask(api.GET('/api/approvals', { ...background, params: { query: { tab } } })),
    refetchInterval: minute_ms,
  })

/** Of the items that one answers for; nothing for nearly everybody. */
export const stuckQuery = queryOptions({
  queryKey: ['approvals', 'stuck'],
  queryFn: () => ask(api.GET('/api/approvals/stuck', background)),
})

export const decisionQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', 'one', id],
    queryFn: () => ask(api.GET('/api/approvals/{id}', { params: { path: { id } } })),
    retry: false,
  })

export const deputiesQuery = queryOptions({
  queryKey: ['approvals', 'named'],
  queryFn: () => ask(api.GET('/api/approvals/deputies')),
})

/** Under the record's key, so that live news of the ticket ask again. */
export const ofTicketQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'approvals'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/approvals', { ...background, params: { path: { id } } })),
    retry: false,
  })

/** Asks again for everything about approvals. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['approvals'] })
}
