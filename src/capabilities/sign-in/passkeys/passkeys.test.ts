import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, withQueue } from '../../../core/people/fixture.ts'
import { addPasskey, afterPassword, screenOf, usePasskey } from '../fixture.ts'
import { testDevice } from './test-authenticator.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
})
after(() => wardline.close())

/** Longer than a confirmation holds, shorter than a session without anybody there. */
const wait = () => wardline.clock.advance(11 * 60_000)

async function withPasskey(name: string, roles: string[] = []) {
  const client = await wardline.person(name, roles)
  const screen = screenOf(wardline, client.cookie)
  return { screen, personId: client.personId, ...(await addPasskey(screen, 'Phone', { password })) }
}

test('With a passkey she signs in without a password: it is both steps at once, and opens what is privileged.', async () => {
  const { device, personId } = await withPasskey('Pia Passkey', ['administrator'])
  const screen = screenOf(wardline)
  const answer = await usePasskey(screen, device)
  assert.deepEqual([answer.status, answer.body], [200, { needs_factor: false }])
  const me = (await screen.get('/api/session')).body
  assert.deepEqual([me.person_id, me.has_factor, me.has_passkey], [personId, true, true])
  assert.equal((await screen.post('/api/roles', { title: 'By passkey' })).status, 200)
  const { rows } = (await screen.get('/api/passkeys')).body
  assert.equal(rows.length, 1)
  assert.equal(rows[0].rp_id, 'localhost')
  assert.ok(rows[0].last_used_at)
  const { rows: lines } = await wardline.owner.query(
    "select data ->> 'by' as by from core.audit where actor_id = $1 and action = 'signed_in' order by at desc, id desc limit 1",
    [personId],
  )
  assert.equal(lines[0].by, 'passkey')
})

test('The first passkey asks for the password, gives recovery codes once, and ends the other sessions.', async () => {
  const client = await wardline.person('Fia First', [])
  const other = (await afterPassword(wardline, 'Fia First')).screen
  const screen = screenOf(wardline, client.cookie)
  assert.equal((await screen.post('/api/passkeys/begin', {})).body.errors[0].pointer, '#/password')
  assert.equal((await screen.post('/api/passkeys/begin', { password: 'not hers at all' })).status, 422)
  const { recovery } = await addPasskey(screen, 'Phone', { password })
  assert.equal(recovery?.length, 10)
  assert.equal((await other.get('/api/people')).status, 401)
  assert.equal((await screen.get('/api/people')).status, 200)
  const second = await addPasskey(screen, 'Key')
  assert.equal(second.recovery, null, 'those that she kept still work')
  wait()
  assert.equal((await screen.post('/api/passkeys/begin', {})).body.type, 'step-up-needed')
})

test('After the password the passkey is the second step; the password alone opens nothing.', async () => {
  const { device, recovery } = await withPasskey('Sia Second')
  const { screen, said } = await afterPassword(wardline, 'Sia Second')
  assert.deepEqual(said, { needs_factor: true, owes_factor: false, has_passkey: true })
  assert.equal((await screen.get('/api/people')).status, 401)
  assert.equal((await screen.post('/api/passkeys/begin', {})).status, 401, 'nor may it add another')
  const pending = screen.cookies.get('wardline_session')
  assert.equal((await usePasskey(screen, device, '/api/session/factor/passkey')).status, 200)
  assert.notEqual(screen.cookies.get('wardline_session'), pending)
  assert.equal((await screen.get('/api/people')).status, 200)
  assert.equal((await screen.post('/api/session/factor/passkey/begin')).status, 409)
  const lost = (await afterPassword(wardline, 'Sia Second')).screen
  assert.equal((await lost.post('/api/session/factor', { code: recovery?.[0] })).status, 200)
})

test('A passkey confirms who she is before a privileged action; a wrong one does not, and she stays signed in.', async () => {
  const { screen, device } = await withPasskey('Cia Confirm', ['administrator'])
  const { device: foreign } = await withPasskey('Xia Other', [])
  wait()
  assert.equal((await screen.post('/api/roles', { title: 'Early' })).body.type, 'step-up-needed')
  assert.equal((await screen.post('/api/session/confirm', { password })).status, 422)
  assert.equal((await usePasskey(screen, foreign, '/api/session/confirm/passkey')).status, 409)
  assert.equal((await screen.post('/api/roles', { title: 'Early' })).body.type, 'step-up-needed')
  assert.equal((await usePasskey(screen, device, '/api/session/confirm/passkey')).status, 200)
  assert.equal((await screen.post('/api/roles', { title: 'Confirmed by key' })).status, 200)
})

