import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { noteAllContacts } from './contacts.ts'
import { at, type Desk, said, startDesk } from './fixture.ts'

let desk: Desk
before(async () => {
  desk = await startDesk()
})
after(() => desk?.wardline.close())

test('A number that was changed lately calls nobody back, whoever changed it, and says why.', async () => {
  const sam = await desk.nurse('Sam Swap')
  await noteAllContacts(desk.wardline.composition.app)
  assert.equal((await sam.send('PATCH', '/api/profile', { phone: '+1 900 555 6666' })).status, 200)
  const id = await desk.begin(sam, 'password')
  const shown = (await desk.admin.get(at(id))).body
  assert.deepEqual(shown.numbers, [{ field: 'extension', number: '4711' }])
  assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 422)
  await desk.wardline.owner.query(
    "update core.person set extension = '1', badge = 'B 6', manager_id = $2, updated_at = now() where id = $1",
    [sam.personId, desk.colleague.personId],
  )
  const again = await desk.begin(sam, 'factor')
  const ways = Object.fromEntries(
    (await desk.admin.get(at(again))).body.ways.map((way: { method: string; closed: string }) => [
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
  const called = await desk.admin.post(`${at(again)}/called-back`, said)
  assert.equal(called.status, 409)
  assert.match(called.body.detail, /changed in the directory lately/)
})

test('What is changed after a verification began proves nothing any more, and is not shown as open.', async () => {
  const zac = await desk.nurse('Zac Zeal')
  const id = await desk.begin(zac, 'password')
  await desk.wardline.owner.query(
    "update core.person set phone = '+1 900 555 6666', extension = '6', badge = 'B 6', manager_id = $2 where id = $1",
    [zac.personId, desk.colleague.personId],
  )
  const shown = (await desk.admin.get(at(id))).body
  assert.deepEqual(shown.numbers, [])
  assert.deepEqual(
    shown.ways.map((way: { closed: string | null }) => way.closed),
    ['changed_lately', 'changed_lately', 'changed_lately', null],
  )
  assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 409)
  const seen = { badge: 'B 6', has_seen_photo: true, site_id: desk.siteId }
  assert.equal((await desk.admin.post(`${at(id)}/badge`, seen)).status, 409)
  const other = await desk.nurse('Zoe Zeal')
  const asked = await desk.begin(other, 'password')
  await desk.admin.post(`${at(asked)}/ask`, { method: 'manager' })
  await desk.confirm(desk.boss)
  await desk.wardline.owner.query('update core.person set manager_id = null where id = $1', [other.personId])
  await noteAllContacts(desk.wardline.composition.app)
  desk.wardline.clock.advance(1000)
  await desk.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    other.personId,
    desk.boss.personId,
  ])
  assert.equal((await desk.boss.post(`${at(asked)}/answer`, { is_right: true })).status, 409)
  await desk.admin.post(`${at(asked)}/abandon`, {})
})

test('A manager whose address or login is new confirms nobody.', async () => {
  const managed = await desk.nurse('Moe Managed')
  const manager = async () => {
    const { ways } = (await desk.admin.get(at(await desk.begin(managed, 'password')))).body
    return ways.find((way: { method: string }) => way.method === 'manager').closed
  }
  assert.equal(await manager(), null)
  const login = (age: string) =>
    desk.wardline.owner.query(
      'update core.password set changed_at = $2::timestamptz - $3::interval where person_id = $1',
      [desk.boss.personId, desk.wardline.clock.now().toISOString(), age],
    )
  await login('1 day')
  assert.equal(await manager(), 'changed_lately')
  await login('1 year')
  assert.equal(await manager(), null)
  await desk.wardline.owner.query("update core.person set email = 'mara@evil.example' where id = $1", [
    desk.boss.personId,
  ])
  assert.equal(await manager(), 'changed_lately')
  await desk.wardline.owner.query(
    "update core.person set email = 'mara.manager@main.example' where id = $1",
    [desk.boss.personId],
  )
  await desk.wardline.owner.query("delete from callers.contact where person_id = $1 and since > 'epoch'", [
    desk.boss.personId,
  ])
})

