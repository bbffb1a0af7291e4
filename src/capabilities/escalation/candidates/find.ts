/** The people who could take a ticket, with what speaks for each of them now. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { notKept } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { solvedLike, subjectsOf } from '../../tickets/index.ts'
import { workingTimeBetween } from '../calendars/calendar.ts'
import { compiledVersions } from '../calendars/store.ts'
import { onCall } from '../on-call/rota.ts'
import { loadRota } from '../on-call/store.ts'
import { calendarFor } from '../policies/policy.ts'
import { currentCalendars } from '../policies/store.ts'
import { type Candidate, type Duty, ranked } from './score.ts'

const people_max = 200
const solved_days = 180
const here_minutes = 15
const minute_ms = 60_000

export type Mode = 'off' | 'suggest' | 'assign'
export type Setting = { mode: Mode; open_max: number | null }

/** How a team gives out its tickets; a team that nobody has set proposes. */
export async function settingOf(tx: Tx, teamId: string | null): Promise<Setting> {
  if (teamId === null) return { mode: 'suggest', open_max: null }
  const setting = await tx.maybe(
    raw<Setting>('select mode, open_max from escalation.team_assignment where org_id = $1 and team_id = $2', [
      tx.orgId,
      teamId,
    ]),
  )
  return setting ?? { mode: 'suggest', open_max: null }
}

type Member = {
  id: string
  name: string
  skills: { name: string; level: number }[]
  is_here: boolean
  open: number
}

/**
 * True for the tickets (alias `r`) that count for what is said about people. Restricted ones count for those alone to whom
 * they are open; what is given out by itself is told to all who see the ticket, so that none of them count.
 */
export function counted(actor: Actor | undefined): RawBuilder<boolean> {
  return actor ? notKept(actor) : sql<boolean>`r.restriction is null`
}

/** The candidates of the team, or without one those with a fitting skill, the best first; `actor` is who looks at them. */
export async function candidatesFor(
  tx: Tx,
  actor: Actor | undefined,
  record: Pick<RecordRow, 'id'>,
  teamId: string | null,
  openMax: number | null,
  now: string,
): Promise<Candidate[]> {
  const subjects = await subjectsOf(tx, record.id)
  const members = await tx.all(membersOf(tx.orgId, teamId, subjects, now, counted(actor)))
  if (members.length === 0) return []
  const since = new Date(Date.parse(now) - solved_days * 24 * 60 * minute_ms).toISOString()
  const ids = members.map(({ id }) => id)
  const solved = await tx.all(solvedLike(tx.orgId, record.id, ids, since, counted(actor)))
  const solvedBy = new Map(solved.map((row) => [row.person_id, row.solved]))
  const team = await dutyOfTeam(tx, teamId, now)
  const dutyOf = ({ id, is_here }: Member): Duty =>
    team.onCall.has(id) ? 'on_call' : is_here ? 'here' : team.isWorking ? 'hours' : 'away'
  return ranked(
    members.map((member) => ({
      person: { id: member.id, name: member.name },
      skills: member.skills,
      duty: dutyOf(member),
      open: member.open,
      solved: solvedBy.get(member.id) ?? 0,
    })),
    openMax,
  )
}

/** Active people who may work on tickets; their open work is counted from one index. */
function membersOf(
  orgId: string,
  teamId: string | null,
  subjects: readonly string[],
  now: string,
  counts: RawBuilder<boolean>,
): RawBuilder<Member> {
  const among =
    teamId === null
      ? sql`p.id in (select s.person_id from core.person_skill s join core.skill k on k.org_id = s.org_id and k.id = s.skill_id
           where s.org_id = ${orgId} and lower(k.name) = any(${subjects}::text[]))`
      : sql`p.id in (select person_id from core.team_member where org_id = ${orgId} and team_id = ${teamId})`
  return sql<Member>`
    select p.id, p.name,
       coalesce((select json_agg(json_build_object('name', k.name, 'level', s.level) order by s.level desc, k.name)
         from core.person_skill s join core.skill k on k.org_id = s.org_id and k.id = s.skill_id
         where s.org_id = p.org_id and s.person_id = p.id and lower(k.name) = any(${subjects}::text[])), '[]') as skills,
       exists (select from core.session s where s.org_id = p.org_id and s.person_id = p.id and s.ended_at is null
         and not s.is_pending and s.expires_at > ${now} and s.last_active_at > ${now}::timestamptz - make_interval(mins => ${sql.lit(here_minutes)})) as is_here,
       (select count(*)::int from core.record r where r.org_id = p.org_id and r.owner_id = p.id and r.kind = 'ticket' and r.category <> 'done' and ${counts}) as open
     from core.person p
     where p.org_id = ${orgId} and p.is_active and p.kind = 'staff' and ${among}
       and exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now}) and 'tickets.work' = any(o.permissions))
     order by p.sort_name, p.id limit ${sql.lit(people_max)}`
}

/** Who of the team is on call now, and whether its calendar says that it works. Without a calendar nothing says that. */
async function dutyOfTeam(
  tx: Tx,
  teamId: string | null,
  now: string,
): Promise<{ onCall: ReadonlySet<string>; isWorking: boolean }> {
  if (teamId === null) return { onCall: new Set(), isWorking: false }
  const now_ms = Date.parse(now)
  const rota = await loadRota(tx, teamId, { from_ms: now_ms, to_ms: now_ms })
  const people = (rota ? onCall(rota, now_ms) : []).map(({ person_id }) => person_id)
  const calendars = await tx.all(currentCalendars(tx.orgId))
  const version = calendarFor(
    { calendars },
    { calendar_id: null },
    { team_id: teamId, site_id: null },
  )?.version_id
  const calendar =
    version === undefined ? undefined : (await compiledVersions(tx, [version])).get(version)?.calendar
  const isWorking = calendar !== undefined && workingTimeBetween(calendar, now_ms, now_ms + minute_ms) > 0
  return { onCall: new Set(people), isWorking }
}
