import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import pg from 'pg'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../../test/helpers/database.ts'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { describeSchema } from '../../platform/db/describe.ts'
import { migrationsDir } from '../../platform/db/migrate.ts'
import { addressOfLogin, prepareDatabase } from '../../platform/db/roles.ts'
import { prepareJobs } from '../../platform/jobs/jobs.ts'
import { createLog } from '../../platform/log/log.ts'
import { type RestoreOptions, restoreBackup } from './restore-backup.ts'
import { entryHeader, padding } from './tar.ts'
import { type BackupOptions, writeBackup } from './write-backup.ts'

const log = createLog('silent')
let wardline: Wardline
let folder: string
let nurse: Client
let written: string

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-backup-'))
  wardline = await startWardline()
  await prepareJobs(wardline.ownerUrl)
  await makeLife()
  written = join(folder, 'whole.tar.zst')
  await back(written)
})
after(async () => {
  await wardline?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** People, tickets in several states, articles, files, old months and odd text in two organizations. */
async function makeLife(): Promise<void> {
  const desk = await wardline.team('Service Desk')
  nurse = await wardline.person('Nora Nurse', [])
  const agent = await wardline.person('Sam Agent', ['help-desk'], [desk])
  const other = await wardline.organization('other')
  const stranger = await wardline.person('Stan Stranger', [], [], other.orgId)
  const odd = 'Zeile 1\r\n\t\\N \\. "\u{1F691}" ‮ ||| end \\'
  for (let number = 0; number < 40; number++) {
    const from = number % 5 === 0 ? stranger : nurse
    const made = await from.post('/api/tickets', {
      title: `I cannot log in ${number}`,
      body: `${odd} ${number}`.repeat(number) || '-',
    })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    if (from === nurse && number % 2)
      await agent.post(`/api/tickets/${made.body.id}/reply`, { body: 'Try again.' })
    if (from === nurse && number % 4 === 1)
      await agent.post(`/api/tickets/${made.body.id}/resolve`, {
        code: 'fixed',
        answer: 'Done',
        body: 'Done',
      })
  }
  for (const size of [0, 1, 512, 70_000]) await upload(Buffer.alloc(size, `${size} `))
  // A row far in the past, and a computed column, and bytes.
  await wardline.owner.query(
    "select platform.make_partitions((now() - interval '8 months')::date, now()::date)",
  )
  await wardline.owner.query(
    "insert into core.event (org_id, record_id, at, id, action) select org_id, id, date_trunc('month', now()) - interval '7 months 1 microsecond', gen_random_uuid(), 'tickets.create' from core.record",
  )
  // More than fits into one part.
  await wardline.owner.query(
    "insert into core.message (org_id, id, record_id, is_internal, body, created_at) select org_id, gen_random_uuid(), id, true, (select string_agg(md5(random()::text || n), '') from generate_series(1, 2500) n), now() from core.record, generate_series(1, 2)",
  )
  await wardline.owner.query(
    "select graphile_worker.add_job('tickets.tell', payload => '{\"org\": \"x\\\\y\"}', queue_name => 'one', job_key => 'twice', priority => 3, flags => array['a','b'], run_at => '2031-01-01')",
  )
}

async function upload(content: Buffer): Promise<void> {
  const boundary = 'between-the-parts'
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  await nurse.send('POST', '/api/attachments', body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

function back(path: string, options: Partial<BackupOptions> = {}) {
  const { config, files, clock } = wardline.composition.app
  return writeBackup({
    ownerUrl: wardline.ownerUrl,
    files,
    secret: config.secret,
    version: '0.1.0',
    path,
    now: clock.now(),
    ...options,
  })
}

function restore(database: TestDatabase, path: string, options: Partial<RestoreOptions> = {}) {
  const { secret } = wardline.composition.app.config
  return restoreBackup({
    path,
    ownerUrl: database.ownerUrl,
    filesDir: filesDirOf(database),
    secret,
    log,
    ...options,
  })
}

const filesDirOf = (database: TestDatabase) => join(folder, new URL(database.ownerUrl).pathname.slice(1))

async function contentOf(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c bytea_output=hex' })
  await client.connect()
  try {
    const tables = await client.query(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker', 'public') and c.relname <> 'migration'`,
    )
    const content: Record<string, string[]> = {}
    for (const { name } of tables.rows)
      content[name] = (await client.query(`select t::text as row from ${name} t order by 1`)).rows.map(
        ({ row }) => row,
      )
    const jobs = await client.query(
      'select t.identifier, j.payload, q.queue_name, j.run_at::text, j.max_attempts, j.key, j.priority, j.flags from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by 1, 2::text',
    )
    content.jobs = jobs.rows.map((job) => JSON.stringify(job))
    content.sequence = [
      (await client.query('select last_value::text as row from core.record_number')).rows[0].row,
    ]
    return content
  } finally {
    await client.end()
  }
}

function filesIn(path: string): Record<string, string> {
  if (!existsSync(path)) return {}
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'hex')]),
  )
}

