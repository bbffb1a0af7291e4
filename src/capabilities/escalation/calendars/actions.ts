/** Making and changing calendars, and reading holidays from a file. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { timeZoneOf } from '../../../core/organization/settings.ts'
import { storeOr } from '../../../core/people/store.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, NullableTime } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { recountAll } from '../clocks/recount.ts'
import { lockRules } from '../lock.ts'
import type { CalendarRules } from './calendar.ts'
import { checkedRules } from './check.ts'
import { readHolidays } from './icalendar.ts'
import { allCalendars } from './store.ts'

const manages = (actor: Actor) => may(actor, 'organization.manage')
const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
const ClockOrEnd = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' })
const Span = Type.Unsafe<readonly [string, string]>({
  type: 'array',
  items: { ...ClockOrEnd },
  minItems: 2,
  maxItems: 2,
  description: 'From and to, e.g. ["08:00", "12:30"]; the end of a day is 24:00.',
})
const Holiday = Body({
  date: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
  name: Line(200),
  from: Type.Optional(Clock),
  to: Type.Optional(ClockOrEnd),
})
const Rules = {
  time_zone: Type.String({ maxLength: 100 }),
  week: Type.Array(Type.Array(Span, { maxItems: 24 }), {
    minItems: 7,
    maxItems: 7,
    description: 'The spans of each day, Monday first.',
  }),
  holidays: Type.Array(Holiday, { maxItems: 2000 }),
}
const Input = Body({
  name: Line(200),
  ...Rules,
  is_default: Type.Optional(Type.Boolean({ description: 'Whoever has no calendar works by this one.' })),
  site_ids: Type.Optional(Type.Array(Id, { maxItems: 500 })),
  team_ids: Type.Optional(Type.Array(Id, { maxItems: 500 })),
})
type Input = Static<typeof Input>
const Params = Body({ id: Id })
const double = {
  calendar_org_id_name_key: () => invalid('#/name', 'There is a calendar of this name already.'),
}

export const calendarList = reader({
  name: 'calendars.list',
  summary: 'The calendars with their hours and holidays, and who works by them.',
  path: '/api/calendars',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        version: Type.Integer(),
        rules: Type.Object(Rules),
        archived_at: NullableTime,
        is_default: Type.Boolean(),
        site_ids: Type.Array(Id),
        team_ids: Type.Array(Id),
      }),
    ),
  }),
  permits: manages,
  run: async ({ tx }) => ({ rows: (await allCalendars(tx)).map(({ version_id, ...row }) => row) }),
})

export const createCalendar = plainAction({
  name: 'calendars.create',
  summary: 'Make a calendar of working hours and holidays.',
  input: Input,
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ app, tx, actor, input, now }) => {
    const rules = checkedRules(input)
    const id = newId()
    lockRules(tx)
    await storeOr(
      tx,
      raw('insert into escalation.calendar (org_id, id, name) values ($1,$2,$3)', [tx.orgId, id, input.name]),
      double,
    )
    insertVersion(tx, id, 1, rules, actor.personId, now)
    await assignUses(tx, id, input)
    // Who gets a calendar of one's own is counted by it from now on.
    await recountAll({ app, tx, now }, actor.personId)
    return { result: { id }, audit: { calendar: id } }
  },
})

export const editCalendar = plainAction({
  name: 'calendars.edit',
  summary: 'Change a calendar; clocks that run by it are counted anew with it.',
  path: '/api/calendars/:id',
  method: 'PUT',
  params: Params,
  input: Input,
  output: Type.Object({ id: Id, version: Type.Integer() }),
  permits: manages,
  run: async ({ app, tx, actor, input, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    const before = await lockCalendar(tx, id)
    const rules = checkedRules(input)
    await storeOr(
      tx,
      raw('update escalation.calendar set name = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        input.name,
      ]),
      double,
    )
    const isNew = JSON.stringify(before.rules) !== JSON.stringify(await stored(tx, rules))
    const version = before.version + (isNew ? 1 : 0)
    if (isNew) {
      tx.send(
        raw('update escalation.calendar set version = $3 where org_id = $1 and id = $2', [
          tx.orgId,
          id,
          version,
        ]),
      )
      insertVersion(tx, id, version, rules, actor.personId, now)
      tx.send(
        raw('update escalation.rota set changes = changes + 1 where org_id = $1 and calendar_id = $2', [
          tx.orgId,
          id,
        ]),
      )
    }
    await assignUses(tx, id, input)
    await recountAll({ app, tx, now }, actor.personId)
    return { result: { id, version }, audit: { calendar: id, version } }
  },
})

export const archiveCalendar = plainAction({
  name: 'calendars.archive',
  summary: 'Take a calendar that nobody works by any more out of use.',
  path: '/api/calendars/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: manages,
  run: async ({ tx, now, params }) => {
    const id = params.id as string
    lockRules(tx)
    await lockCalendar(tx, id)
    const used = await tx.maybe(
      raw<{ name: string | null }>(
        `select p.name from escalation.policy p where p.org_id = $1 and p.archived_at is null and p.calendar_id = $2
         union all select null from escalation.calendar_use u where u.org_id = $1 and u.calendar_id = $2 limit 1`,
        [tx.orgId, id],
      ),
    )
    if (used)
      throw conflict(
        used.name === null
          ? 'The organization, a site or a team works by this calendar. Give them another one first.'
          : `The policy “${used.name}” counts by this calendar. Give it another one first.`,
      )
    tx.send(
      raw('update escalation.calendar set archived_at = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        now,
      ]),
    )
    return { result: { id }, audit: { calendar: id } }
  },
})

export const importHolidays = plainAction({
  name: 'calendars.read_holidays',
  summary: 'The holidays in an iCalendar file, to look at before they are stored with a calendar.',
  input: Body({
    time_zone: Type.String({ maxLength: 100 }),
    text: Type.String({ maxLength: 1_000_000, description: 'The content of the .ics file.' }),
  }),
  output: Type.Object({ holidays: Type.Array(Holiday) }),
  permits: manages,
  run: async ({ input }) => ({
    result: { holidays: readHolidays(input.text, timeZoneOf(input.time_zone)) },
  }),
})

async function lockCalendar(tx: Tx, id: string): Promise<{ version: number; rules: unknown }> {
  const calendar = await tx.maybe(
    raw<{ version: number; rules: unknown }>(
      `select c.version, v.rules from escalation.calendar c
       join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
       where c.org_id = $1 and c.id = $2 and c.archived_at is null for update of c`,
      [tx.orgId, id],
    ),
  )
  if (!calendar) throw notFound('This calendar')
  return calendar
}

// The database orders the keys of a document its own way, so both sides of a comparison go through it.
async function stored(tx: Tx, rules: CalendarRules): Promise<unknown> {
  return (await tx.one(raw<{ rules: unknown }>('select $1::jsonb as rules', [JSON.stringify(rules)]))).rules
}

function insertVersion(
  tx: Tx,
  calendarId: string,
  number: number,
  rules: CalendarRules,
  byId: string,
  now: string,
): void {
  tx.send(
    raw(
      'insert into escalation.calendar_version (org_id, id, calendar_id, number, rules, created_by, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, newId(), calendarId, number, JSON.stringify(rules), byId, now],
    ),
  )
}

/** What the input leaves out stays. A site or team has one calendar: the one that was named last. */
async function assignUses(tx: Tx, id: string, input: Input): Promise<void> {
  const { is_default, site_ids, team_ids } = input
  await requireKnown(tx, 'site', site_ids ?? [])
  await requireKnown(tx, 'team', team_ids ?? [])
  const scopes = [
    ...(is_default ? [{ scope: tx.orgId, site: null, team: null }] : []),
    ...(site_ids ?? []).map((site) => ({ scope: site, site, team: null })),
    ...(team_ids ?? []).map((team) => ({ scope: team, site: null, team })),
  ]
  tx.send(
    raw(
      `delete from escalation.calendar_use where org_id = $1 and calendar_id = $2 and
         (($3 and site_id is not null) or ($4 and team_id is not null) or ($5 and site_id is null and team_id is null))`,
      [tx.orgId, id, site_ids !== undefined, team_ids !== undefined, is_default === false],
    ),
  )
  tx.send(
    raw(
      `insert into escalation.calendar_use (org_id, scope_id, calendar_id, site_id, team_id)
       select distinct $1::uuid, s.scope, $2::uuid, s.site, s.team from json_to_recordset($3::json) as s (scope uuid, site uuid, team uuid)
       on conflict (org_id, scope_id) do update set calendar_id = excluded.calendar_id`,
      [tx.orgId, id, JSON.stringify(scopes)],
    ),
  )
  if (is_default === false) await requireDefault(tx)
}

async function requireKnown(tx: Tx, table: 'site' | 'team', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await tx.all(
    raw<{ id: string }>(`select id from core.${table} where org_id = $1 and id = any($2)`, [tx.orgId, ids]),
  )
  if (found.length < new Set(ids).size)
    throw invalid(`#/${table}_ids`, `One of these ${table}s does not exist any more. Choose again.`)
}

/** Policies that count by each ticket's own calendar need one for tickets whose team and site have none. */
async function requireDefault(tx: Tx): Promise<void> {
  const policy = await tx.maybe(
    raw<{ name: string }>(
      `select p.name from escalation.policy p where p.org_id = $1 and p.archived_at is null and p.calendar_id is null
         and not exists (select from escalation.calendar_use u where u.org_id = $1 and u.scope_id = $1) limit 1`,
      [tx.orgId],
    ),
  )
  if (policy)
    throw invalid(
      '#/is_default',
      `The policy “${policy.name}” counts by the calendar of each ticket, so the organization needs one. Make another calendar the organization's first.`,
    )
}
