/** What is done to who sees a record: restrict, grant, take back. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { notify } from '../../core/notifications/notify.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { gone, type Restriction, restrictions } from '../../core/records/restriction.ts'
import { seesInside } from '../../core/records/visible.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Nullable, OneOf, Text, Time } from '../../platform/http/schema.ts'
import { permitsRestricting, restricted, settable } from './policy.ts'
import { admit, change, keepReason, newcomers, requireThere, type Writing } from './store.ts'

const named_max = 50
const grants_max = 50
const day_ms = 86_400_000
const grant_days = { usual: 7, max: 90 }

export const Reason = Text(500, { description: 'Why; only who sees the inner side of the record reads it.' })
export const Params = Body({ id: Id })
export const Level = Nullable(OneOf(restrictions))
const Head = Type.Object({ level: Level, version: Type.Integer() })
const rank = { team: 1, listed: 2, security: 3 } as const
const rankOf = (level: Restriction | null): number => (level === null ? 0 : rank[level])

export const restrict = plainAction({
  name: 'restriction.restrict',
  summary: 'Set who sees a record: everybody as usual (null), its team, those who are named, or security.',
  path: '/api/restricted-records/:id/restrict',
  params: Params,
  input: Body({
    level: Level,
    people: Type.Optional(Type.Array(Id, { maxItems: named_max })),
    teams: Type.Optional(Type.Array(Id, { maxItems: named_max })),
    reason: Type.Optional(Reason),
    accepts_losing: Type.Optional(
      Type.Boolean({ description: 'True to restrict the record although one does not see it afterwards.' }),
    ),
  }),
  output: Head,
  permits: permitsRestricting,
  run: async ({ app, tx, actor, input, params, now }) => {
    const record = await settable(tx, actor, params.id as string, input.level)
    const { level, people = [], teams = [] } = input
    const reason = input.reason?.trim() ?? ''
    requireSense(record, level, people, teams, reason)
    await requireThere(tx, people, teams, ['#/people', '#/teams'])
    const writing = { app, tx, actor, now }
    if (level === record.restriction && level !== 'listed')
      throw conflict('This record is restricted in this way already.')
    const keeps = seesAfter(actor, { ...record, restriction: level }, people, teams)
    if (!keeps && !input.accepts_losing)
      throw invalid(
        '#/people',
        'You would not see this record any more yourself. Name yourself or your team, or confirm that you mean it.',
      )
    const added = await newcomers(writing, record, people, teams)
    if (added.length > 0 && reason === '')
      throw invalid('#/reason', 'Say why somebody may see it who did not see it until now.')
    await rename(writing, record, level, people, teams)
    if (reason !== '') tx.send(keepReason(writing, { recordId: record.id, level, body: reason }))
    await tellLosers(writing, record)
    notify(app, tx, { record, byId: actor.personId, now }, told(added, actor.personId))
    const after = await change(
      writing,
      'restriction.restrict',
      record,
      { restriction: level },
      { people: people.length, teams: teams.length },
    )
    return {
      result: { level, version: after.version },
      about: { id: record.id, isInternal: true },
      audit: { record: record.id, from: record.restriction, to: level, people, teams },
    }
  },
})

function requireSense(
  record: RecordRow,
  level: Restriction | null,
  people: readonly string[],
  teams: readonly string[],
  reason: string,
): void {
  if (level === 'listed' && people.length + teams.length === 0)
    throw invalid('#/people', 'Name at least one person or team who goes on seeing it.')
  if (level !== 'listed' && people.length + teams.length > 0)
    throw invalid('#/people', 'People and teams are named for the list alone. Grant access to others.')
  if (level === 'team' && record.team_id === null)
    throw invalid('#/level', 'This record lies with no team. Assign it to a team first, or name people.')
  if (rankOf(level) < rankOf(record.restriction) && reason === '')
    throw invalid('#/reason', 'Say why more people may see it.')
}

/** True when the actor goes on seeing the inner side; what was named before counts no more, grants do. */
function seesAfter(
  actor: Writing['actor'],
  record: RecordRow,
  people: readonly string[],
  teams: readonly string[],
): boolean {
  if (record.restriction !== 'listed') return seesInside({ ...actor, admitted: () => [] }, record)
  return people.includes(actor.personId) || teams.some((id) => actor.teamIds.includes(id))
}

/** Those who are named are let in, and all others who were named are not any more; with the level all ends. */
async function rename(
  writing: Writing,
  record: RecordRow,
  level: Restriction | null,
  people: readonly string[],
  teams: readonly string[],
): Promise<void> {
  const { tx, actor, now } = writing
  const kept = await tx.all(
    raw<{ person_id: string | null; team_id: string | null; is_kept: boolean }>(
      `with ended as (
         update core.admission set ended_at = $3, ended_by_id = $4
         where org_id = $1 and record_id = $2 and ended_at is null and ($7 or way = 'named' and not (coalesce(person_id = any($5::uuid[]), false) or coalesce(team_id = any($6::uuid[]), false))))
       select person_id, team_id from core.admission
       where org_id = $1 and record_id = $2 and ended_at is null and way = 'named' and not $7
         and (person_id = any($5::uuid[]) or team_id = any($6::uuid[]))`,
      [tx.orgId, record.id, now, actor.personId, people, teams, level === null],
    ),
  )
  const known = new Set(kept.flatMap(({ person_id, team_id }) => person_id ?? team_id ?? []))
  for (const person_id of new Set(people))
    if (!known.has(person_id)) await admit(writing, record.id, { person_id, team_id: null }, 'named', null)
  for (const team_id of new Set(teams))
    if (!known.has(team_id)) await admit(writing, record.id, { person_id: null, team_id }, 'named', null)
}

