import assert from 'node:assert/strict'
import { checkMapping, type Mapping } from '../mapping/mapping.ts'
import { openCsv } from '../read/csv.ts'
import type { BadRow } from '../read/row.ts'
import { all } from '../test-data.ts'
import { type ImportedEvent, type ImportedTicket, replay, trackedValues } from './imported-ticket.ts'
import { planTickets } from './plan-tickets.ts'
import { newPlanReport } from './report.ts'

async function* once(text: string) {
  yield text
}

export const base = {
  format: 'wardline-import/1',
  name: 'Test',
  origin: 'test',
  unknown: ['?'],
  dates: { pattern: 'D/M/YYYY H:mm', zone: 'UTC' },
}

export const logMapping = checkMapping({
  ...base,
  source: 'event-log',
  key: 'id',
  time: 'at',
  sequence: 'seq',
  actor: 'by',
  columns: [
    {
      column: 'state',
      field: 'state',
      values: {
        New: 'new',
        Active: 'open',
        Vendor: 'waiting_on_vendor',
        Resolved: 'resolved',
        Closed: 'closed',
        '-100': null,
      },
      otherwise: 'reject',
    },
    { column: 'prio', field: 'priority' },
    { column: 'team', field: 'team' },
    { column: 'opened', field: 'createdAt' },
    { column: 'resolved', field: 'resolvedAt' },
    { column: 'code', field: 'field.code' },
  ],
  finalColumns: ['resolved', 'code'],
  constants: { kind: 'incident' },
})

export async function plan(csv: string, mapping: Mapping = logMapping, rows_held_max?: number) {
  const report = newPlanReport()
  const bad: BadRow[] = []
  const file = await openCsv(once(csv))
  const tickets = await all(
    planTickets(file, mapping, { report, onBadRow: (row) => bad.push(row), rows_held_max }),
  )
  return { tickets, report, bad }
}

export const short = ({ at, action, field, from, to }: ImportedEvent) =>
  [at.slice(5, 16), action, field, from, to].filter((part) => part !== null).join(' ')

/** The invariant that every importer must hold: times never go back, and the events alone give the final ticket. */
export function checkTimeline(ticket: ImportedTicket): void {
  for (const [index, event] of ticket.events.entries()) {
    const before = ticket.events[index - 1]
    if (before && before.at > event.at) assert.fail(`${ticket.externalKey}: time goes back`)
  }
  assert.equal(ticket.events[0]?.action, 'created')
  assert.equal(ticket.events[0]?.at, ticket.createdAt)
  const replayed = replay(ticket.events)
  const final = trackedValues(ticket)
  for (const field of new Set([...Object.keys(replayed), ...Object.keys(final)])) {
    if ((replayed[field] ?? null) !== (final[field] ?? null)) assert.fail(`${ticket.externalKey}: ${field}`)
  }
}
