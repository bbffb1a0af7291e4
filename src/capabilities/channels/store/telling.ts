/** How the fields of a file become columns of a ticket's two rows. */
import type { EventRow } from '../../../core/records/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { type HandRow, type TicketFields, ticketLife } from '../../tickets/index.ts'
import { isDone, type TicketState } from '../import/mapping/vocabulary.ts'
import type { ImportedEvent, ImportedTicket } from '../import/plan/imported-ticket.ts'
import { categoryKey, type Names, nameKey, policyOf } from './kept-names.ts'

/** What is known of the ticket while its timeline is told. */
export type Telling = {
  names: Names
  source: ImportedTicket
  record: RecordRow
  fields: TicketFields
  category: { category: string | null; subcategory: string | null }
  events: EventRow[]
  hands: HandRow[]
  /** Columns that were changed here since the last import: what a file says of them is not taken. */
  kept: ReadonlySet<string>
  /** Those of them of which the file says something new, with the line that does. */
  conflicts: Map<string, number>
  /** What the timeline says of where a line comes from. */
  origin(line: number): { line?: number; part?: number }
}

export type Translated = { changes: Partial<RecordRow>; fields: Partial<TicketFields>; own: string[] }

/** The file's fields as columns of both rows; of one's own fields only the names, since words stay out of events. */
export function translate(telling: Telling, values: readonly (readonly [string, unknown])[]): Translated {
  const { names } = telling
  const changes: Partial<RecordRow> = {}
  const fields: Partial<TicketFields> = {}
  const own: string[] = []
  for (const [field, value] of values) {
    const text = typeof value === 'string' ? value : null
    switch (field) {
      case 'state':
        if (text !== null) changes.state = text
        break
      case 'title':
        if (text !== null) changes.title = text
        break
      case 'priority':
        changes.priority = typeof value === 'number' ? value : null
        break
      case 'team':
        changes.team_id = text === null ? null : (names.teams.get(nameKey(text)) ?? null)
        break
      case 'owner':
        changes.owner_id = person(names, text)
        break
      case 'requester':
        changes.requester_id = person(names, text)
        break
      case 'kind':
        if (text !== null) fields.ticket_kind = text
        break
      case 'channel':
        if (text !== null) fields.channel = text
        break
      case 'impact':
      case 'urgency':
        fields[field] = typeof value === 'number' ? value : 3
        break
      case 'place':
        fields.place_id = text === null ? null : (names.places.get(nameKey(text)) ?? null)
        break
      case 'asset':
        fields.device = asset(names, text)
        break
      case 'resolutionCode':
        fields.resolution_code = text
        break
      case 'category':
      case 'subcategory':
        telling.category = { ...telling.category, [field]: text }
        fields.category_id = categoryId(telling)
        break
      default:
        own.push(field.replace(/^field\./, ''))
    }
  }
  return { changes, fields, own }
}

function categoryId({ names, category: { category, subcategory } }: Telling): string | null {
  return category === null ? null : (names.categories.get(categoryKey(category, subcategory)) ?? null)
}

export function person(names: Names, name: string | null): string | null {
  return name === null ? null : (names.people.get(nameKey(name)) ?? null)
}

function asset(names: Names, name: string | null): string | null {
  if (name === null) return null
  const policy = policyOf(names.mapping, 'assets')
  if (policy.do === 'create') return name
  return policy.do === 'map-to' ? policy.name : null
}

/** The fields that an event sets; a creation sets all of them. */
export function valuesOf(event: ImportedEvent): [string, unknown][] {
  if (event.values) return Object.entries(event.values)
  return event.field === null ? [] : [[event.field, event.to]]
}

/** Leaves out what was changed here, and notes what of it the file would have changed otherwise. */
export function withoutKept(
  telling: Telling,
  { changes, fields, own }: Translated,
  line: number,
): Translated {
  const { kept, conflicts } = telling
  if (kept.size === 0) return { changes, fields, own }
  const taken = <T extends object>(values: T, present: object): T =>
    Object.fromEntries(
      Object.entries(values).filter(([column, value]) => {
        if (!kept.has(column)) return true
        const isSame = (present as Record<string, unknown>)[column] === value
        if (!isSame && !conflicts.has(column)) conflicts.set(column, line)
        return false
      }),
    ) as T
  return { changes: taken(changes, telling.record), fields: taken(fields, telling.fields), own }
}

/** When it was done, as the moves alone tell it. */
export function doneTimes(telling: Telling, from: TicketState, at: string): Partial<TicketFields> {
  const to = telling.record.state as TicketState
  if (from === to) return {}
  const { resolved_at, reopened_count } = telling.fields
  if (isDone(from) && !isDone(to))
    return { resolved_at: null, closed_at: null, reopened_count: reopened_count + 1 }
  if (to === 'resolved') return { resolved_at: at, closed_at: null }
  if (to === 'closed') return { resolved_at: resolved_at ?? at, closed_at: at }
  return {}
}

export function withCategory(record: RecordRow): RecordRow {
  return { ...record, category: ticketLife.states[record.state as TicketState] }
}

/** The action that would have made the move; what moved nothing is an assignment or an edit. */
export function verbOf(from: string, to: string, changed: object): string {
  if (from !== to) {
    if (isDone(from) && !isDone(to)) return 'tickets.reopen'
    if (to === 'open') return from === 'new' ? 'tickets.start' : 'tickets.resume'
    const moves: Record<string, string> = {
      resolved: 'tickets.resolve',
      closed: 'tickets.close',
      cancelled: 'tickets.cancel',
      waiting_on_requester: 'tickets.ask',
      waiting_on_vendor: 'tickets.wait_vendor',
      scheduled: 'tickets.schedule',
    }
    return moves[to] ?? 'tickets.edit'
  }
  return 'team_id' in changed || 'owner_id' in changed ? 'tickets.assign' : 'tickets.edit'
}
