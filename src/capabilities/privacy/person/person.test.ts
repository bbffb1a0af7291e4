import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import type { Client } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { placesInFiles, placesInTables } from '../verify.ts'
import { erase } from './erase.ts'
import { readKept } from './kept.ts'
import { readSwept } from './swept.ts'

let cast: Cast
let officer: Client
let second: Client
before(async () => {
  cast = await startCast()
  officer = await cast.wardline.person('Paula Privacy', ['privacy-security-specialist'])
  second = await cast.wardline.person('Peter Privacy', ['privacy-security-specialist'])
})
after(() => cast.wardline.close())

const copies = async (words: string) => [
  ...(await placesInTables(cast.wardline.ownerUrl, words)),
  ...(await placesInFiles(cast.wardline.composition.app.files, words)),
]

async function unzipped(client: Client, id: string): Promise<Map<string, string>> {
  const response = await cast.wardline.composition.http.inject({
    method: 'GET',
    url: `/api/privacy/exports/${id}`,
    headers: { cookie: client.cookie },
  })
  assert.equal(response.statusCode, 200, response.body)
  return new Map(
    Object.entries(unzipSync(response.rawPayload)).map(([path, content]) => [
      path,
      Buffer.from(content).toString('utf8'),
    ]),
  )
}

/** Runs the erasure's job as the worker would. */
const work = (id: string) => erase(cast.wardline.composition.app, { org: cast.wardline.orgId, erasure: id })

test('Every column that names a person is decided on, and what is exported and swept is there.', async () => {
  const { rows } = await cast.wardline.owner.query(`
    select format('%I.%I.%I', n.nspname, t.relname, c.attname) as name
    from pg_attribute c join pg_class t on t.oid = c.attrelid join pg_namespace n on n.oid = t.relnamespace
      left join pg_constraint f on f.conrelid = t.oid and f.contype = 'f' and f.confrelid = 'core.person'::regclass and c.attnum = any(f.conkey)
    where t.relkind in ('r', 'p') and not t.relispartition and c.attnum > 0 and not c.attisdropped and c.attname <> 'org_id'
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and c.atttypid = 'uuid'::regtype
      and (f.conname is not null or c.attname ~ '(^|_)(by|by_id|actor_id|author_id|person_id|owner_id|requester_id)$')`)
  const kept = readKept()
  assert.deepEqual(
    kept.map(({ table, column }) => `${table}.${column}`).sort(),
    [...new Set(rows.map(({ name }) => name as string))].sort(),
  )
  const { rows: columns } = await cast.wardline.owner.query(
    "select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns",
  )
  const there = new Set(columns.map(({ name }) => name as string))
  const named = [
    ...kept.flatMap(({ table, told }) => told.map((column) => `${table}.${column}`)),
    ...readSwept().map(({ table, column }) => `${table}.${column}`),
  ]
  assert.deepEqual(
    named.filter((name) => !there.has(name)),
    [],
  )
})

