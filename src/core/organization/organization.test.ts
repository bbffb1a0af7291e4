import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'

let wardline: Wardline
let admin: Client
let nurse: Client

before(async () => {
  wardline = await startWardline()
  await wardline.owner.query(
    "update core.role set permissions = array(select distinct unnest(permissions || '{teams.manage}')) where key = 'administrator'",
  )
  admin = await wardline.admin()
  nurse = await wardline.person('Nora Nurse', [])
})
after(() => wardline.close())

test('Name, language and time zone of the organization are changed by those who may; a zone must exist.', async () => {
  const change = (body: unknown, who = admin) => who.send('PATCH', '/api/organization', body)
  assert.equal(
    (await change({ name: 'Willow River', language: 'es', time_zone: 'Europe/Madrid' })).status,
    200,
  )
  const shown = (await nurse.get('/api/organization')).body
  assert.deepEqual([shown.name, shown.language, shown.time_zone], ['Willow River', 'es', 'Europe/Madrid'])
  assert.equal((await change({ time_zone: 'UTC' })).status, 200)
  assert.equal((await change({ time_zone: 'US/Central' })).status, 200)
  assert.equal((await admin.get('/api/organization')).body.time_zone, 'America/Chicago')
  for (const time_zone of ['Mars/Olympus', '+05:30', '', 'UTC; drop table', 'x'.repeat(101), 'America'])
    assert.equal((await change({ time_zone })).body.errors[0].pointer, '#/time_zone', time_zone)
  assert.equal((await change({ name: 'Mine' }, nurse)).status, 403)
  assert.equal((await change({ slug: 'mine' })).status, 422)
})

test('Sites, departments, places, workstations and skills are added, renamed and archived; one name once.', async () => {
  for (const list of ['sites', 'departments', 'places', 'workstations', 'skills']) {
    const made = await admin.post(`/api/${list}`, { name: 'North & <East>' })
    assert.equal(made.status, 200, `${list} ${JSON.stringify(made.body)}`)
    const twin = await admin.post(`/api/${list}`, { name: 'North & <East>' })
    assert.equal(twin.body.errors?.[0].pointer, '#/name', list)
    const path = `/api/${list}/${made.body.id}`
    assert.equal((await admin.send('PATCH', path, { name: 'West' })).status, 200, list)
    assert.equal((await admin.send('PATCH', path, { is_archived: true })).status, 200, list)
    assert.equal((await nurse.post(`/api/${list}`, { name: 'X' })).status, 403, list)
    assert.equal((await nurse.send('PATCH', path, { name: 'X' })).status, 403, list)
    assert.equal(
      (await admin.send('PATCH', `/api/${list}/00000000-0000-4000-8000-000000000000`, { name: 'X' })).status,
      404,
    )
  }
  const structure = (await admin.get('/api/organization/structure')).body
  assert.ok(structure.sites.every((site: { name: string }) => site.name !== 'West'))
  const all = (await admin.get('/api/organization/structure?with_archived=true')).body
  assert.ok(all.sites.some((site: { name: string }) => site.name === 'West'))
})

test('Departments are a tree: none lies under itself, and one is archived after what lies under it.', async () => {
  const add = async (name: string, parent_id?: string) =>
    (await admin.post('/api/departments', { name, ...(parent_id ? { parent_id } : {}) })).body.id as string
  const top = await add('Top')
  const middle = await add('Middle', top)
  const low = await add('Low', middle)
  const move = (id: string, body: unknown) => admin.send('PATCH', `/api/departments/${id}`, body)
  assert.equal((await move(top, { parent_id: low })).body.errors[0].pointer, '#/parent_id')
  assert.equal((await move(top, { parent_id: top })).status, 422)
  assert.equal((await move(low, { parent_id: top })).status, 200)
  assert.equal((await move(top, { is_archived: true })).status, 422)
  const answers = await Promise.all([move(middle, { parent_id: low }), move(low, { parent_id: middle })])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
})

