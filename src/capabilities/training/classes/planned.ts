/** When a planned class is, and what it teaches. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'

type Times = { starts_at: string; minutes: number; time_zone?: string }

/** When it begins and ends, so many weeks later by the clock on the wall. Throws the 422 problem of the field. */
export async function timesOf(tx: Tx, { starts_at, minutes, time_zone }: Times, week: number) {
  const zone = await tx.maybe(
    raw<{ name: string }>(
      `select z.name from pg_timezone_names z where z.name = coalesce($2, (select time_zone from core.organization where id = $1))`,
      [tx.orgId, time_zone ?? null],
    ),
  )
  // The database knows names under which nobody else tells a time.
  if (!zone || !isKnown(zone.name))
    throw invalid('#/time_zone', 'This time zone does not exist. Write it like Europe/Madrid.')
  const at = new Date(`${starts_at}:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 16) !== starts_at)
    throw invalid('#/starts_at', 'This time does not exist. Write it like 2026-03-05T09:00.')
  const times = await tx.one(
    raw<{ starts_at: string; ends_at: string; is_there: boolean }>(
      `select t.at as starts_at, t.at + make_interval(mins => $4) as ends_at, t.at at time zone $2 = t.wall as is_there
       from (select w.wall, w.wall at time zone $2 as at from (select $1::timestamp + make_interval(days => 7 * $3::int) as wall) w) t`,
      [starts_at, zone.name, week, minutes],
    ),
  )
  const { is_there, ...when } = times
  if (!is_there)
    throw invalid('#/starts_at', 'The clocks are put forward over this time. Choose another hour.')
  return { ...when, time_zone: zone.name }
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}

/** The course of which a class is planned, as it is published. Throws the 422 problem when it is not. */
export async function publishedOf(tx: Tx, courseId: string) {
  const found = await tx.maybe(
    raw<{ id: string; title: string; version: number; needs_approval: boolean }>(
      `select r.id, v.title, v.version, v.needs_approval from core.record r
         join training.course_version v on v.org_id = r.org_id and v.course_id = r.id and v.published_at is not null
       where r.org_id = $1 and r.id = $2 and r.kind = 'course' and r.state = 'published' order by v.version desc limit 1`,
      [tx.orgId, courseId],
    ),
  )
  if (!found) throw invalid('#/course_id', 'Only a published course is taught. Publish it first.')
  return found
}
