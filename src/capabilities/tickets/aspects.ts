/** What a ticket is about, by ids: for those who decide by it what it needs. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

export type TicketAspects = {
  id: string
  ticket_kind: string
  application: string | null
  /** The category and those above it. */
  category_ids: string[]
  place_id: string | null
  /** The site of the ticket's place. */
  site_id: string | null
}

/** The query for the aspects of some tickets. */
export function aspectsOf(orgId: string, ids: readonly string[]): Raw<TicketAspects> {
  return raw(
    `select t.id, t.ticket_kind, t.application, t.place_id, p.site_id,
       array(with recursive above (id, parent_id, level) as (
           select c.id, c.parent_id, 1 from tickets.category c where c.org_id = t.org_id and c.id = t.category_id
           union all
           select c.id, c.parent_id, a.level + 1 from above a join tickets.category c on c.org_id = t.org_id and c.id = a.parent_id where a.level < 10)
         select id from above) as category_ids
     from tickets.ticket t left join core.place p on p.org_id = t.org_id and p.id = t.place_id
     where t.org_id = $1 and t.id = any($2)`,
    [orgId, ids],
  )
}
