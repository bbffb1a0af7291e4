/** What stands in a learning plan, and what of it is done: told from lines of learning and never ticked. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { ItemKind, itemOrigins } from './lifecycle.ts'

export const items_max = 60

export type NewItem = {
  id?: string
  kind: ItemKind
  target: string
  level: number | null
  due_on: string
  origin: (typeof itemOrigins)[number]
}

/** Lines of somebody (an expression of an id) and of those who were merged into them. */
const ids = (person: string) =>
  `(select p.id from core.person p where p.org_id = i.org_id and (p.id = ${person} or p.merged_into_id = ${person}))`
const standing = (line: string) =>
  `not exists (select from training.learning_record v where v.org_id = i.org_id and v.revokes_id = ${line})`

/** When an item (alias `i`) of a plan (alias `r`) was done; null while it is not. */
export const doneAt = `(case
  when i.competency_id is not null then (
    select min(l.recorded_at) from training.learning_grant g join training.learning_record l on l.org_id = g.org_id and l.id = g.line_id
    where g.org_id = i.org_id and g.person_id in ${ids('r.requester_id')} and g.competency_id = i.competency_id and g.level >= i.level
      and l.recorded_at >= i.added_at and g.achieved_on > coalesce(i.newer_than, '-infinity') and ${standing('l.id')})
  when i.course_id is not null then (
    select min(l.recorded_at) from training.course_completion c join training.learning_record l on l.org_id = c.org_id and l.id = c.record_id
    where c.org_id = i.org_id and c.course_id = i.course_id and l.person_id in ${ids('r.requester_id')} and l.recorded_at >= i.added_at and ${standing('l.id')})
  when i.class_id is not null then (
    select min(l.recorded_at) from training.booking b join training.learning_record l on l.org_id = b.org_id and l.id = b.record_id
    where b.org_id = i.org_id and b.class_id = i.class_id and b.person_id in ${ids('r.requester_id')} and ${standing('l.id')})
  when i.package_id is not null then (
    select min(l.recorded_at) from training.registration s join training.learning_record l on l.org_id = s.org_id and l.id = s.record_id
    where s.org_id = i.org_id and s.package_id = i.package_id and s.person_id in ${ids('r.requester_id')}
      and s.recorded in ('completed', 'passed') and l.recorded_at >= i.added_at and ${standing('l.id')})
  when i.quiz_id is not null then (
    select min(l.recorded_at) from training.quiz_attempt a join training.learning_record l on l.org_id = a.org_id and l.id = a.record_id
    where a.org_id = i.org_id and a.quiz_id = i.quiz_id and a.person_id in ${ids('r.requester_id')} and a.is_passed
      and l.recorded_at >= i.added_at and ${standing('l.id')})
  else i.confirmed_at end)`

/** Stores items behind what is there; the same thing stands in a plan once. Answers the ids of those that were new. */
export async function addItems(
  tx: Tx,
  plan: { id: string; personId: string },
  now: string,
  items: readonly NewItem[],
): Promise<string[]> {
  if (items.length === 0) return []
  const rows = await tx.all(addStatement(tx.orgId, plan, now, items))
  return rows.map(({ id }) => id)
}

function addStatement(
  orgId: string,
  plan: { id: string; personId: string },
  now: string,
  items: readonly NewItem[],
): Raw<{ id: string }> {
  const rows = items.map(({ kind, target, level, due_on, origin }) => ({
    ...{ id: newId(), level, due_on, origin },
    [kind === 'words' ? 'words' : `${kind}_id`]: target,
  }))
  return raw<{ id: string }>(
    `insert into training.plan_item (org_id, id, plan_id, person_id, position, competency_id, level, course_id, class_id, package_id, quiz_id, words, due_on, origin, added_at, newer_than)
     select $1, e.id, $2, $3, last.position + e.ordinality, e.competency_id, e.level, e.course_id, e.class_id, e.package_id, e.quiz_id, e.words, e.due_on, e.origin, $4::timestamptz,
       (select max(g.achieved_on) from training.learning_grant g where g.org_id = $1 and g.competency_id = e.competency_id and g.level >= e.level
          and g.person_id in (select p.id from core.person p where p.org_id = $1 and (p.id = $3 or p.merged_into_id = $3))
          and not exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = g.line_id))
     from (select coalesce(max(position), 0) as position from training.plan_item where org_id = $1 and plan_id = $2) last,
       rows from (json_to_recordset($5::json) as (id uuid, competency_id uuid, level smallint, course_id uuid, class_id uuid, package_id uuid, quiz_id uuid, words text, due_on date, origin text))
         with ordinality as e (id, competency_id, level, course_id, class_id, package_id, quiz_id, words, due_on, origin, ordinality)
     where last.position + e.ordinality <= ${items_max}
     on conflict (org_id, plan_id, coalesce(competency_id, course_id, class_id, package_id, quiz_id)) where words is null do nothing returning id`,
    [orgId, plan.id, plan.personId, now, JSON.stringify(rows)],
  )
}
