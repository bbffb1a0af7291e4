import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'
import { loadMapping, type Mapping } from './import/mapping/mapping.ts'
import { readArticles } from './import/markdown/import-articles.ts'
import { publicData, readyMapping } from './import/test-data.ts'
import { reconcileTickets, runTickets } from './runs/run-tickets.ts'
import { importArticles, resolveAddresses } from './store/import-articles.ts'
import { testLog, testMapping } from './test-log.ts'

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

async function checkTimelines(orgId: string): Promise<number> {
  const records = await rows(
    `select r.*, row_to_json(t) as ticket, e.events from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
     join lateral (select json_agg(json_build_object('at', e.at, 'data', e.data) order by e.at, e.id) as events from core.event e where e.org_id = r.org_id and e.record_id = r.id) e on true
     where r.org_id = $1`,
    [orgId],
  )
  for (const record of records) {
    const told = replay(record.events)
    for (const column of ['title', 'state', 'priority', 'team_id', 'owner_id', 'requester_id', 'audience'])
      assert.deepEqual(told[column] ?? null, record[column], `${record.title}: ${column}`)
    assert.deepEqual(replayTicket(record.events), shadow(record.ticket as TicketFields), record.title)
    assert.equal(record.version, record.events.length)
  }
  return records.length
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
  assert.equal(await checkTimelines(orgId), 60)
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
    ['2016-03-02T08:00:00Z', '2016-03-02T11:20:00Z', '2016-03-02T13:00:00Z', '2016-03-02T13:00:00Z'],
  )
  assert.deepEqual(ticket.imported, {
    origin: 'test-log',
    key: 'T00001',
    number: 'T00001',
    rows: 6,
    fields: { symptom: 'Screen dark' },
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
  assert.equal(await checkTimelines(orgId), 60)
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

const incidents = publicData('incident-log/incident_event_log.csv.gz')
test('The real incident log of 119,998 events agrees with its file in every count.', {
  skip: incidents.skip,
}, async () => {
  const orgId = await organization('incidents')
  const mapping = await loadMapping(readyMapping('servicenow-incident-log'))
  const report = await runTickets(app(), orgId, { path: incidents.path, mapping })
  assert.deepEqual([report.stored, report.rows_rejected], [20_769, 0])
  const { database, differences } = await reconcileTickets(app(), orgId, { path: incidents.path, mapping })
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
    [20_769, 119_998, 234, 9_843, { closed: 20_768, new: 1 }, { 1: 220, 2: 337, 3: 19_554, 4: 658 }],
  )
})

const problems = publicData('problem-log')
test('The real problem log gives the same tickets from CSV and from XES, and both replay.', {
  skip: problems.skip,
}, async () => {
  const essence = async (slug: string, file: string, mappingName: string) => {
    const orgId = await organization(slug)
    const mapping = await loadMapping(readyMapping(mappingName))
    const run = { path: join(problems.path, file), mapping }
    await runTickets(app(), orgId, run)
    assert.deepEqual((await reconcileTickets(app(), orgId, run)).differences, [])
    assert.equal(await checkTimelines(orgId), 1487)
    return rows(
      `select t.imported_key, t.ticket_kind, r.state, m.name as team, o.name as owner, r.created_at, t.resolved_at, t.closed_at, t.reopened_count, t.reassigned_count
       from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id left join core.team m on m.org_id = r.org_id and m.id = r.team_id
       left join core.person o on o.org_id = r.org_id and o.id = r.owner_id where t.org_id = $1 order by 1`,
      [orgId],
    )
  }
  const csv = await essence('problems-csv', 'BPI13C.csv', 'problem-log-csv')
  const xes = await essence('problems-xes', 'BPI_Challenge_2013_closed_problems.xes.gz', 'problem-log-xes')
  assert.deepEqual(xes, csv)
})

const talks = publicData('ticket-conversations/utterances.csv')
test('Of the real conversations no private sentence reaches a requester through the interface.', {
  skip: talks.skip,
}, async () => {
  const orgId = await organization('talks')
  const mapping = await loadMapping(readyMapping('ticket-conversations'))
  await runTickets(app(), orgId, { path: talks.path, mapping })
  assert.deepEqual((await reconcileTickets(app(), orgId, { path: talks.path, mapping })).differences, [])
  await checkTimelines(orgId)
  const reader = await wardline.person('Rhea Requester', [], [], orgId)
  // Every ticket becomes hers, so that she sees all that any requester could.
  await rows('update core.record set requester_id = $2 where org_id = $1', [orgId, reader.personId])
  const threads = await rows(
    `select record_id, array_agg(body) filter (where is_internal) as private, array_agg(body) filter (where not is_internal) as public
     from core.message where org_id = $1 group by record_id`,
    [orgId],
  )
  assert.equal(threads.length, 240)
  for (const thread of threads.filter((_, index) => index % 6 === 0)) {
    const { status, body } = await reader.get(`/api/tickets/${thread.record_id}`)
    assert.equal(status, 200)
    assert.deepEqual(
      body.messages.map((message: Row) => message.body).sort(),
      [...(thread.public ?? [])].sort().slice(0, body.messages.length),
    )
    assert.ok(body.messages.every((message: Row) => !message.is_internal))
    const shown = JSON.stringify(body)
    for (const words of (thread.private ?? []) as string[])
      if (words.length > 30 && !(thread.public ?? []).some((open: string) => open.includes(words)))
        assert.ok(!shown.includes(JSON.stringify(words).slice(1, -1)), 'a private message was shown')
  }
})

const wiki = publicData('knowledge-base-markdown')
test('The real knowledge base becomes articles whose links and images work, once.', {
  skip: wiki.skip,
}, async () => {
  const orgId = await organization('wiki')
  const reader = await wardline.person('Wanda Wiki', [], [], orgId)
  const { articles } = await readArticles(wiki.path, {
    siteUrl: 'https://sciwiki.fredhutch.org',
    notArticles: /LICENSE\.md$/,
  })
  const options = { origin: 'wiki', audience: 'staff' as const, actorId: reader.personId }
  const stored = await importArticles(app(), orgId, articles, options)
  assert.deepEqual([stored.articles, stored.known], [196, 0])
  const again = await importArticles(app(), orgId, articles, options)
  assert.deepEqual([again.articles, again.known], [0, 196])
  const bodies: { id: string; body: string }[] = await rows(
    'select id, body from knowledge.article where org_id = $1',
    [orgId],
  )
  const ids = new Set(bodies.map((row) => row.id))
  const targets = bodies.flatMap(({ body }) =>
    [...body.matchAll(/\]\(\/answers\/([0-9a-f-]{36})/g)].map((match) => match[1] ?? ''),
  )
  assert.ok(targets.length > 400, String(targets.length))
  assert.deepEqual(
    targets.filter((id) => !ids.has(id)),
    [],
  )
  assert.ok(bodies.every(({ body }) => !/\]\((article|asset):/.test(body)))
  const image =
    bodies.flatMap(({ body }) => body.match(/\/api\/attachments\/[0-9a-f-]{36}\/image/) ?? [])[0] ?? ''
  const shown = await reader.get(image)
  assert.equal(shown.status, 200)
  assert.match(String(shown.headers['content-type']), /^image\//)
  const article = await reader.get(`/api/articles/${targets[0]}`)
  assert.equal(article.status, 200)
  const stranger = await wardline.person('Stan Stranger', [])
  assert.equal((await stranger.get(image)).status, 404)
})
