import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, browser, until } from '../fixture.ts'

let wardline: Wardline
let nurse: Client

before(async () => {
  wardline = await startWardline()
  nurse = await wardline.person('Nora Nurse', [])
})
after(() => wardline.close())

const nora = 'nora.nurse@main.example'
const signIn = (email: string, given: string, headers: Record<string, string> = {}) =>
  wardline.anonymous.post('/api/session', { email, password: given, organization: 'main' }, headers)

test('The right password signs in, in any spelling of the address.', async () => {
  assert.equal((await signIn(' Nora.Nurse@MAIN.example ', password)).status, 200)
})

test('A wrong password and an unknown person get the same answer.', async () => {
  const wrong = await signIn(nora, 'not her password at all')
  const unknown = await signIn('nobody@main.example', 'not her password at all')
  assert.equal(wrong.status, 401)
  const plain = ({ body: { instance: _instance, ...rest } }: { body: Record<string, unknown> }) => rest
  assert.deepEqual(plain(wrong), plain(unknown))
})

test('Signing in is told to the audit log, and so is failing.', async () => {
  const before = (await auditActions(wardline)).length
  await signIn(nora, password)
  await signIn(nora, 'a wrong password')
  assert.deepEqual((await auditActions(wardline)).slice(before), ['signed_in', 'sign_in_failed'])
})

test('The cookie is out of reach of scripts and other sites, and encrypted where the public address is.', async () => {
  const [session = '', device = ''] = (await signIn(nora, password)).headers['set-cookie'] as string[]
  for (const plain of [session, device]) {
    assert.match(plain, /; HttpOnly/)
    assert.match(plain, /; SameSite=Lax/)
    assert.doesNotMatch(plain, /Secure|Domain/)
  }
  assert.doesNotMatch(session, /Max-Age/)
  const secure = await startWardline({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
  try {
    const answer = await secure.anonymous.post('/api/session', { email: 'admin@main.example', password })
    for (const cookie of answer.headers['set-cookie'] as string[]) assert.match(cookie, /; Secure/)
  } finally {
    await secure.close()
  }
})

test('A password is the same however its accents were typed.', async () => {
  const admin = await wardline.admin()
  const made = await admin.post('/api/people', { name: 'Zoë Accent', email: 'zoe@main.example' })
  const { hashPassword } = await import('../password.ts')
  await wardline.owner.query('insert into core.password (org_id, person_id, hash) values ($1,$2,$3)', [
    wardline.orgId,
    made.body.id,
    await hashPassword('caf\u00e9 con leche'),
  ])
  assert.equal((await signIn('zoe@main.example', 'cafe\u0301 con leche')).status, 200)
})

test('Ten wrong tries from one place are answered, the eleventh has to wait, and another place may still try.', async () => {
  await wardline.person('Tilda Tries', [])
  const email = 'tilda.tries@main.example'
  for (let count = 0; count < 10; count++)
    assert.equal((await signIn(email, 'wrong again and again')).status, 401)
  const refused = await signIn(email, password)
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.ok((await auditActions(wardline)).includes('throttled'))
  const elsewhere = await wardline.composition.http.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: '10.20.30.40',
    payload: { email, password, organization: 'main' },
  })
  assert.equal(elsewhere.statusCode, 200)
  wardline.clock.advance(16 * 60_000)
  assert.equal((await signIn(email, password)).status, 200)
})

test('Signing in often with the right password is no guessing.', async () => {
  await wardline.person('Olga Often', [])
  for (let count = 0; count < 14; count++)
    assert.equal((await signIn('olga.often@main.example', password)).status, 200)
})

test('Many wrong tries at once are counted one by one.', async () => {
  await wardline.person('Paul Parallel', [])
  const answers = await Promise.all(
    Array.from({ length: 14 }, () => signIn('paul.parallel@main.example', 'wrong at once')),
  )
  assert.equal(answers.filter(({ status }) => status === 401).length, 10)
  assert.equal(answers.filter(({ status }) => status === 429).length, 4)
})

test('A session ends after fifteen minutes without anybody there, and background polling does not extend it.', async () => {
  const ida = await wardline.person('Ida Idle', ['help-desk'])
  for (let minutes = 0; minutes < 14; minutes += 2) {
    wardline.clock.advance(2 * 60_000)
    assert.equal((await ida.get('/api/session', { 'x-wardline-background': '1' })).status, 200)
  }
  wardline.clock.advance(2 * 60_000)
  assert.equal((await ida.get('/api/session')).status, 401)
  assert.equal((await ida.get('/api/people')).status, 401)
})

