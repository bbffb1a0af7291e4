import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import type { Mapping } from './import/mapping/mapping.ts'
import { reconcileTickets, runTickets } from './runs/run-tickets.ts'
import { resolveAddresses } from './store/resolve-addresses.ts'
import { testLog, testMapping } from './test-log.ts'
import { checkTimelines } from './test-timelines.ts'

let wardline: Wardline
let path: string
before(async () => {
  wardline = await startWardline()
  path = join(wardline.dataDir, 'log.csv')
  await writeFile(path, testLog(60))
})
after(() => wardline.close())

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever is stored.
type Row = any
const rows = async (sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await wardline.owner.query(sql, values)).rows
const app = () => wardline.composition.app

/** An organization of its own, so that no test sees another's tickets. */
const organization = async (slug: string) => (await wardline.organization(slug)).orgId

async function countAll(orgId: string): Promise<Row> {
  const [counts] = await rows(
    `select (select count(*) from core.record where org_id = $1) as records, (select count(*) from core.event where org_id = $1) as events,
       (select count(*) from core.person where org_id = $1) as people, (select count(*) from core.team where org_id = $1) as teams,
       (select count(*) from tickets.category where org_id = $1) as categories, (select count(*) from core.search_entry where org_id = $1) as entries`,
    [orgId],
  )
  return counts
}

test('A trial writes nothing and tells what would be written and which names are not there.', async () => {
  const orgId = await organization('trial')
  const before = await countAll(orgId)
  const report = await runTickets(app(), orgId, { path, mapping: testMapping, isDry: true })
  assert.deepEqual(await countAll(orgId), before)
  assert.deepEqual(
    [report.is_dry, report.rows_read, report.tickets, report.stored, report.known],
    [true, 360, 60, 0, 0],
  )
  assert.deepEqual(report.names.teams, { total: 2, missing: 2, examples: ['Desk', 'Network'] })
  assert.equal(report.names.people?.missing, 40 + 6 + 2)
})

test('A log is written with its timeline, agrees with its file, and a second time nothing is doubled.', async () => {
  const orgId = await organization('log')
  const report = await runTickets(app(), orgId, { path, mapping: testMapping })
  assert.deepEqual([report.stored, report.known, report.events], [60, 0, 360])
  const { database, differences } = await reconcileTickets(app(), orgId, { path, mapping: testMapping })
  assert.deepEqual(differences, [])
  assert.deepEqual(
    [
      database.tickets,
      database.events,
      database.reopened,
      database.reassigned,
      database.byState,
      database.byPriority,
    ],
    [60, 360, 6, 60, { open: 6, closed: 54 }, { 2: 60 }],
  )
  assert.equal(await checkTimelines(wardline, orgId), 60)
  const stored = await countAll(orgId)
  const again = await runTickets(app(), orgId, { path, mapping: testMapping })
  assert.deepEqual([again.stored, again.known], [0, 60])
  assert.deepEqual(await countAll(orgId), stored)
})

test('A ticket of the log has its people, team, place, category, hands and times.', async () => {
  const orgId = await organization('one')
  await runTickets(app(), orgId, { path, mapping: testMapping })
  const [ticket] = await rows(
    `select r.*, t.*, q.name as requester, o.name as owner, m.name as team, l.name as place, c.name as part, b.name as subject
     from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id join core.person q on q.org_id = r.org_id and q.id = r.requester_id join core.person o on o.org_id = r.org_id and o.id = r.owner_id
     join core.team m on m.org_id = r.org_id and m.id = r.team_id join core.place l on l.org_id = r.org_id and l.id = t.place_id
     join tickets.category c on c.org_id = r.org_id and c.id = t.category_id join tickets.category b on b.org_id = r.org_id and b.id = c.parent_id
     where r.org_id = $1 and t.imported_key = 'test-log:T00001'`,
    [orgId],
  )
  assert.deepEqual(
    [
      ticket.title,
      ticket.requester,
      ticket.owner,
      ticket.team,
      ticket.place,
      ticket.subject,
      ticket.part,
      ticket.device,
      ticket.channel,
    ],
    [
      'Category 1 – Screen dark',
      'Caller 1',
      'Nell',
      'Network',
      'Ward 1',
      'Category 1',
      'Part 1',
      null,
      'phone',
    ],
  )
  assert.deepEqual(
    [ticket.created_at, ticket.resolved_at, ticket.closed_at, ticket.updated_at],
    [
      '2016-03-02T08:00:00.000Z',
      '2016-03-02T11:20:00.000Z',
      '2016-03-02T13:00:00.000Z',
      '2016-03-02T13:00:00.000Z',
    ],
  )
  assert.deepEqual(ticket.imported, {
    origin: 'test-log',
    key: 'T00001',
    number: 'T00001',
    rows: 6,
    fields: { symptom: 'Screen dark' },
    through: { at: '2016-03-02T13:00:00.000Z', marks: ['5'] },
  })
  const events = await rows(
    'select action, at from core.event where org_id = $1 and record_id = $2 order by at, id',
    [orgId, ticket.id],
  )
  assert.deepEqual(
    events.map((event) => event.action),
    ['tickets.import', 'tickets.start', 'tickets.assign', 'tickets.ask', 'tickets.resolve', 'tickets.close'],
  )
  const hands = await rows('select direction from tickets.hand where org_id = $1 and ticket_id = $2', [
    orgId,
    ticket.id,
  ])
  assert.deepEqual(hands, [{ direction: 'across' }])
  const found = await rows(
    "select entry_id from core.search_entry where org_id = $1 and words @@ to_tsquery('core.english', 't00001')",
    [orgId],
  )
  assert.deepEqual(found, [{ entry_id: ticket.id }], 'the old number finds it')
})