async function isUntouched(database: TestDatabase): Promise<void> {
  const { rows } = await withOwner(database, (owner) =>
    owner.query("select to_regclass('core.organization') is null as is_bare"),
  )
  assert.equal(rows[0].is_bare, true, 'the database was touched')
  assert.deepEqual(filesIn(filesDirOf(database)), {})
}

test('A backup restored into a new database holds every row, every waiting job and every file, and works.', async () => {
  const database = await createEmptyDatabase()
  const manifest = await restore(database, written)
  const expected = await contentOf(wardline.ownerUrl)
  const found = await contentOf(database.ownerUrl)
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort())
  for (const [name, rows] of Object.entries(expected)) assert.deepEqual(found[name], rows, name)
  assert.ok((expected['core.message']?.length ?? 0) > 40 && (expected.jobs?.length ?? 0) > 0)
  const files = filesIn(join(wardline.dataDir, 'files'))
  assert.deepEqual(filesIn(filesDirOf(database)), files)
  assert.ok(manifest.files >= 3 && manifest.files === Object.keys(files).length, `${manifest.files} files`)
  assert.equal(manifest.files_missing, 0)
  for (const [name, rows] of Object.entries(manifest.rows)) assert.equal(rows, expected[name]?.length, name)
  assert.equal(await describeSchema(database.ownerUrl), await describeSchema(wardline.ownerUrl))
  const app = new pg.Client({
    connectionString: addressOfLogin(database.ownerUrl, wardline.composition.app.config.secret),
  })
  await app.connect()
  await assert.rejects(restore(database, written), /running on this database/)
  await app.end()
  await assert.rejects(restore(database, written), /holds an organization already/)
  await database.drop()
})

test('A backup is readable by its owner alone, never replaces a file, and appears only when it is complete.', async () => {
  assert.equal(statSync(written).mode & 0o777, 0o600)
  await assert.rejects(back(written), /exists already/)
  const broken = join(folder, 'broken.tar.zst')
  const files = {
    ...wardline.composition.app.files,
    open: async () => {
      throw new Error('The disk is not readable.')
    },
  }
  await assert.rejects(back(broken, { files }), /not readable/)
  await assert.rejects(back(join(folder, 'missing', 'x')), /folder that exists/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('broken')),
    [],
  )
})

test('A backup that is cut off, altered, emptied of a part or not one at all is refused before anything changes.', async () => {
  const database = await createEmptyDatabase()
  const whole = readFileSync(written)
  const plain = zstdDecompressSync(whole)
  const altered = Buffer.from(plain)
  altered[plain.indexOf('I cannot log in 7')] = 'X'.charCodeAt(0)
  const record = plain.indexOf('tables/core.record/000001\0')
  const size = Number.parseInt(plain.toString('latin1', record + 124, record + 135), 8)
  const end = record + 512 + size + padding(size).length + 1024
  const manifest = plain.lastIndexOf('"seal"')
  const sealed = Buffer.from(plain)
  sealed.write('A', manifest + 9)
  const bad: Record<string, Buffer> = {
    'cut off': whole.subarray(0, whole.length - 20),
    'cut in half': whole.subarray(0, whole.length / 2),
    'one bit': flipped(whole, whole.length / 2),
    'one letter, packed again': zstdCompressSync(altered),
    'without a part': zstdCompressSync(Buffer.concat([plain.subarray(0, record), plain.subarray(end)])),
    'another manifest': zstdCompressSync(sealed),
    'without its end': zstdCompressSync(plain.subarray(0, plain.lastIndexOf('manifest.json'))),
    'a text': Buffer.from('Dear all, this is not a backup.'),
    'another archive': zstdCompressSync(
      Buffer.concat([entryHeader('a.txt', 3, new Date()), Buffer.from('abc'), Buffer.alloc(1533)]),
    ),
    nothing: Buffer.alloc(0),
  }
  for (const [name, content] of Object.entries(bad)) {
    const path = join(folder, 'bad.tar.zst')
    writeFileSync(path, content)
    await assert.rejects(
      restore(database, path),
      { name: 'CommandError', message: /^This is not a whole backup .* Nothing was changed\.$/ },
      name,
    )
  }
  await assert.rejects(restore(database, join(folder, 'absent')), /no such file/)
  await isUntouched(database)
  await database.drop()
})

function flipped(whole: Buffer, at: number): Buffer {
  const copy = Buffer.from(whole)
  const index = Math.floor(at)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}

