/** Job `training.tend_needs_surveys`: begins the surveys whose day has come, reminds of those that end soon, and ends those whose last day is over. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { todayOf } from '../today.ts'
import { begin, finish, remind, type Whom } from './whom.ts'

export async function tendSurveys(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const failures: unknown[] = []
  for (const { id } of rows)
    try {
      await write(app.pool, id, (tx) => tendIn(app, tx))
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0)
    throw new Error('Surveys of needs could not be looked at everywhere.', { cause: failures[0] })
}

async function tendIn(app: App, tx: Tx): Promise<void> {
  const now = app.clock.now().toISOString()
  const today = await todayOf(tx, now)
  const due = await tx.all(
    raw<Whom & { id: string; made_by: string; is_over: boolean; is_begun: boolean }>(
      `select id, made_by, role_id, department_id, named, ends_on < $2::date as is_over, begun_at is not null as is_begun
       from training.needs_survey where org_id = $1 and ended_at is null
         and (ends_on < $2::date or (begun_at is null and starts_on <= $2::date)) order by id for update`,
      [tx.orgId, today],
    ),
  )
  for (const survey of due)
    if (survey.is_over) finish(tx, survey.id, now)
    else if (!survey.is_begun) await begin(app, tx, survey, now)
  await remindOfEnding(app, tx, now, today)
}

/** Once, two days before the last one; not of a survey that began only then. */
async function remindOfEnding(app: App, tx: Tx, now: string, today: string): Promise<void> {
  const ending = await tx.all(
    raw<{ id: string; made_by: string }>(
      `update training.needs_survey set reminded_at = $3 where org_id = $1 and ended_at is null and reminded_at is null
         and begun_at < $3::timestamptz - interval '24 hours' and ends_on between $2::date and $2::date + 2 returning id, made_by`,
      [tx.orgId, today, now],
    ),
  )
  for (const survey of ending) await remind(app, tx, survey, now)
}
