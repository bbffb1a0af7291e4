import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { audit } from '../../../core/audit.ts'
import { insertEvents } from '../../../core/records/insert-rows.ts'
import { write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { chainLines } from '../chain.ts'
import { checkpointFile, checkpointFolder, makeCheckpoint } from '../checkpoint.ts'
import { chainOf } from '../fixture.ts'
import { publicKeyText, readPublicKey, signingKey } from '../key.ts'
import type { Deed } from './findings.ts'
import { type Verification, verifyTrail } from './verify.ts'

let wardline: Wardline
let owner: pg.Client

before(async () => {
  wardline = await startWardline()
  owner = new pg.Client({ connectionString: wardline.ownerUrl })
  await owner.connect()
})
after(async () => {
  await owner?.end()
  await wardline?.close()
})

/** Writes so many lines of the audit log, each in a transaction of its own. */
async function tell(orgId: string, count: number): Promise<void> {
  const { app } = wardline.composition
  for (let line = 0; line < count; line++) {
    wardline.clock.advance(1000)
    await write(app.pool, orgId, async (tx) =>
      tx.send(
        audit({ orgId, personId: null, address: '' }, app.clock.now().toISOString(), 'audit.export', {
          lines: line,
        }),
      ),
    )
  }
}

/** Chains until nothing waits: transactions of others on the same server hold lines back for a moment. */
function chain(orgId: string): Promise<void> {
  return chainOf(wardline.composition.app, owner, [orgId])
}

let organizations = 0
/** An organization with three links, of which the second and third have four lines. */
async function chained(): Promise<string> {
  const { orgId } = await wardline.organization(`trail-${organizations++}`)
  await chain(orgId)
  for (let link = 0; link < 2; link++) {
    await tell(orgId, 4)
    await chain(orgId)
  }
  await makeCheckpoint(wardline.composition.app, orgId)
  return orgId
}

function verify(orgId: string): Promise<Verification> {
  const { config } = wardline.composition.app
  return verifyTrail(owner, orgId, {
    checkpoints: checkpointFolder(config),
    keys: [readPublicKey(publicKeyText(signingKey(config)))],
  })
}

async function expectDeeds(orgId: string, ...deeds: Deed[]): Promise<Verification> {
  const found = await verify(orgId)
  assert.deepEqual(
    found.findings.map(({ deed }) => deed),
    deeds,
    JSON.stringify(found.findings, null, 1),
  )
  return found
}

/** The ids of the lines of one link, in order. */
async function idsOf(orgId: string, link: number): Promise<string[]> {
  const { rows } = await owner.query(
    'select encode(entries, $$hex$$) as hex from trail.link where org_id = $1 and seq = $2',
    [orgId, link],
  )
  return (String(rows[0].hex).match(/.{114}/g) ?? []).map((entry) =>
    entry.slice(2, 34).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
  )
}

test('A log that nobody touched verifies, timeline and words included, and says how many lines were read.', async () => {
  const nurse = await wardline.person('Nora Nurse', ['help-desk'])
  const { id } = (await nurse.post('/api/tickets', { title: 'Scanner', body: 'It is dead.' })).body
  await nurse.post(`/api/tickets/${id}/edit`, { title: 'Scanner of ward 3' })
  await chain(wardline.orgId)
  await makeCheckpoint(wardline.composition.app, wardline.orgId)
  const found = await expectDeeds(wardline.orgId)
  const { rows } = await owner.query(
    'select (select count(*) from core.event where org_id = $1)::int + (select count(*) from core.audit where org_id = $1)::int as lines',
    [wardline.orgId],
  )
  assert.equal(found.lines, rows[0].lines)
  assert.ok(found.checkpoints === 1 && found.waiting === 0)
})

test('Lines that are not chained yet are counted, and chained later once.', async () => {
  const orgId = await chained()
  await tell(orgId, 3)
  assert.equal((await expectDeeds(orgId)).waiting, 3)
  await Promise.all([chain(orgId), chain(orgId), chain(orgId)])
  const found = await expectDeeds(orgId)
  assert.equal(found.waiting, 0)
  const { rows } = await owner.query(
    'select sum(lines)::int as chained, max(total)::int as total, (select count(*)::int from core.audit where org_id = $1) as lines from trail.link where org_id = $1',
    [orgId],
  )
  assert.deepEqual(rows[0], { chained: found.lines, total: found.lines, lines: found.lines })
})

test('A line of a transaction that commits late is chained after those that were written later.', async () => {
  const orgId = await chained()
  const late = new pg.Client({ connectionString: wardline.ownerUrl })
  await late.connect()
  await late.query('begin')
  await late.query(
    "insert into core.audit (org_id, at, id, action) values ($1, now() - interval '10 minutes', gen_random_uuid(), 'audit.export')",
    [orgId],
  )
  await tell(orgId, 2)
  assert.equal(await chainLines(wardline.composition.app, orgId), 0)
  await late.query('commit')
  await late.end()
  await chain(orgId)
  assert.equal((await expectDeeds(orgId)).waiting, 0)
})

test('A pass that is killed in the middle of a link leaves nothing half done.', async () => {
  const orgId = await chained()
  await tell(orgId, 2)
  const killed = new pg.Client({ connectionString: wardline.appUrl })
  killed.on('error', () => {})
  await killed.connect()
  await killed.query('begin')
  await killed.query("select set_config('app.org_id', $1, true)", [orgId])
  await killed.query('select trail.extend(10)')
  const { rows } = await killed.query('select pg_backend_pid() as pid')
  assert.equal(
    await chainLines(wardline.composition.app, orgId),
    0,
    'while one is at it, a second does nothing',
  )
  await owner.query('select pg_terminate_backend($1)', [rows[0].pid])
  await chain(orgId)
  assert.equal((await expectDeeds(orgId)).waiting, 0)
})

test('A chain of many links and checkpoints is followed in its order.', async () => {
  const orgId = await chained()
  for (let link = 0; link < 18; link++) {
    await tell(orgId, 1)
    await chain(orgId)
    await makeCheckpoint(wardline.composition.app, orgId)
  }
  const found = await expectDeeds(orgId)
  assert.deepEqual([found.links, found.checkpoints], [21, 19])
  await owner.query('delete from trail.link where org_id = $1 and seq > 9', [orgId])
  assert.match((await verify(orgId)).findings.at(-1)?.sentence ?? '', /had 21 links .* It ends with link 9/)
})

test('A line that was altered is named: what it says, who it was, which record it is about.', async () => {
  for (const change of [
    `data = '{"lines": 7000}'`,
    "action = 'nothing'",
    'actor_id = gen_random_uuid()',
    "address = '10.0.0.9'",
  ]) {
    const orgId = await chained()
    const [id = ''] = await idsOf(orgId, 2)
    await owner.query(`update core.audit set ${change} where org_id = $1 and id = $2`, [orgId, id])
    const { findings } = await expectDeeds(orgId, 'altered')
    assert.match(findings[0]?.sentence ?? '', new RegExp(id))
  }
})

test('A line of the timeline that was altered is named too.', async () => {
  const { orgId } = wardline
  await chain(orgId)
  const { rows } = await owner.query(
    "select id from core.event where org_id = $1 and action = 'tickets.create'",
    [orgId],
  )
  await owner.query('update core.event set data = data || \'{"by": 1}\' where org_id = $1 and id = $2', [
    orgId,
    rows[0].id,
  ])
  const { findings } = await expectDeeds(orgId, 'altered')
  assert.match(findings[0]?.sentence ?? '', /timeline, tickets\.create/)
  await owner.query("update core.event set data = data - 'by' where org_id = $1 and id = $2", [
    orgId,
    rows[0].id,
  ])
  await expectDeeds(orgId)
})

test('A line that bears another time is named with both.', async () => {
  const orgId = await chained()
  const [, id = ''] = await idsOf(orgId, 3)
  await owner.query("update core.audit set at = at - interval '40 days' where org_id = $1 and id = $2", [
    orgId,
    id,
  ])
  const { findings } = await expectDeeds(orgId, 'restamped')
  assert.match(findings[0]?.sentence ?? '', new RegExp(id))
})

test('Lines that changed places are named, within a link and across links.', async () => {
  const orgId = await chained()
  const swap = (one: string, other: string) =>
    owner.query(
      `update core.audit a set tx = (select b.tx from core.audit b where b.org_id = $1 and b.id = case a.id when $2::uuid then $3::uuid else $2::uuid end)
       where org_id = $1 and id = any(array[$2::uuid, $3::uuid])`,
      [orgId, one, other],
    )
  const [first = '', second = ''] = await idsOf(orgId, 2)
  const [third = ''] = await idsOf(orgId, 3)
  await swap(first, second)
  await expectDeeds(orgId, 'reordered')
  await swap(first, second)
  await expectDeeds(orgId)
  await swap(first, third)
  await expectDeeds(orgId, 'reordered', 'reordered')
})

test('A line that was taken out is named, the last one too.', async () => {
  const orgId = await chained()
  const [, id = ''] = await idsOf(orgId, 2)
  const last = (await idsOf(orgId, 3)).at(-1)
  await owner.query('delete from core.audit where org_id = $1 and id = any($2)', [orgId, [id, last]])
  const { findings } = await expectDeeds(orgId, 'removed', 'removed')
  assert.match(findings[0]?.sentence ?? '', new RegExp(id))
})

test('A line that was put among chained ones is named.', async () => {
  const orgId = await chained()
  const [id = ''] = await idsOf(orgId, 2)
  const { rows } = await owner.query(
    `insert into core.audit (org_id, at, id, action, tx) select org_id, at, gen_random_uuid(), 'signed_in', tx from core.audit where org_id = $1 and id = $2 returning id`,
    [orgId, id],
  )
  const { findings } = await expectDeeds(orgId, 'inserted')
  assert.match(findings[0]?.sentence ?? '', new RegExp(`${rows[0].id}.*signed_in`))
})

test('The end that was cut off together with its lines shows by the checkpoints alone.', async () => {
  const orgId = await chained()
  await owner.query('delete from core.audit where org_id = $1 and id = any($2)', [
    orgId,
    await idsOf(orgId, 3),
  ])
  await owner.query('delete from trail.link where org_id = $1 and seq = 3', [orgId])
  assert.deepEqual((await verifyTrail(owner, orgId)).findings, [])
  const { findings } = await expectDeeds(orgId, 'truncated')
  assert.match(findings[0]?.sentence ?? '', /had 3 links .* It ends with link 2/)
  await owner.query('delete from core.audit where org_id = $1', [orgId])
  await owner.query('delete from trail.link where org_id = $1', [orgId])
  await expectDeeds(orgId, 'truncated')
})

test('A chain that was made anew, so that it fits the altered lines, shows by the checkpoints alone.', async () => {
  const orgId = await chained()
  const [id = ''] = await idsOf(orgId, 3)
  await owner.query("update core.audit set data = '{}' where org_id = $1 and id = $2", [orgId, id])
  await owner.query('delete from trail.link where org_id = $1 and seq = 3', [orgId])
  await chain(orgId)
  assert.deepEqual((await verifyTrail(owner, orgId)).findings, [])
  await expectDeeds(orgId, 'rewritten')
})

test('Links that were altered, taken out or exchanged are named, and only they.', async () => {
  const altered = await chained()
  await owner.query("update trail.link set hash = sha256('other') where org_id = $1 and seq = 2", [altered])
  await expectDeeds(altered, 'link altered')
  const older = await chained()
  await owner.query("update trail.link set at = at - interval '1 day' where org_id = $1 and seq = 2", [older])
  await expectDeeds(older, 'link altered')
  const without = await chained()
  await owner.query('delete from trail.link where org_id = $1 and seq = 2', [without])
  await expectDeeds(without, 'link removed')
  const exchanged = await chained()
  await owner.query(
    'update trail.link set seq = case seq when 2 then 103 else 102 end where org_id = $1 and seq > 1',
    [exchanged],
  )
  await owner.query('update trail.link set seq = seq - 100 where org_id = $1 and seq > 100', [exchanged])
  const { findings } = await verify(exchanged)
  assert.deepEqual(
    [...new Set(findings.map(({ deed }) => deed))].sort(),
    ['link altered', 'removed', 'rewritten'].sort(),
  )
})

test('A forged checkpoint is named, and one by another key.', async () => {
  const orgId = await chained()
  const path = checkpointFile(checkpointFolder(wardline.composition.app.config), orgId)
  const line = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(
    path,
    `${JSON.stringify(line)}\n${JSON.stringify({ ...line, lines: line.lines + 1 })}\nnonsense\n`,
  )
  await expectDeeds(orgId, 'checkpoint forged', 'checkpoint forged')
  const other = signingKey({
    dataDir: wardline.dataDir,
    checkpointKey: Buffer.alloc(32, 7).toString('base64url'),
  })
  writeFileSync(path, `${JSON.stringify(line)}\n`)
  await expectDeeds(orgId)
  const another = await chained()
  const theirs = checkpointFile(checkpointFolder(wardline.composition.app.config), another)
  writeFileSync(path, `${JSON.stringify(line)}\n${readFileSync(theirs, 'utf8')}`)
  await expectDeeds(orgId, 'checkpoint forged')
  writeFileSync(path, `${JSON.stringify(line)}\n`)
  const { findings } = await verifyTrail(owner, orgId, {
    checkpoints: checkpointFolder(wardline.composition.app.config),
    keys: [readPublicKey(publicKeyText(other))],
  })
  assert.deepEqual(
    findings.map(({ deed }) => deed),
    ['checkpoint forged'],
  )
})

test('After a redaction the log still verifies and nobody can find the words by trying; other changes of words show.', async () => {
  const { orgId } = wardline
  const agent = await wardline.person('Rea Dacted', ['administrator', 'help-desk', 'privacy-officer'])
  const { id } = (await agent.post('/api/tickets', { title: 'Chart of the blue whale', body: 'See there.' }))
    .body
  assert.equal((await agent.post(`/api/tickets/${id}/edit`, { title: 'Chart' })).status, 200)
  await chain(orgId)
  const wordsOf = async () =>
    (
      await owner.query('select words::text, salt, commitment from core.event_words where record_id = $1', [
        id,
      ])
    ).rows[0]
  const before = await wordsOf()
  assert.ok(before.words.includes('blue') && before.salt !== null && before.commitment !== null)
  await owner.query(
    "update core.event_words set words = replace(words::text, 'blue', 'gray')::jsonb where record_id = $1",
    [id],
  )
  await expectDeeds(orgId, 'words altered')
  await owner.query('update core.event_words set salt = null where record_id = $1', [id])
  await expectDeeds(orgId, 'words altered')
  await owner.query('update core.event_words set words = $2, salt = $3 where record_id = $1', [
    id,
    before.words,
    before.salt,
  ])
  const redaction = await agent.post(`/api/tickets/${id}/redact`, {
    text: 'the blue whale',
    is_everywhere: true,
  })
  assert.equal(redaction.status, 200, JSON.stringify(redaction.body))
  await chain(orgId)
  assert.equal((await expectDeeds(orgId)).redacted, 1)
  const gone = await wordsOf()
  assert.ok(!gone.words.includes('blue') && gone.salt !== before.salt)
  assert.deepEqual(gone.commitment, before.commitment, 'what was chained stays')
  // What is left is proven again, as what was written had been.
  const forge = (words: string, salt: unknown) =>
    owner.query('update core.event_words set words = $2, salt = $3 where record_id = $1', [id, words, salt])
  for (const salt of [gone.salt, before.salt, null]) {
    await forge(gone.words.replace('Chart', 'Bill'), salt)
    await expectDeeds(orgId, 'words altered')
  }
  await forge(before.words, gone.salt)
  await expectDeeds(orgId, 'words altered')
  await forge(gone.words, gone.salt)
  // A second redaction proves what it leaves; what the first one left is not it.
  const second = { text: 'Chart', is_everywhere: true }
  assert.equal((await agent.post(`/api/tickets/${id}/redact`, second)).status, 200)
  await chain(orgId)
  assert.equal((await expectDeeds(orgId)).redacted, 1)
  await forge(gone.words, gone.salt)
  await expectDeeds(orgId, 'words altered')
})

test('Words that no redaction touched are proven on a record with redactions too.', async () => {
  const { orgId } = wardline
  const agent = await wardline.person('Una Touched', ['administrator', 'help-desk', 'privacy-officer'])
  const { id } = (await agent.post('/api/tickets', { title: 'Lamp', body: 'The red kite.' })).body
  assert.equal((await agent.post(`/api/tickets/${id}/edit`, { title: 'Lamp of ward 3' })).status, 200)
  const redaction = { text: 'The red kite', is_everywhere: true }
  assert.equal((await agent.post(`/api/tickets/${id}/redact`, redaction)).status, 200)
  await chain(orgId)
  const before = (await verify(orgId)).findings.length
  await owner.query(
    `update core.event_words set words = replace(words::text, 'ward 3', 'ward 4')::jsonb, salt = null where record_id = $1`,
    [id],
  )
  const { findings } = await verify(orgId)
  assert.deepEqual(
    findings.slice(before).map(({ deed }) => deed),
    ['words altered'],
  )
  await owner.query('delete from core.event_words where record_id = $1', [id])
})

test('Of redactions from before the judging only that there was one is known; a line says since when it is judged.', async () => {
  const { orgId } = await wardline.organization(`trail-${organizations++}`)
  const agent = await wardline.person('Olde Redacted', ['help-desk'], [], orgId)
  const { id } = (await agent.post('/api/tickets', { title: 'Secret', body: 'See there.' })).body
  const { id: other } = (await agent.post('/api/tickets', { title: 'Lamp', body: 'It is dark.' })).body
  assert.equal((await agent.post(`/api/tickets/${other}/edit`, { title: 'Old lamp' })).status, 200)
  assert.equal((await agent.post(`/api/tickets/${id}/edit`, { title: 'Chart' })).status, 200)
  await chain(orgId)
  await owner.query(
    `update core.event_words set words = replace(words::text, 'Secret', '▇')::jsonb, salt = null where record_id = $1`,
    [id],
  )
  const add = (table: string, columns: string, values: string) =>
    owner.query(
      `insert into core.${table} (org_id, at, id, action ${columns}) select $1, now(), gen_random_uuid(), ${values}`,
      [orgId],
    )
  await add('event', ', record_id, data', `'tickets.redact', '${id}'::uuid, '{"what": "everywhere"}'`)
  await chain(orgId)
  await expectDeeds(orgId, 'words altered', 'no checkpoint')
  await add('audit', '', `'audit.judge'`)
  await chain(orgId)
  assert.equal((await expectDeeds(orgId, 'no checkpoint')).redacted, 1)
  // Words that were put beside an old line, and those of a line that came later, are judged there too.
  const put = await owner.query(
    `insert into core.event_words (org_id, record_id, event_id, words)
     select org_id, record_id, id, '{"text": "forged"}' from core.event where record_id = $1 and action = 'tickets.create'`,
    [id],
  )
  assert.equal(put.rowCount, 1)
  await expectDeeds(orgId, 'words altered', 'no checkpoint')
  await owner.query('delete from core.event_words where record_id = $1 and commitment is null', [id])
  assert.equal((await agent.post(`/api/tickets/${id}/edit`, { title: 'A later chart' })).status, 200)
  await chain(orgId)
  assert.equal((await expectDeeds(orgId, 'no checkpoint')).redacted, 1)
  await owner.query(
    `update core.event_words set words = replace(words::text, 'later', 'other')::jsonb, salt = null where record_id = $1 and words::text like '%later%'`,
    [id],
  )
  await expectDeeds(orgId, 'words altered', 'no checkpoint')
  // Without a redaction there is nothing that could have changed them.
  await owner.query('update core.event_words set salt = null where record_id = $1', [other])
  await expectDeeds(orgId, 'words altered', 'words altered', 'no checkpoint')
})

test('A line that bears a time long before those of lines before it is named, unless an import says so.', async () => {
  const orgId = await chained()
  const agent = await wardline.person('Ida Imported', ['help-desk'], [], orgId)
  const record_id = (await agent.post('/api/tickets', { title: 'Old', body: 'Old.' })).body.id
  await chain(orgId)
  const tellAt = async (minutes: number, withImport: boolean) => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString()
    await write(wardline.composition.app.pool, orgId, async (tx) => {
      if (withImport)
        tx.send(
          insertEvents(orgId, [
            { record_id, at, id: newId(), actor_id: null, action: 'tickets.reply', data: {} },
          ]),
        )
      tx.send(audit({ orgId, personId: null, address: '' }, at, 'signed_in'))
    })
    await chain(orgId)
  }
  await tellAt(14, false)
  await tellAt(60 * 24 * 90, true)
  await tell(orgId, 1)
  await chain(orgId)
  await expectDeeds(orgId)
  await tellAt(16, false)
  await tellAt(60 * 24 * 90, false)
  await tell(orgId, 1)
  await chain(orgId)
  const { findings } = await expectDeeds(orgId, 'backdated', 'backdated')
  assert.match(findings[0]?.sentence ?? '', /audit log, signed_in .* was written after lines of/)
})

