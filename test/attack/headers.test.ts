/**
 * Scores answers as the public observatories do: a list of what must and must not be in the headers, each with its
 * points. Nothing less than all of them passes, on every route and every kind of answer.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../src/core/attachments/upload.fixture.ts'
import { type Document, type Operation, operationsOf } from '../helpers/openapi.ts'
import { type Answer, type Client, password, startWardline, type Wardline } from '../helpers/server.ts'

let wardline: Wardline
let admin: Client
let operations: Operation[]
before(async () => {
  wardline = await startWardline({ env: { WARDLINE_TRUST_PROXY: '127.0.0.1' } })
  admin = await wardline.admin()
  operations = operationsOf((await wardline.anonymous.get('/api/openapi.json')).body as Document)
})
after(() => wardline.close())

type Headers = Answer['headers']
const directives = (headers: Headers): Map<string, string> =>
  new Map(
    String(headers['content-security-policy'] ?? '')
      .split(';')
      .map((each) => each.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values.join(' ')]),
  )
/** A directive, or what stands in for it where it is left out. */
const fetchSource = (headers: Headers, name: string) =>
  directives(headers).get(name) ?? directives(headers).get('default-src')

const required: Readonly<Record<string, (headers: Headers) => boolean>> = {
  'content-security-policy: default-src is closed': (h) =>
    /^'(self|none)'$/.test(directives(h).get('default-src') ?? ''),
  'scripts only from here, nothing inline, nothing evaluated': (h) =>
    /^'(self|none)'( 'sha256-[^']+')*$/.test(fetchSource(h, 'script-src') ?? ''),
  'no plug-ins': (h) => fetchSource(h, 'object-src') === "'none'",
  'base-uri is closed': (h) => directives(h).get('base-uri') === "'none'",
  'forms go nowhere else': (h) => /^'(self|none)'$/.test(directives(h).get('form-action') ?? ''),
  'framed by nobody': (h) => directives(h).get('frame-ancestors') === "'none'",
  'connections only to here': (h) => /^'(self|none)'$/.test(fetchSource(h, 'connect-src') ?? ''),
  'no source of another site, no wildcard': (h) =>
    !/https?:|\*|unsafe-eval/.test(String(h['content-security-policy'])),
  'x-content-type-options': (h) => h['x-content-type-options'] === 'nosniff',
  'x-frame-options': (h) => h['x-frame-options'] === 'DENY' || directives(h).has('sandbox'),
  'referrer-policy': (h) => /^(same-origin|no-referrer)$/.test(String(h['referrer-policy'])),
  'cross-origin-resource-policy': (h) => h['cross-origin-resource-policy'] === 'same-origin',
  'cross-origin-opener-policy': (h) => h['cross-origin-opener-policy'] === 'same-origin',
  'permissions-policy': (h) => /microphone=\(\).*geolocation=\(\)/.test(String(h['permissions-policy'])),
  'strict-transport-security of half a year or more': (h) =>
    Number(/max-age=(\d+)/.exec(String(h['strict-transport-security']))?.[1] ?? 0) >= 15_768_000,
  'nothing is shared with other origins': (h) => h['access-control-allow-origin'] === undefined,
  'the server does not say what it is': (h) => h['x-powered-by'] === undefined && h.server === undefined,
}

/** What packaged courses ask, which have no origin: by a token, or with a session from this site alone. */
const shared = /^xapi\./
const sharedHeaders = ['cross-origin-resource-policy', 'nothing is shared with other origins']

const missing = (headers: Headers) => Object.keys(required).filter((name) => !required[name]?.(headers))
const overTls = { 'x-forwarded-proto': 'https' }

