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

test('Somebody who may escalate has the next step taken at once; who may not is refused.', async () => {
  must(
    await ladder([
      step(at('after_filed', 500), 'notify', 'person', lead.personId),
      step(at('by_hand'), 'raise'),
    ]),
  )
  const id = await file()
  const start = (client: typeof cast.agent, number: number) =>
    client.post(`/api/tickets/${id}/start-step`, { step: number })
  assert.equal((await start(cast.nurse, 1)).status, 403)
  assert.equal((await start(cast.stranger, 1)).status, 404)
  assert.equal((await start(cast.agent, 2)).status, 409, 'it is not the next one')
  must(await start(cast.agent, 1))
  await climb()
  must(await start(cast.agent, 2))
  await climb()
  assert.deepEqual(
    (await told(id)).map(({ action, deed }) => [action, deed]),
    [
      ['ladders.start_step', null],
      ['ladders.climbed', 'notify'],
      ['ladders.start_step', null],
      ['ladders.climbed', 'raise'],
    ],
  )
  cast.later(600)
  await climb()
  assert.equal((await told(id)).length, 4, 'what was taken early does not come again at its time')
  const refused = await start(cast.agent, 1)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /Every step of the ladder has been taken/)
})

test('A step opens the bridge as an internal note, pages who is on call, and is not paged twice.', async () => {
  const without = await ladder([step(at('after_filed', 5), 'bridge')])
  assert.equal(without.status, 422)
  assert.match(without.body.errors[0].detail, /Set its link first/)
  assert.equal(
    (await cast.admin.send('PUT', '/api/ladders/bridge', { link: 'javascript:alert(1)' })).status,
    422,
  )
  const link = 'https://meet.example.org/it-bridge'
  must(await cast.admin.send('PUT', '/api/ladders/bridge', { link }))
  must(
    await ladder([
      step(at('after_filed', 5), 'bridge'),
      step(at('after_filed', 5), 'page', 'on_call', cast.desk),
      step(at('after_filed', 6), 'page', 'on_call', cast.desk),
      step(at('unanswered'), 'raise'),
    ]),
  )
  const id = await file({ impact: 3, urgency: 3 })
  cast.later(6)
  await climb()
  const page = await shown(id)
  assert.ok(
    page.messages.some(
      (each: { body: string; is_internal: boolean }) => each.is_internal && each.body.includes(link),
    ),
  )
  assert.deepEqual(await news(lead, id), ['paged'])
  assert.deepEqual(
    (await told(id)).map(({ deed, why }) => [deed, why]),
    [
      ['bridge', null],
      ['page', null],
      ['page', 'paged'],
    ],
  )
  const [row] = await cast.rows('select id, step from escalation.page where record_id = $1', [id])
  cast.later(60)
  await cast.job('on_call.page_due', { page: row?.id, step: row?.step })
  await climb()
  assert.equal((await shown(id)).priority, 2, 'nobody answered')
  const removed = await cast.admin.send('PUT', '/api/ladders/bridge', { link: null })
  assert.equal(removed.status, 409, 'a ladder needs it')
})

test('What became of the page of a ladder is told to the owner and to who leads the team, and where nobody leads it to its members.', async () => {
  const { agent, secondAgent, desk, wardline } = cast
  const heard = async (id: string) => ({
    owner: (await news(agent, id)).filter((reason: string) => reason.startsWith('page_')),
    member: (await news(secondAgent, id)).filter((reason: string) => reason.startsWith('page_')),
    lead: (await news(lead, id)).filter((reason: string) => reason.startsWith('page_')),
  })
  const paged = async () => {
    const id = await file({ owner_id: agent.personId })
    cast.later(5)
    await climb()
    const [row] = await cast.rows('select id, step from escalation.page where record_id = $1', [id])
    return { id, row }
  }
  must(await ladder([step(at('after_filed', 5), 'page', 'on_call', desk)]))
  const late = await paged()
  cast.later(60)
  await cast.job('on_call.page_due', { page: late.row?.id, step: late.row?.step })
  assert.deepEqual(await heard(late.id), {
    owner: ['page_unanswered'],
    member: [],
    lead: ['page_unanswered'],
  })
  const taken = await paged()
  must(await lead.post(`/api/tickets/${taken.id}/acknowledge`))
  assert.deepEqual(await heard(taken.id), { owner: ['page_acknowledged'], member: [], lead: [] })

  const unled = await paged()
  await wardline.owner.query('update core.team_member set is_lead = false where team_id = $1', [desk])
  must(await lead.post(`/api/tickets/${unled.id}/acknowledge`))
  assert.deepEqual(await heard(unled.id), {
    owner: ['page_acknowledged'],
    member: ['page_acknowledged'],
    lead: [],
  })
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
})

