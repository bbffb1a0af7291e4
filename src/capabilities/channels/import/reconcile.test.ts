import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkMapping, loadMapping } from './mapping/mapping.ts'
import { planTickets } from './plan/plan-tickets.ts'
import { newPlanReport } from './plan/report.ts'
import { openImportFile } from './read/open-import-file.ts'
import type { Row } from './read/row.ts'
import { compareCounts, countFile, countTickets } from './reconcile.ts'
import { publicData, readyMapping } from './test-data.ts'

const known: Record<string, [file: string, mapping: string, counts: object]> = {
  incidents: [
    'incident-log/incident_event_log.csv.gz',
    'servicenow-incident-log',
    {
      tickets: 20_769,
      events: 119_998,
      reopened: 234,
      reassigned: 9_843,
      messages: 0,
      publicMessages: 0,
      byState: { closed: 20_768, new: 1 },
      byPriority: { 1: 220, 2: 337, 3: 19_554, 4: 658 },
    },
  ],
  problems: [
    'problem-log/BPI13C.csv',
    'problem-log-csv',
    {
      tickets: 1_487,
      events: 6_660,
      reopened: 61,
      reassigned: 573,
      messages: 0,
      publicMessages: 0,
      byState: { closed: 1_487 },
      byPriority: { none: 1_487 },
    },
  ],
  'problems as XES': [
    'problem-log/BPI_Challenge_2013_closed_problems.xes.gz',
    'problem-log-xes',
    {
      tickets: 1_487,
      events: 6_660,
      reopened: 61,
      reassigned: 573,
      messages: 0,
      publicMessages: 0,
      byState: { closed: 1_487 },
      byPriority: { none: 1_487 },
    },
  ],
  conversations: [
    'ticket-conversations/utterances.csv',
    'ticket-conversations',
    {
      tickets: 240,
      events: 22_392,
      reopened: 0,
      reassigned: 0,
      messages: 5_417,
      publicMessages: 4_053,
      byState: { closed: 240 },
      byPriority: { none: 240 },
    },
  ],
}

for (const [name, [file, mappingName, counts]] of Object.entries(known)) {
  const data = publicData(file)
  test(`the tickets planned from the ${name} count as their file does`, { skip: data.skip }, async () => {
    const mapping = await loadMapping(readyMapping(mappingName))
    const report = newPlanReport()
    const actual = await countTickets(planTickets(await openImportFile(data.path), mapping, { report }))
    const { rows } = await openImportFile(data.path)
    const expected = await countFile(rows, mapping, report.skippedLines)
    assert.deepEqual(compareCounts(expected, actual), [])
    assert.deepEqual(actual, counts)
  })
}

const mapping = checkMapping({
  format: 'wardline-import/1',
  name: 'Test',
  origin: 'test',
  source: 'event-log',
  key: 'id',
  time: 'at',
  sequence: 'seq',
  unknown: ['?'],
  dates: { pattern: 'iso', zone: 'UTC' },
  columns: [
    {
      column: 'state',
      field: 'state',
      values: { n: 'new', a: 'open', r: 'resolved', c: 'closed', x: null },
      otherwise: 'reject',
    },
    { column: 'prio', field: 'priority' },
    { column: 'team', field: 'team' },
    { column: 'owner', field: 'owner' },
  ],
})

const anyRow = fc.record({
  id: fc.constantFrom('A', 'B', '?'),
  seq: fc.constantFrom('0', '1', '2', '3', 'bad'),
  at: fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-03', 'never'),
  state: fc.constantFrom('n', 'a', 'r', 'c', 'x', 'strange'),
  prio: fc.constantFrom('1', '4', '?'),
  team: fc.constantFrom('Desk', 'Net', '?'),
  owner: fc.constantFrom('Ann', 'Bob', '?'),
})

test('whatever the log, the planner and the simple count agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 25 }), async (list) => {
      async function* rows(): AsyncGenerator<Row> {
        for (const [index, values] of list.entries()) yield { line: index + 2, values }
      }
      const report = newPlanReport()
      const actual = await countTickets(planTickets({ rows: rows() }, mapping, { report }))
      assert.deepEqual(compareCounts(await countFile(rows(), mapping, report.skippedLines), actual), [])
    }),
    { numRuns: 400 },
  )
})

test('a lost ticket, a doubled event and a wrong state each show as a difference', async () => {
  const rows = async function* (): AsyncGenerator<Row> {
    yield {
      line: 2,
      values: { id: 'A', seq: '0', at: '2024-01-01', state: 'n', prio: '1', team: '', owner: '' },
    }
    yield {
      line: 3,
      values: { id: 'B', seq: '0', at: '2024-01-01', state: 'c', prio: '1', team: '', owner: '' },
    }
  }
  const expected = await countFile(rows(), mapping)
  const actual = await countTickets(planTickets({ rows: rows() }, mapping))
  assert.deepEqual(compareCounts(expected, actual), [])
  assert.deepEqual(compareCounts(expected, { ...actual, tickets: 1 }), [
    { count: 'tickets', expected: 2, actual: 1 },
  ])
  assert.deepEqual(compareCounts(expected, { ...actual, byState: { new: 1, open: 1 } }), [
    { count: 'state closed', expected: 1, actual: 0 },
    { count: 'state open', expected: 0, actual: 1 },
  ])
})
