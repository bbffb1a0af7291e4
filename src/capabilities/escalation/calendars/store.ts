/** Calendars in the database: what they say now, who works by them, and compiled versions ready to count with. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { addWorkingTime, type Calendar, type CalendarRules, compile } from './calendar.ts'

export type StoredCalendar = {
  id: string
  name: string
  version: number
  version_id: string
  rules: CalendarRules
  archived_at: string | null
  is_default: boolean
  site_ids: string[]
  team_ids: string[]
}

const calendars_max = 500

/** All calendars by name, with their present rules and uses. */
export function allCalendars(tx: Tx): Promise<StoredCalendar[]> {
  return tx.all(
    raw<StoredCalendar>(
      `select c.id, c.name, c.version, v.id as version_id, v.rules, c.archived_at,
         exists (select from escalation.calendar_use u where u.org_id = c.org_id and u.calendar_id = c.id and u.site_id is null and u.team_id is null) as is_default,
         array(select u.site_id from escalation.calendar_use u where u.org_id = c.org_id and u.calendar_id = c.id and u.site_id is not null order by u.site_id) as site_ids,
         array(select u.team_id from escalation.calendar_use u where u.org_id = c.org_id and u.calendar_id = c.id and u.team_id is not null order by u.team_id) as team_ids
       from escalation.calendar c
       join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
       where c.org_id = $1 order by c.name, c.id limit ${calendars_max}`,
      [tx.orgId],
    ),
  )
}

export type CompiledVersion = {
  id: string
  calendarId: string
  name: string
  number: number
  calendar: Calendar
}

// A version never changes, so that what was compiled from it serves until the process ends or others need its place.
const compiled = new Map<string, CompiledVersion>()
const compiled_max = 500

/** The versions by their ids, ready to count with; those that this process has not met yet cost one query. */
export async function compiledVersions(
  tx: Tx,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, CompiledVersion>> {
  const wanted = [...new Set(ids)]
  const missing = wanted.filter((id) => !compiled.has(id))
  if (missing.length > 0) {
    const rows = await tx.all(
      raw<{ id: string; calendar_id: string; name: string; number: number; rules: CalendarRules }>(
        `select v.id, v.calendar_id, c.name, v.number, v.rules from escalation.calendar_version v
         join escalation.calendar c on c.org_id = v.org_id and c.id = v.calendar_id where v.org_id = $1 and v.id = any($2)`,
        [tx.orgId, missing],
      ),
    )
    if (compiled.size + rows.length > compiled_max) compiled.clear()
    for (const { id, calendar_id, name, number, rules } of rows)
      compiled.set(id, { id, calendarId: calendar_id, name, number, calendar: compile(rules) })
  }
  const found = new Map<string, CompiledVersion>()
  for (const id of wanted) {
    const version = compiled.get(id)
    if (version) found.set(id, version)
  }
  return found
}

/** The moment after so many hours of working time by the organization's own calendar; plain hours without one. */
export async function laterByWork(tx: Tx, from: string, hours: number): Promise<string> {
  const found = await tx.maybe(
    raw<{ id: string }>(
      `select v.id from escalation.calendar_use u
         join escalation.calendar c on c.org_id = u.org_id and c.id = u.calendar_id and c.archived_at is null
         join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
       where u.org_id = $1 and u.site_id is null and u.team_id is null limit 1`,
      [tx.orgId],
    ),
  )
  const version = found && (await compiledVersions(tx, [found.id])).get(found.id)
  const from_ms = Date.parse(from)
  const at_ms = version ? addWorkingTime(version.calendar, from_ms, hours * 60) : from_ms + hours * 3_600_000
  return new Date(at_ms).toISOString()
}
