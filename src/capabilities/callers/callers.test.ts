import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { noteAllContacts } from './contacts.ts'

let wardline: Wardline
let admin: Client
let colleague: Client
let officer: Client
let boss: Client
let siteId: string

before(async () => {
  wardline = await startWardline({ isUnverified: true })
  admin = await wardline.admin()
  colleague = await wardline.person('Carl Colleague', ['administrator'])
  officer = await wardline.person('Sofia Security', ['privacy-security-specialist'])
  boss = await wardline.person('Mara Manager', [])
  await wardline.owner.query(
    `update core.person set created_at = now() - interval '1 year', updated_at = now() - interval '1 year' where org_id = $1`,
    [wardline.orgId],
  )
  await wardline.owner.query("update core.role_assignment set valid_from = now() - interval '1 year'")
  await wardline.owner.query("update core.password set changed_at = now() - interval '1 year'")
  siteId = (await admin.post('/api/sites', { name: 'Main building' })).body.id
})
after(() => wardline?.close())

/** Time goes by, and everybody signs in again. */
async function later(ms: number): Promise<void> {
  wardline.clock.advance(ms)
  admin = await wardline.admin()
  colleague = await wardline.signIn('carl.colleague@main.example', 'main')
  officer = await wardline.signIn('sofia.security@main.example', 'main')
  boss = await wardline.signIn('mara.manager@main.example', 'main')
}

const confirm = (client: Client) => client.post('/api/session/confirm', { password })

/** Somebody who is in the directory for long, with everything that can vouch for them. */
async function nurse(name: string, roles: string[] = []): Promise<Client> {
  const made = await wardline.person(name, roles)
  await wardline.owner.query(
    `update core.person set phone = '+1 312 555 0100', extension = '4711', badge = 'B 100', manager_id = $2,
       created_at = now() - interval '1 year', updated_at = now() - interval '1 year' where id = $1`,
    [made.personId, boss.personId],
  )
  return made
}

async function begin(of: Client, act: string, more: object = {}, by = admin): Promise<string> {
  const begun = await by.post('/api/callers', { person_id: of.personId, act, ...more })
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  return begun.body.id
}
const at = (id: string) => `/api/callers/verifications/${id}`
const said = { field: 'phone', has_answered: true, has_asked_for_it: true }

async function callBack(of: Client, act: string, more: object = {}, by = admin): Promise<string> {
  const id = await begin(of, act, more, by)
  const called = await by.post(`${at(id)}/called-back`, said)
  assert.equal(called.status, 200, JSON.stringify(called.body))
  return id
}

const reset = (of: Client, by = admin) =>
  by.post(`/api/people/${of.personId}/reset-password`, { reason: 'Forgot it.' })

async function roleOf(key: string): Promise<string> {
  const { rows } = await wardline.owner.query('select id from core.role where org_id = $1 and key = $2', [
    wardline.orgId,
    key,
  ])
  return rows[0].id
}

async function reasonsOf(client: Client): Promise<string[]> {
  const { rows } = await wardline.owner.query('select reason from core.notification where person_id = $1', [
    client.personId,
  ])
  return rows.map(({ reason }) => reason)
}

test('A password is reset for nobody who was not verified, and nothing of the refused act is kept.', async () => {
  const ana = await nurse('Ana Asks')
  const refused = await reset(ana)
  assert.equal(refused.status, 403)
  assert.equal(refused.body.type, 'verification-needed')
  assert.deepEqual(refused.body.current, {
    person_id: ana.personId,
    act: 'password',
    role_id: null,
    why: 'none',
    people: 1,
  })
  await wardline.signIn('ana.asks@main.example', 'main')
  await callBack(ana, 'password')
  assert.equal((await reset(ana)).status, 200)
})

