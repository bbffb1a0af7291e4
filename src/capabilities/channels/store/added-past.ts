/** What a later file adds to an imported ticket, beside what was done to the ticket here in the meantime. */
import type { RecordRow } from '../../../core/records/record.ts'
import type { AddedPast, PresentTicket, TicketFields } from '../../tickets/index.ts'
import { isDone } from '../import/mapping/vocabulary.ts'
import type { ImportedEvent, ImportedTicket } from '../import/plan/imported-ticket.ts'
import type { Names } from './kept-names.ts'
import type { Later, Through } from './later-rows.ts'
import { type Telling, valuesOf } from './telling.ts'
import { messageEntry, messageRows } from './thread-rows.ts'
import { later, nameEvents, tellFinals, tellSteps } from './ticket-rows.ts'

/** A file says something else than what somebody chose here; what was chosen here stays. */
export type Conflict = { id: string; key: string; number: number; line: number; fields: string[] }

/** What an import keeps with its ticket to go on from. */
export type ImportedPart = {
  through?: Through
  rows?: number
  parts?: number
  fields?: Record<string, string>
}

// What hangs together is changed together: one who reopens a ticket here has also decided on its times.
const bound: readonly (readonly string[])[] = [
  ['state', 'resolved_at', 'closed_at', 'resolution_code', 'reopened_count', 'resume_at'],
  ['team_id', 'owner_id', 'reassigned_count'],
  ['priority', 'impact', 'urgency'],
  ['last_word_at', 'last_word_by_id', 'first_response_at'],
]

const fieldOf: Readonly<Record<string, string>> = {
  state: 'state',
  resolution_code: 'resolutionCode',
  team_id: 'team',
  owner_id: 'owner',
  priority: 'priority',
  impact: 'impact',
  urgency: 'urgency',
  title: 'title',
  requester_id: 'requester',
  category_id: 'category',
  place_id: 'place',
  device: 'asset',
  channel: 'channel',
  ticket_kind: 'kind',
  tags: 'tags',
}

/** The rows of what is added, and what of it was not taken. The events replay to both rows as they are then. */
export function addedPast(
  source: ImportedTicket,
  { events, messages, rows, through }: Later & { through: Through },
  imported: ImportedPart,
  present: PresentTicket,
  names: Names,
): { added: AddedPast; conflict: Conflict | null } {
  const part = (imported.parts ?? 0) + 1
  const isLog = source.events[0]?.row !== undefined
  const talk = messageRows(messages, names, part)
  for (const message of talk) message.record_id = present.record.id
  const telling = goOn(source, present, names, events, isLog, part)
  tellSteps(telling, events.map(withoutNewness(telling)), talk, messages)
  if (!isLog)
    telling.events = telling.events.filter(({ data }) => data.message || data.changes || data.fields)
  tellEnd(telling)
  nameEvents(telling.events, part)
  const { record, fields, hands, conflicts } = telling
  const last = telling.events.at(-1)?.at ?? present.record.updated_at
  record.version = present.record.version + telling.events.length
  record.updated_at = later(present.record.updated_at, last)
  const first = conflicts.values().next().value
  return {
    added: {
      record,
      fields,
      imported: {
        rows: isLog ? (imported.rows ?? 0) + rows : rows === 0 ? source.rows : (imported.rows ?? 0) + rows,
        parts: part,
        fields: { ...imported.fields, ...source.fields },
        through,
      },
      events: telling.events,
      hands,
      messages: talk,
      entries: talk.map(messageEntry),
      isRetitled: record.title !== present.record.title,
    },
    conflict:
      first === undefined
        ? null
        : {
            id: record.id,
            key: source.externalKey,
            number: record.number,
            line: first,
            fields: [...conflicts.keys()].map((column) => fieldOf[column] ?? column),
          },
  }
}

function goOn(
  source: ImportedTicket,
  present: PresentTicket,
  names: Names,
  events: readonly ImportedEvent[],
  isLog: boolean,
  part: number,
): Telling {
  const kept = new Set(
    present.changedHere.flatMap((column) => bound.find((group) => group.includes(column)) ?? [column]),
  )
  return {
    names,
    source,
    record: { ...present.record },
    fields: withFullTimes(present.fields),
    category: categoryBefore(source, events),
    events: [],
    hands: [],
    kept,
    conflicts: new Map(),
    origin: (line) => (isLog ? { line, part } : { part }),
  }
}

/** A category is a pair of fields, of which a row may tell only one. */
function categoryBefore(source: ImportedTicket, events: readonly ImportedEvent[]): Telling['category'] {
  const category: Telling['category'] = { category: null, subcategory: null }
  for (const event of source.events) {
    if (events.includes(event)) break
    for (const [field, value] of valuesOf(event))
      if (field === 'category' || field === 'subcategory')
        category[field] = typeof value === 'string' ? value : null
  }
  return category
}

/** A ticket is new once: a file that begins in the middle of its past may call it new all the same. */
function withoutNewness(telling: Telling): (event: ImportedEvent) => ImportedEvent {
  return (event) =>
    event.values?.state === 'new' && telling.record.state !== 'new'
      ? { ...event, values: { ...event.values, state: 'open' } }
      : event
}

/** What is only known of the ticket as a whole, as far as nobody here has decided on it. */
function tellEnd(telling: Telling): void {
  const { source, kept, record, events } = telling
  const last = events.at(-1)
  if (!last) return
  const changes: Partial<RecordRow> = {
    ...(kept.has('title') || source.title === record.title ? {} : { title: source.title }),
    ...(kept.has('tags') || source.tags.length === 0 || same(source.tags, record.tags)
      ? {}
      : { tags: [...source.tags] }),
  }
  if (Object.keys(changes).length > 0) {
    const before = last.data.changes as object | undefined
    const told = Object.entries(changes).map(([column, to]) => [
      column,
      [(before as Record<string, [unknown]>)?.[column]?.[0] ?? record[column as keyof RecordRow], to],
    ])
    last.data = { ...last.data, changes: { ...before, ...Object.fromEntries(told) } }
    telling.record = { ...record, ...changes }
  }
  if (kept.has('state') || !isDone(source.state)) return
  tellFinals(telling, {
    ...(source.resolutionCode === null ? {} : { resolution_code: source.resolutionCode }),
    resolved_at: source.resolvedAt,
    closed_at: source.closedAt,
  })
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index])
}

/** Times as the file's are written, so that the same moment is the same text. */
function withFullTimes(fields: TicketFields): TicketFields {
  const full = (time: string | null) => (time === null ? null : new Date(time).toISOString())
  return {
    ...fields,
    resolved_at: full(fields.resolved_at),
    closed_at: full(fields.closed_at),
    first_response_at: full(fields.first_response_at),
    last_word_at: full(fields.last_word_at),
  }
}
