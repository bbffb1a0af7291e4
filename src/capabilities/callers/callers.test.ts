import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Client } from '../../../test/helpers/server.ts'
import { noteAllContacts } from './contacts.ts'
import { at, type Desk, said, startDesk } from './fixture.ts'
import { vouch } from './vouch.ts'

let desk: Desk
before(async () => {
  desk = await startDesk()
})
after(() => desk?.wardline.close())

test('Where nobody else can, whoever administers the server vouches: once, for two people, told to security; nonsense is refused.', async () => {
  const vic = await desk.nurse('Vic Vouched', ['administrator'])
  const { composition, orgId, ownerUrl, dataDir } = desk.wardline
  const right = { person: 'Vic.Vouched@main.example', agent: 'admin@main.example', act: 'factor' } as const
  const sentences = await Promise.all(
    [
      { person: 'no.one@main.example' },
      { agent: 'no.one@main.example' },
      { person: right.agent },
      { act: 'role' as const },
    ].map((other) => vouch(composition.app, orgId, { ...right, ...other })),
  )
  assert.deepEqual(
    sentences.map(
      (sentence) => /nobody with|nobody active|Nobody vouches for|Name with/.exec(String(sentence))?.[0],
    ),
    ['nobody with', 'nobody active', 'Nobody vouches for', 'Name with'],
  )
  const take = () => desk.admin.post(`/api/people/${vic.personId}/reset-factor`, { reason: 'Lost it.' })
  assert.equal((await take()).status, 403)
  const cli = resolve(import.meta.dirname, '../../app/cli.ts')
  const env = { ...process.env, DATABASE_URL: ownerUrl, WARDLINE_DATA_DIR: dataDir, LOG_LEVEL: 'error' }
  const args = [cli, 'callers', 'vouch', '--person', right.person, '--agent', right.agent, '--act', 'factor']
  const answered = await promisify(execFile)(process.execPath, [...args, '--organization', 'main'], { env })
  assert.match(answered.stdout, /Verified until .+ Security and the person were told/, answered.stderr)
  assert.ok((await desk.reasonsOf(desk.officer)).includes('caller_vouched'))
  assert.ok((await desk.reasonsOf(vic)).includes('caller_vouched_you'))
  const { rowCount } = await desk.wardline.owner.query(
    "select 1 from core.audit where action = 'callers.vouched' and actor_id is null and data ->> 'person' = $1",
    [vic.personId],
  )
  assert.equal(rowCount, 1)
  assert.equal((await take()).status, 200)
  assert.equal((await take()).body.current.why, 'used')
})

test('A password is reset for nobody who was not verified, and nothing of the refused act is kept.', async () => {
  const ana = await desk.nurse('Ana Asks')
  const refused = await desk.reset(ana)
  assert.equal(refused.status, 403)
  assert.equal(refused.body.type, 'verification-needed')
  assert.deepEqual(refused.body.current, {
    person_id: ana.personId,
    act: 'password',
    role_id: null,
    why: 'none',
    people: 1,
  })
  await desk.wardline.signIn('ana.asks@main.example', 'main')
  await desk.callBack(ana, 'password')
  assert.equal((await desk.reset(ana)).status, 200)
})

test('Each act on the account of another is refused without a verification and done with one.', async () => {
  const help = await desk.roleOf('it-trainer')
  const person = (of: Client) => `/api/people/${of.personId}`
  const acts: Record<string, (of: Client) => Promise<{ status: number }>> = {
    password: (of) => desk.reset(of),
    factor: (of) => desk.admin.post(`${person(of)}/reset-factor`, { reason: 'Lost the phone.' }),
    access: (of) => desk.admin.post(`${person(of)}/reactivate`),
    contact: (of) => desk.admin.send('PATCH', person(of), { phone: '+1 312 555 0199' }),
    role: (of) => desk.admin.post(`${person(of)}/roles`, { role_id: help }),
    merge: async (of) => {
      const double = await desk.admin.post('/api/people', { name: `Double ${of.personId}` })
      return desk.admin.post(`/api/people/${double.body.id}/merge`, { into_id: of.personId })
    },
  }
  for (const [act, run] of Object.entries(acts)) {
    const of = await desk.nurse(`Nora ${act}`)
    const before = await run(of)
    assert.equal(before.status, 403, act)
    const other = act === 'password' ? 'factor' : 'password'
    await desk.callBack(of, other)
    assert.equal((await run(of)).status, 403, `${act} by a verification for something else`)
    await desk.callBack(of, act, act === 'role' ? { role_id: help } : {})
    assert.equal((await run(of)).status, 200, act)
  }
})

