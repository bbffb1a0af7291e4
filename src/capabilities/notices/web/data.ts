/** What the pages of notices ask, and what they do. */
import type { QueryClient } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never
export type Notice = Answer<'/api/notices'>['rows'][number]
export type Settings = Answer<'/api/notices/settings'>
export type KindName = Notice['kind']
export type Chosen = Settings['kinds'][number]
export type MailWay = Chosen['mail']
export type Calendar = Answer<'/api/notices/calendar'>

export const mailWays = ['now', 'digest', 'off'] as const satisfies readonly MailWay[]

/** What all of these events share by a way; undefined where they differ. */
export function sharedBy<Way extends 'in_app' | 'mail' | 'push'>(
  events: Chosen['events'],
  way: Way,
): Chosen['events'][number][Way] | undefined {
  const [first, ...more] = new Set(events.map((event) => event[way]))
  return more.length === 0 ? first : undefined
}

export type Filter = { is_unread?: boolean; kind?: KindName }

/** Live news of a notification asks everything again whose key begins so. */
export function noticesQuery(filter: Filter) {
  return {
    queryKey: ['notifications', 'page', filter],
    queryFn: ({ pageParam }: { pageParam: string }) =>
      ask(
        api.GET('/api/notices', {
          ...background,
          params: { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: Answer<'/api/notices'>) => page.next,
  }
}

export const settingsQuery = {
  queryKey: ['notice-settings'],
  queryFn: () => ask(api.GET('/api/notices/settings')),
}

export const calendarQuery = {
  queryKey: ['notice-calendar'],
  queryFn: () => ask(api.GET('/api/notices/calendar')),
}

export async function refresh(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['notifications'] }),
    queries.invalidateQueries({ queryKey: ['notice-settings'] }),
  ])
}

/** `HH:MM` of minutes after midnight, and back; undefined for what is no time. */
export const toTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export function toMinutes(time: string): number | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? []
  return hour === undefined || minute === undefined ? undefined : Number(hour) * 60 + Number(minute)
}
