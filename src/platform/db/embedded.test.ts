import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { createLog } from '../log/log.ts'
import { DatabaseError } from './database-error.ts'
import { chooseInstallation, runAs } from './embedded/account.ts'
import { findPostmaster, isPostmaster } from './embedded/postmaster.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

const log = createLog('silent')
const isRoot = process.getuid?.() === 0
const settings = { fsync: 'off', shared_buffers: '16MB' }

let pattern: string
let folder: string
let dataDir: string
let started: Embedded[]
let children: ChildProcess[]

// Creating a database takes longer than all the rest: most tests begin with a copy of this one.
before(async () => {
  pattern = mkdtempSync(join(tmpdir(), 'wardline-embedded-'))
  chmodSync(pattern, 0o711)
  const embedded = await startEmbedded({ dataDir: join(pattern, 'data'), log, settings })
  await embedded.stop()
})
after(() => rmSync(pattern, { recursive: true, force: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-embedded-'))
  // As root, the user that the database runs as has to pass through.
  chmodSync(folder, 0o711)
  dataDir = join(folder, 'data')
  started = []
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const embedded of started) await embedded.stop()
  const orphan = findPostmaster(join(dataDir, 'postgres'))
  if (orphan) {
    process.kill(orphan.pid, 'SIGQUIT')
    await waitUntilGone(orphan.pid)
  }
  if (process.env.KEEP) console.log(folder)
  else rmSync(folder, { recursive: true, force: true })
})

async function start(
  options: { dataDir?: string; settings?: Record<string, string> } = {},
): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log, settings, ...options })
  started.push(embedded)
  return embedded
}

