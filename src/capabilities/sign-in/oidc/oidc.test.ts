/** Visits at a provider: what of its answer counts, for whom, and who may set one up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { auditActions } from '../../../core/people/fixture.ts'
import { emailOf, screenOf } from '../fixture.ts'
import {
  admin,
  change,
  isIn,
  login,
  openProviders,
  other,
  otherId,
  pathOf,
  providerId,
  roles,
  signIn,
  usual,
  visit,
  wardline,
} from './fixture.ts'
import { clientSecret } from './test-provider.ts'

openProviders()

test('Somebody new is made by the first visit, is the same person at the next, and is asked for the password each time.', async () => {
  login.people.nora = { name: 'Nora\nNew', email: 'nora@main.example', email_verified: true }
  const first = await signIn('nora')
  assert.equal(first.to, '/desk')
  const me = (await first.screen.get('/api/session')).body
  assert.deepEqual([me.name, me.email, me.has_password], ['Nora New', 'nora@main.example', false])
  login.people.nora = { name: 'Nora New', email: 'another@main.example', email_verified: true }
  login.prompts.length = 0
  const again = await signIn('nora', { visitor: first.visitor })
  assert.equal((await again.screen.get('/api/session')).body.person_id, me.person_id)
  assert.ok(login.prompts.includes('login'), 'although the provider knew her')
  assert.ok((await auditActions(wardline)).includes('identity_linked'))
})

test('The question is bound to the provider, the browser and the moment, and carries PKCE, state and nonce.', async () => {
  const { asked } = await visit('nora')
  const { searchParams } = new URL(asked)
  assert.equal(searchParams.get('code_challenge_method'), 'S256')
  assert.ok((searchParams.get('nonce') ?? '').length > 20)
  const verifier = /verifier|nonce/.test(searchParams.get('state') ?? '')
  assert.equal(verifier, false, 'what the state holds is not readable')
})

test('An answer counts once, and only in the browser that asked.', async () => {
  const mine = await visit('nora')
  const elsewhere = screenOf(wardline)
  const stolen = await elsewhere.get(mine.back)
  assert.equal(stolen.headers.location, '/sign-in?refused=begin-again')
  assert.equal(await isIn(elsewhere), false)
  assert.equal((await mine.screen.get(mine.back)).headers.location, '/desk')
  const replayed = await mine.screen.get(mine.back)
  assert.equal(replayed.headers.location, '/sign-in?refused=begin-again')
  const late = await visit('nora')
  wardline.clock.advance(11 * 60_000)
  assert.equal((await late.screen.get(late.back)).headers.location, '/sign-in?refused=begin-again')
  const bare = await elsewhere.get(`${pathOf(providerId)}/callback?code=made-up`)
  assert.equal(bare.headers.location, '/sign-in?refused=begin-again')
})

test('The answer of one provider is not taken for that of another, and a made-up issuer is refused (mix-up).', async () => {
  const mine = await visit('nora')
  const moved = mine.back.replace(providerId, otherId)
  assert.equal((await mine.screen.get(moved)).headers.location, '/sign-in?refused=begin-again')
  const tampered = new URL(mine.back, 'http://localhost')
  tampered.searchParams.set('iss', other.issuer)
  const { headers } = await mine.screen.get(tampered.pathname + tampered.search)
  assert.equal(headers.location, '/sign-in?refused=provider-failed')
  assert.equal(await isIn(mine.screen), false)
})

test('A code of somebody else’s visit does not fit: the verifier and the nonce are of this one.', async () => {
  const mine = await visit('nora')
  const thief = await visit('nora')
  const mixed = new URL(mine.back, 'http://localhost')
  const code = new URL(thief.back, 'http://localhost').searchParams.get('code') ?? ''
  mixed.searchParams.set('code', code)
  const { headers } = await mine.screen.get(mixed.pathname + mixed.search)
  assert.equal(headers.location, '/sign-in?refused=provider-failed')
  assert.equal(await isIn(mine.screen), false)
})

test('A provider that is not configured, is switched off, or belongs to another organization lets nobody in.', async () => {
  const screen = screenOf(wardline)
  const unknown = await screen.get(`${pathOf('00000000-0000-4000-8000-000000000000')}/start`)
  assert.equal(unknown.status, 404)
  const { orgId } = await wardline.organization('elsewhere')
  const foreign = `/api/session/providers/${orgId}/${providerId}/start`
  assert.equal((await screen.get(foreign)).status, 404)
  const mine = await visit('nora')
  await change({ is_on: false })
  assert.equal((await mine.screen.get(mine.back)).status, 404)
  assert.equal((await screen.get(`${pathOf(providerId)}/start`)).status, 404)
  const ways = (await screen.get('/api/session/ways?organization=main')).body
  assert.deepEqual(ways.providers, [{ id: otherId, name: 'Other login' }])
  await change({ is_on: true })
  assert.equal((await signIn('nora')).to, '/desk')
})

test('The audit log tells what changed of a provider and from what to what, and nothing of the secret.', async () => {
  const lines = async (action: string) =>
    (
      await wardline.owner.query(
        'select data from core.audit where org_id = $1 and action = $2 order by at desc, id desc',
        [wardline.orgId, action],
      )
    ).rows.map(({ data }) => data)
  const made = (await lines('providers.create')).find(({ provider }) => provider === providerId)
  assert.deepEqual([made.issuer, made.factor, made.is_on], [login.issuer, 'own', true])
  const role_id = roles.get('Desk by group') ?? ''
  const group_roles = [{ group: 'desk', role_id }]
  await change({ factor: 'always', name: 'Renamed', secret: 'another secret', group_roles })
  const [edited] = await lines('providers.edit')
  assert.deepEqual(edited, {
    provider: providerId,
    fields: ['name', 'group_roles', 'factor', 'secret'],
    changes: {
      group_roles: { from: [], to: group_roles },
      factor: { from: 'own', to: 'always' },
    },
  })
  await change({})
  assert.deepEqual((await lines('providers.edit'))[0].fields, [])
  await change({ factor: 'own', name: usual.name, secret: clientSecret, group_roles: [] })
  for (const action of ['providers.create', 'providers.edit'])
    assert.equal(JSON.stringify(await lines(action)).includes(clientSecret), false)
})

test('Who refuses there, or a provider that is down, leads back to the sign-in page, which says why.', async () => {
  assert.equal((await signIn(null)).to, '/sign-in?refused=provider-refused')
  await change({})
  login.isDown = true
  assert.equal((await visit('nora')).back, '/sign-in?refused=provider-failed')
  login.isDown = false
  assert.equal((await signIn('nora')).to, '/desk')
})

test('Somebody who is here already is never taken over by an address; a verified one links where an administrator allows it.', async () => {
  const owner = await wardline.person('Olga Owner', ['administrator'])
  const email = emailOf('Olga Owner')
  login.people.thief = { name: 'Thief', email, email_verified: false }
  const unverified = await signIn('thief')
  const thief = (await unverified.screen.get('/api/session')).body
  assert.notEqual(thief.person_id, owner.personId)
  assert.equal(thief.email, null, 'an address that is not verified is not even kept')
  login.people.olga = { name: 'Olga', email, email_verified: true }
  assert.equal((await signIn('olga')).to, '/sign-in?refused=address-taken')
  await change({ links_by_email: true })
  login.people.thief2 = { name: 'Thief', email, email_verified: 'yes' }
  const { screen } = await signIn('thief2')
  assert.notEqual((await screen.get('/api/session')).body.person_id, owner.personId)
  const linked = await signIn('olga')
  assert.equal((await linked.screen.get('/api/session')).body.person_id, owner.personId)
  const { rows: mails } = await wardline.owner.query(
    'select body_text from core.outbox where to_address = $1 order by created_at desc limit 1',
    [email],
  )
  assert.match(mails[0].body_text, /provider of your organization was joined with your account/)
  login.people.olga2 = { name: 'Olga', email, email_verified: true }
  assert.equal((await signIn('olga2')).to, '/sign-in?refused=address-taken', 'one subject a person')
  assert.equal((await signIn('olga', { provider: other, id: otherId })).to, '/desk')
  await change({ links_by_email: false })
})

test('Where nobody may be made, and outside of the domains that may come in, a stranger stays outside.', async () => {
  login.people.stranger = { name: 'Stranger', email: 's@main.example', email_verified: true }
  await change({ makes_people: false })
  assert.equal((await signIn('stranger')).to, '/sign-in?refused=no-account')
  await change({ makes_people: true, domains: ['Main.example'] })
  login.people.far = { name: 'Far', email: 'far@evil.example', email_verified: true }
  login.people.vague = { name: 'Vague', email: 'vague@main.example', email_verified: false }
  assert.equal((await signIn('far')).to, '/sign-in?refused=wrong-domain')
  assert.equal((await signIn('vague')).to, '/sign-in?refused=wrong-domain')
  assert.equal((await signIn('stranger')).to, '/desk')
  await change({ domains: [] })
})

test('Who left does not come in by the provider either.', async () => {
  login.people.leo = { name: 'Leo Leaver' }
  const { screen } = await signIn('leo')
  const { person_id } = (await screen.get('/api/session')).body
  await admin.post('/api/session/confirm', { password })
  assert.equal((await admin.post(`/api/people/${person_id}/deactivate`)).status, 200)
  assert.equal((await signIn('leo')).to, '/sign-in?refused=not-active')
})

test('Only who manages roles, freshly confirmed, changes providers; the secret is read by nobody.', async () => {
  const desk = await wardline.person('Dan Desk', ['help-desk'])
  const body = { ...usual, issuer: 'https://login.example.org' }
  assert.equal((await desk.get('/api/providers')).status, 403)
  assert.equal((await desk.post('/api/providers', body)).status, 403)
  wardline.clock.advance(11 * 60_000)
  const boss = await wardline.admin()
  const shown = JSON.stringify((await boss.get('/api/providers')).body)
  assert.equal(shown.includes('secret'), false)
  const { rows } = await wardline.owner.query(
    "select encode(secret_sealed, 'escape') as sealed from core.identity_provider",
  )
  assert.ok(rows.length > 0 && rows.every(({ sealed }) => !sealed.includes(clientSecret)))
  for (const issuer of ['http://login.example.org', 'ftp://x', 'not an address', 'https://a@b.example'])
    assert.equal((await boss.post('/api/providers', { ...body, issuer })).status, 422, issuer)
  const nowhere = [{ group: 'a', role_id: '00000000-0000-4000-8000-000000000000' }]
  assert.equal((await boss.post('/api/providers', { ...body, group_roles: nowhere })).status, 422)
  wardline.clock.advance(11 * 60_000)
  assert.equal((await boss.post('/api/providers', body)).body.type, 'step-up-needed')
})
