/** A real worker, killed while it passes a ticket on by a ladder: afterwards it was passed on once. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../../test/helpers/database.ts'
import { type Running, signInAt, startProcess } from '../../../../test/helpers/process.ts'
import { password } from '../../../../test/helpers/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { anyTicket } from '../clocks/fixture.ts'

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
const running: Running[] = []

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-ladder-'))
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
  for (const started_ms = Date.now(); Date.now() - started_ms < 40_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(`${what} did not happen`)
}

test('A worker that is killed in the middle of a step is followed by another, and the step is taken once.', async () => {
  const server = await start('server')
  const orgId = (await owner.query('select id from core.organization')).rows[0].id
  const [desk, network] = [newId(), newId()]
  for (const [id, name, tier] of [
    [desk, 'Desk', 1],
    [network, 'Network', 2],
  ])
    await owner.query('insert into core.team (org_id, id, name, tier) values ($1,$2,$3,$4)', [
      orgId,
      id,
      name,
      tier,
    ])
  const ada = await signInAt(() => server.url, 'ada@hospital.example', password)
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await ada.send(method, path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const when = { on: 'after_filed', minutes: 5, is_working_time: false, is_untaken_only: false, clock: null }
  const step = { when, deed: 'pass', to: { kind: 'next_tier', id: null } }
  await send('POST', '/api/ladders', { name: 'Watch', when: anyTicket, steps: [step] })
  const { id } = await send('POST', '/api/tickets', { title: 'Offline', body: 'All of it.', team_id: desk })
  const waiting = () => count("escalation.rung where ticket_id = $1 and state = 'waiting'", [id])
  assert.equal(await waiting(), 1)
  await owner.query("update escalation.rung set due_at = now() - interval '1 hour' where ticket_id = $1", [
    id,
  ])
  await owner.query("update graphile_worker._private_jobs set run_at = now() where key like 'ladders.climb%'")
  // The passing waits behind this lock, after the step was marked as taken.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('select from core.team where id = $1 for update', [network])
  const first = await start('worker')
  await until(
    async () =>
      (await count("pg_stat_activity where wait_event_type = 'Lock' and query like '%tickets.hand%'")) > 0,
    'a passing in the middle',
  )
  await first.kill()
  await lock.query('rollback')
  lock.release()
  assert.equal(await waiting(), 1, 'nothing is half done')
  assert.equal(await count('tickets.hand where ticket_id = $1', [id]), 0)
  const second = await start('worker')
  await until(async () => (await count('tickets.hand where ticket_id = $1', [id])) === 1, 'the passing')
  // The same job once more, as when the kill had come after the commit.
  await owner.query(
    "select graphile_worker.add_job('ladders.climb', payload => json_build_object('org', $1::text))",
    [orgId],
  )
  await until(
    async () => (await count('graphile_worker._private_jobs where run_at <= now()')) === 0,
    'the end of all jobs',
  )
  assert.equal(await count('tickets.hand where ticket_id = $1', [id]), 1)
  assert.equal(await count("core.event where record_id = $1 and action = 'ladders.climbed'", [id]), 1)
  assert.equal(await count("core.event where record_id = $1 and action = 'tickets.escalate'", [id]), 1)
  const { rows } = await owner.query('select team_id from core.record where id = $1', [id])
  assert.deepEqual(rows, [{ team_id: network }])
  assert.equal(await second.stop(), 0)
})
