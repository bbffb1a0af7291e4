import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkMapping } from '../mapping/mapping.ts'
import type { Row } from '../read/row.ts'
import { all } from '../test-data.ts'
import { planTickets } from './plan-tickets.ts'
import { base, checkTimeline, plan, short } from './test-plan.ts'

const snapshotMapping = checkMapping({
  ...base,
  source: 'snapshot',
  key: 'id',
  columns: [
    { column: 'subject', field: 'title' },
    { column: 'text', field: 'description' },
    { column: 'state', field: 'state' },
    { column: 'who', field: 'requester' },
    { column: 'tags', field: 'tags' },
    { column: 'created', field: 'createdAt' },
    { column: 'updated', field: 'updatedAt' },
    { column: 'resolved', field: 'resolvedAt' },
    { column: 'closed', field: 'closedAt' },
  ],
})

test('a snapshot row becomes a ticket with the past that its times tell', async () => {
  const { tickets, bad } = await plan(
    `id,subject,text,state,who,tags,created,updated,resolved,closed
1,No login,"It says ""no"".",closed,Ann,"vpn, login,vpn",1/3/2024 09:00,3/3/2024 09:00,2/3/2024 09:00,3/3/2024 09:00
2,Printer,,waiting_on_vendor,Bob,,1/3/2024 09:00,4/3/2024 09:00,,
1,Again,,new,Bob,,1/3/2024 09:00,,,
3,Odd,,resolved,Bob,,5/3/2024 09:00,,1/3/2024 09:00,
4,Fresh,,new,,,6/3/2024 09:00,,,
`,
    snapshotMapping,
  )
  for (const ticket of tickets) checkTimeline(ticket)
  assert.deepEqual(
    tickets.map(({ title, state, events }) => [title, state, events.map(short).slice(1)]),
    [
      [
        'No login',
        'closed',
        ['03-02T09:00 resolved state new resolved', '03-03T09:00 closed state resolved closed'],
      ],
      ['Printer', 'waiting_on_vendor', ['03-04T09:00 state_changed state new waiting_on_vendor']],
      ['Odd', 'resolved', ['03-05T09:00 resolved state new resolved']],
      ['Fresh', 'new', []],
    ],
  )
  assert.deepEqual(tickets[0]?.tags, ['vpn', 'login'])
  assert.deepEqual(
    tickets[0]?.messages.map(({ body, isPublic, authorName }) => [body, isPublic, authorName]),
    [['It says "no".', true, 'Ann']],
  )
  assert.deepEqual(
    bad.map(({ line, reason }) => [line, reason]),
    [[4, 'This key occurred before; a snapshot has one row a ticket.']],
  )
})

test('a title template leaves its empty places and their separators out', async () => {
  const mapping = checkMapping({
    ...snapshotMapping,
    columns: [
      { column: 'c', field: 'category' },
      { column: 's', field: 'field.symptom' },
      { column: 'created', field: 'createdAt' },
    ],
    titleTemplate: '{category} – {field.symptom}',
  })
  const { tickets } = await plan(
    'id,c,s,created\n1,Net,Slow,1/3/2024 09:00\n2,Net,?,1/3/2024 09:00\n3,?,Slow,1/3/2024 09:00\n4,?,?,1/3/2024 09:00\n',
    mapping,
  )
  assert.deepEqual(
    tickets.map(({ title }) => title),
    ['Net – Slow', 'Net', 'Slow', 'Imported incident 4'],
  )
})

const talkMapping = checkMapping({
  ...base,
  source: 'conversation',
  key: 'thread',
  time: 'at',
  sequence: 'seq',
  columns: [
    { column: 'text', field: 'messageBody' },
    { column: 'private', field: 'messageIsPrivate' },
    { column: 'who', field: 'messageAuthor' },
    { column: 'role', field: 'messageAuthorRole' },
  ],
  titleTemplate: '{firstMessage}',
})

test('a message with public and private sentences is split, and an unclear mark means private', async () => {
  const { tickets, report } = await plan(
    `thread,at,seq,who,role,private,text
T,1/3/2024 09:00,0,Ann,requester,no,hello
T,1/3/2024 09:00,0,Ann,requester,no,the scanner is broken
T,1/3/2024 09:05,1,Bob,agent,no,we look at it
T,1/3/2024 09:05,1,Bob,agent,yes,secret one
T,1/3/2024 09:05,1,Bob,agent,perhaps,secret two
T,1/3/2024 09:05,1,Bob,agent,,secret three
T,1/3/2024 09:05,1,Bob,agent,no,bye
`,
    talkMapping,
  )
  const [ticket] = tickets
  assert.ok(ticket)
  checkTimeline(ticket)
  assert.deepEqual(
    ticket.messages.map(({ isPublic, authorName, body }) => [isPublic, authorName, body]),
    [
      [true, 'Ann', 'hello\nthe scanner is broken'],
      [true, 'Bob', 'we look at it\nbye'],
      [false, 'Bob', 'secret one\nsecret two\nsecret three'],
    ],
  )
  assert.equal(ticket.title, 'the scanner is broken')
  assert.deepEqual([ticket.requesterName, ticket.ownerName], ['Ann', 'Bob'])
  assert.deepEqual(report.noteCounts, { 'privacy-unclear': 2, 'message-split-by-privacy': 1 })
})

test('a thread that begins with private words has no private word in its title', async () => {
  const { tickets } = await plan(
    'thread,at,seq,who,role,private,text\nT,1/3/2024 09:00,0,Bob,agent,yes,the patient is Jane Doe\n',
    talkMapping,
  )
  assert.equal(tickets[0]?.title, 'Imported incident T')
})

const words = fc.constantFrom('public words', 'secret', 'more', 'x y z', '')
test('whatever the sentences, no private one is in a public message, and none is lost', async () => {
  const sentence = fc.record({
    thread: fc.constantFrom('S', 'T'),
    at: fc.constantFrom('1/3/2024 9:00', '1/3/2024 9:01'),
    seq: fc.nat(2).map(String),
    who: fc.constantFrom('Ann', 'Bob'),
    role: fc.constantFrom('agent', 'requester'),
    private: fc.constantFrom('yes', 'no', 'maybe', ''),
    text: words,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(sentence, { maxLength: 20 }), async (list) => {
      const marked = list.map((values, index) => ({
        ...values,
        text: values.text && `${values.text} ${index}`,
      }))
      const rows = (async function* () {
        for (const [index, values] of marked.entries()) yield { line: index + 2, values } satisfies Row
      })()
      const tickets = await all(planTickets({ rows }, talkMapping))
      const spoken = (isPublic: boolean) =>
        tickets
          .flatMap(({ messages }) =>
            messages
              .filter((message) => message.isPublic === isPublic)
              .flatMap(({ body }) => body.split('\n')),
          )
          .sort()
      const expected = (isPublic: boolean) =>
        marked
          .filter(({ text, private: mark }) => text && (mark === 'no') === isPublic)
          .map(({ text }) => text)
          .sort()
      assert.deepEqual(spoken(true), expected(true))
      assert.deepEqual(spoken(false), expected(false))
    }),
    { numRuns: 200 },
  )
})
