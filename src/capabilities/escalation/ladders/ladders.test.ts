import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, startClockCast } from '../clocks/fixture.ts'

let cast: ClockCast
let lead: ClockCast['agent']
before(async () => {
  cast = await startClockCast()
  const { wardline, desk } = cast
  lead = await wardline.person('Lea Lead', ['help-desk'], [desk])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
})
beforeEach(async () => {
  cast.backToMonday()
  for (const { id } of must(await cast.admin.get('/api/ladders')).body.rows)
    must(await cast.admin.send('DELETE', `/api/ladders/${id}`, {}))
})
after(() => cast.wardline.close())

const at = (on: string, minutes: number | null = null, more: Record<string, unknown> = {}) => ({
  on,
  minutes,
  is_working_time: false,
  is_untaken_only: false,
  clock: null,
  ...more,
})
type Step = { when: ReturnType<typeof at>; deed: string; to: { kind: string; id: string | null } | null }
const step = (when: Step['when'], deed: string, kind?: string, id: string | null = null): Step => ({
  when,
  deed,
  to: kind === undefined ? null : { kind, id },
})
const ladder = (steps: Step[], when: Record<string, unknown> = {}, name = 'Watch') =>
  cast.admin.post('/api/ladders', { name, when: { ...anyTicket, ...when }, steps })
const file = (fields: Record<string, unknown> = {}) =>
  cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk, ...fields })
const climb = () => cast.job('ladders.climb')
const told = (id: string) =>
  cast.rows(
    "select action, data ->> 'step' as step, data ->> 'deed' as deed, data ->> 'why' as why from core.event where record_id = $1 and action like 'ladders.%' and action <> 'ladders.told' order by at, id",
    [id],
  )
const news = async (client: typeof cast.agent, id: string) =>
  must(await client.get('/api/notifications'))
    .body.rows.filter((row: Record<string, { id: string }>) => row.record?.id === id)
    .map((row: { reason: string }) => row.reason)
const shown = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body

test('A step after a time is taken once, however often the job runs, and the timeline tells it.', async () => {
  must(await ladder([step(at('after_filed', 30), 'notify', 'person', lead.personId)]))
  const id = await file()
  await climb()
  assert.deepEqual(await told(id), [], 'nothing is due yet')
  cast.later(30)
  await climb()
  await climb()
  assert.deepEqual(await told(id), [{ action: 'ladders.climbed', step: '1', deed: 'notify', why: null }])
  assert.deepEqual(await news(lead, id), ['ladder'])
  const outside = must(await cast.nurse.get(`/api/tickets/${id}`)).body
  assert.ok(!JSON.stringify(outside.events).includes('ladders.'), 'the requester hears nothing of it')
  const [event] = await cast.rows(
    "select p.kind from core.event e join core.person p on p.org_id = e.org_id and p.id = e.actor_id where e.record_id = $1 and action = 'ladders.told'",
    [id],
  )
  assert.equal(event?.kind, 'service', 'it was done in the name of the automation')
})

test('Minutes of the calendar stand still over the night; plain minutes do not.', async () => {
  const working = at('after_filed', 30, { is_working_time: true })
  must(
    await ladder([
      step(working, 'notify', 'person', lead.personId),
      step(at('after_filed', 30), 'notify', 'person', lead.personId),
    ]),
  )
  cast.later(7 * 60 + 50)
  const id = await file()
  cast.later(60)
  await climb()
  assert.deepEqual(
    (await told(id)).map(({ step: number }) => number),
    ['2'],
  )
  cast.later(14 * 60 + 30)
  await climb()
  assert.equal((await told(id)).length, 2, 'twenty minutes into Tuesday the other came too')
})

test('A ticket that nobody solves goes up a tier by itself, with the reason; one that is solved does not.', async () => {
  must(await ladder([step(at('after_team', 20), 'pass', 'next_tier')], { team_ids: [cast.desk] }))
  const stuck = await file()
  const solved = await file()
  must(await cast.agent.post(`/api/tickets/${solved}/resolve`, { code: 'fixed' }))
  cast.later(20)
  await climb()
  const [hand] = (await shown(stuck)).hands
  assert.deepEqual([hand.from_team, hand.to_team, hand.direction], ['Service Desk', 'Network', 'up'])
  assert.match(hand.reason, /Ladder “Watch”, step 1: 20 minutes after it came to the team/)
  assert.equal((await shown(stuck)).reassigned_count, 1)
  assert.deepEqual(await news(cast.specialist, stuck), ['escalated'])
  assert.deepEqual((await shown(solved)).hands, [])
  assert.deepEqual(await told(solved), [], 'a step that never came due is not spoken of')
})

