/** The people, teams, places and categories that a ticket is given to or is about. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, background } from '../../../../web/api/client.ts'
import type { paths } from '../../../../web/api/openapi.generated.ts'

const KEPT_MS = 300_000
export type Choice = { id: string; name: string; note?: string }
export type PersonLine =
  paths['/api/people']['get']['responses'][200]['content']['application/json']['rows'][number]

export const structureQuery = queryOptions({
  queryKey: ['structure'],
  queryFn: () => ask(api.GET('/api/organization/structure')),
  staleTime: KEPT_MS,
})

const categoriesQuery = queryOptions({
  queryKey: ['ticket-categories'],
  queryFn: async () => {
    const { rows } = await ask(api.GET('/api/tickets/categories'))
    const byId = new Map(rows.map((row) => [row.id, row]))
    const pathOf = (id: string, depth = 0): string => {
      const row = byId.get(id)
      if (!row || depth > 6) return ''
      return row.parent_id ? `${pathOf(row.parent_id, depth + 1)} › ${row.name}` : row.name
    }
    return rows
      .map((row): Choice => ({ id: row.id, name: pathOf(row.id) }))
      .sort((a, b) => a.name.localeCompare(b.name))
  },
  staleTime: KEPT_MS,
})

export type Team = { id: string; name: string; tier: number }

export function useTeams(): readonly Team[] {
  return useQuery(structureQuery).data?.teams ?? []
}

export function usePlaces(): readonly Choice[] {
  return useQuery(structureQuery).data?.places ?? []
}

export function useCategories(): readonly Choice[] {
  return useQuery(categoriesQuery).data ?? []
}

/** What can be asked for with a form; none while nothing is offered. */
export function useCatalogItems(): readonly Choice[] {
  const { i18n } = useTranslation()
  const isSpanish = (i18n.resolvedLanguage ?? 'en').startsWith('es')
  const { data } = useQuery({
    queryKey: ['catalog', 'offered'],
    queryFn: () => ask(api.GET('/api/catalog', background)),
    staleTime: KEPT_MS,
  })
  return (data?.rows ?? []).map(({ id, name }) => ({ id, name: (isSpanish && name.es) || name.en }))
}

/** People by name, address or phone; the nearest first. Without words, the beginning of the directory. */
export async function findPeople(
  q: string,
  options: { teamId?: string; limit?: number } = {},
): Promise<PersonLine[]> {
  const { rows } = await ask(
    api.GET('/api/people', {
      params: {
        query: {
          limit: options.limit ?? 12,
          ...(q.trim() ? { q: q.trim() } : {}),
          ...(options.teamId ? { team_id: options.teamId } : {}),
        },
      },
    }),
  )
  return rows
}

/** A line under a name: what she does, where, and how to call her. */
export function personNote(person: Pick<PersonLine, 'title' | 'department' | 'phone'>): string {
  return [person.title, person.department?.name, person.phone].filter(Boolean).join(' · ')
}

export async function findWorkstations(q: string): Promise<Choice[]> {
  const { rows } = await ask(
    api.GET('/api/workstations', { params: { query: { limit: 12, ...(q.trim() ? { q: q.trim() } : {}) } } }),
  )
  return rows.map(({ id, name }) => ({ id, name }))
}