test('A restore that fails in the middle leaves no row and no file but those that were there before, and can be run again, with another secret only when that is accepted.', async () => {
  const database = await createEmptyDatabase()
  // The file is cut between the check and the reading for the restore.
  const path = join(folder, 'shrinking.tar.zst')
  writeFileSync(path, readFileSync(written))
  const size = statSync(path).size
  let seen = 0
  const onProgress = (step: string, bytes: number) => {
    if (step === 'checking') seen += bytes
    if (seen >= size) truncateSync(path, Math.floor(size * 0.98))
  }
  // A file that was there before stays there.
  const [there = ''] = Object.keys(filesIn(join(wardline.dataDir, 'files')))
  const place = join(filesDirOf(database), there.slice(0, 2))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, there), readFileSync(join(wardline.dataDir, 'files', there.slice(0, 2), there)))
  const before = filesIn(filesDirOf(database))
  await assert.rejects(restore(database, path, { onProgress }))
  await withOwner(database, async (owner) => {
    for (const table of ['core.organization', 'core.record', 'core.event', 'graphile_worker._private_jobs'])
      assert.equal((await owner.query(`select from ${table} limit 1`)).rowCount, 0, table)
  })
  assert.deepEqual(filesIn(filesDirOf(database)), before)
  // Again, now by an operator who has lost the secret.
  const secret = 'another-secret-of-another-hospital-987654321'
  await assert.rejects(restore(database, written, { secret }), /belongs to another WARDLINE_SECRET/)
  await restore(database, written, { secret, acceptsOtherSecret: true })
  assert.deepEqual(
    (await contentOf(database.ownerUrl))['core.record'],
    (await contentOf(wardline.ownerUrl))['core.record'],
  )
  await database.drop()
})

test('A backup of an older version is brought up to this one, even where this one had prepared the database.', async () => {
  const older = await createEmptyDatabase()
  const migrations = join(folder, 'migrations')
  mkdirSync(migrations)
  const names = readdirSync(migrationsDir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  for (const name of names.slice(0, -1)) copyFileSync(join(migrationsDir, name), join(migrations, name))
  const { secret } = wardline.composition.app.config
  await prepareDatabase({ ownerUrl: older.ownerUrl, secret, log, migrations })
  await withOwner(older, (owner) =>
    owner.query(
      "insert into core.organization (id, name, slug) values (gen_random_uuid(), 'Willow', 'willow')",
    ),
  )
  const path = join(folder, 'older.tar.zst')
  await back(path, { ownerUrl: older.ownerUrl })
  const prepared = await createTestDatabase()
  await restore(prepared, path)
  const restored = await withOwner(prepared, async (owner) => [
    (await owner.query('select name from core.organization')).rows,
    (await owner.query('select name from platform.migration order by name')).rows.map(({ name }) => name),
  ])
  assert.deepEqual(restored, [[{ name: 'Willow' }], names])
  await older.drop()
  await prepared.drop()
})

test('A backup of a newer version is neither made nor restored.', async () => {
  const [database, target] = await Promise.all([createTestDatabase(), createEmptyDatabase()])
  await assert.rejects(back(join(folder, 'empty'), { ownerUrl: target.ownerUrl }), /holds no Wardline/)
  await withOwner(database, (owner) =>
    owner.query("insert into platform.migration values ('9999_later.sql', repeat('a', 64))"),
  )
  await assert.rejects(back(join(folder, 'later.tar.zst'), { ownerUrl: database.ownerUrl }), /newer version/)
  // What a version looks like whose first migration is another one.
  await withOwner(database, (owner) =>
    owner.query(
      "delete from platform.migration where name = '9999_later.sql'; update platform.migration set sha256 = repeat('b', 64) where name = '0001_core.sql'",
    ),
  )
  const foreign = join(folder, 'foreign.tar.zst')
  await back(foreign, { ownerUrl: database.ownerUrl })
  await assert.rejects(restore(target, foreign), /0001_core\.sql, which is not known here/)
  await isUntouched(target)
  await database.drop()
  await target.drop()
})

async function withOwner<T>(database: TestDatabase, run: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    return await run(owner)
  } finally {
    await owner.end()
  }
}

test('The commands back up a running Wardline and restore it, and say what they did.', async () => {
  const database = await createEmptyDatabase()
  const path = join(folder, 'by-command.tar.zst')
  const dataDir = join(folder, 'data')
  const secret = wardline.composition.app.config.secret
  const here = {
    WARDLINE_DATA_DIR: wardline.dataDir,
    DATABASE_URL: wardline.ownerUrl,
    WARDLINE_SECRET: secret,
  }
  const there = { WARDLINE_DATA_DIR: dataDir, DATABASE_URL: database.ownerUrl, WARDLINE_SECRET: secret }
  const done = await command(here, 'backup', path)
  assert.match(done.text, /rows of \d+ tables, \d+ files .* waiting jobs/)
  assert.equal(done.code, 0)
  const checked = await command(there, 'restore', '--check', path)
  assert.match(checked.text, /is whole: made by Wardline 0\.1\.0/)
  await isUntouched(database)
  const restored = await command(there, 'restore', path)
  assert.match(restored.text, /Restored \d+ rows.*Start Wardline now/s)
  assert.deepEqual(filesIn(join(dataDir, 'files')), filesIn(join(wardline.dataDir, 'files')))
  const wrong = await command(there, 'restore', path)
  assert.equal(wrong.code, 1)
  assert.match(wrong.text, /^This database holds an organization already\..*Nothing was changed\.\n$/)
  assert.match((await command(there, 'backup')).text, /wardline backup FILE/)
  await database.drop()
})

function command(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; text: string }> {
  const cli = resolve(import.meta.dirname, '../cli.ts')
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  return new Promise((done) => child.once('close', (code) => done({ code, text })))
}