function copyPattern(target = dataDir) {
  execFileSync('cp', ['-a', join(pattern, 'data'), target])
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts the database, runs a statement, and then does what `then` says. */
async function startElsewhere(then: string): Promise<ChildProcess> {
  const module = JSON.stringify(new URL('./embedded.ts', import.meta.url).href)
  const logModule = JSON.stringify(new URL('../log/log.ts', import.meta.url).href)
  const source = `
    import pg from 'pg'
    const { startEmbedded } = await import(${module})
    const { createLog } = await import(${logModule})
    const dataDir = ${JSON.stringify(dataDir)}
    const { url } = await startEmbedded({ dataDir, log: createLog('silent'), settings: ${JSON.stringify(settings)} })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query("create table if not exists note (text text); insert into note values ('kept')")
    console.log('ready')
    ${then}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...process.env, WARDLINE_SECRET: 'a-secret-that-must-not-travel-anywhere' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

function livePostmaster() {
  const postmaster = findPostmaster(join(dataDir, 'postgres'))
  assert.ok(postmaster, 'The server is running.')
  return postmaster
}

async function waitUntilGone(pid: number) {
  for (let i = 0; i < 500 && isPostmaster(pid, join(dataDir, 'postgres')); i++) {
    await new Promise((done) => setTimeout(done, 10))
  }
  assert.equal(isPostmaster(pid, join(dataDir, 'postgres')), false)
}

const refused = (sentence: RegExp) => (error: unknown) =>
  error instanceof DatabaseError && sentence.test(error.message)

test('The first start creates the database, and a later one finds what was written', async () => {
  const first = await start({ settings: { shared_buffers: '16MB' } })
  assert.deepEqual(
    await query(
      first.url,
      `select current_database() as name, current_setting('server_encoding') as encoding,
        current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
        current_setting('jit') as jit, current_setting('listen_addresses') as addresses,
        'Ä' ~ '\\w' as letters, datlocprovider as provider from pg_database where datname = current_database()`,
    ),
    [
      {
        name: 'wardline',
        encoding: 'UTF8',
        checksums: 'on',
        fsync: 'on',
        jit: 'off',
        addresses: process.platform === 'win32' ? '127.0.0.1' : '',
        letters: true,
        provider: 'b',
      },
    ],
  )
  await query(first.url, "create table note (text text); insert into note values ('kept')")
  await first.stop()
  await assert.rejects(query(first.url, 'select'))
  const second = await start()
  assert.deepEqual(await query(second.url, 'select text from note'), [{ text: 'kept' }])
})

test('The password lies in a file for the owner alone, and no stranger enters without it', async () => {
  copyPattern()
  const { url } = await start()
  const { password } = new URL(url)
  assert.ok(password.length >= 32)
  assert.equal(statSync(join(dataDir, 'secrets', 'database')).mode & 0o777, 0o600)
  assert.equal(statSync(join(dataDir, 'secrets')).mode & 0o777, 0o700)
  await assert.rejects(query(url.replace(password, 'guess'), 'select'), { code: '28P01' })
})

test('Search by parts of words knows letters beyond English', async () => {
  copyPattern()
  const { url } = await start()
  await query(url, 'create extension pg_trgm; create extension unaccent; create extension btree_gin')
  const [row] = await query(
    url,
    "select similarity('señal', 'senal') < 1 as differs, array_length(show_trgm('éáñ'), 1) as parts",
  )
  assert.equal(row.differs, true)
  assert.ok(row.parts >= 4)
})

test('A second start on the same data is refused while the first one lives', async () => {
  copyPattern()
  const first = await start()
  await assert.rejects(start(), (error) => {
    assert.ok(error instanceof DatabaseError)
    assert.match(
      error.message,
      /^Another Wardline is using the data in .*data\. Stop it first, or set WARDLINE_DATA_DIR/,
    )
    assert.ok(error.message.includes(dataDir))
    return true
  })
  await query(first.url, 'select')
  await first.stop()
  await start()
})

test('Of two first starts at the same moment one wins, and the other is refused', async () => {
  const results = await Promise.allSettled([start(), start()])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const [loser] = results.filter((result) => result.status === 'rejected')
  assert.ok(refused(/Another Wardline is using the data/)(loser?.reason), String(loser?.reason))
  await query((started[0] as Embedded).url, 'select')
})

test('After a kill of the process the next start takes over the running database', async () => {
  copyPattern()
  const child = await startElsewhere('setInterval(() => {}, 1000)')
  const { pid } = livePostmaster()
  child.kill('SIGKILL')
  const { url, stop } = await start()
  assert.equal(livePostmaster().pid, pid)
  assert.deepEqual(await query(url, 'select text from note'), [{ text: 'kept' }])
  await stop()
  assert.equal(isPostmaster(pid, join(dataDir, 'postgres')), false)
})

test('After a kill of the process and of the database, what was committed is recovered', async () => {
  copyPattern()
  const child = await startElsewhere('setInterval(() => {}, 1000)')
  const { pid } = livePostmaster()
  child.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')
  await waitUntilGone(pid)
  const { url } = await start()
  assert.deepEqual(await query(url, 'select text from note'), [{ text: 'kept' }])
})

test('A process that ends by an exception takes its database along', async () => {
  copyPattern()
  const child = await startElsewhere('setTimeout(() => process.exit(3), 200)')
  const { pid } = livePostmaster()
  await once(child, 'exit')
  await waitUntilGone(pid)
})

test('A database that dies under the process is started again at the same address', async () => {
  copyPattern()
  const { url } = await start()
  const { pid } = livePostmaster()
  await query(url, "create table note (text text); insert into note values ('kept')")
  process.kill(pid, 'SIGKILL')
  await waitUntilGone(pid)
  let rows: unknown
  for (let i = 0; i < 500 && !rows; i++) {
    rows = await query(url, 'select text from note').catch(() => undefined)
    if (!rows) await new Promise((done) => setTimeout(done, 10))
  }
  assert.deepEqual(rows, [{ text: 'kept' }])
  // The database answers a moment before the process that started it has taken hold of it again.
  const held = "select pid from pg_locks where locktype = 'advisory' and granted"
  while ((await query(url, held)).length === 0) await new Promise((done) => setTimeout(done, 10))
  await assert.rejects(start(), refused(/Another Wardline/))
})

test('A lock file whose number now belongs to another program does not hinder the start', async () => {
  copyPattern()
  const first = await start()
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid')
  const [, ...rest] = readFileSync(lockFile, 'utf8').split('\n')
  await first.stop()
  const { account } = await chooseInstallation(dataDir)
  const { file, args, options } = runAs(account, '/bin/sleep', ['30'])
  const bystander = spawn(file, args, options)
  children.push(bystander)
  await once(bystander, 'spawn')
  writeFileSync(lockFile, [bystander.pid, ...rest].join('\n'))
  await start()
  assert.equal(bystander.exitCode, null)
})

test('The environment and the command line of the database hold no secret', {
  skip: process.platform !== 'linux',
}, async () => {
  await startElsewhere('setInterval(() => {}, 1000)')
  const { pid } = livePostmaster()
  const shown = readFileSync(`/proc/${pid}/environ`, 'utf8') + readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  assert.ok(!shown.includes('a-secret-that-must-not-travel-anywhere'))
  assert.ok(!shown.includes(readFileSync(join(dataDir, 'secrets', 'database'), 'utf8').trim()))
})

test('Data in a folder whose path is too long for a socket is served all the same', async () => {
  const deep = join(folder, 'a-long-name-'.repeat(8), 'data')
  mkdirSync(join(deep, '..'), { recursive: true })
  chmodSync(join(deep, '..'), 0o711)
  copyPattern(deep)
  const { url, stop } = await start({ dataDir: deep })
  await query(url, 'select')
  const socketFolder = new URL(url).searchParams.get('host') as string
  assert.equal(statSync(socketFolder).mode & 0o777, 0o700)
  await assert.rejects(start({ dataDir: deep }), refused(/Another Wardline/))
  await stop()
  assert.equal(statSync(socketFolder, { throwIfNoEntry: false }), undefined)
})

test('Root starts the database inside a folder that is closed to everyone else', {
  skip: !isRoot,
}, async () => {
  chmodSync(folder, 0o700)
  const { url } = await start()
  await query(url, "create table note (text text); insert into note values ('kept')")
  const { pid } = livePostmaster()
  assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Uid:\s+[1-9]/m)
})

test('Data of another PostgreSQL version is refused before it is touched', async () => {
  copyPattern()
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '14\n')
  await assert.rejects(
    start(),
    refused(/was written by PostgreSQL 14, and this Wardline brings PostgreSQL 18/),
  )
})
