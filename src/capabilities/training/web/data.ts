/** What the pages of training ask. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import type { Tone } from '../../../web/kit/StatusBadge.tsx'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Gaps = Answer<'/api/training/gaps'>
export type Gap = Gaps['rows'][number]
export type Transcript = Answer<'/api/training/mine'>
export type Credential = Transcript['credentials'][number]
export type LearningLine = Transcript['lines'][number]
export type Requirement = Answer<'/api/training/requirements'>['rows'][number]
export type Competency = Answer<'/api/training/competencies'>['rows'][number]
export type Framework = Answer<'/api/training/frameworks'>['rows'][number]

export const kinds = ['work_role', 'task', 'knowledge', 'skill', 'ability'] as const
export type Kind = (typeof kinds)[number]

export const tones: Readonly<Record<Gap['state'], Tone>> = {
  assigned: 'neutral',
  in_progress: 'info',
  certified: 'success',
  window_open: 'warning',
  expired: 'danger',
  revoked: 'danger',
}

export type GapFilter = { within?: 'now' | 'soon'; department?: string; requirement?: string }

export const gapsQuery = (filter: GapFilter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'gaps', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/training/gaps', {
          params: { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Gaps) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const mineQuery = queryOptions({
  queryKey: ['training', 'mine'],
  queryFn: () => ask(api.GET('/api/training/mine')),
})

export const transcriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'person', id],
    queryFn: () => ask(api.GET('/api/training/people/{id}', { params: { path: { id } } })),
  })

export const requirementsQuery = queryOptions({
  queryKey: ['training', 'requirements'],
  queryFn: () => ask(api.GET('/api/training/requirements')),
})

export const frameworksQuery = queryOptions({
  queryKey: ['training', 'frameworks'],
  queryFn: () => ask(api.GET('/api/training/frameworks')),
})

export const choicesQuery = queryOptions({
  queryKey: ['training', 'choices'],
  queryFn: () => ask(api.GET('/api/training/choices')),
})

export type CompetencyFilter = { q?: string; framework?: string; kind?: Kind }

export const competenciesQuery = (filter: CompetencyFilter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'competencies', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/training/competencies', {
          params: { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
