/** What goes with lines whose years have passed, and what keeps them from going. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { chainLines, link_lines_max } from './chain.ts'
import { again, chainOf } from './fixture.ts'
import { firstKeptMonth, retireLines } from './retire.ts'
import { verifyTrail } from './verify/verify.ts'

let wardline: Wardline
let owner: pg.Client
const now = new Date()
const month = firstKeptMonth(now, 6)
const old = new Date(Date.parse(`${month}-01T00:00:00Z`) - 3 * 86_400_000).toISOString()

before(async () => {
  wardline = await startWardline()
  owner = new pg.Client({ connectionString: wardline.ownerUrl })
  await owner.connect()
  await owner.query('select platform.make_partitions($1::date, $1::date)', [old])
})
after(async () => {
  await owner?.end()
  await wardline?.close()
})

/** A line of a search in a month whose years have passed, as an import would have left it. */
const oldLine = `with line as (
    insert into core.audit (org_id, at, id, action) values ($1, $2, gen_random_uuid(), 'tickets.search'), ($1, now(), gen_random_uuid(), 'history.add')
    returning org_id, id, at, action)
  insert into core.searched (org_id, line_id, at, words, sealed_by)
    select org_id, id, at, 'who was looked for', '{}' from line where action = 'tickets.search'`

const retire = () => retireLines(owner, { month, years: 6, now }).catch((error: Error) => error.name)
const counted = async (table: string) =>
  Number((await owner.query(`select count(*) from ${table} where at < $1`, [`${month}-01`])).rows[0].count)

test('Lines of a transaction that is still open keep their month from being taken out; afterwards it goes, with the words that were searched for.', async () => {
  const slow = new pg.Client({ connectionString: wardline.ownerUrl })
  await slow.connect()
  try {
    // Whoever began before and writes still: nothing that was written meanwhile can be chained.
    await slow.query('begin')
    await slow.query('select pg_current_xact_id()')
    await owner.query(oldLine, [wardline.orgId, old])
    assert.equal(await retire(), 'RetirementRefused')
    assert.deepEqual([await counted('core.audit'), await counted('core.searched')], [1, 1])
    await slow.query('rollback')
  } finally {
    await slow.end()
  }
  await again(async () => (await retire()) === 1)
  assert.deepEqual([await counted('core.audit'), await counted('core.searched')], [0, 0])
  await chainOf(wardline.composition.app, owner, [wardline.orgId])
  const found = await verifyTrail(owner, wardline.orgId)
  assert.deepEqual([found.findings, found.retired], [[], 1])
})

test('One pass chains more lines than one link holds.', async () => {
  await chainOf(wardline.composition.app, owner, [wardline.orgId])
  await owner.query(
    `insert into core.audit (org_id, at, id, action) select $1, now(), gen_random_uuid(), 'signed_in' from generate_series(1, $2::int)`,
    [wardline.orgId, link_lines_max + 1],
  )
  // What another database of the server still writes may keep lines waiting; a pass that finds them takes them all.
  await again(async () => {
    const lines = await chainLines(wardline.composition.app, wardline.orgId)
    if (lines > 0) assert.equal(lines, link_lines_max + 1)
    return lines > 0
  })
})

test('A line of the timeline is never retired, however old; and a line that names no month permits nothing.', async () => {
  const { orgId } = await wardline.organization('timeline')
  await chainOf(wardline.composition.app, owner, [orgId])
  const id = '01920000-0000-7000-8000-000000000001'
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `with past as (insert into core.audit (org_id, at, id, action) values ($1, now(), gen_random_uuid(), 'history.add'))
     insert into core.event (org_id, record_id, at, id, action) values ($1, $2, $3, $2, 'tickets.create')`,
    [orgId, id, old],
  )
  await owner.query('set session_replication_role = default')
  const told = (at: string, before: string) =>
    owner.query(
      `insert into core.audit (org_id, at, id, action, data) values ($1, $2, gen_random_uuid(), 'audit.retire', jsonb_build_object('before', $3::text, 'lines', 1))`,
      [orgId, at, before],
    )
  await told(now.toISOString(), 'long ago')
  await told(now.toISOString(), `${month}-01T00:00:00Z`)
  await chainOf(wardline.composition.app, owner, [orgId])
  const deeds = async () => (await verifyTrail(owner, orgId, { now })).findings.map(({ deed }) => deed)
  assert.deepEqual(await deeds(), [])
  await owner.query('delete from core.event where org_id = $1', [orgId])
  assert.deepEqual(await deeds(), ['removed'])
})

test('A line of the log that bears a time to come permits nothing, also when that time has come: its link is older.', async () => {
  const { orgId } = await wardline.organization('to-come')
  await chainOf(wardline.composition.app, owner, [orgId])
  const inSevenYears = new Date(now.getTime())
  inSevenYears.setUTCFullYear(now.getUTCFullYear() + 7)
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  await owner.query(
    `insert into core.audit (org_id, at, id, action, data) values ($1, $2, gen_random_uuid(), 'audit.retire', jsonb_build_object('before', $3::text, 'lines', 1))`,
    [orgId, inSevenYears.toISOString(), next.toISOString().replace('.000Z', 'Z')],
  )
  await chainOf(wardline.composition.app, owner, [orgId])
  await owner.query("delete from core.audit where org_id = $1 and action <> 'audit.retire'", [orgId])
  const later = new Date(inSevenYears.getTime() + 86_400_000)
  const { findings, retired } = await verifyTrail(owner, orgId, { now: later })
  assert.equal(retired, 0)
  assert.ok(findings.length > 0 && findings.every(({ deed }) => deed === 'removed'), JSON.stringify(findings))
})
