/** One demo ticket while its steps are told: both rows, and the events and messages that the actions would leave. */

import { idOf } from '../../../core/people/seed.ts'
import type { EventRow, MessageRow } from '../../../core/records/insert-rows.ts'
import { newRecord, type RecordRow } from '../../../core/records/record.ts'
import { beginning, difference } from '../../../core/timeline/event.ts'
import { idAt } from '../../../platform/id/id.ts'
import type { DemoLevel, DemoTicket } from '../demo/types.ts'
import { type TicketState, ticketLife } from '../lifecycle.ts'
import { priorityOf, promisedAt } from '../priority/level.ts'
import { type Fields, isToldWithoutWords, type TicketFields } from '../ticket.ts'

/** What the keys in tickets stand for: ids, or the names that are stored as text. */
export type TicketNames = Readonly<
  Record<
    'person' | 'personName' | 'team' | 'place' | 'workstation' | 'category' | 'application' | 'sharedLogin',
    ReadonlyMap<string, string>
  >
> & { tier: ReadonlyMap<string, number> }

export type HandRow = {
  id: string
  ticket_id: string
  direction: 'up' | 'back' | 'across'
  from_team_id: string | null
  to_team_id: string
  by_id: string
  reason: string
  tried: string
  created_at: string
}
export type TimeRow = {
  id: string
  ticket_id: string
  person_id: string
  minutes: number
  note: string
  created_at: string
}
/** A link to a record that may not be written yet. */
export type WantedLink = { at: string; by: string; relation: string } & (
  | { articleKey: string }
  | { ticketKey: string }
)
export type Told = { person_id: string; reason: string; at: string; by: string }

export type Story = {
  record: RecordRow
  ticket: TicketFields
  /** The present moment of the story, in milliseconds. */
  at_ms: number
  /** Those who belong to it without working on it. */
  readonly outside: Set<string>
  readonly events: EventRow[]
  readonly messages: MessageRow[]
  readonly hands: HandRow[]
  readonly times: TimeRow[]
  readonly participantIds: string[]
  readonly links: WantedLink[]
  readonly told: Told[]
}

const levels: Record<DemoLevel, number> = { critical: 1, high: 2, moderate: 3, low: 4 }
const between_steps_ms = 1000

const unwritten: TicketFields = {
  ticket_kind: '',
  channel: '',
  category_id: null,
  application: null,
  device: null,
  impact: 0,
  urgency: 0,
  reported_by_id: null,
  place_id: null,
  workstation_id: null,
  shared_login: null,
  resolution_code: null,
  cause: null,
  resume_at: null,
  first_response_at: null,
  resolved_at: null,
  closed_at: null,
  reopened_count: 0,
  reassigned_count: 0,
  minutes_spent: 0,
  last_word_at: null,
  last_word_by_id: null,
  rating: null,
  rating_comment: null,
  merged_into_id: null,
}

