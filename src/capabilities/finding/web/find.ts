/** What the search page asks, and how it takes filters out of what was typed. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'

async function find(q: string, isDone: boolean, limit: number, signal: AbortSignal) {
  const query = { q, limit, stage: isDone ? ('done' as const) : ('typing' as const) }
  return ask(api.GET('/api/search', { params: { query }, ...background, signal }))
}

export type Answer = Awaited<ReturnType<typeof find>>
export type FoundRow = Answer['close'][number]

/** The answer for what was typed. `isDone` tells that it was not only a step on the way. */
export const searchQuery = (q: string, isDone: boolean, limit: number) =>
  queryOptions({
    queryKey: ['search', q, isDone, limit],
    queryFn: ({ signal }) => find(q, isDone, limit, signal),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })

export const missesQuery = queryOptions({
  queryKey: ['search', 'misses'],
  queryFn: () => ask(api.GET('/api/search/misses')),
})

export const filterNames = [
  'title',
  'tag',
  'app',
  'place',
  'kind',
  'state',
  'by',
  'after',
  'before',
  'number',
] as const

export type Said = {
  field: string
  value: string
  is_unwanted: boolean
  flaw: 'unknown' | 'empty' | 'value' | null
}

/** How a filter is written. */
export function writtenAs({ field, value, is_unwanted }: Said): string {
  const said = /\s/.test(value) ? `"${value}"` : value
  return `${is_unwanted ? '-' : ''}${field}:${said}`
}

/** What was typed, without the filter that has this value, by whatever of its names it was written. */
export function without(q: string, { value }: Said): string {
  const plain = value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const written = new RegExp(String.raw`-?\p{L}{2,20}:["“”„]?${plain}["“”„]?(?=\s|$)`, 'u')
  return q.replace(written, '').replaceAll(/\s+/g, ' ').trim()
}
