/** What the page of mail asks of the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'

const looked_every_ms = 30_000
const kept_ms = 300_000

const waitingPage = (after: string | null) =>
  ask(api.GET('/api/mail', { ...background, params: { query: after === null ? {} : { after } } }))

export const waitingMailQuery = infiniteQueryOptions({
  queryKey: ['mail', 'waiting'],
  queryFn: ({ pageParam }) => waitingPage(pageParam),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: looked_every_ms,
})
export type WaitingMail = Awaited<ReturnType<typeof waitingPage>>['rows'][number]

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: () => ask(api.GET('/api/mail/{id}', { params: { path: { id } } })),
    retry: false,
  })

export const mailboxesQuery = queryOptions({
  queryKey: ['mail', 'boxes'],
  queryFn: () => ask(api.GET('/api/mail/mailboxes', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Mailbox = Awaited<ReturnType<NonNullable<typeof mailboxesQuery.queryFn>>>['rows'][number]

export const teamsQuery = queryOptions({
  queryKey: ['structure', 'teams'],
  queryFn: async () => (await ask(api.GET('/api/organization/structure'))).teams,
  staleTime: kept_ms,
})

export const categoriesQuery = queryOptions({
  queryKey: ['mail', 'categories'],
  queryFn: async () => (await ask(api.GET('/api/tickets/categories'))).rows,
  staleTime: kept_ms,
})

const linesOf = (id: string) =>
  ask(api.GET('/api/tickets/{id}/mails', { ...background, params: { path: { id } } }))

/** The mails of a ticket that can be shown as they were sent; asked anew when the ticket changed. */
export const mailsOfTicketQuery = (id: string, version: number) =>
  queryOptions({ queryKey: ['mail', 'of', id, version], queryFn: () => linesOf(id) })
export type MailLine = Awaited<ReturnType<typeof linesOf>>['rows'][number]

export const mailPageQuery = (id: string, mail: string) =>
  queryOptions({
    queryKey: ['mail', 'page', id, mail],
    queryFn: () => ask(api.GET('/api/tickets/{id}/mails/{mail}', { params: { path: { id, mail } } })),
    retry: false,
    // Whether it may be shown can change at any time.
    gcTime: 0,
  })
