/** What is killed, cut off or full, and what is there afterwards. Real processes, a real database, real files. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from './helpers/database.ts'
import {
  addPerson,
  listen,
  type Running,
  signInAt,
  startCable,
  startProcess,
  until,
} from './helpers/process.ts'
import { type Answer, password } from './helpers/server.ts'

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
let orgId: string
const running = new Set<Running>()
/** The web server that the tests share and, now and then, kill. */
let server: Running

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-resilience-'))
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  env = {
    DATABASE_URL: database.ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_ADMIN_EMAIL: 'ada@hospital.example',
    WARDLINE_ADMIN_PASSWORD: password,
  }
  server = await start('server')
  orgId = (await owner.query('select id from core.organization')).rows[0].id
  await addPerson(owner, orgId, 'Nora Nurse', 'nora@hospital.example')
  await addPerson(owner, orgId, 'Sam Agent', 'sam@hospital.example', 'help-desk')
})
after(async () => {
  for (const each of running) await each.kill()
  await owner?.end()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(
  command: 'start' | 'server' | 'worker',
  more: Record<string, string> = {},
  options: { fileBytesMax?: number } = {},
): Promise<Running> {
  const started = await startProcess(command, { ...env, ...more }, options)
  running.add(started)
  started.child.once('close', () => running.delete(started))
  return started
}

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${sql}`, values)).rows[0].n)
const ticket = (title: string) => ({ title, body: 'The badge reader blinks red.' })

test('A server that is killed while tickets come in loses none that it acknowledged and doubles none.', async () => {
  const nurse = await signInAt(() => server.url, 'nora@hospital.example', password)
  const wanted = Array.from({ length: 60 }, (_, index) => `killed-${index}`)
  const acknowledged = new Map<string, string>()
  let failures = 0
  const queue = [...wanted]
  const client = async () => {
    for (let key = queue.shift(); key; key = queue.shift()) {
      for (let tries = 0; !acknowledged.has(key) && tries < 400; tries++) {
        const answer = await nurse
          .send('POST', '/api/tickets', ticket(key), { 'idempotency-key': key })
          .catch(() => undefined)
        if (answer?.status === 200) acknowledged.set(key, answer.body.id)
        else {
          failures++
          await new Promise((done) => setTimeout(done, 50))
        }
      }
    }
  }
  const clients = Array.from({ length: 6 }, client)
  for (const after of [10, 35]) {
    await until(async () => acknowledged.size >= after, `${after} tickets`)
    await server.kill()
    server = await start('server')
  }
  await Promise.all(clients)
  assert.ok(failures > 0, 'the kills were noticed')
  const { rows } = await owner.query(
    "select id, title from core.record where title like 'killed-%' order by title",
  )
  assert.deepEqual(
    Object.fromEntries(rows.map(({ title, id }) => [title, id])),
    Object.fromEntries([...acknowledged].sort()),
  )
  assert.equal(rows.length, wanted.length)
  assert.equal(
    await count(
      "core.event e join core.record r on r.org_id = e.org_id and r.id = e.record_id where r.title like 'killed-%' and e.action = 'tickets.create'",
    ),
    wanted.length,
  )
  assert.equal(
    await count(
      "core.message m join core.record r on r.org_id = m.org_id and r.id = m.record_id where r.title like 'killed-%'",
    ),
    wanted.length,
  )
  // The same call once more answers the same ticket.
  const again = await nurse.send('POST', '/api/tickets', ticket('killed-0'), {
    'idempotency-key': 'killed-0',
  })
  assert.deepEqual([again.status, again.body.id], [200, acknowledged.get('killed-0')])
})

test('A worker that is killed in the middle of its jobs is followed by another, which does each job once.', async () => {
  const nurse = await signInAt(() => server.url, 'nora@hospital.example', password)
  const agent = await signInAt(() => server.url, 'sam@hospital.example', password)
  await owner.query('delete from core.outbox')
  await owner.query('delete from graphile_worker._private_jobs')
  for (let number = 0; number < 12; number++) {
    const { body } = await nurse.send('POST', '/api/tickets', ticket(`worker-${number}`))
    assert.equal(
      (await agent.send('POST', `/api/tickets/${body.id}/reply`, { body: 'Try the other reader.' })).status,
      200,
    )
  }
  const mails = await count(
    "graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notifications.mail_requester'",
  )
  assert.ok(mails >= 12)
  // The worker's mails wait behind this lock, so that it is surely in the middle when it is killed.
  const lock = await owner.connect()
  await lock.query('begin; lock table core.outbox in exclusive mode')
  const first = await start('worker')
  await until(
    async () => (await count('graphile_worker._private_jobs where locked_by is not null')) > 0,
    'a job in work',
  )
  await first.kill()
  await lock.query('rollback')
  lock.release()
  assert.ok(
    (await count('graphile_worker._private_jobs where locked_by is not null')) > 0,
    'its jobs still carry its name',
  )
  const second = await start('worker')
  await until(async () => (await count('graphile_worker._private_jobs')) === 0, 'the end of all jobs')
  assert.equal(await count('core.outbox'), mails)
  assert.equal(await second.stop(), 0)
})

test('While the database is away everybody is told so; when it is back, all goes on without a restart.', async () => {
  const cable = await startCable(database.ownerUrl)
  const away = await start('start', { DATABASE_URL: cable.url })
  const nurse = await signInAt(() => away.url, 'nora@hospital.example', password)
  const agent = await signInAt(() => away.url, 'sam@hospital.example', password)
  const { body: made } = await nurse.send('POST', '/api/tickets', ticket('cable-before'), {
    'idempotency-key': 'cable',
  })
  const mailed = await count('core.outbox')
  await cable.cut()
  for (const [method, path, body] of [
    ['GET', '/api/tickets'],
    ['GET', `/api/tickets/${made.id}`],
    ['POST', '/api/tickets', ticket('cable-lost')],
    ['GET', '/health/ready'],
  ] as const) {
    const answer: Answer = await nurse.send(method, path, body)
    assert.equal(answer.status, 503, `${method} ${path}`)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.match(answer.body.detail, /cannot be reached right now.*try again/)
    assert.ok(Number(answer.headers['retry-after']) > 0)
  }
  assert.equal((await nurse.send('GET', '/health/live')).status, 200)
  await new Promise((done) => setTimeout(done, 2_000))
  await cable.mend()
  await until(async () => (await nurse.send('GET', '/health/ready')).status === 200, 'readiness', 15_000)
  assert.equal((await nurse.send('GET', `/api/tickets/${made.id}`)).status, 200)
  assert.equal(await count("core.record where title = 'cable-lost'"), 0)
  assert.equal(
    (await agent.send('POST', `/api/tickets/${made.id}/reply`, { body: 'We are back.' })).status,
    200,
  )
  await until(
    async () => (await count('core.outbox')) > mailed && (await count('graphile_worker._private_jobs')) === 0,
    'the mail about the reply',
  )
  assert.equal(await away.stop(), 0)
  await cable.cut()
})

test('When there is no room for a file, the upload is refused with a sentence, nothing is left, and the rest works.', async () => {
  const full = await start('server', {}, { fileBytesMax: 256 * 1024 })
  const nurse = await signInAt(() => full.url, 'nora@hospital.example', password)
  const upload = (size: number) => {
    const form = new FormData()
    form.append('file', new Blob([Buffer.alloc(size, 'a')], { type: 'text/plain' }), 'notes.txt')
    return nurse.send('POST', '/api/attachments', form)
  }
  assert.equal((await upload(100_000)).status, 200)
  const before = { files: filesIn(), rows: await count('core.attachment') }
  assert.equal(before.files, 1)
  const refused = await upload(1_000_000)
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [507, 'There is no room left for files. Please tell your administrator.'],
  )
  assert.deepEqual({ files: filesIn(), rows: await count('core.attachment') }, before)
  assert.equal((await upload(50_000)).status, 200)
  assert.equal((await nurse.send('POST', '/api/tickets', ticket('disk'))).status, 200)
  await full.stop()
})

function filesIn(): number {
  const found = readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile()).length
}

test('Who listens for news and loses the connection hears on coming back all that was missed.', async () => {
  const nurse = await signInAt(() => server.url, 'nora@hospital.example', password)
  const agent = await signInAt(() => server.url, 'sam@hospital.example', password)
  const file = async (number: number) =>
    (await nurse.send('POST', '/api/tickets', ticket(`news-${number}`))).body.id as string
  const first = await listen(server.url, agent)
  const heard = await file(0)
  await until(async () => first.events.some(({ data }) => data.includes(heard)), 'the first news', 5_000)
  first.close()
  const missed = [await file(1), await file(2), await file(3)]
  const second = await listen(server.url, agent, first.events.at(-1)?.id)
  await until(
    async () => missed.every((id) => second.events.some(({ data }) => data.includes(id))),
    'the missed news',
    5_000,
  )
  assert.deepEqual(
    second.events.filter(({ data }) => data.includes(heard)),
    [],
    'nothing is told twice',
  )
  second.close()
  // A server that was started anew remembers no news: it says so, and the page asks for everything again.
  await server.kill()
  server = await start('server')
  const third = await listen(server.url, agent, second.events.at(-1)?.id)
  await until(
    async () => third.events.some(({ event }) => event === 'reset'),
    'the word that news was missed',
    5_000,
  )
  third.close()
  assert.equal(await server.stop(), 0)
})