test('The own number is changed with a fresh proof alone.', async () => {
  const lou = await desk.nurse('Lou Lock')
  desk.wardline.clock.advance(11 * 60_000)
  const change = (body: object) => lou.send('PATCH', '/api/profile', body)
  assert.equal((await change({ phone: '+1 900 555 6666' })).body.type, 'step-up-needed')
  assert.equal((await change({ language: 'es', phone: '+1 312 555 0100' })).status, 200)
  await desk.confirm(lou)
  assert.equal((await change({ phone: '+1 900 555 6666' })).status, 200)
  await desk.confirm(desk.admin)
})

test('The manager confirms it freshly signed in; the agent, another one and a manager who is the agent cannot.', async () => {
  const max = await desk.nurse('Max Managed')
  const id = await desk.begin(max, 'password')
  const answer = (client: Client) => client.post(`${at(id)}/answer`, { is_right: true })
  assert.equal((await answer(desk.boss)).status, 404, 'before being asked')
  assert.equal((await desk.admin.post(`${at(id)}/ask`, { method: 'manager' })).status, 200)
  assert.ok((await desk.reasonsOf(desk.boss)).includes('caller_asked'))
  const { rows } = (await desk.boss.get('/api/callers/asked')).body
  assert.deepEqual(
    rows.map((row: { person: string; agent: string; is_you: boolean; shown: number[] }) => [
      row.person,
      row.agent,
      row.is_you,
      row.shown,
    ]),
    [['Max Managed', 'Ada Admin', false, []]],
  )
  for (const client of [desk.admin, desk.colleague, max]) assert.equal((await answer(client)).status, 404)
  desk.wardline.clock.advance(11 * 60_000)
  assert.equal((await answer(desk.boss)).body.type, 'step-up-needed')
  await desk.confirm(desk.boss)
  assert.equal((await answer(desk.boss)).body.state, 'passed')
  await desk.confirm(desk.admin)
  assert.equal((await desk.reset(max)).status, 200)
  await desk.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    max.personId,
    desk.admin.personId,
  ])
  const own = await desk.nurse('Olaf Own')
  await desk.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    own.personId,
    desk.admin.personId,
  ])
  const other = await desk.begin(own, 'password')
  assert.equal((await desk.admin.post(`${at(other)}/ask`, { method: 'manager' })).status, 409)
})

test('The person confirms it in their own session by the number that was read out; a wrong one fails.', async () => {
  const ola = await desk.nurse('Ola Own')
  const id = await desk.begin(ola, 'factor')
  await desk.admin.post(`${at(id)}/ask`, { method: 'session' })
  const { match } = (await desk.admin.get(at(id))).body
  assert.equal((await desk.colleague.get(at(id))).body.match, null, 'nobody else reads the number')
  const [row] = (await ola.get('/api/callers/asked')).body.rows
  assert.ok(row.is_you && row.shown.length === 3 && row.shown.includes(match))
  await desk.confirm(ola)
  const right = await ola.post(`${at(id)}/answer`, { is_right: true, match })
  assert.equal(right.body.state, 'passed')
  const again = await desk.begin(ola, 'password')
  await desk.admin.post(`${at(again)}/ask`, { method: 'session' })
  const wrong = (await ola.get('/api/callers/asked')).body.rows[0].shown.find(
    (number: number) => number !== match,
  )
  const { match: asked } = (await desk.admin.get(at(again))).body
  const failed = await ola.post(`${at(again)}/answer`, {
    is_right: true,
    match: wrong === asked ? 10 : wrong,
  })
  assert.equal(failed.body.state, 'failed')
})

