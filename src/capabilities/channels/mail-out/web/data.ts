/** What the page of the mail that goes out asks of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

const kept_ms = 300_000

type Answer<P extends '/api/mail/sending' | '/api/mail/templates'> =
  paths[P]['get']['responses'][200]['content']['application/json']
export type Sending = Answer<'/api/mail/sending'>
export type Templates = Answer<'/api/mail/templates'>
export type Template = Templates['rows'][number]
export type Key = Template['key']
export type Language = Template['language']

export const keys = ['request_received', 'new_reply', 'request_resolved'] as const satisfies readonly Key[]
export const languages = ['en', 'es'] as const satisfies readonly Language[]

export const sendingQuery = queryOptions({
  queryKey: ['mail-out', 'sending'],
  queryFn: () => ask(api.GET('/api/mail/sending')),
})

export const templatesQuery = queryOptions({
  queryKey: ['mail-out', 'templates'],
  queryFn: () => ask(api.GET('/api/mail/templates')),
})

export const teamsQuery = queryOptions({
  queryKey: ['structure', 'teams'],
  queryFn: async () => (await ask(api.GET('/api/organization/structure'))).teams,
  staleTime: kept_ms,
})

/** The sentence of a refusal: that of its first field, or its own. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return ''
  return [...error.fields.values()][0] ?? error.detail ?? error.title
}

/** True when the reader was asked to confirm who it is, and did not. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof ProblemError && error.type === 'step-up-needed'
}
