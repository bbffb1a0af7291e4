/** What the pages ask of the API about merging, and the deeds that are taken back within eight seconds. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { act } from '../../web/data/ticket.ts'
import { messageOf } from '../../web/ticket/useAct.ts'

type Json<Answer> = Answer extends { 200: { content: { 'application/json': infer Body } } } ? Body : never
export type Candidate = Json<paths['/api/tickets/{id}/merge-candidates']['get']['responses']>['rows'][number]

export const candidatesQuery = (id: string, q: string) =>
  queryOptions({
    queryKey: ['merge candidates', id, q],
    queryFn: () =>
      ask(
        api.GET('/api/tickets/{id}/merge-candidates', {
          params: { path: { id }, query: q ? { q } : {} },
        }),
      ),
    staleTime: 10_000,
  })

export const previewQuery = (into: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ['merge preview', into, ids],
    queryFn: () => ask(api.GET('/api/tickets/merge-preview', { params: { query: { into, id: [...ids] } } })),
    staleTime: 0,
  })

export type Failure = { number: number; why: string }

/** Takes one deed after the other on several tickets; answers whose worked, and of the others why not. */
export async function eachOf<T extends { id: string; number: number }>(
  tickets: readonly T[],
  deed: (ticket: T) => Promise<unknown>,
): Promise<{ done: T[]; failures: Failure[] }> {
  const done: T[] = []
  const failures: Failure[] = []
  for (const ticket of tickets) {
    try {
      await deed(ticket)
      done.push(ticket)
    } catch (error) {
      failures.push({ number: ticket.number, why: messageOf(error) })
    }
  }
  return { done, failures }
}

export function unmergeAll(tickets: readonly { id: string; number: number }[]) {
  return eachOf(tickets, ({ id }) => act(id, 'unmerge', {}))
}

/** Everything that shows tickets asks again. */
export function refresh(queries: QueryClient): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: ['record'] }),
    queries.invalidateQueries({ queryKey: ['counts'] }),
    queries.invalidateQueries({ queryKey: ['tickets'] }),
  ])
}
