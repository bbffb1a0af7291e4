import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
let third: string
let expert: Cast['nurse']

before(async () => {
  cast = await startCast()
  third = await cast.wardline.team('Vendor liaison', 3)
  expert = await cast.wardline.person('Eve Expert', ['systems-analyst'], [third])
})
after(() => cast.wardline.close())

const why = { reason: 'Needs the switch console', tried: 'New cable, other port' }
const escalate = (client: Cast['nurse'], id: string, body: unknown) =>
  client.post(`/api/tickets/${id}/escalate`, body)

async function skill(team: string, name: string): Promise<void> {
  const id = newId()
  await cast.wardline.owner.query('insert into core.skill (org_id, id, name) values ($1,$2,$3)', [
    cast.wardline.orgId,
    id,
    name,
  ])
  await cast.wardline.owner.query(
    'insert into core.team_skill (org_id, team_id, skill_id) values ($1,$2,$3)',
    [cast.wardline.orgId, team, id],
  )
}

test('The desk passes a ticket up with what was tried, the specialist hands it back, and each hand is kept.', async () => {
  const { agent, specialist, nurse, desk, network } = cast
  const id = await cast.file(agent, { requester_id: nurse.personId, team_id: desk })
  assert.equal((await escalate(agent, id, { team_id: network, reason: why.reason })).status, 422)
  assert.equal((await escalate(agent, id, { team_id: network, reason: why.reason, tried: '  ' })).status, 422)
  assert.equal((await escalate(nurse, id, { team_id: network, ...why })).status, 403)
  assert.equal((await specialist.get(`/api/tickets/${id}`)).status, 404)
  assert.equal(must(await escalate(agent, id, { team_id: network, ...why })).body.team, 'Network')
  const told = must(await specialist.get('/api/notifications')).body.rows[0]
  assert.deepEqual([told.reason, told.record.id], ['escalated', id])
  must(await specialist.post(`/api/tickets/${id}/take`))
  assert.equal((await nurse.post(`/api/tickets/${id}/hand-back`, { reason: 'no' })).status, 403)
  must(await specialist.post(`/api/tickets/${id}/hand-back`, { reason: 'It is the password after all' }))
  assert.equal(
    (await specialist.get(`/api/tickets/${id}`)).status,
    404,
    'what was given back is seen no more',
  )
  const seen = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual(
    [seen.team.name, seen.owner, seen.bounces, seen.reassigned_count],
    ['Service Desk', null, 1, 2],
  )
  assert.deepEqual(
    seen.hands.map((hand: Record<string, string>) => [
      hand.direction,
      hand.from_team,
      hand.to_team,
      hand.reason,
      hand.tried,
    ]),
    [
      ['up', 'Service Desk', 'Network', why.reason, why.tried],
      ['back', 'Network', 'Service Desk', 'It is the password after all', ''],
    ],
  )
  assert.deepEqual(
    seen.events.slice(-3).map((event: { action: string }) => event.action),
    ['tickets.escalate', 'tickets.take', 'tickets.hand_back'],
  )
  assert.ok(!JSON.stringify(seen.events).includes('password after all'), 'the words stay out of the timeline')
  const again = await agent.post(`/api/tickets/${id}/hand-back`, { reason: 'ping' })
  assert.equal(again.status, 409, 'a team that did not get it from anybody cannot give it back')
})

test('A tier means its only team, else the one with the fitting skill, else the caller must choose.', async () => {
  const { agent, nurse, desk, network, wardline } = cast
  const file = () =>
    cast.file(agent, { requester_id: nurse.personId, team_id: desk, application: 'PictureVault' })
  const id = await file()
  assert.equal(must(await escalate(agent, id, { tier: 2, ...why })).body.team_id, network)
  const imaging = await wardline.team('Imaging', 2)
  const undecided = await escalate(agent, await file(), { tier: 2, ...why })
  assert.equal(undecided.status, 422)
  assert.match(undecided.body.detail, /Imaging, Network/)
  await skill(imaging, 'picturevault')
  const fitting = await file()
  const { rows } = must(await agent.get(`/api/tickets/${fitting}/escalation-targets`)).body
  assert.deepEqual(
    rows.map((row: { name: string; fits: boolean }) => [row.name, row.fits]),
    [
      ['Imaging', true],
      ['Network', false],
      ['Vendor liaison', false],
    ],
  )
  assert.equal(must(await escalate(agent, fitting, { tier: 2, ...why })).body.team_id, imaging)
  assert.equal((await nurse.get(`/api/tickets/${fitting}/escalation-targets`)).status, 403)
})

test('It goes up or across, to a member of the team, and not when it is done.', async () => {
  const { agent, nurse, desk, network } = cast
  const id = await cast.file(agent, { requester_id: nurse.personId, team_id: network })
  const down = await escalate(agent, id, { team_id: desk, ...why })
  assert.deepEqual([down.status, down.body.errors[0].pointer], [422, '#/team_id'])
  assert.equal((await escalate(agent, id, { team_id: network, ...why })).status, 422)
  assert.equal((await escalate(agent, id, { ...why })).status, 422)
  assert.equal((await escalate(agent, id, { team_id: third, tier: 3, ...why })).status, 422)
  assert.equal((await escalate(agent, id, { team_id: newId(), ...why })).status, 422)
  const noMember = await escalate(agent, id, { team_id: third, person_id: nurse.personId, ...why })
  assert.deepEqual([noMember.status, noMember.body.errors[0].pointer], [422, '#/person_id'])
  must(await escalate(agent, id, { team_id: third, person_id: expert.personId, ...why }))
  assert.equal(must(await expert.get(`/api/tickets/${id}`)).body.owner.name, 'Eve Expert')
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  assert.equal((await escalate(agent, id, { team_id: network, ...why })).status, 409)
})

test('Nobody becomes the owner by an escalation who may not work on tickets, although a member of the team.', async () => {
  const { agent, nurse, desk, network, wardline } = cast
  const looker = await wardline.person('Lou Looker', ['cio'], [network])
  const id = await cast.file(agent, { requester_id: nurse.personId, team_id: desk })
  const refused = await escalate(agent, id, { team_id: network, person_id: looker.personId, ...why })
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.body.errors, [
    { pointer: '#/person_id', detail: 'This person does not exist, or does not work on tickets.' },
  ])
  must(await escalate(agent, id, { team_id: network, person_id: cast.specialist.personId, ...why }))
})
