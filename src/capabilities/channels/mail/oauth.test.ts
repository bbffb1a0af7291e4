/** Mailboxes that are opened with OAuth2: a service on this machine that gives tokens, a mail server that checks them. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { readMailbox } from './fetch.ts'
import { watchMailboxes } from './watch.ts'

type Imap = {
  listen(port: number, done: () => void): void
  close(done?: () => void): void
  server: { address(): { port: number } }
  users: Record<string, { xoauth2?: { accessToken: string } }>
  appendMessage(mailbox: string, flags: string[], date: undefined, raw: string): void
}

/** What the service says and was asked. Each refresh token is taken once; used again it ends what it began. */
const service = {
  asked: [] as URLSearchParams[],
  refresh: 'refresh-0',
  given: 0,
  life_seconds: 3_600,
  pause_ms: 0,
  rotates: true,
  isStolen: false,
  answer: undefined as undefined | { status: number; body: string },
}
let cast: Cast
let imap: Imap
let tokens: Server
let box: string
let token_url: string

const { setTimeout: usual } = globalThis
const half_hour_ms = 30 * 60_000

before(async () => {
  // The mail server of the test keeps the process for half an hour after somebody idled.
  globalThis.setTimeout = ((run: () => void, ms?: number) => {
    const timer = usual(run, ms)
    return ms === half_hour_ms ? timer.unref() : timer
  }) as typeof setTimeout
  tokens = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => usual(() => answer(new URLSearchParams(body), response), service.pause_ms))
  })
  await new Promise<void>((done) => tokens.listen(0, '127.0.0.1', done))
  const { port } = tokens.address() as AddressInfo
  token_url = `http://127.0.0.1:${port}/token`
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Imap
  imap = hoodiecrow({
    plugins: ['IDLE', 'ID', 'SASL-IR', 'XOAUTH2'],
    users: { 'desk@main.example': { password: 'never', xoauth2: { accessToken: 'access-0' } } },
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: {} } },
  })
  await new Promise<void>((done) => imap.listen(0, done))
  cast = await startCast({ env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1,127.0.0.1:${port}` } })
  box = must(await cast.admin.post('/api/mail/mailboxes', settings())).body.id
})
after(async () => {
  globalThis.setTimeout = usual
  imap?.close()
  tokens?.close()
  await cast?.wardline.close()
})
beforeEach(async () => {
  Object.assign(service, {
    life_seconds: 3_600,
    pause_ms: 0,
    rotates: true,
    isStolen: false,
    answer: undefined,
  })
  service.refresh = 'refresh-again'
  must(await change({ secret: service.refresh }))
  service.asked.length = 0
})

function answer(asked: URLSearchParams, response: import('node:http').ServerResponse) {
  service.asked.push(asked)
  const say = (status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  if (service.answer) return say(service.answer.status, service.answer.body)
  const isClient = asked.get('grant_type') === 'client_credentials'
  if (asked.get('client_secret') !== 'client-secret') return say(401, '{"error":"invalid_client"}')
  if (!isClient && asked.get('refresh_token') !== service.refresh) service.isStolen = true
  if (service.isStolen) return say(400, '{"error":"invalid_grant","error_description":"secret words"}')
  service.given += 1
  const access_token = `access-${service.given}`
  const account = imap.users['desk@main.example']
  if (account) account.xoauth2 = { accessToken: access_token }
  if (!isClient && service.rotates) service.refresh = `refresh-${service.given}`
  const refresh = isClient || !service.rotates ? {} : { refresh_token: service.refresh }
  say(
    200,
    JSON.stringify({ access_token, token_type: 'Bearer', expires_in: service.life_seconds, ...refresh }),
  )
}

const settings = (changes: Record<string, unknown> = {}) => ({
  name: 'Help desk',
  address: 'desk@main.example',
  host: '127.0.0.1',
  port: imap.server.address().port,
  security: 'none',
  username: 'desk@main.example',
  sign_in: 'refresh',
  token_url,
  client_id: 'wardline',
  scope: 'mail.read offline',
  secret: service.refresh,
  client_secret: 'client-secret',
  team_id: cast.network,
  kept_days: 30,
  is_on: true,
  ...changes,
})
const health = async () =>
  must(await cast.admin.get('/api/mail/mailboxes')).body.rows.find((row: { id: string }) => row.id === box)
const change = async (changes: Record<string, unknown>) => {
  const { version } = await health()
  const sent = { ...settings({ secret: undefined, client_secret: undefined }), ...changes, version }
  return cast.admin.send('PUT', `/api/mail/mailboxes/${box}`, sent)
}
const reads = () => readMailbox(cast.wardline.composition.app, { org: cast.wardline.orgId, mailbox: box })
const stored = async () => (await cast.rows('select id from channels.mail_in')).length
const put = (subject: string) =>
  imap.appendMessage(
    'INBOX',
    [],
    undefined,
    `From: nora.nurse@main.example\r\nTo: desk@main.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@test.example>\r\n\r\nWords.\r\n`,
  )

test('A token is fetched before it is needed, kept while it is good, and its refresh token is followed by the next one.', async () => {
  put('first')
  await reads()
  assert.equal((await health()).failure, null)
  assert.equal(await stored(), 1)
  assert.deepEqual(Object.fromEntries(service.asked[0] ?? []), {
    client_id: 'wardline',
    scope: 'mail.read offline',
    grant_type: 'refresh_token',
    refresh_token: 'refresh-again',
    client_secret: 'client-secret',
  })
  const [life] = await cast.rows('select access_until from channels.mailbox where id = $1', [box])
  assert.equal(Date.parse(String(life?.access_until)) - cast.wardline.clock.now().getTime(), 3_600_000)
  await endsIn(3)
  await reads()
  assert.equal(service.asked.length, 1, 'the token is still good')
  await endsIn(1)
  put('second')
  await reads()
  assert.equal(await stored(), 2)
  assert.equal(service.asked.length, 2, 'it was fetched anew before it ended')
  assert.notEqual(service.asked[1]?.get('refresh_token'), 'refresh-again')
  // A service that gives none back means that the one it got goes on.
  service.rotates = false
  await endsIn(1)
  await reads()
  await endsIn(1)
  await reads()
  assert.equal((await health()).failure, null)
  assert.equal(service.asked.at(-1)?.get('refresh_token'), service.refresh)
})

test('Two processes that need a token at once ask for one, and the next refresh token is not lost.', async () => {
  service.pause_ms = 400
  const { app } = cast.wardline.composition
  const end = watchMailboxes(app, { look_ms: 50, pause_ms: 10 })
  await Promise.all([reads(), reads(), reads()])
  await until(async () => (await health()).is_watched, 'the watch')
  await end()
  assert.equal(service.asked.length, 1)
  assert.equal((await health()).failure, null)
  await endsIn(1)
  await Promise.all([reads(), reads()])
  assert.equal((await health()).failure, null)
  assert.equal(service.asked.length, 2)
  assert.equal(service.isStolen, false)
})

test('Who renames the mailbox while a token is fetched loses none; a refresh token that was given meanwhile stays.', async () => {
  service.pause_ms = 400
  const run = reads()
  await until(async () => (await leases()) === 1, 'the fetching')
  must(await change({ name: 'Renamed' }))
  await run
  service.pause_ms = 0
  await reads()
  assert.equal((await health()).failure, null, 'the next one was noted')
  assert.equal(service.asked.length, 2)
  await endsIn(1)
  service.pause_ms = 400
  const another = reads()
  await until(async () => (await leases()) === 1, 'the fetching')
  must(await change({ secret: 'given-by-hand' }))
  await another
  service.pause_ms = 0
  await reads()
  assert.equal(service.asked.at(-1)?.get('refresh_token'), 'given-by-hand')
})

test('Who died while fetching holds the others up for half a minute and no longer.', async () => {
  const lease = (seconds: number) =>
    cast.rows('update channels.mailbox set refreshing_until = now() + make_interval(secs => $1::int)', [
      seconds,
    ])
  await lease(2)
  const began_ms = performance.now()
  await reads()
  assert.ok(performance.now() - began_ms > 1_000)
  assert.equal((await health()).failure, null)
  assert.equal(await leases(), 0)
})

test('What goes wrong is told in words that say what to do, and no secret or word of the service is among them.', async () => {
  const failures: Record<string, { status: number; body: string }> = {
    'The refresh token has ended or was withdrawn. Give a new one.': {
      status: 400,
      body: '{"error":"invalid_grant","error_description":"secret words"}',
    },
    'The sign-in service did not accept the client ID or the client secret.': {
      status: 401,
      body: '{"error":"invalid_client"}',
    },
    'The sign-in service does not give what the scope asks for.': {
      status: 400,
      body: '{"error":"invalid_scope"}',
    },
    'The sign-in service could not be reached.': { status: 503, body: 'busy' },
    'The sign-in service gave an answer that could not be used.': {
      status: 200,
      body: '{"access_token":"a\\u0001auth","token_type":"Bearer"}',
    },
  }
  for (const [sentence, said] of Object.entries(failures)) {
    service.answer = said
    await reads()
    const { failure, failing_since } = await health()
    assert.equal(failure, sentence)
    assert.ok(failing_since)
    const row = must(await cast.admin.get('/api/channels')).body.rows.find(
      (each: { id: string }) => each.id === box,
    )
    assert.deepEqual([row.state, row.failure], ['fails', sentence])
  }
  service.answer = { status: 200, body: '{"access_token":"other","token_type":"mac"}' }
  await reads()
  assert.match((await health()).failure, /could not be used/)
  service.answer = undefined
  await reads()
  assert.equal((await health()).failure, null)
  const all = JSON.stringify(must(await cast.admin.get('/api/mail/mailboxes')).body)
  assert.doesNotMatch(all, /refresh-|access-\d|client-secret|secret words/)
})

test('A token that the mail server refuses before its end is fetched anew at the next look.', async () => {
  await reads()
  const account = imap.users['desk@main.example']
  if (account) account.xoauth2 = { accessToken: 'withdrawn' }
  await reads()
  assert.equal((await health()).failure, 'The mail server did not accept the user or the token.')
  await reads()
  assert.equal((await health()).failure, null)
  assert.equal(service.asked.length, 2)
})

test('A program that opens the mailbox with its own secret needs no refresh token.', async () => {
  must(await change({ sign_in: 'client', secret: 'client-secret', scope: null }))
  await reads()
  assert.equal((await health()).failure, null)
  assert.deepEqual(Object.fromEntries(service.asked[0] ?? []), {
    client_id: 'wardline',
    grant_type: 'client_credentials',
    client_secret: 'client-secret',
  })
  must(await change({ secret: 'refresh-again', client_secret: 'client-secret' }))
})

test('Secrets go to no other service, and the service is one that may be reached.', async () => {
  const refused = async (changes: Record<string, unknown>) => (await change(changes)).status
  assert.equal(await refused({ token_url: 'https://elsewhere.example/token' }), 422)
  assert.equal(await refused({ sign_in: 'token' }), 422, 'a refresh token is no access token')
  assert.equal(await refused({ secret: 'x', token_url: 'http://elsewhere.example/token' }), 422)
  assert.equal(await refused({ secret: 'x', token_url: 'https://user@elsewhere.example/token' }), 422)
  assert.equal(await refused({ secret: 'x', token_url: null }), 422)
  assert.equal(await refused({ secret: 'x', client_id: null }), 422)
  const before = service.asked.length
  for (const inner of ['https://10.0.0.1/token', 'https://169.254.169.254/token', 'https://[::1]/token']) {
    must(await change({ secret: 'x', token_url: inner }))
    await reads()
    assert.match((await health()).failure, /may not be reached from here/, inner)
  }
  assert.equal(service.asked.length, before)
  // Moved back without it, the client secret of the former service is gone and not sent.
  must(await change({ secret: 'refresh-again' }))
  service.answer = undefined
  await reads()
  assert.equal(service.asked.at(-1)?.get('client_secret'), null)
  assert.match((await health()).failure, /client ID or the client secret/)
  must(await change({ client_secret: 'client-secret' }))
  await reads()
  assert.equal((await health()).failure, null)
  assert.equal((await cast.agent.post('/api/mail/mailboxes', settings())).status, 403)
})

/** The token that was fetched is good for so long. */
async function endsIn(minutes: number): Promise<void> {
  const until = new Date(cast.wardline.clock.now().getTime() + minutes * 60_000)
  await cast.rows('update channels.mailbox set access_until = $1 where access_until is not null', [until])
}

async function leases(): Promise<number> {
  return (await cast.rows('select from channels.mailbox where refreshing_until > now()')).length
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 60_000; ) {
    if (await isTrue()) return
    await new Promise((done) => usual(done, 20))
  }
  assert.fail(`${what} did not happen`)
}
