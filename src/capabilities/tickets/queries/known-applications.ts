import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { reachInside } from '../../../core/records/visible.ts'
import type { Query } from '../../../platform/db/transaction.ts'

const names_max = 300
const tries_max = 2_000
// What one person typed once may be a slip, or the name of somebody.
const tickets_min = 3

/**
 * The applications that several solved tickets name, for those who read all tickets. The names are found one after
 * the other in their index, so that it costs as many steps as there are names and not as there are tickets.
 */
export function applicationsOfTickets(actor: Actor): Query<{ name: string }> | undefined {
  if (reachInside(actor, 'ticket') !== 'all') return undefined
  const solved = sql`t.org_id = ${actor.orgId} and t.resolved_at is not null and t.application is not null`
  return sql<{ name: string }>`
    with recursive named as (
      (select t.application as name, 1 as tries from tickets.ticket t where ${solved} order by t.application limit 1)
      union all
      select (select t.application from tickets.ticket t where ${solved} and t.application > n.name order by t.application limit 1), n.tries + 1
      from named n where n.name is not null and n.tries < ${sql.lit(tries_max)})
    select n.name from named n
    where n.name is not null and (select count(*) from (
      select 1 from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id and r.restriction is null
      where ${solved} and t.application = n.name limit ${sql.lit(tickets_min)}) x) = ${sql.lit(tickets_min)}
    limit ${sql.lit(names_max)}`
}
