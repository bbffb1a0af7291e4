import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, ask, background } from '../../../../web/api/client.ts'
import { onRecordNews } from '../../../../web/shell/live.ts'
import { filterOf, type QueueSearch } from '../data/queue.ts'
import type { Ticket, TicketRow } from '../data/ticket.ts'

type ListPage = { rows: TicketRow[]; next: string | null }
const PAGE_ROWS = 50
const NEWS_MS = 300
const PATCHED_MAX = 20

/**
 * The rows of the queue. What others change is shown in the row where it stands; new rows wait until the reader
 * asks for them, so that nothing moves under the pointer.
 */
export function useQueueRows(search: QueueSearch) {
  const queries = useQueryClient()
  const filterKey = JSON.stringify(filterOf(search))
  const key = useMemo(() => ['tickets', 'list', filterKey], [filterKey])
  const latest = useRef(search)
  useEffect(() => {
    latest.current = search
  })
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => pageOf(latest.current, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const [fresh, setFresh] = useState<{ key: string; ids: readonly string[] }>({ key: filterKey, ids: [] })
  const known = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    known.current = new Set(rows.map((row) => row.id))
  }, [rows])

  useEffect(() => {
    const waiting = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      timer = undefined
      const ids = [...waiting]
      waiting.clear()
      const shown = ids.filter((id) => known.current.has(id)).slice(0, PATCHED_MAX)
      await Promise.all(shown.map((id) => patchRow(queries, key, id)))
      // Each search leaves its line in the audit log, so that words are not looked for again by themselves.
      if (ids.every((id) => known.current.has(id)) || latest.current.q) return
      const page = await pageOf(latest.current, undefined).catch(() => undefined)
      const unknown = (page?.rows ?? []).map((row) => row.id).filter((id) => !known.current.has(id))
      setFresh({ key: filterKey, ids: unknown })
    }
    const stop = onRecordNews((news) => {
      if (news.kind !== 'ticket') return
      waiting.add(news.id)
      timer ??= setTimeout(() => void look(), NEWS_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [queries, key, filterKey])

  const { refetch } = query
  const showFresh = useCallback(() => {
    setFresh((before) => ({ ...before, ids: [] }))
    void refetch()
  }, [refetch])
  return { query, rows, fresh_count: fresh.key === filterKey ? fresh.ids.length : 0, showFresh }
}

async function pageOf(search: QueueSearch, after: string | undefined): Promise<ListPage> {
  return ask(
    api.GET('/api/tickets', {
      params: { query: { ...filterOf(search), limit: PAGE_ROWS, ...(after ? { after } : {}) } },
      ...background,
    }),
  )
}

async function rowOf(id: string): Promise<TicketRow | undefined> {
  return ask(api.GET('/api/tickets/{id}', { params: { path: { id } }, ...background })).then(
    (ticket) => ticket as Ticket,
    () => undefined,
  )
}

async function patchRow(
  queries: ReturnType<typeof useQueryClient>,
  key: readonly string[],
  id: string,
): Promise<void> {
  const row = await rowOf(id)
  if (!row) return
  queries.setQueryData<InfiniteData<ListPage>>(
    key,
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          rows: page.rows.map((each) => (each.id === id ? row : each)),
        })),
      },
  )
}
