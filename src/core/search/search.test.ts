import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'
import { learnWords } from './learn.ts'

let wardline: Wardline
let nurse: Client
let otherNurse: Client
let agent: Client
let specialist: Client
let teamId: string

type Marked = { text: string; marks: [number, number][] }
type Row = { kind: string; id: string; title: Marked; snippet: Marked; is_internal: boolean; state: string }

before(async () => {
  wardline = await startWardline()
  teamId = await wardline.team('Specialists', 2)
  await role('search-agent', [
    'tickets.read_all',
    'tickets.note',
    'tickets.reply',
    'tickets.work',
    'tickets.assign',
    'tickets.start',
    'people.read',
    'knowledge.write',
    'knowledge.publish',
  ])
  await role('search-specialist', ['tickets.read_team', 'tickets.reply', 'tickets.note'])
  nurse = await wardline.person('Nora Nurse', [])
  otherNurse = await wardline.person('Olga Nurse', [])
  agent = await wardline.person('José Álvarez', ['search-agent'])
  specialist = await wardline.person('Sven Specialist', ['search-specialist'], [teamId])
})
after(() => wardline?.close())

async function role(key: string, permissions: string[]): Promise<void> {
  await wardline.owner.query(
    'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
    [wardline.orgId, newId(), key, permissions],
  )
}

async function file(who: Client, title: string, body: string, more: object = {}): Promise<string> {
  const filed = await who.post('/api/tickets', { title, body, ...more })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  return filed.body.id as string
}

async function find(who: Client, q: string, more = '') {
  const answer = await who.get(`/api/search?q=${encodeURIComponent(q)}${more}`)
  assert.equal(answer.status, 200, `${q}: ${JSON.stringify(answer.body)}`)
  return answer.body as {
    groups: { kind: string; order: string; rows: Row[] }[]
    jump: { id: string } | null
    people: { name: string }[]
    did_you_mean: string | null
  }
}

async function ids(who: Client, q: string, more = ''): Promise<string[]> {
  return (await find(who, q, more)).groups.flatMap((group) => group.rows.map((row) => row.id))
}

const marked = ({ text, marks }: Marked) => marks.map(([from, to]) => text.slice(from, to))

test('A requester finds her own ticket by its title and text, and nobody else’s requester does.', async () => {
  const id = await file(nurse, 'Kestrel monitor dark', 'The wobblescreen stays black.')
  assert.deepEqual(await ids(nurse, 'wobblescreen'), [id])
  assert.deepEqual(await ids(nurse, 'kestrel'), [id])
  assert.deepEqual(await ids(agent, 'wobblescreen'), [id])
  assert.deepEqual(await ids(otherNurse, 'wobblescreen'), [])
  assert.equal((await wardline.anonymous.get('/api/search?q=wobblescreen')).status, 401)
})

test('An internal note is found by who works on the ticket and never by its requester.', async () => {
  const id = await file(nurse, 'Quartz account', 'Please help.')
  assert.equal(
    (await agent.post(`/api/tickets/${id}/note`, { body: 'Suspect a phlogiston leak.' })).status,
    200,
  )
  const seen = (await find(agent, 'phlogiston')).groups[0]?.rows[0]
  assert.equal(seen?.id, id)
  assert.equal(seen?.is_internal, true)
  assert.deepEqual(marked(seen.snippet), ['phlogiston'])
  const hidden = await find(nurse, 'phlogiston')
  assert.deepEqual(hidden.groups, [])
  assert.equal(hidden.did_you_mean, null)
})

test('The word of a hidden note is not even proposed for a typing error.', async () => {
  const id = await file(nurse, 'Account again', 'Please.')
  await agent.post(`/api/tickets/${id}/note`, { body: 'The xenolithic module again, xenolithic indeed.' })
  await learnAll()
  assert.equal((await find(agent, 'xenolithik')).did_you_mean, 'xenolithic')
  const outside = await find(nurse, 'xenolithik')
  assert.equal(outside.did_you_mean, null)
  assert.deepEqual(outside.groups, [])
})

test('A specialist finds what his team has and not what it has not.', async () => {
  const ours = await file(agent, 'Ours', 'The tachyon array.', { team_id: teamId })
  const theirs = await file(agent, 'Theirs', 'The tachyon array.')
  assert.deepEqual(await ids(specialist, 'tachyon'), [ours])
  assert.deepEqual((await ids(agent, 'tachyon')).sort(), [ours, theirs].sort())
})

test('Another organization’s tickets are never found.', async () => {
  const { orgId } = await wardline.organization('elsewhere')
  const stranger = await wardline.person('Stella Stranger', ['administrator'], [], orgId)
  const id = await file(stranger, 'Umbrella unit', 'The gyroflux is loud.')
  assert.deepEqual(await ids(stranger, 'gyroflux'), [id])
  assert.deepEqual(await ids(agent, 'gyroflux'), [])
  const number = (await wardline.owner.query('select number from core.record where id = $1', [id])).rows[0]
    .number
  assert.equal((await find(agent, `#${number}`)).jump, null)
  assert.equal((await find(stranger, `#${number}`)).jump?.id, id)
})

