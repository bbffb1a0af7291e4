/** The queue's address: what is asked of the API and what is shown beside it. */
import type { paths } from '../../../../web/api/openapi.generated.ts'

export type ListQuery = NonNullable<paths['/api/tickets']['get']['parameters']['query']>
export type BuiltInView = NonNullable<ListQuery['view']>
export type SortName = NonNullable<ListQuery['sort']>

/** The search parameters of /desk/queue. Lists are kept as lists; what is empty is left out. */
export type QueueSearch = Omit<ListQuery, 'after' | 'limit'> & {
  /** The ticket open beside the list. */
  ticket?: string
  /** The saved view that the filter came from. */
  saved?: string
  /** The columns that are shown, as `title:320,state`. */
  columns?: string
}

export const builtInViews = [
  'mine',
  'team',
  'unassigned',
  'waiting',
  'due_soon',
  'overdue',
  'open',
  'resolved',
  'all',
] as const satisfies readonly BuiltInView[]

const lists = ['state', 'category', 'kind', 'priority', 'team', 'owner', 'place', 'item', 'code'] as const
const words = [
  'view',
  'sort',
  'requester',
  'subject',
  'application',
  'tag',
  'created_from',
  'created_to',
  'resolved_from',
  'resolved_to',
  'target',
  'target_result',
  'target_from',
  'target_to',
  'target_policy',
  'target_sign',
  'made_target',
  'bounced_from',
  'bounced_to',
  'bounced_since',
  'bounced_until',
  'paged',
  'paged_since',
  'paged_until',
  'survey',
  'survey_from',
  'survey_to',
  'survey_team',
  'solved_by',
  'ticket',
  'saved',
  'q',
  'columns',
] as const

const numbers = ['created_weekday', 'created_hour', 'target_weekday', 'target_hour', 'survey_rating'] as const

/** What the address says, without anything that it should not hold. */
export function readSearch(raw: Record<string, unknown>): QueueSearch {
  const search: Record<string, unknown> = {}
  for (const key of lists) {
    const value = raw[key]
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value]
    if (list.length > 0) search[key] = key === 'priority' ? list.map(Number) : list.map(String)
  }
  for (const key of words) if (raw[key] !== undefined && raw[key] !== '') search[key] = String(raw[key])
  for (const key of numbers) if (raw[key] !== undefined && raw[key] !== '') search[key] = Number(raw[key])
  for (const key of ['reverse', 'paged_at_night', 'open_parts', 'no_team'] as const)
    if (raw[key] === true || raw[key] === 'true') search[key] = true
  return { view: 'open', ...search } as QueueSearch
}

/** The part of the address that the API's list takes. */
export function filterOf(search: QueueSearch): ListQuery {
  const { ticket: _ticket, saved: _saved, columns: _columns, ...filter } = search
  return filter
}

/** What a saved view keeps of the address. */
export function viewOf(search: QueueSearch) {
  const { sort, reverse, ...filter } = writeSearch(filterOf(search)) as ListQuery
  return {
    filter,
    is_reversed: reverse === true,
    columns: search.columns?.split(',').filter(Boolean) ?? [],
    ...(sort ? { sort } : {}),
  }
}

/** The search parameters without empty ones, for the router. */
export function writeSearch(search: QueueSearch): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        value !== false &&
        !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** The address of the queue with these search parameters, as the router writes them. */
export function queueHref(search: Partial<QueueSearch>): string {
  const parts = Object.entries(writeSearch(search as QueueSearch)).map(
    ([key, value]) =>
      `${key}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  )
  return `/desk/queue${parts.length > 0 ? `?${parts.join('&')}` : ''}`
}

/** How many filters beyond the view are set; the words stand in a field of their own. */
export function filterCount(search: QueueSearch): number {
  const { view: _view, sort: _sort, reverse: _reverse, q: _q, ...filter } = filterOf(search)
  return Object.keys(writeSearch(filter)).length
}