test('Each act on the account of another is refused without a verification and done with one.', async () => {
  const help = await roleOf('it-trainer')
  const person = (of: Client) => `/api/people/${of.personId}`
  const acts: Record<string, (of: Client) => Promise<{ status: number }>> = {
    password: (of) => reset(of),
    factor: (of) => admin.post(`${person(of)}/reset-factor`, { reason: 'Lost the phone.' }),
    access: (of) => admin.post(`${person(of)}/reactivate`),
    contact: (of) => admin.send('PATCH', person(of), { phone: '+1 312 555 0199' }),
    role: (of) => admin.post(`${person(of)}/roles`, { role_id: help }),
    merge: async (of) => {
      const double = await admin.post('/api/people', { name: `Double ${of.personId}` })
      return admin.post(`/api/people/${double.body.id}/merge`, { into_id: of.personId })
    },
  }
  for (const [act, run] of Object.entries(acts)) {
    const of = await nurse(`Nora ${act}`)
    const before = await run(of)
    assert.equal(before.status, 403, act)
    const other = act === 'password' ? 'factor' : 'password'
    await callBack(of, other)
    assert.equal((await run(of)).status, 403, `${act} by a verification for something else`)
    await callBack(of, act, act === 'role' ? { role_id: help } : {})
    assert.equal((await run(of)).status, 200, act)
  }
})

test('Each field by which somebody is reached or vouched for asks for a verification; others do not.', async () => {
  const ben = await nurse('Ben Badge')
  const edit = (body: object) => admin.send('PATCH', `/api/people/${ben.personId}`, body)
  for (const body of [
    { email: 'other@main.example' },
    { phone: '1' },
    { extension: '1' },
    { badge: '1' },
    { external_key: '1' },
    { manager_id: colleague.personId },
    { phone: null },
  ])
    assert.equal((await edit(body)).body.type, 'verification-needed', JSON.stringify(body))
  assert.equal((await edit({ title: 'Nurse', phone: '+1 312 555 0100' })).status, 200)
})

test('One’s own account and those without one need no verification.', async () => {
  const own = await admin.send('PATCH', `/api/people/${admin.personId}`, { phone: '+1 312 555 0001' })
  assert.equal(own.status, 200)
  const { body } = await admin.post('/api/people', { name: 'Vic Vendor', email: 'vic@vendor.example' })
  const path = `/api/people/${body.id}`
  assert.equal((await admin.post(`${path}/invite`)).status, 200, 'to the address that was entered first')
  const replaced = await admin.send('PATCH', path, { email: 'victor@vendor.example' })
  assert.equal(replaced.body.type, 'verification-needed', 'an address is filled, and never replaced')
  await wardline.verified({ agentId: admin.personId, person_id: body.id, act: 'contact' })
  assert.equal((await admin.send('PATCH', path, { email: 'victor@vendor.example' })).status, 200)
  assert.equal((await admin.post(`${path}/invite`)).body.type, 'verification-needed', 'to one changed lately')
  await noteAllContacts(wardline.composition.app)
  await later(8 * 86_400_000)
  assert.equal((await admin.post(`${path}/invite`)).status, 200, 'a week later')
})

test('A verification is for one person, one act, one agent, and for half an hour.', async () => {
  const eva = await nurse('Eva Early')
  await callBack(eva, 'password')
  assert.equal((await reset(eva, colleague)).status, 403, 'by another agent')
  await later(31 * 60_000)
  assert.equal((await reset(eva)).body.type, 'verification-needed', 'after half an hour')
  const id = await begin(eva, 'password')
  assert.equal(await begin(eva, 'password'), id, 'what was begun is gone on with')
  assert.equal((await colleague.post(`${at(id)}/called-back`, said)).status, 404, 'by another agent')
  await later(61 * 60_000)
  assert.equal((await admin.post(`${at(id)}/called-back`, said)).status, 409, 'after an hour')
  await confirm(admin)
  const help = await roleOf('it-trainer')
  await callBack(eva, 'role', { role_id: help })
  const give = async (key: string) =>
    (await admin.post(`/api/people/${eva.personId}/roles`, { role_id: await roleOf(key) })).status
  assert.equal(await give('help-desk'), 403, 'another role than was asked for')
  assert.equal(await give('it-trainer'), 200)
})

