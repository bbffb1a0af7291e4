import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadMapping } from '../mapping/mapping.ts'
import { openImportFile } from '../read/open-import-file.ts'
import { all, publicData, readyMapping } from '../test-data.ts'
import type { ImportedTicket } from './imported-ticket.ts'
import { planTickets } from './plan-tickets.ts'
import { newPlanReport } from './report.ts'
import { checkTimeline } from './test-plan.ts'

async function planData(name: string, mappingName: string) {
  const mapping = await loadMapping(readyMapping(mappingName))
  const { path } = publicData(name)
  const file = await openImportFile(path)
  const report = newPlanReport()
  const columns = file.format === 'csv' ? file.columns : undefined
  return { tickets: await all(planTickets({ rows: file.rows, columns }, mapping, { report })), report }
}

const incidents = publicData('incident-log/incident_event_log.csv.gz')
test('the incident log becomes 20,769 tickets whose timelines replay to their final state', {
  skip: incidents.skip,
}, async () => {
  const { tickets, report } = await planData(
    'incident-log/incident_event_log.csv.gz',
    'servicenow-incident-log',
  )
  assert.equal(tickets.length, 20_769)
  assert.deepEqual([report.rows_read, report.rows_rejected, report.rows_repeated], [119_998, 0, 0])
  for (const ticket of tickets) checkTimeline(ticket)
  assert.deepEqual(report.noteCounts, {
    'repeated-sequence': 5,
    'opened-after-first-row': 5,
    'time-went-back': 1,
    'state-unknown': 2,
    'final-values-of-unfinished-ticket': 1,
  })
  const reopened = tickets.flatMap(({ events }) =>
    events.filter(({ action }) => action === 'reopened'),
  ).length
  assert.equal(
    reopened,
    tickets.reduce((sum, { reopenCount }) => sum + reopenCount, 0),
  )
  assert.equal(tickets.filter(({ state }) => state !== 'closed').length, 1)
  const early = tickets.filter(({ events }) => {
    const known = events.findIndex(({ field }) => field === 'field.closeCode')
    return (
      known >= 0 &&
      events
        .slice(0, known + 1)
        .every((event) => event.field !== 'state' || !['resolved', 'closed'].includes(String(event.to)))
    )
  })
  assert.equal(early.length, 0, 'no final value is known before the ticket was done')
})

const problems = publicData('problem-log')
test('the problem log becomes the same tickets from CSV and XES', { skip: problems.skip }, async () => {
  const csv = await planData('problem-log/BPI13C.csv', 'problem-log-csv')
  const xes = await planData('problem-log/BPI_Challenge_2013_closed_problems.xes.gz', 'problem-log-xes')
  assert.equal(csv.tickets.length, 1_487)
  for (const ticket of [...csv.tickets, ...xes.tickets]) checkTimeline(ticket)
  // The XES lacks the product and impact of the CSV, and stands on other lines.
  const same = new Set(['state', 'team', 'owner'])
  const essence = (ticket: ImportedTicket) => ({
    key: ticket.externalKey,
    kind: ticket.kind,
    state: ticket.state,
    team: ticket.teamName,
    owner: ticket.ownerName,
    times: [ticket.createdAt, ticket.resolvedAt, ticket.closedAt],
    counts: [ticket.reopenCount, ticket.reassignCount, ticket.rows],
    events: ticket.events
      .filter(({ field }) => field !== null && same.has(field))
      .map(({ at, actorName, action, from, to }) => [at, actorName, action, from, to]),
  })
  assert.deepEqual(xes.tickets.map(essence), csv.tickets.map(essence))
})

const talks = publicData('ticket-conversations/utterances.csv')
test('of 22,392 sentences no private one is in a public message or a title, and none is lost', {
  skip: talks.skip,
}, async () => {
  const { tickets, report } = await planData('ticket-conversations/utterances.csv', 'ticket-conversations')
  assert.equal(tickets.length, 240)
  assert.equal(report.rows_read, 22_392)
  for (const ticket of tickets) checkTimeline(ticket)
  const byKey = new Map(tickets.map((ticket) => [ticket.externalKey, ticket]))
  const source = await all((await openImportFile(talks.path)).rows)
  const isPrivateLine = new Map(source.map(({ line, values }) => [line, values.is_private !== '0.0']))
  for (const ticket of tickets) {
    for (const { isPublic, lines } of ticket.messages) {
      for (const line of lines) assert.equal(isPublic, !isPrivateLine.get(line), `line ${line}`)
    }
  }
  // And by the words alone, as often as each was said, since some are said both in public and in private.
  const threads = Map.groupBy(source, ({ values }) => values.issueid ?? '')
  for (const [key, rows] of threads) {
    const said = (isPrivate: boolean) =>
      rows
        .filter(({ values }) => (values.is_private !== '0.0') === isPrivate)
        .map(({ values }) => values.actionbody?.trim() ?? '')
        .filter(Boolean)
        .sort()
    const written = (isPublic: boolean) =>
      (byKey.get(key)?.messages ?? [])
        .filter((message) => message.isPublic === isPublic)
        .flatMap(({ body }) => body.split('\n'))
        .sort()
    assert.deepEqual(written(true), said(false), key)
    assert.deepEqual(written(false), said(true), key)
    const title = byKey.get(key)?.title.replace(/…$/, '') ?? ''
    assert.ok(
      said(false).some((text) => text.replace(/\s+/g, ' ').startsWith(title)),
      `${key}: ${title}`,
    )
  }
})
