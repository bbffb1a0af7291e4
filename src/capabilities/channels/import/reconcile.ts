import { dateReader } from './mapping/dates.ts'
import type { ColumnMapping, Mapping } from './mapping/mapping.ts'
import type { ImportedTicket } from './plan/imported-ticket.ts'
import type { Row } from './read/row.ts'

/**
 * The counts by which a file and what was made of it are compared. `events` is the number of the log's rows;
 * `reopened` and `reassigned` count tickets to which that happened at least once.
 */
export type Counts = {
  tickets: number
  events: number
  reopened: number
  reassigned: number
  messages: number
  publicMessages: number
  byState: Record<string, number>
  byPriority: Record<string, number>
}

export type Difference = { count: string; expected: number; actual: number }

type LogRow = {
  line: number
  at: string
  sequence: number
  state: string | null
  priority: string | null
  team: string
  owner: string
  reopens: number
  reassigns: number
}

/**
 * The counts straight from a file's rows, without the planner: every row that is not in `skippedLines` (those
 * that the planner reported as bad or repeated), grouped by key, states and priorities by the mapping's tables.
 *
 * It is written to be simple rather than fast, and shares with the planner only the reading of files and dates.
 */
export async function countFile(
  rows: AsyncIterable<Row>,
  mapping: Mapping,
  skippedLines: ReadonlySet<number> = new Set(),
): Promise<Counts> {
  const byKey = new Map<string, LogRow[]>()
  const messages = new Map<string, boolean>()
  const read = rowReader(mapping)
  let events = 0
  for await (const row of rows) {
    if (skippedLines.has(row.line)) continue
    events++
    const key = (row.values[mapping.key] ?? '').trim()
    const list = byKey.get(key)
    if (list) list.push(read(row))
    else byKey.set(key, [read(row)])
    if (mapping.source !== 'event-log') addMessage(messages, key, row, mapping)
  }
  const counts = emptyCounts()
  counts.events = events
  counts.tickets = byKey.size
  counts.messages = messages.size
  counts.publicMessages = [...messages.values()].filter((isPrivate) => !isPrivate).length
  for (const list of byKey.values()) addLog(counts, sorted(list, mapping), mapping)
  return counts
}

/** The same counts from planned tickets. */
export async function countTickets(
  tickets: AsyncIterable<ImportedTicket> | Iterable<ImportedTicket>,
): Promise<Counts> {
  const counts = emptyCounts()
  for await (const ticket of tickets) addTicket(counts, ticket)
  return counts
}

/** Adds one ticket, for those who read the tickets for another purpose at the same time. */
export function addTicket(counts: Counts, ticket: ImportedTicket): void {
  const eventLines = new Set(ticket.events.map(({ line }) => line))
  const messageLines = ticket.messages.flatMap(({ lines }) => lines)
  // A log's rows are all in its events; a thread's rows are in its messages, but for empty ones.
  counts.events += Math.max(eventLines.size, messageLines.length === 0 ? 0 : ticket.rows)
  counts.tickets++
  if (ticket.reopenCount > 0) counts.reopened++
  if (ticket.reassignCount > 0) counts.reassigned++
  counts.messages += ticket.messages.length
  counts.publicMessages += ticket.messages.filter(({ isPublic }) => isPublic).length
  add(counts.byState, ticket.state)
  add(counts.byPriority, String(ticket.priority ?? 'none'))
}

export function emptyCounts(): Counts {
  return {
    tickets: 0,
    events: 0,
    reopened: 0,
    reassigned: 0,
    messages: 0,
    publicMessages: 0,
    byState: {},
    byPriority: {},
  }
}

/** Every count that differs; an empty list means that nothing was lost or doubled. */
export function compareCounts(expected: Counts, actual: Counts): Difference[] {
  const flatExpected = flat(expected)
  const flatActual = flat(actual)
  const names = new Set([...Object.keys(flatExpected), ...Object.keys(flatActual)])
  return [...names]
    .map((count) => ({ count, expected: flatExpected[count] ?? 0, actual: flatActual[count] ?? 0 }))
    .filter(({ expected, actual }) => expected !== actual)
}