test('Nobody verifies themself, a service, or somebody who may do more.', async () => {
  const refused = await admin.post('/api/callers', { person_id: admin.personId, act: 'password' })
  assert.equal(refused.status, 409)
  await wardline.owner.query(
    "update core.role set permissions = permissions || '{callers.verify,people.manage}' where org_id = $1 and key = 'it-trainer'",
    [wardline.orgId],
  )
  const clerk = await wardline.person('Cleo Clerk', ['it-trainer'])
  assert.equal((await clerk.post('/api/callers', { person_id: admin.personId, act: 'password' })).status, 403)
  const nina = await nurse('Nina No')
  assert.equal((await nina.post('/api/callers', { person_id: boss.personId, act: 'password' })).status, 403)
  const role = { person_id: nina.personId, act: 'role' }
  assert.equal((await admin.post('/api/callers', role)).status, 422)
})

test('A number that was changed lately calls nobody back, whoever changed it, and says why.', async () => {
  const sam = await nurse('Sam Swap')
  await noteAllContacts(wardline.composition.app)
  assert.equal((await sam.send('PATCH', '/api/profile', { phone: '+1 900 555 6666' })).status, 200)
  const id = await begin(sam, 'password')
  const shown = (await admin.get(at(id))).body
  assert.deepEqual(shown.numbers, [{ field: 'extension', number: '4711' }])
  assert.equal((await admin.post(`${at(id)}/called-back`, said)).status, 422)
  await wardline.owner.query(
    "update core.person set extension = '1', badge = 'B 6', manager_id = $2, updated_at = now() where id = $1",
    [sam.personId, colleague.personId],
  )
  const again = await begin(sam, 'factor')
  const ways = Object.fromEntries(
    (await admin.get(at(again))).body.ways.map((way: { method: string; closed: string }) => [
      way.method,
      way.closed,
    ]),
  )
  assert.deepEqual(ways, {
    call_back: 'changed_lately',
    manager: 'changed_lately',
    badge: 'changed_lately',
    session: null,
  })
  const called = await admin.post(`${at(again)}/called-back`, said)
  assert.equal(called.status, 409)
  assert.match(called.body.detail, /changed in the directory lately/)
})

test('What is changed after a verification began proves nothing any more, and is not shown as open.', async () => {
  const zac = await nurse('Zac Zeal')
  const id = await begin(zac, 'password')
  await wardline.owner.query(
    "update core.person set phone = '+1 900 555 6666', extension = '6', badge = 'B 6', manager_id = $2 where id = $1",
    [zac.personId, colleague.personId],
  )
  const shown = (await admin.get(at(id))).body
  assert.deepEqual(shown.numbers, [])
  assert.deepEqual(
    shown.ways.map((way: { closed: string | null }) => way.closed),
    ['changed_lately', 'changed_lately', 'changed_lately', null],
  )
  assert.equal((await admin.post(`${at(id)}/called-back`, said)).status, 409)
  const seen = { badge: 'B 6', has_seen_photo: true, site_id: siteId }
  assert.equal((await admin.post(`${at(id)}/badge`, seen)).status, 409)
  const other = await nurse('Zoe Zeal')
  const asked = await begin(other, 'password')
  await admin.post(`${at(asked)}/ask`, { method: 'manager' })
  await confirm(boss)
  await wardline.owner.query('update core.person set manager_id = null where id = $1', [other.personId])
  await noteAllContacts(wardline.composition.app)
  wardline.clock.advance(1000)
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    other.personId,
    boss.personId,
  ])
  assert.equal((await boss.post(`${at(asked)}/answer`, { is_right: true })).status, 409)
  await admin.post(`${at(asked)}/abandon`, {})
})

