import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isImportFault } from '../import-error.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { Row } from '../read/row.ts'
import { all } from '../test-data.ts'
import { planTickets } from './plan-tickets.ts'
import { newPlanReport } from './report.ts'
import { checkTimeline, logMapping, plan, short } from './test-plan.ts'

const head = 'id,seq,at,by,state,prio,team,opened,resolved,code\n'

test('the differences between the rows of a log become its events, final values only when it was done', async () => {
  const { tickets } = await plan(`${head}A,0,1/3/2024 09:10,Ann,New,3,?,1/3/2024 09:00,1/3/2024 11:00,fixed
A,1,1/3/2024 10:00,Bob,Active,3,Desk,1/3/2024 09:00,1/3/2024 11:00,fixed
A,2,1/3/2024 10:00,Bob,Active,2,Network,1/3/2024 09:00,1/3/2024 11:00,fixed
A,3,1/3/2024 10:30,Cy,Active,2,Network,1/3/2024 09:00,1/3/2024 11:00,fixed
A,4,1/3/2024 11:00,Cy,Resolved,2,Network,1/3/2024 09:00,1/3/2024 11:00,fixed
A,5,2/3/2024 08:00,Ann,Active,2,Network,1/3/2024 09:00,1/3/2024 11:00,fixed
A,6,2/3/2024 09:00,Cy,Resolved,2,Network,1/3/2024 09:00,2/3/2024 09:00,fixed
A,7,5/3/2024 00:00,Robot,Closed,2,Network,1/3/2024 09:00,2/3/2024 09:00,fixed
`)
  const [ticket] = tickets
  assert.ok(ticket)
  checkTimeline(ticket)
  assert.deepEqual(ticket.events.map(short), [
    '03-01T09:00 created',
    '03-01T10:00 state_changed state new open',
    '03-01T10:00 reassigned team Desk',
    '03-01T10:00 priority_changed priority 3 2',
    '03-01T10:00 reassigned team Desk Network',
    '03-01T10:30 updated',
    '03-01T11:00 resolved state open resolved',
    '03-02T08:00 reopened state resolved open',
    '03-02T09:00 resolved state open resolved',
    '03-02T09:00 field_changed field.code fixed',
    '03-05T00:00 closed state resolved closed',
  ])
  assert.equal(ticket.events[0]?.values?.['field.code'], null)
  assert.equal(ticket.resolvedAt, '2024-03-02T09:00:00.000Z')
  assert.equal(ticket.closedAt, '2024-03-05T00:00:00.000Z')
  assert.deepEqual([ticket.reopenCount, ticket.reassignCount, ticket.rows], [1, 1, 8])
})

test('a ticket that does not end done takes none of the final values, and says so', async () => {
  const { tickets, report } = await plan(
    `${head}A,0,1/3/2024 09:00,Ann,New,3,Desk,1/3/2024 09:00,9/3/2024 11:00,fixed\n`,
  )
  const [ticket] = tickets
  assert.ok(ticket)
  checkTimeline(ticket)
  assert.deepEqual([ticket.state, ticket.resolvedAt, ticket.closedAt, ticket.fields], ['new', null, null, {}])
  assert.deepEqual(report.noteCounts, { 'final-values-of-unfinished-ticket': 1 })
})

test('an unknown state keeps the one before it, and a ticket put back into the queue is open, not new', async () => {
  const { tickets, report } = await plan(`${head}A,0,1/3/2024 09:00,Ann,-100,3,?,?,?,?
A,1,1/3/2024 09:05,Ann,Vendor,?,?,?,?,?
A,2,1/3/2024 09:10,Ann,-100,3,?,?,?,?
A,3,1/3/2024 09:15,Ann,New,3,?,?,?,?
`)
  const [ticket] = tickets
  assert.ok(ticket)
  checkTimeline(ticket)
  assert.deepEqual(ticket.events.map(short), [
    '03-01T09:00 created',
    '03-01T09:05 state_changed state new waiting_on_vendor',
    '03-01T09:10 updated',
    '03-01T09:15 state_changed state waiting_on_vendor open',
  ])
  assert.equal(ticket.priority, 3)
  assert.deepEqual(report.noteCounts, { 'state-unknown': 2 })
})

test('a repeated row is left out, a repeated sequence with other values is kept, and both are told', async () => {
  const { tickets, report } = await plan(`${head}A,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
A,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
A,1,1/3/2024 10:00,Ann,Active,3,Desk,?,?,?
A,1,1/3/2024 10:00,Ann,Active,2,Desk,?,?,?
`)
  const [ticket] = tickets
  assert.ok(ticket)
  checkTimeline(ticket)
  assert.equal(ticket.rows, 3)
  assert.deepEqual([...report.skippedLines], [3])
  assert.equal(report.rows_repeated, 1)
  assert.deepEqual(report.noteCounts, { 'repeated-row': 1, 'repeated-sequence': 1 })
})

