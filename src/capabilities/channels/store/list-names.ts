/** Teams, places and categories by the names that a file has for them. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { addCategories, namedCategories } from '../../tickets/index.ts'
import { type Category, categoryKey, type Names, nameKey, policyOf, replacement } from './kept-names.ts'

const tables = { teams: 'core.team', places: 'core.place' } as const

/** Finds or creates teams or places of these names. */
export async function learnNamed(
  tx: Tx,
  names: Names,
  kind: 'teams' | 'places',
  wanted: readonly string[],
): Promise<void> {
  if (wanted.length === 0) return
  const list = names[kind]
  const load = async () => {
    const rows = await tx.all(
      raw<{ id: string; name: string }>(`select id, name from ${tables[kind]} where org_id = $1`, [tx.orgId]),
    )
    return new Map(rows.map((row) => [nameKey(row.name), row.id]))
  }
  let there = await load()
  const missing = wanted.filter((name) => !there.has(nameKey(name)))
  if (missing.length > 0) {
    const instead = await replacement(policyOf(names.mapping, kind), async (name) => there.get(nameKey(name)))
    if (instead !== undefined) for (const name of missing) list.set(nameKey(name), instead)
    else {
      names.created[kind] += missing.length
      tx.send(
        raw(
          `insert into ${tables[kind]} (org_id, id, name) select $1, unnest($2::uuid[]), unnest($3::text[]) on conflict do nothing`,
          [tx.orgId, missing.map(() => newId()), missing],
        ),
      )
      // Somebody may have made one of them in a page this very moment; that one counts.
      there = await load()
    }
  }
  for (const name of wanted) {
    const id = there.get(nameKey(name))
    if (id !== undefined) list.set(nameKey(name), id)
  }
}

/** Finds or creates categories, each below the one that it belongs to. */
export async function learnCategories(tx: Tx, names: Names, wanted: readonly Category[]): Promise<void> {
  let there = await loadCategories(tx)
  const policy = policyOf(names.mapping, 'categories')
  const missing = wanted.filter((each) => !there.has(categoryKey(each.category, each.subcategory)))
  const instead =
    missing.length === 0
      ? undefined
      : await replacement(policy, async (name) => there.get(categoryKey(name, null)))
  if (missing.length > 0 && instead === undefined) {
    const parents = new Map(
      missing
        .filter((each) => !there.has(categoryKey(each.category, null)))
        .map((each) => [categoryKey(each.category, null), { name: each.category, parent_id: null }]),
    )
    if (parents.size > 0) {
      names.created.categories += parents.size
      addCategories(tx, [...parents.values()])
      there = await loadCategories(tx)
    }
    const children = missing.flatMap((each) => {
      const parent_id = there.get(categoryKey(each.category, null))
      return each.subcategory === null || parent_id === undefined
        ? []
        : [{ name: each.subcategory, parent_id }]
    })
    if (children.length > 0) {
      names.created.categories += children.length
      addCategories(tx, children)
      there = await loadCategories(tx)
    }
  }
  for (const { category, subcategory } of wanted) {
    const key = categoryKey(category, subcategory)
    // A category that is there is taken without its unknown subcategory rather than lost.
    names.categories.set(key, there.get(key) ?? there.get(categoryKey(category, null)) ?? instead ?? null)
  }
}

async function loadCategories(tx: Tx): Promise<Map<string, string>> {
  return new Map(
    (await namedCategories(tx)).map((row) => [
      row.parent === null ? categoryKey(row.name, null) : categoryKey(row.parent, row.name),
      row.id,
    ]),
  )
}