test('A number jumps to its record for who may see it.', async () => {
  const id = await file(nurse, 'Jump here', 'Text.')
  const number = (await wardline.owner.query('select number from core.record where id = $1', [id])).rows[0]
    .number
  for (const q of [`${number}`, `#${number}`, ` ${number} `])
    assert.equal((await find(nurse, q)).jump?.id, id)
  assert.equal((await find(otherNurse, `${number}`)).jump, null)
  assert.equal((await find(nurse, '999999999999999')).jump, null)
})

test('Typing errors are forgiven and what was meant is told.', async () => {
  const id = await file(nurse, 'Stethoscope offline', 'The stethoscope does not send.')
  await learnAll()
  const found = await find(nurse, 'stetoscope offline ')
  assert.equal(found.did_you_mean, 'stethoscope offline')
  assert.deepEqual(
    found.groups.flatMap((group) => group.rows.map((row) => row.id)),
    [id],
  )
  assert.equal((await find(nurse, 'stethoscope')).did_you_mean, null)
  assert.deepEqual((await find(nurse, 'zzzqqqxxx')).groups, [])
})

test('The beginning of the last word finds the word while it is typed, and a finished word only itself.', async () => {
  const id = await file(nurse, 'Telemetrographic pump', 'Slow.')
  await learnAll()
  assert.deepEqual(await ids(nurse, 'pump telemetro'), [id])
  assert.deepEqual(await ids(nurse, 'pump telemetro '), [])
  assert.deepEqual(await ids(nurse, '"telemetro"'), [])
})

test('Words that mean the same in health IT find each other, and an organization adds its own.', async () => {
  const mfa = await file(nurse, 'Second step', 'My two-factor prompt never comes.')
  const wow = await file(nurse, 'Cart', 'The workstation on wheels does not roll.')
  assert.ok((await ids(nurse, 'MFA')).includes(mfa))
  assert.ok((await ids(nurse, '2fa ')).includes(mfa))
  assert.ok((await ids(nurse, 'wow ')).includes(wow))
  assert.deepEqual(await ids(nurse, '"MFA"'), [], 'quoted words are meant as they stand')
  const own = await file(nurse, 'Blue box', 'The bluebox hums.')
  assert.deepEqual(await ids(nurse, 'hummer '), [])
  await wardline.owner.query('insert into core.synonym (org_id, id, words) values ($1, $2, $3)', [
    wardline.orgId,
    newId(),
    ['hummer', 'bluebox'],
  ])
  assert.deepEqual(await ids(nurse, 'hummer '), [own])
})

test('Quoted words must stand together and a minus word must not be there.', async () => {
  const together = await file(nurse, 'One', 'The amber lantern flickers.')
  const apart = await file(nurse, 'Two', 'The lantern is not amber.')
  assert.deepEqual((await ids(nurse, 'amber lantern ')).sort(), [together, apart].sort())
  assert.deepEqual(await ids(nurse, '"amber lantern"'), [together])
  assert.deepEqual(await ids(nurse, 'amber lantern -flickers'), [apart])
  assert.deepEqual(await ids(nurse, '-flickers'), [], 'unwanted words alone look for nothing')
})

test('A match in the title comes before one in the text, and titles alone can be searched.', async () => {
  const inText = await file(nurse, 'Something', 'A vermillion thing. '.repeat(3))
  const inTitle = await file(nurse, 'Vermillion thing', 'Nothing more.')
  const found = await find(nurse, 'vermillion ')
  assert.equal(found.groups[0]?.order, 'best')
  assert.deepEqual(
    found.groups[0]?.rows.map((row) => row.id),
    [inTitle, inText],
  )
  assert.deepEqual(await ids(nurse, 'vermillion ', '&in=titles'), [inTitle])
})

test('Kind, state, team and date narrow what is found.', async () => {
  const open = await file(agent, 'Cobaltine', 'Cobaltine one.', { team_id: teamId })
  const other = await file(agent, 'Cobaltine', 'Cobaltine two.')
  await agent.post(`/api/tickets/${other}/start`, {})
  assert.deepEqual(await ids(agent, 'cobaltine ', `&team=${teamId}`), [open])
  assert.deepEqual(await ids(agent, 'cobaltine ', '&state=new'), [open])
  assert.deepEqual(await ids(agent, 'cobaltine ', '&kind=article'), [])
  assert.equal((await ids(agent, 'cobaltine ', '&to=2001-01-01T00:00:00Z')).length, 0)
  assert.equal((await ids(agent, 'cobaltine ', '&from=2001-01-01T00:00:00Z')).length, 2)
})

test('People are found by the beginning of their names, without accents, by who may read the directory.', async () => {
  assert.deepEqual(
    (await find(agent, 'jose alv')).people.map((person) => person.name),
    ['José Álvarez'],
  )
  assert.deepEqual((await find(nurse, 'jose alv')).people, [])
})

