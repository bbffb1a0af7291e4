/** One's own requests: the lists, what is unread in them, and how they stay fresh. */
import { infiniteQueryOptions, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, ask, background } from '../../../../web/api/client.ts'
import { onRecordNews } from '../../../../web/shell/live.ts'
import type { TicketRow } from '../../web/data/ticket.ts'

export type RequestRow = TicketRow
export type Filter = 'open' | 'done' | 'shared'

const PAGE_ROWS = 20
const SHARED_ROWS = 6
const UNDONE = ['waiting', 'active', 'paused'] as const

export const homeQuery = queryOptions({
  queryKey: ['requests', 'home'],
  queryFn: () => ask(api.GET('/api/portal/home')),
})

export const requestsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'list', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/tickets', {
          params: {
            query: {
              view: filter === 'shared' ? 'participating' : 'requested',
              ...(filter === 'shared' ? {} : { category: filter === 'done' ? ['done'] : [...UNDONE] }),
              limit: PAGE_ROWS,
              ...(pageParam ? { after: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Requests of others that one was asked to follow, as far as they are open. */
export const sharedQuery = queryOptions({
  queryKey: ['requests', 'shared'],
  queryFn: async () =>
    (
      await ask(
        api.GET('/api/tickets', {
          params: { query: { view: 'participating', category: [...UNDONE], limit: SHARED_ROWS } },
        }),
      )
    ).rows,
})

const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: () =>
    ask(api.GET('/api/notifications', { params: { query: { is_unread: true, limit: 100 } }, ...background })),
})

/** The ids of the requests in which something happened that this person has not looked at. */
export function useUnread(): ReadonlySet<string> {
  const { data } = useQuery(unreadQuery)
  return new Set((data?.rows ?? []).flatMap((row) => (row.record ? [row.record.id] : [])))
}

/** Asks for the lists again when one of the requests changed elsewhere. */
export function useFreshLists(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      onRecordNews((news) => {
        if (news.kind === 'ticket') void queries.invalidateQueries({ queryKey: ['requests'] })
      }),
    [queries],
  )
}

/** Says that the person has seen what is new in a request. It happens by itself, so it keeps no session alive. */
export function markRead(id: string): Promise<unknown> {
  return api.POST('/api/notifications/read', { body: { record_id: id }, ...background })
}

/** What waits for the person first, then what is under way, each with the latest word on top. */
export function byNeed(rows: readonly RequestRow[]): RequestRow[] {
  const rank = (row: RequestRow) =>
    row.state === 'waiting_on_requester' ? 0 : row.state === 'resolved' ? 1 : row.category === 'done' ? 3 : 2
  return [...rows].sort((a, b) => rank(a) - rank(b) || b.updated_at.localeCompare(a.updated_at))
}

/** Her open requests whose title has one of the words that she types. */
export function sameMatter(rows: readonly RequestRow[], words: string): RequestRow[] {
  const wanted = wordsOf(words)
  return rows.filter(
    (row) =>
      row.category !== 'done' &&
      wordsOf(row.title).some((word) =>
        wanted.some((each) => word.startsWith(each) || each.startsWith(word)),
      ),
  )
}

const WORD_LENGTH_MIN = 4

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= WORD_LENGTH_MIN)
}
