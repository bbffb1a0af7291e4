/** Categories by name, for those who know them from another system. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'

/** All categories, each with the name of the one that it belongs to. */
export async function namedCategories(
  tx: Tx,
): Promise<{ id: string; name: string; parent: string | null }[]> {
  return tx.all(
    raw(
      `select c.id, c.name, p.name as parent from tickets.category c
       left join tickets.category p on p.org_id = c.org_id and p.id = c.parent_id where c.org_id = $1`,
      [tx.orgId],
    ),
  )
}

/** Sends the statement that adds categories; one that somebody made this very moment stays that one. */
export function addCategories(tx: Tx, rows: readonly { name: string; parent_id: string | null }[]): void {
  tx.send(
    raw(
      'insert into tickets.category (org_id, id, parent_id, name) select $1, unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::text[]) on conflict do nothing',
      [tx.orgId, rows.map(() => newId()), rows.map((row) => row.parent_id), rows.map((row) => row.name)],
    ),
  )
}
