/** Two providers that speak OpenID Connect, real ones, and visits at them. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { withQueue } from '../../../core/people/fixture.ts'
import { type Screen, screenOf } from '../fixture.ts'
import { clientId, clientSecret, startProvider, type TestProvider, Visitor } from './test-provider.ts'

export let wardline: Wardline
export let admin: Client
export let login: TestProvider
export let other: TestProvider
export let providerId: string
export let otherId: string
export let own: string
export const roles = new Map<string, string>()

export const usual = {
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

export const pathOf = (id: string) => `/api/session/providers/${wardline.orgId}/${id}`

export async function create(provider: TestProvider, changes: Record<string, unknown> = {}): Promise<string> {
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

export async function change(changes: Record<string, unknown>, id = providerId): Promise<void> {
  await admin.post('/api/session/confirm', { password })
  const { rows } = (await admin.get('/api/providers')).body
  const now = rows.find((row: { id: string }) => row.id === id)
  const { id: _id, issuer: _issuer, kind: _kind, saml: _saml, ...fields } = now
  const { status, body } = await admin.send('PUT', `/api/providers/${id}`, { ...fields, ...changes })
  assert.equal(status, 200, JSON.stringify(body))
}

/** Visits the provider as somebody, and comes back with its answer, which is not yet handed in. */
export async function visit(
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

export async function signIn(who: string | null, options: Parameters<typeof visit>[1] = {}) {
  const { screen, back, visitor } = await visit(who, options)
  const { headers, status } = await screen.get(back)
  assert.equal(status, 303)
  return { screen, visitor, to: String(headers.location) }
}

/** The administrator's session is over after some hours. */
export async function signInAgain(): Promise<void> {
  admin = await wardline.admin()
}

export const isHeldNow = ({ valid_to }: { valid_to: string | null }) =>
  valid_to === null || Date.parse(valid_to) > wardline.clock.now().getTime()

export const isIn = async (screen: Screen) => (await screen.get('/api/session')).status === 200

/** Opens all of it before the tests of a file, and closes it after them. */
export function openProviders(): void {
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
}