test('An officer exports what is kept of a person: the thread as they see it, and nothing of what stays inside.', async () => {
  const { nurse, agent, wardline } = cast
  const file = must(
    await uploadWith(wardline, nurse)('plan.txt', 'text/plain', Buffer.from('where the printer stands')),
  ).body.id as string
  const id = await cast.file(nurse, {
    title: 'Printer <b>',
    body: 'It is beside pt Quentin Zweig.',
    file_ids: [file],
  })
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'We look at it.' }))
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'A difficult caller.' }))
  must(await nurse.send('PUT', '/api/drafts/tickets.new', { body: 'never sent' }))
  const other = await cast.file(cast.otherNurse, { title: 'Secret of another' })
  const ask = (client: Client, reason = 'She asked for it.') =>
    client.post(`/api/privacy/people/${nurse.personId}/export`, { reason })
  assert.equal((await ask(agent)).status, 403)
  const { id: asked } = must(await ask(officer)).body
  const files = await unzipped(officer, asked)
  const all = [...files.values()].join('\n')
  assert.ok(files.has('index.html') && files.has('person.json'))
  for (const words of ['We look at it.', 'where the printer stands', 'Nora Nurse', 'Printer &#60;b&#62;', '⟦name '])
    assert.ok(all.includes(words), words)
  for (const words of ['A difficult caller.', 'Zweig', 'never sent', 'Secret of another', 'argon2'])
    assert.ok(!all.includes(words), words)
  assert.ok(other)
  assert.equal((await second.get(`/api/privacy/exports/${asked}`)).status, 404, 'it is for who asked')
  wardline.clock.advance(11 * 60_000)
  assert.equal((await officer.get(`/api/privacy/exports/${asked}`)).status, 404, 'and for a short while')
  const lines = await cast.rows(
    "select action from core.audit where data ->> 'person' = $1 and action like 'privacy.%export%' order by at",
    [nurse.personId],
  )
  assert.deepEqual(
    lines.map(({ action }) => action),
    ['privacy.export_person', 'privacy.download_export'],
  )
})

test('People take along what is their own, their unsent words too.', async () => {
  const { nurse, otherNurse } = cast
  const { id } = must(await nurse.post('/api/privacy/own-export', {})).body
  const all = [...(await unzipped(nurse, id)).values()].join('\n')
  assert.ok(all.includes('We look at it.') && all.includes('never sent'))
  assert.ok(!all.includes('A difficult caller.') && !all.includes('Secret of another'))
  assert.equal((await otherNurse.get(`/api/privacy/exports/${id}`)).status, 404)
})

test('A legal hold keeps a person’s data; an erasure wants a right, a fresh proof and a second officer where that is set.', async () => {
  const leaver = await cast.wardline.person('Lars Leaver', [])
  const body = { person_id: leaver.personId, reason: 'He left and asked.' }
  assert.equal((await cast.agent.post('/api/privacy/ask-erasure', body)).status, 403)
  assert.equal(
    (await officer.post('/api/privacy/ask-erasure', { ...body, person_id: officer.personId })).status,
    409,
  )
  const hold = must(
    await officer.post('/api/privacy/place-hold', { person_id: leaver.personId, reason: 'A claim.' }),
  ).body.id
  const refused = await officer.post('/api/privacy/ask-erasure', body)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /legal hold/)
  must(await officer.post('/api/privacy/lift-hold', { id: hold }))
  const setting = must(await officer.get('/api/privacy/settings')).body
  must(await officer.send('PUT', '/api/privacy/settings', { ...setting, needs_second: true }))
  const asked = must(await officer.post('/api/privacy/ask-erasure', body)).body
  assert.equal(asked.state, 'asked')
  assert.equal((await officer.post('/api/privacy/ask-erasure', body)).status, 409)
  const agree = { id: asked.id, decision: 'approve' }
  assert.equal((await officer.post('/api/privacy/decide-erasure', agree)).status, 403)
  assert.equal((await leaver.get('/api/session')).status, 200)
  assert.equal(must(await second.post('/api/privacy/decide-erasure', agree)).body.state, 'working')
  assert.equal((await leaver.get('/api/tickets')).status, 401, 'the person is out at once')
  await work(asked.id)
  await work(asked.id)
  const shown = must(await officer.get(`/api/privacy/people/${leaver.personId}`)).body
  assert.match(shown.name, /^Erased person \d+$/)
  assert.equal(shown.erasure.state, 'done')
  assert.deepEqual(await copies('Lars Leaver'), [])
  const next = must(await officer.get('/api/privacy/settings')).body
  must(await officer.send('PUT', '/api/privacy/settings', { ...next, needs_second: false }))
  cast.wardline.clock.advance(11 * 60_000)
  const stale = await officer.post('/api/privacy/ask-erasure', { ...body, person_id: cast.nurse.personId })
  assert.equal(stale.status, 403, 'the proof is too old')
})
