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
