/** Several servers and workers on one database, as real processes: together they are one Wardline. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { createTestDatabase, type TestDatabase } from './helpers/database.ts'
import {
  addPerson,
  listen,
  type RemoteClient,
  type Running,
  signInAt,
  startProcess,
  until,
} from './helpers/process.ts'
import { password } from './helpers/server.ts'

/** A change in one browser appears in others within a second; a slow machine gets another one. */
const LIVE_MS_MAX = 2_000
/** What a server remembers of a session is read again after five seconds, even if no news reaches it. */
const REMEMBERED_MS_MAX = 6_000

const STOP_MS_MAX = 8_000

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
let orgId: string
let one: Running
let two: Running
let worker: Running
const running = new Set<Running>()

/** The hospital's mail server, which keeps all that it was given. */
const mails: string[] = []
const postOffice = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    text(stream).then((mail) => {
      mails.push(mail)
      done()
    }, done)
  },
})
postOffice.on('error', () => {})

before(async () => {
  await new Promise<void>((resolve) => postOffice.listen(0, '127.0.0.1', resolve))
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4, options: '-c timezone=UTC' })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-several-'))
  env = {
    DATABASE_URL: database.ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_ADMIN_EMAIL: 'ada@hospital.example',
    WARDLINE_ADMIN_PASSWORD: password,
    SMTP_URL: `smtp://127.0.0.1:${(postOffice.server.address() as AddressInfo).port}`,
  }
  // All start at once on an empty database: one migrates it and makes the organization, the others wait for it.
  ;[one, two, worker] = (await Promise.all([start('server'), start('server'), start('worker')])) as [
    Running,
    Running,
    Running,
  ]
  orgId = (await owner.query('select id from core.organization')).rows[0].id
  await owner.query(
    "update core.organization set settings = jsonb_set(settings, '{second_factor}', '\"optional\"') where id = $1",
    [orgId],
  )
  await addPerson(owner, orgId, 'Nora Nurse', 'nora@hospital.example')
  await addPerson(owner, orgId, 'Sam Agent', 'sam@hospital.example', 'help-desk')
})
after(async () => {
  for (const each of running) await each.kill()
  await new Promise<void>((resolve) => postOffice.close(resolve))
  await owner?.end()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(command: 'server' | 'worker'): Promise<Running> {
  const started = await startProcess(command, env)
  running.add(started)
  started.child.once('close', () => running.delete(started))
  return started
}

const nora = (at: Running) => signInAt(() => at.url, 'nora@hospital.example', password)
const sam = (at: Running) => signInAt(() => at.url, 'sam@hospital.example', password)
const ada = (at: Running) => signInAt(() => at.url, 'ada@hospital.example', password)

/** The same person with the same session, asking another server. */
function on(server: Running, who: RemoteClient): RemoteClient['send'] {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        cookie: who.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      headers: Object.fromEntries(response.headers),
    }
  }
}

const ticket = (title: string) => ({ title, body: 'The badge reader blinks red.' })
const count = async (from: string): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${from}`)).rows[0].n)

test('Servers that start at once on an empty database make one organization between them.', async () => {
  assert.equal(await count('core.organization'), 1)
  assert.equal(await count("core.person where email = 'ada@hospital.example'"), 1)
})

test('A session begun at one server is good at the other, and what changes at one is live at the other.', async () => {
  const nurse = await nora(one)
  const agent = await sam(two)
  assert.equal((await on(two, nurse)('GET', '/api/session')).body.name, 'Nora Nurse')
  const heard = await listen(two.url, agent)
  for (const [from, title] of [
    [one, 'Filed at the first'],
    [two, 'Filed at the second'],
  ] as const) {
    const filed = await on(from, nurse)('POST', '/api/tickets', ticket(title))
    assert.equal(filed.status, 200, JSON.stringify(filed.body))
    await until(
      async () => heard.events.some(({ data }) => data.includes(filed.body.id)),
      `news of "${title}"`,
      LIVE_MS_MAX,
    )
    assert.equal((await on(two, agent)('GET', `/api/tickets/${filed.body.id}`)).body.title, title)
  }
  heard.close()
})

test('A session that is ended at one server is refused at the other, and its open page is told.', async () => {
  const agent = await sam(one)
  const elsewhere = await sam(two)
  // The second server remembers the session, as it does with every request.
  assert.equal((await elsewhere.send('GET', '/api/tickets')).status, 200)
  const heard = await listen(two.url, elsewhere)
  const { rows } = (await agent.send('GET', '/api/sessions')).body
  for (const session of rows)
    if (!session.is_this)
      assert.equal((await agent.send('POST', `/api/sessions/${session.id}/revoke`, {})).status, 200)
  await until(
    async () => (await elsewhere.send('GET', '/api/tickets')).status === 401,
    'the refusal',
    LIVE_MS_MAX,
  )
  await until(
    async () => heard.events.some(({ event }) => event === 'signed-out'),
    'the word to the open page',
    LIVE_MS_MAX,
  )
  heard.close()
  assert.equal((await agent.send('GET', '/api/tickets')).status, 200)
})

test('Even when no news passes between the servers, an ended session is refused within seconds.', async () => {
  const agent = await sam(two)
  assert.equal((await agent.send('GET', '/api/tickets')).status, 200)
  await owner.query(
    "update core.session set ended_at = now() where ended_at is null and person_id = (select id from core.person where email = 'sam@hospital.example')",
  )
  await until(
    async () => (await agent.send('GET', '/api/tickets')).status === 401,
    'the refusal',
    REMEMBERED_MS_MAX,
  )
})

test('A role that is changed at one server holds at the other, for more and for less.', async () => {
  const admin = await ada(one)
  const agent = await sam(two)
  const role = (await admin.send('GET', '/api/roles')).body.rows.find(
    ({ key }: { key: string }) => key === 'help-desk',
  )
  for (const [permissions, expected] of [
    [[...role.permissions, 'audit.read'], 200],
    [role.permissions, 403],
  ] as const) {
    const changed = await admin.send('PATCH', `/api/roles/${role.id}`, { permissions })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    await until(
      async () => (await agent.send('GET', '/api/audit')).status === expected,
      `the answer ${expected}`,
      LIVE_MS_MAX,
    )
  }
})

test('With two workers each mail goes out once, whichever server it came from.', async () => {
  const second = await start('worker')
  const nurse = await nora(one)
  const agent = await sam(two)
  const numbers: string[] = []
  for (let place = 0; place < 10; place++) {
    const [here, there] = place % 2 ? [one, two] : [two, one]
    const filed = await on(here, nurse)('POST', '/api/tickets', ticket(`mail-${place}`))
    const path = `/api/tickets/${filed.body.id}/reply`
    const replied = await on(there, agent)('POST', path, { body: 'Try the other reader.' })
    assert.equal(replied.status, 200, JSON.stringify(replied.body))
    numbers.push(`#${filed.body.number}`)
  }
  const mailsAbout = (number: string) =>
    mails.filter((mail) => mail.includes(`${number} `) || mail.includes(`${number}\r`))
  await until(
    async () =>
      (await count('graphile_worker._private_jobs')) === 0 &&
      numbers.every((number) => mailsAbout(number).length > 0),
    'the mails',
    60_000,
  )
  const ids = mails.map((mail) => /^Message-ID:\s+(\S+)/im.exec(mail)?.[1])
  assert.equal(new Set(ids).size, mails.length, 'no mail came twice')
  assert.equal(await count("core.outbox where state <> 'sent'"), 0)
  assert.equal(await count('core.outbox'), mails.length)
  assert.equal(await second.stop(), 0)
})