test('Who has no login and answers for others gets an address by a verification alone, also by a merge.', async () => {
  const make = async (name: string, more: object = {}): Promise<string> =>
    (await admin.post('/api/people', { name, ...more })).body.id
  const edit = (id: string, body: object) => admin.send('PATCH', `/api/people/${id}`, body)
  const team = await wardline.team('Ties')
  const chief = await make('Dr Chief')
  const member = await make('Dr Member')
  const asker = await make('Dr Asker')
  const nobody = await make('Dr Nobody')
  const led = await nurse('Lea Led')
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [led.personId, chief])
  await wardline.owner.query(
    'insert into core.team_member (org_id, team_id, person_id) values ($1, $2, $3)',
    [wardline.orgId, team, member],
  )
  const ticket = (await led.post('/api/tickets', { title: 'Printer', body: 'Help' })).body
  await wardline.owner.query('update core.record set requester_id = $2 where id = $1', [ticket.id, asker])
  for (const id of [chief, member, asker])
    assert.equal((await edit(id, { email: `x${id}@evil.example` })).body.type, 'verification-needed')
  const double = await make('Dr Double', { email: 'double@evil.example' })
  const merged = await admin.post(`/api/people/${double}/merge`, { into_id: nobody })
  assert.equal(merged.body.type, 'verification-needed', 'an address that comes with a double')
  assert.equal((await edit(nobody, { email: 'nobody@main.example' })).status, 200)
})

test('A manager whose address or login is new confirms nobody.', async () => {
  const managed = await nurse('Moe Managed')
  const manager = async () => {
    const { ways } = (await admin.get(at(await begin(managed, 'password')))).body
    return ways.find((way: { method: string }) => way.method === 'manager').closed
  }
  assert.equal(await manager(), null)
  const login = (age: string) =>
    wardline.owner.query(
      'update core.password set changed_at = $2::timestamptz - $3::interval where person_id = $1',
      [boss.personId, wardline.clock.now().toISOString(), age],
    )
  await login('1 day')
  assert.equal(await manager(), 'changed_lately')
  await login('1 year')
  assert.equal(await manager(), null)
  await wardline.owner.query("update core.person set email = 'mara@evil.example' where id = $1", [
    boss.personId,
  ])
  assert.equal(await manager(), 'changed_lately')
  await wardline.owner.query("update core.person set email = 'mara.manager@main.example' where id = $1", [
    boss.personId,
  ])
  await wardline.owner.query("delete from callers.contact where person_id = $1 and since > 'epoch'", [
    boss.personId,
  ])
})

test('The own number is changed with a fresh proof alone.', async () => {
  const lou = await nurse('Lou Lock')
  wardline.clock.advance(11 * 60_000)
  const change = (body: object) => lou.send('PATCH', '/api/profile', body)
  assert.equal((await change({ phone: '+1 900 555 6666' })).body.type, 'step-up-needed')
  assert.equal((await change({ language: 'es', phone: '+1 312 555 0100' })).status, 200)
  await confirm(lou)
  assert.equal((await change({ phone: '+1 900 555 6666' })).status, 200)
  await confirm(admin)
})

test('The manager confirms it freshly signed in; the agent, another one and a manager who is the agent cannot.', async () => {
  const max = await nurse('Max Managed')
  const id = await begin(max, 'password')
  const answer = (client: Client) => client.post(`${at(id)}/answer`, { is_right: true })
  assert.equal((await answer(boss)).status, 404, 'before being asked')
  assert.equal((await admin.post(`${at(id)}/ask`, { method: 'manager' })).status, 200)
  assert.ok((await reasonsOf(boss)).includes('caller_asked'))
  const { rows } = (await boss.get('/api/callers/asked')).body
  assert.deepEqual(
    rows.map((row: { person: string; agent: string; is_you: boolean; shown: number[] }) => [
      row.person,
      row.agent,
      row.is_you,
      row.shown,
    ]),
    [['Max Managed', 'Ada Admin', false, []]],
  )
  for (const client of [admin, colleague, max]) assert.equal((await answer(client)).status, 404)
  wardline.clock.advance(11 * 60_000)
  assert.equal((await answer(boss)).body.type, 'step-up-needed')
  await confirm(boss)
  assert.equal((await answer(boss)).body.state, 'passed')
  await confirm(admin)
  assert.equal((await reset(max)).status, 200)
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    max.personId,
    admin.personId,
  ])
  const own = await nurse('Olaf Own')
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    own.personId,
    admin.personId,
  ])
  const other = await begin(own, 'password')
  assert.equal((await admin.post(`${at(other)}/ask`, { method: 'manager' })).status, 409)
})

