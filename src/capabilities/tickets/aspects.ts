/** What a ticket is about, by ids: for those who decide by it what it needs. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

export type TicketAspects = {
  id: string
  ticket_kind: string
  application: string | null
  /** The category and those above it. */
  category_ids: string[]
  channel: string
  place_id: string | null
  /** The site of the ticket's place. */
  site_id: string | null
  reopened_count: number
}

/** The query for the aspects of some tickets. */
export function aspectsOf(orgId: string, ids: readonly string[]): Raw<TicketAspects> {
  return raw(
    `select t.id, t.ticket_kind, t.application, t.channel, t.place_id, p.site_id, t.reopened_count,
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

/** The query for some categories, also those no longer used, each with itself and those above it. */
export function categoriesAbove(
  orgId: string,
  ids: readonly string[],
): Raw<{ id: string; is_archived: boolean; above_ids: string[] }> {
  return raw(
    `select c.id, c.archived_at is not null as is_archived,
       array(with recursive above (id, parent_id, level) as (
           select c.id, c.parent_id, 1
           union all
           select p.id, p.parent_id, a.level + 1 from above a join tickets.category p on p.org_id = $1 and p.id = a.parent_id where a.level < 10)
         select id from above) as above_ids
     from tickets.category c where c.org_id = $1 and c.id = any($2)`,
    [orgId, ids],
  )
}
