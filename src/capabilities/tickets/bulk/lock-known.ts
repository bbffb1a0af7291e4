/** Tickets that are there already, as they are now and with what was done to them here. */
import { sql } from 'kysely'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { type TicketFields, ticketColumns } from '../ticket.ts'

export type PresentTicket = {
  record: RecordRow
  fields: TicketFields
  /** Columns of both rows that an action changed; what the import wrote (it marks its events) does not count. */
  changedHere: string[]
}

/** Locks the tickets for this transaction and answers them by id. */
export async function lockKnown(tx: Tx, ids: readonly string[]): Promise<Map<string, PresentTicket>> {
  const wanted = sql`any(${ids}::uuid[])`
  // In one order, so that two who lock several never wait for each other in a circle.
  const records = await tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${wanted} order by r.id for update`,
  )
  const [fields, changes] = await tx.many(
    sql<
      TicketFields & { id: string }
    >`select id, ${sql.raw(ticketColumns.join(', '))} from tickets.ticket where org_id = ${tx.orgId} and id = ${wanted}`,
    sql<{
      id: string
      columns: string[]
    }>`select e.record_id as id, array_agg(distinct k.name) as columns from core.event e
      cross join lateral (select jsonb_object_keys(e.data -> 'changes') as name union select jsonb_object_keys(e.data -> 'fields')) k
      where e.org_id = ${tx.orgId} and e.record_id = ${wanted} and not e.data ?| array['line', 'part'] group by e.record_id`,
  )
  const fieldsOf = new Map(fields.map(({ id, ...row }) => [id, row]))
  const columnsOf = new Map(changes.map((row) => [row.id, row.columns]))
  return new Map(
    records.map((record) => [
      record.id,
      {
        record,
        // Every ticket's record has its own row.
        fields: fieldsOf.get(record.id) as TicketFields,
        changedHere: columnsOf.get(record.id) ?? [],
      },
    ]),
  )
}