test('What came due while no worker was there and does not hold any more is left out, and the timeline says why.', async () => {
  must(
    await ladder([
      step(at('after_filed', 10), 'notify', 'person', lead.personId),
      step(at('after_filed', 15, { is_untaken_only: true }), 'raise'),
    ]),
  )
  const solved = await file()
  const taken = await file()
  cast.later(20)
  must(await cast.agent.post(`/api/tickets/${solved}/resolve`, { code: 'fixed' }))
  must(await cast.agent.post(`/api/tickets/${taken}/take`))
  await climb()
  assert.deepEqual(
    (await told(solved)).map(({ action, why }) => [action, why]),
    [
      ['ladders.left_out', 'done'],
      ['ladders.left_out', 'done'],
    ],
  )
  assert.deepEqual(
    (await told(taken)).map(({ action, why }) => [action, why]),
    [
      ['ladders.climbed', null],
      ['ladders.left_out', 'taken'],
    ],
  )
})

test('After an hour without a worker the steps that were missed are taken in the order in which they were due.', async () => {
  must(
    await ladder([
      step(at('after_filed', 40), 'raise'),
      step(at('after_filed', 10), 'notify', 'person', lead.personId),
    ]),
  )
  const first = await file()
  cast.later(5)
  const second = await file()
  cast.later(60)
  await climb()
  const rows = await cast.rows(
    "select record_id, data ->> 'step' as step from core.event where record_id = any($1) and action = 'ladders.climbed' order by id",
    [[first, second]],
  )
  assert.deepEqual(
    rows.map(({ record_id, step: number }) => [record_id === first ? 'first' : 'second', number]),
    [
      ['first', '2'],
      ['second', '2'],
      ['first', '1'],
      ['second', '1'],
    ],
  )
})

test('Priority goes up by one, not beyond the highest, and P1 is proposed.', async () => {
  must(await ladder([step(at('after_filed', 5), 'raise')]))
  const low = await file({ impact: 3, urgency: 3 })
  const high = await file({ impact: 2, urgency: 2 })
  const top = await file({ impact: 1, urgency: 1 })
  cast.later(5)
  await climb()
  assert.equal((await shown(low)).priority, 2)
  assert.equal((await shown(high)).priority, 2)
  const [proposed] = await cast.rows(
    "select data -> 'weighing' ->> 'p1' as p1 from core.event where record_id = $1 and action = 'tickets.override_priority'",
    [high],
  )
  assert.equal(proposed?.p1, 'proposed', 'the automation may not call P1')
  assert.equal(await told(top).then(([line]) => line?.why), 'highest')
  assert.deepEqual(
    (await told(top)).map(({ why }) => why),
    ['highest'],
  )
})

test('A ladder does not propose P1 again where it was declined, and the timeline says so.', async () => {
  must(await ladder([step(at('after_filed', 5), 'raise'), step(at('after_filed', 10), 'raise')]))
  const id = await file({ impact: 2, urgency: 2 })
  cast.later(5)
  await climb()
  must(await cast.agent.post(`/api/tickets/${id}/decline-p1`))
  cast.later(5)
  await climb()
  assert.deepEqual(
    (await told(id)).map(({ why }) => why),
    [null, 'refused'],
  )
})

test('A warning and a breach set off the steps that wait for them, of the target that they name.', async () => {
  const policyId = await cast.policy()
  must(
    await ladder([
      step(at('warned'), 'notify', 'on_call', cast.desk),
      step(at('breached', null, { clock: 'resolution' }), 'notify', 'person', lead.personId),
      step(at('breached', null, { clock: 'first_response' }), 'pass', 'on_call', cast.network),
    ]),
  )
  const late = await file()
  const quick = await file()
  must(await cast.agent.post(`/api/tickets/${quick}/reply`, { body: 'On it.' }))
  cast.later(60)
  await cast.job('escalation.fire')
  await climb()
  assert.deepEqual(
    (await told(late)).map(({ action, step: number }) => [action, number]),
    [
      ['ladders.climbed', '1'],
      ['ladders.climbed', '3'],
    ],
  )
  assert.equal((await shown(late)).team.name, 'Network')
  assert.deepEqual(await told(quick), [])
  must(await cast.admin.send('DELETE', `/api/policies/${policyId}`, {}))
})

test('A ticket that is reopened for the second time sets off its step; the first time does not.', async () => {
  must(await ladder([step(at('reopened'), 'notify', 'person', lead.personId)]))
  const id = await file()
  for (const expected of [[], ['1']]) {
    must(await cast.agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
    must(await cast.agent.post(`/api/tickets/${id}/reopen`))
    cast.later(1)
    await climb()
    assert.deepEqual(
      (await told(id)).map(({ step: number }) => number),
      expected,
    )
  }
})

test('While a ticket waits for its requester a step that is due waits too, and comes when work goes on.', async () => {
  must(await ladder([step(at('after_filed', 10), 'notify', 'person', lead.personId)]))
  const id = await file()
  must(await cast.agent.post(`/api/tickets/${id}/start`))
  must(await cast.agent.post(`/api/tickets/${id}/ask`))
  cast.later(30)
  await climb()
  assert.deepEqual(await told(id), [])
  assert.equal(must(await cast.agent.get(`/api/tickets/${id}/ladder`)).body.steps[0].state, 'held')
  must(await cast.nurse.post(`/api/tickets/${id}/reply`, { body: 'Room 4.' }))
  cast.later(1)
  await climb()
  assert.equal((await told(id)).length, 1)
})
