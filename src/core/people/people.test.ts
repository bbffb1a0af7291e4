import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { auditActions, until, withQueue } from './fixture.ts'

let wardline: Wardline
let admin: Client
let agent: Client
let nurse: Client

before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
  admin = await wardline.admin()
  agent = await wardline.person('Sam Agent', ['help-desk'])
  nurse = await wardline.person('Nora Nurse', [])
})
after(() => wardline.close())

const add = async (name: string, more: Record<string, unknown> = {}) => {
  const answer = await admin.post('/api/people', { name, ...more })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.id as string
}
const namesOf = (answer: { body: { rows: { name: string }[] } }) => answer.body.rows.map((row) => row.name)
const search = async (q: string) => namesOf(await agent.get(`/api/people?q=${encodeURIComponent(q)}`))

test('The directory is found by the beginnings of names, addresses and numbers, with typing errors and without accents.', async () => {
  await add('Guadalupe Méndez', { email: 'g.mendez@main.example', phone: '217-555-0142 ext. 4107' })
  await add('Jonathan Smithers', { email: 'jsmithers@main.example' })
  assert.equal((await search('guad'))[0], 'Guadalupe Méndez')
  assert.equal((await search('mendez guad'))[0], 'Guadalupe Méndez')
  assert.equal((await search('g.mend'))[0], 'Guadalupe Méndez')
  assert.equal((await search('217 555 0142'))[0], 'Guadalupe Méndez')
  assert.equal((await search('jonathon smithrs'))[0], 'Jonathan Smithers')
  assert.deepEqual(await search('zzzzqqqq'), [])
})

test('Marks that mean something to a pattern find themselves and nothing else.', async () => {
  for (const q of ['%', '_', '%%%', '\\', "'", '" or 1=1', '\u0000', '   '])
    assert.deepEqual(await search(q), [], q)
})

test('Pages of the directory follow each other without a gap or a repetition.', async () => {
  for (let count = 0; count < 7; count++) await add(`Página Ähnlich ${count}`)
  for (const q of ['', 'q=pagina&']) {
    const seen: string[] = []
    let after = ''
    do {
      const page = await agent.get(`/api/people?${q}limit=3${after}`)
      assert.equal(page.status, 200)
      seen.push(...page.body.rows.map((row: { id: string }) => row.id))
      after = page.body.next ? `&after=${page.body.next}` : ''
    } while (after)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.length >= 7)
  }
  for (const broken of ['x', 'W10', 'WyJhIiwiYiJd'])
    assert.equal((await agent.get(`/api/people?after=${broken}`)).status, 422)
})

test('A requester sees only themselves, and others answer as if they did not exist.', async () => {
  const other = await add('Other Person')
  assert.deepEqual(namesOf(await nurse.get('/api/people')), ['Nora Nurse'])
  assert.deepEqual(namesOf(await nurse.get('/api/people?q=Sam')), [])
  assert.equal((await nurse.get(`/api/people/${other}`)).status, 404)
  assert.equal((await nurse.get(`/api/people/${nurse.personId}`)).body.name, 'Nora Nurse')
  assert.equal((await agent.get(`/api/people/${other}`)).status, 200)
})

test('People of another organization answer 404 everywhere.', async () => {
  const { orgId } = await wardline.organization('other')
  const stranger = await wardline.person('Olaf Other', [], [], orgId)
  const id = stranger.personId
  assert.equal((await admin.get(`/api/people/${id}`)).status, 404)
  assert.equal((await admin.send('PATCH', `/api/people/${id}`, { name: 'Mine' })).status, 404)
  for (const verb of ['deactivate', 'reactivate', 'invite'])
    assert.equal((await admin.post(`/api/people/${id}/${verb}`)).status, 404, verb)
  assert.equal((await admin.post(`/api/people/${id}/merge`, { into_id: nurse.personId })).status, 404)
  assert.equal((await admin.post(`/api/people/${nurse.personId}/merge`, { into_id: id })).status, 404)
  assert.equal((await admin.send('PATCH', `/api/people/${nurse.personId}`, { manager_id: id })).status, 422)
  assert.deepEqual(await search('Olaf'), [])
})