test('A step that pages when a page stays unanswered does so once a climb, and again after the ticket was reopened.', async () => {
  must(await ladder([step(at('unanswered'), 'page', 'on_call', cast.desk)]))
  const id = await file()
  const unanswered = async () => {
    cast.later(60)
    for (const row of await cast.rows(
      "select id, step from escalation.page where record_id = $1 and state = 'open'",
      [id],
    ))
      await cast.job('on_call.page_due', { page: row.id, step: row.step })
    await climb()
    return (await told(id)).length
  }
  const page = async () => must(await cast.agent.post(`/api/tickets/${id}/page`, { reason: 'Help' }))
  await page()
  assert.deepEqual(
    [await unanswered(), await unanswered(), await unanswered()],
    [1, 1, 1],
    'its own page does not set it off',
  )
  must(await cast.agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  must(await cast.agent.post(`/api/tickets/${id}/reopen`))
  await page()
  assert.deepEqual([await unanswered(), await unanswered()], [2, 2])
})

test('Whom a step goes to is found when it is taken: the manager of the owner, and the team with the skill.', async () => {
  const { wardline, admin, network } = cast
  const skill = must(await admin.post('/api/skills', { name: 'Switches' })).body.id
  const noTeam = await ladder([step(at('after_filed', 5), 'pass', 'skill', skill)])
  assert.match(noTeam.body.errors[0].detail, /no team has the skill “Switches”/)
  await wardline.owner.query('insert into core.team_skill (org_id, team_id, skill_id) values ($1,$2,$3)', [
    wardline.orgId,
    network,
    skill,
  ])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    lead.personId,
    cast.agent.personId,
  ])
  must(
    await ladder([
      step(at('after_filed', 5), 'notify', 'manager'),
      step(at('after_filed', 6), 'pass', 'skill', skill),
    ]),
  )
  const owned = await file({ owner_id: cast.agent.personId })
  const free = await file()
  cast.later(6)
  await climb()
  assert.deepEqual(await news(lead, owned), ['ladder'])
  assert.equal((await shown(owned)).team.name, 'Network')
  assert.deepEqual(
    (await told(free)).map(({ why }) => why),
    ['no_owner', null],
  )
})

test('A ladder that is new makes up for nothing; one that is changed keeps what was taken.', async () => {
  const old = await file()
  cast.later(100)
  const made = must(await ladder([step(at('after_filed', 30), 'notify', 'person', lead.personId)])).body
  await cast.job('ladders.replan', { after: '00000000-0000-0000-0000-000000000000' })
  await climb()
  assert.deepEqual(await told(old), [])
  cast.later(30)
  await climb()
  assert.equal((await told(old)).length, 1)
  const [{ rules }] = must(await cast.admin.get('/api/ladders')).body.rows
  rules.steps.push(step(at('after_filed', 50), 'raise'))
  const edited = must(await cast.admin.send('PUT', `/api/ladders/${made.id}`, rules)).body
  assert.equal(edited.version, 2)
  await cast.job('ladders.replan', { after: '00000000-0000-0000-0000-000000000000' })
  cast.later(20)
  await climb()
  assert.deepEqual(
    (await told(old)).map(({ step: number }) => number),
    ['1', '2'],
  )
})

test('Ladders that would go in a circle, to nobody or at once are refused, each with what to change.', async () => {
  const third = await cast.wardline.team('Vendors', 2)
  const refusals: [Step[], Record<string, unknown>, RegExp][] = [
    [[], {}, /has no step/],
    [[step(at('after_filed', 0), 'raise')], {}, /without at least one minute/],
    [[step(at('after_team'), 'raise')], {}, /without at least one minute/],
    [[step(at('after_filed', 5), 'notify')], {}, /nobody to go to/],
    [[step(at('after_filed', 5), 'notify', 'person')], {}, /choose a person/],
    [[step(at('after_filed', 5), 'notify', 'person', cast.stranger.personId)], {}, /choose a person/],
    [[step(at('after_filed', 5), 'raise', 'manager')], {}, /goes to nobody/],
    [[step(at('warned', 5), 'raise')], {}, /only steps after a time/],
    [
      [step(at('after_team', 5), 'pass', 'on_call', cast.desk)],
      { team_ids: [cast.desk] },
      /leads back to Service Desk/,
    ],
    [
      [
        step(at('after_filed', 5), 'pass', 'on_call', cast.network),
        step(at('after_filed', 6), 'pass', 'on_call', cast.network),
      ],
      {},
      /leads to Network again, as step 1 does: a circle/,
    ],
    [
      [
        step(at('after_filed', 5), 'pass', 'on_call', cast.network),
        step(at('after_filed', 6), 'pass', 'on_call', cast.desk),
      ],
      {},
      /leads back down to Service Desk/,
    ],
    [
      [1, 2, 3].map((minutes) => step(at('after_filed', minutes), 'pass', 'next_tier')),
      {},
      /a ticket can go up twice/,
    ],
  ]
  for (const [steps, when, sentence] of refusals) {
    const answer = await ladder(steps, when)
    assert.equal(answer.status, 422, String(sentence))
    assert.match(answer.body.errors[0].detail, sentence)
  }
  const across = [step(at('after_team', 5), 'pass', 'on_call', third)]
  must(await ladder(across, { team_ids: [cast.network] }, 'There'))
  const back = await ladder(
    [step(at('after_team', 5), 'pass', 'on_call', cast.network)],
    { team_ids: [third] },
    'Back',
  )
  assert.match(back.body.errors[0].detail, /from Vendors to Network, and the ladder “There” leads back/)
  must(
    await cast.admin.send(
      'DELETE',
      `/api/ladders/${must(await cast.admin.get('/api/ladders')).body.rows[0].id}`,
      {},
    ),
  )
  must(
    await ladder([step(at('after_team', 5), 'pass', 'on_call', cast.network)], { team_ids: [third] }, 'Back'),
  )
})

