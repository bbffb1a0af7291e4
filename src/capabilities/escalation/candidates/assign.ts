/**
 * A team whose tickets are given out by themselves: each new one goes once to the best candidate, in the name of the
 * automation and with the reason in the timeline. Where nobody fits it stays, and who leads the team is told.
 */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { automationActor } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Follower, JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { insertEvents, type NewEvent, tellLive } from '../clocks/events.ts'
import { whoSees } from '../on-call/paging/responders.ts'
import { candidatesFor, counted, settingOf } from './find.ts'
import { type Candidate, chosen } from './score.ts'

// An organization without such teams pays no round trip for them at each write; see clocks/follow.ts.
export const believed_ms = 5_000
const withoutUntil_ms = new Map<string, number>()

/** Called when a team was set to give out its tickets. */
export function expectAssigning(orgId: string): void {
  withoutUntil_ms.delete(orgId)
}

export const followNew: Follower = async ({ app, tx, now }, { before, after }) => {
  const isNew = before === null || before.team_id !== after.team_id
  if (after.kind !== 'ticket' || !isNew || after.team_id === null || after.owner_id !== null) return undefined
  if (after.category === 'done' || (withoutUntil_ms.get(tx.orgId) ?? 0) > performance.now()) return undefined
  const teams = await tx.all(
    raw<{ team_id: string }>(
      "select team_id from escalation.team_assignment where org_id = $1 and mode = 'assign'",
      [tx.orgId],
    ),
  )
  if (teams.length === 0) withoutUntil_ms.set(tx.orgId, performance.now() + believed_ms)
  if (teams.some(({ team_id }) => team_id === after.team_id))
    app.jobs.add(tx, 'candidates.assign', { ticket: after.id, cause: `${after.team_id} ${now}` })
  return undefined
}

/** Other servers may have filed tickets in the belief that no team gives its tickets out; those are made up for. */
export const assignMissed: JobHandler = (app, payload) =>
  write(app.pool, String(payload.org), async (tx) => {
    const missed = await tx.all(
      raw<{ id: string }>(
        `select r.id from core.record r where r.org_id = $1 and r.team_id = $2 and r.kind = 'ticket' and r.category <> 'done'
           and r.owner_id is null and r.created_at >= $3
           and not exists (select from escalation.self_assignment s where s.org_id = r.org_id and s.ticket_id = r.id)
         order by r.id limit 1000`,
        [tx.orgId, payload.team, payload.since],
      ),
    )
    for (const { id } of missed)
      app.jobs.add(tx, 'candidates.assign', { ticket: id, cause: `${String(payload.team)} missed` })
  })

/** Thrown when the ticket or the chosen one's work changed between the look and the deed: then it is looked at again. */
class Outdated extends Error {}
const looks_max = 20