test('The person confirms it in their own session by the number that was read out; a wrong one fails.', async () => {
  const ola = await nurse('Ola Own')
  const id = await begin(ola, 'factor')
  await admin.post(`${at(id)}/ask`, { method: 'session' })
  const { match } = (await admin.get(at(id))).body
  assert.equal((await colleague.get(at(id))).body.match, null, 'nobody else reads the number')
  const [row] = (await ola.get('/api/callers/asked')).body.rows
  assert.ok(row.is_you && row.shown.length === 3 && row.shown.includes(match))
  await confirm(ola)
  const right = await ola.post(`${at(id)}/answer`, { is_right: true, match })
  assert.equal(right.body.state, 'passed')
  const again = await begin(ola, 'password')
  await admin.post(`${at(again)}/ask`, { method: 'session' })
  const wrong = (await ola.get('/api/callers/asked')).body.rows[0].shown.find(
    (number: number) => number !== match,
  )
  const { match: asked } = (await admin.get(at(again))).body
  const failed = await ola.post(`${at(again)}/answer`, {
    is_right: true,
    match: wrong === asked ? 10 : wrong,
  })
  assert.equal(failed.body.state, 'failed')
})

test('A badge in person verifies; one that is not on file fails, and security, the person and the ticket hear of it.', async () => {
  const bea = await nurse('Bea Badge')
  const id = await begin(bea, 'password')
  const seen = { badge: 'b100', has_seen_photo: true, site_id: siteId }
  assert.equal((await admin.post(`${at(id)}/badge`, { ...seen, has_seen_photo: false })).status, 422)
  assert.equal((await admin.post(`${at(id)}/badge`, seen)).body.state, 'passed')
  assert.equal((await reset(bea)).status, 200)
  const bob = await nurse('Bob Badge')
  const ticket = (await bob.post('/api/tickets', { title: 'Password', body: 'Help' })).body
  const team = await wardline.team('Desk')
  const agent = await wardline.person('Tia Ticket', ['administrator', 'help-desk'], [team])
  await wardline.owner.query('update core.record set team_id = $2 where id = $1', [ticket.id, team])
  const failing = await begin(bob, 'factor', { ticket_id: ticket.id }, agent)
  const failed = await agent.post(`${at(failing)}/badge`, { ...seen, badge: 'B 999' })
  assert.equal(failed.body.state, 'failed', JSON.stringify(failed.body))
  assert.ok((await reasonsOf(officer)).includes('caller_failed'))
  assert.ok(!(await reasonsOf(boss)).includes('caller_failed'), 'those alone who watch over security')
  assert.ok((await reasonsOf(bob)).includes('caller_failed_you'))
  const mails = await wardline.owner.query(
    "select body_text from core.outbox where to_address = 'bob.badge@main.example' and subject like 'Somebody may%'",
  )
  assert.equal(mails.rowCount, 1)
  const events = await wardline.owner.query(
    "select data from core.event where record_id = $1 and action = 'callers.caller_failed'",
    [ticket.id],
  )
  assert.equal(events.rows[0].data.failure, 'wrong_badge')
  const outside = (await bob.get(`/api/tickets/${ticket.id}`)).body
  assert.equal(outside.id, ticket.id)
  assert.ok(!JSON.stringify(outside).includes('caller_failed'), 'who asked for it does not read it there')
  const audits = await wardline.owner.query(
    "select data from core.audit where action = 'callers.failed' and data ->> 'verification' = $1",
    [failing],
  )
  assert.equal(audits.rowCount, 1)
})