test('A badge in person verifies; one that is not on file fails, and security, the person and the ticket hear of it.', async () => {
  const bea = await desk.nurse('Bea Badge')
  const id = await desk.begin(bea, 'password')
  const seen = { badge: 'b100', has_seen_photo: true, site_id: desk.siteId }
  assert.equal((await desk.admin.post(`${at(id)}/badge`, { ...seen, has_seen_photo: false })).status, 422)
  assert.equal((await desk.admin.post(`${at(id)}/badge`, seen)).body.state, 'passed')
  assert.equal((await desk.reset(bea)).status, 200)
  const bob = await desk.nurse('Bob Badge')
  const ticket = (await bob.post('/api/tickets', { title: 'Password', body: 'Help' })).body
  const team = await desk.wardline.team('Desk')
  const agent = await desk.wardline.person('Tia Ticket', ['administrator', 'help-desk'], [team])
  await desk.wardline.owner.query('update core.record set team_id = $2 where id = $1', [ticket.id, team])
  const failing = await desk.begin(bob, 'factor', { ticket_id: ticket.id }, agent)
  const failed = await agent.post(`${at(failing)}/badge`, { ...seen, badge: 'B 999' })
  assert.equal(failed.body.state, 'failed', JSON.stringify(failed.body))
  assert.ok((await desk.reasonsOf(desk.officer)).includes('caller_failed'))
  assert.ok(
    !(await desk.reasonsOf(desk.boss)).includes('caller_failed'),
    'those alone who watch over security',
  )
  assert.ok((await desk.reasonsOf(bob)).includes('caller_failed_you'))
  const mails = await desk.wardline.owner.query(
    "select body_text from core.outbox where to_address = 'bob.badge@main.example' and subject like 'Somebody may%'",
  )
  assert.equal(mails.rowCount, 1)
  const events = await desk.wardline.owner.query(
    "select data from core.event where record_id = $1 and action = 'callers.caller_failed'",
    [ticket.id],
  )
  assert.equal(events.rows[0].data.failure, 'wrong_badge')
  const outside = (await bob.get(`/api/tickets/${ticket.id}`)).body
  assert.equal(outside.id, ticket.id)
  assert.ok(!JSON.stringify(outside).includes('caller_failed'), 'who asked for it does not read it there')
  const audits = await desk.wardline.owner.query(
    "select data from core.audit where action = 'callers.failed' and data ->> 'verification' = $1",
    [failing],
  )
  assert.equal(audits.rowCount, 1)
})

test('The code of six digits that the person reads out of their own session verifies once, for what they chose, for two minutes.', async () => {
  const cody = await desk.nurse('Cody Code')
  const make = async (act: string) => (await cody.post('/api/callers/code', { act })).body
  const say = (id: string, code: string) => desk.admin.post(`${at(id)}/code`, { code })
  const id = await desk.begin(cody, 'contact')
  assert.match((await say(id, '000000')).body.detail, /No code for this is shown/, 'none was made')
  const other = await make('factor')
  assert.match(other.code, /^[0-9]{6}$/)
  assert.equal((await say(id, other.code)).status, 409, 'for something else')
  const old = await make('contact')
  const { code } = await make('contact')
  assert.equal((await desk.colleague.post(`${at(id)}/code`, { code })).status, 404, 'another agent')
  if (old.code !== code) {
    const wrong = await say(id, old.code)
    assert.deepEqual([wrong.body.state, wrong.body.tries_left], ['started', 2], 'the one before')
  }
  const right = await say(id, code)
  assert.deepEqual([right.status, right.body.state, right.body.tries_left], [200, 'passed', null])
  const edited = await desk.admin.send('PATCH', `/api/people/${cody.personId}`, { badge: 'B 200' })
  assert.equal(edited.status, 200)
  const again = await desk.begin(cody, 'contact')
  assert.equal((await say(again, code)).status, 409, 'used')
  const late = await make('contact')
  desk.wardline.clock.advance(121_000)
  assert.equal((await say(again, late.code)).status, 409, 'after two minutes')
  const { rows } = await desk.wardline.owner.query(
    'select row_to_json(c)::text as text from callers.code c where person_id = $1',
    [cody.personId],
  )
  assert.ok(rows.length === 1 && !rows[0].text.includes(late.code), 'only its hash is kept')
})