test('Each field by which somebody is reached or vouched for asks for a verification; others do not.', async () => {
  const ben = await desk.nurse('Ben Badge')
  const edit = (body: object) => desk.admin.send('PATCH', `/api/people/${ben.personId}`, body)
  for (const body of [
    { email: 'other@main.example' },
    { phone: '1' },
    { extension: '1' },
    { badge: '1' },
    { external_key: '1' },
    { manager_id: desk.colleague.personId },
    { phone: null },
  ])
    assert.equal((await edit(body)).body.type, 'verification-needed', JSON.stringify(body))
  assert.equal((await edit({ title: 'Nurse', phone: '+1 312 555 0100' })).status, 200)
})

test('One’s own account and those without one need no verification.', async () => {
  const own = await desk.admin.send('PATCH', `/api/people/${desk.admin.personId}`, {
    phone: '+1 312 555 0001',
  })
  assert.equal(own.status, 200)
  const { body } = await desk.admin.post('/api/people', { name: 'Vic Vendor', email: 'vic@vendor.example' })
  const path = `/api/people/${body.id}`
  assert.equal((await desk.admin.post(`${path}/invite`)).status, 200, 'to the address that was entered first')
  const replaced = await desk.admin.send('PATCH', path, { email: 'victor@vendor.example' })
  assert.equal(replaced.body.type, 'verification-needed', 'an address is filled, and never replaced')
  await desk.wardline.verified({ agentId: desk.admin.personId, person_id: body.id, act: 'contact' })
  assert.equal((await desk.admin.send('PATCH', path, { email: 'victor@vendor.example' })).status, 200)
  assert.equal(
    (await desk.admin.post(`${path}/invite`)).body.type,
    'verification-needed',
    'to one changed lately',
  )
  await noteAllContacts(desk.wardline.composition.app)
  await desk.later(8 * 86_400_000)
  assert.equal((await desk.admin.post(`${path}/invite`)).status, 200, 'a week later')
})

test('A verification is for one person, one act, one agent, and for half an hour.', async () => {
  const eva = await desk.nurse('Eva Early')
  await desk.callBack(eva, 'password')
  assert.equal((await desk.reset(eva, desk.colleague)).status, 403, 'by another agent')
  await desk.later(31 * 60_000)
  assert.equal((await desk.reset(eva)).body.type, 'verification-needed', 'after half an hour')
  const id = await desk.begin(eva, 'password')
  assert.equal(await desk.begin(eva, 'password'), id, 'what was begun is gone on with')
  assert.equal((await desk.colleague.post(`${at(id)}/called-back`, said)).status, 404, 'by another agent')
  await desk.later(61 * 60_000)
  assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 409, 'after an hour')
  await desk.confirm(desk.admin)
  const help = await desk.roleOf('it-trainer')
  await desk.callBack(eva, 'role', { role_id: help })
  const give = async (key: string) =>
    (await desk.admin.post(`/api/people/${eva.personId}/roles`, { role_id: await desk.roleOf(key) })).status
  assert.equal(await give('help-desk'), 403, 'another role than was asked for')
  assert.equal(await give('it-trainer'), 200)
})

test('Nobody verifies themself, a service, or somebody who may do more.', async () => {
  const refused = await desk.admin.post('/api/callers', { person_id: desk.admin.personId, act: 'password' })
  assert.equal(refused.status, 409)
  await desk.wardline.owner.query(
    "update core.role set permissions = permissions || '{callers.verify,people.manage}' where org_id = $1 and key = 'it-trainer'",
    [desk.wardline.orgId],
  )
  const clerk = await desk.wardline.person('Cleo Clerk', ['it-trainer'])
  assert.equal(
    (await clerk.post('/api/callers', { person_id: desk.admin.personId, act: 'password' })).status,
    403,
  )
  const nina = await desk.nurse('Nina No')
  assert.equal(
    (await nina.post('/api/callers', { person_id: desk.boss.personId, act: 'password' })).status,
    403,
  )
  const role = { person_id: nina.personId, act: 'role' }
  assert.equal((await desk.admin.post('/api/callers', role)).status, 422)
})

