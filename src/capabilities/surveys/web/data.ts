/** What the pages of surveys ask. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

export const resultsPath = '/desk/satisfaction'
export const settingsPath = '/desk/organization/surveys'

export type Setting = paths['/api/surveys/settings']['get']['responses'][200]['content']['application/json']
export type Results = paths['/api/surveys/results']['get']['responses'][200]['content']['application/json']
export type Result = Results['all']
export type OfTicket =
  paths['/api/tickets/{id}/surveys']['get']['responses'][200]['content']['application/json']
export type Part = Results['teams'][number]

export const periods = [7, 28, 90, 365] as const

export const settingQuery = queryOptions({
  queryKey: ['surveys', 'settings'],
  queryFn: () => ask(api.GET('/api/surveys/settings')),
})

export const resultsQuery = (days: number) =>
  queryOptions({
    queryKey: ['surveys', 'results', days],
    queryFn: () => ask(api.GET('/api/surveys/results', { params: { query: { days } } })),
    placeholderData: keepPreviousData,
  })

export const wordsQuery = (days: number, rating_max: number) =>
  queryOptions({
    queryKey: ['surveys', 'words', days, rating_max],
    queryFn: () => ask(api.GET('/api/surveys/words', { params: { query: { days, rating_max } } })),
    placeholderData: keepPreviousData,
  })

export const ofTicketQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', 'of', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}/surveys', { params: { path: { id } } })),
    retry: false,
  })
