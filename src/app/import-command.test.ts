import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../test/helpers/database.ts'
import { makeZip } from '../capabilities/channels/import/archive/test-archives.ts'
import { testLog, testMapping } from '../capabilities/channels/test-log.ts'
import { createOrganization } from '../core/people/setup.ts'
import { createPool } from '../platform/db/pool.ts'

const ticket_count = 2_500
const folder = mkdtempSync(join(tmpdir(), 'wardline-import-command-'))
const log = join(folder, 'log.csv')
const mapping = join(folder, 'mapping.json')

let database: TestDatabase
let owner: pg.Pool
before(async () => {
  writeFileSync(log, testLog(ticket_count))
  writeFileSync(mapping, JSON.stringify(testMapping))
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
  // Its connection may still be closing when the database is dropped.
  owner.on('error', () => {})
  const pool = createPool(database.appUrl, 2)
  const admin = { name: 'Ada', email: 'ada@main.example', password: 'correct horse battery staple' }
  await createOrganization(
    pool,
    { name: 'Main', slug: 'main', timeZone: 'UTC', language: 'en', admin },
    new Date(),
  )
  await pool.end()
})
after(async () => {
  await owner.end()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

function start(args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), 'import', ...args], {
    env: {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      WARDLINE_DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    errors += text
  })
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, errors })),
  )
  return { child, ended }
}

async function stored(): Promise<number> {
  const { rows } = await owner.query('select count(*)::int as count from tickets.ticket')
  return rows[0].count
}

test('A wrong call says how it is meant and ends with 2; a file that is not there ends with 1.', async () => {
  const wrong = await start(['--nonsense']).ended
  assert.equal(wrong.code, 2)
  assert.match(wrong.errors, /wardline import FILE/)
  // The organization was made before any month had its partition, and that keeps no command from starting.
  const { rows } = await owner.query('select count(*)::int as count from core.audit_other')
  assert.equal(rows[0].count, 1)
  const missing = await start([join(folder, 'nothing.csv')]).ended
  assert.deepEqual([missing.code, missing.out], [1, ''])
  assert.match(missing.errors, /There is no file/)
  const months = await owner.query(
    "select count(*)::int as count from pg_inherits where inhparent = 'core.audit'::regclass",
  )
  assert.ok(months.rows[0].count > 20)
})

test('Killed again and again, the import ends with every ticket once, as in the file.', async () => {
  let before = 0
  for (let kill = 0; kill < 3; kill++) {
    const { child, ended } = start([log, '--mapping', mapping])
    // Some batches further than the last time, wherever that happens to be.
    const at = before + 1 + Math.floor(Math.random() * 500)
    while (child.exitCode === null && (await stored()) < at) await sleep(5)
    await sleep(Math.random() * 60)
    child.kill('SIGKILL')
    assert.equal((await ended).code, null, 'it was still at work')
    const now = await stored()
    assert.ok(now > before && now < ticket_count, `${before} → ${now}`)
    before = now
  }
  const report = join(folder, 'report.json')
  const last = await start([log, '--mapping', mapping, '--reconcile', '--report', report]).ended
  assert.deepEqual([last.code, last.errors.replace(/.*(FSTDEP|trace-warnings).*\n/g, '')], [0, ''])
  assert.match(last.out, /File and database agree\./)
  assert.equal(await stored(), ticket_count)
  const { rows } = await owner.query(
    `select count(distinct imported_key)::int as keys, (select count(*)::int from core.event) as events, (select count(*)::int from core.person) as people,
       (select count(*)::int from core.search_entry) as entries, (select count(*)::int from channels.import_run where state = 'done') as runs from tickets.ticket`,
  )
  // 40 callers, 6 agents, Nell and Clerk, and the administrator.
  assert.deepEqual(rows, [
    { keys: ticket_count, events: ticket_count * 6, people: 49, entries: ticket_count, runs: 1 },
  ])
})

