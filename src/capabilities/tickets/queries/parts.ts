/** The queries for the parts of one ticket's page; who sees it from outside gets the outer side of each. */
import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { columnsOutside, toldOutside } from '../told-outside.ts'
import type { TicketRow as Row } from './rows.ts'
import type { Event, File, Hand, Link, Message, Person, TicketPage } from './ticket-page.ts'

const messages_max = 500

export type Ticket = Omit<
  Static<typeof TicketPage>,
  | 'people'
  | 'messages'
  | 'events'
  | 'files'
  | 'links'
  | 'hands'
  | 'bounces'
  | 'participant_ids'
  | 'watcher_ids'
  | 'may'
  | 'is_inside'
  | keyof RecordRow
> &
  Pick<Row, 'kind'>

export function ticketPartOf(orgId: string, id: string, isInside: boolean) {
  return sql<Ticket>`
    select t.ticket_kind as kind, t.channel, t.application, t.device, t.impact, t.urgency, t.category_id, t.place_id, t.shared_login, t.reported_by_id, t.resolution_code, case when ${isInside} then t.cause end as cause,
      t.resume_at, t.first_response_at, t.resolved_at, t.closed_at, t.reopened_count, case when ${isInside} then t.reassigned_count else 0 end as reassigned_count, case when ${isInside} then t.minutes_spent else 0 end as minutes_spent, t.rating, t.rating_comment,
      t.last_word_at, coalesce(t.last_word_by_id = r.requester_id, false) as last_word_is_requester,
      w.name as workstation, l.name as place, c.name as subject,
      case when m.id is not null and ${isInside} then json_build_object('id', m.id, 'name', m.name) end as team,
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

export function messagesOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof Message>>`
    select * from (select id, author_id, is_internal, body, created_at, redacted_at from core.message
      where org_id = ${orgId} and record_id = ${id} and (${isInside} or not is_internal) order by created_at desc, id desc limit ${messages_max}) newest order by created_at, id`
}

const events_max = 1000

// Events outside of the record's own time do not exist, so only the months between need to be looked at.
export function eventsOf(orgId: string, record: RecordRow, isInside: boolean) {
  return sql<Static<typeof Event>>`
    select * from (select id, at, actor_id, action, ${isInside ? innerData() : outerData()} as data from core.event e
      where org_id = ${orgId} and record_id = ${record.id} and at >= ${record.created_at} and at <= ${record.updated_at} and (${isInside} or (action = any(${toldOutside}::text[]) and data ->> 'isInternal' is distinct from 'true'))
      order by at desc, id desc limit ${events_max}) newest order by at, id`
}

// The words of the changes are kept beside the timeline, so that a redaction reaches them.
function innerData(): RawBuilder<unknown> {
  const merged = (part: string) =>
    sql`${sql.lit(part)}, coalesce(e.data -> ${sql.lit(part)}, '{}') || coalesce(w.words -> ${sql.lit(part)}, '{}')`
  return sql`coalesce((select e.data || jsonb_build_object(${merged('changes')}, ${merged('fields')}) from core.event_words w
    where w.org_id = e.org_id and w.record_id = e.record_id and w.event_id = e.id), e.data)`
}

function outerData(): RawBuilder<unknown> {
  return sql`jsonb_build_object('changes', coalesce((select jsonb_object_agg(key, value) from jsonb_each(data -> 'changes') where key = any(${columnsOutside}::text[])), '{}'))`
}

export function filesOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof File>>`
    select a.id, a.message_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.removed_at from core.attachment a left join core.message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${orgId} and a.record_id = ${id} and (${isInside} or not coalesce(m.is_internal, true)) order by a.created_at, a.id limit 500`
}

export function linksOf(actor: Actor, id: string) {
  return sql<Omit<Static<typeof Link>, 'reads_as'>>`
    select k.type, k.from_id = ${id} as is_from, r.id, r.kind, r.number, r.title, r.state, r.category
    from (select type, from_id, to_id, to_id as other_id from core.link where org_id = ${actor.orgId} and from_id = ${id}
          union all select type, from_id, to_id, from_id from core.link where org_id = ${actor.orgId} and to_id = ${id}) k
    join core.record r on r.org_id = ${actor.orgId} and r.id = k.other_id where ${visible(actor)} order by k.type, r.number limit 500`
}

export function handsOf(orgId: string, id: string, isInside: boolean) {
  return sql<Static<typeof Hand>>`
    select h.id, h.direction, case when ${isInside} then f.name end as from_team, case when ${isInside} then t.name end as to_team, case when ${isInside} then h.by_id end as by_id,
      case when ${isInside} then h.reason else '' end as reason, case when ${isInside} then h.tried else '' end as tried, h.created_at
    from tickets.hand h left join core.team f on f.org_id = h.org_id and f.id = h.from_team_id join core.team t on t.org_id = h.org_id and t.id = h.to_team_id
    where h.org_id = ${orgId} and h.ticket_id = ${id} order by h.created_at, h.id limit 200`
}

export function followersOf(orgId: string, id: string) {
  return sql<{
    person_id: string
    is_participant: boolean
  }>`select person_id, is_participant from core.watcher where org_id = ${orgId} and record_id = ${id} limit 500`
}

// How to reach the people of the department is for those who work there; oneself one knows.
export function peopleOf(actor: Actor, ids: (string | null)[], isInside: boolean) {
  const distinct = [...new Set(ids.filter((id) => id !== null))]
  return sql<Static<typeof Person>>`
    select p.id, p.name, p.title, case when ${isInside} or p.id = ${actor.personId} then p.phone end as phone, case when ${isInside} or p.id = ${actor.personId} then p.email end as email, d.name as department
    from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
    where p.org_id = ${actor.orgId} and p.id = any(${distinct}::uuid[])`
}
