import type { CompiledMapping } from '../mapping/compile.ts'
import { isTracked } from '../mapping/vocabulary.ts'
import { assemble, rowValues, text, titleOf } from './assemble.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from './imported-ticket.ts'
import type { PlanReport } from './report.ts'
import type { Revision } from './revision.ts'

/**
 * A ticket from its one row. Of its past only what the row dates is told: created, resolved, closed; any other
 * state is reached at the last update. A row without a creation time counts as created at its first known time.
 */
export function ticketFromSnapshot(
  key: string,
  revisions: Revision[],
  compiled: CompiledMapping,
  _report: PlanReport,
): ImportedTicket {
  // A snapshot's group is one row.
  const row = revisions[0]!
  const values = rowValues(row.cells, compiled, true)
  values.kind ??= 'incident'
  values.channel ??= 'import'
  values.state ??= 'new'
  values.title = titleOf(key, values, compiled)
  const state = String(values.state)
  const isResolved = state === 'resolved' || state === 'closed'
  const times = [values.createdAt, values.resolvedAt, values.closedAt, values.updatedAt].map((cell) =>
    text(cell ?? null),
  )
  const known = times.filter((time) => time !== null).sort()
  const createdAt = times[0] ?? known[0] ?? row.at
  const later = (time: string | null) => (time !== null && time > createdAt ? time : createdAt)
  const updatedAt = later(known[known.length - 1] ?? null)
  const resolvedAt = isResolved ? later(times[1] ?? times[2] ?? times[3] ?? null) : null
  const closedAt = state === 'closed' ? later(laterOf(times[2] ?? resolvedAt, resolvedAt)) : null
  const openedByName = text(values.openedBy)
  const requester = text(values.requester)
  const events = snapshotEvents(
    row,
    values,
    { createdAt, updatedAt, resolvedAt, closedAt },
    openedByName ?? requester,
  )
  const description = text(values.description)
  const messages: ImportedMessage[] = description
    ? [
        {
          at: createdAt,
          authorName: requester ?? openedByName,
          authorRole: 'requester',
          isPublic: true,
          body: description,
          lines: [row.line],
        },
      ]
    : []
  return assemble(values, {
    key,
    createdAt,
    updatedAt,
    resolvedAt,
    closedAt,
    reopenCount: typeof values.reopenCount === 'number' ? values.reopenCount : 0,
    reassignCount: typeof values.reassignCount === 'number' ? values.reassignCount : 0,
    openedByName,
    messages,
    events,
    rows: 1,
  })
}

function laterOf(a: string | null, b: string | null): string | null {
  return a !== null && (b === null || a > b) ? a : b
}

type Times = { createdAt: string; updatedAt: string; resolvedAt: string | null; closedAt: string | null }

function snapshotEvents(
  { line }: Revision,
  values: Record<string, ImportedEvent['to']>,
  { createdAt, updatedAt, resolvedAt, closedAt }: Times,
  createdBy: string | null,
): ImportedEvent[] {
  const state = String(values.state)
  const atCreation = Object.fromEntries(Object.entries(values).filter(([field]) => isTracked(field)))
  const created: ImportedEvent = {
    at: createdAt,
    line,
    action: 'created',
    actorName: createdBy,
    field: null,
    from: null,
    to: null,
    values: { ...atCreation, state: 'new' },
  }
  const events = [created]
  const move = (at: string, from: string, to: string, action: ImportedEvent['action']) =>
    events.push({ at, line, action, actorName: null, field: 'state', from, to })
  if (state === 'new') return events
  if (state === 'resolved') move(resolvedAt ?? updatedAt, 'new', 'resolved', 'resolved')
  else if (state === 'closed') {
    const wasResolved = resolvedAt !== null && closedAt !== null && resolvedAt < closedAt
    if (wasResolved) move(resolvedAt, 'new', 'resolved', 'resolved')
    move(closedAt ?? updatedAt, wasResolved ? 'resolved' : 'new', 'closed', 'closed')
  } else if (state === 'cancelled') move(updatedAt, 'new', 'cancelled', 'cancelled')
  else move(updatedAt, 'new', state, 'state_changed')
  return events
}
