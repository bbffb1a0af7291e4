import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { codeOf, withQueue } from '../../../core/people/fixture.ts'
import { emailOf, type Screen, screenOf } from '../fixture.ts'
import { makeOwnKey } from './own-key.ts'
import { formOf, type SamlTestProvider, startSamlProvider } from './test-provider.ts'

let wardline: Wardline
let admin: Client
let idp: SamlTestProvider
let other: SamlTestProvider
let id: string
let otherId: string

const entity = 'http://localhost/saml'
const usual = {
  name: 'Hospital login',
  client_id: entity,
  groups_claim: 'groups',
  group_roles: [] as { group: string; role_id: string }[],
  makes_people: true,
  links_by_email: false,
  domains: [] as string[],
  factor: 'own',
  asks_again: true,
  is_on: true,
}
const samlUsual = {
  signs_requests: true,
  takes_unasked: false,
  name_attribute: 'name',
  email_attribute: 'email',
  trusts_addresses: true,
}

before(async () => {
  idp = await startSamlProvider('idp')
  other = await startSamlProvider('other')
  wardline = await startWardline()
  await withQueue(wardline)
  admin = await wardline.admin()
  id = await create(idp)
  otherId = await create(other, 'Other login')
})
after(async () => {
  await wardline.close()
  await idp.close()
  await other.close()
})

const pathOf = (provider: string) => `/api/session/providers/${wardline.orgId}/${provider}`
const acsOf = (provider: string) => `http://localhost${pathOf(provider)}/acs`

