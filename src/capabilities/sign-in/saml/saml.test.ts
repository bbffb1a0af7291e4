/** Visits at a provider that speaks SAML: whom its answers let in, and who may set one up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf } from '../../../core/people/fixture.ts'
import { emailOf, screenOf } from '../fixture.ts'
import {
  admin,
  change,
  entity,
  hand,
  handIn,
  id,
  idp,
  isIn,
  lastWhy,
  openProviders,
  refused,
  samlUsual,
  signIn,
  usual,
  visit,
  wardline,
} from './fixture.ts'
import { formOf, startSamlProvider } from './test-provider.ts'

openProviders()

test('Somebody new is made by the first visit and is the same person at the next; the question is signed and asks again.', async () => {
  idp.people.nora = { name: 'Nora New', email: 'nora@main.example' }
  const first = await signIn('nora')
  assert.equal(first.to, '/desk')
  const me = (await first.screen.get('/api/session')).body
  assert.deepEqual([me.name, me.email, me.has_password], ['Nora New', 'nora@main.example', false])
  idp.asked.length = 0
  const again = await signIn('nora')
  assert.equal((await again.screen.get('/api/session')).body.person_id, me.person_id)
  assert.deepEqual([idp.asked[0]?.forceAuthn, idp.asked[0]?.issuer], ['true', entity])
  const { asked } = await visit('nora')
  assert.match(asked, /SigAlg=.*rsa-sha256&Signature=/)
})

test('An answer counts once, only in the browser that asked, and only for its own question.', async () => {
  const mine = await visit('nora')
  const stranger = screenOf(wardline)
  const taken = await hand(mine.message)
  const finish = String(taken.headers.location)
  assert.equal((await stranger.get(finish)).headers.location, '/sign-in?refused=begin-again')
  assert.equal(await isIn(stranger), false)
  assert.equal((await mine.screen.get(finish)).headers.location, '/sign-in?refused=begin-again', 'it is gone')
  assert.equal(await handIn(mine.screen, mine.message), '/sign-in?refused=begin-again', 'replayed')
  const next = await visit('nora')
  assert.equal(await handIn(next.screen, next.message), '/desk')
  assert.equal(await handIn(next.screen, next.message), '/sign-in?refused=begin-again')
  const late = await visit('nora')
  const waiting = String((await hand(late.message)).headers.location)
  wardline.clock.advance(3 * 60_000)
  assert.equal((await late.screen.get(waiting)).headers.location, '/sign-in?refused=begin-again')
  wardline.clock.advance(-3 * 60_000)
})

test('Two questions in two tabs of one browser are answered each for itself.', async () => {
  const first = await visit('nora')
  const second = await visit('nora', { screen: first.screen })
  assert.equal(await handIn(first.screen, second.message), '/desk')
  assert.equal(await handIn(first.screen, first.message), '/desk')
})

test('Of visits that came to nothing the browser keeps three, and the newest still count.', async () => {
  const screen = screenOf(wardline)
  const visits = []
  for (let count = 0; count < 5; count += 1) {
    visits.push(await visit('nora', { screen }))
    wardline.clock.advance(10)
  }
  const kept = [...screen.cookies.keys()].filter((name) => name.startsWith('wardline_visit_'))
  assert.equal(kept.length, 3)
  for (const { message } of visits.slice(2)) assert.equal(await handIn(screen, message), '/desk')
})

test('An answer that nobody asked for is refused, unless an administrator lets it in; then it counts once too.', async () => {
  idp.who = 'nora'
  const unasked = await idp.respond('nora', {})
  assert.equal(await handIn(screenOf(wardline), unasked), '/sign-in?refused=begin-again')
  assert.equal(await lastWhy(), 'nobody-asked')
  await change({}, { takes_unasked: true })
  const screen = screenOf(wardline)
  assert.equal(await handIn(screen, unasked), '/')
  assert.equal(await isIn(screen), true)
  assert.equal(await handIn(screenOf(wardline), unasked), '/sign-in?refused=begin-again')
  await change({}, { takes_unasked: false })
})

test('Headers and assertions of a party that is not configured, or is switched off, let nobody in (CVE-2026-34720).', async () => {
  const headers = {
    host: 'localhost',
    'remote-user': emailOf('Ada Admin'),
    'x-remote-user': 'admin',
    'x-forwarded-user': 'admin',
    'x-forwarded-email': 'admin@main.example',
    'x-auth-request-email': 'admin@main.example',
    'x-ms-client-principal-name': 'admin@main.example',
    'ssl-client-s-dn': 'CN=admin',
    authorization: 'Bearer admin',
  }
  for (const path of ['/api/session', '/api/tickets', '/api/people'])
    assert.equal((await wardline.anonymous.send('GET', path, undefined, headers)).status, 401, path)
  const stranger = await startSamlProvider('stranger')
  stranger.client = { ...idp.client, certificate: '' }
  stranger.who = 'admin'
  const made = await stranger.respond('admin', {})
  assert.equal(await handIn(screenOf(wardline), made), refused)
  const nowhere = '00000000-0000-4000-8000-000000000000'
  assert.equal((await hand(made, nowhere)).status, 404)
  await stranger.close()
  const mine = await visit('nora')
  await change({ is_on: false })
  assert.equal((await hand(mine.message)).status, 404)
  await change({ is_on: true })
  const { orgId } = await wardline.organization('elsewhere')
  const foreign = `/api/session/providers/${orgId}/${id}/start`
  assert.equal((await screenOf(wardline).get(foreign)).status, 404)
  assert.equal((await signIn('nora')).to, '/desk')
})

test('An address links only where an administrator allows it and trusts the provider with addresses; groups give roles for a day.', async () => {
  const owner = await wardline.person('Olga Owner', [])
  const email = emailOf('Olga Owner')
  idp.people.olga = { name: 'Olga', email }
  assert.equal((await signIn('olga')).to, '/sign-in?refused=address-taken')
  await change({ links_by_email: true }, { trusts_addresses: false })
  const untrusted = await signIn('olga')
  const made = (await untrusted.screen.get('/api/session')).body
  assert.deepEqual([made.person_id === owner.personId, made.email], [false, null])
  await change({}, { trusts_addresses: true })
  idp.people.olga2 = { name: 'Olga', email }
  const linked = await signIn('olga2')
  assert.equal((await linked.screen.get('/api/session')).body.person_id, owner.personId)
  const role = await admin.post('/api/roles', { title: 'Desk by group', permissions: ['people.read'] })
  await change({ links_by_email: false, group_roles: [{ group: 'desk', role_id: role.body.id }] })
  idp.people.greta = { name: 'Greta', groups: ['desk', 'cafeteria'] }
  const greta = await signIn('greta')
  assert.ok((await greta.screen.get('/api/session')).body.permissions.includes('people.read'))
  idp.people.greta = { name: 'Greta' }
  const later = await signIn('greta')
  assert.equal((await later.screen.get('/api/session')).body.permissions.includes('people.read'), false)
})

test('Who has no second step here proves at the provider, which is told to ask again.', async () => {
  idp.people.pia = { name: 'Pia Prove' }
  idp.people.eve = { name: 'Eve Else' }
  await signIn('eve')
  const { screen } = await signIn('pia')
  const since = async () => {
    const { person_id } = (await screen.get('/api/session')).body
    const { rows } = await wardline.owner.query(
      'select stepped_up_at from core.session where person_id = $1 and ended_at is null',
      [person_id],
    )
    return String(rows[0].stepped_up_at)
  }
  const prove = async (who: string, later_ms = 0) => {
    wardline.clock.advance(later_ms)
    idp.who = who
    idp.asked.length = 0
    const asked = await screen.get('/api/session/provider/confirm')
    assert.equal(asked.status, 303, JSON.stringify(asked.body))
    const { fields } = formOf(await (await fetch(String(asked.headers.location))).text())
    assert.equal(idp.asked[0]?.forceAuthn, 'true')
    const to = await handIn(screen, fields.SAMLResponse ?? '')
    wardline.clock.advance(-later_ms)
    return to
  }
  await change({ asks_again: false })
  const before = await since()
  assert.equal(await prove('eve'), '/confirmed?refused=another-person')
  assert.equal(await prove('pia', 3 * 60_000), '/confirmed?refused=not-asked', 'known there since before')
  assert.equal(await since(), before)
  wardline.clock.advance(1000)
  assert.equal(await prove('pia'), '/confirmed')
  assert.notEqual(await since(), before)
  await change({ asks_again: true })
})

test('Only who manages roles, freshly confirmed, sets a provider up; our private key is shown to nobody.', async () => {
  const desk = await wardline.person('Dan Desk', ['help-desk'])
  const xml = await idp.metadata()
  assert.equal((await desk.post('/api/providers/metadata', { xml })).status, 403)
  const body = {
    ...usual,
    issuer: 'urn:x',
    saml: {
      ...samlUsual,
      sign_in_url: 'https://idp.example/sso',
      sign_out_url: null,
      certificates: [idp.key.certificate],
    },
  }
  assert.equal((await desk.post('/api/providers/saml', body)).status, 403)
  const shown = JSON.stringify((await admin.get('/api/providers')).body)
  assert.equal(/PRIVATE|secret/.test(shown), false)
  const { rows } = await wardline.owner.query(
    "select encode(secret_sealed, 'escape') as sealed from core.identity_provider where kind = 'saml'",
  )
  assert.ok(rows.length > 0 && rows.every(({ sealed }) => !sealed.includes('PRIVATE')))
  for (const [field, value] of [
    ['sign_in_url', 'http://idp.example/sso'],
    ['sign_in_url', 'javascript:alert(1)'],
    ['certificates', ['no certificate']],
  ] as const)
    assert.equal(
      (await admin.post('/api/providers/saml', { ...body, saml: { ...body.saml, [field]: value } })).status,
      422,
    )
  for (const broken of [
    '<x/>',
    '<!DOCTYPE x><x/>',
    'no',
    xml.replaceAll('HTTP-Redirect', 'SOAP'),
    xml.replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, ''),
  ])
    assert.equal(
      (await admin.post('/api/providers/metadata', { xml: broken })).status,
      422,
      broken.slice(0, 40),
    )
  wardline.clock.advance(11 * 60_000)
  assert.equal((await admin.post('/api/providers/saml', body)).body.type, 'step-up-needed')
  wardline.clock.advance(-11 * 60_000)
})

test('Who signs in by SAML and has a second step here goes on where they wanted to after it, still known to the provider.', async () => {
  idp.people.stella = { name: 'Stella Steps' }
  const first = await signIn('stella')
  const { secret } = (await first.screen.post('/api/factor/begin', {})).body
  const code = () => codeOf(wardline, secret)
  assert.equal((await first.screen.post('/api/factor/confirm', { code: code() })).status, 200)
  wardline.clock.advance(31_000)
  const { screen, to } = await signIn('stella')
  assert.equal(to, '/sign-in?factor=1&next=%2Fdesk')
  assert.equal((await screen.get('/api/tickets')).status, 401, 'not before it was given')
  assert.equal((await screen.post('/api/session/factor', { code: '000000' })).status, 422)
  const given = await screen.post('/api/session/factor', { code: code() })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  assert.equal((await screen.get('/api/tickets')).status, 200)
  const { name, sign_out_url } = (await screen.get('/api/session/provider')).body
  assert.equal(name, 'Hospital login')
  assert.ok(sign_out_url.startsWith(`${idp.base}/slo?SAMLRequest=`))
})
