/** People by the names that a file has for them. */
import { insertRows } from '../../../core/records/insert-rows.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Names, nameKey, policyOf, replacement } from './kept-names.ts'

/** Finds or creates the people of these names. */
export async function learnPeople(
  tx: Tx,
  names: Names,
  wanted: readonly string[],
  now: string,
): Promise<void> {
  if (wanted.length === 0) return
  const found = await findPeople(tx, names.mapping.origin, wanted)
  const missing = wanted.filter((name) => !found.has(nameKey(name)))
  for (const [key, id] of found) names.people.set(key, id)
  if (missing.length === 0) return
  const instead = await replacement(policyOf(names.mapping, 'people'), async (name) =>
    (await findPeople(tx, names.mapping.origin, [name])).get(nameKey(name)),
  )
  const rows = missing.map((name) => ({
    id: newId(),
    kind: 'staff',
    name,
    external_key: externalKey(names.mapping.origin, name),
    is_active: true,
    created_at: now,
    updated_at: now,
  }))
  for (const { id, name } of rows) names.people.set(nameKey(name), instead === undefined ? id : instead)
  if (instead !== undefined) return
  names.created.people += rows.length
  const columns = {
    id: 'uuid',
    kind: 'text',
    name: 'text',
    external_key: 'text',
    is_active: 'boolean',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  }
  tx.send(insertRows(tx.orgId, 'core.person', columns, rows))
}

function externalKey(origin: string, name: string): string {
  return `${origin}:${nameKey(name)}`
}

/**
 * The people of these names: those whom an import from the same place created (or into whom they were merged),
 * those with this address, or the only one of this name. Of two people with one name none is taken.
 */
export async function findPeople(
  tx: Tx,
  origin: string,
  wanted: readonly string[],
): Promise<Map<string, string>> {
  const folded = await tx.all(
    raw<{ name: string; folded: string }>(
      'select name, core.fold(name) as folded from unnest($1::text[]) as wanted (name)',
      [wanted],
    ),
  )
  const [byKey, byEmail, byName] = await tx.many(
    raw<{ id: string; external_key: string }>(
      'select coalesce(merged_into_id, id) as id, external_key from core.person where org_id = $1 and external_key = any($2::text[])',
      [tx.orgId, wanted.map((name) => externalKey(origin, name))],
    ),
    raw<{ id: string; email: string }>(
      'select id, email from core.person where org_id = $1 and email = any($2::text[]) and merged_into_id is null',
      [tx.orgId, wanted.map(nameKey)],
    ),
    raw<{ id: string; sort_name: string }>(
      `select (array_agg(id))[1] as id, sort_name from core.person
       where org_id = $1 and sort_name = any($2::text[]) and merged_into_id is null and kind <> 'service' group by sort_name having count(*) = 1`,
      [tx.orgId, folded.map((each) => each.folded)],
    ),
  )
  const keys = new Map(byKey.map((row) => [row.external_key, row.id]))
  const emails = new Map(byEmail.map((row) => [row.email, row.id]))
  const sortNames = new Map(byName.map((row) => [row.sort_name, row.id]))
  const found = new Map<string, string>()
  for (const { name, folded: sortName } of folded) {
    const id = keys.get(externalKey(origin, name)) ?? emails.get(nameKey(name)) ?? sortNames.get(sortName)
    if (id !== undefined) found.set(nameKey(name), id)
  }
  return found
}
