/** The ids of the names of a file while it is imported, and what its mapping says of those that are missing. */
import { importFault } from '../import/import-error.ts'
import type { Mapping, MissingPolicy } from '../import/mapping/mapping.ts'

export type Kind = 'people' | 'teams' | 'places' | 'categories'
export type Category = { category: string; subcategory: string | null }

/** The ids of names that were looked up; kept for a whole run, since most names come again. */
export type Names = {
  readonly mapping: Pick<Mapping, 'origin' | 'missing'>
  readonly people: Map<string, string | null>
  readonly teams: Map<string, string | null>
  readonly places: Map<string, string | null>
  readonly categories: Map<string, string | null>
  /** How many of each were created. */
  readonly created: Record<Kind, number>
}

export function newNames(mapping: Pick<Mapping, 'origin' | 'missing'>): Names {
  return {
    mapping,
    people: new Map(),
    teams: new Map(),
    places: new Map(),
    categories: new Map(),
    created: { people: 0, teams: 0, places: 0, categories: 0 },
  }
}

export function categoryKey(category: string, subcategory: string | null): string {
  return JSON.stringify([category.toLowerCase(), subcategory?.toLowerCase() ?? null])
}

export function nameKey(name: string): string {
  return name.toLowerCase()
}

/** What becomes of a name that is not there; a mapping that says nothing leaves the field empty. */
export function policyOf(mapping: Pick<Mapping, 'missing'>, kind: Kind | 'assets'): MissingPolicy {
  return mapping.missing?.[kind] ?? { do: 'leave-empty' }
}

/** The id that the policy puts in the place of a missing name; undefined when it is to be created. */
export async function replacement(
  policy: MissingPolicy,
  find: (name: string) => Promise<string | undefined>,
): Promise<string | null | undefined> {
  if (policy.do === 'create') return undefined
  if (policy.do === 'leave-empty') return null
  const id = await find(policy.name)
  if (id === undefined)
    throw importFault(
      'mapping-invalid',
      `The mapping uses “${policy.name}” for missing names, and there is none.`,
    )
  return id
}
