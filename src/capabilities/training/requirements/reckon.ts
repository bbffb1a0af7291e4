/**
 * Who needs what, and how it stands for them: folded from the lines of learning, which are the truth. The table of
 * credentials holds nothing that could not be made anew.
 */
import type { App } from '../../../core/app.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { countDay } from '../homes/count.ts'
import { todayOf } from '../today.ts'

/** Of the requirements (alias `q`) each person of whom one is asked; $1 is the organization, $2 the time, $3 those that are meant. */
const asked = `
  select q.id as requirement_id, a.person_id from training.requirement q
    join core.role_assignment a on a.org_id = $1 and a.role_id = q.role_id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
    where q.org_id = $1 and q.archived_at is null and q.id = any($3::uuid[]) and q.subject = 'role'
  union
  select q.id, p.id from training.requirement q
    join lateral (
      with recursive below (id) as (
        select q.department_id union select d.id from core.department d join below b on d.parent_id = b.id where d.org_id = $1)
      select id from below) d on true
    join core.person p on p.org_id = $1 and p.department_id = d.id
    where q.org_id = $1 and q.archived_at is null and q.id = any($3::uuid[]) and q.subject = 'department'
  union
  select q.id, u.person_id from training.requirement q
    join training.application_user u on u.org_id = $1 and u.application = q.named
    where q.org_id = $1 and q.archived_at is null and q.id = any($3::uuid[]) and q.subject = 'application'
  union
  select q.id, p.id from training.requirement q
    join core.person p on p.org_id = $1 and lower(p.title) = q.named
    where q.org_id = $1 and q.archived_at is null and q.id = any($3::uuid[]) and q.subject = 'job'
  union
  select q.id, q.person_id from training.requirement q
    where q.org_id = $1 and q.archived_at is null and q.id = any($3::uuid[]) and q.subject = 'person'`

/** What the lines say of a requirement (alias `q`) and a person (alias `p`, with `ids`, those that were merged into it too). */
const folded = `
  left join lateral (
    select g.achieved_on from training.learning_grant g
    where g.org_id = $1 and g.person_id = any(p.ids) and g.competency_id = q.competency_id and g.level >= q.level
      and not exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = g.line_id)
    order by g.achieved_on desc limit 1) got on true
  left join lateral (
    select max(v.happened_on) as revoked_on from training.learning_grant g
      join training.learning_record v on v.org_id = $1 and v.revokes_id = g.line_id
    where g.org_id = $1 and g.person_id = any(p.ids) and g.competency_id = q.competency_id and g.level >= q.level
      and got.achieved_on is null) lost on true
  left join lateral (
    select true as is_begun from training.learning_grant g
    where g.org_id = $1 and g.person_id = any(p.ids) and g.competency_id = q.competency_id and g.level < q.level
      and g.achieved_on >= coalesce(got.achieved_on, lost.revoked_on, g.achieved_on)
      and not exists (select from training.learning_record v where v.org_id = $1 and v.revokes_id = g.line_id)
    limit 1) begun on true
  cross join lateral (
    select case when got.achieved_on is not null
      then training.ends_on(got.achieved_on, q.valid_months, q.ends_on_day, q.active_days_min) end as expires_on) last`

const everybody = `
  select p.id, p.department_id, array_agg(d.id) filter (where d.id is not null) || p.id as ids
  from core.person p left join core.person d on d.org_id = $1 and d.merged_into_id = p.id
  where p.org_id = $1 and p.is_active and p.kind = 'staff'`

/** Columns of a credential from what was folded; `since` is a date. */
const found = `got.achieved_on, last.expires_on, last.expires_on - q.renewal_days as window_on,
  coalesce(begun.is_begun, false) as is_begun, lost.revoked_on is not null as is_revoked`

/**
 * Only the one who holds it reckons who is asked; others wait, so that none is stored twice. Whoever needs it takes it
 * before any row is locked, so that nobody waits for a row of somebody who waits for this.
 */
export function lockReckoning(tx: Tx): void {
  tx.send(
    raw("select pg_advisory_xact_lock(hashtextextended('training.reckoning ' || $1::text, 0))", [tx.orgId]),
  )
}

/**
 * Holds who needs these requirements against the directory: adds whom they are asked of now, takes away of whom they
 * are not asked any more. Those who stay keep since when it is asked.
 */
