/** Roles that groups of a provider give. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../core/people/fixture.ts'
import {
  admin,
  change,
  isHeldNow,
  login,
  openProviders,
  roles,
  signIn,
  signInAgain,
  wardline,
} from './fixture.ts'

openProviders()

test('Groups give roles; one that is taken away is gone at the next sign-in, and what was given by hand stays.', async () => {
  const desk = roles.get('Desk by group') ?? ''
  const reader = roles.get('Reader by group') ?? ''
  await change({
    group_roles: [
      { group: 'desk', role_id: desk },
      { group: 'readers', role_id: reader },
    ],
  })
  login.people.greta = { name: 'Greta Groups', groups: ['desk', 'cafeteria'] }
  const first = await signIn('greta')
  const { person_id, permissions } = (await first.screen.get('/api/session')).body
  assert.ok(permissions.includes('people.read'))
  const held = async () =>
    (await admin.get(`/api/people/${person_id}`)).body.roles
      .filter(isHeldNow)
      .map((role: { title: string }) => role.title)
      .sort()
  assert.deepEqual(await held(), ['Desk by group', 'Requester'])
  await admin.post(`/api/people/${person_id}/roles`, { role_id: reader })
  wardline.clock.advance(60_000)
  login.people.greta = { name: 'Greta Groups', groups: 'readers' }
  await signIn('greta')
  assert.deepEqual(await held(), ['Reader by group', 'Requester'])
  wardline.clock.advance(60_000)
  login.people.greta = { name: 'Greta Groups' }
  const last = await signIn('greta')
  assert.deepEqual(await held(), ['Reader by group', 'Requester'])
  assert.ok((await last.screen.get('/api/session')).body.permissions.includes('people.read'))
  await change({ group_roles: [] })
})

test('A role that a group gave ends a day after the last visit, and at once with its mapping or its provider.', async () => {
  const group_roles = [{ group: 'desk', role_id: (roles.get('Desk by group') ?? '').toUpperCase() }]
  await change({ group_roles })
  login.people.dora = { name: 'Dora Day', groups: ['desk'] }
  const { screen } = await signIn('dora')
  const { person_id } = (await screen.get('/api/session')).body
  const held = async () =>
    (await admin.get(`/api/people/${person_id}`)).body.roles
      .filter(isHeldNow)
      .map((role: { title: string }) => role.title)
      .sort()
  const both = ['Desk by group', 'Requester']
  assert.deepEqual(await held(), both)
  wardline.clock.advance(20 * 3_600_000)
  await signIn('dora')
  wardline.clock.advance(20 * 3_600_000)
  await signInAgain()
  assert.deepEqual(await held(), both, 'renewed by the second visit')
  wardline.clock.advance(5 * 3_600_000)
  await signInAgain()
  assert.deepEqual(await held(), ['Requester'])
  for (const without of [{ group_roles: [] }, { is_on: false }]) {
    await change({ group_roles, is_on: true })
    const again = await signIn('dora')
    wardline.clock.advance(60_000)
    assert.deepEqual(await held(), both)
    await change(without)
    assert.deepEqual(await held(), ['Requester'])
    await until(async () => {
      const me = (await again.screen.get('/api/session')).body
      return !me.permissions.includes('people.read')
    })
  }
  await change({ is_on: true, group_roles: [] })
})

test('Who administers by a group alone does not count as the last administrator.', async () => {
  const { rows } = (await admin.get('/api/roles')).body
  const role_id = rows.find((role: { key: string }) => role.key === 'administrator').id
  await change({ group_roles: [{ group: 'bosses', role_id }] })
  login.people.bea = { name: 'Bea Boss', groups: ['bosses'] }
  await signIn('bea')
  const lasting = await wardline.owner.query(
    'select id, person_id from core.role_assignment where org_id = $1 and role_id = $2 and provider_id is null and valid_to is null',
    [wardline.orgId, role_id],
  )
  const statuses: number[] = []
  const own = lasting.rows.sort((a) => (a.person_id === admin.personId ? 1 : -1))
  for (const { id, person_id } of own)
    statuses.push((await admin.post(`/api/people/${person_id}/roles/end`, { assignment_id: id })).status)
  assert.equal(statuses.at(-1), 409)
  await change({ group_roles: [] })
})
