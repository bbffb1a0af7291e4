/** The small lists of the organization as one shape: a name, where it lies, whether it is still offered. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask, idempotencyKey } from '../../../web/api/client.ts'
import type { ListName } from './ListTabs.tsx'

export type Entry = {
  id: string
  name: string
  archived: boolean
  parent_id?: string | null
  site_id?: string | null
  department_id?: string | null
  place_id?: string | null
  is_shared?: boolean
}

/** The fields beside the name that entries of a list have. */
export const fieldsOf: Record<ListName, readonly (keyof Entry)[]> = {
  departments: ['parent_id', 'site_id'],
  places: ['site_id', 'department_id'],
  workstations: ['place_id', 'is_shared'],
  sites: [],
  skills: [],
  categories: ['parent_id'],
}

const pages_max = 20

/** All entries; workstations come in pages and by the beginning of their name. */
export const listQuery = (name: ListName, withArchived: boolean, q: string) =>
  queryOptions({
    queryKey: ['structure', name, { withArchived, q: name === 'workstations' ? q : '' }],
    queryFn: () => load(name, withArchived, q),
  })

async function load(name: ListName, withArchived: boolean, q: string): Promise<Entry[]> {
  const archived = withArchived ? { with_archived: true } : {}
  if (name === 'workstations') return loadWorkstations(archived, q)
  if (name === 'categories') {
    const { rows } = await ask(api.GET('/api/tickets/categories', { params: { query: archived } }))
    return rows.map(({ is_archived, ...row }) => ({ ...row, archived: is_archived }))
  }
  const structure = await ask(api.GET('/api/organization/structure', { params: { query: archived } }))
  return structure[name].map(({ archived_at, ...row }) => ({ ...row, archived: archived_at !== null }))
}

async function loadWorkstations(archived: { with_archived?: boolean }, q: string): Promise<Entry[]> {
  const found: Entry[] = []
  let after: string | undefined
  for (let page = 0; page < pages_max; page++) {
    const query = { ...archived, limit: 100, ...(q ? { q } : {}), ...(after ? { after } : {}) }
    const { rows, next } = await ask(api.GET('/api/workstations', { params: { query } }))
    found.push(...rows.map(({ archived_at, ...row }) => ({ ...row, archived: archived_at !== null })))
    if (next === null) break
    after = next
  }
  return found
}

type Body = { name: string; is_archived?: boolean } & Partial<Omit<Entry, 'id' | 'archived' | 'name'>>

const paths = {
  departments: '/api/departments',
  places: '/api/places',
  workstations: '/api/workstations',
  sites: '/api/sites',
  skills: '/api/skills',
  categories: '/api/tickets/categories',
} as const satisfies Record<ListName, string>

/** Adds an entry, or changes the one with the id. The six lists take the same calls at their own addresses. */
export function saveEntry(name: ListName, id: string | undefined, body: Body): Promise<unknown> {
  if (id === undefined)
    return ask(
      api.POST(paths[name], {
        body: body as never,
        headers: { 'idempotency-key': idempotencyKey() },
      } as never),
    )
  return ask(api.PATCH(`${paths[name]}/{id}`, { params: { path: { id } }, body: body as never } as never))
}
