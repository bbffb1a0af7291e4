/** Job `training.remind_due`, each day: tells people that something ends or is due, and who leads them that it does. */
import type { App } from '../../../core/app.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { todayOf } from '../today.ts'

const people_at_once = 200
/** What ended longer ago is not told of any more: the lists show it. */
const told_days_after = 7

/**
 * How near the day is from which something is missing: when it ends, or where it was never there, when it is due. Told
 * is the nearest stage alone, once for each day: who renewed has another day. $2 is today.
 */
const due = `
  select c.requirement_id, c.person_id, d.deadline, s.stage
  from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id and q.archived_at is null
    cross join lateral (select case when c.achieved_on is null then c.due_on else c.expires_on end as deadline) d
    cross join lateral (select case when d.deadline <= $2::date then 'over' when d.deadline <= $2::date + 7 then 'days_7'
      when d.deadline <= $2::date + 30 then 'days_30' when c.achieved_on is not null and c.window_on <= $2::date then 'window' end as stage) s
  where c.org_id = $1 and s.stage is not null and d.deadline > $2::date - ${told_days_after}
    and (c.told_for, c.told_stage) is distinct from (d.deadline, s.stage)`

export async function remindDue(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const failures: unknown[] = []
  for (const { id } of rows)
    try {
      await remindIn(app, id)
    } catch (error) {
      failures.push(error)
    }
  // Thrown at the end, so that what fails in one organization keeps no other one waiting, and is tried again.
  if (failures.length > 0)
    throw new Error(`Nobody could be reminded in ${failures.length} organization(s).`, { cause: failures[0] })
}

async function remindIn(app: App, orgId: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const ids = await read(app.pool, orgId, async (tx) => {
    const rows = await tx.all(
      raw<{ person_id: string }>(`select distinct person_id from (${due}) d order by person_id`, [
        orgId,
        await todayOf(tx, now),
      ]),
    )
    return rows.map(({ person_id }) => person_id)
  })
  for (let from = 0; from < ids.length; from += people_at_once)
    await write(app.pool, orgId, (tx) => remind(app, tx, ids.slice(from, from + people_at_once), now))
}

/** What was told is noted in the write that tells it, so that a job that is killed or runs twice tells it once. */
async function remind(app: App, tx: Tx, ids: readonly string[], now: string): Promise<void> {
  tx.send(
    raw("select pg_advisory_xact_lock(hashtextextended('training.remind_due ' || $1::text, 0))", [tx.orgId]),
  )
  const told = await tx.all(
    raw<{ person_id: string }>(
      `with due as materialized (${due} and c.person_id = any($3::uuid[])), noted as (
         update training.credential c set told_for = d.deadline, told_stage = d.stage from due d
         where c.org_id = $1 and c.requirement_id = d.requirement_id and c.person_id = d.person_id returning c.person_id)
       select distinct person_id from noted`,
      [tx.orgId, await todayOf(tx, now), ids],
    ),
  )
  const people = told.map(({ person_id }) => person_id)
  const leads = await leadsOf(tx, people, now)
  const about = { record: null, byId: null, now }
  notify(app, tx, about, new Map(people.map((id) => [id, 'learning_due' as const])))
  notify(app, tx, about, new Map(leads.map((id) => [id, 'learning_due_led' as const])))
}

/** Who leads these people and was not told today of others whom they lead. */
async function leadsOf(tx: Tx, people: readonly string[], now: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      `select distinct m.id from core.person p join core.person m on m.org_id = p.org_id and m.id = p.manager_id
       where p.org_id = $1 and p.id = any($2::uuid[]) and m.id <> p.id and m.is_active and m.kind = 'staff'
         and not exists (select from core.notification n where n.org_id = $1 and n.person_id = m.id
           and n.reason = 'learning_due_led' and n.created_at > $3::timestamptz - interval '20 hours')`,
      [tx.orgId, people, now],
    ),
  )
  return rows.map(({ id }) => id)
}