/** Sets a provider up as an administrator does: with its metadata read here, and ours given to it. */
async function create(provider: SamlTestProvider, name = usual.name): Promise<string> {
  const read = await admin.post('/api/providers/metadata', { xml: await provider.metadata() })
  assert.equal(read.status, 200, JSON.stringify(read.body))
  const { issuer, ...settings } = read.body
  assert.equal(issuer, provider.issuer)
  const made = await admin.post('/api/providers/saml', {
    ...usual,
    name,
    issuer,
    saml: { ...samlUsual, ...settings },
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const own = await screenOf(wardline).get(`${pathOf(made.body.id)}/metadata`)
  assert.equal(own.status, 200)
  assert.match(own.body, /entityID="http:\/\/localhost\/saml"/)
  const location = (tag: string) => new RegExp(`<${tag}[^>]*Location="([^"]+)"`).exec(own.body)?.[1] ?? ''
  const key = /use="signing">[\s\S]*?<ds:X509Certificate>([^<]+)</.exec(own.body)?.[1]?.trim() ?? ''
  provider.client = {
    entity,
    acs: location('AssertionConsumerService'),
    signOut: location('SingleLogoutService'),
    certificate: `-----BEGIN CERTIFICATE-----\n${key}\n-----END CERTIFICATE-----\n`,
  }
  assert.equal(provider.client.acs, acsOf(made.body.id))
  return made.body.id
}

async function change(
  changes: Record<string, unknown>,
  saml: Record<string, unknown> = {},
  provider = id,
): Promise<void> {
  await admin.post('/api/session/confirm', { password })
  const { rows } = (await admin.get('/api/providers')).body
  const row = rows.find((each: { id: string }) => each.id === provider)
  const { id: _id, issuer: _issuer, kind: _kind, saml: before, ...fields } = row
  const { own_certificate: _own, next_certificate: _next, ...settings } = before
  const body = { ...fields, ...changes, saml: { ...settings, ...saml } }
  const { status, body: said } = await admin.send('PUT', `/api/providers/${provider}/saml`, body)
  assert.equal(status, 200, JSON.stringify(said))
}

type Way = { provider?: SamlTestProvider; providerId?: string; screen?: Screen }

/** Visits the provider as somebody; answers the message that its page would send. */
async function visit(who: string | null, { provider = idp, providerId = id, ...way }: Way = {}) {
  provider.who = who
  const screen = way.screen ?? screenOf(wardline)
  const started = await screen.get(`${pathOf(providerId)}/start?next=/desk`)
  assert.equal(started.status, 303, JSON.stringify(started.body))
  const asked = String(started.headers.location)
  const page = await (await fetch(asked)).text()
  const { fields } = formOf(page)
  assert.ok(fields.SAMLResponse, page)
  return { screen, asked, message: fields.SAMLResponse }
}

/** Sends the message as the provider's page does: by a form of another site, without cookies. */
const hand = (message: string, providerId = id) =>
  wardline.anonymous.send(
    'POST',
    `${pathOf(providerId)}/acs`,
    new URLSearchParams({ SAMLResponse: message }).toString(),
    {
      host: 'localhost',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'cross-site',
      origin: 'null',
    },
  )

async function handIn(screen: Screen, message: string, providerId = id): Promise<string> {
  const taken = await hand(message, providerId)
  assert.equal(taken.status, 303, JSON.stringify(taken.body))
  const to = String(taken.headers.location)
  if (!to.includes('/finish?')) return to
  const finished = await screen.get(to)
  assert.equal(finished.status, 303, JSON.stringify(finished.body))
  return String(finished.headers.location)
}

async function signIn(who: string | null, way: Way = {}) {
  const { screen, message } = await visit(who, way)
  return { screen, to: await handIn(screen, message, way.providerId) }
}

const xmlOf = (message: string) => Buffer.from(message, 'base64').toString('utf8')
const messageOf = (xml: string) => Buffer.from(xml).toString('base64')
const isIn = async (screen: Screen) => (await screen.get('/api/session')).status === 200
const refused = '/sign-in?refused=provider-failed'

async function lastWhy(): Promise<string> {
  const { rows } = await wardline.owner.query(
    "select data from core.audit where org_id = $1 and action = 'sign_in_failed' order by id desc limit 1",
    [wardline.orgId],
  )
  return rows[0].data.why
}

/** The real message, altered, lets nobody in and leaves the reason; the same one as it was does. */
async function refusedAs(why: string, alter: (xml: string) => string | Promise<string>, options = {}) {
  idp.options = options
  const { screen, message } = await visit('nora')
  idp.options = {}
  const altered = await alter(xmlOf(message))
  assert.notEqual(altered, xmlOf(message), 'something was altered')
  assert.equal(await handIn(screen, messageOf(altered)), refused)
  assert.equal(await lastWhy(), why)
  assert.equal(await isIn(screen), false)
  return { screen, message }
}

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

test('An answer without a signature, with one of the whole alone, or with one that is broken is refused.', async () => {
  const strip = (xml: string) => xml.replace(/<Signature[\s\S]*?<\/Signature>/, '')
  await refusedAs('wrong-signature', strip)
  await refusedAs('wrong-signature', (xml) => `${xml} `, { signAssertion: false, signResponse: true })
  await refusedAs('wrong-signature', (xml) => xml.replace('>nora<', '>admin<'))
  await refusedAs('wrong-signature', (xml) => xml.replace(/<SignatureValue>..../, '<SignatureValue>AAAA'))
  // The whole is signed wrongly and the assertion rightly: half a proof is none.
  const both = { signResponse: true }
  await refusedAs(
    'wrong-signature',
    (xml) => xml.replace(/(<SignatureValue>)....(?=[\s\S]*<saml:Assertion)/, '$1AAAA'),
    both,
  )
  idp.options = both
  assert.equal((await signIn('nora')).to, '/desk', 'both signed rightly')
  idp.options = {}
})

test('A key that the message brings along itself proves nothing, and neither does that of another provider.', async () => {
  const thief = makeOwnKey('idp', new Date())
  idp.options = { key: thief.privateKey, cert: thief.certificate }
  const forged = await signIn('nora')
  idp.options = {}
  assert.equal(forged.to, refused)
  assert.equal(await lastWhy(), 'wrong-signature')
  other.people.nora = { name: 'Not Nora' }
  const theirs = await visit('nora', { provider: other, providerId: otherId })
  assert.equal(await handIn(theirs.screen, theirs.message, id), refused, 'handed in at the other one')
  assert.equal(await lastWhy(), 'other-issuer')
  other.who = 'nora'
  const posing = await other.respond('nora', {
    issuer: idp.issuer,
    recipient: acsOf(id),
    destination: acsOf(id),
  })
  assert.equal(await handIn(screenOf(wardline), posing), refused)
  assert.equal(await lastWhy(), 'wrong-signature')
  assert.equal(await handIn(theirs.screen, theirs.message, otherId), '/desk', 'at its own it counts')
})

test('An assertion that is wrapped, moved or doubled so that its signature still fits is refused (XML signature wrapping).', async () => {
  const assertion = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
  const evil = (xml: string) =>
    assertion(xml)
      .replace(/<Signature[\s\S]*?<\/Signature>/, '')
      .replace('>nora<', '>admin<')
  const otherName = (text: string) => text.replace(/ID="[^"]+"/, 'ID="_evil"')
  const wraps: Record<string, (xml: string) => string> = {
    'the evil one first': (xml) => xml.replace('<saml:Assertion', `${otherName(evil(xml))}<saml:Assertion`),
    'the evil one last': (xml) =>
      xml.replace('</saml:Assertion>', `</saml:Assertion>${otherName(evil(xml))}`),
    'the true one in an extension': (xml) =>
      xml.replace(
        assertion(xml),
        `<samlp:Extensions>${assertion(xml)}</samlp:Extensions>${otherName(evil(xml))}`,
      ),
    'the true one inside the evil one': (xml) =>
      xml.replace(
        assertion(xml),
        otherName(evil(xml)).replace('</saml:Assertion>', `${assertion(xml)}</saml:Assertion>`),
      ),
    'the true one in the signature': (xml) =>
      xml.replace(
        assertion(xml),
        otherName(evil(xml)).replace(
          '<saml:Subject>',
          `${(/<Signature[\s\S]*?<\/Signature>/.exec(xml)?.[0] ?? '').replace('</Signature>', `<Object>${assertion(xml).replace(/<Signature[\s\S]*?<\/Signature>/, '')}</Object></Signature>`)}<saml:Subject>`,
        ),
      ),
  }
  for (const [name, wrap] of Object.entries(wraps)) {
    await refusedAs('not-one-assertion', wrap).catch((error: unknown) => {
      throw new Error(name, { cause: error })
    })
  }
  await refusedAs('xml-same-id', (xml) =>
    xml.replace(assertion(xml), `<samlp:Extensions>${evil(xml)}</samlp:Extensions>${assertion(xml)}`),
  )
})

test('Comments, document types, entities, instructions and other tricks of XML are refused.', async () => {
  await refusedAs('xml-comment', (xml) => xml.replace('>nora<', '>no<!-- -->ra<'))
  await refusedAs('xml-cdata', (xml) => xml.replace('>nora<', '><![CDATA[nora]]><'))
  await refusedAs('xml-doctype', (xml) => `<!DOCTYPE x>${xml}`)
  await refusedAs(
    'xml-doctype',
    (xml) => `<!DOCTYPE x [<!ENTITY e "nora">]>${xml.replace('>nora<', '>&e;<')}`,
  )
  await refusedAs('xml-broken', (xml) => xml.replace('>nora<', '>&e;<'))
  await refusedAs('xml-instruction', (xml) => xml.replace('>nora<', '>no<?x?>ra<'))
  await refusedAs('xml-broken', (xml) => `${xml}<x/>`)
  await refusedAs('xml-broken', () => 'not XML')
  await refusedAs('xml-too-deep', (xml) => xml.replace('<saml:Subject>', `${'<a>'.repeat(60)}<saml:Subject>`))
})

test('Weak signatures and ciphers are refused.', async () => {
  for (const options of [{ signatureAlgorithm: 'rsa-sha1' }, { digestAlgorithm: 'sha1' }]) {
    idp.options = options
    assert.equal((await signIn('nora')).to, refused)
    assert.equal(await lastWhy(), 'weak-signature')
  }
  idp.options = {}
})

test('An answer for somebody else, for another address, of another time or of another issuer is refused, signed as it is.', async () => {
  const cases: [string, Record<string, unknown>][] = [
    ['other-audience', { audience: 'urn:another:service' }],
    ['not-confirmed', { recipient: acsOf(otherId) }],
    ['other-destination', { destination: acsOf(otherId) }],
    ['other-issuer', { issuer: 'urn:test:another' }],
    ['too-old', { lifetimeInSeconds: -600 }],
    ['other-question', { inResponseTo: '_another_question' }],
  ]
  for (const [why, options] of cases) {
    idp.options = options
    const { screen, message } = await visit('nora')
    idp.options = {}
    const to = await handIn(screen, message)
    if (why === 'other-question') {
      assert.equal(to, '/sign-in?refused=begin-again', why)
      continue
    }
    assert.equal(to, refused, why)
    assert.equal(await lastWhy(), why)
  }
  const late = await visit('nora')
  wardline.clock.advance(8 * 60_000)
  assert.equal(await handIn(late.screen, late.message), refused)
  assert.equal(await lastWhy(), 'too-old')
  wardline.clock.advance(-8 * 60_000)
  const skewed = await visit('nora')
  wardline.clock.advance(-60_000)
  assert.equal(await handIn(skewed.screen, skewed.message), '/desk', 'a clock may be a minute off')
  wardline.clock.advance(60_000)
  // What stands around the assertion names another question than the one that was signed.
  await refusedAs('other-question', (xml) => xml.replace(/InResponseTo="[^"]+"/, 'InResponseTo="_x"'))
})

test('Who refuses there comes back to the sign-in page; a subject of one visit and one too long mean nobody.', async () => {
  assert.equal((await signIn(null)).to, '/sign-in?refused=provider-refused')
  idp.people.passing = { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }
  assert.equal((await signIn('passing')).to, refused)
  assert.equal(await lastWhy(), 'passing-subject')
  assert.equal((await signIn('n'.repeat(256))).to, refused)
})

test('An encrypted assertion is read, with a strong cipher; with an older one only when the whole is signed.', async () => {
  const pem = idp.client.certificate
  const publicKey = (await import('node:crypto')).createPublicKey(pem).export({ type: 'spki', format: 'pem' })
  const encrypted = {
    encryptionCert: pem,
    encryptionPublicKey: publicKey,
    disallowEncryptionWithInsecureAlgorithm: false,
  }
  const gcm = { ...encrypted, encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' }
  idp.options = gcm
  const { message, screen } = await visit('nora')
  assert.ok(!xmlOf(message).includes('nora'))
  assert.equal(await handIn(screen, message), '/desk')
  const cbc = { ...encrypted, encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' }
  idp.options = cbc
  assert.equal((await signIn('nora')).to, refused)
  idp.options = { ...cbc, signResponse: true }
  assert.equal((await signIn('nora')).to, '/desk')
  for (const weak of [{ signatureAlgorithm: 'rsa-sha1' }, { digestAlgorithm: 'sha1' }]) {
    idp.options = { ...gcm, ...weak }
    assert.equal((await signIn('nora')).to, refused)
    assert.equal(await lastWhy(), 'weak-signature', 'inside, too')
  }
  idp.options = { ...gcm, signAssertion: false }
  assert.equal((await signIn('nora')).to, refused, 'encrypted is not signed')
  idp.options = {}
})

test('While the provider changes its key both count, and after it the old one does not.', async () => {
  const before = idp.key
  const next = makeOwnKey('idp', new Date())
  const old = (await admin.get('/api/providers')).body.rows.find((row: { id: string }) => row.id === id).saml
    .certificates
  await change({}, { certificates: [...old, next.certificate] })
  assert.equal((await signIn('nora')).to, '/desk')
  idp.key = next
  assert.equal((await signIn('nora')).to, '/desk')
  await change({}, { certificates: [next.certificate] })
  assert.equal((await signIn('nora')).to, '/desk')
  idp.key = before
  assert.equal((await signIn('nora')).to, refused)
  await change({}, { certificates: old })
  assert.equal((await signIn('nora')).to, '/desk')
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

test('Signing out here leads to the provider with a signed message, which it takes.', async () => {
  const { screen } = await signIn('nora')
  const { sign_out_url } = (await screen.get('/api/session/provider')).body
  assert.ok(sign_out_url.startsWith(`${idp.base}/slo?SAMLRequest=`))
  assert.equal((await screen.send('DELETE', '/api/session')).status, 204)
  const answered = await fetch(sign_out_url, { redirect: 'manual' })
  const back = new URL(answered.headers.get('location') ?? '', idp.base)
  assert.equal(`${back.origin}${back.pathname}`, idp.client.signOut)
  assert.deepEqual(idp.sessions, [])
  const home = await screen.get(back.pathname + back.search)
  assert.equal(home.headers.location, '/sign-in')
})

test('Signing out there ends the sessions here, by redirect and by form; altered, replayed or unsigned it ends none.', async () => {
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
  const first = await signIn('nora')
  const told = await fetch(`${idp.base}/slo`, { redirect: 'manual' })
  const url = new URL(told.headers.get('location') ?? '', idp.base)
  const path = url.pathname + url.search
  const anyone = screenOf(wardline)
  const bad: string[] = [
    path.replace(/&Signature=[^&]+/, ''),
    path.replace(/Signature=..../, 'Signature=AAAA'),
    path.replace(/RelayState=[^&]*/, 'RelayState=other'),
    `${path}&SAMLRequest=${encodeURIComponent('PHg+')}`,
    path.replace(id, otherId),
  ]
  for (const each of bad) assert.equal((await anyone.get(each)).status, 422, each.slice(-60))
  assert.equal(await isIn(first.screen), true)
  const ended = await anyone.get(path)
  assert.equal(ended.status, 303, JSON.stringify(ended.body))
  assert.ok(String(ended.headers.location).startsWith(`${idp.base}/slo?SAMLResponse=`))
  assert.equal(await isIn(first.screen), false)
  assert.equal((await anyone.get(path)).status, 410, 'replayed')
  const done = await fetch(String(ended.headers.location))
  assert.equal(done.status, 200, await done.text())

  const second = await signIn('nora')
  idp.options = { binding: post }
  const { fields } = formOf(await (await fetch(`${idp.base}/slo`)).text())
  idp.options = {}
  const send = (message: string) =>
    wardline.anonymous.send(
      'POST',
      `${pathOf(id)}/sign-out`,
      new URLSearchParams({ ...fields, SAMLRequest: message }).toString(),
      {
        host: 'localhost',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'cross-site',
      },
    )
  const message = fields.SAMLRequest ?? ''
  const unsigned = xmlOf(message).replace(/<Signature[\s\S]*<\/Signature>/, '')
  assert.equal((await send(messageOf(unsigned))).status, 422)
  assert.equal((await send(messageOf(xmlOf(message).replace('>nora<', '>greta<')))).status, 422)
  assert.equal(await isIn(second.screen), true)
  assert.equal((await send(message)).status, 303)
  assert.equal(await isIn(second.screen), false)

  const third = await signIn('nora')
  idp.options = { binding: post, digestAlgorithm: 'sha1' }
  const weak = formOf(await (await fetch(`${idp.base}/slo`)).text())
  idp.options = {}
  assert.match(xmlOf(weak.fields.SAMLRequest ?? ''), /xmldsig#sha1/)
  assert.equal((await send(weak.fields.SAMLRequest ?? '')).status, 422, 'a weak digest')
  assert.equal(await isIn(third.screen), true)
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

test('While we change our own key both are accepted and stand in our metadata; once the old one is retired it counts no longer.', async () => {
  await admin.post('/api/session/confirm', { password })
  const certificates = async () => {
    const { body } = await screenOf(wardline).get(`${pathOf(id)}/metadata`)
    const all = (use: string) =>
      [...String(body).matchAll(new RegExp(`use="${use}">[\\s\\S]*?<ds:X509Certificate>([^<]+)<`, 'g'))].map(
        ([, text]) => `-----BEGIN CERTIFICATE-----\n${text?.trim()}\n-----END CERTIFICATE-----\n`,
      )
    return { signing: all('signing'), encryption: all('encryption') }
  }
  const encryptFor = (pem: string) => {
    idp.options = {
      encryptionCert: pem,
      encryptionPublicKey: createPublicKey(pem).export({ type: 'spki', format: 'pem' }),
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    }
  }
  const turn = (what: 'renew' | 'retire') => admin.post(`/api/providers/${id}/${what}-key`)
  const before = await certificates()
  assert.equal(before.signing.length, 1)
  const [old = ''] = before.encryption
  assert.equal((await turn('retire')).status, 409, 'there is no other')
  assert.equal((await turn('renew')).status, 200)
  assert.equal((await turn('renew')).status, 409, 'one change at a time')
  const during = await certificates()
  assert.deepEqual([during.signing.length, during.signing[0]], [2, before.signing[0]])
  const [next = ''] = during.encryption
  assert.notEqual(next, old)
  for (const pem of [old, next]) {
    encryptFor(pem)
    assert.equal((await signIn('nora')).to, '/desk')
  }
  idp.options = {}
  const { screen } = await signIn('nora')
  const out = (await screen.get('/api/session/provider')).body.sign_out_url
  assert.equal(
    (await fetch(out, { redirect: 'manual' })).status,
    302,
    'signed by the key that the provider knows',
  )
  const shown = JSON.stringify((await admin.get('/api/providers')).body)
  assert.equal(shown.includes('PRIVATE'), false)
  await change({}, {})
  assert.equal((await turn('retire')).status, 200)
  idp.client.certificate = next
  assert.deepEqual(await certificates(), { signing: [next], encryption: [next] })
  encryptFor(old)
  assert.equal((await signIn('nora')).to, refused)
  encryptFor(next)
  assert.equal((await signIn('nora')).to, '/desk')
  idp.options = {}
  const { rows } = await wardline.owner.query(
    "select action from core.audit where action in ('providers.renew_key', 'providers.retire_key') order by at, action",
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['providers.renew_key', 'providers.retire_key'],
  )
  const desk = await wardline.person('Ken Key', ['help-desk'])
  assert.equal((await desk.post(`/api/providers/${id}/renew-key`)).status, 403)
  assert.equal((await admin.post(`/api/providers/${wardline.orgId}/renew-key`)).status, 404)
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
