/** A real worker, killed while it calls the next one: afterwards everything is there once. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../../../test/helpers/database.ts'
import { type Running, signInAt, startProcess } from '../../../../../test/helpers/process.ts'
import { password } from '../../../../../test/helpers/server.ts'
import { newId } from '../../../../platform/id/id.ts'

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let env: Record<string, string>
const running: Running[] = []

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-page-'))
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

/** A team with two people in two layers. */
async function makeTeam(orgId: string): Promise<{ team: string; people: [string, string] }> {
  const team = newId()
  await owner.query("insert into core.team (org_id, id, name, tier) values ($1,$2,'Network',2)", [
    orgId,
    team,
  ])
  const make = async (name: string) => {
    const id = newId()
    await owner.query('insert into core.person (org_id, id, name, email) values ($1,$2,$3,$4)', [
      orgId,
      id,
      name,
      `${name.toLowerCase()}@hospital.example`,
    ])
    await owner.query(
      "insert into core.role_assignment (org_id, id, person_id, role_id) select org_id, gen_random_uuid(), $2, id from core.role where org_id = $1 and key = 'network-administrator'",
      [orgId, id],
    )
    await owner.query('insert into core.team_member (org_id, team_id, person_id) values ($1,$2,$3)', [
      orgId,
      team,
      id,
    ])
    return id
  }
  return { team, people: [await make('Ben'), await make('Cem')] }
}

test('A worker that is killed while it calls the next one is followed by another, and that one is called once.', async () => {
  const server = await start('server')
  const orgId = (await owner.query('select id from core.organization')).rows[0].id
  const { team, people } = await makeTeam(orgId)
  const ada = await signInAt(() => server.url, 'ada@hospital.example', password)
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await ada.send(method, path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const layers = people.map((person, index) => ({
    name: `Layer ${index}`,
    time_zone: 'UTC',
    hours: [],
    rotations: [
      {
        people: [person],
        from: '2026-01-05',
        to: null,
        handover_weekday: 1,
        handover_time: '08:00',
        length_days: 7,
      },
    ],
  }))
  await send('PUT', `/api/teams/${team}/rota`, {
    version: 0,
    is_always: true,
    acknowledge_minutes: 5,
    layers,
  })
  const { id } = await send('POST', '/api/tickets', { title: 'Offline', body: 'All of it.', team_id: team })
  const { page_id, called } = await send('POST', `/api/tickets/${id}/page`, { reason: 'Now' })
  assert.deepEqual(called, [people[0]])
  await owner.query("update escalation.page set due_at = now() - interval '1 minute' where id = $1", [
    page_id,
  ])
  await owner.query("update graphile_worker._private_jobs set run_at = now() where payload ->> 'page' = $1", [
    page_id,
  ])
  // Keeping the call of the second one waits behind this lock, in the middle of the write.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('select from core.person where id = $1 for update', [people[1]])
  const first = await start('worker')
  await until(
    async () =>
      (await count(
        "pg_stat_activity where wait_event_type = 'Lock' and query like '%escalation.page_call%'",
      )) > 0,
    'a call in the middle',
  )
  await first.kill()
  await lock.query('rollback')
  lock.release()
  assert.equal(await count('escalation.page_call where page_id = $1', [page_id]), 1, 'nothing is half done')
  assert.ok((await count("graphile_worker._private_jobs where payload ->> 'page' = $1", [page_id])) > 0)
  const second = await start('worker')
  await until(
    async () => (await count('escalation.page_call where page_id = $1', [page_id])) === 2,
    'the next call',
  )
  // The same job once more, as when the kill had come after the commit.
  await owner.query(
    "select graphile_worker.add_job('on_call.page_due', payload => json_build_object('org', $1::text, 'page', $2::text, 'step', 1))",
    [orgId, page_id],
  )
  await until(
    async () => (await count('graphile_worker._private_jobs where run_at <= now()')) === 0,
    'the end of all jobs',
  )
  assert.equal(await count('escalation.page_call where page_id = $1', [page_id]), 2)
  assert.equal(await count("core.notification where person_id = $1 and reason = 'paged'", [people[1]]), 1)
  assert.equal(await count('core.outbox where to_person_id = $1', [people[1]]), 1)
  assert.equal(await count("core.event where record_id = $1 and action = 'escalation.page_next'", [id]), 1)
  const { rows } = await owner.query(
    'select step, state, due_at > now() as waits from escalation.page where id = $1',
    [page_id],
  )
  assert.deepEqual(rows, [{ step: 2, state: 'open', waits: true }])
  assert.equal(await second.stop(), 0)
})