export async function reckonMembers(tx: Tx, now: string, only: readonly string[]): Promise<void> {
  lockReckoning(tx)
  const today = await todayOf(tx, now)
  tx.send(
    raw(
      `with asked as materialized (${asked})
       delete from training.credential c where c.org_id = $1 and c.requirement_id = any($3::uuid[]) and not exists (
         select from asked a join core.person p on p.org_id = $1 and p.id = a.person_id and p.is_active and p.kind = 'staff'
         where a.requirement_id = c.requirement_id and a.person_id = c.person_id)`,
      [tx.orgId, now, only],
    ),
  )
  tx.send(
    raw(
      `with asked as materialized (${asked}), p as materialized (${everybody} group by p.id, p.department_id)
       insert into training.credential as c (org_id, requirement_id, person_id, competency_id, department_id, asked_on, since, due_on, achieved_on, expires_on, window_on, is_begun, is_revoked, gap_on)
       select $1, q.id, p.id, q.competency_id, p.department_id, $4::date, s.since, s.since + q.grace_days, ${found}, coalesce(last.expires_on, s.since)
       from asked a join p on p.id = a.person_id join training.requirement q on q.org_id = $1 and q.id = a.requirement_id
         cross join lateral (select greatest(q.starts_on, $4::date) as since) s ${folded}
       where not exists (select from training.credential c where c.org_id = $1 and c.requirement_id = q.id and c.person_id = p.id)`,
      [tx.orgId, now, only, today],
    ),
  )
  foldAgain(
    tx,
    `c.requirement_id = any($2::uuid[]) and c.person_id in (
       select d.merged_into_id from core.person d where d.org_id = $1 and d.merged_into_id is not null
         and exists (select from training.learning_grant g where g.org_id = $1 and g.person_id = d.id))`,
    [only],
  )
  tx.send(
    raw(
      `update training.credential c set department_id = p.department_id from core.person p
       where c.org_id = $1 and c.requirement_id = any($2::uuid[]) and p.org_id = $1 and p.id = c.person_id and p.department_id is distinct from c.department_id`,
      [tx.orgId, only],
    ),
  )
}

type Part = { requirementId: string } | { personIds: readonly string[]; competencyIds: readonly string[] }

/** Folds anew what stands for one requirement, or for some people and competencies after lines were added. */
export function reckonAgain(tx: Tx, part: Part): void {
  lockReckoning(tx)
  const [condition, values] =
    'requirementId' in part
      ? ['c.requirement_id = $2', [part.requirementId]]
      : [
          `c.competency_id = any($3::uuid[]) and (c.person_id = any($2::uuid[])
             or c.person_id in (select merged_into_id from core.person where org_id = $1 and id = any($2::uuid[])))`,
          [part.personIds, part.competencyIds],
        ]
  foldAgain(tx, condition, values)
}

/** Writes what the lines say now where it is something else than what stands there, of the credentials (alias `c`) of the condition. */
function foldAgain(tx: Tx, condition: string, values: readonly unknown[]): void {
  tx.send(
    raw(
      `with these as materialized (select c.requirement_id, c.person_id, c.asked_on from training.credential c where c.org_id = $1 and ${condition}),
       p as materialized (${everybody} and p.id in (select person_id from these) group by p.id, p.department_id),
       told as (
         select c.requirement_id, c.person_id, greatest(q.starts_on, c.asked_on) as since, q.grace_days, q.competency_id, ${found}
         from these c join p on p.id = c.person_id join training.requirement q on q.org_id = $1 and q.id = c.requirement_id ${folded})
       update training.credential c set competency_id = t.competency_id, since = t.since, due_on = t.since + t.grace_days, achieved_on = t.achieved_on,
         expires_on = t.expires_on, window_on = t.window_on, is_begun = t.is_begun, is_revoked = t.is_revoked, gap_on = coalesce(t.expires_on, t.since)
       from told t where c.org_id = $1 and c.requirement_id = t.requirement_id and c.person_id = t.person_id
         and (c.competency_id, c.since, c.due_on, c.achieved_on, c.expires_on, c.window_on, c.is_begun, c.is_revoked)
           is distinct from (t.competency_id, t.since, t.since + t.grace_days, t.achieved_on, t.expires_on, t.window_on, t.is_begun, t.is_revoked)`,
      [tx.orgId, ...values],
    ),
  )
}

/** So many requirements are held against the directory in one transaction, so that nobody waits long for it. */
const at_once = 5

/** The job: people come, move and leave without training being asked. */
export async function reckon(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgs =
    payload.org === undefined
      ? (await app.pool.query<{ id: string }>('select core.organization_ids() as id')).rows.map(
          ({ id }) => id,
        )
      : [String(payload.org)]
  const failures: unknown[] = []
  for (const org of orgs)
    try {
      await reckonOrganization(app, org)
    } catch (error) {
      failures.push(error)
    }
  // Thrown at the end, so that what fails in one organization keeps no other one waiting, and is tried again.
  if (failures.length > 0)
    throw new Error('Who needs what could not be reckoned everywhere.', { cause: failures[0] })
}

async function reckonOrganization(app: App, org: string): Promise<void> {
  const now = app.clock.now().toISOString()
  const rows = await read(app.pool, org, (tx) =>
    tx.all(
      raw<{ id: string }>(
        'select id from training.requirement where org_id = $1 and archived_at is null order by id',
        [org],
      ),
    ),
  )
  for (let from = 0; from < rows.length; from += at_once)
    await write(app.pool, org, (tx) =>
      reckonMembers(
        tx,
        now,
        rows.slice(from, from + at_once).map(({ id }) => id),
      ),
    )
  await write(app.pool, org, async (tx) => {
    lockReckoning(tx)
    tx.send(
      raw(
        `delete from training.credential c using training.requirement q
         where c.org_id = $1 and q.org_id = $1 and q.id = c.requirement_id and q.archived_at is not null`,
        [tx.orgId],
      ),
    )
    tx.send(
      raw(
        `insert into training.reckoning (org_id, reckoned_at) values ($1, $2)
         on conflict (org_id) do update set reckoned_at = excluded.reckoned_at`,
        [tx.orgId, now],
      ),
    )
  })
  await write(app.pool, org, (tx) => countDay(tx, now))
}
