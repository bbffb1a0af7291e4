import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { checkMapping, type Mapping } from './import/mapping/mapping.ts'
import { reconcileTickets, runTickets } from './runs/run-tickets.ts'
import { testLog, testMapping } from './test-log.ts'
import { checkTimelines } from './test-timelines.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
})
after(() => wardline.close())

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever is stored.
type Row = any
const rows = async (sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await wardline.owner.query(sql, values)).rows
const app = () => wardline.composition.app

const ticket_count = 30
const all = testLog(ticket_count).trimEnd().split('\n')
const heading = all[0] as string

/** The rows of the whole log that satisfy the condition, below its heading. */
function part(isWanted: (fields: { id: string; seq: number }) => boolean): string {
  const lines = all.slice(1).filter((line) => {
    const [id = '', seq] = line.split(',')
    return isWanted({ id, seq: Number(seq) })
  })
  return `${[heading, ...lines].join('\n')}\n`
}

let files = 0
async function run(orgId: string, content: string, options: { isDry?: boolean; mapping?: Mapping } = {}) {
  const path = join(wardline.dataDir, `part-${files++}.csv`)
  await writeFile(path, content)
  const { mapping = testMapping, ...rest } = options
  return { path, report: await runTickets(app(), orgId, { path, mapping, ...rest }) }
}

async function stored(orgId: string): Promise<Row> {
  return rows(
    `select t.imported_key, r.title, r.state, r.category, r.priority, m.name as team, o.name as owner, r.version, r.updated_at, t.resolved_at, t.closed_at,
       t.reopened_count, t.reassigned_count, c.name as part, (t.imported ->> 'rows')::int as rows,
       (select count(*)::int from tickets.hand h where h.org_id = r.org_id and h.ticket_id = r.id) as hands,
       (select json_agg(json_build_array(e.at, e.action, e.data -> 'changes' -> 'state', e.data -> 'fields' -> 'reopened_count') order by e.at, e.id)
        from core.event e where e.org_id = r.org_id and e.record_id = r.id) as events
     from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
     left join core.team m on m.org_id = r.org_id and m.id = r.team_id left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
     left join tickets.category c on c.org_id = r.org_id and c.id = t.category_id
     where r.org_id = $1 order by 1`,
    [orgId],
  )
}

test('A longer log adds what happened since, to the same end as if it had been read at once, and only once.', async () => {
  const { orgId } = await wardline.organization('longer')
  const { orgId: other } = await wardline.organization('at-once')
  await run(
    other,
    part(() => true),
  )
  const first = await run(
    orgId,
    part(({ seq }) => seq < 2),
  )
  assert.deepEqual([first.report.stored, first.report.events], [ticket_count, ticket_count * 2])
  // Rows 1 and 2 of a ticket are of the same minute; the file was cut between them.
  const whole = part(() => true)
  const tried = await run(orgId, whole, { isDry: true })
  assert.deepEqual(
    [tried.report.known, tried.report.extended, tried.report.stored],
    [ticket_count, ticket_count, 0],
  )
  assert.equal((await stored(orgId))[0].version, 2, 'a trial writes nothing')
  const second = await run(orgId, whole)
  assert.deepEqual(
    [
      second.report.stored,
      second.report.known,
      second.report.extended,
      second.report.events,
      second.report.conflict_count,
    ],
    [0, ticket_count, ticket_count, ticket_count * 4, 0],
  )
  assert.deepEqual(await stored(orgId), await stored(other))
  assert.equal(await checkTimelines(wardline, orgId), ticket_count)
  const { differences } = await reconcileTickets(app(), orgId, { path: second.path, mapping: testMapping })
  assert.deepEqual(differences, [])
  const third = await run(orgId, whole)
  assert.deepEqual([third.report.extended, third.report.events], [0, 0])
  const shorter = await run(
    orgId,
    part(({ seq }) => seq < 3),
  )
  assert.deepEqual([shorter.report.extended, shorter.report.events], [0, 0])
  assert.deepEqual(await stored(orgId), await stored(other))
})

