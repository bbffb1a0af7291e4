import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { may } from '../../../core/actor.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { type Registry, reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  Time,
} from '../../../platform/http/schema.ts'
import type { TicketState } from '../lifecycle.ts'
import { type TicketRow as Row, TicketRow } from './rows.ts'

const Person = Type.Object({
  id: Id,
  name: Type.String(),
  title: NullableText,
  phone: NullableText,
  email: NullableText,
  department: NullableText,
})
const Message = Type.Object({
  id: Id,
  author_id: NullableId,
  is_internal: Type.Boolean(),
  body: Type.String(),
  created_at: Time,
  redacted_at: NullableTime,
})
const Event = Type.Object({
  id: Id,
  at: Time,
  actor_id: NullableId,
  action: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
})
const File = Type.Object({
  id: Id,
  message_id: NullableId,
  name: Type.String(),
  media_type: Type.String(),
  size_bytes: Type.Integer(),
  is_inline: Type.Boolean(),
  removed_at: NullableTime,
})
const Link = Type.Object({
  type: Type.String(),
  is_from: Type.Boolean(),
  id: Id,
  kind: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  category: Type.String(),
})
const Hand = Type.Object({
  id: Id,
  direction: Type.String(),
  from_team: NullableText,
  to_team: Type.String(),
  by_id: NullableId,
  reason: Type.String(),
  tried: Type.String(),
  created_at: Time,
})

export const TicketPage = Type.Object({
  ...TicketRow.properties,
  org_id: Id,
  channel: Type.String(),
  device: NullableText,
  impact: Type.Integer(),
  urgency: Type.Integer(),
  category_id: NullableId,
  place_id: NullableId,
  workstation: NullableText,
  shared_login: NullableText,
  reported_by_id: NullableId,
  resolution_code: NullableText,
  cause: NullableText,
  resume_at: NullableTime,
  first_response_at: NullableTime,
  resolved_at: NullableTime,
  closed_at: NullableTime,
  reopened_count: Type.Integer(),
  reassigned_count: Type.Integer(),
  minutes_spent: Type.Integer(),
  rating: Nullable(Type.Integer()),
  rating_comment: NullableText,
  is_inside: Type.Boolean(),
  people: Type.Array(Person),
  messages: Type.Array(Message),
  events: Type.Array(Event),
  files: Type.Array(File),
  links: Type.Array(Link),
  hands: Type.Array(Hand),
  watcher_ids: Type.Array(Id),
  may: Type.Array(Type.String({ description: 'The names of the actions that this person may take now.' })),
})

const messages_max = 500

export const show = reader({
  name: 'tickets.show',
  summary: 'A ticket with its thread, timeline, files, links and the actions open now.',
  path: '/api/tickets/:id',
  params: Body({ id: Id }),
  output: TicketPage,
  permits: (actor) =>
    may(actor, 'tickets.create') || may(actor, 'tickets.read_all') || may(actor, 'tickets.read_team'),
  run: async ({ app, tx, actor, params }) => {
    const id = params.id ?? ''
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!record) throw notFound('This ticket')
    const isInside = seesInside(actor, record)
    const [tickets, messages, events, files, links, hands, watchers] = await tx.many(
      ticketOf(actor.orgId, id),
      messagesOf(actor.orgId, id, isInside),
      eventsOf(actor.orgId, record, isInside),
      filesOf(actor.orgId, id, isInside),
      linksOf(actor, id),
      handsOf(actor.orgId, id, isInside),
      watchersOf(actor.orgId, id),
    )
    const ticket = tickets[0]
    if (!ticket) throw notFound('This ticket')
    const people = await tx.all(
      peopleOf(actor.orgId, [
        record.owner_id,
        record.requester_id,
        ticket.reported_by_id,
        ...messages.map((each) => each.author_id),
        ...events.map((each) => each.actor_id),
        ...hands.map((each) => each.by_id),
      ]),
    )
    return {
      ...ticket,
      ...record,
      kind: ticket.kind,
      state: record.state as TicketState,
      is_inside: isInside,
      people,
      messages,
      events,
      files,
      links,
      hands,
      watcher_ids: isInside
        ? watchers.map((each) => each.person_id)
        : watchers.map((each) => each.person_id).filter((each) => each === actor.personId),
      may: actionsOpen(app.registry, actor, record),
    }
  },
})

/** The actions of the registry that the actor may take on the record in its present state. */
export function actionsOpen(registry: Registry, actor: Actor, record: RecordRow): string[] {
  const names: string[] = []
  for (const action of registry.recordActions.values()) {
    if (action.life.kind !== record.kind || !action.permits(actor, record)) continue
    if (action.move === undefined || openMoves(action.life, record.state).includes(action.move))
      names.push(action.name)
  }
  return names
}