test('Who has no login and answers for others gets an address by a verification alone, also by a merge.', async () => {
  const make = async (name: string, more: object = {}): Promise<string> =>
    (await desk.admin.post('/api/people', { name, ...more })).body.id
  const edit = (id: string, body: object) => desk.admin.send('PATCH', `/api/people/${id}`, body)
  const team = await desk.wardline.team('Ties')
  const chief = await make('Dr Chief')
  const member = await make('Dr Member')
  const asker = await make('Dr Asker')
  const nobody = await make('Dr Nobody')
  const led = await desk.nurse('Lea Led')
  await desk.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    led.personId,
    chief,
  ])
  await desk.wardline.owner.query(
    'insert into core.team_member (org_id, team_id, person_id) values ($1, $2, $3)',
    [desk.wardline.orgId, team, member],
  )
  const ticket = (await led.post('/api/tickets', { title: 'Printer', body: 'Help' })).body
  await desk.wardline.owner.query('update core.record set requester_id = $2 where id = $1', [
    ticket.id,
    asker,
  ])
  for (const id of [chief, member, asker])
    assert.equal((await edit(id, { email: `x${id}@evil.example` })).body.type, 'verification-needed')
  const double = await make('Dr Double', { email: 'double@evil.example' })
  const merged = await desk.admin.post(`/api/people/${double}/merge`, { into_id: nobody })
  assert.equal(merged.body.type, 'verification-needed', 'an address that comes with a double')
  assert.equal((await edit(nobody, { email: 'nobody@main.example' })).status, 200)
})

test('The setting says what is enough for what, and which roles are high-risk; only who manages it changes it.', async () => {
  const { roles: _roles, ...setting } = (await desk.admin.get('/api/callers/settings')).body
  const put = (client: Client, body: object) => client.send('PUT', '/api/callers/settings', body)
  const helpDesk = await desk.roleOf('help-desk')
  const strict = {
    ...setting,
    methods: { ...setting.methods, password: ['badge'] },
    valid_minutes: 5,
    roles: [{ id: helpDesk, is_high: true }],
  }
  const helper = await desk.wardline.person('Hugo Helper', ['help-desk'])
  assert.equal((await put(helper, strict)).status, 403)
  const lisa = await desk.nurse('Lisa Lately')
  await desk.callBack(lisa, 'password')
  await desk.confirm(desk.admin)
  assert.equal((await put(desk.admin, strict)).status, 200)
  assert.equal((await put(desk.admin, strict)).status, 409)
  assert.equal(
    (await desk.reset(lisa)).body.current.why,
    'none',
    'what is not enough any more does not count',
  )
  const id = await desk.begin(lisa, 'password')
  assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 409)
  await desk.admin.post(`${at(id)}/badge`, { badge: 'B100', has_seen_photo: true, site_id: desk.siteId })
  await desk.later(6 * 60_000)
  assert.equal((await desk.reset(lisa)).body.current.why, 'none', 'after five minutes')
  await desk.callBack(helper, 'factor').catch(() => undefined)
  await desk.wardline.verified({ agentId: desk.admin.personId, person_id: helper.personId, act: 'contact' })
  await desk.wardline.owner.query(
    'update callers.verification set second_id = null, second_how = null where person_id = $1',
    [helper.personId],
  )
  const risky = await desk.admin.send('PATCH', `/api/people/${helper.personId}`, { phone: '5' })
  assert.equal(risky.body.current.why, 'second_high_risk')
  await desk.confirm(desk.admin)
  assert.equal(
    (await put(desk.admin, { ...setting, version: 1, roles: [{ id: helpDesk, is_high: false }] })).status,
    200,
  )
})

test('A file of people asks before it replaces the address or number of somebody on whom nobody depends; it fills an empty one.', async () => {
  const made = await desk.admin.post('/api/people', { name: 'Ned Nobody', email: 'ned@vendor.example' })
  const run = async (phone: string) => {
    const text = `Full name,E-mail,Phone\nNed Nobody,ned@vendor.example,${phone}\n`
    const { hash } = (await desk.admin.post('/api/people/import/preview', { text })).body
    return desk.admin.post('/api/people/import/run', { text, hash })
  }
  assert.equal((await run('+1 312 555 0123')).body.updated, 1, 'where nothing stood')
  const refused = await run('+1 900 555 0000')
  assert.deepEqual(
    [refused.body.type, refused.body.current?.person_id],
    ['verification-needed', made.body.id],
  )
  await desk.wardline.verified({ agentId: desk.admin.personId, person_id: made.body.id, act: 'contact' })
  assert.equal((await run('+1 900 555 0000')).body.updated, 1)
})

