/** Who solved what is like a ticket: of the last ones with its category or its application. */
import { type RawBuilder, sql } from 'kysely'

const solved_max = 300

/**
 * The query for how many of those each of the people solved since then. Only records (alias `r`) that count are counted.
 * It reads so many and no more, however many there are.
 */
export function solvedLike(
  orgId: string,
  ticketId: string,
  personIds: readonly string[],
  since: string,
  counts: RawBuilder<boolean>,
): RawBuilder<{ person_id: string; solved: number }> {
  // What does not count takes no place among the last ones either.
  const last = (column: string) => sql`
    select s.id, s.owner_id from asked a join lateral (
      select r.id, r.owner_id from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
      where t.org_id = ${orgId} and t.${sql.ref(column)} = a.${sql.ref(column)} and t.resolved_at > ${since} and ${counts}
      order by t.resolved_at desc limit ${sql.lit(solved_max)}) s on true`
  return sql`
    with asked as materialized (select category_id, application from tickets.ticket where org_id = ${orgId} and id = ${ticketId})
    select s.owner_id as person_id, count(*)::int as solved from (${last('category_id')} union ${last('application')}) s
    where s.owner_id = any(${personIds}::uuid[]) and s.id <> ${ticketId} group by s.owner_id`
}
