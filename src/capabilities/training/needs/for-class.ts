/** Whom a class for a need would be for. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'

const persons_max = 500

/**
 * The ids of the persons whom the need concerns: those who asked first, by how often, then the others of the department
 * who use the application; of a need that a survey shows, those whom it asked. At most 500. Nobody who left, and nobody twice after a merge. Who calls has to have been
 * permitted to plan training; the ids tell who asked.
 */
export async function personsOfNeed(tx: Tx, needId: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      `with asked as (
         select coalesce(q.merged_into_id, q.id) as id, count(*) as tickets from training.need_ticket k
           join core.record r on r.org_id = k.org_id and r.id = k.ticket_id and r.restriction is null
           join core.person q on q.org_id = r.org_id and q.id = r.requester_id
         where k.org_id = $1 and k.need_id = $2 group by 1)
       select p.id from core.person p left join asked a on a.id = p.id
       where p.org_id = $1 and p.is_active and p.kind = 'staff' and (a.id is not null
         or exists (select from training.need n join training.needs_survey_person s on s.org_id = n.org_id and s.survey_id = n.survey_id
           where n.org_id = $1 and n.id = $2 and s.person_id = p.id and (n.department_id is null or s.department_id = n.department_id))
         or exists (select from training.need n join training.application_user u on u.org_id = n.org_id and u.application = n.application
           where n.org_id = $1 and n.id = $2 and p.department_id = n.department_id and u.person_id = p.id))
       order by a.tickets desc nulls last, p.name, p.id limit ${persons_max}`,
      [tx.orgId, needId],
    ),
  )
  return rows.map(({ id }) => id)
}
