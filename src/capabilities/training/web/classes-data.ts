/** What the pages of classes ask. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import type { Tone } from '../../../web/kit/StatusBadge.tsx'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type ClassLine = Answer<'/api/classes'>['rows'][number]
export type OneClass = Answer<'/api/classes/{id}'>

export const classTones: Readonly<Record<ClassLine['state'], Tone>> = {
  planned: 'neutral',
  open: 'accent',
  in_progress: 'info',
  held: 'success',
  cancelled: 'danger',
}
export const bookingTones: Readonly<Record<NonNullable<ClassLine['own']>, Tone>> = {
  requested: 'info',
  booked: 'success',
  waitlisted: 'warning',
  cancelled: 'neutral',
  declined: 'danger',
}
export const attendances = ['attended', 'partial', 'excused', 'no_show'] as const

export type ClassFilter = {
  from?: string
  until?: string
  course?: string
  state?: ClassLine['state']
  taught_by_me?: boolean
  mine?: boolean
}

export const classesQuery = (filter: ClassFilter) =>
  queryOptions({
    queryKey: ['training', 'classes', filter],
    queryFn: () => ask(api.GET('/api/classes', { params: { query: filter } })),
  })

export const classQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'class', id],
    queryFn: () => ask(api.GET('/api/classes/{id}', { params: { path: { id } } })),
  })

export const waitingQuery = queryOptions({
  queryKey: ['training', 'classes', 'waiting'],
  queryFn: () => ask(api.GET('/api/classes/waiting')),
})

/** The Monday of the week of a day (YYYY-MM-DD), some weeks later. */
export function mondayOf(day: string, weeks = 0): string {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7) + 7 * weeks)
  return at.toISOString().slice(0, 10)
}
