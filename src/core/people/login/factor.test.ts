import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import {
  auditActions,
  type Browser,
  browser,
  codeOf,
  nextStep,
  setUpFactor,
  until,
  withQueue,
} from '../fixture.ts'

let wardline: Wardline

before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
})
after(() => wardline.close())

const emailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@main.example`

async function withFactor(name: string, roles: string[] = []) {
  const client = await wardline.person(name, roles)
  const screen = browser(wardline, client.cookie)
  return { screen, personId: client.personId, ...(await setUpFactor(wardline, screen)) }
}

async function afterPassword(name: string): Promise<Browser> {
  const screen = browser(wardline)
  const answer = await screen.post('/api/session', { email: emailOf(name), password, organization: 'main' })
  assert.equal(answer.body.needs_factor, true)
  return screen
}

test('With a second step, the password alone opens nothing, and the code opens a session under a new token.', async () => {
  const { secret } = await withFactor('Fay Factor', ['help-desk'])
  const screen = await afterPassword('Fay Factor')
  const pending = screen.cookie()
  assert.equal((await screen.get('/api/people')).status, 401)
  assert.equal((await screen.get('/api/factor')).status, 401)
  assert.equal((await screen.get('/api/session')).body.needs_factor, true)
  assert.deepEqual((await screen.get('/api/session')).body.permissions, [])
  nextStep(wardline)
  assert.equal((await screen.post('/api/session/factor', { code: '000000' })).status, 422)
  assert.equal((await screen.post('/api/session/factor', { code: codeOf(wardline, secret) })).status, 200)
  assert.notEqual(screen.cookie(), pending)
  assert.equal((await screen.get('/api/people')).status, 200)
  assert.equal((await wardline.anonymous.get('/api/session', { cookie: pending })).status, 401)
})

test('The same code never works twice, not even at once.', async () => {
  const { secret } = await withFactor('Rita Replay')
  nextStep(wardline)
  const code = codeOf(wardline, secret)
  const screens = await Promise.all([1, 2, 3].map(() => afterPassword('Rita Replay')))
  const answers = await Promise.all(screens.map((screen) => screen.post('/api/session/factor', { code })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422])
  assert.equal((await (await afterPassword('Rita Replay')).post('/api/session/factor', { code })).status, 422)
})

test('A code of a minute ago is refused, and so is one before its time.', async () => {
  const { secret } = await withFactor('Ollie Old')
  const old = codeOf(wardline, secret)
  wardline.clock.advance(90_000)
  const screen = await afterPassword('Ollie Old')
  assert.equal((await screen.post('/api/session/factor', { code: old })).status, 422)
  wardline.clock.advance(90_000)
  const early = codeOf(wardline, secret)
  wardline.clock.advance(-90_000)
  assert.equal((await screen.post('/api/session/factor', { code: early })).status, 422)
  assert.equal((await screen.post('/api/session/factor', { code: codeOf(wardline, secret) })).status, 200)
})

test('Each of ten recovery codes works once, and new ones end the old.', async () => {
  const { screen, secret, recovery } = await withFactor('Rosa Recovery')
  assert.equal(recovery.length, 10)
  assert.equal(new Set(recovery).size, 10)
  const [first = '', second = '', third = ''] = recovery
  assert.equal(
    (await (await afterPassword('Rosa Recovery')).post('/api/session/factor', { code: first })).status,
    200,
  )
  assert.equal(
    (await (await afterPassword('Rosa Recovery')).post('/api/session/factor', { code: first })).status,
    422,
  )
  const typed = second.toUpperCase().replaceAll('-', ' ')
  assert.equal(
    (await (await afterPassword('Rosa Recovery')).post('/api/session/factor', { code: typed })).status,
    200,
  )
  assert.equal((await screen.get('/api/factor')).body.recovery_codes_left, 8)
  nextStep(wardline)
  await screen.post('/api/session/confirm', { code: codeOf(wardline, secret) })
  const fresh = await screen.post('/api/factor/recovery-codes')
  assert.equal(fresh.body.recovery_codes.length, 10)
  assert.equal(
    (await (await afterPassword('Rosa Recovery')).post('/api/session/factor', { code: third })).status,
    422,
  )
})

test('The secret and the recovery codes are not readable in the database.', async () => {
  const { secret, recovery, personId } = await withFactor('Clara Clear')
  const { rows } = await wardline.owner.query(
    "select encode(secret_sealed, 'escape') as sealed, (select string_agg(encode(code_hash, 'escape'), ' ') from core.recovery_code c where c.person_id = f.person_id) as codes from core.second_factor f where person_id = $1",
    [personId],
  )
  assert.ok(!rows[0].sealed.includes(secret))
  for (const code of recovery) assert.ok(!rows[0].codes.includes(code.replaceAll('-', '')))
})

test('Setting up needs the password, and only the first code puts the second step to use.', async () => {
  const client = await wardline.person('Hana Half', [])
  const screen = browser(wardline, client.cookie)
  assert.equal((await screen.post('/api/factor/begin', { password: 'not hers at all' })).status, 422)
  const { secret, uri } = (await screen.post('/api/factor/begin', { password })).body
  assert.match(uri, /^otpauth:\/\/totp\/Hospital%20main:/)
  assert.equal((await screen.post('/api/factor/confirm', { code: '123456' })).status, 422)
  const other = await wardline.anonymous.post('/api/session', {
    email: emailOf('Hana Half'),
    password,
    organization: 'main',
  })
  assert.equal(other.body.needs_factor, false)
  const before = screen.cookie()
  assert.equal((await screen.post('/api/factor/confirm', { code: codeOf(wardline, secret) })).status, 200)
  assert.notEqual(screen.cookie(), before)
  await until(async () => (await wardline.anonymous.get('/api/session', { cookie: before })).status === 401)
  assert.equal((await screen.post('/api/factor/begin', { password })).status, 409)
})

test('Taking it away needs a fresh confirmation by code; a password does not do.', async () => {
  const { screen, secret } = await withFactor('Dora Disable')
  wardline.clock.advance(11 * 60_000)
  const refused = await screen.post('/api/factor/disable')
  assert.equal(refused.status, 403)
  assert.equal(refused.body.type, 'step-up-needed')
  const byPassword = await screen.post('/api/session/confirm', { password })
  assert.equal(byPassword.status, 422)
  assert.equal(byPassword.body.errors[0].pointer, '#/code')
  assert.equal((await screen.post('/api/session/confirm', { code: codeOf(wardline, secret) })).status, 200)
  assert.equal((await screen.post('/api/factor/disable')).status, 200)
  const next = await wardline.anonymous.post('/api/session', {
    email: emailOf('Dora Disable'),
    password,
    organization: 'main',
  })
  assert.equal(next.body.needs_factor, false)
  const { rows } = await wardline.owner.query(
    'select subject from core.outbox where to_address = $1 order by created_at',
    [emailOf('Dora Disable')],
  )
  assert.deepEqual(
    rows.map((row) => row.subject),
    ['A new way to sign in was added', 'The second step for signing in was removed'],
  )
})

test('Guessing codes is slow.', async () => {
  await withFactor('Gus Guess')
  const screen = await afterPassword('Gus Guess')
  for (let count = 0; count < 10; count++)
    assert.equal((await screen.post('/api/session/factor', { code: `00000${count}` })).status, 422)
  assert.equal((await screen.post('/api/session/factor', { code: '111111' })).status, 429)
})

test('A session that waits for its second step ends after ten minutes.', async () => {
  const { secret } = await withFactor('Wim Waits')
  const screen = await afterPassword('Wim Waits')
  wardline.clock.advance(10 * 60_000)
  assert.equal((await screen.post('/api/session/factor', { code: codeOf(wardline, secret) })).status, 401)
})

test('Confirming by password holds for ten minutes where no second step is wanted.', async () => {
  const admin = await wardline.admin()
  wardline.clock.advance(11 * 60_000)
  assert.equal((await admin.post('/api/roles', { title: 'Late' })).body.type, 'step-up-needed')
  assert.equal((await admin.post('/api/session/confirm', { password: 'not the right one' })).status, 422)
  assert.equal((await admin.post('/api/session/confirm', {})).status, 422)
  assert.equal((await admin.post('/api/session/confirm', { password })).status, 200)
  assert.equal((await admin.post('/api/roles', { title: 'Late' })).status, 200)
})

test('Where the organization wants it, a privileged action without a second step is denied.', async () => {
  const { orgId } = await wardline.organization('strict')
  const boss = await wardline.signIn('admin@strict.example', 'strict')
  assert.equal(
    (await boss.send('PUT', '/api/organization/second-factor', { second_factor: 'privileged' })).status,
    200,
  )
  await until(async () => (await boss.post('/api/roles', { title: 'Mine' })).status === 403)
  const refused = await boss.post('/api/session/confirm', { password })
  assert.equal(refused.status, 403)
  assert.equal(refused.body.type, 'factor-needed')
  const again = await wardline.signIn('admin@strict.example', 'strict')
  assert.equal((await again.post('/api/roles', { title: 'Mine' })).status, 403)
  assert.equal((await again.get('/api/session')).body.is_factor_wanted, true)
  const screen = browser(wardline, again.cookie)
  await setUpFactor(wardline, screen)
  assert.equal((await screen.post('/api/roles', { title: 'Another' })).status, 200)
  assert.ok((await auditActions(wardline, orgId)).includes('factor_added'))
})

test('An administrator resets a second step only on a recorded verification, and its owner is told.', async () => {
  const { personId, screen } = await withFactor('Lars Lost')
  const admin = await wardline.admin()
  const path = `/api/people/${personId}/reset-factor`
  assert.equal((await admin.post(path, {})).status, 422)
  assert.equal((await admin.post(path, { verified_by: 'knows_birthday', reason: 'He knew it' })).status, 422)
  const helper = await wardline.person('Hugo Helper', ['help-desk'])
  const input = { reason: 'Phone lost; called back on the number on file.' }
  assert.equal((await helper.post(path, input)).status, 403)
  assert.equal((await admin.post(path, input)).status, 200)
  await until(async () => (await screen.get('/api/session')).status === 401)
  const { rows } = await wardline.owner.query(
    'select what, reason from core.credential_reset where person_id = $1',
    [personId],
  )
  assert.deepEqual(rows, [{ what: 'factor', ...input }])
  const audit = await wardline.owner.query(
    "select data::text from core.audit where action = 'people.reset_factor'",
  )
  assert.ok(!audit.rows[0].data.includes('Phone lost'))
  const next = await wardline.anonymous.post('/api/session', {
    email: emailOf('Lars Lost'),
    password,
    organization: 'main',
  })
  assert.equal(next.body.needs_factor, false)
})