test('Only those who manage the organization make ladders; two ladders of one name are refused.', async () => {
  const steps = [step(at('after_filed', 5), 'raise')]
  assert.equal((await cast.agent.post('/api/ladders', { name: 'Mine', when: anyTicket, steps })).status, 403)
  assert.equal((await cast.agent.get('/api/ladders')).status, 403)
  must(await ladder(steps))
  const again = await ladder(steps)
  assert.equal(again.status, 422)
  assert.match(again.body.errors[0].detail, /a ladder of this name already/)
})

test('A ladder tells somebody who does not work on tickets, but passes no ticket to them.', async () => {
  const looker = await withPermissions('looker', ['tickets.read_all'])
  const to = (deed: string) => ladder([step(at('after_filed', 5), deed, 'person', looker.personId)])
  const refused = await to('pass')
  assert.equal(refused.status, 422)
  assert.match(refused.body.errors[0].detail, /choose a person who works on tickets/)
  must(await to('notify'))
})

test('Who works on tickets no more when a step passes one to them leaves it to the team, with no owner.', async () => {
  const { wardline, network } = cast
  const former = await withPermissions('former', ['tickets.work'])
  await wardline.owner.query('update core.team_member set team_id = $2 where person_id = $1', [
    former.personId,
    network,
  ])
  must(await ladder([step(at('after_filed', 5), 'pass', 'person', former.personId)]))
  await wardline.owner.query("update core.role set permissions = '{}' where key = 'former'")
  const id = await file()
  cast.later(5)
  await climb()
  const { team, owner } = await shown(id)
  assert.deepEqual([team.name, owner], ['Network', null])
})

/** Somebody with the named permissions and no others, but for those that everybody has. */
async function withPermissions(name: string, permissions: string[]) {
  const { wardline, desk } = cast
  await wardline.owner.query(
    'insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), $2, $2, $3)',
    [wardline.orgId, name, permissions],
  )
  const client = await wardline.person(`Person ${name}`, [name], [desk])
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02' where person_id = $1",
    [client.personId],
  )
  return client
}

test('Nobody makes or changes a ladder, or has its step taken, that does what they may not do themselves.', async () => {
  const link = 'https://meet.example.org/it-bridge'
  must(await cast.admin.send('PUT', '/api/ladders/bridge', { link }))
  const manager = await withPermissions('manager', ['organization.manage'])
  const asked: [Step, RegExp | undefined][] = [
    [step(at('after_filed', 5), 'notify', 'person', lead.personId), undefined],
    [step(at('after_filed', 5), 'raise'), /You lack tickets\.override_priority for/],
    [step(at('after_filed', 5), 'pass', 'next_tier'), /You lack tickets\.escalate, tickets\.assign for/],
    [step(at('after_filed', 5), 'page', 'on_call', cast.desk), /You lack tickets\.escalate for/],
    [step(at('after_filed', 5), 'bridge'), /You lack tickets\.note for/],
  ]
  for (const [one, sentence] of asked) {
    const rules = { name: one.deed, when: anyTicket, steps: [one] }
    const made = await manager.post('/api/ladders', rules)
    const { id } = made.status === 200 ? made.body : must(await cast.admin.post('/api/ladders', rules)).body
    const edited = await manager.send('PUT', `/api/ladders/${id}`, rules)
    for (const answer of [made, edited]) {
      assert.equal(answer.status, sentence ? 403 : 200, one.deed)
      if (sentence) assert.match(answer.body.detail, sentence)
    }
    must(await cast.admin.send('DELETE', `/api/ladders/${id}`, {}))
  }
  must(await ladder([step(at('by_hand'), 'raise')]))
  const id = await file({ impact: 3, urgency: 3 })
  const climber = await withPermissions('climber', ['tickets.read_all', 'tickets.work', 'tickets.escalate'])
  const refused = await climber.post(`/api/tickets/${id}/start-step`, { step: 1 })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /tickets\.override_priority/)
  must(await cast.agent.post(`/api/tickets/${id}/start-step`, { step: 1 }))
})
