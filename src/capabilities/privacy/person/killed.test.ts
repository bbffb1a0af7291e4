/** A real worker, killed in the middle of an erasure: the next one finishes it, and nobody's name is left. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../../test/helpers/database.ts'
import { type Running, signInAt, startProcess } from '../../../../test/helpers/process.ts'
import { password } from '../../../../test/helpers/server.ts'
import { placesInTables } from '../verify.ts'

const tickets = 400
const name = 'Zenobia Quillfeather'
let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
const running: Running[] = []

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-erasure-'))
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  env = {
    DATABASE_URL: database.ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_ADMIN_EMAIL: 'ada@hospital.example',
    WARDLINE_ADMIN_PASSWORD: password,
  }
})
after(async () => {
  for (const each of running) await each.kill()
  await owner?.end()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(command: 'server' | 'worker'): Promise<Running> {
  const started = await startProcess(command, env)
  running.push(started)
  return started
}

const one = async (sql: string, values: unknown[] = []) => (await owner.query(sql, values)).rows[0]

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 120_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  assert.fail(`${what} did not happen`)
}

/** A person with tickets that name her in title and message. */
async function fill(orgId: string): Promise<string> {
  const { id } = await one(
    'insert into core.person (org_id, id, name) values ($1, gen_random_uuid(), $2) returning id',
    [orgId, name],
  )
  await owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, priority, requester_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'Badge of ' || $4, 'new', 'waiting', 3, $2, now(), now() from generate_series(1, $3)`,
    [orgId, id, tickets, name],
  )
  await owner.query(
    "insert into tickets.ticket (org_id, id, ticket_kind, channel) select org_id, id, 'incident', 'portal' from core.record where org_id = $1 and kind = 'ticket'",
    [orgId],
  )
  await owner.query(
    `insert into core.message (org_id, id, record_id, author_id, is_internal, channel, body, created_at)
     select org_id, gen_random_uuid(), id, $2, false, 'portal', 'I am ' || $3, now() from core.record where org_id = $1 and kind = 'ticket'`,
    [orgId, id, name],
  )
  return id
}

test('An erasure whose worker is killed in the middle is finished by the next one, and told once.', async () => {
  const server = await start('server')
  const { id: orgId } = await one('select id from core.organization')
  // A second step of signing in is not what is tested here.
  await owner.query("update core.organization set settings = settings - 'second_factor'")
  const ada = await signInAt(() => server.url, 'ada@hospital.example', password)
  const personId = await fill(orgId)
  assert.equal((await ada.send('POST', '/api/session/confirm', { password })).status, 200)
  const asked = await ada.send('POST', '/api/privacy/ask-erasure', {
    person_id: personId,
    reason: 'She asked for it.',
  })
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  const first = await start('worker')
  const redacted = async () =>
    Number((await one('select count(*) as n from core.message where redacted_at is not null')).n)
  await until(async () => (await redacted()) > 40, 'an erasure in the middle')
  await first.kill()
  assert.ok((await redacted()) < tickets, 'it was killed in the middle')
  assert.ok((await placesInTables(database.ownerUrl, name)).length > 0)
  const second = await start('worker')
  // The same job once more beside it, as when the kill had come after a commit.
  await owner.query(
    "select graphile_worker.add_job('privacy.erase', payload => (select json_build_object('org', org_id, 'erasure', id) from privacy.erasure))",
  )
  await until(
    async () => (await one('select left_in is not null as is_over from privacy.erasure')).is_over,
    'the end of the erasure',
  )
  assert.deepEqual(await placesInTables(database.ownerUrl, name), [])
  const { n } = await one("select count(*)::int as n from core.audit where action = 'privacy.erased'")
  assert.equal(n, 1)
  const twice = await one(
    "select count(*)::int as n from (select record_id from core.event where action = 'tickets.redact' group by record_id having count(*) > 1) t",
  )
  assert.equal(twice.n, 0, 'nothing is redacted twice')
  assert.equal(await second.stop(), 0)
})
