/** Which rows and messages of a file follow those that an earlier import of the same ticket has stored. */
import { hash } from 'node:crypto'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from '../import/plan/imported-ticket.ts'
import { trackedValues } from '../import/plan/imported-ticket.ts'

/** How far a ticket was imported: to this moment, and of this moment these. */
export type Through = { at: string; marks: string[] }

/** What a file adds to a ticket that is there. */
export type Later = {
  events: ImportedEvent[]
  messages: ImportedMessage[]
  /** How many rows of the file it is made of. */
  rows: number
  /** Rows of a log that an earlier import should have brought and did not. */
  missed: number
}

/** How far the ticket goes. */
export function throughOf(source: ImportedTicket): Through {
  const items = itemsOf(source)
  // The list is never empty.
  const at = [source.updatedAt, ...items.map((item) => item.at)].sort().at(-1) as string
  return { at, marks: [...new Set(items.filter((item) => item.at === at).map((item) => item.mark))] }
}

/**
 * What comes after `through`; undefined when there is nothing. A file may bring the whole past again or only what is
 * new. `rowsBefore` is how many rows were imported before.
 */
export function laterThan(source: ImportedTicket, through: Through, rowsBefore: number): Later | undefined {
  const marks = new Set(through.marks)
  const isNew = ({ at, mark }: Item) => at > through.at || (at === through.at && !marks.has(mark))
  const items = itemsOf(source)
  const fresh = items.filter(isNew)
  const rows = fresh.filter((item): item is RowItem => 'events' in item)
  const messages = fresh.flatMap((item) => ('message' in item ? [item.message] : []))
  const events = rows.flatMap(eventsOf)
  const isLog = source.events[0]?.row !== undefined
  if (!isLog) return laterTalk(source, through, events, messages, items.length > fresh.length)
  if (events.length === 0) return undefined
  const old = items.length - fresh.length
  return { events, messages, rows: rows.length, missed: Math.max(0, old === 0 ? 0 : old - rowsBefore) }
}

/** A snapshot or a thread tells its fields as they are at its end, and not when each of them changed. */
function laterTalk(
  source: ImportedTicket,
  through: Through,
  events: ImportedEvent[],
  messages: ImportedMessage[],
  isWhole: boolean,
): Later | undefined {
  const isLater = source.updatedAt > through.at
  if (!isLater && events.length === 0 && messages.length === 0) return undefined
  const last: ImportedEvent = {
    at: isLater ? source.updatedAt : through.at,
    line: source.events[0]?.line ?? 0,
    action: 'updated',
    actorName: null,
    field: null,
    from: null,
    to: null,
    values: trackedValues(source),
  }
  const moves = events.filter((event) => event.values === undefined)
  return { events: [...moves, last], messages, rows: isWhole ? 0 : source.rows, missed: 0 }
}

type Item = RowItem | { at: string; mark: string; message: ImportedMessage }
type RowItem = { at: string; mark: string; events: ImportedEvent[] }

/** The rows and messages of the ticket, each with its time and mark. */
function itemsOf(source: ImportedTicket): Item[] {
  const rows: RowItem[] = []
  for (const event of source.events) {
    const before = rows.at(-1)
    const { at, mark } = event.row ?? { at: event.at, mark: '' }
    // The creation of a ticket that was filed before its first row is told by that row as well.
    if (before && isOneRow(before.events[0] as ImportedEvent, event)) {
      before.events.push(event)
      before.at = at
    } else rows.push({ at, mark, events: [event] })
  }
  for (const row of rows) row.mark ||= markOf(row.events)
  return [...rows, ...source.messages.map((message) => ({ at: message.at, mark: markOf(message), message }))]
}

/** The first row of a file that begins in the middle is no creation: it says how everything is at its own time. */
function eventsOf({ at, events }: RowItem): ImportedEvent[] {
  const [first, ...rest] = events
  if (!first?.values || first.row === undefined) return events
  const { state, ...values } = first.values
  const told = rest.some((event) => event.field === 'state') ? values : { ...values, state: state ?? null }
  return [{ ...first, at, values: told }, ...rest]
}

function isOneRow(first: ImportedEvent, event: ImportedEvent): boolean {
  if (first.row !== undefined) return first.line === event.line
  return first.line === event.line && first.at === event.at && first.values === undefined
}

function markOf(item: ImportedMessage | readonly ImportedEvent[]): string {
  const said =
    'body' in item
      ? [item.authorName, item.isPublic, item.body]
      : item.map(({ action, field, to }) => [action, field, to])
  return hash('sha1', JSON.stringify(said)).slice(0, 12)
}
