import assert from 'node:assert/strict'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'
import { makeTar, makeZip } from './import/archive/test-archives.ts'
import { tendRuns } from './runs/work.ts'
import { testLog, testMapping } from './test-log.ts'

let wardline: Wardline
let admin: Client
let agent: Client
let stranger: Client
before(async () => {
  wardline = await startWardline({ jobs: true })
  // Its connections may still be closing when the database is dropped.
  wardline.owner.on('error', () => {})
  admin = await wardline.admin()
  agent = await wardline.person('Sam Agent', ['help-desk'])
  const { orgId } = await wardline.organization('other')
  stranger = await wardline.person('Stan Stranger', ['administrator'], [], orgId)
})
after(() => wardline.close())

function upload(client: Pick<Client, 'send'>, content: string | Buffer, name = 'log.csv'): Promise<Answer> {
  const boundary = 'wardline-test-boundary'
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return client.send('POST', '/api/imports', body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

async function until(id: string, isThere: (run: Answer['body']) => boolean): Promise<Answer['body']> {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await admin.get(`/api/imports/${id}`)
    if (isThere(body)) return body
    await sleep(50)
  }
  throw new Error('The run did not come to its end.')
}

const log = `${testLog(30)}T00099,too,few\n`

test('A file is uploaded, looked at, tried, run, compared, and its bad rows are downloaded.', async () => {
  const uploaded = await upload(admin, log)
  assert.equal(uploaded.status, 200, JSON.stringify(uploaded.body))
  const { id, shape, mapping, state } = uploaded.body
  assert.equal(state, 'uploaded')
  assert.deepEqual([shape.format, shape.columns.length, shape.columns[4].name], ['csv', 15, 'state'])
  assert.deepEqual(shape.columns[4].samples, ['New', 'Active', 'Waiting', 'Resolved', 'Closed'])
  assert.equal(mapping.format, 'wardline-import/1')

  const hook = await admin.post('/api/webhooks', {
    ...{
      name: 'Monitor',
      format: 'wardline',
      url: 'https://192.88.98.1/hook',
      kinds: ['imported', 'created'],
    },
    ...{
      team_ids: [],
      category_ids: [],
      priorities: [],
      sends_restricted: false,
      is_on: true,
      kept_days: 14,
    },
  })
  const tried = await admin.post(`/api/imports/${id}/preview`, { mapping: testMapping })
  assert.deepEqual([tried.status, tried.body.state], [200, 'previewing'])
  const previewed = await until(id, (run) => run.state === 'previewed')
  assert.deepEqual(
    [previewed.report.is_dry, previewed.report.tickets, previewed.report.rows_rejected],
    [true, 30, 1],
  )
  assert.equal((await admin.get('/api/tickets')).body.rows.length, 0)

  assert.equal((await admin.post(`/api/imports/${id}/run`, { mapping: testMapping })).status, 200)
  const done = await until(id, (run) => run.state === 'done')
  assert.deepEqual([done.report.stored, done.rows_done, done.rows_total], [30, 180, 180])
  assert.deepEqual([done.reconciliation.differences, done.reconciliation.database.tickets], [[], 30])

  // One word of the whole run, and none of each ticket.
  const told = await admin.get(`/api/webhooks/${hook.body.id}/log`)
  assert.deepEqual(
    told.body.rows.map(({ kind }: { kind: string }) => kind),
    ['imported'],
  )

  const bad = await admin.get(`/api/imports/${id}/bad-rows`)
  assert.equal(bad.status, 200)
  assert.match(String(bad.headers['content-disposition']), /attachment/)
  assert.match(bad.body, /\r\n182,/)
  const runs = (await admin.get('/api/imports')).body.rows
  assert.deepEqual([runs[0].id, runs[0].stored, runs[0].created_by.name], [id, 30, 'Ada Admin'])
})

test('Who may not import, or belongs to another organization, neither sees nor starts one.', async () => {
  const { id } = (await upload(admin, log)).body
  assert.equal((await upload(agent, log)).status, 403)
  assert.equal((await upload(wardline.anonymous, log)).status, 401)
  for (const path of [
    '/api/imports',
    `/api/imports/${id}`,
    '/api/imports/mappings',
    `/api/imports/${id}/bad-rows`,
  ])
    assert.equal((await agent.get(path)).status, 403, path)
  assert.equal((await stranger.get(`/api/imports/${id}`)).status, 404)
  assert.deepEqual((await stranger.get('/api/imports')).body.rows, [])
  for (const step of ['preview', 'run']) {
    assert.equal((await agent.post(`/api/imports/${id}/${step}`, { mapping: testMapping })).status, 403)
    assert.equal((await stranger.post(`/api/imports/${id}/${step}`, { mapping: testMapping })).status, 404)
  }
  for (const step of ['stop', 'discard']) {
    assert.equal((await agent.post(`/api/imports/${id}/${step}`)).status, 403)
    assert.equal((await stranger.post(`/api/imports/${id}/${step}`)).status, 404)
  }
  assert.equal((await stranger.get(`/api/imports/${id}/bad-rows`)).status, 404)
})

test('What is no file of tickets is refused with a sentence and leaves nothing behind.', async () => {
  const folder = join(wardline.dataDir, 'imports')
  const before = readdirSync(folder)
  for (const [content, pattern] of [
    ['', /empty/],
    ['%PDF-1.7 nothing', /neither CSV nor XES/],
  ] as const) {
    const answer = await upload(admin, content)
    assert.deepEqual([answer.status, answer.body.errors[0].pointer], [422, '#/file'])
    assert.match(answer.body.errors[0].detail, pattern)
  }
  assert.equal((await admin.post('/api/imports', {})).status, 415)
  assert.deepEqual(readdirSync(folder), before)
})

test('A mapping that cannot be used is refused at its field; one that lacks a column fails with its name.', async () => {
  const { id } = (await upload(admin, log)).body
  const wrong = { ...testMapping, columns: [{ column: 'id', field: 'nonsense' }] }
  const refused = await admin.post(`/api/imports/${id}/preview`, { mapping: wrong })
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/mapping'])
  assert.equal((await admin.post(`/api/imports/${id}/preview`, { mapping: { format: 'x' } })).status, 422)
  const other = { ...testMapping, time: 'moment' }
  assert.equal((await admin.post(`/api/imports/${id}/preview`, { mapping: other })).status, 200)
  const failed = await until(id, (run) => run.state === 'failed')
  assert.match(failed.failure, /no column "moment"/)
  assert.equal((await admin.post(`/api/imports/${id}/stop`)).status, 409)
})

test('A run whose worker was killed is taken up again; a file that nobody needs goes.', async () => {
  const { id } = (await upload(admin, testLog(5).replaceAll('T0', 'K0'))).body
  const stalled = new Date(wardline.clock.now().getTime() - 300_000).toISOString()
  await wardline.owner.query(
    "update channels.import_run set state = 'running', mapping = $2, updated_at = $3 where id = $1",
    [id, JSON.stringify(testMapping), stalled],
  )
  assert.equal((await admin.get(`/api/imports/${id}`)).body.is_stalled, true)
  await tendRuns(wardline.composition.app)
  const done = await until(id, (run) => run.state === 'done')
  assert.equal(done.report.stored, 5)
  assert.equal(done.has_file, false)
  const folder = join(wardline.dataDir, 'imports')
  // The file goes after the run was noted as done.
  for (let waited_ms = 0; existsSync(join(folder, id)) && waited_ms < 10_000; waited_ms += 50) await sleep(50)
  assert.ok(!existsSync(join(folder, id)))
  assert.equal((await admin.post(`/api/imports/${id}/run`, { mapping: testMapping })).status, 409)
  // What an upload that broke off left behind goes as well; a run that is still to come does not.
  const { id: waiting } = (await upload(admin, log)).body
  const remains = join(folder, newId())
  writeFileSync(remains, 'half a file')
  await tendRuns(wardline.composition.app)
  assert.ok(existsSync(remains) && existsSync(join(folder, waiting)))
  const long_ago = new Date(Date.now() - 3 * 86_400_000)
  for (const path of [remains, join(folder, waiting)]) utimesSync(path, long_ago, long_ago)
  await tendRuns(wardline.composition.app)
  assert.ok(!existsSync(remains) && existsSync(join(folder, waiting)))
})

/** How many rows of the whole database hold the words, whatever table they are in. */
async function rowsWith(words: string): Promise<number> {
  const { rows } = await wardline.owner.query<{ name: string }>(
    "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')",
  )
  assert.ok(rows.length > 40)
  let found = 0
  for (const { name } of rows) {
    const { rows: counted } = await wardline.owner.query(
      `select count(*)::int as count from ${name} as each where each::text ilike '%' || $1 || '%'`,
      [words],
    )
    found += counted[0].count
  }
  return found
}

const secrets = ['Zwielicht', 'Quastenflosser', 'Wackelpudding', 'Nebelkerze']
/** A log whose cells hold words found nowhere else: a person, a place, a state, and a row that is bad. */
const telling = testLog(4)
  .replaceAll('T0', 'S0')
  .replaceAll('Screen dark', secrets[0] ?? '')
  .replaceAll('Ward 1', secrets[1] ?? '')
  .replaceAll('Clerk', secrets[2] ?? '')
  .replaceAll(',Waiting,', `,${secrets[3]},`)

test('What came out of a file’s cells is gone from the database when its run is discarded or forgotten.', async () => {
  for (const end of ['discarded', 'forgotten'] as const) {
    const { id, mapping } = (await upload(admin, telling)).body
    assert.ok((await rowsWith('Zwielicht')) > 0, 'the samples are there to choose by')
    assert.equal((await admin.post(`/api/imports/${id}/preview`, { mapping: testMapping })).status, 200)
    const tried = await until(id, (run) => run.state === 'previewed')
    assert.equal(tried.report.bad_rows[0].value, 'Nebelkerze')
    assert.ok(tried.report.names.people.examples.includes('Wackelpudding'))
    assert.equal(mapping.format, 'wardline-import/1')
    const files = () => readdirSync(join(wardline.dataDir, 'imports')).filter((name) => name.startsWith(id))
    assert.equal(files().length, 2)
    if (end === 'discarded') assert.equal((await admin.post(`/api/imports/${id}/discard`)).status, 200)
    else {
      await wardline.owner.query(
        "update channels.import_run set updated_at = updated_at - interval '8 days' where id = $1",
        [id],
      )
      await tendRuns(wardline.composition.app)
    }
    await sleep(50)
    for (const words of secrets) assert.equal(await rowsWith(words), 0, `${words} after it was ${end}`)
    assert.deepEqual(files(), [])
    const shown = (await admin.get(`/api/imports/${id}`)).body
    assert.deepEqual([shown.is_cleared, shown.has_file, shown.report.tickets], [true, false, 4])
    assert.equal((await admin.get(`/api/imports/${id}/bad-rows`)).status, 404)
  }
})

test('A run that came to its end keeps no samples, and its bad rows until it is discarded.', async () => {
  const { id } = (await upload(admin, telling)).body
  assert.equal((await admin.post(`/api/imports/${id}/run`, { mapping: testMapping })).status, 200)
  const done = await until(id, (run) => run.state === 'done')
  assert.ok(done.shape.columns.every((column: { samples: string[] }) => column.samples.length === 0))
  await sleep(50)
  assert.ok(!existsSync(join(wardline.dataDir, 'imports', id)))
  assert.equal(await rowsWith('Nebelkerze'), 1, 'in the report')
  assert.match((await admin.get(`/api/imports/${id}/bad-rows`)).body, /Nebelkerze/)
  assert.equal((await admin.post(`/api/imports/${id}/discard`)).status, 200)
  assert.equal(await rowsWith('Nebelkerze'), 0)
  const { rows } = await wardline.owner.query(
    'select shape, mapping, report from channels.import_run where id = $1',
    [id],
  )
  for (const words of secrets) assert.ok(!JSON.stringify(rows).includes(words), words)
})

const wiki = [
  {
    path: 'wiki/start.md',
    content: '# Start\n\nSee [the other](other.md), [nothing](gone.md) and ![a shot](shot.png).',
  },
  { path: 'wiki/other.md', content: '---\ntitle: Other\ntags: [vpn]\n---\nBack to [start](start.md#top).' },
  { path: 'wiki/blank.md', content: '---\ntitle: Blank\n---\n' },
  { path: 'wiki/LICENSE.md', content: 'CC' },
  { path: 'wiki/leak.md', content: '/etc/passwd', mode: 0o120777 },
]
const settings = { origin: 'folder-wiki', audience: 'staff', site_url: null }

test('An archive of articles is uploaded, tried and run; its broken links are told, and a second time nothing is doubled.', async () => {
  const uploaded = await upload(admin, makeZip(wiki), 'wiki.zip')
  assert.equal(uploaded.status, 200, JSON.stringify(uploaded.body))
  const { id, kind, mapping, shape } = uploaded.body
  assert.deepEqual([kind, mapping, uploaded.body.settings], ['articles', null, settings])
  assert.deepEqual(shape.problems, [
    { path: 'wiki/leak.md', problem: 'A link to another file was left out.' },
  ])
  assert.equal((await admin.post(`/api/imports/${id}/preview`, {})).status, 422)
  assert.equal((await admin.post(`/api/imports/${id}/preview`, { mapping: testMapping })).status, 422)
  const bad = { ...settings, site_url: 'javascript:alert(1)' }
  assert.equal((await admin.post(`/api/imports/${id}/preview`, { articles: bad })).status, 422)
  assert.equal((await admin.post(`/api/imports/${id}/preview`, { articles: settings })).status, 200)
  const tried = (await until(id, (run) => run.state === 'previewed')).article_report
  assert.deepEqual(
    [tried.is_dry, tried.articles, tried.stored, tried.known, tried.drafts],
    [true, 3, 3, 0, 1],
  )
  assert.deepEqual(
    tried.examples.map((each: { path: string; title: string }) => [each.path, each.title]),
    [
      ['blank.md', 'Blank'],
      ['other.md', 'Other'],
      ['start.md', 'Start'],
    ],
  )
  assert.equal((await admin.get('/api/articles')).body.rows.length, 0)
  assert.equal((await admin.post(`/api/imports/${id}/run`, { articles: settings })).status, 200)
  const done = await until(id, (run) => run.state === 'done')
  const report = done.article_report
  assert.deepEqual([report.stored, report.links, done.rows_done, done.has_file], [3, 2, 3, false])
  const remarks = report.remarks.map(
    (each: { path: string; problem: string }) => `${each.path}: ${each.problem}`,
  )
  assert.ok(
    remarks.some((line: string) => /start.md: A link to "gone.md" was left out/.test(line)),
    remarks.join(),
  )
  assert.ok(remarks.some((line: string) => /start.md: An image to "shot.png"/.test(line)))
  assert.match((await admin.get(`/api/imports/${id}/bad-rows`)).body, /path,remark\r\n.*gone\.md/s)
  assert.ok(!existsSync(join(wardline.dataDir, 'imports', `${id}.files`)))
  const articles = (await admin.get('/api/articles')).body.rows
  assert.deepEqual(articles.map((each: { title: string }) => each.title).sort(), ['Blank', 'Other', 'Start'])
  const again = (await upload(admin, makeTar(wiki.slice(0, 4)), 'wiki.tar')).body
  assert.equal((await admin.post(`/api/imports/${again.id}/run`, { articles: settings })).status, 200)
  const second = (await until(again.id, (run) => run.state === 'done')).article_report
  assert.deepEqual([second.stored, second.known], [0, 3])
  assert.equal((await admin.post(`/api/imports/${id}/discard`)).status, 200)
  assert.deepEqual((await admin.get(`/api/imports/${id}`)).body.article_report.remarks, [])
})

test('Who may import but not publish articles is refused by a sentence.', async () => {
  const { id } = (await upload(admin, makeZip(wiki), 'wiki.zip')).body
  const role = await admin.post('/api/roles', { title: 'Importer', permissions: ['imports.run'] })
  assert.equal(role.status, 200, JSON.stringify(role.body))
  const { rows } = await wardline.owner.query("select key from core.role where title = 'Importer'")
  const importer = await wardline.person('Ivy Importer', [rows[0].key])
  const refused = await importer.post(`/api/imports/${id}/run`, { articles: settings })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /write and publish/)
})

test('An archive that leads out of its folder, or holds no article, is refused and leaves nothing behind.', async () => {
  const folder = join(wardline.dataDir, 'imports')
  const before = readdirSync(folder)
  for (const [content, pattern] of [
    [makeZip([{ path: '../../evil.md', content: 'x' }]), /leads out of it: “..\/..\/evil.md”/],
    [makeTar([{ path: 'readme.txt', content: 'x' }]), /no Markdown files/],
    [makeZip([{ path: 'a.md', content: 'x', isEncrypted: true }]), /password/],
    [makeZip([{ path: '[Content_Types].xml' }]), /Save a spreadsheet as CSV/],
  ] as const) {
    const answer = await upload(admin, content, 'x.zip')
    assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, '#/file'])
    assert.match(answer.body.errors[0].detail, pattern)
  }
  assert.deepEqual(readdirSync(folder), before)
})

test('The ready mappings and the fields are told to the wizard.', async () => {
  const { body } = await admin.get('/api/imports/mappings')
  assert.ok(body.rows.some((row: { key: string }) => row.key === 'servicenow-incident-log'))
  assert.ok(
    body.fields.some(
      (field: { name: string; words: string[] }) => field.name === 'state' && field.words.includes('open'),
    ),
  )
})