test('Every route answers with every header that the observatories ask for, to strangers and to administrators.', async () => {
  const wrong: string[] = []
  for (const operation of operations) {
    // Its answer does not end: the test below reads it.
    if (operation.id === 'live.listen') continue
    const path = operation.path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000')
    const body = operation.method === 'GET' ? undefined : '{"rubbish":1}'
    for (const who of operation.method === 'GET' ? [wardline.anonymous, admin] : [wardline.anonymous]) {
      const { status, headers } = await who.send(operation.method, path, body, overTls)
      const less = missing(headers).filter(
        (name) => !(shared.test(operation.id) && sharedHeaders.includes(name)),
      )
      // A browser shows an answer with the wildcard to nobody who sent a cookie.
      if (shared.test(operation.id)) assert.equal(headers['access-control-allow-credentials'], undefined)
      if (less.length > 0) wrong.push(`${operation.id} ${status}: ${less.join('; ')}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('The stream of news has the same headers.', async () => {
  const { http } = wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = http.server.address() as AddressInfo
  const asked = get({
    port,
    host: '127.0.0.1',
    path: '/api/live',
    headers: { ...overTls, cookie: admin.cookie },
  })
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  asked.destroy()
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['content-type']), /^text\/event-stream/)
  assert.deepEqual(missing(answer.headers as Headers), [])
})

test('What two places do with one session at the same time is written down with the address of each.', async () => {
  const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.1']
  for (const address of addresses) {
    const { body } = await uploadWith(wardline, admin)('b.txt', 'text/plain', Buffer.from('words'))
    const path = `/api/attachments/${body.id}`
    assert.equal((await admin.send('GET', path, undefined, { 'x-forwarded-for': address })).status, 200)
  }
  const { rows } = await wardline.owner.query(
    "select address from core.audit where action = 'attachments.link' order by at desc, id desc limit 3",
  )
  assert.deepEqual(rows.map((row) => String(row.address)).sort(), [...addresses].sort())
})

test('Pages, files, problems, documents and figures have the same headers.', async () => {
  const file = await uploadWith(wardline, admin)('a.txt', 'text/plain', Buffer.from('words'))
  const { url } = (await admin.get(`/api/attachments/${file.body.id}`)).body
  for (const path of [
    '/',
    '/sign-in',
    '/api/docs/',
    '/api/openapi.json',
    '/metrics',
    '/health/live',
    '/nowhere.txt',
    '/api/nowhere',
    '/public/main/articles',
    url,
    url,
    `/api/tickets/${'x'.repeat(300)}`,
  ]) {
    const { headers, status } = await admin.get(path, overTls)
    assert.deepEqual(missing({ ...headers, ...onTheConnection(status, headers) }), [], `${path} ${status}`)
  }
})

// An address that cannot be read is answered before it is known how it came.
const onTheConnection = (status: number, headers: Headers): Headers =>
  status === 414
    ? { 'strict-transport-security': headers['strict-transport-security'] ?? 'max-age=31536000' }
    : {}

test('The cookie of a session is out of reach of scripts, for this site and for TLS alone.', async () => {
  const payload = { email: 'admin@main.example', password, organization: 'main' }
  const { headers } = await wardline.anonymous.post('/api/session', payload, overTls)
  const cookie =
    [headers['set-cookie']]
      .flat()
      .map(String)
      .find((each) => each.startsWith('wardline_session=')) ?? ''
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
    assert.ok(cookie.includes(part), cookie)
  assert.doesNotMatch(cookie, /Domain=|Expires=|Max-Age=/)
})

/**
 * A provider has the browser post signed messages here: they count by their signature, and no session is asked for.
 * A packaged course has no origin, and is known by a token that nobody can guess.
 */
const takesForeign = [
  'session.take_saml',
  'session.saml_sign_out_form',
  'training.opened_key',
  'notices.unsubscribe',
]

const foreign: Readonly<Record<string, Record<string, string>>> = {
  'another site': { 'sec-fetch-site': 'cross-site' },
  'a neighbor of the same domain': { 'sec-fetch-site': 'same-site' },
  'another origin': { origin: 'https://evil.example' },
  'no origin': { origin: 'null' },
  'another port': { origin: 'http://localhost:9999' },
  'an origin that begins alike': { origin: 'http://localhost.evil.example' },
}

test('A write that a browser says comes from elsewhere is refused on every route; so is a form that needs no asking.', async () => {
  const writing = operations.filter(({ id, method }) => method !== 'GET' && !takesForeign.includes(id))
  for (const [what, headers] of Object.entries(foreign))
    for (const operation of what === 'another site' ? writing : writing.slice(0, 10)) {
      const path = operation.path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000')
      const { status, body } = await admin.send(operation.method, path, '{}', {
        host: 'localhost',
        ...headers,
      })
      assert.deepEqual([status, body.type], [403, 'foreign-site'], `${operation.id} from ${what}`)
    }
  // What a plain form or an old browser sends without such headers is not JSON, and is not read.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    assert.equal(
      (await admin.post('/api/tickets', '{"title":"x","body":"y"}', { 'content-type': type })).status,
      415,
      type,
    )
  assert.equal((await admin.send('GET', '/api/tickets', undefined, foreign['another site'])).status, 200)
  const same = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin', host: 'localhost' }
  assert.equal((await admin.post('/api/tickets', { title: 'From here', body: 'x' }, same)).status, 200)
})

test('Each way in that can be guessed at is limited.', async () => {
  const guess = (path: string, body: unknown) => () => wardline.anonymous.post(path, body)
  const token = 'A'.repeat(43)
  const ways: Record<string, () => Promise<Answer>> = {
    password: guess('/api/session', {
      email: 'guessed@main.example',
      password: 'wrong wrong wrong',
      organization: 'main',
    }),
    reset: guess('/api/session/reset', { email: 'guessed@main.example', organization: 'main' }),
    confirmation: () => admin.post('/api/session/confirm', { password: 'wrong wrong wrong' }),
    'set-up code': guess('/api/setup', { code: token }),
  }
  for (const [what, tries] of Object.entries(ways)) {
    const statuses: number[] = []
    for (let count = 0; count < 30 && !statuses.includes(429) && !statuses.includes(404); count++)
      statuses.push((await tries()).status)
    const last = statuses.at(-1)
    if (what === 'set-up code')
      assert.ok([404, 409, 422, 429].includes(last ?? 0), `${what}: ${statuses.join()}`)
    else assert.equal(last, 429, `${what}: ${statuses.join()}`)
  }
})
