/** Real processes, killed during the jobs of the night, an import of past learning and an upload of a package: nothing is lost or doubled. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import {
  addPerson,
  type RemoteClient,
  type Running,
  signInAt,
  startProcess,
  until,
} from '../../../test/helpers/process.ts'
import { type Answer, password } from '../../../test/helpers/server.ts'
import { scorm12Xml } from './packages/package.fixture.ts'

let database: TestDatabase
let owner: pg.Pool
let dataDir: string
let server: Running
let trainer: RemoteClient
let leader: RemoteClient
let trainerId: string
let nurseId: string
let leaderId: string
let roleId: string
let framework_id: string
const running = new Set<Running>()

before(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'wardline-training-'))
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  server = await start('server')
  const orgId = (await owner.query('select id from core.organization')).rows[0].id
  trainerId = await addPerson(owner, orgId, 'Tess Trainer', 'tess@hospital.example', 'trainer')
  leaderId = await addPerson(owner, orgId, 'Lena Leader', 'lena@hospital.example')
  nurseId = await addPerson(owner, orgId, 'Nora Nurse', 'nora@hospital.example')
  for (const name of ['ann', 'ben', 'cat'])
    await addPerson(owner, orgId, `${name} Asked`, `${name}@hospital.example`)
  await owner.query('update core.person set manager_id = $2 where id = $1', [nurseId, leaderId])
  roleId = (await owner.query("select id from core.role where key = 'requester'")).rows[0].id
  trainer = await signInAt(() => server.url, 'tess@hospital.example', password)
  leader = await signInAt(() => server.url, 'lena@hospital.example', password)
  framework_id = must(
    await trainer.send('POST', '/api/training/frameworks', { name: 'Ward', levels: ['knows', 'does'] }),
  ).id
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
  running.add(started)
  started.child.once('close', () => running.delete(started))
  return started
}
function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query(`select count(*) as n from ${sql}`, values)).rows[0].n)
const waiting = () =>
  count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const competency = async (code: string): Promise<string> =>
  must(
    await trainer.send('POST', '/api/training/competencies', {
      ...{ framework_id, code, kind: 'skill', name: code },
    }),
  ).id

/** What writes about a person comes to stand behind a lock on them, in the middle; there the process is killed. */
async function killedBehind(
  personId: string,
  victim: () => Running,
  begin: () => Promise<unknown>,
  many = 1,
) {
  const lock = await owner.connect()
  try {
    await lock.query('begin')
    await lock.query('select from core.person where id = $1 for update', [personId])
    const begun = begin().catch(() => undefined)
    await until(async () => (await waiting()) >= many, 'all wait in the middle')
    await victim().kill()
    // What a killed process has sent already would still be done by its end of the connection.
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    )
    await begun
  } finally {
    await lock.query('rollback')
    lock.release()
  }
}

const jobs = ['training.remind_due', 'training.settle_plans', 'training.tend_needs_surveys']
const addJobs = async (some: readonly string[] = jobs) => {
  for (const job of some)
    await owner.query("select graphile_worker.add_job($1, '{}'::json, job_key := $1)", [job])
}
const jobsLeft = () =>
  count(
    'graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = any($1)',
    [jobs],
  )
const told = async () => [
  await count("core.notification where reason = 'learning_due' and person_id = $1", [nurseId]),
  await count("core.notification where reason = 'learning_due_led' and person_id = $1", [leaderId]),
  await count("core.event where action = 'learning_plans.complete'"),
  await count("core.notification where reason = 'learning_plan' and person_id = $1", [nurseId]),
  await count('training.needs_survey_person where person_id = $1', [nurseId]),
  await count("core.notification where reason = 'survey_asked' and person_id = $1", [nurseId]),
]

/** Something that ends soon, a plan of which all is done, and a survey whose day has come. */
async function prepareNight(): Promise<void> {
  const [pump, scan] = [await competency('PMP'), await competency('SCN')]
  must(
    await trainer.send('POST', '/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurseId, competency_id: pump, level: 1 },
      ...{ renewal_days: 0, grace_days: 5, starts_on: day(0) },
    }),
  )
  const { id } = must(await leader.send('POST', '/api/learning-plans', { person_id: nurseId }))
  const items = [{ kind: 'competency', target: scan, level: 1, due_on: day(30) }]
  for (const [verb, body] of [
    ['edit', { items }],
    ['submit', {}],
    ['review', {}],
    ['approve', {}],
  ] as const) {
    const { version } = must(await leader.send('GET', `/api/learning-plans/${id}`))
    must(await leader.send('POST', `/api/learning-plans/${id}/${verb}`, body, { 'if-match': `"${version}"` }))
  }
  must(
    await trainer.send('POST', '/api/training/records', {
      ...{ person_id: nurseId, verb: 'completed', origin: 'observed', happened_on: day(0) },
      ...{ assessor_id: trainerId, competencies: [{ competency_id: scan, level: 1 }] },
    }),
  )
  must(
    await trainer.send('POST', '/api/training/needs-surveys', {
      ...{ title: 'How sure?', subject: 'role', subject_id: roleId, competency_ids: [pump] },
      ...{ starts_on: day(3), ends_on: day(9) },
    }),
  )
  await owner.query('update training.needs_survey set starts_on = $1', [day(0)])
  await owner.query('delete from core.notification')
  await owner.query('delete from graphile_worker._private_jobs')
}

