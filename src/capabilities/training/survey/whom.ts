/** Whom a survey asks, and how it begins and ends. */
import type { App } from '../../../core/app.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

export type Whom = { role_id: string | null; department_id: string | null; named: string | null }

const people_max = 20_000

/** The people of a role, a department with those below it, or a job; nobody who left, and nobody twice. */
export async function peopleOf(
  tx: Tx,
  whom: Whom,
  now: string,
): Promise<{ id: string; department_id: string | null }[]> {
  return await tx.all(
    raw<{ id: string; department_id: string | null }>(
      `with recursive below (id) as (
         select d.id from core.department d where d.org_id = $1 and d.id = $4
         union select d.id from core.department d join below b on d.parent_id = b.id where d.org_id = $1)
       select p.id, p.department_id from core.person p
       where p.org_id = $1 and p.is_active and p.kind = 'staff' and p.merged_into_id is null
         and ($4::uuid is null or p.department_id in (select id from below))
         and ($5::text is null or lower(p.title) = $5)
         and ($3::uuid is null or exists (select from core.role_assignment a where a.org_id = $1 and a.person_id = p.id
           and a.role_id = $3 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)))
       order by p.id limit ${people_max}`,
      [tx.orgId, now, whom.role_id, whom.department_id, whom.named],
    ),
  )
}

/** Keeps who is asked as it is now, and tells them. */
export async function begin(
  app: App,
  tx: Tx,
  survey: Whom & { id: string; made_by: string },
  now: string,
): Promise<void> {
  const people = await peopleOf(tx, survey, now)
  tx.send(
    raw('update training.needs_survey set begun_at = $3 where org_id = $1 and id = $2', [
      tx.orgId,
      survey.id,
      now,
    ]),
  )
  tx.send(
    raw(
      `insert into training.needs_survey_person (org_id, survey_id, person_id, department_id)
       select $1, $2, t.person_id, t.department_id from unnest($3::uuid[], $4::uuid[]) t (person_id, department_id)`,
      [tx.orgId, survey.id, people.map(({ id }) => id), people.map((each) => each.department_id)],
    ),
  )
  tell(
    app,
    tx,
    survey,
    people.map(({ id }) => id),
    now,
  )
}

/** Tells those who have not answered yet. */
export async function remind(
  app: App,
  tx: Tx,
  survey: { id: string; made_by: string },
  now: string,
): Promise<void> {
  const people = await tx.all(
    raw<{ id: string }>(
      `select p.id from training.needs_survey_person s join core.person o on o.org_id = s.org_id and o.id = s.person_id
         join core.person p on p.org_id = o.org_id and p.id = coalesce(o.merged_into_id, o.id)
       where s.org_id = $1 and s.survey_id = $2 and p.is_active group by p.id having not bool_or(s.has_answered)`,
      [tx.orgId, survey.id],
    ),
  )
  tell(
    app,
    tx,
    survey,
    people.map(({ id }) => id),
    now,
  )
}

function tell(
  app: App,
  tx: Tx,
  { made_by }: { made_by: string },
  people: readonly string[],
  now: string,
): void {
  const told = people.filter((id) => id !== made_by)
  if (told.length === 0) return
  const about = { record: null, byId: made_by, now }
  notify(app, tx, about, new Map(told.map((id) => [id, 'survey_asked' as const])))
}

/**
 * Ends a survey: its key goes, and the answers are written anew under keys drawn by chance and in their order, so that
 * neither a key from a backup nor the order of the rows leads back to anybody.
 */
export function finish(tx: Tx, surveyId: string, now: string): void {
  tx.send(
    raw('update training.needs_survey set ended_at = $3, key_sealed = null where org_id = $1 and id = $2', [
      tx.orgId,
      surveyId,
      now,
    ]),
  )
  const drawn = `sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))`
  for (const [table, columns] of [
    ['training.needs_survey_answer', 'competency_id, department_id, wanted_level, self_level'],
    ['training.needs_survey_wish', 'words'],
  ])
    tx.send(
      raw(
        `with gone as (delete from ${table} where org_id = $1 and survey_id = $2 returning org_id, survey_id, ${columns})
         insert into ${table} (org_id, survey_id, answer_key, ${columns})
         select org_id, survey_id, ${drawn} as answer_key, ${columns} from gone order by 3`,
        [tx.orgId, surveyId],
      ),
    )
}