test('After a failure two people verify for a day; the same one twice are not two.', async () => {
  const hal = await nurse('Hal Held')
  const id = await begin(hal, 'password')
  assert.equal((await admin.post(`${at(id)}/fail`, { failure: 'unsure' })).body.state, 'failed')
  const again = await callBack(hal, 'password')
  const held = await reset(hal)
  assert.equal(held.body.current.why, 'second_held')
  await confirm(colleague)
  await confirm(admin)
  assert.equal((await admin.post(`${at(again)}/second`, { how: 'joined' })).status, 403)
  assert.equal((await admin.post(`${at(again)}/ask-second`)).status, 200)
  assert.ok((await reasonsOf(colleague)).includes('caller_second'))
  assert.equal((await colleague.post(`${at(again)}/second`, { how: 'called' })).status, 200)
  assert.equal((await colleague.post(`${at(again)}/second`, { how: 'called' })).status, 409)
  assert.equal((await reset(hal)).status, 200)
  assert.equal((await reset(hal)).body.current.why, 'used', 'it counts once')
  await later(25 * 3_600_000)
  await callBack(hal, 'password')
  assert.equal((await reset(hal)).status, 200, 'a day later one is enough')
})

test('A high-risk role needs two people, also to be given; one verification used by two acts at once counts once.', async () => {
  const rita = await nurse('Rita Risk', ['administrator'])
  const id = await callBack(rita, 'factor')
  const take = () => admin.post(`/api/people/${rita.personId}/reset-factor`, { reason: 'Lost it.' })
  assert.equal((await take()).body.current.why, 'second_high_risk')
  assert.equal(
    (await rita.post(`${at(id)}/second`, { how: 'joined' })).status,
    403,
    'the caller is no second',
  )
  await colleague.post(`${at(id)}/second`, { how: 'joined' })
  const both = await Promise.all([take(), take(), take()])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 403, 403])
  const plain = await nurse('Pia Plain')
  const role_id = await roleOf('administrator')
  const given = await callBack(plain, 'role', { role_id })
  const give = () => admin.post(`/api/people/${plain.personId}/roles`, { role_id })
  assert.equal((await give()).body.current.why, 'second_high_risk')
  await colleague.post(`${at(given)}/second`, { how: 'saw' })
  assert.equal((await give()).status, 200)
})

test('A high-risk role by a group of a login provider counts for ninety days after the last visit.', async () => {
  const gus = await nurse('Gus Group')
  await wardline.owner.query(
    "update core.role set permissions = permissions || '{callers.verify,people.manage}' where org_id = $1 and key = 'it-trainer'",
    [wardline.orgId],
  )
  const clerk = await wardline.person('Cody Clerk', ['it-trainer'])
  const two = async () => (await admin.get(at(await begin(gus, 'password')))).body.two
  const ended = (age: string, provider: string) =>
    wardline.owner.query(
      `insert into core.role_assignment (org_id, id, person_id, role_id, valid_from, valid_to, provider_id)
       select org_id, gen_random_uuid(), $2, id, $3::timestamptz - $4::interval - interval '1 day', $3::timestamptz - $4::interval, ${provider}
       from core.role where org_id = $1 and key = 'administrator'`,
      [wardline.orgId, gus.personId, wardline.clock.now().toISOString(), age],
    )
  const started = () => clerk.post('/api/callers', { person_id: gus.personId, act: 'factor' })
  await ended('2 days', 'null')
  await ended('91 days', 'gen_random_uuid()')
  assert.equal(await two(), null, 'what ended otherwise, or long ago, does not count')
  assert.equal((await started()).status, 200)
  await ended('89 days', 'gen_random_uuid()')
  assert.equal(await two(), 'high_risk')
  assert.equal((await started()).status, 403)
})

