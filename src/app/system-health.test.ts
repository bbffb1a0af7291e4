import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../test/helpers/server.ts'
import { migrationsDir, readMigrations } from '../platform/db/migrate.ts'
import { noteBackup } from './backup/note-backup.ts'

let wardline: Wardline
let admin: Client

before(async () => {
  wardline = await startWardline({ env: { SMTP_URL: 'smtp://robot:hush@127.0.0.1:9' } })
  admin = await wardline.admin()
})
after(() => wardline?.close())

test('Who keeps the system sees its versions, migrations and room; others are refused.', async () => {
  const { status, body } = await admin.get('/api/system')
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.node, process.versions.node)
  assert.match(body.postgres, /^\d+\.\d+/)
  const files = await readMigrations(migrationsDir)
  assert.deepEqual(body.migrations, {
    last: files.at(-1)?.name,
    done: files.length,
    expected: files.length,
  })
  assert.ok(body.disk.database_bytes > 1_000_000)
  assert.ok(body.disk.folder.total_bytes > body.disk.folder.free_bytes)
  const nurse = await wardline.person('Nora Nurse', [])
  assert.equal((await nurse.get('/api/system')).status, 403)
  assert.equal((await wardline.anonymous.get('/api/system')).status, 401)
})

test('The mail server is named without its password, and held and failed mail is counted.', async () => {
  await wardline.owner.query(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at, message_id)
     select $1, gen_random_uuid(), 'a@b.example', 's', 't', '', state, now(), gen_random_uuid()::text from unnest('{held,failed,failed}'::text[]) state`,
    [wardline.orgId],
  )
  const { mail } = (await admin.get('/api/system')).body
  assert.deepEqual(mail, { server: '127.0.0.1:9', queued: 0, held: 1, failed: 2, sent_at: null })
  assert.doesNotMatch(JSON.stringify(mail), /hush|robot/)
})

test('Jobs that wait, come later or have failed for good are counted.', async () => {
  const before = (await admin.get('/api/system')).body.jobs
  await wardline.owner.query(
    "select graphile_worker.add_job('nobody.does_this', run_at => now() + interval '1 day'), graphile_worker.add_job('nobody.does_that', run_at => now() - interval '1 hour')",
  )
  const { jobs } = (await admin.get('/api/system')).body
  assert.deepEqual([jobs.waiting, jobs.later], [before.waiting + 1, before.later + 1])
  assert.ok(jobs.waiting_seconds >= 3500, `${jobs.waiting_seconds} s`)
  await wardline.owner.query('update graphile_worker._private_jobs set attempts = max_attempts')
  assert.ok((await admin.get('/api/system')).body.jobs.failed >= 2)
})

test('The last backup is known as soon as it was made.', async () => {
  assert.equal((await admin.get('/api/system')).body.backup, null)
  const note = (at: string, size_bytes: number) =>
    noteBackup(wardline.ownerUrl, { at: new Date(at), size_bytes, product: '0.1.0' })
  await note('2026-02-02T02:00:00Z', 2_000_000)
  await note('2026-02-01T02:00:00Z', 1_000_000)
  assert.deepEqual((await admin.get('/api/system')).body.backup, {
    at: '2026-02-02T02:00:00.000Z',
    size_bytes: 2_000_000,
  })
})
