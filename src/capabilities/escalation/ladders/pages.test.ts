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