test('Files that hold only the rows since the last one lead to the same end.', async () => {
  const { orgId } = await wardline.organization('pieces')
  const { orgId: other } = await wardline.organization('whole')
  await run(
    other,
    part(() => true),
  )
  for (const [from, to] of [
    [0, 1],
    [2, 2],
    [3, 4],
    [5, 5],
  ] as const) {
    const piece = part(({ seq }) => seq >= from && seq <= to)
    await run(orgId, piece)
    const again = await run(orgId, piece)
    assert.deepEqual([again.report.stored, again.report.extended], [0, 0])
  }
  const simple = (ticket: Row) => ({
    ...ticket,
    events: ticket.events.map(([at, action]: Row) => [at, action]),
  })
  assert.deepEqual((await stored(orgId)).map(simple), (await stored(other)).map(simple))
  assert.equal(await checkTimelines(wardline, orgId), ticket_count)
})

test('What somebody changed here since stays, the rest is taken, and the report says where they differ.', async () => {
  const { orgId } = await wardline.organization('changed')
  await run(
    orgId,
    part(({ seq }) => seq < 4),
  )
  const admin = (await wardline.signIn('admin@changed.example', 'changed')) as Client
  const idOf = async (key: string) =>
    (
      await rows('select id from tickets.ticket where org_id = $1 and imported_key = $2', [
        orgId,
        `test-log:${key}`,
      ])
    )[0].id
  const [mine, closedHere, untouched] = [await idOf('T00001'), await idOf('T00002'), await idOf('T00003')]
  assert.equal((await admin.post(`/api/tickets/${mine}/assign`, { owner_id: admin.personId })).status, 200)
  assert.equal((await admin.post(`/api/tickets/${mine}/edit`, { title: 'Named anew' })).status, 200)
  const solved = await admin.post(`/api/tickets/${closedHere}/resolve`, {
    code: 'fixed',
    cause: 'A loose plug.',
  })
  assert.equal(solved.status, 200, JSON.stringify(solved.body))
  const later = part(() => true).replaceAll(/^(T\d+,[45],.*)Network,Nell/gm, '$1Desk,Agent 9')
  const { report } = await run(orgId, later)
  assert.equal(report.extended, ticket_count)
  const numbers = new Map(
    (
      await rows(
        'select t.imported_key, r.number from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = $1',
        [orgId],
      )
    ).map((row) => [row.imported_key, row.number]),
  )
  assert.deepEqual(
    report.conflicts.map(({ key, number, fields }) => [
      key,
      number === Number(numbers.get(`test-log:${key}`)),
      fields,
    ]),
    [
      ['T00001', true, ['team', 'owner']],
      ['T00002', true, ['state']],
    ],
  )
  assert.equal(report.conflict_count, 2)
  const find = async (id: string) =>
    (
      await rows(
        'select r.title, r.state, r.owner_id, t.cause, t.resolution_code, t.closed_at is null as is_not_closed, o.name as owner from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id left join core.person o on o.org_id = r.org_id and o.id = r.owner_id where r.org_id = $1 and r.id = $2',
        [orgId, id],
      )
    )[0]
  const one = await find(mine)
  assert.deepEqual([one.title, one.owner_id, one.state], ['Named anew', admin.personId, 'closed'])
  const two = await find(closedHere)
  assert.deepEqual(
    [two.state, two.cause, two.resolution_code, two.is_not_closed, two.owner],
    ['resolved', 'A loose plug.', 'fixed', true, 'Agent 9'],
  )
  assert.equal((await find(untouched)).owner, 'Agent 9')
  assert.equal(await checkTimelines(wardline, orgId), ticket_count)
})

test('A row that comes late, before what was imported, is left out and counted.', async () => {
  const { orgId } = await wardline.organization('late')
  await run(
    orgId,
    part(({ seq }) => seq !== 3 && seq < 5),
  )
  const { report } = await run(
    orgId,
    part(() => true),
  )
  assert.deepEqual([report.extended, report.rows_missed], [ticket_count, ticket_count])
  assert.equal(await checkTimelines(wardline, orgId), ticket_count)
})

const talk: Mapping = checkMapping({
  format: 'wardline-import/1',
  name: 'Talk',
  origin: 'talk',
  source: 'conversation',
  key: 'id',
  time: 'at',
  dates: { pattern: 'iso', zone: 'UTC' },
  columns: [
    { column: 'words', field: 'messageBody' },
    { column: 'private', field: 'messageIsPrivate' },
    { column: 'by', field: 'messageAuthor' },
    { column: 'role', field: 'messageAuthorRole' },
    { column: 'state', field: 'state' },
  ],
  missing: { people: { do: 'create' } },
})

