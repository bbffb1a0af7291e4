/** What the pages of courses ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import type { Tone } from '../../../web/kit/StatusBadge.tsx'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Course = Answer<'/api/courses/{id}'>
export type CourseVersion = Course['versions'][number]
export type CourseContent = NonNullable<
  paths['/api/courses']['post']['requestBody']
>['content']['application/json']

export const courseKinds = [
  'new_software',
  'update',
  'reinforcement',
  'remedial',
  'onboarding',
  'patients',
] as const
export const activityKinds = [
  'presentation',
  'demonstration',
  'practice',
  'discussion',
  'simulation',
  'self_study',
  'check',
  'break',
] as const
export const courseStates = ['draft', 'published', 'retired'] as const

export const courseTones: Readonly<Record<(typeof courseStates)[number], Tone>> = {
  draft: 'neutral',
  published: 'success',
  retired: 'warning',
}

export type CourseFilter = { state?: (typeof courseStates)[number]; q?: string }

export const coursesQuery = (filter: CourseFilter) =>
  queryOptions({
    queryKey: ['training', 'courses', filter],
    queryFn: () => ask(api.GET('/api/courses', { params: { query: filter } })),
  })

export const courseQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'course', id],
    queryFn: () => ask(api.GET('/api/courses/{id}', { params: { path: { id } } })),
  })
