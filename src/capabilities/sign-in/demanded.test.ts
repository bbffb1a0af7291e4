import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { codeOf, until, withQueue } from '../../core/people/fixture.ts'
import { addPasskey, afterPassword, screenOf, usePasskey } from './fixture.ts'

let wardline: Wardline
let admin: Client
before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
  admin = await wardline.admin()
})
after(() => wardline.close())

async function demandingRole(title: string, permissions: string[] = []): Promise<string> {
  await admin.post('/api/session/confirm', { password })
  const made = await admin.post('/api/roles', { title, permissions, needs_factor: true })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id
}

async function holder(name: string, permissions: string[] = []): Promise<Client> {
  const role_id = await demandingRole(`Role of ${name}`, permissions)
  const person = await wardline.person(name, [])
  assert.equal((await admin.post(`/api/people/${person.personId}/roles`, { role_id })).status, 200)
  return person
}

test('A role that demands a second step is made and changed by who manages roles, freshly confirmed.', async () => {
  const id = await demandingRole('Keeper')
  assert.equal((await admin.get(`/api/roles/${id}`)).body.needs_factor, true)
  assert.equal((await admin.send('PATCH', `/api/roles/${id}`, { needs_factor: false })).status, 200)
  assert.equal((await admin.get(`/api/roles/${id}`)).body.needs_factor, false)
  const nurse = await wardline.person('Nora Nurse', [])
  assert.equal((await nurse.send('PATCH', `/api/roles/${id}`, { needs_factor: true })).status, 403)
})

test('Who lacks the second step that a role demands can do nothing after the password but set one up, by code.', async () => {
  await holder('Cora Code', ['people.read'])
  const { screen, said } = await afterPassword(wardline, 'Cora Code')
  assert.deepEqual(said, { needs_factor: false, owes_factor: true, has_passkey: false })
  const me = (await screen.get('/api/session')).body
  assert.deepEqual([me.owes_factor, me.needs_factor, me.permissions], [true, false, []])
  for (const path of ['/api/people', '/api/tickets', '/api/sessions', '/api/passkeys'])
    assert.equal((await screen.get(path)).status, 401, path)
  assert.equal((await screen.post('/api/session/password', {})).status, 401)
  assert.equal((await screen.post('/api/session/confirm', { password })).status, 401)
  assert.equal((await screen.post('/api/factor/disable')).status, 401)
  const begun = await screen.post('/api/factor/begin', {})
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  assert.equal((await screen.post('/api/factor/confirm', { code: '000000' })).status, 422)
  const code = codeOf(wardline, begun.body.secret)
  const done = await screen.post('/api/factor/confirm', { code })
  assert.equal(done.body.recovery_codes.length, 10)
  assert.equal((await screen.get('/api/people')).status, 200)
  const again = await afterPassword(wardline, 'Cora Code')
  assert.equal(again.said.needs_factor, true)
  assert.equal(
    (await again.screen.post('/api/factor/begin', {})).status,
    401,
    'now the code opens, and nothing else',
  )
})

test('Who changes the password after a role began to demand a second step owes it from then on.', async () => {
  const client = await holder('Wanda Walker', ['people.read'])
  assert.equal((await client.get('/api/people')).status, 200, 'a session from before goes on')
  const screen = screenOf(wardline, client.cookie)
  const body = { old_password: password, new_password: 'a wholly other word for walking around' }
  const changed = await screen.post('/api/session/password', body)
  assert.deepEqual([changed.status, changed.body.owes_factor], [200, true])
  const me = (await screen.get('/api/session')).body
  assert.deepEqual([me.owes_factor, me.permissions], [true, []])
  assert.equal((await screen.get('/api/people')).status, 401)
  await addPasskey(screen)
  assert.equal((await screen.get('/api/people')).status, 200)
})

test('She may set up a passkey instead; afterwards it opens everything by itself.', async () => {
  await holder('Paula Passkey', ['people.read'])
  const { screen } = await afterPassword(wardline, 'Paula Passkey')
  const { device, recovery } = await addPasskey(screen)
  assert.equal(recovery?.length, 10)
  assert.equal((await screen.get('/api/people')).status, 200)
  const later = screenOf(wardline)
  assert.equal((await usePasskey(later, device)).status, 200)
  assert.equal((await later.get('/api/people')).status, 200)
})

test('A session from before goes on, but no privileged action is open to it without a second step.', async () => {
  const person = await wardline.person('Berta Before', ['administrator'])
  assert.equal((await person.post('/api/roles', { title: 'Before' })).status, 200)
  const role_id = await demandingRole('Guarded')
  assert.equal((await admin.post(`/api/people/${person.personId}/roles`, { role_id })).status, 200)
  await until(async () => (await person.post('/api/roles', { title: 'After' })).status === 403)
  assert.equal((await person.get('/api/people')).status, 200)
  assert.equal((await person.post('/api/roles', { title: 'After' })).body.type, 'step-up-needed')
  assert.equal((await person.post('/api/session/confirm', { password })).body.type, 'factor-needed')
  const screen = screenOf(wardline, person.cookie)
  await addPasskey(screen, 'Phone', { password })
  assert.equal((await screen.post('/api/roles', { title: 'With it' })).status, 200)
})

test('The last second step stays while a role demands one; with another left it goes, and so does the demand.', async () => {
  const person = await holder('Lara Last')
  const { screen } = await afterPassword(wardline, 'Lara Last')
  const first = await addPasskey(screen)
  const remove = (id: string) => screen.post(`/api/passkeys/${id}/remove`)
  const refused = await remove(first.id)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /demands a second step/)
  const begun = await screen.post('/api/factor/begin', {})
  assert.equal(begun.status, 200)
  await screen.post('/api/factor/confirm', { code: codeOf(wardline, begun.body.secret) })
  assert.equal((await remove(first.id)).status, 200)
  assert.equal((await screen.post('/api/factor/disable')).status, 409)
  const second = await addPasskey(screen)
  const both = await Promise.all([remove(second.id), screen.post('/api/factor/disable')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409], 'of two at once one is refused')
  const { roles } = (await admin.get(`/api/people/${person.personId}`)).body
  const held = roles.find((role: { title: string }) => role.title === 'Role of Lara Last')
  const taken = await admin.post(`/api/people/${person.personId}/roles/end`, {
    assignment_id: held.assignment_id,
  })
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  const own = (await screen.get('/api/passkeys')).body.rows
  const last = own.length > 0 ? remove(own[0].id) : screen.post('/api/factor/disable')
  assert.equal((await last).status, 200)
})

test('An administrator who resets the second step of a holder has her set up a new one at the next sign-in.', async () => {
  const person = await holder('Rosa Reset')
  const { screen } = await afterPassword(wardline, 'Rosa Reset')
  await addPasskey(screen)
  await admin.post('/api/session/confirm', { password })
  const reset = await admin.post(`/api/people/${person.personId}/reset-factor`, {
    reason: 'Called the number on file.',
  })
  assert.equal(reset.status, 200, JSON.stringify(reset.body))
  const { said } = await afterPassword(wardline, 'Rosa Reset')
  assert.equal(said.owes_factor, true)
})
