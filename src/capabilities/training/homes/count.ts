/** Writes down how much of what is asked is in place, for each department and day. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { todayOf } from '../today.ts'

/**
 * Counts the day that it is: people of whom something is asked by now, those who lack nothing that should be there, and
 * the same by what is asked. Counted again, the day has the last count; days before it stay as they were.
 */
export async function countDay(tx: Tx, now: string): Promise<void> {
  const today = await todayOf(tx, now)
  tx.send(raw('delete from training.compliance_day where org_id = $1 and day = $2', [tx.orgId, today]))
  tx.send(
    raw(
      `insert into training.compliance_day (org_id, id, day, department_id, people, complete, asked, met)
       select $1, gen_random_uuid(), $2, p.department_id, count(*), count(*) filter (where not p.is_late), sum(p.asked), sum(p.met)
       from (
         select c.person_id, c.department_id, count(*) as asked, count(*) filter (where c.gap_on > $2::date) as met,
           bool_or(c.gap_on <= $2::date and (c.achieved_on is not null or c.due_on < $2::date)) as is_late
         from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
         where c.org_id = $1 and c.since <= $2::date and q.archived_at is null
         group by c.person_id, c.department_id) p
       group by p.department_id
       on conflict (org_id, day, department_id) do update
         set people = excluded.people, complete = excluded.complete, asked = excluded.asked, met = excluded.met`,
      [tx.orgId, today],
    ),
  )
}
