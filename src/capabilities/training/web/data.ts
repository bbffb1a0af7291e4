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
export type CheckedCertificate =
  paths['/api/certificates/check']['post']['responses'][200]['content']['application/json']
export type Requirement = Answer<'/api/training/requirements'>['rows'][number]
export type Competency = Answer<'/api/training/competencies'>['rows'][number]
export type Need = Answer<'/api/training-needs'>['rows'][number]
export type ShownNeed = Answer<'/api/training-needs/{id}'>
export type ShownTicket = ShownNeed['evidence'][number]
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

export type Matrix = Answer<'/api/training/matrix'>
export type MatrixFilter = { department?: string; competency?: string }

export const matrixQuery = (filter: MatrixFilter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'matrix', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/training/matrix', {
          params: { query: { ...filter, limit: 30, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Matrix) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export type Compliance = Answer<'/api/training/compliance'>

export const complianceQuery = (filter: { department?: string }) =>
  queryOptions({
    queryKey: ['training', 'compliance', filter],
    queryFn: () => ask(api.GET('/api/training/compliance', { params: { query: filter } })),
    placeholderData: keepPreviousData,
  })

export type Due = Answer<'/api/training/due'>['rows'][number]

export const dueQuery = queryOptions({
  queryKey: ['training', 'due'],
  queryFn: () => ask(api.GET('/api/training/due')),
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

export const needsKey = ['training', 'needs'] as const

export const needsQuery = (isAll: boolean) =>
  queryOptions({
    queryKey: [...needsKey, 'list', isAll],
    queryFn: () =>
      ask(api.GET('/api/training-needs', { params: { query: isAll ? {} : { state: 'current' } } })),
  })

export const needQuery = (id: string) =>
  queryOptions({
    queryKey: [...needsKey, id],
    queryFn: () => ask(api.GET('/api/training-needs/{id}', { params: { path: { id } } })),
  })

export const effectChoicesQuery = queryOptions({
  queryKey: ['training', 'effect', 'choices'],
  queryFn: () => ask(api.GET('/api/training/effect/choices')),
})

export type EffectFilter = { competency?: string; title?: string; application?: string; days: number }
export type Who = 'took' | 'colleagues'
export type When = 'before' | 'after'

export const effectQuery = (filter: EffectFilter) =>
  queryOptions({
    queryKey: ['training', 'effect', filter],
    queryFn: () => ask(api.GET('/api/training/effect', { params: { query: filter } })),
    placeholderData: keepPreviousData,
  })

export const effectTicketsQuery = (filter: EffectFilter, who: Who, when: When) =>
  queryOptions({
    queryKey: ['training', 'effect', 'tickets', filter, who, when],
    queryFn: () =>
      ask(api.GET('/api/training/effect/tickets', { params: { query: { ...filter, who, when } } })),
  })

export type PackageRow = Answer<'/api/training/packages'>['rows'][number]
export type Package = Answer<'/api/training/packages/{id}'>

export const packagesQuery = queryOptions({
  queryKey: ['training', 'packages'],
  queryFn: () => ask(api.GET('/api/training/packages')),
})

export const packageQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'packages', id],
    queryFn: () => ask(api.GET('/api/training/packages/{id}', { params: { path: { id } } })),
  })
