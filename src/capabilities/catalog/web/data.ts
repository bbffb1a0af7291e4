/** What the pages of the catalog ask of the API. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, background } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import type { Field } from '../form.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } }
}
  ? A
  : never

export type Offered = Answer<'/api/catalog'>
export type OfferedItem = Offered['rows'][number]
export type AskedItem = Omit<Answer<'/api/catalog/items/{id}'>, 'fields'> & { fields: Field[] }
export type TicketRequest = NonNullable<Answer<'/api/tickets/{id}/request'>['request']>
export type Managed = Answer<'/api/catalog/manage'>
export type ManagedItem = Managed['rows'][number]
export type Design = Answer<'/api/catalog/manage/{id}'>
export type Content = Design['content']

const KEPT_MS = 60_000

export const offeredQuery = queryOptions({
  queryKey: ['catalog', 'offered'],
  queryFn: () => ask(api.GET('/api/catalog', background)),
  staleTime: KEPT_MS,
})

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['catalog', 'item', id],
    queryFn: async () =>
      (await ask(api.GET('/api/catalog/items/{id}', { params: { path: { id } } }))) as AskedItem,
  })

export const ticketRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'catalog-request'],
    queryFn: async () =>
      (await ask(api.GET('/api/tickets/{id}/request', { params: { path: { id } }, ...background }))).request,
  })

export const managedQuery = queryOptions({
  queryKey: ['catalog', 'managed'],
  queryFn: () => ask(api.GET('/api/catalog/manage')),
})

export const designQuery = (id: string) =>
  queryOptions({
    queryKey: ['catalog', 'design', id],
    queryFn: () => ask(api.GET('/api/catalog/manage/{id}', { params: { path: { id } } })),
  })

export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['catalog', 'design', id, number],
    queryFn: () =>
      ask(api.GET('/api/catalog/manage/{id}/versions/{number}', { params: { path: { id, number } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Colleagues by the beginning of their names. */
export async function findColleagues(q: string): Promise<{ id: string; name: string; note?: string }[]> {
  if (q.trim().length < 2) return []
  const { rows } = await ask(
    api.GET('/api/catalog/people', { params: { query: { q: q.trim() } }, ...background }),
  )
  return rows.map(({ id, name, department }) => ({ id, name, ...(department ? { note: department } : {}) }))
}

const WORD_LENGTH_MIN = 3

/** The items whose name, summary or other words have every word that was typed, the beginning of it at least. */
export function itemsAbout(rows: readonly OfferedItem[], typed: string): OfferedItem[] {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return [...rows]
  return rows
    .map((row) => {
      const names = wordsOf(`${row.name.en} ${row.name.es ?? ''} ${row.synonyms.join(' ')}`)
      const others = wordsOf(`${row.summary.en} ${row.summary.es ?? ''}`)
      const begins = (words: string[]) =>
        wanted.filter((each) => words.some((word) => word.startsWith(each))).length
      return { row, inName: begins(names), all: begins([...names, ...others]) }
    })
    .filter(({ all }) => all === wanted.length)
    .sort((a, b) => b.inName - a.inName)
    .map(({ row }) => row)
}

/** The items of which a sentence speaks: one of its longer words stands in their name or synonyms. */
export function itemsIn(rows: readonly OfferedItem[], sentence: string): OfferedItem[] {
  const said = wordsOf(sentence).filter((word) => word.length >= WORD_LENGTH_MIN)
  return rows
    .map((row) => {
      const names = wordsOf(`${row.name.en} ${row.name.es ?? ''} ${row.synonyms.join(' ')}`).filter(
        (word) => word.length >= WORD_LENGTH_MIN && !fillers.has(word),
      )
      return {
        row,
        hits: said.filter((word) =>
          names.some((name) => name.startsWith(word) || (name.length > 3 && word.startsWith(name))),
        ).length,
      }
    })
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ row }) => row)
}

const fillers: ReadonlySet<string> = new Set([
  'the',
  'for',
  'and',
  'new',
  'una',
  'uno',
  'para',
  'los',
  'las',
  'nuevo',
  'nueva',
])

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
