/**
 * Many tickets at once, as they come from another system: stored with the whole of their past, and later with what
 * has been added to it. Nobody acts here, so nothing is permitted, told to anybody or promised; the caller answers
 * for rows whose events replay to the record and the ticket.
 */
import {
  type EntryRow,
  type EventRow,
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  type MessageRow,
} from '../../../core/records/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { forgetFlow } from '../reports/index.ts'
import type { TicketFields } from '../ticket.ts'
import { changeRecords, changeTickets, retitleEntries } from './change-rows.ts'
import { insertHands, insertTickets } from './columns.ts'

export type HandRow = {
  id: string
  ticket_id: string
  direction: 'across'
  from_team_id: string
  to_team_id: string
  by_id: string | null
  reason: string
  tried: string
  created_at: string
}

type Past = { events: EventRow[]; hands: HandRow[]; messages: MessageRow[]; entries: EntryRow[] }

/** A ticket of another system with its past; `imported` is what only the import knows of it. */
export type WholeTicket = Past & {
  record: RecordRow
  ticket: Partial<TicketFields> & { id: string; imported_key: string; imported: object }
}

/** What is added to a ticket that is there: both rows as they are afterwards, and what happened in between. */
export type AddedPast = Past & {
  record: RecordRow
  fields: TicketFields
  /** Members that replace those of the same name. */
  imported: object
  isRetitled: boolean
}

/** Sends the statements that store the tickets. */
export function storeTickets(tx: Tx, tickets: readonly WholeTicket[]): void {
  if (tickets.length === 0) return
  const { orgId } = tx
  tx.send(
    insertRecords(
      orgId,
      tickets.map((each) => each.record),
    ),
  )
  tx.send(
    insertTickets(
      orgId,
      tickets.map((each) => each.ticket),
    ),
  )
  sendPasts(tx, tickets)
}

/** Sends the statements that add to tickets which `lockKnown` has locked in this transaction. */
export function addPasts(tx: Tx, tickets: readonly AddedPast[]): void {
  if (tickets.length === 0) return
  const { orgId } = tx
  tx.send(
    changeRecords(
      orgId,
      tickets.map((each) => each.record),
    ),
  )
  tx.send(
    changeTickets(
      orgId,
      tickets.map(({ record, fields, imported }) => ({ id: record.id, ...fields, imported })),
    ),
  )
  sendPasts(tx, tickets)
  const retitled = tickets.filter((each) => each.isRetitled)
  if (retitled.length > 0)
    tx.send(
      retitleEntries(
        orgId,
        retitled.map((each) => each.record),
      ),
    )
}

function sendPasts(tx: Tx, pasts: readonly Past[]): void {
  const { orgId } = tx
  const hands = pasts.flatMap((each) => each.hands)
  const messages = pasts.flatMap((each) => each.messages)
  const entries = pasts.flatMap((each) => each.entries)
  if (hands.length > 0) tx.send(insertHands(orgId, hands))
  if (messages.length > 0) tx.send(insertMessages(orgId, messages))
  tx.send(
    insertEvents(
      orgId,
      pasts.flatMap((each) => each.events),
    ),
  )
  if (entries.length > 0) tx.send(insertEntries(orgId, entries))
  // What was folded of the past for the reports knows nothing of these.
  for (const statement of forgetFlow(orgId)) tx.send(statement)
}

export type KnownTicket = { imported_key: string; id: string; imported: Record<string, unknown> }

/** The tickets that bear one of these keys, by key. */
export async function knownTickets(tx: Tx, keys: readonly string[]): Promise<Map<string, KnownTicket>> {
  const rows = await tx.all(
    raw<KnownTicket>(
      'select imported_key, id, imported from tickets.ticket where org_id = $1 and imported_key = any($2::text[])',
      [tx.orgId, keys],
    ),
  )
  return new Map(rows.map((row) => [row.imported_key, row]))
}
