/** Who solved what is like a ticket: of the last ones with its category or its application. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

const solved_max = 300

/** The query for how many of those each of the people solved since then. It reads so many and no more, however many there are. */
export function solvedLike(
  orgId: string,
  ticketId: string,
  personIds: readonly string[],
  since: string,
): Raw<{ person_id: string; solved: number }> {
  const last = (column: string) =>
    `select s.id from asked a join lateral (select t.id from tickets.ticket t
       where t.org_id = $1 and t.${column} = a.${column} and t.resolved_at > $4 order by t.resolved_at desc limit ${solved_max}) s on true`
  return raw(
    `with asked as materialized (select category_id, application from tickets.ticket where org_id = $1 and id = $2)
     select r.owner_id as person_id, count(*)::int as solved
     from (${last('category_id')} union ${last('application')}) s
     join core.record r on r.org_id = $1 and r.id = s.id
     where r.owner_id = any($3) and r.id <> $2 group by r.owner_id`,
    [orgId, ticketId, personIds, since],
  )
}
