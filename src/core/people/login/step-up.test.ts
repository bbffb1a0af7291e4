import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, browser, codeOf, nextStep, setUpFactor, until, withQueue } from '../fixture.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
})
after(() => wardline.close())

const next_password = 'another horse battery staple'
/** Longer than a confirmation holds, shorter than a session without anybody there. */
const wait = () => wardline.clock.advance(11 * 60_000)

async function role(title: string, permissions: string[]): Promise<string> {
  const admin = await wardline.admin()
  const made = await admin.post('/api/roles', { title, permissions, home: 'organization' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id
}

async function holder(name: string, permissions: string[]): Promise<Client> {
  const person = await wardline.person(name, [])
  const role_id = await role(`Role of ${name}`, permissions)
  const admin = await wardline.admin()
  assert.equal((await admin.post(`/api/people/${person.personId}/roles`, { role_id })).status, 200)
  await until(async () => (await person.get('/api/session')).body.permissions.includes(permissions[0]))
  return person
}

test('Changing the password does not stand for the second step: privileged actions still ask for the code.', async () => {
  const client = await wardline.person('Fia Factor', ['administrator'])
  const screen = browser(wardline, client.cookie)
  const { secret } = await setUpFactor(wardline, screen)
  wait()
  const privileged = (title: string) => screen.post('/api/roles', { title })
  assert.equal((await privileged('Before')).body.type, 'step-up-needed')
  const change = (old_password: string, new_password: string) =>
    screen.post('/api/session/password', { old_password, new_password })
  assert.equal((await change('not her password', next_password)).status, 422)
  assert.equal((await change(password, next_password)).status, 200)
  assert.equal((await privileged('After')).body.type, 'step-up-needed')
  assert.equal((await screen.post('/api/factor/disable')).body.type, 'step-up-needed')
  assert.equal((await screen.post('/api/factor/recovery-codes')).body.type, 'step-up-needed')
  assert.equal((await screen.post('/api/session/confirm', { password: next_password })).status, 422)
  nextStep(wardline)
  assert.equal((await screen.post('/api/session/confirm', { code: codeOf(wardline, secret) })).status, 200)
  assert.equal((await privileged('Confirmed')).status, 200)
  const again = await wardline.anonymous.post('/api/session', {
    email: 'fia.factor@main.example',
    password: next_password,
    organization: 'main',
  })
  assert.equal(again.body.needs_factor, true, 'the new password alone opens nothing')
})

test('Without a second step and where none is wanted, changing the password is a fresh proof.', async () => {
  const client = await wardline.person('Paula Password', ['administrator'])
  const screen = browser(wardline, client.cookie)
  wait()
  assert.equal((await screen.post('/api/roles', { title: 'Early' })).body.type, 'step-up-needed')
  const body = { old_password: password, new_password: next_password }
  assert.equal((await screen.post('/api/session/password', body)).status, 200)
  assert.equal((await screen.post('/api/roles', { title: 'Paula' })).status, 200)
})

test('Another e-mail address for somebody needs a fresh confirmation; a name or phone does not.', async () => {
  const manager = await holder('Mia Manager', ['people.manage', 'people.read'])
  const target = await wardline.person('Tom Target', [])
  const path = `/api/people/${target.personId}`
  wait()
  const edit = (body: unknown) => manager.send('PATCH', path, body)
  assert.equal((await edit({ phone: '555 0100' })).status, 200)
  assert.equal((await edit({ email: 'tom.target@main.example' })).status, 200, 'the same address')
  for (const email of ['mine@evil.example', null]) {
    const refused = await edit({ email })
    assert.deepEqual([refused.status, refused.body.type], [403, 'step-up-needed'])
  }
  const { rows } = await wardline.owner.query('select email from core.person where id = $1', [
    target.personId,
  ])
  assert.equal(rows[0].email, 'tom.target@main.example')
  assert.equal((await manager.post('/api/session/confirm', { password })).status, 200)
  assert.equal((await edit({ email: 'tom@main.example' })).status, 200)
})

test('An import that changes or first gives an e-mail address needs a fresh confirmation; one that adds people does not.', async () => {
  const importer = await holder('Ina Import', ['people.import'])
  await wardline.owner.query(
    "update core.person set external_key = '7001' where org_id = $1 and email = 'tom@main.example'",
    [wardline.orgId],
  )
  await wardline.owner.query(
    "insert into core.person (org_id, id, name, external_key) values ($1, gen_random_uuid(), 'No Address', '7002')",
    [wardline.orgId],
  )
  wait()
  const run = async (text: string) => {
    const shown = await importer.post('/api/people/import/preview', { text })
    assert.equal(shown.status, 200, JSON.stringify(shown.body))
    return importer.post('/api/people/import/run', { text, hash: shown.body.hash })
  }
  const header = 'Employee ID,Full name,E-mail\n'
  assert.equal((await run(`${header}7003,New Nurse,new.nurse@main.example\n`)).body.created, 1)
  for (const line of ['7001,Tom Target,mine@evil.example\n', '7002,No Address,mine@evil.example\n']) {
    const refused = await run(header + line)
    assert.deepEqual([refused.status, refused.body.type], [403, 'step-up-needed'], line)
  }
  const stolen = await wardline.owner.query("select from core.person where email = 'mine@evil.example'")
  assert.equal(stolen.rowCount, 0)
  assert.equal((await importer.post('/api/session/confirm', { password })).status, 200)
  assert.equal((await run(`${header}7001,Tom Target,tom.new@main.example\n`)).body.updated, 1)
  assert.ok((await auditActions(wardline)).includes('people.import'))
})

const link = /#[0-9a-f-]{36}\.\S+/
const bodies = async (client: Client) =>
  (await client.get('/api/outbox')).body.rows.map((row: { body: string }) => row.body)

test('A letter with a link is read only by who manages roles, freshly confirmed, and only without a mail server.', async () => {
  const reader = await holder('Otto Outbox', ['outbox.read'])
  const admin = await wardline.admin()
  const made = await admin.post('/api/people', { name: 'Ivy Invited', email: 'ivy@main.example' })
  assert.equal((await admin.post(`/api/people/${made.body.id}/invite`)).status, 200)
  const shown = await bodies(admin)
  assert.ok(
    shown.some((body: string) => link.test(body)),
    JSON.stringify(shown),
  )
  assert.ok((await bodies(reader)).every((body: string) => !link.test(body)))
  wait()
  assert.ok(
    (await bodies(admin)).every((body: string) => !link.test(body)),
    'not without confirming',
  )
  assert.equal((await admin.post('/api/session/confirm', { password })).status, 200)
  assert.ok((await bodies(admin)).some((body: string) => link.test(body)))
  assert.ok((await auditActions(wardline)).includes('outbox.links_read'))
})

test('With a mail server nobody reads the links of letters that wait, not even freshly confirmed.', async () => {
  const mailing = await startWardline({
    env: {
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'help@main.example',
      WARDLINE_PUBLIC_URL: 'https://help.example.org',
    },
  })
  try {
    await withQueue(mailing)
    const admin = await mailing.admin()
    const made = await admin.post('/api/people', { name: 'Ivy Invited', email: 'ivy@main.example' })
    assert.equal((await admin.post(`/api/people/${made.body.id}/invite`)).status, 200)
    const { rows } = await mailing.owner.query(
      "select body_text from core.outbox where to_address = 'ivy@main.example'",
    )
    assert.match(rows[0].body_text, link)
    assert.ok((await bodies(admin)).every((body: string) => !link.test(body)))
  } finally {
    await mailing.close()
  }
})