test('Two people cannot share a login.', async () => {
  await add('First Owner', { email: 'shared@main.example' })
  const second = await admin.post('/api/people', { name: 'Second Owner', email: 'Shared@Main.Example' })
  assert.equal(second.status, 422)
  assert.equal(second.body.errors[0].pointer, '#/email')
  const edited = await admin.send('PATCH', `/api/people/${nurse.personId}`, { email: 'shared@main.example' })
  assert.equal(edited.status, 422)
})

test('A service identity is named and owned, and cannot be invited.', async () => {
  const nobody = await admin.post('/api/people', { name: 'Robot', kind: 'service' })
  assert.equal(nobody.body.errors[0].pointer, '#/custodian_id')
  const id = await add('Robot', {
    kind: 'service',
    custodian_id: agent.personId,
    email: 'robot@main.example',
  })
  assert.equal((await admin.post(`/api/people/${id}/invite`)).status, 409)
  assert.equal((await agent.get(`/api/people/${id}`)).body.custodian.name, 'Sam Agent')
})

const naughty = [
  "Robert'); drop table core.person;--",
  '<script>alert(1)</script>',
  'شخص ‏من اليمين',
  '👩🏽‍⚕️ Zoë Ångström',
  '=HYPERLINK("http://x")',
  '$\u007B7*7}{{7*7}}',
  'Ω≈ç√∫˜µ≤≥÷',
  'ﷺ'.repeat(100),
  'NULL',
  '\u202Egnp.exe',
]
for (const name of naughty)
  test(`The name ${JSON.stringify(name.slice(0, 30))} is stored exactly.`, async () => {
    const id = await add(name)
    assert.equal((await agent.get(`/api/people/${id}`)).body.name, name)
  })

test('What cannot be a name or a field is refused with a pointer, and nothing is written.', async () => {
  const before = (await wardline.owner.query('select count(*)::int as n from core.person')).rows[0].n
  for (const [body, pointer] of [
    [{ name: '' }, '#/name'],
    [{ name: '   ' }, '#/name'],
    [{ name: 'a\u0000b' }, '#/name'],
    [{ name: 'two\nlines' }, '#/name'],
    [{ name: 'x'.repeat(201) }, '#/name'],
    [{ name: 'A', email: 'no address' }, '#/email'],
    [{ name: 'A', email: 'a@b@c' }, '#/email'],
    [{ name: 'A', department_id: 'x' }, '#/department_id'],
    [{ name: 'A', is_admin: true }, '#/is_admin'],
    [{ name: 'A', kind: 'god' }, '#/kind'],
    [{ name: 'A', manager_id: '00000000-0000-4000-8000-000000000000' }, '#/manager_id'],
    [{ name: 'A', is_invited: true }, '#/email'],
    [[], '#'],
  ] as const) {
    const answer = await admin.post('/api/people', body)
    assert.equal(answer.status, 422, JSON.stringify(body))
    assert.ok(
      answer.body.errors?.some((error: { pointer: string }) => error.pointer === pointer),
      JSON.stringify(answer.body),
    )
  }
  const lost = await admin.post('/api/people', {
    name: 'A',
    department_id: '00000000-0000-4000-8000-000000000000',
  })
  assert.equal(lost.status, 422)
  assert.equal((await admin.get('/api/people/not-an-id')).status, 422)
  const now = (await wardline.owner.query('select count(*)::int as n from core.person')).rows[0].n
  assert.equal(now, before)
})

test('Nobody is their own manager, and nobody stands above and below the same person.', async () => {
  const chief = await add('Chief One')
  const deputy = await add('Deputy Two', { manager_id: chief })
  const third = await add('Third Three', { manager_id: deputy })
  assert.equal((await admin.send('PATCH', `/api/people/${chief}`, { manager_id: chief })).status, 422)
  assert.equal((await admin.send('PATCH', `/api/people/${chief}`, { manager_id: third })).status, 422)
  assert.equal((await admin.send('PATCH', `/api/people/${third}`, { manager_id: chief })).status, 200)
})