test('A file of people with new addresses asks for each of them, unless files are trusted; high-risk ones ask always.', async () => {
  const ivo = await desk.nurse('Ivo Import')
  const file = 'Full name,E-mail,Phone\nIvo Import,ivo.import@main.example,+1 900 555 0000\n'
  const run = async () => {
    const { hash } = (await desk.admin.post('/api/people/import/preview', { text: file })).body
    return desk.admin.post('/api/people/import/run', { text: file, hash })
  }
  assert.equal((await run()).body.type, 'verification-needed')
  const { roles: _roles, ...setting } = (await desk.admin.get('/api/callers/settings')).body
  await desk.admin.send('PUT', '/api/callers/settings', { ...setting, is_import_trusted: true, roles: [] })
  await desk.wardline.owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, gen_random_uuid(), $2, id, now() from core.role where org_id = $1 and key = 'administrator'",
    [desk.wardline.orgId, ivo.personId],
  )
  assert.equal((await run()).body.type, 'verification-needed')
  await desk.wardline.owner.query('delete from core.role_assignment where person_id = $1 and role_id = $2', [
    ivo.personId,
    await desk.roleOf('administrator'),
  ])
  assert.equal((await run()).body.updated, 1)
})

test('What another organization verified is not there, and counts for nothing here.', async () => {
  const { orgId } = await desk.wardline.organization('other')
  const theirs = await desk.wardline.signIn('admin@other.example', 'other')
  const olga = await desk.wardline.person('Olga Other', [], [], orgId)
  const zoe = await desk.nurse('Zoe Zone')
  const id = await desk.begin(zoe, 'password')
  assert.equal((await theirs.get(at(id))).status, 404)
  assert.equal((await theirs.post(`${at(id)}/fail`, { failure: 'unsure' })).status, 404)
  assert.equal(
    (await desk.admin.post('/api/callers', { person_id: olga.personId, act: 'password' })).status,
    404,
  )
  const list = (await desk.officer.get('/api/callers')).body.rows
  assert.ok(
    list.length > 3 && list.every((row: { person: { name: string } }) => row.person.name !== 'Olga Other'),
  )
})

test('Security sees all, what failed first, and takes it along as a file; others see what is theirs.', async () => {
  const failing = await desk.begin(await desk.nurse('Fred Failed'), 'password')
  await desk.admin.post(`${at(failing)}/fail`, { failure: 'unsure' })
  const { rows } = (await desk.officer.get('/api/callers')).body
  const states = rows.map(({ state }: { state: string }) => state)
  assert.equal(states.lastIndexOf('failed'), states.filter((state: string) => state === 'failed').length - 1)
  const failed = (await desk.officer.get('/api/callers?state=failed')).body.rows
  assert.ok(failed.length > 0 && failed.every(({ state }: { state: string }) => state === 'failed'))
  const file = await desk.officer.get('/api/callers/export.csv')
  assert.match(String(file.body), /^\uFEFFStarted,Person/)
  const clerk = await desk.wardline.person('Cara Clerk', ['it-trainer'])
  assert.equal((await clerk.get('/api/callers/export.csv')).status, 403)
  const own = (await clerk.get('/api/callers')).body.rows
  assert.ok(own.length < rows.length)
})

test('No operation takes what somebody knows for a proof.', async () => {
  const document = (await desk.wardline.anonymous.get('/api/openapi.json')).body
  const text = JSON.stringify(
    Object.entries(document.paths).filter(([path]) => path.startsWith('/api/callers')),
  ).toLowerCase()
  assert.ok(text.length > 1000)
  for (const word of ['question', 'knowledge', 'birth', 'mother', 'maiden', 'ssn', 'pin"'])
    assert.ok(!text.includes(word), word)
  const dialog = await desk.begin(await desk.nurse('Kim Knows'), 'password')
  assert.equal((await desk.admin.post(`${at(dialog)}/ask`, { method: 'knowledge' })).status, 422)
})