test('A worker that is killed during the jobs of the night is followed by another: each reminder, plan and survey once.', async () => {
  await prepareNight()
  // A worker has two jobs in hand at once.
  for (const some of [jobs.slice(0, 2), jobs.slice(2)]) {
    const worker = await start('worker')
    await killedBehind(
      nurseId,
      () => worker,
      () => addJobs(some),
      some.length,
    )
    assert.deepEqual(await told(), [0, 0, 0, 0, 0, 0], 'nothing of it is half there')
    await owner.query('delete from graphile_worker._private_jobs')
  }
  assert.equal(await count('training.credential where told_stage is not null'), 0)
  await start('worker')
  for (let night = 0; night < 2; night++) {
    await addJobs()
    await until(async () => (await jobsLeft()) === 0, 'the jobs')
    assert.deepEqual(await told(), [1, 1, 1, 1, 1, 1])
  }
})

test('An import of past learning that is killed leaves nothing; run again it takes each line once.', async () => {
  await competency('BED')
  const lines = Array.from({ length: 300 }, (_, at) => `nora@hospital.example,BED,1,2024-01-01,Course ${at}`)
  const text = ['person,competency,level,date,title', ...lines].join('\n')
  const preview = async () =>
    must(await trainer.send('POST', '/api/training/records/import/preview', { text }))
  const { hash, added } = await preview()
  assert.equal(added, 300)
  const run = () => trainer.send('POST', '/api/training/records/import/run', { text, hash })
  const taken = async () => [
    await count("training.learning_record where origin = 'import'"),
    await count('training.imported_line'),
    await count("training.record_words where title like 'Course %'"),
    await count("core.audit where action = 'training.import_records'"),
  ]
  await killedBehind(nurseId, () => server, run)
  assert.deepEqual(await taken(), [0, 0, 0, 0])
  server = await start('server')
  assert.equal(must(await run()).added, 300)
  // Whoever never heard the answer sends it once more.
  assert.equal((await run()).status, 409)
  assert.deepEqual([(await preview()).added, (await preview()).known], [0, 300])
  assert.deepEqual(await taken(), [300, 300, 300, 1])
})

const page = '<!doctype html><html><head></head><body><script src="a.js"></script></body></html>'
const course = { 'imsmanifest.xml': scorm12Xml(), 'index.html': page, 'a.js': 'let a' }
async function uploadPackage(): Promise<Answer> {
  const zip = zipSync(Object.fromEntries(Object.entries(course).map(([name, text]) => [name, strToU8(text)])))
  const form = new FormData()
  form.set('file', new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), 'course.zip')
  return trainer.send('POST', '/api/training/packages', form)
}
const filesOnDisk = () =>
  readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
/** Two days later, as the files see it. */
async function tidied(): Promise<number> {
  const before = new Date(Date.now() - 2 * 86_400_000)
  for (const path of filesOnDisk()) utimesSync(path, before, before)
  await owner.query("select graphile_worker.add_job('attachments.tidy', '{}'::json)")
  await until(
    async () =>
      (await count(
        "graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'attachments.tidy'",
      )) === 0,
    'the tidying',
  )
  return filesOnDisk().length
}

test('An upload of a package that is killed leaves no package, and its files go with the next tidying; sent again it is there once.', async () => {
  await killedBehind(trainerId, () => server, uploadPackage)
  assert.equal(await count('training.package'), 0)
  assert.equal(await count('training.package_file'), 0)
  assert.ok(filesOnDisk().length > 0, 'it was killed after its files came to the disk')
  assert.equal(await tidied(), 0)
  server = await start('server')
  must(await uploadPackage())
  assert.equal(await count('training.package'), 1)
  const kept = await count('training.package_file')
  assert.equal(await tidied(), kept, 'what a package needs stays')
})