test('A server that is asked to stop answers what it has begun, and the other one goes on.', async () => {
  const nurse = await nora(one)
  // Writes wait behind this lock, so that they are surely under way when the server is asked to stop.
  const lock = await owner.connect()
  await lock.query('begin; lock table core.message in exclusive mode')
  const begun = Array.from({ length: 5 }, (_, number) =>
    on(one, nurse)('POST', '/api/tickets', ticket(`begun-${number}`), {
      'idempotency-key': `begun-${number}`,
    }),
  )
  await until(
    async () => (await count("pg_locks where not granted and relation = 'core.message'::regclass")) >= 5,
    'five writes that wait',
  )
  const stopped = one.stop()
  // From now on nobody new is let in, which a balancer in front sees at once.
  await until(
    () =>
      on(one, nurse)('GET', '/health/ready').then(
        ({ status }) => status === 503,
        () => true,
      ),
    'the closed door',
  )
  // A supervisor asks every process of a group, and those above pass it on.
  one.child.kill('SIGTERM')
  await lock.query('rollback')
  lock.release()
  const released_ms = performance.now()
  const answers = await Promise.all(begun)
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  )
  assert.equal(await stopped, 0)
  // Its clients keep their connections open for more, which must not keep it from ending.
  assert.ok(performance.now() - released_ms < STOP_MS_MAX, 'the server ended late')
  assert.equal(await count("core.record where title like 'begun-%'"), 5)
  assert.equal((await on(two, nurse)('POST', '/api/tickets', ticket('after'))).status, 200)
})

test('Whoever presses Ctrl-C again does not wait for what is under way.', async (t) => {
  const server = await start('server')
  const nurse = await nora(server)
  const lock = await owner.connect()
  t.after(() => lock.release(true))
  await lock.query('begin; lock table core.message in exclusive mode')
  const begun = on(server, nurse)('POST', '/api/tickets', ticket('never')).catch(() => undefined)
  await until(
    async () => (await count("pg_locks where not granted and relation = 'core.message'::regclass")) >= 1,
    'a write that waits',
  )
  const ended = once(server.child, 'close')
  server.child.kill('SIGINT')
  await new Promise((done) => setTimeout(done, 1_500))
  assert.equal(server.child.exitCode, null)
  server.child.kill('SIGINT')
  assert.deepEqual(await ended, [130, null])
  await begun
})

test('While servers are stopped and started one after the other, whoever asks again loses and doubles nothing.', async () => {
  one = await start('server')
  const nurse = await nora(two)
  const servers = () => [one, two]
  const wanted = Array.from({ length: 80 }, (_, number) => `rolling-${number}`)
  const queue = [...wanted]
  const answered = new Map<string, string>()
  const client = async (place: number) => {
    for (let key = queue.shift(); key; key = queue.shift())
      for (let tries = 0; !answered.has(key) && tries < 400; tries++) {
        const server = servers()[(place + tries) % 2] as Running
        const answer = await on(server, nurse)('POST', '/api/tickets', ticket(key), {
          'idempotency-key': key,
        }).catch(() => undefined)
        if (answer?.status === 200) answered.set(key, answer.body.id)
        else await new Promise((done) => setTimeout(done, 50))
      }
  }
  const clients = [0, 1, 2, 3].map(client)
  await until(async () => answered.size >= 10, 'ten tickets')
  assert.equal(await one.stop(), 0)
  one = await start('server')
  assert.equal(await two.stop(), 0)
  two = await start('server')
  await Promise.all(clients)
  const { rows } = await owner.query("select id, title from core.record where title like 'rolling-%'")
  assert.deepEqual(
    new Map(rows.map(({ id, title }) => [title, id] as const).sort()),
    new Map([...answered].sort()),
  )
  assert.equal(rows.length, wanted.length)
  assert.equal(await worker.stop(), 0)
})