test('Whom the agent let in, who came lately and an emergency account are no second person.', async () => {
  const rolf = await nurse('Rolf Risk', ['administrator'])
  const id = await callBack(rolf, 'factor')
  const confirmed = async (by: Client) => (await by.post(`${at(id)}/second`, { how: 'joined' })).status
  const old = (of: Client) =>
    wardline.owner.query("update core.person set created_at = now() - interval '1 year' where id = $1", [
      of.personId,
    ])
  const fresh = await wardline.person('Fay Fresh', ['administrator'])
  assert.equal(await confirmed(fresh), 403, 'who came today')
  await old(fresh)
  assert.equal(await confirmed(fresh), 403, 'who may do it since today')
  await confirm(admin)
  const made = await admin.post('/api/roles', { title: 'Second', permissions: ['callers.verify'] })
  const role_id = made.body.id
  const puppet = await wardline.person('Sid Sock', [])
  await old(puppet)
  const give = () =>
    admin.post(`/api/people/${puppet.personId}/roles`, { role_id, valid_from: '2020-01-01T00:00:00.000Z' })
  assert.equal((await give()).body.type, 'verification-needed', 'to verify callers is high-risk')
  await wardline.verified({ agentId: admin.personId, person_id: puppet.personId, act: 'role', role_id })
  assert.equal((await give()).status, 200)
  assert.equal(await confirmed(puppet), 403, 'by the agent, said to hold for years')
  await wardline.owner.query(
    'insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at) values ($1, $2, $3, $4, 4, now())',
    [wardline.orgId, colleague.personId, boss.personId, [role_id]],
  )
  assert.equal(await confirmed(colleague), 403, 'an emergency account')
  await wardline.owner.query('delete from core.emergency_account')
  assert.equal(await confirmed(colleague), 200)
})

test('Three failures in a day for one person, or from one number, are told as an attack.', async () => {
  const people = await Promise.all(['Uma One', 'Udo Two', 'Ugo Three'].map((name) => nurse(name)))
  for (const of of people) {
    assert.ok(!(await reasonsOf(officer)).includes('caller_pattern'))
    const id = await begin(of, 'password', { caller_number: '+1 (900) 555-7777' })
    await admin.post(`${at(id)}/fail`, { failure: 'not_reached' })
  }
  assert.ok((await reasonsOf(officer)).includes('caller_pattern'))
  const { rows } = await wardline.owner.query("select data from core.audit where action = 'callers.pattern'")
  assert.equal(rows.length, 1)
  assert.deepEqual([rows[0].data.of_person, rows[0].data.of_number], [1, 3])
  assert.ok(!JSON.stringify(rows).includes('555'))
})

test('Doubts after it passed take it back; what was given up is not told to anybody.', async () => {
  const dan = await nurse('Dan Doubt')
  const id = await callBack(dan, 'password')
  assert.equal((await colleague.post(`${at(id)}/fail`, { failure: 'unsure' })).status, 200)
  assert.equal((await reset(dan)).body.current.why, 'none')
  const gil = await nurse('Gil Given Up')
  const left = await begin(gil, 'password')
  assert.equal((await colleague.post(`${at(left)}/abandon`)).status, 404)
  assert.equal((await admin.post(`${at(left)}/abandon`)).body.state, 'abandoned')
  assert.equal((await admin.post(`${at(left)}/called-back`, said)).status, 409)
  assert.deepEqual(await reasonsOf(gil), [])
})

test('The setting says what is enough for what, and which roles are high-risk; only who manages it changes it.', async () => {
  const { roles: _roles, ...setting } = (await admin.get('/api/callers/settings')).body
  const put = (client: Client, body: object) => client.send('PUT', '/api/callers/settings', body)
  const desk = await roleOf('help-desk')
  const strict = {
    ...setting,
    methods: { ...setting.methods, password: ['badge'] },
    valid_minutes: 5,
    roles: [{ id: desk, is_high: true }],
  }
  const helper = await wardline.person('Hugo Helper', ['help-desk'])
  assert.equal((await put(helper, strict)).status, 403)
  const lisa = await nurse('Lisa Lately')
  await callBack(lisa, 'password')
  await confirm(admin)
  assert.equal((await put(admin, strict)).status, 200)
  assert.equal((await put(admin, strict)).status, 409)
  assert.equal((await reset(lisa)).body.current.why, 'none', 'what is not enough any more does not count')
  const id = await begin(lisa, 'password')
  assert.equal((await admin.post(`${at(id)}/called-back`, said)).status, 409)
  await admin.post(`${at(id)}/badge`, { badge: 'B100', has_seen_photo: true, site_id: siteId })
  await later(6 * 60_000)
  assert.equal((await reset(lisa)).body.current.why, 'none', 'after five minutes')
  await callBack(helper, 'factor').catch(() => undefined)
  await wardline.verified({ agentId: admin.personId, person_id: helper.personId, act: 'contact' })
  await wardline.owner.query(
    'update callers.verification set second_id = null, second_how = null where person_id = $1',
    [helper.personId],
  )
  const risky = await admin.send('PATCH', `/api/people/${helper.personId}`, { phone: '5' })
  assert.equal(risky.body.current.why, 'second_high_risk')
  await confirm(admin)
  assert.equal(
    (await put(admin, { ...setting, version: 1, roles: [{ id: desk, is_high: false }] })).status,
    200,
  )
})

