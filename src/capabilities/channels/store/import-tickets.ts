/** Stores imported tickets, some hundred in a transaction: whatever ends the process, nothing is doubled or lost. */

import type { App } from '../../../core/app.ts'
import {
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
  takeNumbers,
} from '../../../core/people/seed/insert-rows.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import type { Mapping } from '../import/mapping/mapping.ts'
import type { ImportedTicket } from '../import/plan/imported-ticket.ts'
import { type Names, newNames } from './kept-names.ts'
import { learnNames } from './names.ts'
import { importedKey, type TicketRows, ticketRows } from './ticket-rows.ts'

export type Stored = {
  /** Tickets that were written now. */
  tickets: number
  /** Tickets that were there already and stay as they are. */
  known: number
  events: number
  messages: number
  /** How many rows of the file all of these were made of. */
  rows: number
  created: Names['created']
}

export type StoreOptions = {
  mapping: Pick<Mapping, 'origin' | 'missing'>
  tickets_per_batch?: number
  /** Called before a batch is written, with its earliest time. */
  beforeBatch?(from: string): Promise<void>
  /** Called after each commit; false ends the import there. */
  afterBatch?(stored: Stored): Promise<boolean | undefined> | boolean | undefined
}

const tickets_per_batch_default = 250
const events_per_batch_max = 5_000

/** Writes the tickets into the organization. The next ones are read and planned while a batch is being stored. */
export async function importTickets(
  app: Pick<App, 'pool' | 'clock'>,
  orgId: string,
  tickets: AsyncIterable<ImportedTicket>,
  options: StoreOptions,
): Promise<Stored> {
  const names = newNames(options.mapping)
  const stored: Stored = { tickets: 0, known: 0, events: 0, messages: 0, rows: 0, created: names.created }
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

async function storeBatch(
  app: Pick<App, 'pool' | 'clock'>,
  orgId: string,
  batch: readonly ImportedTicket[],
  names: Names,
  stored: Stored,
  options: StoreOptions,
): Promise<boolean> {
  const [from = ''] = batch.map((ticket) => ticket.createdAt).sort()
  await options.beforeBatch?.(from)
  const now = app.clock.now().toISOString()
  const made = await write(app.pool, orgId, async (tx) => {
    const fresh = await unknownTickets(tx, names, batch)
    if (fresh.length === 0) return []
    await learnNames(tx, names, fresh, now)
    const numbers = await takeNumbers(tx, fresh.length)
    const rows = fresh.map((ticket, index) => ticketRows(ticket, names, orgId, numbers[index] ?? 0))
    sendRows(tx, rows)
    return rows
  })
  stored.tickets += made.length
  stored.known += batch.length - made.length
  stored.rows += batch.reduce((sum, ticket) => sum + ticket.rows, 0)
  for (const { events, messages } of made) {
    stored.events += events.length
    stored.messages += messages.length
  }
  return (await options.afterBatch?.(stored)) !== false
}

/** The tickets that are not there yet. The lock makes imports of one organization wait for each other's batches. */
async function unknownTickets(
  tx: Tx,
  names: Names,
  batch: readonly ImportedTicket[],
): Promise<ImportedTicket[]> {
  const [, known] = await tx.many(
    raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ${tx.orgId}`]),
    raw<{ imported_key: string }>(
      'select imported_key from tickets.ticket where org_id = $1 and imported_key = any($2::text[])',
      [tx.orgId, batch.map((ticket) => importedKey(names, ticket))],
    ),
  )
  const keys = new Set(known.map((row) => row.imported_key))
  return batch.filter((ticket) => !keys.has(importedKey(names, ticket)))
}

const ticketColumns = {
  id: 'uuid',
  ticket_kind: 'text',
  channel: 'text',
  category_id: 'uuid',
  device: 'text',
  impact: 'smallint',
  urgency: 'smallint',
  reported_by_id: 'uuid',
  place_id: 'uuid',
  resolution_code: 'text',
  first_response_at: 'timestamptz',
  resolved_at: 'timestamptz',
  closed_at: 'timestamptz',
  reopened_count: 'int',
  reassigned_count: 'int',
  minutes_spent: 'int',
  last_word_at: 'timestamptz',
  last_word_by_id: 'uuid',
  imported_key: 'text',
  imported: 'jsonb',
}

const handColumns = {
  id: 'uuid',
  ticket_id: 'uuid',
  direction: 'text',
  from_team_id: 'uuid',
  to_team_id: 'uuid',
  by_id: 'uuid',
  reason: 'text',
  created_at: 'timestamptz',
}

function sendRows(tx: Tx, rows: readonly TicketRows[]): void {
  const { orgId } = tx
  const all = <T>(pick: (row: TicketRows) => readonly T[]): T[] => rows.flatMap(pick)
  tx.send(
    insertRecords(
      orgId,
      rows.map((row) => row.record),
    ),
  )
  tx.send(
    insertRows(
      orgId,
      'tickets.ticket',
      ticketColumns,
      rows.map((row) => row.ticket),
    ),
  )
  const hands = all((row) => row.hands)
  // What a row lacks is null, which the column does not take.
  if (hands.length > 0)
    tx.send(
      insertRows(
        orgId,
        'tickets.hand',
        { ...handColumns, tried: 'text' },
        hands.map((hand) => ({ ...hand, tried: '' })),
      ),
    )
  const messages = all((row) => row.messages)
  if (messages.length > 0) tx.send(insertMessages(orgId, messages))
  tx.send(
    insertEvents(
      orgId,
      all((row) => row.events),
    ),
  )
  tx.send(
    insertEntries(
      orgId,
      all((row) => row.entries),
    ),
  )
}