test('Parts of another organization cannot be chosen.', async () => {
  const { orgId } = await wardline.organization('other')
  const { rows } = await wardline.owner.query(
    "insert into core.site (org_id, id, name) values ($1, gen_random_uuid(), 'Theirs') returning id",
    [orgId],
  )
  assert.equal((await admin.post('/api/departments', { name: 'Mine', site_id: rows[0].id })).status, 422)
  assert.equal((await admin.send('PATCH', `/api/sites/${rows[0].id}`, { name: 'Mine' })).status, 404)
  const structure = (await admin.get('/api/organization/structure')).body
  assert.ok(structure.sites.every((site: { name: string }) => site.name !== 'Theirs'))
})

test('A requester chooses places, but sees no teams, skills and roles.', async () => {
  await admin.post('/api/places', { name: 'Room 12' })
  await wardline.team('Service Desk')
  const seen = (await nurse.get('/api/organization/structure')).body
  assert.ok(seen.places.some((place: { name: string }) => place.name === 'Room 12'))
  assert.deepEqual([seen.teams, seen.skills, seen.roles], [[], [], []])
  const full = (await admin.get('/api/organization/structure')).body
  assert.ok(full.teams.length > 0 && full.roles.length > 0)
})

test('Workstations come in pages and by the beginning of their name.', async () => {
  for (const name of ['WOW-01', 'WOW-02', 'WOW-03', 'DESK-1'])
    await admin.post('/api/workstations', { name, is_shared: true })
  const first = await nurse.get('/api/workstations?q=wow&limit=2')
  assert.deepEqual(
    first.body.rows.map((row: { name: string }) => row.name),
    ['WOW-01', 'WOW-02'],
  )
  const second = await nurse.get(`/api/workstations?q=wow&limit=2&after=${first.body.next}`)
  assert.deepEqual(
    second.body.rows.map((row: { name: string }) => row.name),
    ['WOW-03'],
  )
  assert.deepEqual((await nurse.get('/api/workstations?q=%25')).body.rows, [])
})

test('A team has a tier, skills, members and leads; joining and leaving changes rights at once.', async () => {
  const skill = (await admin.post('/api/skills', { name: 'Interfaces' })).body.id
  const made = await admin.post('/api/teams', {
    name: 'Interfaces',
    tier: 2,
    email: 'if@main.example',
    skill_ids: [skill],
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const path = `/api/teams/${made.body.id}`
  assert.equal((await admin.post('/api/teams', { name: 'Interfaces' })).status, 422)
  assert.equal((await admin.post('/api/teams', { name: 'Fourth', tier: 4 })).status, 422)
  assert.equal(
    (await admin.post(`${path}/members`, { person_id: nurse.personId, is_lead: true })).status,
    200,
  )
  const shown = (await admin.get(path)).body
  assert.deepEqual(
    [shown.tier, shown.skills[0].name, shown.members[0].name, shown.members[0].is_lead],
    [2, 'Interfaces', 'Nora Nurse', true],
  )
  assert.equal((await nurse.get(path)).status, 403)
  assert.equal((await nurse.get('/api/session')).body.teams[0].is_lead, true)
  assert.equal((await nurse.post(`${path}/members`, { person_id: nurse.personId })).status, 403)
  assert.equal((await admin.post(`${path}/members/remove`, { person_id: nurse.personId })).status, 200)
  assert.equal((await admin.post(`${path}/members/remove`, { person_id: nurse.personId })).status, 404)
  assert.equal(
    (await admin.post(`/api/people/${nurse.personId}/skills`, { skill_id: skill, level: 3 })).status,
    200,
  )
  assert.equal((await admin.get(`/api/people/${nurse.personId}`)).body.skills[0].level, 3)
  assert.equal((await admin.send('PATCH', path, { is_archived: true, tier: 3 })).status, 200)
})
