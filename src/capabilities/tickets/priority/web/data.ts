/** What the pages of priorities ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never
export type OverridesAnswer = Answer<'/api/reports/priority-overrides'>
export type RulesPage = Answer<'/api/priority-rules'>

export const rulesQuery = queryOptions({
  queryKey: ['priority-rules'],
  queryFn: () => ask(api.GET('/api/priority-rules')),
})

/** Under the key of the record, so that news of it ask again. */
export const weighingQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'weighing'],
    queryFn: () => ask(api.GET('/api/tickets/{id}/weighing', { params: { path: { id } } })),
  })