test('A database that was brought to another server goes on with numbers higher than all before.', async () => {
  const orgId = await chained()
  await owner.query("update platform.epoch set server = 'another'")
  await owner.query('select platform.keep_epoch()')
  await owner.query('select platform.keep_epoch()')
  await tell(orgId, 2)
  const { rows } = await owner.query('select max(tx) >> 48 as epoch from core.audit where org_id = $1', [
    orgId,
  ])
  assert.equal(Number(rows[0].epoch), 1)
  await chain(orgId)
  assert.equal((await expectDeeds(orgId)).waiting, 0)
})

test('A line that says that the log was retired permits nothing, whatever time it bears, before or after it is chained.', async () => {
  const orgId = await chained()
  await owner.query('delete from core.audit where org_id = $1', [orgId])
  await owner.query(
    `insert into core.audit (org_id, at, id, action, data)
     values ($1, '2090-01-01', gen_random_uuid(), 'audit.retire', '{"before": "2080-01-01T00:00:00Z", "lines": 9}')`,
    [orgId],
  )
  for (const isChained of [false, true]) {
    if (isChained) await chain(orgId)
    const { findings, retired } = await verify(orgId)
    assert.equal(retired, 0)
    assert.ok(findings.length >= 8 && findings.every(({ deed }) => deed === 'removed'))
  }
})

