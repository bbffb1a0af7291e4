import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { type Client, password } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { until } from '../../../core/people/fixture.ts'
import { asReplayed, replay } from '../../../core/timeline/event.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { chainOf } from '../../trail/fixture.ts'
import { verifyTrail } from '../../trail/index.ts'
import { placesInFiles, placesInTables } from '../verify.ts'
import { erase } from './erase.ts'
import { readKept } from './kept.ts'
import { readSwept } from './swept.ts'
import { redactions } from './through.ts'

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

/** The timeline still tells how the record came to be as it is. */
async function assertReplays(id: string): Promise<void> {
  const events = (await cast.rows('select data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as {
    data: Record<string, unknown>
  }[]
  const [record] = await cast.rows('select * from core.record where id = $1', [id])
  const told = replay(events)
  for (const column of ['title', 'state', 'owner_id', 'requester_id'])
    assert.deepEqual(told[column] ?? null, asReplayed(column, record?.[column]), column)
  assert.equal(record?.version, events.length)
}

/** What the trail says of the organization's lines, all of them chained. */
async function findingsOfTrail(): Promise<unknown[]> {
  const { owner, orgId, composition } = cast.wardline
  await chainOf(composition.app, owner, [orgId])
  const client = await owner.connect()
  try {
    return (await verifyTrail(client, orgId)).findings
  } finally {
    client.release()
  }
}

/** A fresh proof, which the clock of an earlier test has made old. */
const prove = async (client: Client) => must(await client.post('/api/session/confirm', { password }))

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
  const proof = Buffer.from('what proves the pump course')
  const letter = must(await uploadWith(wardline, nurse)('letter.txt', 'text/plain', proof)).body.id
  const claim = { origin: 'outside', happened_on: '2026-01-05', title: 'Pump course', file_ids: [letter] }
  must(await nurse.post('/api/training/claims', claim))
  const ask = (client: Client, reason = 'She asked for it.') =>
    client.post(`/api/privacy/people/${nurse.personId}/export`, { reason })
  assert.equal((await ask(agent)).status, 403)
  const { id: asked } = must(await ask(officer)).body
  const files = await unzipped(officer, asked)
  const all = [...files.values()].join('\n')
  assert.ok(files.has('index.html') && files.has('person.json'))
  for (const words of [
    'We look at it.',
    'where the printer stands',
    'what proves the pump course',
    'Pump course',
    'Nora Nurse',
    'Printer &#60;b&#62;',
    '⟦name ',
  ])
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
  assert.equal((await nurse.post('/api/privacy/own-export', {})).status, 403, 'the proof is too old')
  await prove(nurse)
  const { id } = must(await nurse.post('/api/privacy/own-export', {})).body
  const all = [...(await unzipped(nurse, id)).values()].join('\n')
  assert.ok(all.includes('We look at it.') && all.includes('never sent'))
  assert.ok(!all.includes('A difficult caller.') && !all.includes('Secret of another'))
  assert.equal((await otherNurse.get(`/api/privacy/exports/${id}`)).status, 404)
})

test('A legal hold keeps a person’s data; an erasure wants a right, a fresh proof and a second officer where that is set.', async () => {
  const leaver = await cast.wardline.person('Lars Leaver', [])
  const body = { person_id: leaver.personId, reason: 'He left and asked.' }
  assert.equal((await officer.post('/api/privacy/ask-erasure', body)).status, 403, 'the proof is too old')
  for (const client of [officer, second]) await prove(client)
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
  await until(async () => (await leaver.get('/api/tickets')).status === 401)
  await work(asked.id)
  await work(asked.id)
  const shown = must(await officer.get(`/api/privacy/people/${leaver.personId}`)).body
  assert.match(shown.name, /^Erased person \d+$/)
  assert.equal(shown.erasure.state, 'done')
  assert.deepEqual(await copies('Lars Leaver'), [])
})

