/** Two providers that speak SAML, real ones, and visits at them. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { withQueue } from '../../../core/people/fixture.ts'
import { type Screen, screenOf } from '../fixture.ts'
import { formOf, type SamlTestProvider, startSamlProvider } from './test-provider.ts'

export let wardline: Wardline
export let admin: Client
export let idp: SamlTestProvider
export let other: SamlTestProvider
export let id: string
export let otherId: string

export const entity = 'http://localhost/saml'
export const usual = {
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
export const samlUsual = {
  signs_requests: true,
  takes_unasked: false,
  name_attribute: 'name',
  email_attribute: 'email',
  trusts_addresses: true,
}

export const pathOf = (provider: string) => `/api/session/providers/${wardline.orgId}/${provider}`
export const acsOf = (provider: string) => `http://localhost${pathOf(provider)}/acs`

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

export async function change(
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
export async function visit(who: string | null, { provider = idp, providerId = id, ...way }: Way = {}) {
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
export const hand = (message: string, providerId = id) =>
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

export async function handIn(screen: Screen, message: string, providerId = id): Promise<string> {
  const taken = await hand(message, providerId)
  assert.equal(taken.status, 303, JSON.stringify(taken.body))
  const to = String(taken.headers.location)
  if (!to.includes('/finish?')) return to
  const finished = await screen.get(to)
  assert.equal(finished.status, 303, JSON.stringify(finished.body))
  return String(finished.headers.location)
}

export async function signIn(who: string | null, way: Way = {}) {
  const { screen, message } = await visit(who, way)
  return { screen, to: await handIn(screen, message, way.providerId) }
}

export const xmlOf = (message: string) => Buffer.from(message, 'base64').toString('utf8')
export const messageOf = (xml: string) => Buffer.from(xml).toString('base64')
export const isIn = async (screen: Screen) => (await screen.get('/api/session')).status === 200
export const refused = '/sign-in?refused=provider-failed'

export async function lastWhy(): Promise<string> {
  const { rows } = await wardline.owner.query(
    "select data from core.audit where org_id = $1 and action = 'sign_in_failed' order by id desc limit 1",
    [wardline.orgId],
  )
  return rows[0].data.why
}

/** The real message, altered, lets nobody in and leaves the reason; the same one as it was does. */
export async function refusedAs(why: string, alter: (xml: string) => string | Promise<string>, options = {}) {
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

/** Opens all of it before the tests of a file, and closes it after them. */
export function openProviders(): void {
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
}
