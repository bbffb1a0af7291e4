/** Articles as their writers see them: the list by filter, one with its latest text, its versions, the actions. */
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import type { ArticlePage, ArticleRow } from '../answers/library.ts'

export const states = ['work_in_progress', 'not_validated', 'validated', 'archived'] as const
export const audiences = ['internal', 'staff', 'public'] as const
export const kinds = ['how_to', 'problem', 'known_error', 'downtime'] as const
export type Kind = (typeof kinds)[number]
export type State = (typeof states)[number]
export type Audience = (typeof audiences)[number]
export type Version =
  paths['/api/articles/{id}/versions']['get']['responses'][200]['content']['application/json']['rows'][number]
type ListQuery = NonNullable<paths['/api/articles']['get']['parameters']['query']>

/** The filter as it stands in the address. */
export type Filter = {
  q?: string
  state?: State
  audience?: Audience
  application?: string
  topic?: string
  owner?: string
  overdue?: boolean
  waiting?: boolean
}

const PAGE_ROWS = 50
const CHOICE_ROWS = 100
const KEPT_MS = 60_000

/** What the address says, without anything that it should not hold. */
export function readFilter(raw: Record<string, unknown>): Filter {
  const text = (key: string) => (raw[key] === undefined || raw[key] === '' ? {} : { [key]: String(raw[key]) })
  return {
    ...text('q'),
    ...(states.includes(raw.state as State) ? { state: raw.state as State } : {}),
    ...(audiences.includes(raw.audience as Audience) ? { audience: raw.audience as Audience } : {}),
    ...text('application'),
    ...text('topic'),
    ...text('owner'),
    ...(raw.overdue === true || raw.overdue === 'true' ? { overdue: true } : {}),
    ...(raw.waiting === true || raw.waiting === 'true' ? { waiting: true } : {}),
  }
}

function listQueryOf({ state, audience, application, topic, owner, overdue, waiting }: Filter): ListQuery {
  return {
    ...(state ? { state: [state] } : { state: ['work_in_progress', 'not_validated', 'validated'] }),
    ...(audience ? { audience: [audience] } : {}),
    ...(application ? { application } : {}),
    ...(topic ? { topic } : {}),
    ...(owner ? { owner } : {}),
    ...(overdue ? { review_before: new Date().toISOString() } : {}),
    ...(waiting ? { is_waiting: true } : {}),
  }
}

export const articlesQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['articles', 'desk', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/articles', {
          params: {
            query: { ...listQueryOf(filter), limit: PAGE_ROWS, ...(pageParam ? { after: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

const choicesQuery = queryOptions({
  queryKey: ['articles', 'choices'],
  queryFn: () => ask(api.GET('/api/articles', { params: { query: { limit: CHOICE_ROWS } } })),
  staleTime: KEPT_MS,
})

const applicationsQuery = queryOptions({
  queryKey: ['articles', 'applications'],
  queryFn: () => ask(api.GET('/api/articles/applications')),
  staleTime: KEPT_MS,
})

/** The names of applications that are known here. */
export const useApplications = (): readonly string[] => useQuery(applicationsQuery).data?.rows ?? []

export type Choices = { applications: string[]; topics: string[]; owners: { id: string; name: string }[] }

/** What the newest articles are about and whose they are, for filters and for fields that complete what is typed. */
export function useChoices(): Choices {
  const rows: readonly ArticleRow[] = useQuery(choicesQuery).data?.rows ?? []
  const sorted = (words: (string | null)[]) =>
    [...new Set(words.filter((word) => word !== null))].sort((a, b) => a.localeCompare(b))
  const owners = new Map(rows.flatMap(({ owner }) => (owner ? [[owner.id, owner.name] as const] : [])))
  return {
    applications: sorted(rows.map((row) => row.application)),
    topics: sorted(rows.map((row) => row.topic)),
    owners: [...owners].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
  }
}

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'versions'],
    queryFn: () => ask(api.GET('/api/articles/{id}/versions', { params: { path: { id } } })),
  })

export type TimelineRow =
  paths['/api/articles/{id}/timeline']['get']['responses'][200]['content']['application/json']['rows'][number]

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'timeline'],
    queryFn: () => ask(api.GET('/api/articles/{id}/timeline', { params: { path: { id } } })),
  })

export const compareQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['record', id, 'compare', from, to],
    queryFn: () =>
      ask(api.GET('/api/articles/{id}/compare', { params: { path: { id }, query: { from, to } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** True when the day of the next look has passed. */
export function isOverdue(
  { review_at, state }: Pick<ArticlePage, 'review_at' | 'state'>,
  now: number,
): boolean {
  return review_at !== null && state !== 'archived' && Date.parse(review_at) < now
}

/** Moves that change who sees an article; none of them needs more than itself. */
export type Move = 'submit' | 'validate' | 'publish' | 'unpublish' | 'archive' | 'revive'

/** @throws ProblemError; 409 when somebody changed the article since `version` */
export function moveArticle(id: string, move: Move, version: number, body: Looked = {}): Promise<unknown> {
  const params = { path: { id }, header: { 'if-match': `"${version}"` } }
  return ask(api.POST(`/api/articles/{id}/${move}`, { params, body }))
}

/** That the text was looked through, which the server asks for where it came out of a ticket. */
export type Looked = { is_looked_through?: boolean }

/** Gives the text back to its author. @throws ProblemError; 409 when somebody changed it since `version` */
export function sendBack(id: string, reason: string, version: number): Promise<unknown> {
  const params = { path: { id }, header: { 'if-match': `"${version}"` } }
  return ask(api.POST('/api/articles/{id}/send-back', { params, body: { reason } }))
}

const templatesQuery = queryOptions({
  queryKey: ['articles', 'templates'],
  queryFn: () => ask(api.GET('/api/articles/templates')),
  staleTime: KEPT_MS,
})

export const useTemplates = () => useQuery(templatesQuery).data?.rows ?? []

/** The template with empty places to write in. */
export function emptyTemplate(body: string): string {
  return `${body
    .replace(/\{\{(symptom|cause|steps)\}\}/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

const categoriesQuery = queryOptions({
  queryKey: ['articles', 'categories'],
  queryFn: () => ask(api.GET('/api/tickets/categories')),
  staleTime: KEPT_MS,
  retry: false,
})

const structureQuery = queryOptions({
  queryKey: ['organization', 'structure'],
  queryFn: () => ask(api.GET('/api/organization/structure')),
  staleTime: KEPT_MS,
})

/** What an article may be about and for whom, as choices of a list. */
export function usePlaces() {
  const categories = useQuery(categoriesQuery).data?.rows ?? []
  const structure = useQuery(structureQuery).data
  const choices = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }))
  const parentOf = new Map(categories.map((each) => [each.id, each.name]))
  return {
    categories: categories.map(({ id, name, parent_id }) => ({
      value: id,
      label: parent_id ? `${parentOf.get(parent_id) ?? ''} / ${name}` : name,
    })),
    roles: choices(structure?.roles ?? []),
    departments: choices(structure?.departments ?? []),
  }
}

export function redact(id: string, text: string, pictures: readonly string[], version: number) {
  const params = { path: { id }, header: { 'if-match': `"${version}"` } }
  const body = { ...(text.trim() === '' ? {} : { text }), picture_ids: [...pictures] }
  return ask(api.POST('/api/articles/{id}/redact', { params, body }))
}
