/** Second steps and fresh proofs of those who come by a provider, and how their sessions end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { auditActions, until } from '../../../core/people/fixture.ts'
import { addPasskey, type Screen, screenOf } from '../fixture.ts'
import { admin, change, login, openProviders, signIn, wardline } from './fixture.ts'
import { Visitor } from './test-provider.ts'

openProviders()

test('A second step is asked for here too, unless the provider’s own counts.', async () => {
  const keeper = await admin.post('/api/roles', { title: 'Keeper by group', needs_factor: true })
  await change({ group_roles: [{ group: 'keepers', role_id: keeper.body.id }] })
  login.people.kim = { name: 'Kim Keeper', groups: ['keepers'] }
  const owing = await signIn('kim')
  assert.equal(owing.to, '/second-step?next=%2Fdesk')
  assert.equal((await owing.screen.get('/api/people')).status, 401)
  await addPasskey(owing.screen)
  assert.equal((await owing.screen.get('/api/tickets')).status, 200)
  const later = await signIn('kim')
  assert.equal(later.to, '/sign-in?factor=1&next=%2Fdesk')
  assert.equal((await later.screen.get('/api/tickets')).status, 401)
  await change({ factor: 'amr' })
  assert.equal((await signIn('kim')).to, '/sign-in?factor=1&next=%2Fdesk', 'the provider says nothing of one')
  login.people.kim = { ...login.people.kim, amr: ['pwd', 'mfa'] }
  const strong = await signIn('kim')
  assert.equal(strong.to, '/desk')
  assert.equal((await strong.screen.get('/api/tickets')).status, 200)
  await change({ factor: 'own', group_roles: [] })
})

test('Somebody without a password sets up a second step right after signing in, and not later without signing in again.', async () => {
  login.people.finn = { name: 'Finn First' }
  const { screen } = await signIn('finn')
  wardline.clock.advance(11 * 60_000)
  assert.equal((await screen.post('/api/session/confirm', { password })).body.type, 'factor-needed')
  assert.equal((await screen.post('/api/factor/begin', {})).body.type, 'factor-needed')
  assert.equal((await screen.post('/api/passkeys/begin', {})).body.type, 'factor-needed')
  const again = await signIn('finn')
  await addPasskey(again.screen)
})

test('Who has no second step here proves at the provider, which asks again; one of before, and of somebody else, proves nothing.', async () => {
  // The provider has a clock of its own.
  const ahead_ms = wardline.clock.now().getTime() - Date.now()
  wardline.clock.advance(-ahead_ms)
  await admin.post('/api/session/confirm', { password })
  const made = await admin.post('/api/roles', { title: 'Role keeper', permissions: ['roles.manage'] })
  const group_roles = [{ group: 'keepers', role_id: made.body.id }]
  await change({ group_roles })
  login.people.pia = { name: 'Pia Prove', groups: ['keepers'] }
  login.people.eve = { name: 'Eve Else' }
  const { screen, visitor } = await signIn('pia')
  const isOpen = async () => (await screen.post('/api/roles', { title: `Made ${Math.random()}` })).body
  assert.equal((await isOpen()).type, undefined)
  await grow(screen)
  assert.equal((await isOpen()).type, 'step-up-needed')
  const prove = async (who: string, alter = (url: string) => url, there = visitor) => {
    login.who = who
    const asked = await screen.get('/api/session/provider/confirm')
    assert.equal(asked.status, 303, JSON.stringify(asked.body))
    const to = String(asked.headers.location)
    assert.deepEqual(
      ['prompt', 'max_age'].map((name) => new URL(to).searchParams.get(name)),
      ['login', '0'],
    )
    const back = await there.follow(alter(to), login.issuer)
    return (await screen.get(back.replace('http://localhost', ''))).headers.location
  }
  const lazy = (url: string) => url.replace(/&(prompt|max_age)=\w+/g, '')
  assert.equal(await prove('pia', lazy), '/confirmed?refused=not-asked')
  assert.equal((await isOpen()).type, 'step-up-needed')
  assert.equal(await prove('eve', undefined, new Visitor()), '/confirmed?refused=another-person')
  assert.equal((await isOpen()).type, 'step-up-needed')
  assert.equal(await prove('pia'), '/confirmed')
  assert.equal((await isOpen()).type, undefined)
  assert.ok((await auditActions(wardline)).includes('confirmed'))
  // Where a second step is wanted, the proof must have had one.
  await admin.post('/api/session/confirm', { password })
  await admin.send('PATCH', `/api/roles/${made.body.id}`, { needs_factor: true })
  await change({ factor: 'amr' })
  await grow(screen)
  assert.equal(await prove('pia'), '/confirmed?refused=factor-needed')
  login.people.pia = { ...login.people.pia, amr: ['pwd', 'mfa'] }
  assert.equal(await prove('pia'), '/confirmed')
  assert.equal((await isOpen()).type, undefined)
  const byPassword = screenOf(wardline, (await wardline.person('Pat Proof', [])).cookie)
  assert.equal((await byPassword.get('/api/session/provider/confirm')).status, 409)
  wardline.clock.advance(ahead_ms)
  await change({ factor: 'own', group_roles: [] })
})

/** Makes the proof of the screen's session one of long ago. */
async function grow(screen: Screen): Promise<void> {
  const { person_id } = (await screen.get('/api/session')).body
  await wardline.owner.query(
    "update core.session set stepped_up_at = stepped_up_at - interval '20 minutes' where person_id = $1",
    [person_id],
  )
  wardline.clock.advance(6000)
}

test('A session ends with the person: who left or lost a role is out in every tab at once (CVE-2026-23624).', async () => {
  const mira = await wardline.person('Mira Moves', ['help-desk'])
  const tab = screenOf(wardline, mira.cookie)
  assert.equal((await tab.get('/api/people')).status, 200)
  login.people.ines = { name: 'Ines Instead' }
  // The next person signs in over the session that was left open at the workstation.
  const ines = await signIn('ines', { screen: tab })
  assert.equal((await mira.get('/api/session')).status, 401, 'what was left open is over')
  assert.equal((await ines.screen.get('/api/session')).body.name, 'Ines Instead')
  const { permissions } = (await ines.screen.get('/api/session')).body
  assert.equal(permissions.includes('tickets.read_all'), false, 'and nothing of its rights is left')
  const other = await wardline.person('Lea Leaves', ['help-desk'])
  assert.equal((await other.get('/api/people')).status, 200)
  await admin.post('/api/session/confirm', { password })
  assert.equal((await admin.post(`/api/people/${other.personId}/deactivate`)).status, 200)
  await until(async () => (await other.get('/api/people')).status === 401)
})