test('a single wrong time or a single wrong sequence moves no row, and the timeline still never goes back', async () => {
  const { tickets, report } = await plan(`${head}T,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
T,1,1/3/2024 12:00,Ann,Active,3,Desk,?,?,?
T,2,1/3/2024 10:00,Ann,Resolved,3,Desk,?,?,?
S,7,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
S,1,1/3/2024 10:00,Ann,Active,3,Desk,?,?,?
S,2,1/3/2024 11:00,Ann,Resolved,3,Desk,?,?,?
`)
  for (const ticket of tickets) checkTimeline(ticket)
  assert.deepEqual(
    tickets.map(({ events }) => events.map(short)),
    [
      [
        '03-01T09:00 created',
        '03-01T12:00 state_changed state new open',
        '03-01T12:00 resolved state open resolved',
      ],
      [
        '03-01T09:00 created',
        '03-01T10:00 state_changed state new open',
        '03-01T11:00 resolved state open resolved',
      ],
    ],
  )
  assert.deepEqual(report.noteCounts, { 'time-went-back': 1 })
})

test('rows that are in no order and lie among those of other tickets are sorted', async () => {
  const { tickets, report } = await plan(`${head}A,2,1/3/2024 11:00,Ann,Closed,3,Desk,?,?,?
B,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
A,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
A,1,1/3/2024 10:00,Ann,Active,3,Desk,?,?,?
`)
  assert.deepEqual(
    tickets.map(({ externalKey, state }) => [externalKey, state]),
    [
      ['A', 'closed'],
      ['B', 'new'],
    ],
  )
  assert.deepEqual(report.noteCounts, { 'sorted-rows': 1 })
})

test('bad rows are told with line, column and reason, and the rest goes in', async () => {
  const { tickets, bad, report } = await plan(`${head}A,0,1/3/2024 09:00,Ann,New,3,Desk,?,?,?
A,1,31/2/2024 09:00,Ann,Active,3,Desk,?,?,?
A,two,1/3/2024 09:00,Ann,Active,3,Desk,?,?,?
A,2,1/3/2024 10:00,Ann,Frozen,3,Desk,?,?,?
A,3,1/3/2024 10:00,Ann,Active,9,Desk,?,?,?
?,4,1/3/2024 10:00,Ann,Active,3,Desk,?,?,?
A,5,1/3/2024 11:00,Ann,Active,3,Desk,?,?,?
`)
  assert.deepEqual(
    bad.map(({ line, column, value }) => [line, column, value]),
    [
      [3, 'at', '31/2/2024 09:00'],
      [4, 'seq', 'two'],
      [5, 'state', 'Frozen'],
      [6, 'prio', '9'],
      [7, 'id', '?'],
    ],
  )
  assert.ok(bad.every(({ reason }) => reason.endsWith('.')))
  assert.equal(tickets[0]?.rows, 2)
  assert.deepEqual([report.rows_read, report.rows_rejected, report.badRows.length], [7, 5, 5])
})

test('more rows than may be held are refused with the way out, and together rows are not held at all', async () => {
  const row = (key: string, seq: number) => `${key},${seq},1/3/2024 09:00,Ann,New,3,Desk,?,?,?\n`
  const csv = head + row('A', 0) + row('A', 1) + row('B', 0) + row('B', 1)
  await assert.rejects(
    plan(csv, logMapping, 3),
    (error) => isImportFault(error) && error.code === 'too-many-rows' && /rowsTogether/.test(error.message),
  )
  const together: Mapping = { ...logMapping, rowsTogether: true }
  assert.equal((await plan(csv, together, 3)).tickets.length, 2)
  await assert.rejects(
    plan(csv + row('A', 2), together),
    (error) => isImportFault(error) && error.code === 'rows-not-together',
  )
})

const states = ['New', 'Active', 'Vendor', 'Resolved', 'Closed', '-100']
const anyRow = fc.record({
  id: fc.constantFrom('A', 'B', 'C'),
  seq: fc.nat(5).map(String),
  at: fc.integer({ min: 0, max: 59 }).map((minute) => `1/3/2024 9:${String(minute).padStart(2, '0')}`),
  by: fc.constantFrom('Ann', 'Bob', '?'),
  state: fc.constantFrom(...states),
  prio: fc.constantFrom('1', '2', '?', '3'),
  team: fc.constantFrom('Desk', 'Net', '?'),
  opened: fc.constantFrom('1/3/2024 8:00', '1/3/2024 9:30', '?'),
  resolved: fc.constantFrom('1/3/2024 9:40', '?'),
  code: fc.constantFrom('fixed', '?', 'taught'),
})

test('whatever the rows, the events alone replay to the final ticket and every row is in one ticket or told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 25 }), async (list) => {
      const report = newPlanReport()
      const rows = (async function* () {
        for (const [index, values] of list.entries()) yield { line: index + 2, values } satisfies Row
      })()
      const tickets = await all(planTickets({ rows }, logMapping, { report }))
      for (const ticket of tickets) checkTimeline(ticket)
      const used = tickets.flatMap(({ events }) => [...new Set(events.map(({ line }) => line))])
      assert.equal(new Set(used).size + report.skippedLines.size, list.length)
    }),
    { numRuns: 300 },
  )
})