test('What a device signed for another address, without looking who it was, or with an old count opens nothing.', async () => {
  const { device } = await withPasskey('Wia Wrong')
  const refused = async (twist: Parameters<typeof usePasskey>[3]) => {
    const screen = screenOf(wardline)
    const answer = await usePasskey(screen, device, '/api/session/passkey', twist)
    assert.equal(answer.body.type, 'wrong-passkey', JSON.stringify(twist))
    assert.equal(screen.cookies.has('wardline_session'), false)
  }
  await refused({ origin: 'https://evil.example' })
  await refused({ origin: 'http://localhost:9999' })
  await refused({ rpId: 'evil.example' })
  await refused({ isVerified: false })
  await refused({ type: 'webauthn.create' })
  assert.equal((await usePasskey(screenOf(wardline), device)).status, 200)
  await refused({ counter: 1 })
  device.counter += 1
  assert.equal((await usePasskey(screenOf(wardline), device)).status, 200)
  assert.ok((await auditActions(wardline)).includes('passkey_refused'))
})

test('Somebody who asks at a made-up host finds no passkey there.', async () => {
  const { device } = await withPasskey('Hia Host')
  const screen = screenOf(wardline)
  const at = (path: string, body: unknown) => screen.send('POST', path, body, { host: 'evil.localhost' })
  assert.equal((await at('/api/session/passkey/begin', { organization: 'main' })).status, 409)
  const number = await screen.send('POST', '/api/session/passkey/begin', {}, { host: '127.0.0.1:8080' })
  assert.equal(number.status, 409)
  const belongs = (host: string) =>
    wardline.owner.query('update core.passkey set rp_id = $2 where credential_id = $1', [device.id, host])
  await belongs('help.example.org')
  assert.equal((await usePasskey(screen, device)).body.type, 'wrong-passkey', 'made for another host')
  await belongs('localhost')
  assert.equal((await usePasskey(screen, device)).status, 200)
})

test('An answer counts once, in the browser where it was begun, for what it was begun for, and for ten minutes.', async () => {
  const { screen: own, device } = await withPasskey('Ria Replay')
  const screen = screenOf(wardline)
  const begin = async () => (await screen.post('/api/session/passkey/begin', { organization: 'main' })).body
  const first = await begin()
  const sent = { ceremony: first.ceremony, answer: device.use(first.options) }
  const elsewhere = await screenOf(wardline).post('/api/session/passkey', sent)
  assert.equal(elsewhere.body.type, 'begin-again', 'another browser')
  const confirming = await own.post('/api/session/confirm/passkey', sent)
  assert.equal(confirming.status, 410, 'another use')
  assert.equal((await screen.post('/api/session/passkey', sent)).status, 200)
  assert.equal((await screen.post('/api/session/passkey', sent)).body.type, 'begin-again', 'again')
  const twice = await begin()
  const once = { ceremony: twice.ceremony, answer: device.use(twice.options) }
  const both = await Promise.all([1, 2].map(() => screen.post('/api/session/passkey', once)))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 410])
  const late = await begin()
  wait()
  const after = await screen.post('/api/session/passkey', {
    ceremony: late.ceremony,
    answer: device.use(late.options),
  })
  assert.equal(after.status, 410)
  const forged = { ceremony: `${wardline.orgId}.${'A'.repeat(200)}`, answer: device.use(late.options) }
  assert.equal((await screen.post('/api/session/passkey', forged)).status, 410)
})

test('A failed try uses the challenge up, and somebody else’s challenge is not answered by a passkey.', async () => {
  const { device } = await withPasskey('Tia Try')
  const screen = screenOf(wardline)
  const begun = (await screen.post('/api/session/passkey/begin', { organization: 'main' })).body
  const other = (await screen.post('/api/session/passkey/begin', { organization: 'main' })).body
  const wrong = { ceremony: begun.ceremony, answer: device.use(other.options) }
  assert.equal((await screen.post('/api/session/passkey', wrong)).status, 401)
  const right = { ceremony: begun.ceremony, answer: device.use(begun.options) }
  assert.equal((await screen.post('/api/session/passkey', right)).status, 410)
})

