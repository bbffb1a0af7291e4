/** What a ticket called its application stands in the need that it shows, and goes from there when it goes from the ticket. */
import type { Follower } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'

/**
 * After words were taken out of a ticket its needs are called as the others of their tickets call it; where none does
 * any more, nothing is left of the name.
 */
export const forgetApplication: Follower = async ({ tx }, { action, after }) => {
  if (action !== 'tickets.redact') return undefined
  tx.send(
    raw(
      `update training.need n set application_name = coalesce(said.name, '▇'),
         application = case when said.name is null then '▇ ' || n.id else n.application end
       from training.need m
         left join lateral (
           select mode() within group (order by t.application_name) as name from training.need_ticket k
             join reporting.ticket_topic t on t.org_id = k.org_id and t.ticket_id = k.ticket_id
           where k.org_id = m.org_id and k.need_id = m.id and t.application = m.application) said on true
       where n.org_id = $1 and m.org_id = $1 and m.id = n.id
         and n.id in (select need_id from training.need_ticket where org_id = $1 and ticket_id = $2)`,
      [tx.orgId, after.id],
    ),
  )
  return undefined
}
