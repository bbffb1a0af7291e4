/** Further instruction: the next step after a failed quiz or check-off. */

import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { todayOf } from '../today.ts'
import type { NewItem } from './items.ts'
import { productFor } from './product.ts'
import { putOn } from './propose.ts'
import { tell } from './tell.ts'

/** What failed long before the product looked is no news. */
const back_days = 7
const within_days = 30
const at_once = 100

type Failure = {
  line_id: string
  person_id: string
  recorded_by: string
  competency_id: string | null
  level: number | null
  quiz_id: string | null
}

/** Failed and standing, of who is here, and not answered yet; with what it was to show. What brings no step keeps none waiting. */
const failed = `
  select l.id as line_id, p.id as person_id, l.recorded_by, g.competency_id, g.level::int as level, a.quiz_id
  from training.learning_record l join core.person d on d.org_id = l.org_id and d.id = l.person_id
    join core.person p on p.org_id = d.org_id and p.id = coalesce(d.merged_into_id, d.id) and p.is_active and p.kind = 'staff'
    left join training.quiz_attempt a on a.org_id = l.org_id and a.record_id = l.id and not a.is_trial
    left join training.check_off o on o.org_id = l.org_id and o.record_id = l.id
    left join lateral (
      select q.competency_id, q.level from training.quiz_grant q where q.org_id = l.org_id and q.quiz_id = a.quiz_id and q.version = a.version
      union all select v.competency_id, v.competency_level from training.rubric_version v
        where v.org_id = l.org_id and v.rubric_id = o.rubric_id and v.version = o.version and v.competency_id is not null
      order by 2 desc, 1 limit 1) g on true
  where l.org_id = $1 and l.verb = 'failed' and l.recorded_at > $2::timestamptz - make_interval(days => ${back_days})
    and (a.id is not null or o.id is not null and g.competency_id is not null) and ($3::uuid[] is null or l.person_id = any($3::uuid[]))
    and not exists (select from training.plan_failure f where f.org_id = l.org_id and f.line_id = l.id)
    and not exists (select from training.learning_record v where v.org_id = l.org_id and v.revokes_id = l.id)
  order by l.recorded_at, l.id limit ${at_once}`

/** The best way to a competency ($2) at a level ($3): remedial courses, then an open class, then any course. */
const way = `
  select kind, target from (
    select 'course' as kind, v.course_id as target, case v.course_kind when 'remedial' then 1 else 3 end as rank, v.published_at as at
    from training.course_version v join core.record r on r.org_id = v.org_id and r.id = v.course_id and r.state = 'published'
    where v.org_id = $1 and v.published_at is not null
      and v.version = (select max(w.version) from training.course_version w where w.org_id = v.org_id and w.course_id = v.course_id and w.published_at is not null)
      and exists (select from training.objective o where o.org_id = v.org_id and o.course_id = v.course_id and o.version = v.version and o.competency_id = $2 and o.level >= $3)
    union all
    select 'class', c.id, 2, c.starts_at from training.class c join core.record r on r.org_id = c.org_id and r.id = c.id and r.state = 'open'
    where c.org_id = $1 and c.starts_at > $4
      and exists (select from training.objective o where o.org_id = c.org_id and o.course_id = c.course_id and o.version = c.version and o.competency_id = $2 and o.level >= $3)
      and c.capacity > (select count(*) from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'booked')
  ) each order by rank, at, target limit 1`

export async function answerFailures(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  people: readonly string[] | null,
): Promise<void> {
  for (const failure of await tx.all(raw<Failure>(failed, [tx.orgId, now, people]))) {
    const step = await stepFor(tx, failure, now)
    if (step === undefined) continue
    const actor = await productFor(tx, failure.recorded_by, now)
    if (!actor) return
    const writing = { app, tx, actor, now }
    const put = await putOn(writing, failure.person_id, [step])
    if (!put) continue
    tx.send(
      raw('insert into training.plan_failure (org_id, line_id, plan_id) values ($1, $2, $3)', [
        tx.orgId,
        failure.line_id,
        put.id,
      ]),
    )
    if (put.added === 0) continue
    const plan = await tx.one(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${put.id}`,
    )
    tell(writing, plan, [plan.requester_id, plan.owner_id])
  }
}

/** Where nothing teaches it, the competency itself, or the quiz once more. */
async function stepFor(tx: Tx, failure: Failure, now: string): Promise<NewItem | undefined> {
  const { competency_id, level, quiz_id } = failure
  const day = new Date(Date.parse(`${await todayOf(tx, now)}T00:00:00Z`) + within_days * 86_400_000)
  const due = { due_on: day.toISOString().slice(0, 10), origin: 'failure' as const }
  if (competency_id === null)
    return quiz_id === null ? undefined : { kind: 'quiz', target: quiz_id, level: null, ...due }
  const found = await tx.maybe(
    raw<Pick<NewItem, 'kind' | 'target'>>(way, [tx.orgId, competency_id, level, now]),
  )
  return found
    ? { ...found, level: null, ...due }
    : { kind: 'competency', target: competency_id, level, ...due }
}