test('Lines whose years have passed may not be gone by a line that is not chained.', async () => {
  const { orgId } = await wardline.organization(`trail-${organizations++}`)
  await owner.query(
    "insert into core.audit (org_id, at, id, action) values ($1, '2010-05-05', gen_random_uuid(), 'signed_in')",
    [orgId],
  )
  await chain(orgId)
  await owner.query("delete from core.audit where org_id = $1 and at < '2011-01-01'", [orgId])
  await owner.query(
    `insert into core.audit (org_id, at, id, action, data)
     values ($1, now(), gen_random_uuid(), 'audit.retire', '{"before": "2011-01-01T00:00:00Z", "lines": 1}')`,
    [orgId],
  )
  const deeds = async () => (await verifyTrail(owner, orgId)).findings.map(({ deed }) => deed)
  assert.deepEqual(await deeds(), ['removed'])
  await chain(orgId)
  assert.deepEqual(await deeds(), [])
})

test('The application’s own login can note no checkpoint of a link that there is not, so that signing goes on.', async () => {
  const orgId = await chained()
  const app = new pg.Client({ connectionString: wardline.appUrl })
  await app.connect()
  try {
    await app.query("select set_config('app.org_id', $1, false)", [orgId])
    await assert.rejects(
      app.query('insert into trail.checkpoint (org_id, seq, at, total) values ($1, 9e18, now(), 1)', [orgId]),
      /permission denied/,
    )
    await app.query('select trail.note_checkpoint(9e18::bigint, now(), null)')
    await tell(orgId, 1)
    await chain(orgId)
    await app.query("select trail.note_checkpoint(2, '9999-01-01', null)")
  } finally {
    await app.end()
  }
  const { rows } = await owner.query('select trail.organizations_to_sign(now() + $$1 hour$$) as id')
  assert.ok(rows.some(({ id }) => id === orgId))
})

