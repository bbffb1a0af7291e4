import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { at, type Desk, said, startDesk } from './fixture.ts'

let desk: Desk
before(async () => {
  desk = await startDesk()
})
after(() => desk?.wardline.close())

test('After a failure two people verify for a day; the same one twice are not two.', async () => {
  const hal = await desk.nurse('Hal Held')
  const id = await desk.begin(hal, 'password')
  assert.equal((await desk.admin.post(`${at(id)}/fail`, { failure: 'unsure' })).body.state, 'failed')
  const again = await desk.callBack(hal, 'password')
  const held = await desk.reset(hal)
  assert.equal(held.body.current.why, 'second_held')
  await desk.confirm(desk.colleague)
  await desk.confirm(desk.admin)
  assert.equal((await desk.admin.post(`${at(again)}/second`, { how: 'joined' })).status, 403)
  assert.equal((await desk.admin.post(`${at(again)}/ask-second`)).status, 200)
  assert.ok((await desk.reasonsOf(desk.colleague)).includes('caller_second'))
  assert.equal((await desk.colleague.post(`${at(again)}/second`, { how: 'called' })).status, 200)
  assert.equal((await desk.colleague.post(`${at(again)}/second`, { how: 'called' })).status, 409)
  assert.equal((await desk.reset(hal)).status, 200)
  assert.equal((await desk.reset(hal)).body.current.why, 'used', 'it counts once')
  await desk.later(25 * 3_600_000)
  await desk.callBack(hal, 'password')
  assert.equal((await desk.reset(hal)).status, 200, 'a day later one is enough')
})

test('A high-risk role needs two people, also to be given; one verification used by two acts at once counts once.', async () => {
  const rita = await desk.nurse('Rita Risk', ['administrator'])
  const id = await desk.callBack(rita, 'factor')
  const take = () => desk.admin.post(`/api/people/${rita.personId}/reset-factor`, { reason: 'Lost it.' })
  assert.equal((await take()).body.current.why, 'second_high_risk')
  assert.equal(
    (await rita.post(`${at(id)}/second`, { how: 'joined' })).status,
    403,
    'the caller is no second',
  )
  await desk.colleague.post(`${at(id)}/second`, { how: 'joined' })
  const both = await Promise.all([take(), take(), take()])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 403, 403])
  const plain = await desk.nurse('Pia Plain')
  const role_id = await desk.roleOf('administrator')
  const given = await desk.callBack(plain, 'role', { role_id })
  const give = () => desk.admin.post(`/api/people/${plain.personId}/roles`, { role_id })
  assert.equal((await give()).body.current.why, 'second_high_risk')
  await desk.colleague.post(`${at(given)}/second`, { how: 'saw' })
  assert.equal((await give()).status, 200)
})

