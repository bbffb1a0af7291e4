import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, codeOf, until, withQueue } from '../../../core/people/fixture.ts'
import { addPasskey, emailOf, type Screen, screenOf } from '../fixture.ts'
import { clientId, clientSecret, startProvider, type TestProvider, Visitor } from './test-provider.ts'

let wardline: Wardline
let admin: Client
let login: TestProvider
let other: TestProvider
let providerId: string
let otherId: string
let own: string
const roles = new Map<string, string>()

const usual = {
  name: 'Hospital login',
  client_id: clientId,
  secret: clientSecret,
  groups_claim: 'groups',
  group_roles: [] as { group: string; role_id: string }[],
  makes_people: true,
  links_by_email: false,
  domains: [] as string[],
  factor: 'own',
  asks_again: true,
  is_on: true,
}

before(async () => {
  login = await startProvider()
  other = await startProvider()
  wardline = await startWardline({
    env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${login.port},127.0.0.1:${other.port}` },
  })
  await withQueue(wardline)
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  own = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  admin = await wardline.admin()
  for (const title of ['Desk by group', 'Reader by group']) {
    const made = await admin.post('/api/roles', { title, permissions: ['people.read'] })
    roles.set(title, made.body.id)
  }
  providerId = await create(login)
  otherId = await create(other, { name: 'Other login' })
})
after(async () => {
  await wardline.close()
  await login.close()
  await other.close()
})

const pathOf = (id: string) => `/api/session/providers/${wardline.orgId}/${id}`

async function create(provider: TestProvider, changes: Record<string, unknown> = {}): Promise<string> {
  const made = await admin.post('/api/providers', { ...usual, issuer: provider.issuer, ...changes })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const { id } = made.body
  provider.serve({
    redirect: `http://localhost${pathOf(id)}/callback`,
    signedOut: 'http://localhost/sign-in',
    ended: `${own}${pathOf(id)}/ended`,
  })
  return id
}

async function change(changes: Record<string, unknown>, id = providerId): Promise<void> {
  await admin.post('/api/session/confirm', { password })
  const { rows } = (await admin.get('/api/providers')).body
  const now = rows.find((row: { id: string }) => row.id === id)
  const { id: _id, issuer: _issuer, kind: _kind, saml: _saml, ...fields } = now
  const { status, body } = await admin.send('PUT', `/api/providers/${id}`, { ...fields, ...changes })
  assert.equal(status, 200, JSON.stringify(body))
}

/** Visits the provider as somebody, and comes back with its answer, which is not yet handed in. */
async function visit(
  who: string | null,
  { provider = login, id = providerId, screen = screenOf(wardline), visitor = new Visitor() } = {},
) {
  provider.who = who
  const started = await screen.get(`${pathOf(id)}/start?next=/desk`)
  assert.equal(started.status, 303, JSON.stringify(started.body))
  const location = String(started.headers.location)
  const back = location.startsWith('/') ? location : await visitor.follow(location, provider.issuer)
  return { screen, visitor, back: back.replace('http://localhost', ''), asked: location }
}

async function signIn(who: string | null, options: Parameters<typeof visit>[1] = {}) {
  const { screen, back, visitor } = await visit(who, options)
  const { headers, status } = await screen.get(back)
  assert.equal(status, 303)
  return { screen, visitor, to: String(headers.location) }
}

const isHeldNow = ({ valid_to }: { valid_to: string | null }) =>
  valid_to === null || Date.parse(valid_to) > wardline.clock.now().getTime()

const isIn = async (screen: Screen) => (await screen.get('/api/session')).status === 200

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
  admin = await wardline.admin()
  assert.deepEqual(await held(), both, 'renewed by the second visit')
  wardline.clock.advance(5 * 3_600_000)
  admin = await wardline.admin()
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

test('Signing out leads to the provider, and what ends there ends here: by the real back channel.', async () => {
  login.people.sue = { name: 'Sue Sign-out' }
  const { screen, visitor } = await signIn('sue')
  const { sign_out_url } = (await screen.get('/api/session/provider')).body
  assert.ok(sign_out_url.startsWith(`${login.issuer}/session/end`))
  const asked = await (await visitor.fetch(sign_out_url)).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  const done = await visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.match(done.headers.get('location') ?? '', /^http:\/\/localhost\/sign-in/)
  assert.deepEqual(login.failures, [])
  assert.equal(await isIn(screen), false)
  const kept = async () =>
    (await wardline.owner.query('select count(*)::int as count from core.provider_session')).rows[0].count
  assert.ok((await kept()) > 0)
  wardline.clock.advance(3 * 86_400_000)
  await wardline.composition.app.registry.jobs.get('sign_in.forget')?.(wardline.composition.app, {})
  assert.equal(await kept(), 0, 'what the provider said of sessions is forgotten')
  wardline.clock.advance(-3 * 86_400_000)
  const byPassword = screenOf(wardline, (await wardline.person('Pat Password', [])).cookie)
  assert.equal((await byPassword.get('/api/session/provider')).body.sign_out_url, null)
})

test('The provider still knows the session after a second step here, after one was set up and after a new password: signing out leads there, and what ends there ends here.', async () => {
  login.people.stella = { name: 'Stella Steps', email: 'stella@main.example', email_verified: true }
  const first = await signIn('stella')
  const isKnown = async ({ screen }: { screen: Screen }) => {
    const { name, sign_out_url } = (await screen.get('/api/session/provider')).body
    assert.equal(name, 'Hospital login')
    return String(sign_out_url)
  }
  const { secret } = (await first.screen.post('/api/factor/begin', {})).body
  const setUp = await first.screen.post('/api/factor/confirm', { code: codeOf(wardline, secret) })
  assert.equal(setUp.status, 200, JSON.stringify(setUp.body))
  await isKnown(first)
  wardline.clock.advance(31_000)
  const again = await signIn('stella')
  assert.match(again.to, /factor=1/)
  const given = await again.screen.post('/api/session/factor', { code: codeOf(wardline, secret) })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  await isKnown(again)
  const { person_id } = (await again.screen.get('/api/session')).body
  await wardline.owner.query(
    'insert into core.password (org_id, person_id, hash, changed_at) select org_id, $1, hash, changed_at from core.password where person_id = $2',
    [person_id, admin.personId],
  )
  const body = { old_password: password, new_password: 'purple lanterns over the quiet harbour' }
  const changed = await again.screen.post('/api/session/password', body)
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const asked = await (await again.visitor.fetch(await isKnown(again))).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  await again.visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.deepEqual(login.failures, [])
  assert.equal(await isIn(again.screen), false)
})

test('A session whose name at the provider is not known ends with its subject, and one of another name goes on.', async () => {
  login.people.sid = { name: 'Sid Session' }
  const unnamed = await signIn('sid')
  wardline.clock.advance(1000)
  const another = await signIn('sid')
  const { person_id } = (await unnamed.screen.get('/api/session')).body
  const { rows: opened } = await wardline.owner.query(
    'select v.session_id from core.provider_session v join core.session s on s.id = v.session_id where s.person_id = $1 order by s.created_at, s.id',
    [person_id],
  )
  const name = (at: number, sid: string | null) =>
    wardline.owner.query('update core.provider_session set sid = $2 where session_id = $1', [
      opened[at].session_id,
      sid,
    ])
  await name(0, null)
  await name(1, 'of another browser')
  const { sign_out_url } = (await unnamed.screen.get('/api/session/provider')).body
  const asked = await (await unnamed.visitor.fetch(sign_out_url)).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  await unnamed.visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.deepEqual(login.failures, [])
  assert.deepEqual([await isIn(unnamed.screen), await isIn(another.screen)], [false, true])
})

test('A token of the back channel that is forged, old, meant for another, or sent again ends nothing.', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }
  const { keys, close } = await keyServer(jwk)
  try {
    const id = keys.id
    const now = Math.floor(Date.now() / 1000)
    const good = {
      iss: keys.issuer,
      aud: clientId,
      iat: now,
      jti: 'one',
      sub: 'nobody',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    }
    const post = async (token: string) => {
      const body = new URLSearchParams({ logout_token: token })
      return (await fetch(`${own}${pathOf(id)}/ended`, { method: 'POST', body })).status
    }
    const signed = (claims: object, key = privateKey) => token({ alg: 'RS256', kid: 'own' }, claims, key)
    const right = signed(good)
    assert.equal(await post(right), 200)
    assert.equal(await post(right), 410, 'sent again')
    const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (const [why, wrong] of Object.entries({
      'another key': signed({ ...good, jti: 'b' }, strange),
      'another issuer': signed({ ...good, iss: login.issuer }),
      'another audience': signed({ ...good, aud: 'somebody' }),
      'too old': signed({ ...good, iat: now - 3600 }),
      'an ID token': signed({ ...good, nonce: 'n' }),
      'no event': signed({ ...good, events: {} }),
      'about nobody': signed({ ...good, sub: undefined }),
      unsigned: token({ alg: 'none' }, good, undefined),
      'signed with the public key': token({ alg: 'HS256', kid: 'own' }, good, undefined),
      rubbish: 'a.b.c',
    }))
      assert.equal(await post(wrong), 422, why)
  } finally {
    await close()
  }
})

function token(header: object, claims: object, key: KeyObject | undefined): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part(header)}.${part(claims)}`
  const signature = key
    ? sign('sha256', Buffer.from(text), key)
    : createHmac('sha256', 'public').update(text).digest()
  return `${text}.${signature.toString('base64url')}`
}

/** A provider of which only its description and its keys are asked for. */
async function keyServer(jwk: object) {
  const { createServer } = await import('node:http')
  // The address is one that is open: the other provider makes room for it.
  await other.close()
  const issuer = other.issuer
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(
        request.url === '/jwks'
          ? { keys: [jwk] }
          : {
              issuer,
              jwks_uri: `${issuer}/jwks`,
              authorization_endpoint: `${issuer}/auth`,
              token_endpoint: `${issuer}/token`,
              response_types_supported: ['code'],
              subject_types_supported: ['public'],
              id_token_signing_alg_values_supported: ['RS256'],
            },
      ),
    )
  })
  await new Promise<void>((done) => server.listen(other.port, '127.0.0.1', done))
  const made = await (async () => {
    await admin.post('/api/session/confirm', { password })
    return admin.post('/api/providers', { ...usual, name: 'Keys', issuer })
  })()
  return {
    keys: { issuer, id: made.body.id as string },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

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