test('A file of people with new addresses asks for each of them, unless files are trusted; high-risk ones ask always.', async () => {
  const ivo = await nurse('Ivo Import')
  const file = 'Full name,E-mail,Phone\nIvo Import,ivo.import@main.example,+1 900 555 0000\n'
  const run = async () => {
    const { hash } = (await admin.post('/api/people/import/preview', { text: file })).body
    return admin.post('/api/people/import/run', { text: file, hash })
  }
  assert.equal((await run()).body.type, 'verification-needed')
  const { roles: _roles, ...setting } = (await admin.get('/api/callers/settings')).body
  await admin.send('PUT', '/api/callers/settings', { ...setting, is_import_trusted: true, roles: [] })
  await wardline.owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, gen_random_uuid(), $2, id, now() from core.role where org_id = $1 and key = 'administrator'",
    [wardline.orgId, ivo.personId],
  )
  assert.equal((await run()).body.type, 'verification-needed')
  await wardline.owner.query('delete from core.role_assignment where person_id = $1 and role_id = $2', [
    ivo.personId,
    await roleOf('administrator'),
  ])
  assert.equal((await run()).body.updated, 1)
})

test('What another organization verified is not there, and counts for nothing here.', async () => {
  const { orgId } = await wardline.organization('other')
  const theirs = await wardline.signIn('admin@other.example', 'other')
  const olga = await wardline.person('Olga Other', [], [], orgId)
  const zoe = await nurse('Zoe Zone')
  const id = await begin(zoe, 'password')
  assert.equal((await theirs.get(at(id))).status, 404)
  assert.equal((await theirs.post(`${at(id)}/fail`, { failure: 'unsure' })).status, 404)
  assert.equal((await admin.post('/api/callers', { person_id: olga.personId, act: 'password' })).status, 404)
  const list = (await officer.get('/api/callers')).body.rows
  assert.ok(
    list.length > 3 && list.every((row: { person: { name: string } }) => row.person.name !== 'Olga Other'),
  )
})

test('Security sees all, what failed first, and takes it along as a file; others see what is theirs.', async () => {
  const { rows } = (await officer.get('/api/callers')).body
  const states = rows.map(({ state }: { state: string }) => state)
  assert.equal(states.lastIndexOf('failed'), states.filter((state: string) => state === 'failed').length - 1)
  const failed = (await officer.get('/api/callers?state=failed')).body.rows
  assert.ok(failed.length > 0 && failed.every(({ state }: { state: string }) => state === 'failed'))
  const file = await officer.get('/api/callers/export.csv')
  assert.match(String(file.body), /^\uFEFFStarted,Person/)
  const clerk = await wardline.person('Cara Clerk', ['it-trainer'])
  assert.equal((await clerk.get('/api/callers/export.csv')).status, 403)
  const own = (await clerk.get('/api/callers')).body.rows
  assert.ok(own.length < rows.length)
})

test('No operation takes what somebody knows for a proof.', async () => {
  const document = (await wardline.anonymous.get('/api/openapi.json')).body
  const text = JSON.stringify(
    Object.entries(document.paths).filter(([path]) => path.startsWith('/api/callers')),
  ).toLowerCase()
  assert.ok(text.length > 1000)
  for (const word of ['question', 'knowledge', 'birth', 'mother', 'maiden', 'ssn', 'pin"'])
    assert.ok(!text.includes(word), word)
  const dialog = await begin(await nurse('Kim Knows'), 'password')
  assert.equal((await admin.post(`${at(dialog)}/ask`, { method: 'knowledge' })).status, 422)
})
