/** What the pages of check-offs ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Rubric = Answer<'/api/training/rubrics'>['rows'][number]
export type CheckOff = Answer<'/api/training/check-offs'>['rows'][number]

const key = ['training', 'check-offs'] as const

export const rubricsQuery = queryOptions({
  queryKey: [...key, 'rubrics'],
  queryFn: () => ask(api.GET('/api/training/rubrics')),
})

export const checkOffsQuery = (filter: { person?: string; rubric?: string }) =>
  queryOptions({
    queryKey: [...key, filter],
    queryFn: () => ask(api.GET('/api/training/check-offs', { params: { query: filter } })),
  })
