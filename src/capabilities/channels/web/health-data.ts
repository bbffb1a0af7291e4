/** What the page of all channels asks of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'

const looked_every_ms = 30_000

export const channelsQuery = queryOptions({
  queryKey: ['channels', 'health'],
  queryFn: () => ask(api.GET('/api/channels', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Channel = Awaited<ReturnType<NonNullable<typeof channelsQuery.queryFn>>>['rows'][number]

export const failingQuery = queryOptions({
  queryKey: ['mail', 'failing'],
  queryFn: () => ask(api.GET('/api/mail/failing', { ...background })),
  refetchInterval: looked_every_ms,
})
export type Failing = Awaited<ReturnType<NonNullable<typeof failingQuery.queryFn>>>['rows'][number]
