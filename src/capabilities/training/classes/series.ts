/** The classes of a series that come after one of them and did not begin. */
import { sql } from 'kysely'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'

export const nothing = sql<{ id: string }>`select null::uuid as id where false`

/** Their ids, for the class of this id. */
export const following = (orgId: string, id: string) => sql<{ id: string }>`
  select r.id from training.class c
    join training.class o on o.org_id = c.org_id and o.series_id = c.series_id and o.starts_at > c.starts_at
    join core.record r on r.org_id = o.org_id and r.id = o.id and r.state in ('planned', 'open')
  where c.org_id = ${orgId} and c.id = ${id}`

/** Their records, the next one first. */
export function followingOf(tx: Tx, id: string): Promise<RecordRow[]> {
  return tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r join training.class k on k.org_id = r.org_id and k.id = r.id
      where r.org_id = ${tx.orgId} and r.id in (${following(tx.orgId, id)}) order by k.starts_at`,
  )
}
