import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { until, withQueue } from '../fixture.ts'

let wardline: Wardline
let admin: Client

before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
  admin = await wardline.admin()
})
after(() => wardline.close())

const merge = (from: string, into: string, who = admin) =>
  who.post(`/api/people/${from}/merge`, { into_id: into })

test('Everything of a double moves to the person it is, and its timeline still replays to the present.', async () => {
  const team = await wardline.team('Service Desk')
  const agent = await wardline.person('Amy Agent', ['help-desk'], [team])
  const double = await wardline.person('N. Nurse', ['help-desk'], [team])
  const nurse = await wardline.person('Nora Nurse', [], [])
  const filed = await double.post('/api/tickets', { title: 'Scanner', body: 'It is dead.' })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  const id = filed.body.id
  await wardline.owner.query(
    'insert into core.watcher (org_id, record_id, person_id, created_at) values ($1,$2,$3,now()), ($1,$2,$4,now()) on conflict do nothing',
    [wardline.orgId, id, double.personId, nurse.personId],
  )
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    double.personId,
  ])
  const answer = await merge(double.personId, nurse.personId)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  assert.equal(answer.body.records, 1)
  const seen = await nurse.get(`/api/tickets/${id}`)
  assert.equal(seen.status, 200)
  assert.equal(seen.body.requester.name ?? seen.body.requester, 'Nora Nurse')
  const { rows } = await wardline.owner.query(
    `select (select author_id from core.message where record_id = $1 limit 1) as author,
       (select count(*)::int from core.watcher where record_id = $1 and person_id = $2) as watching,
       (select is_lead from core.team_member where person_id = $2) as is_lead,
       (select count(*)::int from core.team_member where person_id = $3) as left_in_team,
       (select count(*)::int from core.role_assignment a join core.role o on o.id = a.role_id where a.person_id = $2 and o.key = 'help-desk') as roles,
       (select reported_by_id from tickets.ticket where id = $1) as reported,
       (select data -> 'changes' -> 'requester_id' ->> 1 from core.event where record_id = $1 and action = 'people.merge') as told`,
    [id, nurse.personId, double.personId],
  )
  const id_ = nurse.personId
  assert.deepEqual(rows[0], {
    author: id_,
    watching: 1,
    is_lead: true,
    left_in_team: 0,
    roles: 1,
    reported: id_,
    told: id_,
  })
  const shown = await agent.get(`/api/people/${double.personId}`)
  assert.equal(shown.body.merged_into.id, nurse.personId)
  assert.equal(shown.body.is_active, false)
  assert.deepEqual(shown.body.may, [])
  await until(async () => (await double.get('/api/session')).status === 401)
})

test('A merge is refused with oneself, with a merged person, by who may not, and without a fresh confirmation.', async () => {
  const one = await wardline.person('One Person', [])
  const two = await wardline.person('Two Person', [])
  const three = await wardline.person('Three Person', [])
  assert.equal((await merge(one.personId, one.personId)).status, 422)
  assert.equal((await merge(admin.personId, one.personId)).status, 409)
  assert.equal(
    (await merge(one.personId, two.personId, await wardline.person('Not Allowed', ['help-desk']))).status,
    403,
  )
  assert.equal((await merge(one.personId, two.personId)).status, 200)
  assert.equal((await merge(one.personId, three.personId)).status, 409)
  assert.equal((await merge(three.personId, one.personId)).status, 409)
  assert.equal((await admin.send('PATCH', `/api/people/${one.personId}`, { name: 'X' })).status, 409)
  wardline.clock.advance(11 * 60_000)
  assert.equal((await merge(two.personId, three.personId)).body.type, 'step-up-needed')
  admin = await wardline.admin()
})

test('Two merges crossing each other never make a circle.', async () => {
  for (let round = 0; round < 3; round++) {
    const one = await wardline.person(`Left ${round}`, [])
    const two = await wardline.person(`Right ${round}`, [])
    const answers = await Promise.all([merge(one.personId, two.personId), merge(two.personId, one.personId)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  }
})

test('Who was merged before follows on, and the survivor takes what it has none of itself.', async () => {
  const first = await admin.post('/api/people', { name: 'Chain A', phone: '555 0100', external_key: 'K-1' })
  const second = await admin.post('/api/people', { name: 'Chain B', email: 'chain@main.example' })
  const third = await admin.post('/api/people', { name: 'Chain C' })
  await merge(first.body.id, second.body.id)
  await merge(second.body.id, third.body.id)
  const a = await admin.get(`/api/people/${first.body.id}`)
  assert.equal(a.body.merged_into.id, third.body.id)
  const c = await admin.get(`/api/people/${third.body.id}`)
  assert.equal(c.body.email, 'chain@main.example')
  assert.equal(c.body.phone, '555 0100')
})

test('The last administrator cannot be merged away.', async () => {
  const helper = await wardline.person('Roy Roles', [])
  const { rows } = await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'merger', 'Merger', '{people.merge,roles.manage}') returning id",
    [wardline.orgId],
  )
  await wardline.owner.query(
    'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) values ($1, gen_random_uuid(), $2, $3, $4)',
    [wardline.orgId, helper.personId, rows[0].id, wardline.clock.now()],
  )
  const boss = await wardline.signIn('roy.roles@main.example', 'main')
  const other = await admin.post('/api/people', { name: 'Ada Admin', email: 'ada@main.example' })
  const answer = await merge(admin.personId, other.body.id, boss)
  assert.equal(answer.status, 409)
  assert.match(answer.body.detail, /administer/)
})