test('Only those who manage people change them; everybody changes their own language and phone, and no more.', async () => {
  assert.equal((await agent.post('/api/people', { name: 'X' })).status, 403)
  assert.equal((await agent.send('PATCH', `/api/people/${nurse.personId}`, { name: 'X' })).status, 403)
  assert.equal((await nurse.send('PATCH', '/api/profile', { language: 'es', phone: '555 0101' })).status, 200)
  assert.equal((await nurse.get('/api/session')).body.language, 'es')
  assert.equal((await nurse.send('PATCH', '/api/profile', { name: 'Queen' })).status, 422)
  assert.ok((await auditActions(wardline)).includes('denied'))
})

test('Who manages people cannot take over somebody who may do more.', async () => {
  await wardline.owner.query(
    "update core.role set permissions = permissions || '{people.manage}' where key = 'it-trainer' and org_id = $1",
    [wardline.orgId],
  )
  const clerk = await wardline.person('Cleo Clerk', ['it-trainer'])
  const path = `/api/people/${admin.personId}`
  assert.equal((await clerk.send('PATCH', path, { email: 'mine@main.example' })).status, 403)
  assert.equal((await clerk.post(`${path}/deactivate`)).status, 403)
  const words = { reason: 'Please' }
  assert.equal((await clerk.post(`${path}/reset-password`, words)).status, 403)
  assert.equal((await clerk.post(`${path}/reset-factor`, words)).status, 403)
  assert.equal((await clerk.send('PATCH', `/api/people/${nurse.personId}`, { title: 'Nurse' })).status, 200)
})

test('A leaver is out at once, keeps the past, and can come back.', async () => {
  const leaver = await wardline.person('Lena Leaver', ['help-desk'])
  assert.equal((await admin.post(`/api/people/${leaver.personId}/deactivate`)).status, 200)
  await until(async () => (await leaver.get('/api/session')).status === 401)
  assert.ok(!(await search('Lena')).includes('Lena Leaver'))
  const gone = await agent.get('/api/people?q=Lena&is_active=false')
  assert.deepEqual(namesOf(gone), ['Lena Leaver'])
  assert.equal((await admin.post(`/api/people/${leaver.personId}/reactivate`)).status, 200)
  await wardline.signIn('lena.leaver@main.example', 'main')
  assert.equal((await admin.post(`/api/people/${admin.personId}/deactivate`)).status, 409)
})

test('An invitation goes out once, is held without a mail server, and not to those who have a password.', async () => {
  const id = await add('Ines Invited', { email: 'ines@main.example', is_invited: true })
  assert.equal((await admin.post(`/api/people/${id}/invite`)).body.mail, 'held')
  assert.equal((await admin.post(`/api/people/${nurse.personId}/invite`)).status, 409)
  const nameless = await add('No Address')
  assert.equal((await admin.post(`/api/people/${nameless}/invite`)).status, 409)
})

test('Sending a create twice with one key makes one person.', async () => {
  const key = { 'idempotency-key': 'once-only' }
  const first = await admin.post('/api/people', { name: 'Ida Idempotent' }, key)
  const second = await admin.post('/api/people', { name: 'Ida Idempotent' }, key)
  assert.equal(first.body.id, second.body.id)
})

test('The directory is filtered by department with all below it, by team and by role.', async () => {
  const hospital = (await admin.post('/api/departments', { name: 'Hospital' })).body.id
  const ward = (await admin.post('/api/departments', { name: 'Ward 3', parent_id: hospital })).body.id
  const id = await add('Wendy Ward', { department_id: ward })
  const team = await wardline.team('Floor Walkers')
  await admin.post(`/api/teams/${team}/members`, { person_id: id })
  assert.deepEqual(namesOf(await agent.get(`/api/people?department_id=${hospital}`)), ['Wendy Ward'])
  assert.deepEqual(namesOf(await agent.get(`/api/people?team_id=${team}`)), ['Wendy Ward'])
  const roles = (await admin.get('/api/roles')).body.rows
  const desk = roles.find((role: { key: string }) => role.key === 'help-desk').id
  assert.ok(namesOf(await agent.get(`/api/people?role_id=${desk}`)).includes('Sam Agent'))
  assert.ok(!namesOf(await agent.get(`/api/people?role_id=${desk}`)).includes('Wendy Ward'))
})
