/** Days on which somebody, or the team, looks at a ticket again. Its state stays as it is. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { type JobHandler, reader } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, NullableText, Text, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksOnTickets, worksWith } from '../policy.ts'
import { daysLater, futureMoment, LocalTime, zoneOf } from './moment.ts'

const open_max = 20
const morning = '09:00'
const due_shown_max = 50
const within_max = 500

export const followUp = recordAction({
  name: 'tickets.follow_up',
  summary: 'Have oneself, or the ticket’s team, reminded of the ticket at a time.',
  life: ticketLife,
  input: Body({
    at: Type.Optional(LocalTime),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 365, description: 'Instead of a time: in the morning.' }),
    ),
    is_for_team: Type.Optional(Type.Boolean()),
    note: Type.Optional(Text(500)),
  }),
  output: Type.Object({ follow_up_id: Id, due_at: Time }),
  permits: worksWith('tickets.work'),
  run: async ({ app, tx, actor, input, record, now }) => {
    if ((input.at === undefined) === (input.days === undefined))
      throw invalid('#/at', 'Say either a time, or in how many days.')
    const due_at =
      input.at !== undefined
        ? await futureMoment(tx, input.at, now, '#/at')
        : daysLater(now, input.days ?? 1, morning, await zoneOf(tx))
    if (input.is_for_team && record.team_id === null)
      throw invalid('#/is_for_team', 'No team has this ticket. Assign it first, or remind yourself.')
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*) as count from tickets.follow_up where org_id = $1 and ticket_id = $2 and done_at is null',
        [tx.orgId, record.id],
      ),
    )
    if (count >= open_max)
      throw conflict('This ticket has very many reminders already. Mark some as done first.')
    const id = newId()
    const team = input.is_for_team ? record.team_id : null
    tx.send(
      raw(
        `insert into tickets.follow_up (org_id, id, ticket_id, person_id, team_id, due_at, note, created_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8)`,
        [tx.orgId, id, record.id, actor.personId, team, due_at, input.note ?? '', now],
      ),
    )
    app.jobs.add(tx, 'follow_ups.tell', { follow_up: id }, { runAt: due_at, key: `follow_ups.tell ${id}` })
    return {
      result: { follow_up_id: id, due_at },
      facts: { at: due_at, isForTeam: input.is_for_team === true },
    }
  },
})

export const finishFollowUp = recordAction({
  name: 'tickets.finish_follow_up',
  summary: 'Mark a reminder as done.',
  life: ticketLife,
  input: Body({ follow_up_id: Id }),
  permits: worksWith('tickets.work'),
  run: async ({ tx, actor, input, record, now }) => {
    const done = await tx.maybe(
      raw(
        `update tickets.follow_up set done_at = $4, done_by = $5
         where org_id = $1 and ticket_id = $2 and id = $3 and done_at is null returning id`,
        [tx.orgId, record.id, input.follow_up_id, now, actor.personId],
      ),
    )
    if (!done) throw notFound('This reminder')
    return { result: {} }
  },
})

type Due = { ticket_id: string; person_id: string; team_id: string | null }

/** Job `follow_ups.tell`: once, when its time has come. While it could reach nobody, the sweep tries again. */
export const tellFollowUp: JobHandler = async (app, payload) => {
  const [org, id] = [String(payload.org), String(payload.follow_up)]
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    const due = await tx.maybe(
      raw<Due>(
        `select ticket_id, person_id, team_id from tickets.follow_up
         where org_id = $1 and id = $2 and told_at is null and done_at is null and due_at <= $3 for update`,
        [org, id, now],
      ),
    )
    if (!due) return
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${org} and r.id = ${due.ticket_id}`,
    )
    const reached = record && (await whoLooks(tx, record, due, now))
    if (!record || !reached) return
    tx.send(
      raw(
        'update tickets.follow_up set told_at = $3, person_id = $4, team_id = $5 where org_id = $1 and id = $2',
        [org, id, now, reached.person_id, reached.team_id],
      ),
    )
    const reasons = reached.people.map((each) => [each, 'follow_up_due'] as const)
    notify(app, tx, { record, byId: null, now }, new Map(reasons))
  })
}

/**
 * Whom of those who work on the ticket by then a reminder reaches, and whose it is from then on. For the team it
 * reaches the ticket's present one, or else its owner, or else who wanted it; for a person the same backwards.
 */
async function whoLooks(tx: Tx, record: RecordRow, due: Due, now: string) {
  const members = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from core.team_member where org_id = $1 and team_id = $2 order by person_id limit 200',
      [tx.orgId, record.team_id],
    ),
  )
  const team = {
    person_id: due.person_id,
    team_id: record.team_id,
    people: members.map(({ person_id }) => person_id),
  }
  const one = (person_id: string) => ({ person_id, team_id: null, people: [person_id] })
  const ways = [team, ...(record.owner_id === null ? [] : [one(record.owner_id)]), one(due.person_id)]
  if (due.team_id === null) ways.reverse()
  const asked = [...new Set(ways.flatMap(({ people }) => people))]
  const found = await tx.all(candidates(tx.orgId, record.id, asked, now))
  const inside = new Set(found.filter((each) => sideSeenBy(each, record) === 'inside').map(({ id }) => id))
  return ways
    .map((way) => ({ ...way, people: way.people.filter((each) => inside.has(each)) }))
    .find(({ people }) => people.length > 0)
}

export const FollowUp = Type.Object({
  id: Id,
  due_at: Time,
  note: Type.String(),
  person: NullableText,
  team: NullableText,
})

/** The query for the open reminders of a ticket. */
export function followUpsOn(orgId: string, ticketId: string) {
  return raw<{ id: string; due_at: string; note: string; person: string | null; team: string | null }>(
    `select f.id, f.due_at, f.note, p.name as person, t.name as team from tickets.follow_up f
       join core.record r on r.org_id = f.org_id and r.id = f.ticket_id
       left join core.person p on p.org_id = f.org_id and p.id = f.person_id
       left join core.team t on t.org_id = f.org_id and f.team_id is not null and t.id = coalesce(r.team_id, f.team_id)
     where f.org_id = $1 and f.ticket_id = $2 and f.done_at is null order by f.due_at, f.id`,
    [orgId, ticketId],
  )
}

type DueRow = {
  id: string
  due_at: string
  note: string
  is_for_team: boolean
  ticket_id: string
  number: number
  title: string
}

function dueFor(actor: Actor, until: string) {
  return sql<DueRow>`
    select f.id, f.due_at, f.note, f.team_id is not null as is_for_team, r.id as ticket_id, r.number, r.title
    from tickets.follow_up f join core.record r on r.org_id = f.org_id and r.id = f.ticket_id
    where f.org_id = ${actor.orgId} and f.done_at is null and f.due_at < ${until}
      and (f.team_id is null and f.person_id = ${actor.personId} or f.team_id is not null and coalesce(r.team_id, f.team_id) = any(${actor.teamIds}::uuid[])) and ${visible(actor, 'ticket')}
    order by f.due_at, f.id limit ${sql.raw(String(due_shown_max))}`
}

/** Due by the end of the organization's day. */
export const dueFollowUps = reader({
  name: 'follow_ups.due',
  summary: 'The reminders for oneself and one’s teams that are due by the end of today.',
  path: '/api/follow-ups',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        due_at: Time,
        note: Type.String(),
        is_for_team: Type.Boolean(),
        ticket_id: Id,
        number: Type.Integer(),
        title: Type.String(),
      }),
    ),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, now }) => ({
    rows: await tx.all(dueFor(actor, daysLater(now, 1, '00:00', await zoneOf(tx)))),
  }),
})

type WithinRow = Pick<RecordRow, 'number' | 'restriction'> & {
  id: string
  ticket_id: string
  due_at: string
  created_at: string
  done_at: string | null
}

/** One's own reminders, and those of one's teams, that are due in the time; no word of them. */
export function followUpsWithin(actor: Actor, from: string, to: string) {
  return sql<WithinRow>`
    select f.id, r.id as ticket_id, r.number, r.restriction, f.due_at, f.created_at, f.done_at
    from tickets.follow_up f join core.record r on r.org_id = f.org_id and r.id = f.ticket_id
    where f.org_id = ${actor.orgId} and f.due_at >= ${from} and f.due_at < ${to}
      and (f.team_id is null and f.person_id = ${actor.personId} or f.team_id is not null and coalesce(r.team_id, f.team_id) = any(${actor.teamIds}::uuid[])) and ${visible(actor, 'ticket')}
    order by f.due_at, f.id limit ${sql.raw(String(within_max))}`
}
