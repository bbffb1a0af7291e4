import type { Cell } from '../mapping/compile.ts'
import type { AuthorRole, Channel, ResolutionCode, TicketKind, TicketState } from '../mapping/vocabulary.ts'

/** Impact, urgency or priority: 1 is the highest, 4 the lowest. */
export type Level = 1 | 2 | 3 | 4

export type ImportedAction =
  | 'created'
  | 'state_changed'
  | 'resolved'
  | 'closed'
  | 'cancelled'
  | 'reopened'
  | 'reassigned'
  | 'priority_changed'
  | 'field_changed'
  /** A row of the log in which nothing that is imported changed. */
  | 'updated'

/**
 * One step of a ticket's timeline. A row of a log gives one event a changed field, all with its `line`; `field` is
 * named as in the mapping (`state`, `team`, `field.symptom`). The first event, `created`, has all values in
 * `values` instead. Times of a ticket's events never go back.
 */
export type ImportedEvent = {
  at: string
  line: number
  action: ImportedAction
  actorName: string | null
  field: string | null
  from: Cell
  to: Cell
  values?: Record<string, Cell>
  /** Of a log: the row that tells it, to be known again in a later file, whatever its line is there. */
  row?: RowMark
}

/** The time of a row, and what tells it from the others of its ticket at that time. */
export type RowMark = { at: string; mark: string }

/** One message; `lines` are the rows that its sentences stood on. */
export type ImportedMessage = {
  at: string
  authorName: string | null
  authorRole: AuthorRole
  isPublic: boolean
  body: string
  lines: number[]
}

/** A ticket as a file tells it, with names instead of ids. Times are ISO 8601 in UTC. */
export type ImportedTicket = {
  externalKey: string
  number: string | null
  kind: TicketKind
  title: string
  state: TicketState
  priority: Level | null
  impact: Level | null
  urgency: Level | null
  category: string | null
  subcategory: string | null
  requesterName: string | null
  openedByName: string | null
  ownerName: string | null
  teamName: string | null
  placeName: string | null
  assetName: string | null
  channel: Channel
  createdAt: string
  updatedAt: string
  resolvedAt: string | null
  closedAt: string | null
  resolutionCode: ResolutionCode | null
  reopenCount: number
  reassignCount: number
  tags: readonly string[]
  fields: Record<string, string>
  messages: ImportedMessage[]
  events: ImportedEvent[]
  /** How many rows of the file it was made of. */
  rows: number
}

/** The tracked fields after the given events (all of them by default): what the timeline alone says of a ticket. */
export function replay(events: readonly ImportedEvent[]): Record<string, Cell> {
  const values: Record<string, Cell> = {}
  for (const event of events) {
    if (event.action === 'created') Object.assign(values, event.values)
    else if (event.field !== null) values[event.field] = event.to
  }
  return values
}

/** The tracked fields of a finished ticket, to compare with what its events replay to. */
export function trackedValues(ticket: ImportedTicket): Record<string, Cell> {
  const own = Object.entries(ticket.fields).map(([name, value]) => [`field.${name}`, value])
  return {
    kind: ticket.kind,
    title: ticket.title,
    state: ticket.state,
    priority: ticket.priority,
    impact: ticket.impact,
    urgency: ticket.urgency,
    category: ticket.category,
    subcategory: ticket.subcategory,
    requester: ticket.requesterName,
    owner: ticket.ownerName,
    team: ticket.teamName,
    place: ticket.placeName,
    asset: ticket.assetName,
    channel: ticket.channel,
    resolutionCode: ticket.resolutionCode,
    ...Object.fromEntries(own),
  }
}
