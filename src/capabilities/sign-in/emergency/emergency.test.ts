import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../../test/helpers/server.ts'
import { auditActions, codeOf, until, withQueue } from '../../../core/people/fixture.ts'
import { type Screen, screenOf } from '../fixture.ts'
import { clientId, clientSecret, startProvider, type TestProvider, Visitor } from '../oidc/test-provider.ts'

let wardline: Wardline
let admin: Client
let owner: Client
let officer: Client
let login: TestProvider
let providerId: string
let roleId: string
let account: { id: string; email: string; secret: string }
const long = 'violet kettles hum beneath slow glaciers'

before(async () => {
  login = await startProvider()
  wardline = await startWardline({ env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${login.port}` } })
  await withQueue(wardline)
  admin = await wardline.admin()
  owner = await wardline.person('Olga Owner', ['help-desk'])
  officer = await wardline.person('Otto Officer', ['privacy-security-specialist'])
  const { rows } = (await admin.get('/api/roles')).body
  roleId = rows.find((role: { key: string }) => role.key === 'administrator').id
})
after(async () => {
  await wardline.close()
  await login.close()
})

const usual = () => ({ owner_id: owner.personId, role_ids: [roleId], hours_max: 4 })
const must = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const confirm = () => admin.post('/api/session/confirm', { password })

async function giveSecond(screen: Screen): Promise<string> {
  const { secret } = must(await screen.post('/api/factor/begin', {}))
  must(await screen.post('/api/factor/confirm', { code: codeOf(wardline, secret) }))
  return secret
}

/** Signs in by the emergency account: the password and the code. */
async function comeIn(): Promise<Screen> {
  const screen = screenOf(wardline)
  const body = { email: account.email, password: long, organization: 'main' }
  assert.equal(must(await screen.post('/api/session', body)).needs_factor, true)
  wardline.clock.advance(31_000)
  must(await screen.post('/api/session/factor', { code: codeOf(wardline, account.secret) }))
  return screen
}

const reason = 'The provider is down and the ward cannot reach its tickets.'
const take = (screen: Screen, changes: object = {}) =>
  screen.post('/api/emergency/take', { role_id: roleId, hours: 2, reason, ...changes })
const list = async () => must(await admin.get('/api/emergency'))

test('An emergency account is made by who manages roles, with an owner, a long password, a second step and no rights.', async () => {
  const email = 'emergency-1@main.example'
  const body = { ...usual(), name: 'Emergency 1', email, password: long }
  assert.equal((await owner.post('/api/emergency', body)).status, 403)
  const create = (more: object) => admin.post('/api/emergency', { ...body, ...more })
  assert.equal((await create({ password: 'short but not common' })).status, 422)
  assert.equal((await create({ owner_id: '00000000-0000-4000-8000-000000000000' })).status, 422)
  assert.equal((await create({ role_ids: ['00000000-0000-4000-8000-000000000000'] })).status, 422)
  assert.equal((await create({ email: 'admin@main.example' })).status, 422)
  const { id } = must(await create({}))
  const screen = screenOf(wardline)
  const begun = must(await screen.post('/api/session', { email, password: long, organization: 'main' }))
  assert.deepEqual([begun.needs_factor, begun.owes_factor], [false, true])
  assert.equal((await take(screen)).status, 401, 'before the second step nothing is open')
  account = { id, email, secret: await giveSecond(screen) }
  const me = must(await screen.get('/api/session'))
  assert.deepEqual(me.permissions, [])
  assert.equal((await screen.get('/api/providers')).status, 403)
  const assigned = await admin.post(`/api/people/${id}/roles`, { role_id: roleId })
  assert.equal(assigned.status, 409, 'no standing role')
  const [row] = (await list()).accounts
  assert.deepEqual([row.owner.name, row.needs_trial], ['Olga Owner', false])
})

test('It gives a chosen role for some hours with a reason, is told to officers at once, ends by itself and stays open until somebody else reviews it.', async () => {
  const screen = await comeIn()
  assert.equal((await take(screen, { reason: 'help' })).status, 422)
  assert.equal((await take(screen, { hours: 5 })).status, 422)
  const others = (await admin.get('/api/roles')).body.rows
  const other = others.find((role: { key: string }) => role.key === 'help-desk').id
  assert.equal((await take(screen, { role_id: other })).status, 422)
  const { id } = must(await take(screen))
  assert.equal((await take(screen)).status, 409, 'one at a time')
  await until(async () => (await screen.get('/api/providers')).status === 200)
  const { rows: mails } = await wardline.owner.query(
    "select to_person_id, subject, body_text from core.outbox where subject = 'An emergency account is in use'",
  )
  const told = mails.map(({ to_person_id }) => to_person_id)
  for (const who of [officer, owner, admin]) assert.ok(told.includes(who.personId), 'told at once')
  assert.equal(
    mails.some(({ body_text }) => body_text.includes('ward cannot')),
    false,
    'the reason stays here',
  )
  assert.equal((await auditActions(wardline)).includes('emergency.take'), true)
  const review = (client: { post: Client['post'] }) =>
    client.post(`/api/emergency/uses/${id}/review`, { note: 'Looked at the log: tickets were read.' })
  assert.equal((await review(officer)).status, 409, 'not over yet')

  wardline.clock.advance(2 * 3_600_000 + 1000)
  officer = await wardline.signIn('otto.officer@main.example')
  assert.equal(
    (await screen.get('/api/providers')).status >= 401,
    true,
    'over without anybody doing anything',
  )
  await wardline.composition.app.registry.jobs.get('sign_in.end_emergencies')?.(wardline.composition.app, {})
  await until(async () => (await screen.get('/api/session')).status === 401)
  assert.ok((await auditActions(wardline)).includes('emergency_over'))
  admin = await wardline.admin()
  const open = (await list()).uses[0]
  assert.deepEqual([open.reason, open.reviewed_at, open.ended_at !== null], [reason, null, true])
  assert.equal((await review(await wardline.signIn('olga.owner@main.example'))).status, 403)
  must(await review(officer))
  assert.equal((await review(officer)).status, 409)
  assert.equal((await list()).uses[0].reviewed_by, 'Otto Officer')
})

test('Who answers for an account does not review it, though she may read the audit log; nor does the account itself.', async () => {
  const screen = await comeIn()
  const { id } = must(await take(screen))
  // A role is held for a moment at least, and the clock of a test stands still.
  wardline.clock.advance(1000)
  must(await screen.post('/api/emergency/give-back', {}))
  assert.equal((await screen.post('/api/emergency/give-back', {})).status, 409)
  await until(async () => (await screen.get('/api/providers')).status === 403)
  await confirm()
  must(await admin.send('PUT', `/api/emergency/${account.id}`, { ...usual(), owner_id: officer.personId }))
  const note = { note: 'Looked at it.' }
  const own = await officer.post(`/api/emergency/uses/${id}/review`, note)
  assert.deepEqual([own.status, (await list()).uses[0].id], [403, id])
  must(await take(screen))
  assert.equal((await screen.post(`/api/emergency/uses/${id}/review`, note)).status, 403)
  wardline.clock.advance(1000)
  must(await screen.post('/api/emergency/give-back', {}))
  must(await admin.post(`/api/emergency/uses/${id}/review`, note))
  const [last] = (await list()).uses
  await confirm()
  must(await admin.send('PUT', `/api/emergency/${account.id}`, usual()))
  const handedOn = await officer.post(`/api/emergency/uses/${last.id}/review`, note)
  assert.equal(handedOn.status, 403, 'who answered for it when it was used')
  must(await admin.post(`/api/emergency/uses/${last.id}/review`, note))
})

test('Somebody who manages people alone cannot take an emergency account over, and no reset link is sent for it.', async () => {
  const made = must(
    await admin.post('/api/roles', { title: 'Registrar', permissions: ['people.manage', 'people.read'] }),
  )
  const registrar = await wardline.person('Rita Registrar', [])
  must(await admin.post(`/api/people/${registrar.personId}/roles`, { role_id: made.id }))
  await until(async () => (await registrar.get('/api/people')).status === 200)
  must(await registrar.post('/api/session/confirm', { password }))
  const { body: person } = await registrar.get(`/api/people/${account.id}`)
  const edit = await registrar.send('PATCH', `/api/people/${account.id}`, { email: 'mine@main.example' })
  assert.equal(edit.status, 403, JSON.stringify([edit.body, person]))
  const reset = await registrar.post(`/api/people/${account.id}/reset-factor`, {
    reason: 'Called the number on file.',
  })
  assert.equal(reset.status, 403)
  assert.equal(
    (await registrar.post('/api/emergency/take', { role_id: roleId, hours: 1, reason })).status,
    403,
  )
})

async function byProvider(who: string) {
  const screen = screenOf(wardline)
  login.who = who
  const path = `/api/session/providers/${wardline.orgId}/${providerId}`
  const started = await screen.get(`${path}/start?next=/desk`)
  const location = String(started.headers.location)
  if (location.startsWith('/')) return { screen, to: location }
  const back = await new Visitor().follow(location, login.issuer)
  const { headers } = await screen.get(back.replace('http://localhost', ''))
  return { screen, to: String(headers.location) }
}

test('A role that an emergency account may take is not archived, and one that is archived is not taken.', async () => {
  await confirm()
  const { id: own } = must(
    await admin.post('/api/roles', { title: 'Night keys', permissions: ['people.read'] }),
  )
  const edit = (role_ids: string[]) =>
    admin.send('PUT', `/api/emergency/${account.id}`, { ...usual(), role_ids })
  must(await edit([roleId, own]))
  const archive = await admin.send('PATCH', `/api/roles/${own}`, { is_archived: true })
  assert.deepEqual([archive.status, /emergency account/.test(archive.body.detail)], [409, true])
  await wardline.owner.query('update core.role set archived_at = now() where id = $1', [own])
  const screen = await comeIn()
  assert.equal((await take(screen, { role_id: own })).status, 409)
  must(await edit([roleId]))
})

test('A provider neither links itself to an emergency account by its address nor opens one, and does not count as a trial of it.', async () => {
  await confirm()
  const { id: own } = must(
    await admin.post('/api/providers', {
      name: 'Sly login',
      issuer: login.issuer,
      client_id: clientId,
      secret: clientSecret,
      groups_claim: 'groups',
      group_roles: [],
      makes_people: true,
      links_by_email: true,
      domains: [],
      factor: 'always',
      asks_again: true,
      is_on: true,
    }),
  )
  providerId = own
  login.serve({ redirect: `http://localhost/api/session/providers/${wardline.orgId}/${own}/callback` })
  login.people.eve = { name: 'Eve', email: account.email, email_verified: true }
  const tried = async () =>
    (await wardline.owner.query('select tried_at from core.emergency_account')).rows[0].tried_at
  const before = await tried()
  wardline.clock.advance(1000)
  const { screen, to } = await byProvider('eve')
  assert.equal(to, '/sign-in?refused=not-active')
  assert.equal((await screen.get('/api/session')).status, 401)
  const identity = 'select 1 from core.identity where person_id = $1'
  assert.equal((await wardline.owner.query(identity, [account.id])).rowCount, 0)
  // Not even by a link that was made before.
  await wardline.owner.query(
    'insert into core.identity (org_id, provider_id, subject, person_id, created_at, last_used_at) values ($1,$2,$3,$4,now(),now())',
    [wardline.orgId, own, 'eve', account.id],
  )
  const again = await byProvider('eve')
  assert.equal(again.to, '/sign-in?refused=not-active')
  assert.deepEqual(await tried(), before)
  await wardline.owner.query('delete from core.identity where provider_id = $1', [own])
  await wardline.owner.query('delete from core.identity_provider where id = $1', [own])
})

test('Passwords are switched off only by who came by the provider, while an emergency account was tried within 90 days.', async () => {
  await confirm()
  providerId = must(
    await admin.post('/api/providers', {
      name: 'Hospital login',
      issuer: login.issuer,
      client_id: clientId,
      secret: clientSecret,
      groups_claim: 'groups',
      group_roles: [{ group: 'bosses', role_id: roleId }],
      makes_people: true,
      links_by_email: false,
      domains: [],
      factor: 'own',
      asks_again: true,
      is_on: true,
    }),
  ).id
  login.serve({
    redirect: `http://localhost/api/session/providers/${wardline.orgId}/${providerId}/callback`,
  })
  login.people.bea = { name: 'Bea Boss', groups: ['bosses'] }
  const off = (client: { send: Client['send'] }) => client.send('PUT', '/api/local-sign-in', { is_on: false })
  const byPassword = await off(admin)
  assert.equal(byPassword.status, 409)
  assert.match(byPassword.body.detail, /Sign in by the provider yourself/)
  const { screen: bea } = await byProvider('bea')
  const age = (days: number) =>
    wardline.owner.query(
      `update core.emergency_account set tried_at = tried_at - interval '${days} days' where person_id = $1`,
      [account.id],
    )
  await age(91)
  assert.equal((await list()).accounts[0].needs_trial, true)
  assert.match((await off(bea)).body.detail, /within 90 days/)
  await age(-91)
  const before = await wardline.signIn('olga.owner@main.example')
  const done = must(await off(bea))
  assert.equal(done.is_on, false)
  await until(async () => (await before.get('/api/session')).status === 401)
  must(await bea.get('/api/session'))

  const right = await wardline.anonymous.send('POST', '/api/session', {
    email: 'olga.owner@main.example',
    password,
  })
  const wrong = await wardline.anonymous.send('POST', '/api/session', { email: 'nobody@x.example', password })
  assert.deepEqual([right.status, right.body.detail], [wrong.status, wrong.body.detail])
  assert.equal(right.status, 401)
  const ways = must(await wardline.anonymous.get('/api/session/ways?organization=main'))
  assert.equal(ways.is_local_on, false)
  // Neither the last provider nor the last account that works goes away meanwhile.
  const provider = must(await bea.get('/api/providers')).rows[0]
  const { id: _id, issuer: _issuer, kind: _kind, saml: _saml, ...fields } = provider
  const without = await bea.send('PUT', `/api/providers/${providerId}`, { ...fields, is_on: false })
  assert.equal(without.status, 409)
  assert.equal((await bea.post(`/api/emergency/${account.id}/end`)).status, 409)
})

test('With passwords off, nothing that would close the last emergency account is done to it, and one that cannot sign in counts for nothing.', async () => {
  const { screen: bea } = await byProvider('bea')
  const of = `/api/people/${account.id}`
  const reason = { reason: 'The owner asked in person.' }
  const tries = [
    await bea.post(`${of}/deactivate`),
    await bea.post(`${of}/reset-password`, reason),
    await bea.post(`${of}/reset-factor`, reason),
    await bea.send('PATCH', of, { email: 'emergency-9@main.example' }),
    await bea.send('PUT', `/api/emergency/${account.id}`, { ...usual(), password: `${long} again` }),
  ]
  for (const { status, body } of tries) {
    assert.equal(status, 409, JSON.stringify(body))
    assert.match(body.detail, /emergency account/)
  }
  const { rows } = await wardline.owner.query(
    'select p.is_active, w.hash is not null as has_password, e.tried_at is not null as was_tried from core.emergency_account e join core.person p on p.id = e.person_id left join core.password w on w.person_id = p.id where p.id = $1',
    [account.id],
  )
  assert.deepEqual(rows, [{ is_active: true, has_password: true, was_tried: true }])
  // A second one that was tried, but is not active, has no password, no second step or no role, does not stand in.
  const other = must(
    await bea.post('/api/emergency', {
      ...usual(),
      name: 'Emergency 2',
      email: 'emergency-2@main.example',
      password: long,
    }),
  )
  await wardline.owner.query('update core.emergency_account set tried_at = now() where person_id = $1', [
    other.id,
  ])
  assert.equal((await bea.post(`${of}/deactivate`)).status, 409, 'the other one has no second step')
  must(await bea.post(`/api/emergency/${other.id}/end`))
})

test('The provider is down: the emergency account comes in, takes its role and switches passwords on again.', async () => {
  login.isDown = true
  // A page of the provider that was remembered does not help either.
  wardline.clock.advance(1000)
  await assert.rejects(byProvider('bea'))
  const screen = await comeIn()
  must(await take(screen))
  await until(async () => (await screen.get('/api/providers')).status === 200)
  must(await screen.send('PUT', '/api/local-sign-in', { is_on: true }))
  admin = await wardline.admin()
  must(await admin.get('/api/people'))
  login.isDown = false
  must(await admin.post(`/api/emergency/${account.id}/end`))
  await until(async () => (await screen.get('/api/session')).status === 401)
  const again = { email: account.email, password: long, organization: 'main' }
  assert.equal((await wardline.anonymous.send('POST', '/api/session', again)).status, 401)
  assert.deepEqual((await list()).accounts, [])
  const back = await admin.post(`/api/people/${account.id}/reactivate`)
  assert.deepEqual(
    [back.status, back.body.detail],
    [409, 'This emergency account has ended. Make another one.'],
  )
  const left = await wardline.owner.query(
    'select from core.password where person_id = $1 union all select from core.second_factor where person_id = $1',
    [account.id],
  )
  assert.equal(left.rowCount, 0, 'nothing is left that would come back')
})
