import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { chainAll } from './chain.ts'
import { checkpointFile, checkpointFolder, signAll } from './checkpoint.ts'
import { again, chainOf } from './fixture.ts'
import { isSigned, readPublicKey, type Signed } from './key.ts'
import { firstKeptMonth, retireLines } from './retire.ts'
import { verifyTrail } from './verify/verify.ts'

let wardline: Wardline
let owner: pg.Client
const taken: Signed[] = []
let answer = 200
const witness = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    if (answer === 200) taken.push(JSON.parse(body))
    response.writeHead(answer).end()
  })
})
const second = mkdtempSync(join(tmpdir(), 'wardline-checkpoints-'))

before(async () => {
  witness.listen(0, '127.0.0.1')
  await once(witness, 'listening')
  const { port } = witness.address() as AddressInfo
  wardline = await startWardline({
    env: {
      WARDLINE_CHECKPOINT_DIR: second,
      WARDLINE_CHECKPOINT_URL: `http://127.0.0.1:${port}/wardline`,
      WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}`,
    },
  })
  owner = new pg.Client({ connectionString: wardline.ownerUrl })
  await owner.connect()
})
after(async () => {
  witness.close()
  await owner?.end()
  await wardline?.close()
})

function chain(): Promise<void> {
  return chainOf(wardline.composition.app, owner, [wardline.orgId])
}

/** Runs the command as an operator does; `rest` are its words. */
function run(...rest: string[]): Promise<{ code: number; out: string; told: string }> {
  const cli = join(import.meta.dirname, '../../app/cli.ts')
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [cli, 'audit', ...rest],
      {
        env: { PATH: process.env.PATH, DATABASE_URL: wardline.ownerUrl, WARDLINE_DATA_DIR: wardline.dataDir },
      },
      (error, out, told) => resolve({ code: Number(error?.code ?? 0), out, told }),
    ),
  )
}

test('The job chains what waits, in every organization, and comes again soon only while there is something.', async () => {
  const { app } = wardline.composition
  const { orgId } = await wardline.organization('second')
  const links = async () =>
    (await owner.query('select distinct org_id from trail.link')).rows.map((row) => row.org_id).sort()
  await again(async () => {
    await chainAll(app, {})
    return (await links()).length === 2
  })
  assert.deepEqual(await links(), [wardline.orgId, orgId].sort())
  const jobs = async () =>
    (await owner.query("select from graphile_worker.jobs where task_identifier = 'trail.chain'")).rowCount
  assert.equal(await jobs(), 1)
  await owner.query("select graphile_worker.remove_job('trail.chain')")
  await chain()
  await chainAll(app, {})
  assert.equal(await jobs(), 0)
})

test('A checkpoint is signed every some minutes when the chain went on, on disk, in the second folder and at the witness.', async () => {
  const { app } = wardline.composition
  const path = checkpointFile(checkpointFolder(app.config), wardline.orgId)
  const read = (file: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Signed)
  await chain()
  await signAll(app, {})
  await signAll(app, {})
  assert.equal(read(path).length, 1)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(read(checkpointFile(second, wardline.orgId)), read(path))
  assert.deepEqual(
    taken.filter(({ organization }) => organization === wardline.orgId),
    read(path),
  )
  const { out } = await run('key')
  const [first] = read(path)
  assert.ok(
    first && isSigned(readPublicKey(out), first) && !isSigned(readPublicKey(out), { ...first, lines: 999 }),
  )
  await wardline.admin()
  await chain()
  wardline.clock.advance(9 * 60_000)
  await signAll(app, {})
  assert.equal(read(path).length, 1, 'not before its minutes have passed')
  answer = 302
  wardline.clock.advance(60_000)
  await signAll(app, {})
  assert.equal(read(path).length, 2, 'a witness that leads elsewhere has not taken it, which stops nothing')
  const last = await owner.query(
    'select was_sent from trail.checkpoint where org_id = $1 order by seq desc limit 1',
    [wardline.orgId],
  )
  assert.deepEqual(last.rows, [{ was_sent: false }])
  answer = 500
  wardline.clock.advance(60_000)
  await signAll(app, {})
  assert.equal(read(path).length, 2, 'nor does one that fails')
  const { rows } = await owner.query('select was_sent from trail.checkpoint where org_id = $1 order by seq', [
    wardline.orgId,
  ])
  assert.deepEqual(rows, [{ was_sent: true }, { was_sent: false }])
  answer = 200
  wardline.clock.advance(60 * 60_000)
  await signAll(app, {})
  assert.equal(read(path).length, 2, 'nor when nothing is new')
  const sent = await owner.query('select was_sent from trail.checkpoint where org_id = $1', [wardline.orgId])
  assert.deepEqual(sent.rows, [{ was_sent: true }, { was_sent: true }])
  assert.deepEqual(
    taken.filter(({ organization }) => organization === wardline.orgId),
    read(path),
    'what the witness did not take it is sent again',
  )
})

test('A folder that cannot be written stops neither the other folder nor other organizations, and repeats nothing.', async () => {
  const { app } = wardline.composition
  const blocked = join(second, 'a file')
  writeFileSync(blocked, '')
  const half = { ...app, config: { ...app.config, checkpointDir: blocked } }
  const path = (orgId: string) => checkpointFile(checkpointFolder(app.config), orgId)
  const count = (orgId: string) => readFileSync(path(orgId), 'utf8').trim().split('\n').length
  const ids: string[] = (await owner.query('select id from core.organization')).rows.map(({ id }) => id)
  const more = async () => {
    for (const id of ids)
      await owner.query(
        "insert into core.audit (org_id, at, id, action) values ($1, now(), gen_random_uuid(), 'signed_in')",
        [id],
      )
    await chainOf(app, owner, ids)
    wardline.clock.advance(11 * 60_000)
  }
  await more()
  const before = ids.map(count)
  await signAll(half, {})
  await signAll(half, {})
  assert.deepEqual(
    ids.map(count),
    before.map((lines) => lines + 1),
  )
  await more()
  const { rows } = await owner.query('select trail.organizations_to_sign(now() + $$1 day$$) as id')
  const [first, ...others] = rows.map(({ id }) => String(id))
  assert.ok(first !== undefined && others.length > 0)
  renameSync(path(first), `${path(first)}.kept`)
  mkdirSync(path(first))
  await assert.rejects(signAll(half, {}), /EISDIR/)
  for (const id of others) assert.equal(count(id), (before[ids.indexOf(id)] ?? 0) + 2)
  rmdirSync(path(first))
  renameSync(`${path(first)}.kept`, path(first))
  await signAll(app, {})
  assert.equal(count(first), (before[ids.indexOf(first)] ?? 0) + 2)
  rmSync(blocked)
})

test('The command verifies, with the public key alone, and fails by its exit code when a line was altered.', async () => {
  await chain()
  const key = join(second, 'key.pem')
  writeFileSync(key, (await run('key')).out)
  const good = await run('verify', '--organization', 'main', '--checkpoints', second, '--key', key)
  assert.equal(good.code, 0, good.told)
  assert.match(
    good.out,
    /^main: \d+ lines in \d+ links and \d+ checkpoints .*\n {2}Everything is as it was written\.\n$/,
  )
  await owner.query(
    "update core.audit set action = 'signed_out' where org_id = $1 and action = 'signed_in'",
    [wardline.orgId],
  )
  const bad = await run('verify')
  assert.equal(bad.code, 1)
  assert.match(bad.out, /ALTERED: Line .* \(audit log, signed_out/)
  await owner.query(
    "update core.audit set action = 'signed_in' where org_id = $1 and action = 'signed_out'",
    [wardline.orgId],
  )
  assert.equal((await run('verify', '--organization', 'nowhere')).code, 1)
  assert.equal((await run('prove')).code, 2)
})

test('The command fails when the file of the checkpoints is missing or empty, and names files of organizations that are gone.', async () => {
  await chain()
  const folder = mkdtempSync(join(tmpdir(), 'wardline-none-'))
  const verify = () => run('verify', '--organization', 'main', '--checkpoints', folder)
  const missing = await verify()
  assert.equal(missing.code, 1)
  assert.match(missing.out, /NO CHECKPOINT: .* is missing or empty/)
  writeFileSync(checkpointFile(folder, wardline.orgId), '\n')
  assert.equal((await verify()).code, 1)
  const own = checkpointFile(checkpointFolder(wardline.composition.app.config), wardline.orgId)
  const lines = readFileSync(own)
  writeFileSync(checkpointFile(folder, wardline.orgId), lines)
  assert.equal((await verify()).code, 0)
  const gone = checkpointFile(folder, '00000000-0000-4000-8000-000000000000')
  writeFileSync(gone, lines)
  const stray = await verify()
  assert.equal(stray.code, 1)
  assert.ok(stray.out.includes(`NO ORGANIZATION: ${gone}`))
  rmSync(own)
  const without = await run('verify', '--organization', 'main')
  writeFileSync(own, lines)
  assert.equal(without.code, 1, 'its own folder is looked into without being named')
  assert.match(without.out, /NO CHECKPOINT/)
})

test('The command exports every line as JSON, and leaves one that says so.', async () => {
  const { rows } = await owner.query(
    'select (select count(*) from core.event where org_id = $1)::int + (select count(*) from core.audit where org_id = $1)::int as lines',
    [wardline.orgId],
  )
  const { code, out, told } = await run('export', '--organization', 'main')
  assert.equal(code, 0, told)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(lines.length, rows[0].lines)
  assert.deepEqual(Object.keys(lines[0]), [
    'source',
    'at',
    'id',
    'action',
    'actor_id',
    'record_id',
    'address',
    'data',
  ])
  const left = await owner.query(
    "select data from core.audit where org_id = $1 and data ->> 'by' = 'command'",
    [wardline.orgId],
  )
  assert.deepEqual(left.rows, [{ data: { lines: lines.length, by: 'command' } }])
})

test('Months are taken out when their years have passed, and not before; the chain still verifies and says so.', async () => {
  const now = new Date()
  const month = firstKeptMonth(now, 6)
  const [year = 0, number = 0] = month.split('-').map(Number)
  const old = new Date(Date.UTC(year, number - 1, 1) - 3 * 86_400_000)
  const kept = new Date(Date.UTC(year, number - 1, 3))
  await owner.query('select platform.make_partitions($1::date, $1::date)', [old.toISOString()])
  for (const at of [old, new Date(old.getTime() - 400 * 86_400_000), kept])
    await owner.query(
      `insert into core.audit (org_id, at, id, action)
       values ($1, $2, gen_random_uuid(), 'signed_in'), ($1, now(), gen_random_uuid(), 'history.add')`,
      [wardline.orgId, at.toISOString()],
    )
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
  const early = await run('retire', '--before', next)
  assert.equal(early.code, 1)
  assert.match(
    early.told,
    new RegExp(`kept for 6 years. Those before ${month} may be taken out; nothing was`),
  )
  await again(async () => {
    const taken = await retireLines(owner, { month, years: 6, now }).catch((error: Error) => error)
    if (typeof taken === 'number') assert.equal(taken, 2)
    else assert.equal(taken.name, 'RetirementRefused', taken.message)
    return typeof taken === 'number'
  })
  await chain()
  const found = await verifyTrail(owner, wardline.orgId)
  assert.deepEqual([found.findings, found.retired], [[], 2])
  const { rows } = await owner.query(
    "select data ->> 'lines' as lines from core.audit where action = 'audit.retire'",
  )
  assert.deepEqual(rows, [{ lines: '2' }])
  await owner.query('delete from core.audit where org_id = $1 and at = $2', [
    wardline.orgId,
    kept.toISOString(),
  ])
  assert.deepEqual(
    (await verifyTrail(owner, wardline.orgId)).findings.map(({ deed }) => deed),
    ['removed'],
  )
})

test('The application’s own login adds to the chain by the one function alone, and changes nothing of it.', async () => {
  const app = new pg.Client({ connectionString: wardline.appUrl })
  await app.connect()
  try {
    await app.query("select set_config('app.org_id', $1, false)", [wardline.orgId])
    for (const statement of [
      'insert into trail.link select * from trail.link limit 1',
      'update trail.link set lines = lines',
      'delete from trail.link',
      'truncate trail.link',
      'update trail.checkpoint set seq = seq',
      'delete from trail.checkpoint',
      'insert into trail.checkpoint select * from trail.checkpoint limit 1',
      'update platform.epoch set epoch = 9',
      'select platform.keep_epoch()',
      'insert into core.audit (org_id, at, id, action, tx) select org_id, at, gen_random_uuid(), action, 1 from core.audit limit 1',
    ])
      await assert.rejects(app.query(statement), /permission denied/, statement)
    assert.ok((await app.query('select count(*)::int as count from trail.link')).rows[0].count > 0)
  } finally {
    await app.end()
  }
})

test('A pass reads as much as it chains, and asking whether a line waits reads next to nothing, however long the log is.', async () => {
  const { orgId } = await wardline.organization('long')
  await owner.query('set session_replication_role = replica')
  const add = (lines: number) =>
    owner.query(
      `with added as (insert into core.event (org_id, record_id, at, id, action, data)
         select $1, gen_random_uuid(), now(), gen_random_uuid(), 'ticket.create', '{}' from generate_series(1, $2::int) returning record_id, id)
       insert into core.event_words (org_id, record_id, event_id, words) select $1, record_id, id, '{"title":"Words"}' from added`,
      [orgId, lines],
    )
  const pages = async (query: string) => {
    const { rows } = await owner.query(`explain (analyze, buffers, format json) ${query}`)
    const plan = rows[0]['QUERY PLAN'][0].Plan
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  await owner.query("select set_config('app.org_id', $1, false)", [orgId])
  const before = await chainedPages(0)
  const after = await chainedPages(30_000)
  assert.ok(after.pass < before.pass + 100, `${before.pass} and then ${after.pass} pages a pass`)
  assert.ok(after.waiting < before.waiting + 100, `${before.waiting} and then ${after.waiting} to ask`)
  await owner.query('reset session_replication_role')

  /** The least of some passes: reloading the catalog, after another process vacuumed, is counted with the pages too. */
  async function chainedPages(lines: number): Promise<{ pass: number; waiting: number }> {
    await add(lines)
    await chainOf(wardline.composition.app, owner, [orgId])
    await owner.query('analyze core.event, core.audit, core.event_words')
    const least = { pass: Infinity, waiting: Infinity }
    for (let one = 0; one < 5; one++) {
      await add(1)
      least.pass = Math.min(least.pass, await passPages())
      least.waiting = Math.min(least.waiting, await pages('select trail.organizations_waiting()'))
    }
    return least
  }

  /** Of the pass that chained what waited; those before it waited for transactions that had not ended. */
  async function passPages(): Promise<number> {
    let read = 0
    await again(async () => {
      read = await pages('select trail.extend(2000)')
      const waits = 'select 1 from trail.organizations_waiting() w where w = $1'
      return (await owner.query(waits, [orgId])).rowCount === 0
    })
    return read
  }
})
