import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
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

function upload(client: Pick<Client, 'send'>, content: string, name = 'log.csv'): Promise<Answer> {
  const boundary = 'wardline-test-boundary'
  const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`
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
  assert.equal((await admin.post(`/api/imports/${id}/reconcile`)).status, 200)
  const compared = await until(id, (run) => run.reconciliation !== null)
  assert.deepEqual([compared.reconciliation.differences, compared.reconciliation.database.tickets], [[], 30])

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
  for (const step of ['reconcile', 'stop', 'discard']) {
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
  assert.equal((await admin.post(`/api/imports/${id}/reconcile`)).status, 409)
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
  const file = join(wardline.dataDir, 'imports', id)
  assert.ok(existsSync(file))
  assert.equal((await admin.post(`/api/imports/${id}/discard`)).status, 200)
  await sleep(50)
  assert.ok(!existsSync(file))
  assert.equal((await admin.post(`/api/imports/${id}/run`, { mapping: testMapping })).status, 409)
  const { id: old } = (await upload(admin, log)).body
  await wardline.owner.query(
    "update channels.import_run set updated_at = updated_at - interval '8 days' where id = $1",
    [old],
  )
  await tendRuns(wardline.composition.app)
  assert.ok(!existsSync(join(wardline.dataDir, 'imports', old)))
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