export const assignOne: JobHandler = async (app, payload) => {
  const about = { org: String(payload.org), ticket: String(payload.ticket), cause: String(payload.cause) }
  for (let look = 0; look < looks_max; look++) {
    try {
      return await assignOnce(app, about)
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  throw new Error('The ticket was written to again and again while it was to be given to somebody.')
}

// What is given out here begins nobody's chain, so that rules that pass a ticket on as soon as it has an owner would
// keep it going round for ever.
const given_in_day_max = 5

type About = { org: string; ticket: string; cause: string }
type Look = {
  record: RecordRow
  teamId: string
  candidates: Candidate[]
  actor: Awaited<ReturnType<typeof automationActor>>
  isTooOften: boolean
}

async function assignOnce(app: App, about: About): Promise<void> {
  const now = app.clock.now().toISOString()
  const look = await read(app.pool, about.org, (tx) => lookAt(tx, about, now))
  if (!look) return
  const { record, actor } = look
  const best = look.isTooOften ? undefined : chosen(look.candidates)
  if (!best || !actor) return write(app.pool, about.org, (tx) => tellNobody(app, tx, about, look, now))
  const action = app.registry.recordActions.get('tickets.assign')
  if (!action) throw new Error('There is no action to assign tickets with.')
  try {
    await execute(app, actor, action, { owner_id: best.person.id }, record.id, {
      first: (tx) => choose(tx, about, look, best, now),
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // The person left, or may not work on tickets any more: whoever is next is found by another look.
    if (error.status === 409 || error.status === 422) throw new Outdated()
    if (error.status !== 403 && error.status !== 404) throw error
    // The automation may not assign this: another look would be refused alike, and each refusal is audited.
    await write(app.pool, about.org, (tx) => tellNobody(app, tx, about, look, now))
  }
}

/** The ticket with its candidates; undefined where there is nothing to give out any more. */
async function lookAt(tx: Tx, about: About, now: string): Promise<Look | undefined> {
  const dayAgo = new Date(Date.parse(now) - 86_400_000).toISOString()
  const [records, done, lately] = await tx.many(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${about.ticket}`,
    raw(
      'select 1 as one from escalation.self_assignment where org_id = $1 and ticket_id = $2 and cause = $3',
      [tx.orgId, about.ticket, about.cause],
    ),
    raw<{ person_id: string | null }>(
      `select person_id from escalation.self_assignment where org_id = $1 and ticket_id = $2 and created_at > $3
       order by created_at desc`,
      [tx.orgId, about.ticket, dayAgo],
    ),
  )
  const record = records[0]
  if (!record || done.length > 0 || record.owner_id !== null || record.category === 'done') return undefined
  const teamId = record.team_id
  if (teamId === null || !about.cause.startsWith(teamId)) return undefined
  const isTooOften = lately.filter(({ person_id }) => person_id !== null).length >= given_in_day_max
  // That it stays was said when it was left the first time.
  if (isTooOften && lately[0]?.person_id === null) return undefined
  const { mode, open_max } = await settingOf(tx, teamId)
  if (mode !== 'assign') return undefined
  const candidates = await candidatesFor(tx, undefined, record, teamId, open_max, now)
  return { record, teamId, candidates, actor: await automationActor(tx, now), isTooOften }
}

async function choose(tx: Tx, about: About, look: Look, best: Candidate, now: string): Promise<void> {
  await requireSeen(tx, look)
  const { open } = await tx.one(
    sql<{ open: number }>`
      select count(*)::int as open from core.record r
      where r.org_id = ${tx.orgId} and r.owner_id = ${best.person.id} and r.kind = 'ticket' and r.category <> 'done' and ${counted(undefined)}`,
  )
  // Somebody got another ticket meanwhile: the limit, and who is best, are asked again.
  if (open !== best.open) throw new Outdated()
  await keep(tx, about, best.person.id, now)
  const { duty, level, solved } = best
  insertEvents(tx, [
    told(look.record, 'candidates.given', { person: best.person.id, duty, level, open, solved }, now),
  ])
}

async function tellNobody(app: App, tx: Tx, about: About, look: Look, now: string): Promise<void> {
  const { record, candidates, teamId } = look
  await requireSeen(tx, look)
  await keep(tx, about, null, now)
  const counts = {
    full: candidates.filter(({ is_full }) => is_full).length,
    away: candidates.filter(({ is_full, duty }) => !is_full && duty === 'away').length,
    ...(look.isTooOften ? { often: given_in_day_max } : {}),
  }
  const event = told(record, 'candidates.nobody', counts, now)
  insertEvents(tx, [event])
  tellLive(app, tx, [event])
  const members = await tx.all(
    raw<{ person_id: string; is_lead: boolean }>(
      'select person_id, is_lead from core.team_member where org_id = $1 and team_id = $2 order by person_id limit 500',
      [tx.orgId, teamId],
    ),
  )
  const leads = members.filter(({ is_lead }) => is_lead)
  const answerable = (leads.length > 0 ? leads : members).map(({ person_id }) => person_id)
  const sees = await whoSees(tx, record, answerable, now)
  const people = answerable.filter((id) => sees.has(id))
  notify(app, tx, { record, byId: null, now: event.at }, new Map(people.map((id) => [id, 'nobody_fits'])))
}

/** One after the other in a team, so that two tickets do not find the same free place. */
async function requireSeen(tx: Tx, { record, teamId }: Look): Promise<void> {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('assignment'), hashtext($1))", [teamId]))
  const present = await tx.maybe(
    raw<{ version: number }>('select version from core.record where org_id = $1 and id = $2 for update', [
      tx.orgId,
      record.id,
    ]),
  )
  if (present?.version !== record.version) throw new Outdated()
}

async function keep(tx: Tx, about: About, personId: string | null, now: string): Promise<void> {
  const kept = await tx.maybe(
    raw(
      `insert into escalation.self_assignment (org_id, ticket_id, cause, person_id, created_at) values ($1,$2,$3,$4,$5)
       on conflict do nothing returning 1 as one`,
      [tx.orgId, about.ticket, about.cause, personId, now],
    ),
  )
  if (!kept) throw new Outdated()
}

function told(record: RecordRow, action: string, data: Record<string, unknown>, now: string): NewEvent {
  const at_ms = Math.max(Date.parse(now), Date.parse(record.updated_at) + 1)
  return { record, at: new Date(at_ms).toISOString(), action, actor_id: null, data }
}
