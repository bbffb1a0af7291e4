import { hash } from 'node:crypto'
import type { Cell, CompiledMapping } from '../mapping/compile.ts'
import { isDone, isTracked } from '../mapping/vocabulary.ts'
import { assemble, rowValues, text, titleOf, type Values } from './assemble.ts'
import type { ImportedAction, ImportedEvent, ImportedTicket, RowMark } from './imported-ticket.ts'
import { addNote, type NoteCode, type PlanReport, skipLine } from './report.ts'
import { inOrder, isRepeat, type Revision, sameCell } from './revision.ts'

type Noter = (code: NoteCode, line: number, text: string) => void

// An unknown value of one of these says nothing: a ticket always has a state, so the one before it stays.
const stickyFields: ReadonlySet<string> = new Set([
  'kind',
  'title',
  'state',
  'priority',
  'impact',
  'urgency',
  'channel',
])

/** A ticket from all its rows of an event log; its events are the differences between one row and the next. */
export function ticketFromLog(
  key: string,
  revisions: Revision[],
  compiled: CompiledMapping,
  report: PlanReport,
): ImportedTicket {
  const note: Noter = (code, line, words) => addNote(report, { code, key, line, text: words })
  const rows = withoutRepeats(revisions, compiled, report, note)
  // A group has at least one row, and a repeat drops only the second of two.
  const first = rows[0]!
  const last = rows[rows.length - 1]!
  const firstValues = rowValues(first.cells, compiled)
  const lastValues = rowValues(last.cells, compiled)
  const createdAt = createdTime(first, firstValues, note)
  const openedByName = text(firstValues.openedBy)
  const { events, values } = replayRows(rows, createdAt, openedByName ?? first.actor, compiled, note)
  const doneEvent = isDone(String(values.state)) ? lastDone(events) : undefined
  const finals = finalValues(last, compiled)
  if (doneEvent) addFinals(events, doneEvent, values, finals)
  else if (Object.values(finals).some((value) => value !== null)) {
    note(
      'final-values-of-unfinished-ticket',
      last.line,
      'The ticket does not end resolved or closed; its final values are left out.',
    )
  }
  const title = titleOf(key, { ...lastValues, ...values }, compiled)
  values.title = title
  if (events[0]?.values) events[0].values.title ??= title
  const known = { ...lastValues, ...(doneEvent ? finals : {}) }
  const isResolved = values.state === 'resolved' || values.state === 'closed'
  return assemble(
    { ...values, number: lastValues.number ?? null, tags: lastValues.tags ?? [] },
    {
      key,
      createdAt,
      updatedAt: events[events.length - 1]?.at ?? createdAt,
      resolvedAt: isResolved ? (text(known.resolvedAt) ?? doneEvent?.at ?? null) : null,
      closedAt: values.state === 'closed' ? (text(known.closedAt) ?? lastAtState(events, 'closed')) : null,
      reopenCount:
        count(lastValues.reopenCount) ?? events.filter(({ action }) => action === 'reopened').length,
      reassignCount: count(lastValues.reassignCount) ?? reassignedRows(events),
      openedByName,
      messages: [],
      events,
      rows: rows.length,
    },
  )
}

function withoutRepeats(
  revisions: Revision[],
  compiled: CompiledMapping,
  report: PlanReport,
  note: Noter,
): Revision[] {
  const hasSequence = compiled.mapping.sequence !== undefined
  const { ordered, isSorted } = inOrder(revisions, hasSequence)
  if (isSorted)
    note(
      'sorted-rows',
      ordered[0]?.line ?? 0,
      'The rows were not in the order of their times or sequence and were sorted.',
    )
  if (!hasSequence) return ordered
  const bySequence = new Map<number, Revision[]>()
  return ordered.filter((revision) => {
    const same = bySequence.get(revision.sequence)
    if (!same) {
      bySequence.set(revision.sequence, [revision])
      return true
    }
    if (same.some((other) => isRepeat(other, revision))) {
      report.rows_repeated++
      skipLine(report, revision.line)
      note('repeated-row', revision.line, 'The row repeats another one of this ticket and is left out.')
      return false
    }
    same.push(revision)
    note(
      'repeated-sequence',
      revision.line,
      `The sequence ${revision.sequence} occurs again with other values; both rows are taken.`,
    )
    return true
  })
}

function createdTime(first: Revision, values: Values, note: Noter): string {
  const opened = text(values.createdAt)
  if (opened === null) return first.at
  if (opened <= first.at) return opened
  note(
    'opened-after-first-row',
    first.line,
    `Opened at ${opened}, after the first row at ${first.at}, which is taken instead.`,
  )
  return first.at
}