test('Lines that are held back from the chain are told after an hour, and links that nobody signs after a day.', async () => {
  const orgId = await chained()
  const { config } = wardline.composition.app
  const later = async (hours: number) =>
    (
      await verifyTrail(owner, orgId, {
        checkpoints: checkpointFolder(config),
        now: new Date(wardline.clock.now().getTime() + hours * 3_600_000),
      })
    ).findings.map(({ deed }) => deed)
  await owner.query(
    "insert into core.audit (org_id, at, id, action) values ($1, now() - interval '3 hours', gen_random_uuid(), 'history.add')",
    [orgId],
  )
  assert.deepEqual(await later(0), [], 'what bears an old time and was written just now is not held back')
  await tell(orgId, 2)
  assert.deepEqual(await later(0.5), [])
  assert.deepEqual(await later(2), ['not chained'])
  await chain(orgId)
  assert.deepEqual(await later(20), [])
  assert.deepEqual(await later(30), ['not signed'])
})

test('After the key was changed, checkpoints of both keys verify by both, and none by a key that was not given.', async () => {
  const orgId = await chained()
  const { app } = wardline.composition
  const config = { ...app.config, checkpointKey: Buffer.alloc(32, 9).toString('base64url') }
  await tell(orgId, 1)
  await chain(orgId)
  await makeCheckpoint({ ...app, config }, orgId)
  const [old, fresh] = [app.config, config].map((each) => readPublicKey(publicKeyText(signingKey(each))))
  assert.ok(old && fresh)
  const deedsBy = async (...keys: (typeof old)[]) =>
    (await verifyTrail(owner, orgId, { checkpoints: checkpointFolder(config), keys })).findings.map(
      ({ deed }) => deed,
    )
  assert.deepEqual(await deedsBy(old, fresh), [])
  assert.deepEqual(await deedsBy(fresh), ['checkpoint forged'])
  assert.deepEqual(await deedsBy(old), ['checkpoint forged'])
})

test('Words that were put beside a line after it was chained are named, on a record with a redaction too.', async () => {
  const { orgId } = wardline
  const agent = await wardline.person('Wes Words', ['administrator', 'help-desk', 'privacy-officer'])
  const { id } = (await agent.post('/api/tickets', { title: 'Chart of the red fox', body: 'See there.' }))
    .body
  assert.equal((await agent.post(`/api/tickets/${id}/assign`, { owner_id: agent.personId })).status, 200)
  const redaction = { text: 'the red fox', is_everywhere: true }
  assert.equal((await agent.post(`/api/tickets/${id}/redact`, redaction)).status, 200)
  await chain(orgId)
  const before = (await verify(orgId)).findings.length
  const { rowCount } = await owner.query(
    `insert into core.event_words (org_id, record_id, event_id, words)
     select org_id, record_id, id, '{"text": "forged"}' from core.event e where org_id = $1 and record_id = $2
       and not exists (select from core.event_words w where w.record_id = e.record_id and w.event_id = e.id)`,
    [orgId, id],
  )
  const { findings } = await verify(orgId)
  assert.ok(rowCount)
  assert.deepEqual(
    findings.slice(before).map(({ deed }) => deed),
    Array.from({ length: rowCount }, () => 'words altered'),
  )
})