test('Names that are missing are created, put to another, or left empty; known ones are found.', async () => {
  const orgId = await organization('names')
  const [{ id: known }] = await rows(
    "insert into core.person (org_id, id, name) values ($1, gen_random_uuid(), 'NELL') returning id",
    [orgId],
  )
  const [{ id: desk }] = await rows(
    "insert into core.team (org_id, id, name, tier) values ($1, gen_random_uuid(), 'Desk', 1) returning id",
    [orgId],
  )
  const mapping: Mapping = {
    ...testMapping,
    missing: {
      people: { do: 'leave-empty' },
      teams: { do: 'map-to', name: 'desk' },
      assets: { do: 'leave-empty' },
    },
  }
  await runTickets(app(), orgId, { path, mapping })
  const people = await rows('select count(*) from core.person where org_id = $1', [orgId])
  assert.deepEqual(people, [{ count: 2 }], 'the administrator and the one who was there')
  const tickets = await rows(
    'select distinct r.team_id, r.requester_id, t.device, t.place_id, t.category_id from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = $1',
    [orgId],
  )
  assert.deepEqual(tickets, [
    { team_id: desk, requester_id: null, device: null, place_id: null, category_id: null },
  ])
  const owners = await rows(
    'select distinct owner_id from core.record where org_id = $1 and owner_id is not null',
    [orgId],
  )
  assert.deepEqual(owners, [{ owner_id: known }])
  assert.equal(await checkTimelines(wardline, orgId), 60)
  const nowhere = { ...testMapping, missing: { teams: { do: 'map-to', name: 'Nobody' } } } as Mapping
  await assert.rejects(
    runTickets(app(), await organization('nowhere'), { path, mapping: nowhere }),
    /“Nobody”/,
  )
})

test('Bad rows are left out and told in a file that no spreadsheet takes for formulas; the rest goes in.', async () => {
  const orgId = await organization('bad')
  const bad = join(wardline.dataDir, 'bad.csv')
  const badRowsPath = join(wardline.dataDir, 'bad-rows.csv')
  const log = testLog(3).replace('T00001,2,2/3/2016 8:10,Clerk,Active', 'T00001,2,2/3/2016 8:10,Clerk,=1+1')
  await writeFile(bad, `${log}T00009,too,few\n`)
  const report = await runTickets(app(), orgId, { path: bad, mapping: testMapping, badRowsPath })
  assert.deepEqual([report.rows_rejected, report.stored], [2, 3])
  assert.deepEqual(report.bad_rows.map((row) => row.line).sort(), [10, 20])
  const text = await readFile(badRowsPath, 'utf8')
  assert.match(text, /10,"state","'=1\+1","The mapping has no value for this state\."/)
  assert.equal(text.trim().split('\r\n').length, 3)
  assert.deepEqual(
    (await reconcileTickets(app(), orgId, { path: bad, mapping: testMapping })).differences,
    [],
  )
})

test('A run that is stopped keeps what it wrote, and goes on where it was.', async () => {
  const orgId = await organization('stopped')
  const long = join(wardline.dataDir, 'long.csv')
  await writeFile(long, testLog(700))
  const stopped = await runTickets(app(), orgId, {
    path: long,
    mapping: testMapping,
    onProgress: ({ tickets }) => tickets === 0,
  })
  assert.ok(stopped.stored > 0 && stopped.stored < 700, String(stopped.stored))
  const rest = await runTickets(app(), orgId, { path: long, mapping: testMapping })
  assert.equal(rest.known + rest.stored, 700)
  assert.deepEqual(
    (await reconcileTickets(app(), orgId, { path: long, mapping: testMapping })).differences,
    [],
  )
})

test('Links between articles and to images get their addresses; what leads nowhere becomes words.', () => {
  const addresses = new Map([
    ['article a(b).md', { address: '/answers/1' }],
    ['asset i.png', { address: '/f/1/image', isInline: true }],
    ['asset i.svg', { address: '/f/2', isInline: false }],
  ])
  const resolved = resolveAddresses(
    'See [*the* other](article:a%28b%29.md#top "Title"), [gone](article:x.md), ![shot](asset:i.png), ![svg](asset:i.svg), ![lost](asset:l.png) and [code](https://x.org/).',
    (kind, target) => addresses.get(`${kind} ${target}`) ?? null,
  )
  assert.equal(
    resolved,
    'See [*the* other](/answers/1#top "Title"), gone, ![shot](/f/1/image), [svg](/f/2), *(missing image: lost)* and [code](https://x.org/).',
  )
})
