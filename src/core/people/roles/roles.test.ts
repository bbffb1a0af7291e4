import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, until } from '../fixture.ts'
import { permissionNames } from '../permission-names.ts'
import { roleCatalogue } from '../setup.ts'

let wardline: Wardline
let admin: Client

before(async () => {
  wardline = await startWardline()
  admin = await wardline.admin()
})
after(() => wardline.close())

const roleBy = async (key: string) =>
  (await admin.get('/api/roles')).body.rows.find((role: { key: string }) => role.key === key)

test('The catalogue shows each role with permissions, duties and holders.', async () => {
  await wardline.person('Helen Desk', ['help-desk'])
  const { body } = await admin.get('/api/roles')
  assert.ok(body.rows.length >= 3)
  assert.ok(body.permissions.includes('roles.manage'))
  const desk = await roleBy('help-desk')
  assert.equal(desk.holders, 1)
  const shown = await admin.get(`/api/roles/${desk.id}`)
  assert.deepEqual(shown.body.people[0].name, 'Helen Desk')
  const nurse = await wardline.person('Nick Nurse', [])
  assert.equal((await nurse.get('/api/roles')).status, 403)
})

test('A role of one’s own opens exactly what it names, at once, and closes it at once when it ends.', async () => {
  const made = await admin.post('/api/roles', {
    title: 'Floor walker',
    permissions: ['people.read'],
    home: 'desk',
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const walker = await wardline.person('Flo Walker', [])
  const before = await walker.get('/api/people')
  assert.equal(before.body.rows.length, 1)
  const given = await admin.post(`/api/people/${walker.personId}/roles`, { role_id: made.body.id })
  assert.equal(given.status, 200)
  await until(async () => (await walker.get('/api/people')).body.rows.length > 1)
  assert.equal(
    (await admin.post(`/api/people/${walker.personId}/roles`, { role_id: made.body.id })).status,
    409,
  )
  await admin.send('PATCH', `/api/roles/${made.body.id}`, { permissions: [] })
  await until(async () => (await walker.get('/api/people')).body.rows.length === 1)
  await admin.send('PATCH', `/api/roles/${made.body.id}`, { permissions: ['people.read'] })
  await until(async () => (await walker.get('/api/people')).body.rows.length > 1)
  const end = { assignment_id: given.body.assignment_id }
  wardline.clock.advance(1000)
  assert.equal((await admin.post(`/api/people/${walker.personId}/roles/end`, end)).status, 200)
  await until(async () => (await walker.get('/api/people')).body.rows.length === 1)
  assert.equal((await admin.post(`/api/people/${walker.personId}/roles/end`, end)).status, 409)
  const actions = await auditActions(wardline)
  for (const action of ['roles.create', 'roles.assign', 'roles.edit', 'roles.unassign'])
    assert.ok(actions.includes(action))
})

test('A role may begin later and end by itself.', async () => {
  const desk = await roleBy('help-desk')
  const temp = await wardline.person('Tess Temporary', [])
  const in_ = (hours: number) => new Date(wardline.clock.now().getTime() + hours * 3_600_000).toISOString()
  const path = `/api/people/${temp.personId}/roles`
  assert.equal(
    (await admin.post(path, { role_id: desk.id, valid_from: in_(2), valid_to: in_(1) })).status,
    422,
  )
  assert.equal((await admin.post(path, { role_id: desk.id, valid_to: in_(-1) })).status, 422)
  assert.equal(
    (await admin.post(path, { role_id: desk.id, valid_from: in_(1), valid_to: in_(2) })).status,
    200,
  )
  const rights = async () => {
    const client = await wardline.signIn('tess.temporary@main.example', 'main')
    return (await client.get('/api/session')).body.permissions.includes('people.read')
  }
  assert.equal(await rights(), false)
  wardline.clock.advance(90 * 60_000)
  assert.equal(await rights(), true)
  wardline.clock.advance(60 * 60_000)
  assert.equal(await rights(), false)
  admin = await wardline.admin()
})

test('The administrator keeps the right to manage roles, and one administrator always stays.', async () => {
  const role = await roleBy('administrator')
  const without = role.permissions.filter((permission: string) => permission !== 'roles.manage')
  const refused = await admin.send('PATCH', `/api/roles/${role.id}`, { permissions: without })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].pointer, '#/permissions')
  const own = (await admin.get(`/api/people/${admin.personId}`)).body.roles.find(
    (held: { key: string }) => held.key === 'administrator',
  )
  const path = `/api/people/${admin.personId}/roles/end`
  wardline.clock.advance(1000)
  assert.equal((await admin.post(path, { assignment_id: own.assignment_id })).status, 409)
  await wardline.person('Second Admin', ['administrator'])
  wardline.clock.advance(1000)
  const answers = await Promise.all([
    admin.post(path, { assignment_id: own.assignment_id }),
    (async () => {
      const second = await wardline.signIn('second.admin@main.example', 'main')
      const held = (await second.get(`/api/people/${second.personId}`)).body.roles.find(
        (each: { key: string }) => each.key === 'administrator',
      )
      return second.post(`/api/people/${second.personId}/roles/end`, { assignment_id: held.assignment_id })
    })(),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  const { rows } = await wardline.owner.query(
    "select p.email from core.role_assignment a join core.role o on o.id = a.role_id join core.person p on p.id = a.person_id where o.key = 'administrator' and a.valid_to is null and a.org_id = $1",
    [wardline.orgId],
  )
  assert.equal(rows.length, 1)
  admin = await wardline.signIn(rows[0].email, 'main')
})

test('Nobody gives a role that may do more than they may themselves.', async () => {
  await wardline.owner.query(
    "update core.role set permissions = '{people.read,people.manage,tickets.create}' where key = 'it-trainer' and org_id = $1",
    [wardline.orgId],
  )
  const clerk = await wardline.person('Cleo Clerk', ['it-trainer'])
  const nurse = await wardline.person('Nell Nurse', [])
  const path = `/api/people/${nurse.personId}/roles`
  assert.equal((await clerk.post(path, { role_id: (await roleBy('administrator')).id })).status, 403)
  assert.equal(
    (await clerk.post(`/api/people/${clerk.personId}/roles`, { role_id: (await roleBy('help-desk')).id }))
      .status,
    403,
  )
  assert.equal((await clerk.post(path, { role_id: (await roleBy('it-trainer')).id })).status, 200)
  assert.equal((await clerk.post('/api/roles', { title: 'Mine', permissions: ['audit.read'] })).status, 403)
})

test('Unknown permissions, twin titles and roles of another organization are refused.', async () => {
  const unknown = await admin.post('/api/roles', { title: 'Odd', permissions: ['people.read', 'world.rule'] })
  assert.equal(unknown.body.errors[0].pointer, '#/permissions/1')
  await admin.post('/api/roles', { title: 'Twin' })
  assert.equal((await admin.post('/api/roles', { title: 'twin' })).status, 422)
  const { orgId } = await wardline.organization('other')
  const { rows } = await wardline.owner.query(
    "select id from core.role where org_id = $1 and key = 'requester'",
    [orgId],
  )
  assert.equal((await admin.get(`/api/roles/${rows[0].id}`)).status, 404)
  assert.equal((await admin.post(`/api/people/${admin.personId}/roles`, { role_id: rows[0].id })).status, 404)
})

test('A role is archived only when nobody holds it, and one of the catalogue never.', async () => {
  const made = await admin.post('/api/roles', { title: 'Short lived' })
  const person = await wardline.person('Holly Holder', [])
  const given = await admin.post(`/api/people/${person.personId}/roles`, { role_id: made.body.id })
  assert.equal((await admin.send('PATCH', `/api/roles/${made.body.id}`, { is_archived: true })).status, 409)
  await admin.post(`/api/people/${person.personId}/roles/end`, { assignment_id: given.body.assignment_id })
  assert.equal((await admin.send('PATCH', `/api/roles/${made.body.id}`, { is_archived: true })).status, 200)
  assert.equal(
    (await admin.post(`/api/people/${person.personId}/roles`, { role_id: made.body.id })).status,
    409,
  )
  assert.equal(
    (await admin.send('PATCH', `/api/roles/${(await roleBy('help-desk')).id}`, { is_archived: true })).status,
    409,
  )
})

test('Every permission of the catalogue exists, and each one is held by some role of it.', () => {
  const held = new Set(roleCatalogue().flatMap((role) => role.permissions))
  assert.deepEqual([...held].sort(), [...permissionNames].sort())
})

test('A role filled in a department may do the same as one without, from its first day to its last.', async () => {
  const desk = await roleBy('help-desk')
  const department = (await admin.post('/api/departments', { name: 'Intensive care' })).body.id
  const [here, everywhere] = [
    await wardline.person('Dee Department', []),
    await wardline.person('Eve Everywhere', []),
  ]
  const in_ = (hours: number) => new Date(wardline.clock.now().getTime() + hours * 3_600_000).toISOString()
  const time = { valid_from: in_(1), valid_to: in_(3) }
  const give = (person: Client, department_id: string | null) =>
    admin.post(`/api/people/${person.personId}/roles`, { role_id: desk.id, department_id, ...time })
  assert.equal((await give(here, department)).status, 200)
  assert.equal((await give(everywhere, null)).status, 200)
  assert.equal((await give(here, department)).status, 409, 'the same one twice')
  const unknown = await give(here, here.personId)
  assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [422, '#/department_id'])
  const held = (await admin.get(`/api/people/${here.personId}`)).body.roles.find(
    (each: { key: string }) => each.key === 'help-desk',
  )
  assert.deepEqual(
    [held.department.name, held.valid_from, held.valid_to],
    ['Intensive care', time.valid_from, time.valid_to],
  )
  const rights = async (name: string) =>
    (await (await wardline.signIn(`${name}@main.example`, 'main')).get('/api/session')).body.permissions
  const both = async () => [await rights('dee.department'), await rights('eve.everywhere')]
  const [before] = await both()
  for (const [hours, isHeld] of [
    [0, false],
    [2, true],
    [2, false],
  ] as const) {
    wardline.clock.advance(hours * 3_600_000)
    const [one, other] = await both()
    assert.deepEqual(one, other)
    assert.equal(one.includes('tickets.read_all'), isHeld)
    if (!isHeld) assert.deepEqual(one, before)
  }
  admin = await wardline.admin()
})
