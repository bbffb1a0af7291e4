/** What the pages (the calls, that is) ask of the API. */
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, ask, background, ProblemError } from '../../../../../web/api/client.ts'
import { toast } from '../../../../../web/kit/toast.ts'

const minute_ms = 60_000

/** Under the ticket's own key, so that live news of the ticket asks again. */
export const pagesQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['record', ticketId, 'pages'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/pages', { params: { path: { id: ticketId } } })),
  })

/** Under the key of the notifications, so that a call rings at once; the minute is for a connection that was lost. */
export const callsQuery = queryOptions({
  queryKey: ['notifications', 'pages'],
  queryFn: () => ask(api.GET('/api/on-call/pages', background)),
  select: (data) => data.rows,
  refetchInterval: minute_ms,
})

/** Acknowledges one page of a ticket, says what came of it, and asks again. */
export function useAcknowledge(said: string): (ticketId: string, pageId: string) => Promise<void> {
  const queries = useQueryClient()
  return async (ticketId, page_id) => {
    try {
      await ask(
        api.POST('/api/tickets/{id}/acknowledge', { params: { path: { id: ticketId } }, body: { page_id } }),
      )
      toast.show(said, 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['record', ticketId] }),
      queries.invalidateQueries({ queryKey: ['notifications'] }),
    ])
  }
}