test('The third wrong code fails the verification; a stranger’s code, a stale proof and too many codes are refused.', async () => {
  const wyn = await desk.nurse('Wyn Wrong')
  const id = await desk.begin(wyn, 'password')
  const { code } = (await wyn.post('/api/callers/code', { act: 'password' })).body
  const wrong = code === '111111' ? '222222' : '111111'
  const tries = []
  for (let time = 0; time < 3; time++)
    tries.push((await desk.admin.post(`${at(id)}/code`, { code: wrong })).body)
  assert.deepEqual(
    tries.map(({ state, tries_left }) => [state, tries_left]),
    [
      ['started', 2],
      ['started', 1],
      ['failed', null],
    ],
  )
  assert.ok((await desk.reasonsOf(wyn)).includes('caller_failed_you'))
  const next = await desk.begin(wyn, 'password')
  assert.equal((await desk.admin.post(`${at(next)}/code`, { code })).status, 409, 'it is used up')
  const stranger = (await desk.boss.post('/api/callers/code', { act: 'password' })).body.code
  const own = (await wyn.post('/api/callers/code', { act: 'password' })).body.code
  if (stranger !== own)
    assert.equal((await desk.admin.post(`${at(next)}/code`, { code: stranger })).body.state, 'started')
  for (let time = 0; time < 8; time++)
    assert.equal((await wyn.post('/api/callers/code', { act: 'password' })).status, 200)
  assert.equal((await wyn.post('/api/callers/code', { act: 'password' })).status, 429)
  desk.wardline.clock.advance(11 * 60_000)
  assert.equal((await wyn.post('/api/callers/code', { act: 'password' })).body.type, 'step-up-needed')
})

test('A number that was changed by a file, by the page or by its owner calls nobody back for a week, then does.', async () => {
  await desk.later(61 * 60_000)
  const { roles: _roles, ...setting } = (await desk.admin.get('/api/callers/settings')).body
  const put = await desk.admin.send('PUT', '/api/callers/settings', {
    ...setting,
    is_import_trusted: true,
    roles: [],
  })
  assert.equal(put.status, 200, JSON.stringify(put.body))
  const changes: Record<string, (of: Client) => Promise<{ status: number }>> = {
    file: async (of) => {
      const text = `Full name,E-mail,Phone\nNew file,new.file@main.example,+1 900 555 0001\n`
      const { hash } = (await desk.admin.post('/api/people/import/preview', { text })).body
      assert.ok(of.personId)
      return desk.admin.post('/api/people/import/run', { text, hash })
    },
    page: async (of) => {
      await desk.callBack(of, 'contact')
      return desk.admin.send('PATCH', `/api/people/${of.personId}`, { phone: '+1 900 555 0002' })
    },
    owner: (of) => of.send('PATCH', '/api/profile', { phone: '+1 900 555 0003' }),
  }
  const people: Client[] = []
  for (const [by, change] of Object.entries(changes)) {
    const of = await desk.nurse(`New ${by}`)
    await desk.wardline.owner.query('update core.person set extension = null where id = $1', [of.personId])
    await noteAllContacts(desk.wardline.composition.app)
    const changed = await change(of)
    assert.equal(changed.status, 200, `${by}: ${JSON.stringify(changed)}`)
    const id = await desk.begin(of, 'factor')
    const called = await desk.admin.post(`${at(id)}/called-back`, said)
    assert.equal(called.status, 409, by)
    assert.match(called.body.detail, /changed in the directory lately/)
    people.push(of)
  }
  await noteAllContacts(desk.wardline.composition.app)
  await desk.later(7 * 86_400_000 - 60_000)
  for (const of of people) {
    const id = await desk.begin(of, 'factor')
    assert.equal((await desk.admin.post(`${at(id)}/called-back`, said)).status, 409)
  }
  await desk.later(2 * 60_000)
  for (const of of people) await desk.callBack(of, 'factor')
})