test('A thread that went on brings its new messages alone, and a removed one does not come back.', async () => {
  const { orgId } = await wardline.organization('talk')
  const head = 'id,at,words,private,by,role,state\n'
  const begun = `${head}K1,2020-01-01T08:00:00Z,The scanner is dead,no,Cora,requester,open\nK1,2020-01-01T09:00:00Z,Her password is hunter2,yes,Abe,agent,open\n`
  await run(orgId, begun, { mapping: talk })
  const [secret] = await rows(
    "update core.message set body = '', redacted_at = now() where org_id = $1 and is_internal returning id",
    [orgId],
  )
  assert.ok(secret)
  const longer = begun.replaceAll(',open\n', ',resolved\n')
  const { report } = await run(
    orgId,
    `${longer}K1,2020-01-01T09:00:00Z,Looking at it,no,Abe,agent,resolved\nK1,2020-01-02T09:00:00Z,Replaced,no,Abe,agent,resolved\n`,
    { mapping: talk },
  )
  assert.deepEqual([report.extended, report.messages], [1, 2])
  const messages = await rows(
    'select body, is_internal from core.message where org_id = $1 order by created_at, id',
    [orgId],
  )
  assert.deepEqual(
    messages.map(({ body, is_internal }) => [body, is_internal]),
    [
      ['The scanner is dead', false],
      ['', true],
      ['Looking at it', false],
      ['Replaced', false],
    ],
  )
  const [ticket] = await rows(
    'select r.state, t.resolved_at, t.last_word_at, t.first_response_at from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = $1',
    [orgId],
  )
  assert.deepEqual(ticket, {
    state: 'resolved',
    resolved_at: '2020-01-02T09:00:00.000Z',
    last_word_at: '2020-01-02T09:00:00.000Z',
    first_response_at: '2020-01-01T09:00:00.000Z',
  })
  assert.equal(await checkTimelines(wardline, orgId), 1)
})

const list: Mapping = checkMapping({
  format: 'wardline-import/1',
  name: 'List',
  origin: 'list',
  source: 'snapshot',
  key: 'id',
  dates: { pattern: 'iso', zone: 'UTC' },
  columns: [
    { column: 'title', field: 'title' },
    { column: 'state', field: 'state' },
    { column: 'team', field: 'team' },
    { column: 'opened', field: 'createdAt' },
    { column: 'updated', field: 'updatedAt' },
  ],
  missing: { teams: { do: 'create' } },
})

test('A later list of tickets brings those forward that changed in it.', async () => {
  const { orgId } = await wardline.organization('list')
  const head = 'id,title,state,team,opened,updated\n'
  const one = 'L1,Printer,open,Desk,2020-01-01T08:00:00Z,2020-01-01T09:00:00Z\n'
  const two = 'L2,Phone,new,Desk,2020-01-01T08:00:00Z,2020-01-01T08:00:00Z\n'
  await run(orgId, head + one + two, { mapping: list })
  const { report } = await run(
    orgId,
    `${head}L1,Printer on 4 West,resolved,Field,2020-01-01T08:00:00Z,2020-01-03T09:00:00Z\n${two}`,
    { mapping: list },
  )
  assert.deepEqual([report.known, report.extended], [2, 1])
  const tickets = await rows(
    'select r.title, r.state, m.name as team, t.resolved_at from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id join core.team m on m.org_id = r.org_id and m.id = r.team_id where r.org_id = $1 order by t.imported_key',
    [orgId],
  )
  assert.deepEqual(tickets, [
    { title: 'Printer on 4 West', state: 'resolved', team: 'Field', resolved_at: '2020-01-03T09:00:00.000Z' },
    { title: 'Phone', state: 'new', team: 'Desk', resolved_at: null },
  ])
  const found = await rows(
    "select 1 from core.search_entry where org_id = $1 and words @@ to_tsquery('core.english', 'west & l1')",
    [orgId],
  )
  assert.equal(found.length, 1, 'the new title is found')
  assert.equal(await checkTimelines(wardline, orgId), 2)
})