function replayRows(
  rows: Revision[],
  createdAt: string,
  createdBy: string | null,
  compiled: CompiledMapping,
  note: Noter,
): { events: ImportedEvent[]; values: Values } {
  // A group has at least one row.
  const first = rows[0]!
  const all = { kind: 'incident', channel: 'import', ...rowValues(first.cells, compiled) }
  const values: Values = Object.fromEntries(Object.entries(all).filter(([field]) => isTracked(field)))
  if (values.state === null)
    note('state-unknown', first.line, 'The first row has no known state; the ticket begins as new.')
  const firstState = values.state ?? 'new'
  // The row tells how the ticket was at its own time; how it was when it was opened is known to be new. One that
  // was solved while it was filed was filed all the same.
  const startsLater = firstState !== 'new' && (first.at > createdAt || isDone(String(firstState)))
  values.state = startsLater ? 'new' : firstState
  const nothing = { field: null, from: null, to: null }
  const events: ImportedEvent[] = [
    {
      at: createdAt,
      line: first.line,
      action: 'created',
      actorName: createdBy,
      ...nothing,
      values: { ...values },
    },
  ]
  const markOf = marker(compiled)
  const created = events[0] as ImportedEvent
  created.row = { at: first.at, mark: markOf(first) }
  let at = createdAt
  let rowBefore = first
  for (const row of startsLater ? rows : rows.slice(1)) {
    if (row.at < rowBefore.at) {
      note(
        'time-went-back',
        row.line,
        `The row's time ${row.at} is before that of the row before it, ${rowBefore.at}.`,
      )
    }
    rowBefore = row
    if (row.at > at) at = row.at
    const mark = row === first ? created.row.mark : markOf(row)
    addChanges(events, values, row, { at, mark }, compiled, note)
  }
  return { events, values }
}

/**
 * Marks by which the rows of a ticket are told from each other in any file: the sequence, else what the row says;
 * of several that are the same in that, also which of them it is.
 */
function marker(compiled: CompiledMapping): (row: Revision) => string {
  const counts = new Map<string, number>()
  return (row) => {
    const said =
      compiled.mapping.sequence === undefined
        ? hash(
            'sha1',
            JSON.stringify([row.actor, row.cells.filter((_, index) => !compiled.columns[index]?.isFinal)]),
          ).slice(0, 12)
        : String(row.sequence)
    const count = (counts.get(said) ?? 0) + 1
    counts.set(said, count)
    return count === 1 ? said : `${said}#${count}`
  }
}

/** Adds the events of one row, and changes `values` to what holds after it. */
function addChanges(
  events: ImportedEvent[],
  values: Values,
  row: Revision,
  told: RowMark,
  compiled: CompiledMapping,
  note: Noter,
): void {
  const before = events.length
  const base = { at: told.at, line: row.line, actorName: row.actor, row: told }
  for (const [index, { field, isTracked, isFinal }] of compiled.columns.entries()) {
    if (!isTracked || isFinal) continue
    const from = values[field] ?? null
    let to = row.cells[index] ?? null
    if (to === null && field === 'state')
      note('state-unknown', row.line, `The state is unknown; it stays ${from}.`)
    if (to === null && stickyFields.has(field)) continue
    // A ticket is new once: put back into the queue, it is open.
    if (field === 'state' && to === 'new' && from !== 'new') to = 'open'
    if (sameCell(from, to)) continue
    values[field] = to
    events.push({ ...base, action: actionOf(field, from, to), field, from, to })
  }
  if (events.length === before) events.push({ ...base, action: 'updated', field: null, from: null, to: null })
}

function actionOf(field: string, from: Cell, to: Cell): ImportedAction {
  if (field === 'team' || field === 'owner') return 'reassigned'
  if (field === 'priority' || field === 'impact' || field === 'urgency') return 'priority_changed'
  if (field !== 'state') return 'field_changed'
  if (isDone(String(from)) && !isDone(String(to))) return 'reopened'
  if (to === 'resolved' || to === 'closed' || to === 'cancelled') return to
  return 'state_changed'
}

/** The event by which the ticket was done for the last time. */
function lastDone(events: ImportedEvent[]): ImportedEvent | undefined {
  const isEntry = (event: ImportedEvent) =>
    event.field === 'state' && !isDone(String(event.from)) && isDone(String(event.to))
  return events.findLast(isEntry)
}

function lastAtState(events: ImportedEvent[], state: string): string | null {
  return (
    events.findLast((event) => event.field === 'state' && event.to === state)?.at ?? events[0]?.at ?? null
  )
}

/** The final columns as the last row tells them. */
function finalValues(last: Revision, compiled: CompiledMapping): Values {
  const finals = compiled.columns
    .map(({ field, isFinal }, index): [string, Cell] | undefined =>
      isFinal ? [field, last.cells[index] ?? null] : undefined,
    )
    .filter((entry) => entry !== undefined)
  return Object.fromEntries(finals)
}

/** Final values became known when the ticket was done, so that is where the timeline tells them. */
function addFinals(events: ImportedEvent[], doneEvent: ImportedEvent, values: Values, finals: Values): void {
  const { at, line, actorName, row } = doneEvent
  const added = Object.entries(finals)
    .filter(([field, to]) => isTracked(field) && to !== null)
    .map(
      ([field, to]): ImportedEvent => ({
        at,
        line,
        actorName,
        action: 'field_changed',
        field,
        from: null,
        to,
        ...(row === undefined ? {} : { row }),
      }),
    )
  for (const { field, to } of added) if (field !== null) values[field] = to
  events.splice(events.indexOf(doneEvent) + 1, 0, ...added)
}

function count(cell: Cell | undefined): number | undefined {
  return typeof cell === 'number' ? cell : undefined
}

/** Rows in which a ticket passed on from a team or an owner that it had. */
function reassignedRows(events: ImportedEvent[]): number {
  const lines = events
    .filter(({ action, from }) => action === 'reassigned' && from !== null)
    .map(({ line }) => line)
  return new Set(lines).size
}