test('A high-risk role by a group of a login provider counts for ninety days after the last visit.', async () => {
  const gus = await desk.nurse('Gus Group')
  await desk.wardline.owner.query(
    "update core.role set permissions = permissions || '{callers.verify,people.manage}' where org_id = $1 and key = 'it-trainer'",
    [desk.wardline.orgId],
  )
  const clerk = await desk.wardline.person('Cody Clerk', ['it-trainer'])
  const two = async () => (await desk.admin.get(at(await desk.begin(gus, 'password')))).body.two
  const ended = (age: string, provider: string) =>
    desk.wardline.owner.query(
      `insert into core.role_assignment (org_id, id, person_id, role_id, valid_from, valid_to, provider_id)
       select org_id, gen_random_uuid(), $2, id, $3::timestamptz - $4::interval - interval '1 day', $3::timestamptz - $4::interval, ${provider}
       from core.role where org_id = $1 and key = 'administrator'`,
      [desk.wardline.orgId, gus.personId, desk.wardline.clock.now().toISOString(), age],
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
  const rolf = await desk.nurse('Rolf Risk', ['administrator'])
  const id = await desk.callBack(rolf, 'factor')
  const confirmed = async (by: Client) => (await by.post(`${at(id)}/second`, { how: 'joined' })).status
  const old = (of: Client) =>
    desk.wardline.owner.query("update core.person set created_at = now() - interval '1 year' where id = $1", [
      of.personId,
    ])
  const fresh = await desk.wardline.person('Fay Fresh', ['administrator'])
  assert.equal(await confirmed(fresh), 403, 'who came today')
  await old(fresh)
  assert.equal(await confirmed(fresh), 403, 'who may do it since today')
  await desk.confirm(desk.admin)
  const made = await desk.admin.post('/api/roles', { title: 'Second', permissions: ['callers.verify'] })
  const role_id = made.body.id
  const puppet = await desk.wardline.person('Sid Sock', [])
  await old(puppet)
  const give = () =>
    desk.admin.post(`/api/people/${puppet.personId}/roles`, {
      role_id,
      valid_from: '2020-01-01T00:00:00.000Z',
    })
  assert.equal((await give()).body.type, 'verification-needed', 'to verify callers is high-risk')
  await desk.wardline.verified({
    agentId: desk.admin.personId,
    person_id: puppet.personId,
    act: 'role',
    role_id,
  })
  assert.equal((await give()).status, 200)
  assert.equal(await confirmed(puppet), 403, 'by the agent, said to hold for years')
  await desk.wardline.owner.query(
    'insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at) values ($1, $2, $3, $4, 4, now())',
    [desk.wardline.orgId, desk.colleague.personId, desk.boss.personId, [role_id]],
  )
  assert.equal(await confirmed(desk.colleague), 403, 'an emergency account')
  await desk.wardline.owner.query('delete from core.emergency_account')
  assert.equal(await confirmed(desk.colleague), 200)
})

test('Three failures in a day for one person, or from one number, are told as an attack.', async () => {
  const people = await Promise.all(['Uma One', 'Udo Two', 'Ugo Three'].map((name) => desk.nurse(name)))
  for (const of of people) {
    assert.ok(!(await desk.reasonsOf(desk.officer)).includes('caller_pattern'))
    const id = await desk.begin(of, 'password', { caller_number: '+1 (900) 555-7777' })
    await desk.admin.post(`${at(id)}/fail`, { failure: 'not_reached' })
  }
  assert.ok((await desk.reasonsOf(desk.officer)).includes('caller_pattern'))
  const { rows } = await desk.wardline.owner.query(
    "select data from core.audit where action = 'callers.pattern'",
  )
  assert.equal(rows.length, 1)
  assert.deepEqual([rows[0].data.of_person, rows[0].data.of_number], [1, 3])
  assert.ok(!JSON.stringify(rows).includes('555'))
})

test('Doubts after it passed take it back; what was given up is not told to anybody.', async () => {
  const dan = await desk.nurse('Dan Doubt')
  const id = await desk.callBack(dan, 'password')
  assert.equal((await desk.colleague.post(`${at(id)}/fail`, { failure: 'unsure' })).status, 200)
  assert.equal((await desk.reset(dan)).body.current.why, 'none')
  const gil = await desk.nurse('Gil Given Up')
  const left = await desk.begin(gil, 'password')
  assert.equal((await desk.colleague.post(`${at(left)}/abandon`)).status, 404)
  assert.equal((await desk.admin.post(`${at(left)}/abandon`)).body.state, 'abandoned')
  assert.equal((await desk.admin.post(`${at(left)}/called-back`, said)).status, 409)
  assert.deepEqual(await desk.reasonsOf(gil), [])
})

test('A burst of failures is told once, and once more as an attack; an hour later it is told again.', async () => {
  const { owner } = desk.wardline
  const bo = await desk.nurse('Bo Burst')
  const count = async (client: Client, reason: string) =>
    (await desk.reasonsOf(client)).filter((each) => each === reason).length
  const mails = async () =>
    (await owner.query("select 1 from core.outbox where to_address = 'bo.burst@main.example'")).rowCount
  const told = await count(desk.officer, 'caller_failed')
  const attacks = await count(desk.officer, 'caller_pattern')
  for (let time = 0; time < 4; time++) {
    const id = await desk.begin(bo, 'password')
    assert.equal((await desk.admin.post(`${at(id)}/fail`, { failure: 'unsure' })).body.state, 'failed')
  }
  assert.equal(await count(desk.officer, 'caller_failed'), told + 1)
  assert.equal(await count(desk.officer, 'caller_pattern'), attacks + 1)
  assert.equal(await count(bo, 'caller_failed_you'), 1)
  assert.equal(await mails(), 1)
  const audits = await owner.query(
    "select 1 from core.audit where action = 'callers.failed' and data ->> 'person' = $1",
    [bo.personId],
  )
  assert.equal(audits.rowCount, 4, 'each of them is written down')
  await desk.later(61 * 60_000)
  const id = await desk.begin(bo, 'password')
  await desk.admin.post(`${at(id)}/fail`, { failure: 'unsure' })
  assert.equal(await count(desk.officer, 'caller_failed'), told + 2)
  assert.equal(await mails(), 2)
})

test('After five failures in an hour nobody is verified as that person, in what was begun before neither; a no counts still.', async () => {
  const lou = await desk.nurse('Lou Limit')
  const open = await desk.begin(lou, 'merge')
  const other = await desk.begin(lou, 'access', {}, desk.colleague)
  const fails = async (by: Client) => {
    const id = await desk.begin(lou, 'password', {}, by)
    assert.equal((await by.post(`${at(id)}/fail`, { failure: 'unsure' })).status, 200)
  }
  for (const by of [desk.admin, desk.colleague, desk.admin, desk.colleague]) await fails(by)
  assert.equal(
    (await desk.admin.post('/api/callers', { person_id: lou.personId, act: 'factor' })).status,
    200,
  )
  await fails(desk.admin)
  const begun = await desk.admin.post('/api/callers', { person_id: lou.personId, act: 'contact' })
  assert.equal(begun.status, 429)
  assert.match(begun.body.detail, /claimed to be this person/)
  assert.ok(Number(begun.headers['retry-after']) > 3000)
  assert.equal((await desk.admin.post(`${at(open)}/called-back`, said)).status, 429)
  assert.equal((await desk.admin.post(`${at(open)}/fail`, { failure: 'refused' })).status, 200)
  await desk.callBack(await desk.nurse('Lea Limit'), 'password')
  await desk.later(59 * 60_000)
  assert.equal((await desk.colleague.post(`${at(other)}/called-back`, said)).status, 429)
  await desk.later(2 * 60_000)
  await desk.callBack(lou, 'password')
})

test('After ten failures in an hour an agent lets a colleague go on; doubts about the work of others are limited too.', async () => {
  await desk.later(61 * 60_000)
  const people = await Promise.all(Array.from({ length: 11 }, (_, at) => desk.nurse(`Ten ${at}`)))
  const [last] = people.splice(10)
  const ids = []
  for (const of of people) {
    const id = await desk.begin(of, 'password')
    ids.push(await desk.begin(of, 'factor', {}, desk.colleague))
    await desk.admin.post(`${at(id)}/fail`, { failure: 'not_reached' })
  }
  const begun = (by: Client) => by.post('/api/callers', { person_id: last?.personId, act: 'password' })
  const refused = await begun(desk.admin)
  assert.equal(refused.status, 429)
  assert.match(refused.body.detail, /could not be verified by you/)
  ids.push((await begun(desk.colleague)).body.id)
  const doubts = []
  for (const id of ids) doubts.push((await desk.admin.post(`${at(id)}/fail`, { failure: 'unsure' })).status)
  assert.deepEqual(doubts, [...Array.from({ length: 10 }, () => 200), 429])
})

test('Nobody is asked more than ten times an hour, and colleagues not more than three times for one verification.', async () => {
  await desk.later(61 * 60_000)
  const una = await desk.nurse('Una Asked')
  const id = await desk.begin(una, 'password')
  const asks = []
  for (let time = 0; time < 11; time++)
    asks.push((await desk.admin.post(`${at(id)}/ask`, { method: 'session' })).status)
  assert.deepEqual(asks, [...Array.from({ length: 10 }, () => 200), 429])
  const passed = await desk.callBack(una, 'factor')
  const seconds = []
  for (let time = 0; time < 4; time++)
    seconds.push((await desk.admin.post(`${at(passed)}/ask-second`)).status)
  assert.deepEqual(seconds, [200, 200, 200, 429])
})