type Ticket = Omit<
  Static<typeof TicketPage>,
  | 'people'
  | 'messages'
  | 'events'
  | 'files'
  | 'links'
  | 'hands'
  | 'watcher_ids'
  | 'may'
  | 'is_inside'
  | keyof RecordRow
> &
  Pick<Row, 'kind'>

function ticketOf(orgId: string, id: string) {
  return sql<Ticket>`
    select t.ticket_kind as kind, t.channel, t.application, t.device, t.impact, t.urgency, t.category_id, t.place_id, t.shared_login, t.reported_by_id, t.resolution_code, t.cause,
      t.resume_at, t.first_response_at, t.resolved_at, t.closed_at, t.reopened_count, t.reassigned_count, t.minutes_spent, t.rating, t.rating_comment,
      t.last_word_at, coalesce(t.last_word_by_id = r.requester_id, false) as last_word_is_requester,
      w.name as workstation, l.name as place, c.name as subject,
      case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end as team,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
      case when q.id is not null then json_build_object('id', q.id, 'name', q.name) end as requester
    from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
    left join core.team m on m.org_id = r.org_id and m.id = r.team_id
    left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
    left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
    left join core.place l on l.org_id = t.org_id and l.id = t.place_id
    left join core.workstation w on w.org_id = t.org_id and w.id = t.workstation_id
    left join tickets.category c on c.org_id = t.org_id and c.id = t.category_id
    where t.org_id = ${orgId} and t.id = ${id}`
}

function messagesOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof Message>>`
    select * from (select id, author_id, is_internal, body, created_at, redacted_at from core.message
      where org_id = ${orgId} and record_id = ${id} and (${isInside} or not is_internal) order by created_at desc, id desc limit ${messages_max}) newest order by created_at, id`
}

// Events outside of the record's own time do not exist, so only the months between need to be looked at.
// What was done with internal notes, links and time is not told to the requester.
const openActions = [
  'tickets.create',
  'tickets.import',
  'tickets.reply',
  'tickets.start',
  'tickets.ask',
  'tickets.wait_vendor',
  'tickets.schedule',
  'tickets.resume',
  'tickets.resolve',
  'tickets.close',
  'tickets.reopen',
  'tickets.cancel',
  'tickets.assign',
  'tickets.escalate',
  'tickets.hand_back',
  'tickets.rate',
  'tickets.redact',
]
const events_max = 1000

function eventsOf(orgId: string, record: RecordRow, isInside: boolean) {
  return sql<Static<typeof Event>>`
    select * from (select id, at, actor_id, action, ${isInside ? sql`data` : sql`jsonb_build_object('changes', jsonb_build_object('state', data #> '{changes,state}'))`} as data from core.event
      where org_id = ${orgId} and record_id = ${record.id} and at >= ${record.created_at} and at <= ${record.updated_at} and (${isInside} or action = any(${openActions}::text[]))
      order by at desc, id desc limit ${events_max}) newest order by at, id`
}

function filesOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof File>>`
    select a.id, a.message_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.removed_at from core.attachment a left join core.message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${orgId} and a.record_id = ${id} and (${isInside} or not coalesce(m.is_internal, true)) order by a.created_at, a.id limit 500`
}

function linksOf(actor: Actor, id: string) {
  return sql<Static<typeof Link>>`
    select k.type, k.from_id = ${id} as is_from, r.id, r.kind, r.number, r.title, r.state, r.category
    from (select type, from_id, to_id, to_id as other_id from core.link where org_id = ${actor.orgId} and from_id = ${id}
          union all select type, from_id, to_id, from_id from core.link where org_id = ${actor.orgId} and to_id = ${id}) k
    join core.record r on r.org_id = ${actor.orgId} and r.id = k.other_id where ${visible(actor)} order by k.type, r.number limit 500`
}

function handsOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof Hand>>`
    select h.id, h.direction, f.name as from_team, t.name as to_team, h.by_id, case when ${isInside} then h.reason else '' end as reason, case when ${isInside} then h.tried else '' end as tried, h.created_at
    from tickets.hand h left join core.team f on f.org_id = h.org_id and f.id = h.from_team_id join core.team t on t.org_id = h.org_id and t.id = h.to_team_id
    where h.org_id = ${orgId} and h.ticket_id = ${id} order by h.created_at, h.id limit 200`
}

function watchersOf(orgId: string, id: string) {
  return sql<{
    person_id: string
  }>`select person_id from core.watcher where org_id = ${orgId} and record_id = ${id} limit 500`
}

function peopleOf(orgId: string, ids: (string | null)[]) {
  const distinct = [...new Set(ids.filter((id) => id !== null))]
  return sql<Static<typeof Person>>`
    select p.id, p.name, p.title, p.phone, p.email, d.name as department from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
    where p.org_id = ${orgId} and p.id = any(${distinct}::uuid[])`
}
