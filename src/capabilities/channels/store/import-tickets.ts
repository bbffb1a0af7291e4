/** Stores imported tickets, some hundred in a transaction: whatever ends the process, nothing is doubled or lost. */

import type { App } from '../../../core/app.ts'
import { takeNumbers } from '../../../core/records/insert-rows.ts'
import { read, type Tx, write } from '../../../platform/db/transaction.ts'
import { addPasts, knownTickets, lockKnown, storeTickets } from '../../tickets/index.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import type { ImportedTicket } from '../import/plan/imported-ticket.ts'
import { addedPast, type Conflict, type ImportedPart } from './added-past.ts'
import { type CoveredPart, coverParts } from './cover-tickets.ts'
import { type Names, newNames } from './kept-names.ts'
import { type Later, laterThan, type Through, throughOf } from './later-rows.ts'
import { lockImports } from './lock-imports.ts'
import { learnNames, whole } from './names.ts'
import { importedKey, ticketRows } from './ticket-rows.ts'

export type Stored = {
  /** Tickets that were written now. */
  tickets: number
  /** Tickets that were there already. */
  known: number
  /** Those of them to which something was added. */
  extended: number
  conflict_count: number
  /** The first of them. */
  conflicts: Conflict[]
  /** Rows that lie before what was imported already, and so come too late. */
  rows_missed: number
  events: number
  messages: number
  /** How many rows of the file all of these were made of. */
  rows: number
  created: Names['created']
}

export type StoreOptions = {
  mapping: Pick<Mapping, 'origin' | 'missing'>
  tickets_per_batch?: number
  /** Called after each commit; false ends the import there. */
  afterBatch?(stored: Stored): Promise<boolean | undefined> | boolean | undefined
}

const conflicts_kept_max = 100
const tickets_per_batch_default = 250
const events_per_batch_max = 5_000

export function nothingStored(created: Names['created']): Stored {
  return {
    tickets: 0,
    known: 0,
    extended: 0,
    conflict_count: 0,
    conflicts: [],
    rows_missed: 0,
    events: 0,
    messages: 0,
    rows: 0,
    created,
  }
}

/** Writes the tickets into the organization, and adds to those that are there what happened since. The next ones are read and planned while a batch is being stored. */
export async function importTickets(
  app: Pick<App, 'pool' | 'clock' | 'registry'>,
  orgId: string,
  tickets: AsyncIterable<ImportedTicket>,
  options: StoreOptions,
): Promise<Stored> {
  const names = newNames(options.mapping)
  const stored = nothingStored(names.created)
  let writing: Promise<boolean> = Promise.resolve(true)
  let batch_count = 0
  for await (const batch of batches(tickets, options.tickets_per_batch ?? tickets_per_batch_default)) {
    if (!(await writing)) return stored
    // After the batches 1, 4, 16 and so on the tables have grown so much that the database plans anew.
    if (Number.isInteger(Math.log2(batch_count) / 2)) await app.pool.query('select platform.analyze_grown()')
    batch_count++
    writing = storeBatch(app, orgId, batch, names, stored, options)
    // A rejection is seen at the next turn; until then it must not count as unhandled.
    writing.catch(() => {})
  }
  await writing
  await app.pool.query('select platform.analyze_grown()')
  return stored
}

async function* batches(
  tickets: AsyncIterable<ImportedTicket>,
  size: number,
): AsyncGenerator<ImportedTicket[], void, undefined> {
  let batch: ImportedTicket[] = []
  let events = 0
  for await (const ticket of tickets) {
    batch.push(ticket)
    events += ticket.events.length + ticket.messages.length
    if (batch.length < size && events < events_per_batch_max) continue
    yield batch
    batch = []
    events = 0
    // The planner holds all tickets in memory and never waits; this lets the database's answers in.
    await new Promise(setImmediate)
  }
  if (batch.length > 0) yield batch
}

type Made = { events: readonly unknown[]; messages: readonly unknown[] }

async function storeBatch(
  app: Pick<App, 'pool' | 'clock' | 'registry'>,
  orgId: string,
  batch: readonly ImportedTicket[],
  names: Names,
  stored: Stored,
  options: StoreOptions,
): Promise<boolean> {
  const now = app.clock.now().toISOString()
  const made = await write(app.pool, orgId, async (tx) => {
    lockImports(tx)
    const { fresh, longer, missed } = await sortOut(tx, names, batch)
    const [freshParts, longerParts] = await covered(app, tx, now, fresh, longer)
    const added = await addLater(tx, names, longerParts, fresh, now)
    addPasts(
      tx,
      added.map((each) => each.added),
    )
    const numbers = fresh.length === 0 ? [] : await takeNumbers(tx, fresh.length)
    const rows = freshParts.map(({ source }, index) =>
      ticketRows(source, names, orgId, numbers[index] ?? 0, throughOf(fresh[index] ?? source)),
    )
    storeTickets(tx, rows)
    for (const [index, part] of freshParts.entries()) part.keep(rows[index]?.record.id ?? '')
    for (const part of longerParts) part.keep(part.id)
    return { rows, added, missed }
  })
  stored.tickets += made.rows.length
  stored.known += batch.length - made.rows.length
  stored.rows += batch.reduce((sum, ticket) => sum + ticket.rows, 0)
  count(stored, made.added, made.missed)
  const pasts: Made[] = [...made.rows, ...made.added.map((each) => each.added)]
  for (const { events, messages } of pasts) {
    stored.events += events.length
    stored.messages += messages.length
  }
  return (await options.afterBatch?.(stored)) !== false
}

