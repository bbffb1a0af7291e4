/** The rows that an imported ticket becomes: its record, its own row, its timeline, hands, messages and entries. */
import type { MessageRow } from '../../../core/records/insert-rows.ts'
import { newRecord } from '../../../core/records/record.ts'
import { beginning, difference } from '../../../core/timeline/event.ts'
import { idAt } from '../../../platform/id/id.ts'
import { isToldWithoutWords, type TicketFields, ticketLife, type WholeTicket } from '../../tickets/index.ts'
import type { TicketState } from '../import/mapping/vocabulary.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from '../import/plan/imported-ticket.ts'
import type { Names } from './kept-names.ts'
import type { Through } from './later-rows.ts'
import {
  doneTimes,
  person,
  type Telling,
  translate,
  valuesOf,
  verbOf,
  withCategory,
  withoutKept,
} from './telling.ts'
import { entryRows, messageRows } from './thread-rows.ts'

/** Everything that is stored of the ticket. Replaying its events gives exactly both of its rows; `through` says how far the file went, by its own words. */
export function ticketRows(
  source: ImportedTicket,
  names: Names,
  orgId: string,
  number: number,
  through: Through,
): WholeTicket {
  const messages = messageRows(source.messages, names)
  const telling = begin(source, names, orgId, number)
  const id = telling.record.id
  for (const message of messages) message.record_id = id
  tellSteps(telling, source.events.slice(1), messages, source.messages)
  settle(telling)
  const { record, fields, events, hands } = telling
  nameEvents(events, 0)
  record.version = events.length
  record.updated_at = later(source.updatedAt, events.at(-1)?.at ?? source.createdAt)
  const imported = {
    origin: names.mapping.origin,
    key: source.externalKey,
    number: source.number,
    rows: source.rows,
    fields: source.fields,
    through,
  }
  return {
    record,
    ticket: { ...fields, id, imported_key: importedKey(names, source), imported },
    events,
    hands,
    messages,
    entries: entryRows(record, source, messages),
  }
}

/** By this key a ticket that is there already is known again. */
export function importedKey(names: Names, source: Pick<ImportedTicket, 'externalKey'>): string {
  return `${names.mapping.origin}:${source.externalKey}`
}

const unwritten: TicketFields = {
  ticket_kind: 'incident',
  channel: 'import',
  category_id: null,
  application: null,
  device: null,
  impact: 3,
  urgency: 3,
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

function begin(source: ImportedTicket, names: Names, orgId: string, number: number): Telling {
  const record = newRecord(ticketLife, {
    orgId,
    number,
    title: source.title,
    now: source.createdAt,
    tags: [...source.tags],
  })
  const telling: Telling = {
    names,
    source,
    record: { ...record, id: idAt(new Date(source.createdAt)) },
    fields: { ...unwritten, reported_by_id: person(names, source.openedByName) },
    category: { category: null, subcategory: null },
    events: [],
    hands: [],
    kept: new Set(),
    conflicts: new Map(),
    origin: (line) => ({ line }),
  }
  // A plan's first event is always the creation.
  const created = source.events[0] as ImportedEvent
  const { changes, fields } = translate(telling, Object.entries(created.values ?? {}))
  telling.record = withCategory({ ...telling.record, ...changes })
  telling.fields = { ...telling.fields, ...fields, ...doneTimes(telling, 'new', created.at) }
  append(telling, created.at, person(names, created.actorName), 'tickets.import', {
    changes: beginning(telling.record),
    fields: fieldChanges(
      { ...unwritten, ticket_kind: null, channel: null, impact: null, urgency: null },
      telling.fields,
    ),
    line: created.line,
  })
  return telling
}

/** Tells events and messages in the order of their times; `sources` are those of the messages, one for one. */
export function tellSteps(
  telling: Telling,
  events: readonly ImportedEvent[],
  messages: readonly MessageRow[],
  sources: readonly ImportedMessage[],
): void {
  for (const step of stepsOf(events, messages, sources)) {
    if ('message' in step) tellMessage(telling, step.message, step.source)
    else tellRow(telling, step.events)
  }
}

type Step = { message: MessageRow; source: ImportedMessage } | { events: ImportedEvent[] }

/** What follows the creation, in the order of time; of one moment, what was said comes before what it led to. */
function stepsOf(
  events: readonly ImportedEvent[],
  messages: readonly MessageRow[],
  sources: readonly ImportedMessage[],
): Step[] {
  const steps: { at: string; step: Step }[] = messages.map((message, index) => ({
    at: message.created_at,
    step: { message, source: sources[index] as ImportedMessage },
  }))
  let group: ImportedEvent[] = []
  for (const event of events) {
    const first = group[0]
    // A row of the file is one line of the timeline, whatever it changed.
    if (first && first.line === event.line && first.at === event.at) group.push(event)
    else {
      group = [event]
      steps.push({ at: event.at, step: { events: group } })
    }
  }
  return steps.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).map(({ step }) => step)
}

