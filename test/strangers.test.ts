import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Document, type Operation, operationsOf } from './helpers/openapi.ts'
import { startWardline, type Wardline } from './helpers/server.ts'

let wardline: Wardline
let operations: Operation[]
before(async () => {
  wardline = await startWardline()
  operations = operationsOf((await wardline.anonymous.get('/api/openapi.json')).body as Document)
})
after(() => wardline.close())

/** What answers without anybody being signed in; everything else asks for a session first. */
const open: ReadonlySet<string> = new Set([
  'session.start',
  'session.reset',
  'session.link',
  'session.choose_password',
  'surveys.open',
  'session.begin_passkey',
  'session.passkey',
  'session.ways',
  'session.start_provider',
  'session.return_from_provider',
  'session.ended_by_provider',
  'session.finish_saml',
  'session.take_saml',
  'session.saml_metadata',
  'session.saml_sign_out',
  'session.saml_sign_out_form',
  'surveys.answer',
  'notices.mail_settings',
  'notices.save_mail_settings',
  'notices.unsubscribe',
  'notices.unsubscribe_page',
  'setup.state',
  'setup.start',
  // Who holds the unguessable name of a certificate checks it.
  'training.check_certificate',
  'training.public_badge',
  'training.public_issuer',
  'training.public_achievement',
  'training.public_status',
  'training.public_key',
])
const isOpen = (operation: Operation) =>
  open.has(operation.id) || !operation.path.startsWith('/api/') || operation.path.startsWith('/api/setup')

const pathOf = (operation: Operation) => operation.path.replaceAll(/\{\w+\}/g, 'not-an-id')

test('A stranger who sends rubbish to any route is asked to sign in, and does not learn what the route takes.', async () => {
  const wrong: string[] = []
  let asked = 0
  for (const operation of operations) {
    if (isOpen(operation)) continue
    asked += 1
    for (const body of ['{"rubbish":1}', '{broken', 'x'.repeat(2_000_000)]) {
      const answer = await wardline.anonymous.send(
        operation.method,
        `${pathOf(operation)}?rubbish=1`,
        operation.method === 'GET' ? undefined : body,
      )
      if (answer.status !== 401) wrong.push(`${operation.id} answered ${answer.status}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.ok(asked > 100, `${asked} were asked`)
})

test('Who is signed in, and who uses an open route, is told what is wrong with what was sent.', async () => {
  const nurse = await wardline.person('Nora Nurse', [])
  assert.equal((await nurse.post('/api/tickets', { rubbish: 1 })).status, 422)
  assert.equal((await nurse.get('/api/tickets?rubbish=1')).status, 422)
  assert.equal((await nurse.post('/api/tickets', '{broken')).status, 400)
  for (const path of [
    '/api/session',
    '/api/session/reset',
    '/api/session/link',
    '/api/session/choose-password',
  ])
    assert.equal((await wardline.anonymous.post(path, { rubbish: 1 })).status, 422, path)
})

/** What answers to somebody between the password and the second step, but for the way out. */
async function openBetween(name: string, hasFactor: boolean): Promise<string[]> {
  const nurse = await wardline.person(name, [])
  await wardline.owner.query('update core.session set is_pending = true where person_id = $1', [
    nurse.personId,
  ])
  if (hasFactor)
    await wardline.owner.query(
      "insert into core.second_factor (org_id, person_id, secret_sealed, confirmed_at) values ($1, $2, '', now())",
      [wardline.orgId, nurse.personId],
    )
  wardline.clock.advance(6_000)
  const answered: string[] = []
  for (const operation of operations) {
    if (isOpen(operation) || operation.id === 'session.end') continue
    const body = operation.method === 'GET' ? undefined : '{"rubbish":1}'
    const answer = await nurse.send(operation.method, pathOf(operation), body)
    if (answer.status !== 401) answered.push(operation.id)
  }
  assert.equal((await nurse.send('DELETE', '/api/session')).status, 204)
  return answered.sort()
}

const giving = [
  'session.begin_factor_passkey',
  'session.factor',
  'session.factor_passkey',
  'session.me',
  'session.provider',
]

test('Between the password and the second step, only the second step and the way out are open.', async () => {
  assert.deepEqual(await openBetween('Half Way', true), giving)
})

test('Who has to set up a second step first may do that besides, and nothing else.', async () => {
  const settingUp = ['factor.begin', 'factor.confirm', 'factor.show', 'passkeys.begin', 'passkeys.create']
  assert.deepEqual(await openBetween('Set Up', false), [...settingUp, ...giving])
})

test('Of many wrong fields the first is named, so that a large body costs one look.', async () => {
  const nurse = await wardline.person('Wanda Wrong', [])
  const body = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`wrong_${index}`, index]))
  const answer = await nurse.post('/api/tickets', body)
  assert.equal(answer.status, 422)
  assert.equal(answer.body.errors.length, 1)
})

test('Sign-in to an organization that does not exist answers like a wrong password, in bounded time: nothing is hashed for it.', async () => {
  const email = 'admin@main.example'
  const attempt = async (organization: string) => {
    const payload = { email, password: 'x'.repeat(1024), organization }
    const { status, body } = await wardline.anonymous.post('/api/session', payload)
    const { instance: _instance, ...said } = body
    return { status, said }
  }
  const tries = async () =>
    (await wardline.owner.query('select sum(tries)::int as sum from core.throttle')).rows[0].sum
  const known = await attempt('main')
  const before = await tries()
  const start = process.cpuUsage()
  const unknown = await Promise.all(Array.from({ length: 300 }, () => attempt('nowhere')))
  const { user, system } = process.cpuUsage(start)
  for (const each of unknown) assert.deepEqual(each, known)
  assert.equal(await tries(), before, 'and nothing is written for it')
  // Each hash takes some fifty milliseconds of a processor, whatever else the machine does.
  assert.ok((user + system) / 1000 < 300 * 15, `${(user + system) / 1000} ms`)
})
