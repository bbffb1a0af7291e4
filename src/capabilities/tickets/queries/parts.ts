/** The queries for the parts of one ticket's page; who sees it from outside gets the outer side of each. */
import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { checklistProgress } from '../checklists/store.ts'
import { heardWords, lastWord } from '../merging/last-word.ts'
import { columnsOutside, toldOutside } from '../told-outside.ts'
import { dueTarget } from './rows.ts'
import type { Event, File, Hand, Link, Message, Person, TicketPage } from './ticket-page.ts'

export const messages_max = 500

/** The record and its ticket in one row, with the ids of what is named beside it and whether there is more to ask for. */
export type Head = RecordRow &
  Omit<
    Static<typeof TicketPage>,
    keyof RecordRow | 'subject' | 'place' | 'workstation' | 'team' | 'owner' | 'requester' | Parts
  > & {
    ticket_kind: Static<typeof TicketPage>['kind']
    workstation_id: string | null
    has_files: boolean
    has_links: boolean
    has_hands: boolean
    has_followers: boolean
    has_merged: boolean
    has_shown: boolean
  }
type Parts =
  | 'people'
  | 'messages'
  | 'events'
  | 'files'
  | 'links'
  | 'hands'
  | 'bounces'
  | 'merged'
  | 'merged_into'
  | 'participant_ids'
  | 'watcher_ids'
  | 'may'
  | 'is_inside'

/** The record (alias `r`) of the page, if the actor may see it. Every part that is asked for before it was seen joins this. */
function gate(actor: Actor, id: string): RawBuilder<boolean> {
  return sql<boolean>`r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`
}

export function headOf(actor: Actor, id: string) {
  return sql<Head>`
    select ${recordColumns}, t.ticket_kind, t.channel, t.application, t.device, t.impact, t.urgency, t.category_id, t.place_id, t.workstation_id, t.shared_login, t.reported_by_id, t.resolution_code, t.cause,
      t.resume_at, t.first_response_at, t.resolved_at, t.closed_at, t.reopened_count, t.reassigned_count, t.minutes_spent, t.rating, t.rating_comment,
      ${lastWord}, ${dueTarget} as due_target, ${checklistProgress(actor)} as checklist,
      exists (select from core.attachment a where a.org_id = r.org_id and a.record_id = r.id) as has_files,
      exists (select from core.link k where k.org_id = r.org_id and k.from_id = r.id) or exists (select from core.link k where k.org_id = r.org_id and k.to_id = r.id) as has_links,
      exists (select from tickets.hand h where h.org_id = r.org_id and h.ticket_id = r.id) as has_hands,
      exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = r.id) as has_followers,
      exists (select from tickets.ticket o where o.org_id = r.org_id and o.merged_into_id = r.id) as has_merged,
      exists (select from core.shown_message s where s.org_id = r.org_id and s.record_id = r.id) as has_shown
    from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id ${heardWords(actor)} where ${gate(actor, id)}`
}

/** The newest messages that the actor may read, the last one first. */
export function messagesOf(actor: Actor, id: string) {
  return sql<Static<typeof Message>>`
    select m.id, m.author_id, m.is_internal, m.body, m.created_at, m.redacted_at, null::uuid as origin_id, null::bigint as origin_number
    from core.record r join core.message m on m.org_id = r.org_id and m.record_id = r.id
    where ${gate(actor, id)} and (not m.is_internal or ${inside(actor, 'ticket')}) order by m.created_at desc, m.id desc limit ${sql.raw(String(messages_max))}`
}

/** The names of what the ticket refers to: only of what is there, since most tickets have little of it. */
export function namesOf(head: Head, isInside: boolean): Raw<{ what: string; name: string }> | undefined {
  const tables = [
    ['team', 'core.team', isInside ? head.team_id : null],
    ['place', 'core.place', head.place_id],
    ['workstation', 'core.workstation', head.workstation_id],
    ['subject', 'tickets.category', head.category_id],
  ] as const
  const there = tables.filter(([, , id]) => id !== null)
  if (there.length === 0) return undefined
  const parts = there.map(
    ([what, table], index) =>
      `select '${what}' as what, name from ${table} where org_id = $1 and id = $${index + 2}`,
  )
  return raw(parts.join(' union all '), [head.org_id, ...there.map(([, , id]) => id)])
}

const events_max = 1000

/**
 * The newest events, the last one first. Events before the record or in the future do not exist, so only the months
 * between need to be looked at; clocks append some after the last change that anybody made.
 */
export function eventsOf(record: RecordRow, isInside: boolean) {
  const told = isInside
    ? sql`true`
    : sql`action = any(${toldOutside}::text[]) and data ->> 'isInternal' is distinct from 'true'`
  return sql<Static<typeof Event>>`
    select id, at, actor_id, action, ${isInside ? innerData() : outerData()} as data from core.event e
    where org_id = ${record.org_id} and record_id = ${record.id} and at >= ${record.created_at} and at <= greatest(${record.updated_at}::timestamptz, now()) and ${told}
    order by at desc, id desc limit ${sql.raw(String(events_max))}`
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