function tellRow(telling: Telling, events: readonly ImportedEvent[]): void {
  // Groups are never empty.
  const { at, line, actorName } = events[0] as ImportedEvent
  const before = telling.record
  const values = events.flatMap(valuesOf)
  const { changes, fields, own } = withoutKept(telling, translate(telling, values), line)
  const actorId = person(telling.names, actorName)
  const passed =
    !telling.kept.has('reassigned_count') &&
    events.some((event) => (event.values ? isPassed(telling, changes) : isPassing(event)))
  const counted = passed ? { reassigned_count: telling.fields.reassigned_count + 1 } : {}
  telling.record = withCategory({ ...before, ...changes })
  const inTicket = { ...fields, ...counted, ...doneTimes(telling, before.state as TicketState, at) }
  if (changes.team_id && before.team_id && changes.team_id !== before.team_id)
    telling.hands.push({
      id: idAt(new Date(at)),
      ticket_id: before.id,
      direction: 'across',
      from_team_id: before.team_id,
      to_team_id: changes.team_id,
      by_id: actorId,
      reason: '',
      tried: '',
      created_at: at,
    })
  const changed = difference(before, changes)
  const told = fieldChanges(telling.fields, inTicket)
  telling.fields = { ...telling.fields, ...inTicket }
  append(telling, at, actorId, verbOf(before.state, telling.record.state, changed), {
    ...(Object.keys(changed).length > 0 ? { changes: changed } : {}),
    ...(Object.keys(told).length > 0 ? { fields: told } : {}),
    ...(own.length > 0 ? { own } : {}),
    ...(telling.record.state === 'resolved' && before.state !== 'resolved'
      ? { code: telling.fields.resolution_code ?? '' }
      : {}),
    ...telling.origin(line),
  })
}

function isPassing(event: ImportedEvent): boolean {
  return event.action === 'reassigned' && event.from !== null
}

/** A row that tells everything anew passes the ticket on when it takes it from somebody who had it. */
function isPassed({ record }: Telling, changes: Partial<Telling['record']>): boolean {
  return (['team_id', 'owner_id'] as const).some(
    (column) =>
      record[column] !== null && changes[column] !== undefined && changes[column] !== record[column],
  )
}

function tellMessage(telling: Telling, message: MessageRow, source: ImportedMessage): void {
  const { author_id, created_at, is_internal } = message
  const isAnswer = source.authorRole === 'agent' && telling.fields.first_response_at === null
  const spoken = is_internal
    ? {}
    : {
        last_word_at: created_at,
        last_word_by_id: author_id,
        ...(isAnswer ? { first_response_at: created_at } : {}),
      }
  const taken = telling.kept.has('last_word_at') ? {} : spoken
  const told = fieldChanges(telling.fields, taken)
  telling.fields = { ...telling.fields, ...taken }
  append(telling, created_at, author_id, is_internal ? 'tickets.note' : 'tickets.reply', {
    message: message.id,
    ...(is_internal ? { isInternal: true } : {}),
    ...(Object.keys(told).length > 0 ? { fields: told } : {}),
    ...(source.lines[0] === undefined ? {} : telling.origin(source.lines[0])),
  })
}

/** What the file says of the ticket as a whole goes before what its rows add up to, and is told at the end. */
function settle(telling: Telling): void {
  const { source } = telling
  tellFinals(telling, {
    resolution_code: source.resolutionCode,
    resolved_at: source.resolvedAt,
    closed_at: source.closedAt,
    reopened_count: source.reopenCount,
    reassigned_count: source.reassignCount,
  })
}

/** Makes what is known only at the end part of the last line. */
export function tellFinals(telling: Telling, finals: Partial<TicketFields>): void {
  const told = fieldChanges(telling.fields, finals)
  const last = telling.events.at(-1)
  if (!last || Object.keys(told).length === 0) return
  const before = (last.data.fields ?? {}) as FieldChanges
  const merged = Object.fromEntries(
    Object.entries(told).map(([column, [from, to]]) => [column, [before[column]?.[0] ?? from, to]]),
  )
  last.data = { ...last.data, fields: { ...before, ...merged } }
  telling.fields = { ...telling.fields, ...finals }
}

/** Gives the events their ids: of one moment they keep their order, and come after those of earlier parts. */
export function nameEvents(events: Telling['events'], part: number): void {
  const ids = events.map((event) => idAt(new Date(Date.parse(event.at) + part))).sort()
  for (const [index, event] of events.entries()) event.id = ids[index] as string
}

type FieldChanges = Record<string, [from: unknown, to: unknown]>

function fieldChanges(
  before: { [K in keyof TicketFields]: TicketFields[K] | null },
  after: Partial<TicketFields>,
): FieldChanges {
  const changes: FieldChanges = {}
  for (const column of Object.keys(after) as (keyof TicketFields)[])
    if (before[column] !== after[column])
      changes[column] = isToldWithoutWords(column)
        ? [before[column] !== null, after[column] !== null]
        : [before[column], after[column]]
  return changes
}

function append(telling: Telling, at: string, actor_id: string | null, action: string, data: object): void {
  // The ids are given when all lines are there, so that lines of one moment keep their order.
  telling.events.push({ record_id: telling.record.id, at, id: '', actor_id, action, data: { ...data } })
}

export function later(a: string, b: string): string {
  return a > b ? a : b
}
