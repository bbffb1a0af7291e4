/** What the phone desk asks. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import type { Asked } from '../../priority/web/asked.ts'
import type { Choice } from '../../web/data/directory.ts'
import { filesIn } from '../../web/data/upload.ts'
import { answersOf, bodyOf, type Draft } from '../../web/new/draft.ts'
import { type Call, SECONDS_MAX } from './calls.ts'

export type Glance = paths['/api/phone/callers/{id}']['get']['responses'][200]['content']['application/json']
export type CallerLine =
  paths['/api/phone/recent']['get']['responses'][200]['content']['application/json']['people'][number]

/** Marks a found workstation among found people. */
export const workstationMark = 'w:'

/** People and, after them, workstations: who is calling, or from where. */
export async function findCallers(q: string): Promise<Choice[]> {
  if (!q.trim()) return []
  const { people, workstations } = await ask(
    api.GET('/api/phone/callers', { params: { query: { q: q.trim() } } }),
  )
  return [
    ...people.map((person) => ({ id: person.id, name: person.name, note: noteOf(person) })),
    ...workstations.map(({ id, name, place }) => ({
      id: `${workstationMark}${id}`,
      name,
      note: place?.name ?? '',
    })),
  ]
}

/** A line under a caller's name. */
export function noteOf(person: CallerLine): string {
  return [person.title, person.department, person.extension ?? person.phone].filter(Boolean).join(' · ')
}

export const glanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['phone', 'caller', id],
    queryFn: () => ask(api.GET('/api/phone/callers/{id}', { params: { path: { id } } })),
    staleTime: 10_000,
  })

export const recentQuery = queryOptions({
  queryKey: ['phone', 'recent'],
  queryFn: async () => (await ask(api.GET('/api/phone/recent'))).people,
})

export const ofWorkstationQuery = (id: string) =>
  queryOptions({
    queryKey: ['phone', 'workstation', id],
    queryFn: async () =>
      (await ask(api.GET('/api/phone/workstations/{id}', { params: { path: { id } } }))).people,
  })

export const statusQuery = queryOptions({
  queryKey: ['phone', 'status'],
  queryFn: async () => (await ask(api.GET('/api/status', background))).now,
  refetchInterval: 60_000,
})

/** Open tickets that look like what the caller tells. */
export const alikeQuery = (draft: Draft, title: string) => {
  const about = {
    ...(title.trim().length >= 6 ? { title: title.trim() } : {}),
    ...(draft.application.trim() ? { application: draft.application.trim() } : {}),
    ...(draft.place ? { place_id: draft.place.id } : {}),
    ...(draft.category ? { category_id: draft.category.id } : {}),
  }
  return queryOptions({
    queryKey: ['phone', 'alike', about],
    queryFn: async () => (await ask(api.GET('/api/phone/alike', { params: { query: about } }))).rows,
    enabled: 'title' in about || 'application' in about || ('place_id' in about && 'category_id' in about),
    placeholderData: (before) => before,
  })
}

/** How long the call has lasted, in seconds; 0 when it lies too long ago to be one. */
export function secondsOf(call: Pick<Call, 'beganAt'>, now_ms: number): number {
  const seconds = Math.max(0, Math.round((now_ms - Date.parse(call.beganAt)) / 1000))
  return seconds > SECONDS_MAX ? 0 : seconds
}

/** Files the ticket, notes the time and, if it was solved on the phone, the solution. */
export function logCall(call: Call, asked: Asked | undefined) {
  const { draft, meToo } = call
  const body = bodyOf(draft, filesIn(draft.body), answersOf(draft, asked))
  return ask(
    api.POST('/api/phone/calls', {
      body: {
        id: call.id,
        seconds: call.hasTime ? secondsOf(call, Date.now()) : 0,
        ticket: {
          ...body,
          body: draft.body.trim() ? draft.body : draft.title.trim(),
          ...(meToo ? { links: [{ type: meToo.type, to_id: meToo.id }] } : {}),
        },
        ...(call.isSolved
          ? { solved: { code: call.code, ...(call.article ? { solved_by_id: call.article.id } : {}) } }
          : {}),
      },
    }),
  )
}
