import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'

export const ofTicketQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'articles'],
    queryFn: () => ask(api.GET('/api/articles/of-ticket/{id}', { params: { path: { id } } })),
    retry: false,
  })

/** @throws ProblemError */
export function sayVerdict(ticketId: string, articleId: string, verdict: 'solved' | 'did_not_help') {
  return verdict === 'solved'
    ? ask(
        api.POST('/api/tickets/{id}/link', {
          params: { path: { id: ticketId } },
          body: { type: 'solved_by', to_id: articleId },
        }),
      )
    : ask(
        api.POST('/api/articles/{id}/did-not-help', {
          params: { path: { id: articleId } },
          body: { ticket_id: ticketId },
        }),
      )
}
