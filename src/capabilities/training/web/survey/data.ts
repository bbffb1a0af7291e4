/** What the pages of surveys of needs ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type SurveyRow = Answer<'/api/training/needs-surveys'>['rows'][number]
export type Results = Answer<'/api/training/needs-surveys/{id}/results'>
export type Told = Results['competencies'][number]
export type Block = Told['blocks'][number]
export type SurveyForm = Answer<'/api/training/needs-surveys/{id}/form'>

export const surveysKey = ['training', 'surveys'] as const

export const surveysQuery = queryOptions({
  queryKey: [...surveysKey, 'list'],
  queryFn: () => ask(api.GET('/api/training/needs-surveys')),
})
export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: [...surveysKey, id],
    queryFn: () => ask(api.GET('/api/training/needs-surveys/{id}/results', { params: { path: { id } } })),
  })
export const mySurveysQuery = queryOptions({
  queryKey: [...surveysKey, 'mine'],
  queryFn: () => ask(api.GET('/api/training/needs-surveys/mine')),
})
export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ['training-survey', id],
    queryFn: () => ask(api.GET('/api/training/needs-surveys/{id}/form', { params: { path: { id } } })),
    // What one is about to answer is newer than what was stored.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: 'always',
    gcTime: 0,
  })
