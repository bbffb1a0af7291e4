/** What the pages of webhooks ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background, ProblemError } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

const looked_every_ms = 15_000
const kept_ms = 300_000

type Answer<P extends '/api/webhooks' | '/api/webhooks/{id}/log'> =
  paths[P]['get']['responses'][200]['content']['application/json']
export type Webhook = Answer<'/api/webhooks'>['rows'][number]
export type LogLine = Answer<'/api/webhooks/{id}/log'>['rows'][number]
export type Format = Webhook['format']
export type Kind = Webhook['kinds'][number]

export const formats = ['wardline', 'slack', 'teams'] as const satisfies readonly Format[]
export const kinds = [
  'created',
  'assigned',
  'prioritized',
  'replied',
  'noted',
  'escalated',
  'warned',
  'breached',
  'resolved',
  'closed',
  'reopened',
  'cancelled',
  'merged',
  'joined',
  'linked',
  'moved',
  'imported',
] as const satisfies readonly Kind[]
export const logStates = [
  'waiting',
  'sent',
  'dead',
  'withheld',
] as const satisfies readonly LogLine['state'][]

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async () => (await ask(api.GET('/api/webhooks', { ...background }))).rows,
  refetchInterval: looked_every_ms,
})

export const previewQuery = (format: Format, kind: Kind) =>
  queryOptions({
    queryKey: ['webhooks', 'preview', format, kind],
    queryFn: () => ask(api.GET('/api/webhooks/preview', { params: { query: { format, kind } } })),
    staleTime: kept_ms,
  })

export const teamsQuery = queryOptions({
  queryKey: ['structure', 'teams'],
  queryFn: async () => (await ask(api.GET('/api/organization/structure'))).teams,
  staleTime: kept_ms,
})

export const categoriesQuery = queryOptions({
  queryKey: ['webhooks', 'categories'],
  queryFn: async () => (await ask(api.GET('/api/tickets/categories'))).rows,
  staleTime: kept_ms,
})

/** A page of the log, which is looked at again by itself. */
export function logPage(id: string, state: LogLine['state'] | undefined, after: string) {
  return ask(
    api.GET('/api/webhooks/{id}/log', {
      params: { path: { id }, query: { ...(state ? { state } : {}), ...(after ? { after } : {}) } },
      ...background,
    }),
  )
}
export const log_every_ms = 5_000

/** The sentence of a refusal: that of its first field, or its own. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return ''
  return [...error.fields.values()][0] ?? error.detail ?? error.title
}