/** The ticket as it was filed, with its first message and event. */
export function beginStory(
  demo: DemoTicket,
  names: TicketNames,
  orgId: string,
  number: number,
  now: Date,
): Story {
  const at_ms = Math.floor(now.getTime() / 60_000) * 60_000 - demo.createdMinutesAgo * 60_000
  const at = new Date(at_ms).toISOString()
  const requesterId = idOf(names.person, demo.requesterKey)
  const reporterId = idOf(names.person, demo.reportedByKey ?? demo.requesterKey)
  const impact = levels[demo.impact]
  const urgency = levels[demo.urgency]
  const priority = priorityOf(impact, urgency)
  const record = newRecord(ticketLife, {
    orgId,
    number,
    title: demo.title,
    now: at,
    priority,
    requester_id: requesterId,
    tags: [...new Set(demo.tags)],
    due_at: promisedAt(priority, at),
  })
  const optional = (ids: ReadonlyMap<string, string>, key: string | undefined) =>
    key === undefined ? null : idOf(ids, key)
  const ticket: TicketFields = {
    ...unwritten,
    ticket_kind: demo.kind,
    channel: demo.channel,
    category_id: idOf(names.category, demo.category),
    application: optional(names.application, demo.application),
    impact,
    urgency,
    reported_by_id: reporterId,
    place_id: optional(names.place, demo.placeKey),
    workstation_id: optional(names.workstation, demo.workstationKey),
    shared_login: optional(names.sharedLogin, demo.sharedLogin),
    last_word_at: at,
    last_word_by_id: reporterId,
  }
  const story: Story = {
    record: { ...record, id: idAt(new Date(at_ms)), version: 0 },
    ticket,
    at_ms,
    outside: new Set([requesterId]),
    events: [],
    messages: [],
    hands: [],
    times: [],
    participantIds: [],
    links: [],
    told: [],
  }
  const message = say(story, reporterId, demo.description)
  append(story, reporterId, 'tickets.create', {
    changes: beginning(record),
    message: message.id,
    fields: fieldsTold(
      { ...unwritten, ticket_kind: null, channel: null, impact: null, urgency: null },
      ticket,
    ),
  })
  if (demo.onBehalfOfKey !== undefined) takePart(story, reporterId, idOf(names.person, demo.onBehalfOfKey))
  return story
}

/** One action: the changes of both rows and the event that tells them. */
export function act(
  story: Story,
  actorId: string,
  action: string,
  told: { changes?: Partial<RecordRow>; fields?: Partial<TicketFields>; facts?: object } = {},
): void {
  moment(story)
  const { changes = {}, fields = {}, facts = {} } = told
  const changed = difference(story.record, changes)
  const inTicket = fieldsTold(story.ticket, fields)
  story.record = { ...story.record, ...changes }
  story.record.category = ticketLife.states[story.record.state as TicketState]
  story.ticket = { ...story.ticket, ...fields }
  append(story, actorId, action, {
    ...(Object.keys(changed).length > 0 ? { changes: changed } : {}),
    ...facts,
    ...(Object.keys(inTicket).length > 0 ? { fields: inTicket } : {}),
  })
}

/** The time of the next action: later than the one before. */
export function moment(story: Story): string {
  if (story.events.length > 0)
    story.at_ms = Math.max(story.at_ms, Date.parse(story.record.updated_at) + between_steps_ms)
  return new Date(story.at_ms).toISOString()
}

/** Stores a message; the action that says it follows at the same moment. */
export function say(story: Story, authorId: string, body: string, isInternal = false): MessageRow {
  const at = moment(story)
  const message: MessageRow = {
    id: idAt(new Date(at)),
    record_id: story.record.id,
    author_id: authorId,
    is_internal: isInternal,
    channel: 'web',
    body,
    created_at: at,
    redacted_at: null,
  }
  story.messages.push(message)
  return message
}

/** Adds somebody who then sees the public side. */
export function takePart(story: Story, actorId: string, personId: string): void {
  if (story.outside.has(personId)) return
  story.outside.add(personId)
  story.participantIds.push(personId)
  act(story, actorId, 'tickets.add_participant', { facts: { person: personId } })
}

function append(story: Story, actorId: string, action: string, data: Record<string, unknown>): void {
  const at = new Date(story.at_ms).toISOString()
  story.events.push({
    record_id: story.record.id,
    at,
    id: idAt(new Date(story.at_ms)),
    actor_id: actorId,
    action,
    data,
  })
  story.record = { ...story.record, updated_at: at, version: story.events.length }
}

function fieldsTold(
  before: { [K in keyof TicketFields]: TicketFields[K] | null },
  after: Partial<TicketFields>,
): Fields {
  const fields: Fields = {}
  for (const column of Object.keys(after) as (keyof TicketFields)[]) {
    const [from, to] = [before[column], after[column]]
    if (to === undefined || from === to) continue
    fields[column] = isToldWithoutWords(column) ? [from !== null, to !== null] : [from, to]
  }
  return fields
}