test('To do without a second officer takes two: who asked alone does not switch it off.', async () => {
  for (const client of [officer, second]) await prove(client)
  const save = async (client: Client, needs_second: boolean) => {
    const setting = must(await client.get('/api/privacy/settings')).body
    return must(await client.send('PUT', '/api/privacy/settings', { ...setting, needs_second })).body
      .needs_second
  }
  const asked = async (client: Client) => must(await client.get('/api/privacy/erasures')).body.second_off
  assert.equal(await save(officer, true), true)
  assert.equal(await save(officer, false), true)
  assert.equal(await save(officer, false), true, 'asking twice is not agreeing')
  assert.deepEqual(await asked(officer), { by: 'Paula Privacy', is_own: true })
  assert.equal((await asked(second)).is_own, false)
  assert.equal(await save(second, true), true, 'or somebody says no')
  assert.equal(await asked(officer), null)
  assert.equal(await save(second, false), true)
  assert.equal(await save(officer, false), false)
  assert.equal(await asked(officer), null)
})

test('An erasure takes a person out of every table, however they wrote the name, and what is held or reported stays.', async () => {
  const { agent, wardline } = cast
  await prove(officer)
  const person = await wardline.person('Zenobia Quillfeather', [])
  await cast.rows(
    "update core.person set phone = '+1 555 0134 777', badge = 'BDG-90817', external_key = 'HR-778812', extension = '4411' where id = $1",
    [person.personId],
  )
  const words = [
    'Zenobia Quillfeather',
    'zenobia.quillfeather@main.example',
    '+1 555 0134 777',
    'BDG-90817',
    'HR-778812',
  ]
  const id = await cast.file(person, {
    title: 'Badge of ZENOBIA QUILLFEATHER',
    body: `I am zenobia quillfeather, ${words[1]}, call ${words[2]}.`,
  })
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Hello Zenobia Quillfeather, BDG-90817 works.' }))
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'Zenobia Quillfeather called twice, HR-778812.' }))
  must(
    await agent.post(`/api/tickets/${id}/edit`, {
      title: 'Badge of Zenobia Quillfeather',
      device: 'Zenobia Quillfeather’s',
    }),
  )
  const other = await cast.file(cast.nurse, {
    body: 'As Zenobia Quillfeather said, it is pt Zenobia Quillfeather.',
  })
  const held = await cast.file(cast.nurse, { title: 'Held', body: 'Signed: Zenobia Quillfeather' })
  must(await officer.post('/api/privacy/place-hold', { record_id: held, reason: 'A claim.' }))
  const reported = await cast.file(person, { title: 'Reported', body: 'Signed: Zenobia Quillfeather' })
  must(
    await agent.post(`/api/tickets/${reported}/safety-reports`, {
      outcome: 'near_miss',
      description: 'A wrong dose was nearly given.',
    }),
  )
  must(await person.send('PUT', '/api/drafts/tickets.new', { body: 'unsent' }))
  must(await agent.send('PUT', '/api/drafts/tickets.new', { body: 'for Zenobia Quillfeather' }))
  must(await person.get('/api/search?q=Quillfeather'))
  // What reports and other mail say of her, beside a number of the same digits as none of hers.
  await cast.rows(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at)
     values ($1, gen_random_uuid(), 'boss@main.example', 'About ZENOBIA QUILLFEATHER', 'Quillfeather,  Zenobia', '', 'held', now())`,
    [wardline.orgId],
  )
  await cast.rows(
    `insert into core.notification (org_id, id, person_id, reason, data, created_at)
     values ($1, gen_random_uuid(), $2, 'reply', '{"count": 778812, "said": ["By Zenobia\\nQuillfeather"]}', now())`,
    [wardline.orgId, agent.personId],
  )
  assert.deepEqual(await findingsOfTrail(), [])
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', {
      person_id: person.personId,
      reason: 'Zenobia Quillfeather asked for it.',
    }),
  ).body
  assert.equal(
    (await officer.post('/api/privacy/place-hold', { person_id: person.personId, reason: 'Late.' })).status,
    409,
  )
  await work(asked.id)
  await work(asked.id)
  for (const each of words) {
    const places = await copies(each)
    const signed = each === words[0] ? ['core.message.body: 2', 'core.search_entry.words: 2'] : []
    assert.deepEqual(places.sort(), signed, each)
  }
  const row = must(await officer.get('/api/privacy/erasures')).body.rows[0]
  assert.deepEqual(row.left, [{ place: 'core.message.body', count: 2 }])
  assert.equal(row.state, 'unfinished')
  assert.equal(row.kept, 2)
  const refused = await agent.post(`/api/tickets/${held}/redact`, { text: 'Signed', is_everywhere: true })
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /legal hold/)
  assert.ok(row.records >= 2, `${row.records} records`)
  const page = must(await agent.get(`/api/tickets/${id}`)).body
  assert.match(page.requester.name, /^Erased person \d+$/)
  assert.match(page.messages[0].body, /▇ removed by Paula Privacy/)
  assert.ok(other)
  assert.equal(
    (await cast.rows('select 1 from core.draft where person_id = $1', [person.personId])).length,
    0,
  )
  for (const record of [id, other]) await assertReplays(record)
  const lines = await cast.rows(
    "select data from core.audit where action = 'privacy.erased' and data ->> 'person' = $1",
    [person.personId],
  )
  assert.equal(lines.length, 1, 'told once')
  const [news] = await cast.rows("select data from core.notification where data ? 'said'")
  assert.deepEqual(news?.data, { count: 778812, said: ['By ▇'] })
  assert.deepEqual(await findingsOfTrail(), [])
})

test('An erasure goes on when a hold is lifted, and is left at that where something has to stay.', async () => {
  const { agent, wardline } = cast
  await prove(officer)
  const person = await wardline.person('Wilhelmina Oakenshield', [])
  const colleague = await wardline.person('Casimir Held', [])
  const words = 'Signed: Wilhelmina Oakenshield'
  const held = await cast.file(person, { title: 'Held', body: words })
  const theirs = await cast.file(colleague, { title: 'About a colleague', body: words })
  must(await agent.post(`/api/tickets/${theirs}/follow-up`, { days: 1, note: words }))
  const place = async (what: object) =>
    must(await officer.post('/api/privacy/place-hold', { ...what, reason: 'A claim.' })).body.id as string
  const holds = [await place({ record_id: held }), await place({ person_id: colleague.personId })]
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'She asked.' }),
  ).body.id as string
  await work(asked)
  const shown = async () => must(await officer.get(`/api/privacy/people/${person.personId}`)).body.erasure
  assert.equal((await shown()).state, 'unfinished')
  assert.equal((await shown()).kept, 2)
  const [row] = await cast.rows('select sealed is not null as is_sealed from privacy.erasure where id = $1', [
    asked,
  ])
  assert.equal(row?.is_sealed, true)
  const resume = (decision: string, client = officer) =>
    client.post('/api/privacy/resume-erasure', { id: asked, decision })
  assert.equal((await resume('continue', agent)).status, 403)
  must(await resume('continue'))
  assert.equal((await resume('continue')).status, 409, 'it is under way')
  await work(asked)
  assert.equal((await shown()).kept, 2, 'what is held stays, however often one asks')
  must(await officer.post('/api/privacy/lift-hold', { id: holds[0] }))
  assert.equal((await shown()).state, 'working', 'it goes on by itself')
  await work(asked)
  assert.equal((await shown()).kept, 1)
  assert.match(must(await agent.get(`/api/tickets/${held}`)).body.messages[0].body, /▇/)
  assert.equal(must(await agent.get(`/api/tickets/${theirs}`)).body.messages[0].body, words)
  must(await officer.post('/api/privacy/lift-hold', { id: holds[1] }))
  await work(asked)
  assert.equal((await shown()).state, 'done')
  assert.deepEqual((await shown()).left, [])
  assert.deepEqual(await copies('Wilhelmina Oakenshield'), [])
  const [after] = await cast.rows('select sealed from privacy.erasure where id = $1', [asked])
  assert.equal(after?.sealed, null)
  assert.equal((await resume('end')).status, 409)
})

test('An erasure that goes on leaves alone what somebody else is known by meanwhile.', async () => {
  await prove(officer)
  const { wardline } = cast
  const name = 'Rosamund Again'
  const before = await wardline.person(name, [])
  const held = await cast.file(before, { title: 'Held', body: `Signed: ${name}` })
  const hold = must(
    await officer.post('/api/privacy/place-hold', { record_id: held, reason: 'A claim.' }),
  ).body
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: before.personId, reason: 'She left.' }),
  ).body.id as string
  await work(asked)
  // She is hired again: name and address are those of the new entry.
  await wardline.person(name, [])
  const theirs = await cast.file(cast.nurse, { title: 'Call', body: `Please let ${name} call.` })
  must(await officer.post('/api/privacy/lift-hold', { id: hold.id }))
  await work(asked)
  const { messages } = must(await cast.agent.get(`/api/tickets/${theirs}`)).body
  assert.equal(messages[0].body, `Please let ${name} call.`)
  assert.match(must(await cast.agent.get(`/api/tickets/${held}`)).body.messages[0].body, /▇/)
})

test('An officer leaves an erasure at that, and the words by which it looked are forgotten.', async () => {
  await prove(officer)
  const person = await cast.wardline.person('Philippa Thistlewood', [])
  const held = await cast.file(cast.nurse, { title: 'Held', body: 'Signed: Philippa Thistlewood' })
  must(await officer.post('/api/privacy/place-hold', { record_id: held, reason: 'A claim.' }))
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'She asked.' }),
  ).body.id as string
  await work(asked)
  const body = { id: asked, decision: 'end' }
  assert.equal(must(await officer.post('/api/privacy/resume-erasure', body)).body.state, 'ended')
  assert.equal((await officer.post('/api/privacy/resume-erasure', body)).status, 409)
  const [row] = await cast.rows('select sealed from privacy.erasure where id = $1', [asked])
  assert.equal(row?.sealed, null)
})

test('Every kind of record is reached by an erasure, or is kept for a reason that is known.', () => {
  /** What was reported for patient safety is kept by law, and told to nobody else. */
  const keptByDuty = ['hazard', 'safety_event']
  const all = cast.wardline.composition.app.registry.capabilities.flatMap(({ lifecycles = [] }) =>
    lifecycles.map(({ kind }) => kind),
  )
  /** Its title is the same of each; what it is about stands in columns that are swept. */
  const withoutWords = ['training_need']
  assert.deepEqual([...Object.keys(redactions), ...keptByDuty, ...withoutWords].sort(), all.sort())
})

test('An erasure takes a person out of a major incident: its title, its notes and its review.', async () => {
  await prove(officer)
  const { agent } = cast
  const name = 'Ludmila Vandersloot'
  const person = await cast.wardline.person(name, [])
  const id = must(
    await agent.post('/api/incidents', { title: `Down since ${name} came`, why: `${name} says so` }),
  ).body.id as string
  must(await agent.post(`/api/incidents/${id}/note`, { body: `Asked ${name} what she saw.` }))
  must(await cast.admin.post(`/api/incidents/${id}/edit`, { title: `All is down, says ${name}` }))
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'She asked.' }),
  ).body.id as string
  await work(asked)
  assert.deepEqual(await copies(name), [])
  await assertReplays(id)
})

test('An erasure takes out whole words alone: what belongs to others stays theirs.', async () => {
  const { agent, nurse, wardline } = cast
  await prove(officer)
  const ann = await wardline.person('Ann Leeds', [])
  await cast.rows("update core.person set phone = '555-010-0100', badge = '202611' where id = $1", [
    ann.personId,
  ])
  await cast.rows("update core.person set phone = '(555) 010 0100' where id = $1", [nurse.personId])
  const own = await cast.file(ann, {
    title: 'Badge',
    body: 'I am ann leeds, 202611; not Joann Leedson, 1202611.',
  })
  const turned = await cast.file(nurse, {
    title: 'About Leeds, Ann',
    body: 'Ann  Leeds came. Ann Leedson did not.',
  })
  const others =
    'Joann Leedson, joann.leeds@main.example, the ward 555-010-0100, asset 202611-77 and 2202611.'
  const other = await cast.file(nurse, { title: 'Joann Leedson cannot print', body: others })
  await cast.rows(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at)
     values ($1, gen_random_uuid(), 'joann.leeds@main.example', 'Yours', 'x', '', 'held', now())`,
    [wardline.orgId],
  )
  must(
    await agent.send('PUT', '/api/drafts/tickets.new', { body: 'Ann Leeds asked, Joann Leedson answered.' }),
  )
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: ann.personId, reason: 'She asked.' }),
  ).body
  await work(asked.id)
  const bodies = async (id: string) => must(await agent.get(`/api/tickets/${id}`)).body
  const mine = await bodies(own)
  assert.match(mine.messages[0].body, /^I am ▇.*; not Joann Leedson, 1202611\.$/)
  assert.ok(!/ann leeds,|, 202611/.test(mine.messages[0].body), mine.messages[0].body)
  const theirs = await bodies(other)
  assert.equal(theirs.title, 'Joann Leedson cannot print')
  assert.equal(theirs.messages[0].body, others)
  const about = await bodies(turned)
  assert.ok(!about.title.includes('Leeds'), about.title)
  assert.match(about.messages[0].body, /^▇.* came\. Ann Leedson did not\.$/)
  const [mail] = await cast.rows("select 1 from core.outbox where to_address = 'joann.leeds@main.example'")
  assert.ok(mail, 'the mail of somebody else')
  const [draft] = await cast.rows('select body from core.draft where person_id = $1', [agent.personId])
  assert.equal(draft?.body, '▇ asked, Joann Leedson answered.')
})