/**
 * Pages of those who saw it until now ask for it again, and find that it is gone. Who saw it from outside hears of
 * nothing that is done inside, and so is told by name; who sees it still finds it as it was.
 */
async function tellLosers({ app, tx }: Writing, record: RecordRow): Promise<void> {
  const { id, kind, team_id, owner_id, requester_id, audience, restriction } = record
  const participants = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from core.watcher where org_id = $1 and record_id = $2 and is_participant',
      [tx.orgId, id],
    ),
  )
  const people = [...(requester_id ? [requester_id] : []), ...participants.map(({ person_id }) => person_id)]
  const news = { topic: 'record', org: tx.orgId, action: gone, by: null, id, kind }
  tx.afterCommit(() => {
    app.live.publish({ ...news, team_id, owner_id, requester_id, audience, restriction, isNew: false })
    if (people.length > 0) app.live.publish({ ...news, people })
  })
}

export const grant = plainAction({
  name: 'restriction.grant',
  summary: 'Let a person or a team in to a restricted record for a reason, until a time: 7 days unless said.',
  path: '/api/restricted-records/:id/grant',
  params: Params,
  input: Body({
    person_id: Type.Optional(Id),
    team_id: Type.Optional(Id),
    until: Type.Optional({ ...Time, description: 'At most 90 days from now.' }),
    reason: { ...Reason, minLength: 1 },
  }),
  output: Type.Object({ id: Id, until: Time }),
  permits: permitsRestricting,
  run: async ({ app, tx, actor, input, params, now }) => {
    const record = await restricted(tx, actor, params.id as string)
    const { person_id = null, team_id = null } = input
    if ((person_id === null) === (team_id === null))
      throw invalid('#/person_id', 'Choose one person or one team.')
    if (person_id === actor.personId) throw invalid('#/person_id', 'Nobody grants access to themself.')
    if (input.reason.trim() === '') throw invalid('#/reason', 'Say why they need to know.')
    const until = untilOf(input.until, now)
    await requireThere(tx, person_id ? [person_id] : [], team_id ? [team_id] : [], [
      '#/person_id',
      '#/team_id',
    ])
    await requireRoom(tx, record.id, now)
    const writing = { app, tx, actor, now }
    const id = await admit(writing, record.id, { person_id, team_id }, 'granted', until)
    tx.send(keepReason(writing, { recordId: record.id, admissionId: id, body: input.reason }))
    await change(writing, 'restriction.grant', record, {}, { admission: id, person_id, team_id, until })
    const members = team_id === null ? [] : await tx.all(membersOf(tx, team_id))
    const admitted = [...(person_id ? [person_id] : []), ...members.map((each) => each.person_id)]
    notify(app, tx, { record, byId: actor.personId, now }, told(admitted, actor.personId))
    return {
      result: { id, until },
      about: { id: record.id, isInternal: true },
      audit: {
        record: record.id,
        admission: id,
        until,
        ...(person_id ? { person: person_id } : { team: team_id }),
      },
    }
  },
})

/** Who is told that a record was opened to them; who opened it knows. */
function told(people: readonly string[], byId: string): Map<string, 'access_granted'> {
  return new Map(people.filter((each) => each !== byId).map((each) => [each, 'access_granted']))
}

function untilOf(asked: string | undefined, now: string): string {
  const now_ms = Date.parse(now)
  const until_ms = asked === undefined ? now_ms + grant_days.usual * day_ms : Date.parse(asked)
  if (until_ms <= now_ms) throw invalid('#/until', 'The end must lie ahead.')
  if (until_ms > now_ms + grant_days.max * day_ms)
    throw invalid('#/until', 'A grant lasts 90 days at most. Grant it again when it is still needed then.')
  return new Date(until_ms).toISOString()
}

async function requireRoom(tx: Tx, recordId: string, now: string): Promise<void> {
  const { count } = await tx.one(
    raw<{ count: number }>(
      "select count(*)::int as count from core.admission where org_id = $1 and record_id = $2 and way = 'granted' and ended_at is null and until > $3",
      [tx.orgId, recordId, now],
    ),
  )
  if (count >= grants_max)
    throw conflict(
      `This record is granted to ${grants_max} people and teams already. End some of them first.`,
    )
}

function membersOf(tx: Tx, teamId: string) {
  return raw<{ person_id: string }>(
    'select m.person_id from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id and p.is_active where m.org_id = $1 and m.team_id = $2 limit 200',
    [tx.orgId, teamId],
  )
}

export const endGrant = plainAction({
  name: 'restriction.end_grant',
  summary: 'Take back, before its time, what was granted or broken.',
  path: '/api/restricted-records/:id/end-grant',
  params: Params,
  input: Body({ admission_id: Id }),
  output: Type.Object({}),
  permits: permitsRestricting,
  run: async ({ app, tx, actor, input, params, now }) => {
    const record = await settable(tx, actor, params.id as string)
    const ended = await tx.all(
      raw<{ id: string }>(
        `update core.admission set ended_at = $4, ended_by_id = $5
         where org_id = $1 and record_id = $2 and id = $3 and way <> 'named' and ended_at is null and until > $4 returning id`,
        [tx.orgId, record.id, input.admission_id, now, actor.personId],
      ),
    )
    if (ended.length === 0) throw notFound('This grant')
    await change(
      { app, tx, actor, now },
      'restriction.end_grant',
      record,
      {},
      { admission: input.admission_id },
    )
    return { result: {}, audit: { record: record.id, admission: input.admission_id } }
  },
})
