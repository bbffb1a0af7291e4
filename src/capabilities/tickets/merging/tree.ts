/** Where a merged ticket went, and what was merged into a ticket, over any number of merges. */
import { type RawBuilder, sql } from 'kysely'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'

/** So many tickets go on with one, at most. */
export const merged_max = 100

/** The statement part that names `tree (id, depth)`: the tickets that were merged into one, the ticket itself at depth 0. */
export function treeOf(orgId: string, id: string): RawBuilder<unknown> {
  return sql`with recursive tree (id, depth) as (
      select ${id}::uuid, 0
      union all
      select t.id, m.depth + 1 from tree m join tickets.ticket t on t.org_id = ${orgId} and t.merged_into_id = m.id where m.depth < ${merged_max})`
}

/** The query for the ticket that a merged one ended in; the ticket itself where it was not merged. */
export function endOf(orgId: string, id: string): RawBuilder<RecordRow> {
  return sql<RecordRow>`
    with recursive chain (id, into_id, depth) as (
      select t.id, t.merged_into_id, 0 from tickets.ticket t where t.org_id = ${orgId} and t.id = ${id}
      union all
      select t.id, t.merged_into_id, c.depth + 1 from chain c join tickets.ticket t on t.org_id = ${orgId} and t.id = c.into_id where c.depth < ${merged_max})
    select ${recordColumns} from chain c join core.record r on r.org_id = ${orgId} and r.id = c.id where c.into_id is null`
}