function count(stored: Stored, added: readonly Added[], missed: number): void {
  stored.extended += added.filter((each) => each.added.events.length > 0).length
  stored.rows_missed += missed
  const conflicts = added.flatMap(({ conflict }) => (conflict === null ? [] : [conflict]))
  stored.conflict_count += conflicts.length
  stored.conflicts.push(...conflicts.slice(0, conflicts_kept_max - stored.conflicts.length))
}

/** The tickets with masks where patient data may stand. How far a file goes is told by its own words. */
async function covered(
  app: Pick<App, 'registry'>,
  tx: Tx,
  now: string,
  fresh: readonly ImportedTicket[],
  longer: readonly Longer[],
): Promise<[CoveredPart[], (Longer & Pick<CoveredPart, 'keep'>)[]]> {
  const parts = await coverParts(app, tx, now, [
    ...fresh.map((source) => ({ source, events: source.events, messages: source.messages })),
    ...longer.map(({ source, id, later }) => ({
      source,
      events: later.events,
      messages: later.messages,
      recordId: id,
    })),
  ])
  const added = parts.slice(fresh.length).map(({ source, events, messages, keep }, at) => {
    const each = longer[at] as Longer
    return {
      ...each,
      source,
      through: throughOf(each.source),
      later: { ...each.later, events, messages },
      keep,
    }
  })
  return [parts.slice(0, fresh.length), added]
}

type Longer = { through?: Through; source: ImportedTicket; id: string; imported: ImportedPart; later: Later }
type Added = ReturnType<typeof addedPast>

/** Which tickets are not there yet, and of which the file knows more than was imported. */
async function sortOut(
  tx: Tx,
  names: Names,
  batch: readonly ImportedTicket[],
): Promise<{ fresh: ImportedTicket[]; longer: Longer[]; missed: number }> {
  const known = await knownTickets(
    tx,
    batch.map((ticket) => importedKey(names, ticket)),
  )
  const fresh: ImportedTicket[] = []
  const longer: Longer[] = []
  for (const source of batch) {
    const found = known.get(importedKey(names, source))
    if (!found) {
      fresh.push(source)
      continue
    }
    const imported = found.imported as ImportedPart
    const later = imported.through && laterThan(source, imported.through, imported.rows ?? 0)
    if (later) longer.push({ source, id: found.id, imported, later })
  }
  return { fresh, longer, missed: longer.reduce((sum, { later }) => sum + later.missed, 0) }
}

/** Looks up the names of everything that will be stored, and tells what is added to the tickets that are there. */
async function addLater(
  tx: Tx,
  names: Names,
  longer: readonly Longer[],
  fresh: readonly ImportedTicket[],
  now: string,
): Promise<Added[]> {
  const parts = longer.map(({ source, later }) => ({ source, isWhole: false, ...later }))
  await learnNames(tx, names, [...fresh.map(whole), ...parts], now)
  if (longer.length === 0) return []
  const present = await lockKnown(
    tx,
    longer.map(({ id }) => id),
  )
  return longer.flatMap(({ source, id, imported, later, through = throughOf(source) }) => {
    const ticket = present.get(id)
    return ticket ? [addedPast(source, { ...later, through }, imported, ticket, names)] : []
  })
}

/** Does what an import of these tickets would do to those that are there, and takes it back. */
export async function tryBatch(
  app: Pick<App, 'pool' | 'clock' | 'registry'>,
  orgId: string,
  mapping: StoreOptions['mapping'],
  batch: readonly ImportedTicket[],
  stored: Stored,
): Promise<void> {
  const found = await read(app.pool, orgId, (tx) => sortOut(tx, newNames(mapping), batch))
  stored.known += batch.length - found.fresh.length
  if (found.longer.length === 0) return
  const takenBack = new Error('taken back')
  await write(app.pool, orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    const [, longer] = await covered(app, tx, now, [], found.longer)
    const added = await addLater(tx, newNames(mapping), longer, [], now)
    count(stored, added, found.missed)
    throw takenBack
  }).catch((error) => {
    if (error !== takenBack) throw error
  })
}