test('Killed while a longer log is added to what is there, the import ends with every row once.', async () => {
  const count = 1_200
  const mapping = join(folder, 'longer.json')
  writeFileSync(mapping, JSON.stringify({ ...testMapping, origin: 'longer' }))
  const [begun, longer] = [join(folder, 'begun.csv'), join(folder, 'longer.csv')]
  const whole = testLog(count)
  writeFileSync(longer, whole)
  writeFileSync(begun, whole.replaceAll(/^T\d+,[2-5],.*\n/gm, ''))
  assert.equal((await start([begun, '--mapping', mapping]).ended).code, 0)
  const lines = async (): Promise<number> =>
    (
      await owner.query(
        "select count(*)::int as count from core.event e join tickets.ticket t on t.org_id = e.org_id and t.id = e.record_id where t.imported ->> 'origin' = 'longer'",
      )
    ).rows[0].count
  assert.equal(await lines(), count * 2)
  let before = count * 2
  for (let kill = 0; kill < 2; kill++) {
    const { child, ended } = start([longer, '--mapping', mapping])
    while (child.exitCode === null && (await lines()) === before) await sleep(2)
    await sleep(Math.random() * 40)
    child.kill('SIGKILL')
    assert.equal((await ended).code, null, 'it was still at work')
    const now = await lines()
    assert.ok(now > before && now < count * 6, `${before} → ${now}`)
    before = now
  }
  const last = await start([longer, '--mapping', mapping, '--reconcile']).ended
  assert.equal(last.code, 0, last.errors)
  assert.match(last.out, /To \d+ of them later history was added/)
  assert.match(last.out, /File and database agree\./)
  assert.equal(await lines(), count * 6)
  const { rows } = await owner.query(
    `select count(*)::int as wrong from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
     where t.imported ->> 'origin' = 'longer' and (r.version <> 6 or (t.imported ->> 'rows')::int <> 6)`,
  )
  assert.deepEqual(rows, [{ wrong: 0 }])
})

test('What is wrong with a file or mapping is said in a line, and ends with 1.', async () => {
  const write = (name: string, content: string) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const head = testLog(1).split('\n')[0] as string
  const cases: [args: string[], sentence: RegExp][] = [
    [[write('head.csv', `${head}\n`), '--mapping', mapping], /^The file holds no rows below its heading\.$/m],
    [
      [write('open.csv', testLog(2).replace('T00001,2', '"T00001,2')), '--mapping', mapping],
      /A quote that opens in the record of line 10 never closes\./,
    ],
    [[log, '--mapping', write('broken.json', '{ no json')], /mapping.*JSON/i],
    [
      [log, '--mapping', write('other.json', JSON.stringify({ ...testMapping, key: 'ticket' }))],
      /no column "ticket"/,
    ],
    [
      ['--articles', write('evil.txt', 'no archive'), '--audience', 'staff'],
      /no zip or tar archive of that name/,
    ],
  ]
  for (const [args, sentence] of cases) {
    const { code, errors } = await start(args).ended
    assert.deepEqual([args[0], code], [args[0], 1])
    assert.match(errors, sentence)
    assert.doesNotMatch(errors, /\n\s+at /, 'no stack')
  }
})

test('An archive of articles goes in by the command, tried first, and a second time nothing is doubled.', async () => {
  const archive = join(folder, 'handbook.zip')
  writeFileSync(
    archive,
    makeZip([
      { path: 'handbook/a.md', content: '# A\n\nSee [b](b.md) and [nothing](c.md).' },
      { path: 'handbook/b.md', content: '# B\n\nText.' },
    ]),
  )
  const command = ['--articles', archive, '--audience', 'staff']
  const tried = await start([...command, '--dry-run']).ended
  assert.deepEqual([tried.code, tried.errors], [0, ''])
  assert.match(tried.out, /Nothing was written\. 2 of 2 articles would be; 0 are there already\./)
  const remarks = join(folder, 'remarks.csv')
  const { code, out } = await start([...command, '--bad-rows', remarks]).ended
  assert.equal(code, 0)
  assert.match(out, /2 articles with 1 links between them and 0 files were written/)
  assert.match(readFileSync(remarks, 'utf8'), /a\.md.*c\.md/)
  const again = await start(command).ended
  assert.match(again.out, /0 articles .* 2 were there already/)
})

test('A file that says something else than the database ends with 3.', async () => {
  const other = join(folder, 'other.csv')
  writeFileSync(other, testLog(10).replaceAll('Closed', 'Active'))
  const { code, out } = await start([other, '--mapping', mapping, '--dry-run', '--reconcile']).ended
  assert.equal(code, 3)
  assert.match(out, /Nothing was written\. 60 rows would become 10 tickets, 10 of which are there already\./)
  assert.match(out, /They differ in: /)
})