test('A session goes on while somebody is there, but not past twelve hours.', async () => {
  const ben = await wardline.person('Ben Busy', ['help-desk'])
  for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
    wardline.clock.advance(10 * 60_000)
    assert.equal((await ben.get('/api/session')).status, 200, `after ${minutes} minutes`)
  }
  wardline.clock.advance(10 * 60_000)
  assert.equal((await ben.get('/api/session')).status, 401)
})

test('A role may allow a longer or shorter absence.', async () => {
  await wardline.owner.query(
    "update core.role set idle_minutes = 3 where org_id = $1 and key = 'it-trainer'",
    [wardline.orgId],
  )
  const strict = await wardline.person('Stella Strict', ['help-desk', 'it-trainer'])
  assert.equal((await strict.get('/api/session')).body.idle_minutes, 3)
  wardline.clock.advance(4 * 60_000)
  assert.equal((await strict.get('/api/session')).status, 401)
})

test('Signing out ends the session on the server, not only in the browser.', async () => {
  const lea = await wardline.person('Lea Leaves', [])
  assert.equal((await lea.send('DELETE', '/api/session')).status, 204)
  assert.equal((await lea.get('/api/session')).status, 401)
})

test('Who signs in at a shared workstation ends the session of the one before.', async () => {
  const first = await wardline.person('Wanda Ward', [])
  const screen = browser(wardline, first.cookie)
  const answer = await screen.post('/api/session', { email: nora, password, organization: 'main' })
  assert.equal(answer.status, 200)
  assert.equal((await screen.get('/api/session')).body.name, 'Nora Nurse')
  assert.equal((await first.get('/api/session')).status, 401)
})

test('A session of one organization never works in another, also not with its id in the cookie.', async () => {
  const { orgId } = await wardline.organization('other')
  const mine = await wardline.person('Carl Cookie', [])
  const [name, value = ''] = mine.cookie.split('=')
  const token = value.split('.')[1]
  assert.equal((await mine.get('/api/session')).status, 200)
  const forged = { cookie: `${name}=${orgId}.${token}` }
  assert.equal((await wardline.anonymous.get('/api/session', forged)).status, 401)
  for (const broken of ['', 'x', '.', `${orgId}.`, `not-an-id.${token}`, `${orgId}.${'a'.repeat(5000)}`])
    assert.equal((await wardline.anonymous.get('/api/session', { cookie: `${name}=${broken}` })).status, 401)
})

test('The same address may sign in to two organizations, each with its own password.', async () => {
  const answer = await wardline.anonymous.post('/api/session', {
    email: nora,
    password,
    organization: 'other',
  })
  assert.equal(answer.status, 401)
  assert.equal(
    (await wardline.anonymous.post('/api/session', { email: nora, password, organization: 'none' })).status,
    401,
  )
})

test('Malformed sign-ins are refused with a pointer and never fail on the server.', async () => {
  for (const [body, pointer] of [
    [{ email: nora }, '#/password'],
    [{ email: 5, password: [] }, '#/password'],
    [{ email: nora, password, extra: 1 }, '#/extra'],
    [{ email: `a\n${nora}`, password }, '#/email'],
    [{ email: nora, password: 'x'.repeat(1025) }, '#/password'],
  ] as const) {
    const answer = await wardline.anonymous.post('/api/session', body)
    assert.equal(answer.status, 422, JSON.stringify(body))
    assert.ok(answer.body.errors.some((error: { pointer: string }) => error.pointer === pointer))
  }
  assert.equal((await wardline.anonymous.post('/api/session', '{"email":')).status, 400)
  assert.equal((await signIn('a\u0000@b.example', password)).status, 422)
})

test('Own sessions are listed and revoked; those of others only with the permission.', async () => {
  const email = 'nora.nurse@main.example'
  const second = await wardline.signIn(email, 'main')
  const list = await second.get('/api/sessions')
  assert.ok(list.body.rows.length >= 1)
  assert.equal(list.body.rows.filter((row: { is_this: boolean }) => row.is_this).length, 1)
  const third = await wardline.signIn(email, 'main')
  const id = (await third.get('/api/sessions')).body.rows.find((row: { is_this: boolean }) => row.is_this).id
  const stranger = await wardline.person('Sly Stranger', ['help-desk'])
  assert.equal((await stranger.post(`/api/sessions/${id}/revoke`)).status, 404)
  assert.equal((await stranger.get(`/api/sessions?person_id=${nurse.personId}`)).status, 404)
  assert.equal((await second.post(`/api/sessions/${id}/revoke`)).status, 200)
  await until(async () => (await third.get('/api/session')).status === 401)
  const admin = await wardline.admin()
  const seen = await admin.get(`/api/sessions?person_id=${nurse.personId}`)
  assert.ok(seen.body.rows.length >= 1)
  assert.equal((await second.post('/api/sessions/revoke-others')).status, 200)
  assert.deepEqual((await second.get('/api/sessions')).body.rows.length, 1)
})
