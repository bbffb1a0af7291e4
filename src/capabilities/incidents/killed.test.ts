/** A real worker, killed in the middle of a round through two thousand tickets: afterwards each has its reply once. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { type Running, signInAt, startProcess } from '../../../test/helpers/process.ts'
import { password } from '../../../test/helpers/server.ts'

const reporters = 2_000
let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
const running: Running[] = []

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-round-'))
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

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${sql}`, values)).rows[0].n)

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 120_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail(`${what} did not happen`)
}

/** Two thousand people with a ticket each that is part of the incident. */
async function fillWith(orgId: string, incident: string): Promise<void> {
  await owner.query(
    `insert into core.person (org_id, id, name) select $1, gen_random_uuid(), 'Reporter ' || n from generate_series(1, $2) n`,
    [orgId, reporters],
  )
  await owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, priority, requester_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'It is slow', 'new', 'waiting', 3, id, now(), now()
     from core.person where org_id = $1 and name like 'Reporter %'`,
    [orgId],
  )
  await owner.query(
    "insert into tickets.ticket (org_id, id, ticket_kind, channel) select org_id, id, 'incident', 'portal' from core.record where org_id = $1 and kind = 'ticket'",
    [orgId],
  )
  await owner.query(
    "insert into core.link (org_id, from_id, type, to_id, created_at) select org_id, id, 'part_of', $2, now() from core.record where org_id = $1 and kind = 'ticket'",
    [orgId, incident],
  )
}

test('A worker that is killed in the middle of a round is followed by another, and every reporter is told once.', async () => {
  const server = await start('server')
  const orgId = (await owner.query('select id from core.organization')).rows[0].id
  const ada = await signInAt(() => server.url, 'ada@hospital.example', password)
  const post = async (path: string, body: unknown) => {
    const answer = await ada.send('POST', path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const { id } = await post('/api/incidents', { title: 'All is slow', why: 'Everybody calls.' })
  await post(`/api/incidents/${id}/declare`, { title: 'The record is slow' })
  await fillWith(orgId, id)
  const { tickets } = await post(`/api/incidents/${id}/publish`, { body: 'We know, and we are on it.' })
  assert.equal(tickets, reporters)
  const replies = "core.message m join core.record r on r.id = m.record_id and r.kind = 'ticket'"
  const first = await start('worker')
  await until(async () => (await count(replies)) > 150, 'a round in the middle')
  await first.kill()
  // In one statement, because what was sent before the kill may still be committed.
  const { rows } = await owner.query(
    `select (select count(*) from ${replies})::int as told, (select count(*) from incidents.round_ticket where told_at is not null)::int as marked`,
  )
  assert.ok(rows[0].told < reporters, `${rows[0].told} were told before the kill`)
  assert.equal(rows[0].marked, rows[0].told, 'nothing is half done')
  const second = await start('worker')
  // The same job once more beside it, as when the kill had come after a commit.
  await owner.query(
    "select graphile_worker.add_job('incidents.round', payload => (select json_build_object('org', org_id, 'round', id) from incidents.round))",
  )
  await until(
    async () => (await count('incidents.round_ticket where not is_done')) === 0,
    'the end of the round',
  )
  await until(
    async () => (await count('graphile_worker._private_jobs where run_at <= now()')) === 0,
    'the end of all jobs',
  )
  assert.equal(await count(replies), reporters)
  assert.equal(
    await count('(select record_id from core.message group by record_id having count(*) > 1) twice'),
    0,
  )
  assert.equal(await count("core.notification where reason = 'reply'"), reporters)
  assert.equal(await count("core.event where action = 'tickets.reply'"), reporters)
  assert.equal(await second.stop(), 0)
})