test('An erasure reaches restricted tickets, and leaves no denials in the officer’s name.', async () => {
  await prove(officer)
  const person = await cast.wardline.person('Ottilie Kessler', [])
  const id = await cast.file(person, { title: 'Complaint', body: 'I, Ottilie Kessler, complain.' })
  await cast.rows("update core.record set restriction = 'listed' where id = $1", [id])
  const asked = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: person.personId, reason: 'She asked.' }),
  ).body
  const denials = async () =>
    (
      await cast.rows("select 1 from core.audit where actor_id = $1 and action = 'denied'", [
        officer.personId,
      ])
    ).length
  const before = await denials()
  await work(asked.id)
  assert.equal(await denials(), before)
  assert.deepEqual(await copies('Ottilie Kessler'), [])
})

test('An emergency account is not erased before it is ended.', async () => {
  await prove(officer)
  const account = await cast.wardline.person('Door Zero', [])
  await cast.rows(
    `insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at)
     values ($1, $2, $3, array[gen_random_uuid()], 4, now())`,
    [cast.wardline.orgId, account.personId, officer.personId],
  )
  const ask = () =>
    officer.post('/api/privacy/ask-erasure', { person_id: account.personId, reason: 'It left.' })
  const refused = await ask()
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /End the emergency account first/)
  await cast.rows('update core.emergency_account set ended_at = now() where person_id = $1', [
    account.personId,
  ])
  assert.equal((await ask()).status, 403, 'then it is for who manages roles')
})

test('Settings of patient data want a fresh proof, and the audit log says which of them changed.', async () => {
  await prove(officer)
  const setting = must(await officer.get('/api/privacy/settings')).body
  const save = () =>
    officer.send('PUT', '/api/privacy/settings', { ...setting, harmless_words: ['Ward Seven'] })
  cast.wardline.clock.advance(11 * 60_000)
  assert.equal((await save()).status, 403)
  await prove(officer)
  must(await save())
  const [line] = await cast.rows(
    "select data from core.audit where action = 'privacy.edit_settings' order by at desc, id desc limit 1",
  )
  assert.deepEqual((line as { data: { changed: string[] } }).data.changed, ['harmless_words'])
})
