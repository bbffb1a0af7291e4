/** Where a ticket's words are shown on other tickets, what was prepared there may quote them. */
import { type RawBuilder, sql } from 'kysely'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'

/** The statement part that names `shows (id)`: the tickets that show the ticket's messages, split from it or going on for it. */
function showsOf(orgId: string, ticketId: string): RawBuilder<unknown> {
  return sql`with recursive chain (id) as (
      (select ${ticketId}::uuid
       union select s.record_id from core.message m join core.shown_message s on s.org_id = m.org_id and s.message_id = m.id
       where m.org_id = ${orgId} and m.record_id = ${ticketId})
      union
      select t.merged_into_id from chain c join tickets.ticket t on t.org_id = ${orgId} and t.id = c.id
      where t.merged_into_id is not null
    ), shows (id) as (select id from chain where id <> ${ticketId}::uuid)`
}

/** The query for the records that show the ticket's messages, whoever sees them. */
export function showing(orgId: string, ticketId: string): RawBuilder<RecordRow> {
  return sql<RecordRow>`${showsOf(orgId, ticketId)}
    select ${recordColumns} from shows s join core.record r on r.org_id = ${orgId} and r.id = s.id order by r.id`
}

/** The statement that takes the drafts away on tickets that show the ticket's messages. */
export function forgetDrafts(orgId: string, ticketId: string): RawBuilder<unknown> {
  return sql`${showsOf(orgId, ticketId)}
    delete from core.draft d using shows where d.org_id = ${orgId} and position(shows.id::text in d.key) > 0`
}
