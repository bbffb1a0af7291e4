/** What the pages of learning plans ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import type { Tone } from '../../../../web/kit/StatusBadge.tsx'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never
export type PlanRow = Answer<'/api/learning-plans'>['rows'][number]
export type Plan = Answer<'/api/learning-plans/{id}'>
export type PlanItem = Plan['plan'][number]
export type ItemKind = PlanItem['kind']
export type PlanFilter = {
  state?: PlanRow['state'] | 'current'
  waits?: 'me'
  person?: string
}
export const planStates = [
  'draft',
  'waiting_for_review',
  'in_review',
  'active',
  'complete',
  'withdrawn',
] as const satisfies readonly PlanRow['state'][]
export const planTones: Readonly<Record<PlanRow['state'], Tone>> = {
  draft: 'neutral',
  waiting_for_review: 'accent',
  in_review: 'info',
  active: 'info',
  complete: 'success',
  withdrawn: 'neutral',
}

export const plansKey = ['training', 'plans'] as const

export const plansQuery = (filter: PlanFilter) =>
  queryOptions({
    queryKey: [...plansKey, 'list', filter],
    queryFn: () => ask(api.GET('/api/learning-plans', { params: { query: filter } })),
  })
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: [...plansKey, id],
    queryFn: () => ask(api.GET('/api/learning-plans/{id}', { params: { path: { id } } })),
  })
