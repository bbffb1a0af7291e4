/** Where a ticket's words are shown on other tickets, unsent drafts there may quote them. */
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { merged_max } from './tree.ts'

/** The statement that takes the drafts away on tickets that show the ticket's messages: split from it, or going on for it. */
export function forgetDrafts(orgId: string, ticketId: string): Raw<unknown> {
  return raw(
    `with recursive chain (id, depth) as (
       select merged_into_id, 1 from tickets.ticket where org_id = $1 and id = $2 and merged_into_id is not null
       union all
       select t.merged_into_id, c.depth + 1 from chain c join tickets.ticket t on t.org_id = $1 and t.id = c.id
       where t.merged_into_id is not null and c.depth < ${merged_max}
     ), shows (id) as (
       select id from chain
       union select s.record_id from core.message m join core.shown_message s on s.org_id = m.org_id and s.message_id = m.id
       where m.org_id = $1 and m.record_id = $2)
     delete from core.draft d using shows where d.org_id = $1 and position(shows.id::text in d.key) > 0`,
    [orgId, ticketId],
  )
}
