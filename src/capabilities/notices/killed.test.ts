/** A real worker, killed while it sends what waits: afterwards everything went out once. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { type Running, signInAt, startProcess, until } from '../../../test/helpers/process.ts'
import { password } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
const running: Running[] = []

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-notices-'))
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
})
after(async () => {
  for (const each of running) await each.kill()
  await owner?.end()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(command: 'server' | 'worker'): Promise<Running> {
  const started = await startProcess(command, {
    DATABASE_URL: database.ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_ADMIN_EMAIL: 'ada@hospital.example',
    WARDLINE_ADMIN_PASSWORD: password,
  })
  running.push(started)
  return started
}

const count = async (sql: string): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${sql}`)).rows[0].n)

test('A worker that is killed between the mail and the note of it is followed by another, and there is one mail.', async () => {
  const server = await start('server')
  const orgId = (await owner.query('select id from core.organization')).rows[0].id
  const ada = await signInAt(() => server.url, 'ada@hospital.example', password)
  const { body: ticket } = await ada.send('POST', '/api/tickets', { title: 'Offline', body: 'All of it.' })
  const [ben] = [newId()]
  await owner.query('insert into core.person (org_id, id, name, email) values ($1,$2,$3,$4)', [
    orgId,
    ben,
    'Ben',
    'ben@hospital.example',
  ])
  await owner.query('update core.record set requester_id = $2 where id = $1', [ticket.id, ben])
  const notification = newId()
  await owner.query(
    "insert into core.notification (org_id, id, person_id, record_id, reason, created_at) values ($1,$2,$3,$4,'approved', now())",
    [orgId, notification, ben, ticket.id],
  )
  await owner.query(
    "insert into notices.waiting (org_id, notification_id, channel, person_id, kind, due_at) values ($1,$2,'mail',$3,'requests', now())",
    [orgId, notification, ben],
  )
  const addTend = () => owner.query("select graphile_worker.add_job('notices.tend', '{}'::json)")
  // Putting the mail into the outbox waits behind this lock, in the middle of the write.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('select from core.person where id = $1 for update', [ben])
  const first = await start('worker')
  await addTend()
  await until(
    async () =>
      (await count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")) > 0,
    'the worker waits in the middle',
  )
  await first.kill()
  // What a killed process has sent already would still be done by its end of the connection.
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
  )
  await lock.query('commit')
  lock.release()
  assert.equal(await count('core.outbox where unsubscribe_url is not null'), 0)
  await start('worker')
  await addTend()
  await until(async () => (await count('notices.waiting where done_at is not null')) === 1, 'the sending')
  await addTend()
  await until(
    async () =>
      (await count(
        "graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notices.tend'",
      )) === 0,
    'the looking again',
  )
  assert.equal(await count('core.outbox where unsubscribe_url is not null'), 1)
  assert.equal(await count("notices.waiting where outcome = 'sent'"), 1)
})
