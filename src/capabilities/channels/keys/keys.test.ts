/** Keys with a real server and database: what they open, whose rights they have, and what ends them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let admin: Client
let lead: Client
let team: string
before(async () => {
  wardline = await startWardline()
  team = await wardline.team('Service Desk')
  admin = await wardline.admin()
  lead = await wardline.person('Lena Lead', ['team-lead'], [team])
})
after(() => wardline?.close())

const asKey = (secret: string) => ({
  get: (path: string) =>
    wardline.anonymous.send('GET', path, undefined, { authorization: `Bearer ${secret}` }),
  post: (path: string, body: unknown = {}) =>
    wardline.anonymous.send('POST', path, body, { authorization: `Bearer ${secret}` }),
})

async function proven(client: Client): Promise<Client> {
  assert.equal((await client.post('/api/session/confirm', { password })).status, 200)
  return client
}

async function makeKey(client: Client, scopes: string[], more: Record<string, unknown> = {}) {
  const made = await (await proven(client)).post('/api/keys', { name: 'Sync', scopes, days: 30, ...more })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return { id: made.body.id as string, secret: made.body.secret as string, ...asKey(made.body.secret) }
}

const words = { title: 'The monitor is dark', body: 'Room 4.' }

test('A key opens what it was made for, in the name of its owner, and nothing else that the owner may.', async () => {
  const key = await makeKey(lead, ['tickets.create', 'tickets.read_all'])
  const made = await key.post('/api/tickets', words)
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const seen = await key.get(`/api/tickets/${made.body.id}`)
  assert.equal(seen.body.requester.id, lead.personId)
  assert.equal((await key.post(`/api/tickets/${made.body.id}/watch`)).status, 403)
  assert.equal((await lead.post(`/api/tickets/${made.body.id}/watch`)).status, 200)
  assert.equal((await key.get('/api/reports/flow')).status, 403)
  const { rows } = await wardline.owner.query(
    "select actor_id, data->>'by_key' as by_key from core.event where record_id = $1 and action = 'tickets.create'",
    [made.body.id],
  )
  assert.deepEqual(rows, [{ actor_id: lead.personId, by_key: key.id }])
  const denials = await wardline.owner.query(
    "select count(*)::int as lines from core.audit where action = 'denied' and actor_id = $1 and data->>'by_key' = $2",
    [lead.personId, key.id],
  )
  assert.equal(denials.rows[0].lines, 2)
})

test('A key shows once and is kept as a hash; a list tells whose it is, what it opens and when it was used.', async () => {
  const key = await makeKey(lead, ['tickets.create', 'everyday.read'])
  await key.get('/api/organization')
  const { body } = await lead.get('/api/keys')
  const row = body.rows.find(({ id }: { id: string }) => id === key.id)
  assert.equal(row.prefix, key.secret.slice(37, 43))
  assert.equal(row.owner.id, lead.personId)
  assert.ok(row.last_used_at)
  assert.ok(!JSON.stringify(body).includes(key.secret.slice(37)))
  const { rows } = await wardline.owner.query('select to_jsonb(k) as stored from channels.api_key k')
  assert.ok(!JSON.stringify(rows).includes(key.secret.slice(43)))
  const agent = await wardline.person('Sam Agent', ['team-lead'], [team])
  assert.deepEqual((await agent.get('/api/keys')).body.rows, [], 'others do not see it')
  assert.equal((await agent.get('/api/keys?all=true')).status, 403)
  const all = (await admin.get('/api/keys?all=true')).body.rows
  assert.ok(all.some(({ id }: { id: string }) => id === key.id))
})

test('Who lacks a right gives it to no key; what the owner loses the key loses at the same moment, and gains nothing new.', async () => {
  const nora = await wardline.person('Nora Nurse', [])
  assert.equal(
    (await (await proven(nora)).post('/api/keys', { name: 'K', scopes: ['tickets.create'], days: 1 })).status,
    403,
  )
  await proven(lead)
  const refused = await lead.post('/api/keys', { name: 'K', scopes: ['roles.manage'], days: 1 })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].pointer, '#/scopes')
  const tom = await wardline.person('Tom Lead', ['team-lead'], [team])
  const key = await makeKey(tom, ['tickets.create', 'reports.read', 'tickets.read_all'])
  assert.equal((await key.get('/api/reports/flow')).status, 200)
  wardline.clock.advance(1000)
  await wardline.owner.query(
    "update core.role_assignment set valid_to = $2 where person_id = $1 and role_id in (select id from core.role where key = 'team-lead')",
    [tom.personId, wardline.clock.now()],
  )
  assert.equal((await key.get('/api/reports/flow')).status, 403)
  assert.equal((await key.post('/api/tickets', words)).status, 200, 'what is left stays')
})

test('A key of somebody who was deactivated, or merged, a revoked one, and one that expired open nothing at once.', async () => {
  const kim = await wardline.person('Kim Lead', ['team-lead'], [team])
  const works = async (key: { get(path: string): Promise<{ status: number }> }) =>
    (await key.get('/api/tickets')).status
  const scopes = ['tickets.read_all']
  const revoked = await makeKey(kim, scopes)
  const other = await makeKey(kim, scopes)
  assert.equal(await works(revoked), 200)
  assert.equal((await lead.post(`/api/keys/${revoked.id}/revoke`)).status, 404, 'only one’s own')
  assert.equal((await kim.post(`/api/keys/${revoked.id}/revoke`)).status, 200)
  assert.equal(await works(revoked), 401)
  assert.equal(await works(other), 200)
  const expiring = await makeKey(kim, scopes, { days: 1 })
  wardline.clock.advance(86_400_000 - 1000)
  assert.equal(await works(expiring), 200)
  wardline.clock.advance(1000)
  assert.equal(await works(expiring), 401)
  admin = await wardline.admin()
  lead = await wardline.signIn('lena.lead@main.example', 'main')
  assert.equal((await admin.post(`/api/people/${kim.personId}/deactivate`)).status, 200)
  assert.equal(await works(other), 401)
  const max = await wardline.person('Max Lead', ['team-lead'], [team])
  const merged = await makeKey(max, scopes)
  const into = await admin.post(`/api/people/${max.personId}/merge`, { into_id: lead.personId })
  assert.equal(into.status, 200, JSON.stringify(into.body))
  assert.equal(await works(merged), 401, 'it does not act for the survivor')
  for (const secret of ['', 'wlk_x', `${other.secret}x`, other.secret.replace(/.$/, '#')])
    assert.equal(await works(asKey(secret)), 401, secret)
})

test('A key does nothing that needs a fresh proof, makes no key, and decides nothing that only its owner can.', async () => {
  const key = await makeKey(admin, [
    'roles.manage',
    'organization.manage',
    'people.manage',
    'keys.own',
    'everyday.read',
  ])
  assert.equal((await key.get('/api/organization')).status, 200)
  const another = await key.post('/api/keys', { name: 'K', scopes: ['people.manage'], days: 1 })
  assert.equal(another.body.type, 'step-up-needed')
  const unproven = await wardline.person('Uma Lead', ['team-lead'])
  wardline.clock.advance(11 * 60_000)
  assert.equal(
    (await unproven.post('/api/keys', { name: 'K', scopes: ['tickets.create'], days: 1 })).body.type,
    'step-up-needed',
  )
  assert.equal((await key.post('/api/sessions/revoke-others')).status, 403)
  assert.equal((await key.post('/api/session/confirm', { password })).status, 401, 'it is no session')
  assert.equal((await key.get('/api/session')).status, 401)
  assert.equal((await key.post('/api/attachments')).status, 401, 'only actions and reads take keys')
  const plain = await makeKey(admin, ['organization.manage'])
  assert.equal((await plain.get('/api/organization')).status, 403, 'not made for everyday reading')
  const withCookie = await wardline.anonymous.send('GET', '/api/session', undefined, {
    cookie: admin.cookie,
    authorization: `Bearer ${plain.secret}`,
  })
  assert.equal(withCookie.status, 200, 'a route without keys asks the session')
  const byProxy = await wardline.anonymous.send('GET', '/api/organization', undefined, {
    cookie: admin.cookie,
    authorization: 'Basic cHJveHk6d29yZHM=',
  })
  assert.equal(byProxy.status, 200, 'the words of a proxy are no key')
  const mixed = await wardline.anonymous.send('GET', '/api/organization', undefined, {
    cookie: admin.cookie,
    authorization: `Bearer ${plain.secret}`,
  })
  assert.equal(mixed.status, 403, 'who brings a key has no more than the key')
})

test('A key is used so often a minute and no more, also by many requests at once, and again a minute later.', async () => {
  const key = await makeKey(lead, ['tickets.read_all'], { minute_max: 30 })
  const answers = await Promise.all(Array.from({ length: 45 }, () => key.get('/api/tickets')))
  const passed = answers.filter(({ status }) => status === 200).length
  assert.equal(passed, 30)
  const refused = answers.find(({ status }) => status === 429)
  assert.ok(Number(refused?.headers['retry-after']) <= 60)
  wardline.clock.advance(60_000)
  assert.equal((await key.get('/api/tickets')).status, 200)
})

test('A service identity gets its key from who manages roles; a person’s key is made by that person alone.', async () => {
  admin = await proven(await wardline.admin())
  const service = await admin.post('/api/people', {
    name: 'Directory sync',
    kind: 'service',
    custodian_id: admin.personId,
  })
  const role = (await admin.get('/api/roles')).body.rows.find(
    ({ key }: { key: string }) => key === 'team-lead',
  )
  must(await admin.post(`/api/people/${service.body.id}/roles`, { role_id: role.id }))
  const asked = {
    name: 'Night run',
    scopes: ['people.read', 'tickets.read_all'],
    days: 90,
    person_id: service.body.id,
  }
  lead = await proven(await wardline.signIn('lena.lead@main.example', 'main'))
  assert.equal((await lead.post('/api/keys', asked)).status, 403)
  assert.equal((await admin.post('/api/keys', { ...asked, person_id: lead.personId })).status, 422)
  const key = await makeKey(admin, asked.scopes, { person_id: service.body.id })
  assert.equal((await key.get('/api/roles')).status, 200)
  const kept = must2(await admin.post('/api/tickets', words))
  assert.equal((await key.get(`/api/tickets/${kept}`)).status, 200)
  await wardline.owner.query("update core.record set restriction = 'listed' where id = $1", [kept])
  assert.equal(
    (await key.get(`/api/tickets/${kept}`)).status,
    404,
    'it has not the reach of the product itself',
  )
})

function must(answer: { status: number; body: unknown }): void {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

test('What was opened for a person by a broken glass or by name is not opened for their key.', async () => {
  const ticket = must2(await lead.post('/api/tickets', words))
  await wardline.owner.query(
    "update core.record set restriction = 'listed', requester_id = null where id = $1",
    [ticket],
  )
  await wardline.owner.query(
    `insert into core.admission (org_id, id, record_id, person_id, given_by_id, way, given_at, until) values ($1, gen_random_uuid(), $2, $3, $3, 'named', $4::timestamptz - interval '1 hour', null)`,
    [wardline.orgId, ticket, lead.personId, wardline.clock.now()],
  )
  lead = await wardline.signIn('lena.lead@main.example', 'main')
  const key = await makeKey(lead, ['tickets.read_all', 'tickets.create'])
  await wardline.owner.query('update core.record set team_id = $2 where id = $1', [ticket, team])
  assert.equal((await lead.get(`/api/tickets/${ticket}`)).status, 200)
  assert.equal((await key.get(`/api/tickets/${ticket}`)).status, 404)
})

function must2(answer: { status: number; body: { id: string } }): string {
  must(answer)
  return answer.body.id
}

test('A secret that is shown once is not kept for the same call sent again, which is refused; its owner hears of it by mail.', async () => {
  await proven(lead)
  const body = { name: 'Twice', scopes: ['tickets.create'], days: 1 }
  const call = () => lead.send('POST', '/api/keys', body, { 'idempotency-key': 'a-key' })
  const made = await call()
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const again = await call()
  assert.equal(again.status, 409)
  assert.match(again.body.detail, /shown once/)
  const kept = await wardline.owner.query<{ answer: unknown }>(
    'select answer from core.idempotency where person_id = $1',
    [lead.personId],
  )
  assert.deepEqual(kept.rows, [{ answer: null }])
  const keys = (await lead.get('/api/keys')).body.rows.filter(
    ({ name }: { name: string }) => name === 'Twice',
  )
  assert.equal(keys.length, 1)
  const mails = await wardline.owner.query(
    "select subject from core.outbox where to_person_id = $1 and subject = 'A new key for programs was made'",
    [lead.personId],
  )
  assert.ok((mails.rowCount ?? 0) > 0)
})

test('Every operation that answers a secret says that its answer is not kept, or takes no key of a call.', () => {
  const secret = /secret|token|^code$|^recovery_codes$/
  const open = wardline.composition.app.registry.capabilities
    .flatMap(({ plainActions = [] }) => plainActions)
    .filter(({ method = 'POST', answersSecret }) => method === 'POST' && !answersSecret)
    .filter(({ output }) =>
      Object.keys((output as { properties?: object }).properties ?? {}).some((name) => secret.test(name)),
    )
  assert.deepEqual(
    open.map(({ name }) => name),
    [],
  )
})
