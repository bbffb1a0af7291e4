/** What the pages of ladders ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export const laddersPath = '/desk/organization/ladders'

export type Ladders = Answer<'/api/ladders'>
export type Ladder = Ladders['rows'][number]
export type LadderRules = Ladder['rules']
export type Step = LadderRules['steps'][number]
export type Climbing = Answer<'/api/tickets/{id}/ladder'>

export const laddersQuery = queryOptions({
  queryKey: ['ladders'],
  queryFn: () => ask(api.GET('/api/ladders')),
})

/** Under the ticket's own key, so that live news of the ticket asks again. */
export const climbingQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'ladder'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/ladder', { params: { path: { id } } })),
    retry: false,
  })
