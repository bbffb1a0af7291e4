/** Which names of a file the organization does not have. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { namedCategories } from '../../tickets/index.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import { type Kind, nameKey } from './kept-names.ts'
import { findPeople } from './people-names.ts'

const names_per_query = 5_000

/** The names of a plan that the organization does not have. Assets are texts and never missing. */
export async function missingNames(
  tx: Tx,
  mapping: Pick<Mapping, 'origin'>,
  planned: Record<Kind | 'assets', ReadonlyMap<string, number>>,
): Promise<Record<Kind | 'assets', string[]>> {
  const people = [...planned.people.keys()]
  const missing: string[] = []
  for (let from = 0; from < people.length; from += names_per_query) {
    const some = people.slice(from, from + names_per_query)
    const found = await findPeople(tx, mapping.origin, some)
    missing.push(...some.filter((name) => !found.has(nameKey(name))))
  }
  const [teams, places] = await tx.many(
    raw<{ name: string }>('select name from core.team where org_id = $1', [tx.orgId]),
    raw<{ name: string }>('select name from core.place where org_id = $1', [tx.orgId]),
  )
  const categories = (await namedCategories(tx)).filter((row) => row.parent === null)
  const without = (names: ReadonlyMap<string, number>, rows: readonly { name: string }[]) => {
    const there = new Set(rows.map((row) => nameKey(row.name)))
    return [...names.keys()].filter((name) => !there.has(nameKey(name)))
  }
  return {
    people: missing,
    teams: without(planned.teams, teams),
    places: without(planned.places, places),
    categories: without(planned.categories, categories),
    assets: [],
  }
}