test('Marks stand exactly on the words, beside emoji, accents and text from right to left.', async () => {
  const texts = [
    ['🚑🚑 the résumézord failed 🏥', 'resumezord', 'résumézord'],
    ['مرحبا بالعالم zirconline مرحبا', 'zirconline', 'zirconline'],
    ['שלום עולם', 'שלום', 'שלום'],
    ['a <b>quixotical</b> & "thing"', 'quixotical', 'quixotical'],
  ] as const
  for (const [body, q, word] of texts) {
    await file(nurse, 'Marks', body)
    const row = (await find(nurse, q)).groups[0]?.rows[0]
    assert.ok(row, q)
    assert.deepEqual(marked(row.snippet), [word])
    assert.ok(row.snippet.text.includes(word))
  }
})

test('No text that anybody can type is an error.', async () => {
  const naughty = [
    '',
    ' ',
    '"',
    '""',
    '-',
    '--',
    '-"',
    "'",
    "''",
    '\\',
    '\\\\',
    "a'b",
    "a\\'b",
    ':*',
    'a:*',
    'a:A',
    '!a',
    '&',
    '|',
    '(a',
    'a)',
    '<->',
    'a <-> b',
    '%',
    '_',
    '%%%',
    '*',
    '#',
    '#12#',
    '#99999999999999999999',
    'null',
    'undefined',
    "'; drop table core.record; --",
    '$1',
    '$$',
    '\u0000',
    '\u0007',
    '\ud800',
    'a\u202eb',
    '👩‍👩‍👧‍👦',
    'ﷺ',
    'İstanbul',
    'ß',
    '\uE000x\uE001',
    'http://a.b/c?d=e&f',
    'a@b.c',
    '1.2.3',
    '-1',
    '1e5',
    'a-b-c',
    '--a',
    '-"a b"',
    '“curly quotes”',
    'x'.repeat(500),
    '" '.repeat(240),
    '-a '.repeat(160),
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
    'the',
    'the and of',
    'in',
    '{}',
    '[]',
    '../../etc/passwd',
    '%00',
    'ａｂｃ',
    '٣',
    '０',
  ]
  for (const q of naughty) {
    for (const path of ['/api/search?q=', '/api/search/suggest?text=']) {
      // A lone surrogate cannot be encoded in an address; the replacement character stands for it.
      const answer = await agent.get(path + encodeURIComponent(q.toWellFormed()))
      assert.ok(
        answer.status === 200 || answer.status === 422,
        `${path}${JSON.stringify(q)} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      )
    }
  }
  assert.equal((await agent.get(`/api/search?q=${'x'.repeat(501)}`)).status, 422)
  assert.equal((await agent.get('/api/search')).status, 422)
})

test('A search leaves a line in the audit log with counts and without the words.', async () => {
  await find(agent, 'confidentialword')
  const { rows } = await wardline.owner.query(
    "select data::text, actor_id from core.audit where action = 'search.find' order by at desc, id desc limit 1",
  )
  assert.equal(rows[0].actor_id, agent.personId)
  assert.match(rows[0].data, /found/)
  assert.doesNotMatch(rows[0].data, /confidentialword/)
})

test('A common word is answered newest first, and each person gets only what is theirs.', async () => {
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', 500000 + g, 'Crowd ' || g, 'closed', 'done', case when g % 100 = 0 then $2::uuid end, now() - g * interval '1 minute', now() - g * interval '1 minute' from generate_series(1, 6000) g`,
    [wardline.orgId, otherNurse.personId],
  )
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, updated_at, to_tsvector('core.english', 'crowdword') from core.record where org_id = $1 and number > 500000`,
    [wardline.orgId],
  )
  await learnAll()
  const all = await find(agent, 'crowdword ', '&kind=ticket')
  assert.equal(all.groups[0]?.order, 'newest')
  assert.deepEqual(
    all.groups[0]?.rows.slice(0, 3).map((row) => row.title.text),
    ['Crowd 1', 'Crowd 2', 'Crowd 3'],
  )
  const own = await find(otherNurse, 'crowdword ', '&limit=50')
  assert.equal(own.groups[0]?.rows.length, 50)
  assert.deepEqual(
    own.groups[0]?.rows.slice(0, 2).map((row) => row.title.text),
    ['Crowd 100', 'Crowd 200'],
  )
  assert.deepEqual(await ids(nurse, 'crowdword '), [])
})

test('A text that was taken away is found no more, and its words are not proposed.', async () => {
  const id = await file(nurse, 'Secret', 'My passcode is hunterhunter.')
  await learnAll()
  assert.deepEqual(await ids(nurse, 'hunterhunter '), [id])
  const { forgetWords } = await import('./entry.ts')
  const { write } = await import('../../platform/db/transaction.ts')
  await write(wardline.composition.app.pool, wardline.orgId, async (tx) =>
    tx.send(forgetWords(wardline.orgId, id)),
  )
  assert.deepEqual(await ids(nurse, 'hunterhunter '), [])
  const { rowCount } = await wardline.owner.query("select from core.search_word where word = 'hunterhunt'")
  assert.equal(rowCount, 0)
})

// An entry is counted one run after it was seen, so that writes which are still open are not jumped over.
async function learnAll(): Promise<void> {
  for (let run = 0; run < 3; run++) await learnWords(wardline.composition.app)
}
