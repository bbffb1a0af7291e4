/** What the pages of calendars, policies and clocks ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Calendar = Answer<'/api/calendars'>['rows'][number]
export type CalendarRules = Calendar['rules']
export type Holiday = CalendarRules['holidays'][number]
export type Policy = Answer<'/api/policies'>['rows'][number]
export type PolicyRules = Policy['rules']
export type Tried = Answer<'/api/policies/try'>
export type TicketClock = Answer<'/api/tickets/{id}/clocks'>['rows'][number]

export type Packet = Answer<'/api/tickets/{id}/packet'>

const poll_ms = 1_000

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () => ask(api.GET('/api/calendars')),
})

/** While open tickets are counted anew, the progress is asked for again and again, which keeps nobody signed in. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => ask(api.GET('/api/policies', background)),
  refetchInterval: (query) => {
    const runs = [query.state.data?.recount, query.state.data?.reckoning]
    return runs.some((run) => run?.finished_at === null) ? poll_ms : false
  },
})

export const clocksQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'clocks'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/clocks', { params: { path: { id } }, ...background })),
  })

export const categoriesQuery = queryOptions({
  queryKey: ['ticket-categories'],
  queryFn: () => ask(api.GET('/api/tickets/categories')),
})

/** Under the ticket's own key, so that live news of the ticket asks again. */
export const packetQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'packet'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/packet', { params: { path: { id } } })),
    retry: false,
  })
