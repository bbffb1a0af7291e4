import { type Cell, type CompiledMapping, shortened } from '../mapping/compile.ts'
import type { Channel, ResolutionCode, TicketKind, TicketState } from '../mapping/vocabulary.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket, Level } from './imported-ticket.ts'

/** A ticket's fields by their names in the mapping, tracked or not. */
export type Values = Record<string, Cell>

/** The cells of a row by field, over the mapping's constants; of final columns only when the row is the last one. */
export function rowValues(cells: readonly Cell[], compiled: CompiledMapping, isLast = false): Values {
  const values: Values = { ...compiled.mapping.constants }
  for (const [index, { field, fallback, isFinal }] of compiled.columns.entries()) {
    const cell = isFinal && !isLast ? fallback : (cells[index] ?? fallback)
    const before = values[field]
    // Several columns may give tags.
    values[field] = Array.isArray(before) && Array.isArray(cell) ? [...new Set([...before, ...cell])] : cell
  }
  return values
}

const fallback_title_max = 200

/**
 * The title: the mapped one, else the template with its empty places (and what separated them) left out, else the
 * kind and key. A place is a field's name in braces, such as `{category} – {field.symptom}`.
 */
export function titleOf(key: string, values: Values, compiled: CompiledMapping): string {
  if (typeof values.title === 'string' && values.title) return values.title
  const template = compiled.mapping.titleTemplate
  if (template) {
    // A missing value takes one separator beside it along: "{category} – {field.symptom}" becomes "Network".
    const filled = template
      .replace(/\{([^{}]+)\}/g, (_, name: string) => text(values[name]) ?? '\0')
      .replace(/\s*[–—\-:,|/]\s*\0|\0\s*[–—\-:,|/]\s*/g, '')
      .replaceAll('\0', '')
      .replace(/\s+/g, ' ')
      .trim()
    if (filled && /[\p{L}\p{N}]/u.test(filled)) return shortened(filled, fallback_title_max)
  }
  return shortened(
    `Imported ${String(values.kind ?? 'incident').replace('_', ' ')} ${key}`,
    fallback_title_max,
  )
}

/** A cell as text; null when it is empty. */
export function text(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || cell === '') return null
  return Array.isArray(cell) ? cell.join(', ') : String(cell)
}

/** What a source kind must find out by itself, beside the values of the ticket's fields. */
export type Found = {
  key: string
  createdAt: string
  updatedAt: string
  resolvedAt: string | null
  closedAt: string | null
  reopenCount: number
  reassignCount: number
  openedByName: string | null
  messages: ImportedMessage[]
  events: ImportedEvent[]
  rows: number
}

/** Puts a ticket together. The mapping's readers have already checked every word and level. */
export function assemble(values: Values, found: Found): ImportedTicket {
  const { key, ...rest } = found
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    const own = text(value)
    if (name.startsWith('field.') && own !== null) fields[name.slice('field.'.length)] = own
  }
  return {
    externalKey: key,
    number: text(values.number),
    kind: (values.kind ?? 'incident') as TicketKind,
    title: String(values.title),
    state: (values.state ?? 'new') as TicketState,
    priority: (values.priority ?? null) as Level | null,
    impact: (values.impact ?? null) as Level | null,
    urgency: (values.urgency ?? null) as Level | null,
    category: text(values.category),
    subcategory: text(values.subcategory),
    requesterName: text(values.requester),
    ownerName: text(values.owner),
    teamName: text(values.team),
    placeName: text(values.place),
    assetName: text(values.asset),
    channel: (values.channel ?? 'import') as Channel,
    resolutionCode: (values.resolutionCode ?? null) as ResolutionCode | null,
    tags: (values.tags ?? []) as readonly string[],
    fields,
    ...rest,
  }
}