test('A removed passkey, an unknown one, one of another organization, and one of somebody who left open nothing.', async () => {
  const { screen, device, id } = await withPasskey('Remi Removed')
  await addPasskey(screen, 'Another')
  const leaver = await withPasskey('Leo Leaver')
  assert.equal((await screen.post(`/api/passkeys/${id}/remove`)).status, 200)
  assert.equal((await usePasskey(screenOf(wardline), device)).body.type, 'wrong-passkey')
  assert.equal((await usePasskey(screenOf(wardline), testDevice())).body.type, 'wrong-passkey')
  const admin = await wardline.admin()
  assert.equal((await admin.post(`/api/people/${leaver.personId}/deactivate`)).status, 200)
  assert.equal((await usePasskey(screenOf(wardline), leaver.device)).body.type, 'wrong-passkey')
  await wardline.organization('elsewhere')
  const there = screenOf(wardline)
  const begun = await there.post('/api/session/passkey/begin', { organization: 'elsewhere' })
  const { device: mine } = await withPasskey('Orla Other')
  const tried = await there.post('/api/session/passkey', {
    ceremony: begun.body.ceremony,
    answer: mine.use(begun.body.options),
  })
  assert.equal(tried.body.type, 'wrong-passkey')
  assert.equal((await usePasskey(screenOf(wardline), mine)).status, 200)
})

test('Nobody sees, renames or removes the passkeys of another; removing an own one asks who she is.', async () => {
  const { id, screen } = await withPasskey('Olga Owner')
  const { screen: other } = await withPasskey('Ted Thief')
  assert.equal((await other.get('/api/passkeys')).body.rows.length, 1)
  assert.equal((await other.send('PATCH', `/api/passkeys/${id}`, { name: 'Mine' })).status, 404)
  assert.equal((await other.post(`/api/passkeys/${id}/remove`)).status, 404)
  assert.equal((await screen.send('PATCH', `/api/passkeys/${id}`, { name: 'Ward phone' })).status, 200)
  assert.equal((await screen.get('/api/passkeys')).body.rows[0].name, 'Ward phone')
  wait()
  assert.equal((await screen.post(`/api/passkeys/${id}/remove`)).body.type, 'step-up-needed')
})

test('The same passkey is kept once, and an answer without a look at who it was is not kept.', async () => {
  const client = await wardline.person('Dina Double', [])
  const screen = screenOf(wardline, client.cookie)
  const begin = async (body = {}) => (await screen.post('/api/passkeys/begin', body)).body
  const keep = (ceremony: string, answer: unknown) =>
    screen.post('/api/passkeys', { ceremony, name: 'Phone', answer })
  const device = testDevice()
  const blind = await begin({ password })
  assert.equal((await keep(blind.ceremony, device.make(blind.options, { isVerified: false }))).status, 409)
  const far = await begin({ password })
  const evil = device.make(far.options, { origin: 'https://evil.example' })
  assert.equal((await keep(far.ceremony, evil)).status, 409)
  const first = await begin({ password })
  assert.equal((await keep(first.ceremony, device.make(first.options))).status, 200)
  const again = await begin()
  const refused = await keep(again.ceremony, device.make(again.options))
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /kept here already/)
})

test('Who resets somebody’s second step takes the passkeys too, and only after confirming who they are.', async () => {
  const { device, personId, screen } = await withPasskey('Lola Lost')
  const admin = await wardline.admin()
  const reset = () => admin.post(`/api/people/${personId}/reset-factor`, { reason: 'Lost the phone' })
  wait()
  assert.equal((await reset()).body.type, 'step-up-needed')
  assert.equal((await admin.post('/api/session/confirm', { password })).status, 200)
  assert.equal((await reset()).status, 200)
  assert.equal((await screen.get('/api/people')).status, 401)
  assert.equal((await usePasskey(screenOf(wardline), device)).body.type, 'wrong-passkey')
  const { said } = await afterPassword(wardline, 'Lola Lost')
  assert.equal(said.needs_factor, false)
  const { rows } = await wardline.owner.query(
    "select count(*)::int as count from core.audit where action = 'people.reset_factor' and data ->> 'person' = $1",
    [personId],
  )
  assert.equal(rows[0].count, 1)
})