function flat({ byState, byPriority, ...rest }: Counts): Record<string, number> {
  const named = (prefix: string, counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix} ${name}`, count]))
  return { ...rest, ...named('state', byState), ...named('priority', byPriority) }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

function rowReader(mapping: Mapping): (row: Row) => LogRow {
  const date = dateReader(mapping.dates.pattern, mapping.dates.zone, mapping.dates.whenUnclear)
  const unknown = new Set(['', ...(mapping.unknown ?? [])])
  const column = (field: string) => mapping.columns.find((candidate) => candidate.field === field)
  const [state, priority] = [column('state'), column('priority')]
  const [team, owner] = [column('team'), column('owner')]
  const [reopens, reassigns] = [column('reopenCount'), column('reassignCount')]
  const text = (row: Row, name: string | undefined) =>
    name === undefined ? '' : (row.values[name] ?? '').trim()
  const word = (row: Row, mapped: ColumnMapping | undefined, constant: string): string | null => {
    const value = text(row, mapped?.column)
    const fallback = mapping.constants?.[constant]
    if (!mapped) return fallback === undefined ? null : String(fallback)
    const found = mapped.values && Object.hasOwn(mapped.values, value) ? mapped.values[value] : undefined
    if (found !== undefined) return found === null ? null : String(found)
    if (unknown.has(value)) return fallback === undefined ? null : String(fallback)
    if (typeof mapped.otherwise === 'object')
      return mapped.otherwise.use === null ? null : String(mapped.otherwise.use)
    return value
  }
  const name = (row: Row, mapped: ColumnMapping | undefined) => {
    const value = text(row, mapped?.column)
    return unknown.has(value) ? '' : value
  }
  return (row) => ({
    line: row.line,
    at: mapping.time === undefined ? '' : (date(row.values[mapping.time] ?? '') ?? ''),
    sequence: Number(text(row, mapping.sequence) || 0),
    state: word(row, state, 'state'),
    priority: word(row, priority, 'priority'),
    team: name(row, team),
    owner: name(row, owner),
    reopens: Number(name(row, reopens) || 0),
    reassigns: Number(name(row, reassigns) || 0),
  })
}

/** The file's own order where the times or the sequence bear it out, else by sequence and time. */
function sorted(list: LogRow[], mapping: Mapping): LogRow[] {
  const rises = (rank: (row: LogRow) => string) =>
    list.every((row, index) => index === 0 || rank(list[index - 1]!) <= rank(row))
  const padded = (row: LogRow) => String(row.sequence + 1e15).padStart(17, '0')
  if (rises((row) => row.at + padded(row)) || (mapping.sequence !== undefined && rises(padded))) return list
  return [...list].sort(
    (a, b) => a.sequence - b.sequence || (a.at < b.at ? -1 : Number(a.at > b.at)) || a.line - b.line,
  )
}

function addLog(counts: Counts, rows: LogRow[], mapping: Mapping): void {
  const has = (field: string) => mapping.columns.some((candidate) => candidate.field === field)
  const done = (state: string) => ['resolved', 'closed', 'cancelled'].includes(state)
  let state = ''
  let priority: string | null = null
  let reopens = 0
  let passes = 0
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1]
    let next = row.state ?? (state || (mapping.source === 'conversation' ? 'open' : 'new'))
    if (mapping.source === 'event-log' && next === 'new' && state && state !== 'new') next = 'open'
    if (done(state) && !done(next)) reopens++
    state = next
    priority = row.priority ?? priority
    const isPassed = (field: 'team' | 'owner') =>
      before && before[field] !== '' && before[field] !== row[field]
    if (mapping.source === 'event-log' && (isPassed('team') || isPassed('owner'))) passes++
  }
  const last = rows[rows.length - 1]
  const isLog = mapping.source === 'event-log'
  add(counts.byState, state)
  add(counts.byPriority, priority ?? 'none')
  if (has('reopenCount') ? (last?.reopens ?? 0) > 0 : isLog && reopens > 0) counts.reopened++
  if (has('reassignCount') ? (last?.reassigns ?? 0) > 0 : isLog && passes > 0) counts.reassigned++
}

/** Notes which message a row belongs to, and whether that message is private. */
function addMessage(messages: Map<string, boolean>, key: string, row: Row, mapping: Mapping): void {
  const column = (field: string) => mapping.columns.find((candidate) => candidate.field === field)?.column
  const text = (name: string | undefined) => (name === undefined ? '' : (row.values[name] ?? '').trim())
  const unknown = new Set(['', ...(mapping.unknown ?? [])])
  if (mapping.source === 'snapshot') {
    if (!unknown.has(text(column('description')))) messages.set(key, false)
    return
  }
  if (unknown.has(text(column('messageBody')))) return
  const isPrivate = !(mapping.no ?? ['false', 'no', 'n', '0', 'f']).includes(
    text(column('messageIsPrivate')).toLowerCase(),
  )
  const groupBy = mapping.message?.groupBy ?? []
  const columns = groupBy.length > 0 ? groupBy : [mapping.time, mapping.sequence]
  const parts = columns.map((name) => text(name))
  messages.set([key, ...parts, text(column('messageAuthor')), String(isPrivate)].join('\0'), isPrivate)
}
