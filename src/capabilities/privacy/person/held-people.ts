/** What a legal hold keeps, for capabilities that keep words of people beside records. */
import { sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { heldAmong } from './hold.ts'

/** Of the people those under a legal hold, by themselves or since one entry was merged into the other. */
export async function heldPeople(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const held = await tx.all(
    raw<{ id: string }>(
      `select distinct e.id from privacy.hold h join core.person p on p.org_id = h.org_id and p.id = h.person_id
         join core.person e on e.org_id = p.org_id and coalesce(p.merged_into_id, p.id) in (e.id, e.merged_into_id)
       where h.org_id = $1 and h.lifted_at is null and e.id = any($2::uuid[])`,
      [tx.orgId, ids],
    ),
  )
  return held.map(({ id }) => id)
}

/** Of the records those under a legal hold. */
export async function heldRecords(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  return (await heldAmong(tx, sql`select unnest(${ids}::uuid[]) as id`)).map(({ id }) => id)
}
