import { importFault } from '../import-error.ts'
import { type CompiledMapping, compileMapping } from '../mapping/compile.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { OnBadRow, Row } from '../read/row.ts'
import { ticketFromConversation } from './from-conversation.ts'
import { ticketFromLog } from './from-log.ts'
import { ticketFromSnapshot } from './from-snapshot.ts'
import type { ImportedTicket } from './imported-ticket.ts'
import { addBadRow, addName, newPlanReport, type PlanReport } from './report.ts'
import { type Revision, readRevision } from './revision.ts'

/** So many rows are held at once; a row of 26 mapped columns takes about 500 bytes, so this is about 500 MB. */
export const rows_held_max_default = 1_000_000
/** So many rows may make up one ticket. */
export const rows_per_ticket_max = 20_000
const keys_max = 10_000_000

export type PlanInput = {
  rows: AsyncIterable<Row>
  /** The file's columns; leave out for XES, whose later events may bring further ones. */
  columns?: readonly string[]
}

export type PlanOptions = {
  /** Filled while the tickets come; give one to read it afterwards. */
  report?: PlanReport
  /** Called for every bad row, also beyond those that the report keeps. */
  onBadRow?: OnBadRow
  rows_held_max?: number
}

/** Makes one ticket of all its rows. */
export type TicketMaker = (
  key: string,
  revisions: Revision[],
  compiled: CompiledMapping,
  report: PlanReport,
) => ImportedTicket

/**
 * The tickets that a file's rows make up, in the order in which their keys first occur.
 *
 * The rows of a ticket may lie anywhere in an event log or conversation: all rows are held, at most
 * `rows_held_max` of them, until the file's end. With `rowsTogether` in the mapping a ticket comes as soon as its
 * rows end and only one ticket is held. A snapshot's tickets come at once. Bad rows are reported and left out.
 *
 * Throws the import faults `columns-missing`, `too-many-rows` and `rows-not-together`.
 */
export async function* planTickets(
  input: PlanInput,
  mapping: Mapping,
  options: PlanOptions = {},
): AsyncGenerator<ImportedTicket, void, undefined> {
  const compiled = compileMapping(mapping, input.columns)
  const report = options.report ?? newPlanReport()
  const make = makers[mapping.source]
  const groups = mapping.source === 'snapshot' || mapping.rowsTogether ? groupsTogether : groupsAnywhere
  for await (const [key, revisions] of groups(input.rows, compiled, report, options)) {
    const ticket = make(key, revisions, compiled, report)
    count(report, ticket)
    yield ticket
  }
}

const makers: Record<Mapping['source'], TicketMaker> = {
  snapshot: ticketFromSnapshot,
  'event-log': ticketFromLog,
  conversation: ticketFromConversation,
}

type Group = [key: string, revisions: Revision[]]

/** Reads the next rows, reports the bad ones and passes the good ones on. */
async function* readRows(
  rows: AsyncIterable<Row>,
  compiled: CompiledMapping,
  report: PlanReport,
  onBadRow: OnBadRow | undefined,
): AsyncGenerator<{ key: string; revision: Revision }, void, undefined> {
  for await (const row of rows) {
    report.rows_read++
    const read = readRevision(row, compiled)
    if ('revision' in read) {
      yield read
    } else {
      addBadRow(report, read)
      onBadRow?.(read)
    }
  }
}

async function* groupsAnywhere(
  rows: AsyncIterable<Row>,
  compiled: CompiledMapping,
  report: PlanReport,
  options: PlanOptions,
): AsyncGenerator<Group, void, undefined> {
  const rows_held_max = options.rows_held_max ?? rows_held_max_default
  const groups = new Map<string, Revision[]>()
  let held = 0
  for await (const { key, revision } of readRows(rows, compiled, report, options.onBadRow)) {
    if (++held > rows_held_max) {
      throw importFault(
        'too-many-rows',
        `The file has more than ${rows_held_max} rows. Sort it by "${compiled.mapping.key}" and set "rowsTogether": true in the mapping.`,
        revision.line,
      )
    }
    const group = groups.get(key)
    if (!group) groups.set(key, [revision])
    else if (!isFull(group, revision, compiled, report, options.onBadRow)) group.push(revision)
  }
  for (const [key, group] of groups) {
    groups.delete(key)
    yield [key, group]
  }
}

async function* groupsTogether(
  rows: AsyncIterable<Row>,
  compiled: CompiledMapping,
  report: PlanReport,
  options: PlanOptions,
): AsyncGenerator<Group, void, undefined> {
  const { mapping } = compiled
  const finished = new Set<string>()
  let current: Group | undefined
  for await (const { key, revision } of readRows(rows, compiled, report, options.onBadRow)) {
    if (current?.[0] === key && mapping.source !== 'snapshot') {
      if (!isFull(current[1], revision, compiled, report, options.onBadRow)) current[1].push(revision)
      continue
    }
    if (finished.has(key)) {
      if (mapping.source !== 'snapshot') throw notTogether(mapping.key, revision.line)
      reject(
        key,
        'This key occurred before; a snapshot has one row a ticket.',
        revision,
        compiled,
        report,
        options.onBadRow,
      )
      continue
    }
    if (finished.size >= keys_max)
      throw importFault('too-many-rows', `The file has more than ${keys_max} tickets.`)
    finished.add(key)
    if (current) yield current
    current = [key, [revision]]
  }
  if (current) yield current
}

function notTogether(column: string, line: number) {
  const sentence = `The rows of one ticket are not together. Sort the file by "${column}" or take "rowsTogether" out of the mapping.`
  return importFault('rows-not-together', sentence, line)
}

function isFull(
  group: Revision[],
  revision: Revision,
  compiled: CompiledMapping,
  report: PlanReport,
  onBadRow: OnBadRow | undefined,
): boolean {
  if (group.length < rows_per_ticket_max) return false
  reject('', `The ticket has more than ${rows_per_ticket_max} rows.`, revision, compiled, report, onBadRow)
  return true
}

function reject(
  value: string,
  reason: string,
  revision: Revision,
  compiled: CompiledMapping,
  report: PlanReport,
  onBadRow: OnBadRow | undefined,
): void {
  const bad = { line: revision.line, column: compiled.mapping.key, value, reason }
  addBadRow(report, bad)
  onBadRow?.(bad)
}

function count(report: PlanReport, ticket: ImportedTicket): void {
  report.tickets++
  report.messages += ticket.messages.length
  if (report.firstAt === null || ticket.createdAt < report.firstAt) report.firstAt = ticket.createdAt
  if (report.lastAt === null || ticket.updatedAt > report.lastAt) report.lastAt = ticket.updatedAt
  const people = new Set([ticket.requesterName, ticket.openedByName, ticket.ownerName])
  const teams = new Set([ticket.teamName])
  const places = new Set([ticket.placeName])
  const assets = new Set([ticket.assetName])
  const categories = new Set([ticket.category])
  const sets: Record<string, Set<unknown>> = {
    owner: people,
    requester: people,
    team: teams,
    place: places,
    asset: assets,
    category: categories,
  }
  for (const event of ticket.events) {
    people.add(event.actorName)
    if (event.field !== null) sets[event.field]?.add(event.to)
    for (const [field, value] of Object.entries(event.values ?? {})) sets[field]?.add(value)
  }
  for (const message of ticket.messages) people.add(message.authorName)
  const all = { people, teams, places, assets, categories }
  for (const [kind, names] of Object.entries(all)) {
    for (const name of names) if (typeof name === 'string') addName(report, kind as keyof typeof all, name)
  }
}
