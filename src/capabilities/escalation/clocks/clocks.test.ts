import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, office, standard, startClockCast } from './fixture.ts'

let cast: ClockCast
let policyId: string
before(async () => {
  cast = await startClockCast()
  policyId = await cast.policy()
})
beforeEach(() => cast.backToMonday())
after(() => cast.wardline.close())

const act = (client: Client, id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered.
async function clocks(id: string): Promise<any> {
  const { rows } = must(await cast.agent.get(`/api/tickets/${id}/clocks`)).body
  return Object.fromEntries(
    rows.map((row: Record<string, unknown>) => [
      Number(row.round) > 1 ? `${row.kind} ${row.round}` : row.kind,
      { ...row, due_at: minute(row.due_at), breached_at: minute(row.breached_at) },
    ]),
  )
}
/** Writes of one moment are told apart by a thousandth of a second. */
const minute = (time: unknown) =>
  time === null ? null : new Date(Math.round(Date.parse(String(time)) / 60_000) * 60_000).toISOString()
const file = (fields: Record<string, unknown> = {}) =>
  cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk, ...fields })
/** In Chicago, on the day of the test's clock. */
const at = (time: string, day = '06') => new Date(`2026-07-${day}T${time}:00-05:00`).toISOString()

test('A new ticket gets a first response and a resolution target in working time, and its promise is the nearer one.', async () => {
  const id = await file()
  const { first_response, resolution } = await clocks(id)
  assert.equal(first_response.due_at, at('10:00'))
  assert.equal(
    resolution.due_at,
    at('09:00', '07'),
    'eight working hours from nine o’clock, with an hour of lunch',
  )
  assert.equal(minute(await cast.due(id)), at('10:00'))
  cast.later(30)
  must(await act(cast.agent, id, 'reply', { body: 'Did you try another badge?' }))
  const after = await clocks(id)
  assert.deepEqual([after.first_response.state, after.first_response.worked_minutes], ['met', 30])
  assert.equal(minute(await cast.due(id)), at('09:00', '07'))
})

test('Waiting for the requester pauses, the answer resumes, and each further word of the requester is a new promise.', async () => {
  const id = await file()
  must(await act(cast.agent, id, 'reply', { body: 'Which building?' }))
  must(await act(cast.agent, id, 'ask'))
  assert.equal((await clocks(id)).resolution.state, 'paused')
  cast.later(60)
  must(await act(cast.nurse, id, 'reply', { body: 'North' }))
  const { next_response, resolution } = await clocks(id)
  assert.equal(next_response.due_at, at('12:00'))
  assert.equal(resolution.due_at, at('10:00', '07'), 'the paused hour does not count')
  assert.deepEqual(
    resolution.spans.map(({ state, is_running }: Record<string, unknown>) => [state, is_running]),
    [
      ['new', true],
      ['waiting_on_requester', false],
      ['open', true],
    ],
  )
  must(await act(cast.agent, id, 'reply', { body: 'Thank you' }))
  must(await act(cast.nurse, id, 'reply', { body: 'One more thing' }))
  const later = await clocks(id)
  assert.deepEqual([later.next_response.state, later['next_response 2'].state], ['met', 'running'])
})

test('A reply that is sent by itself keeps no promise of an answer and begins no work; the words of a person do.', async () => {
  const id = await file()
  cast.later(5)
  await cast.replyByItself(id)
  const shown = async () => must(await cast.agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual([(await shown()).state, (await shown()).first_response_at], ['new', null])
  assert.equal((await clocks(id)).first_response.state, 'running')
  cast.later(25)
  must(await act(cast.agent, id, 'reply', { body: 'Which reader?' }))
  const { first_response } = await clocks(id)
  assert.deepEqual([first_response.state, first_response.worked_minutes], ['met', 30])
  assert.equal((await shown()).state, 'open')
  must(await act(cast.nurse, id, 'reply', { body: 'The one in the north' }))
  await cast.replyByItself(id)
  assert.equal((await clocks(id)).next_response.state, 'running', 'she still waits')
  must(await act(cast.agent, id, 'ask'))
  await cast.replyByItself(id)
  assert.equal((await shown()).state, 'waiting_on_requester')
  assert.deepEqual(await cast.stored(id), await cast.replayed(id))
})

test('Resolving meets what is open, reopening goes on where it stood, and cancelling stops it.', async () => {
  const id = await file()
  cast.later(120)
  must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
  const done = await clocks(id)
  assert.deepEqual([done.first_response.state, done.resolution.state], ['met', 'met'])
  assert.equal(done.first_response.breached_at, at('10:00'), 'it was answered an hour late')
  assert.equal(done.resolution.breached_at, null)
  cast.later(24 * 60)
  must(await act(cast.nurse, id, 'reopen'))
  const again = await clocks(id)
  assert.equal(again.resolution.worked_minutes, 120)
  assert.equal(again.resolution.due_at, at('09:00', '08'), 'six of eight hours are left')
  assert.equal(again.next_response.state, 'running', 'who reopens waits for an answer')
  must(await act(cast.agent, id, 'cancel'))
  assert.equal((await clocks(id)).resolution.state, 'stopped')
  assert.deepEqual(await cast.stored(id), await cast.replayed(id))
})

test('A higher priority brings its own target at once: what was worked counts, and nobody is late before it was promised.', async () => {
  const urgent = await cast.policy({
    name: 'Urgent',
    when: { ...anyTicket, priorities: [1] },
    targets: { first_response: null, next_response: null, resolution: 60 },
  })
  must(await cast.admin.send('PUT', '/api/policies/order', { ids: [urgent, policyId] }))
  const id = await file()
  cast.later(30)
  must(await act(cast.agent, id, 'edit', { impact: 1, urgency: 1 }))
  const first = await clocks(id)
  assert.equal(first.resolution.due_at, at('10:00'), 'thirty of sixty minutes were worked already')
  assert.equal(first.first_response.state, 'stopped', 'the policy promises no first response')
  assert.equal(minute(await cast.due(id)), at('10:00'))
  const late = await file()
  cast.later(90)
  must(await act(cast.agent, late, 'edit', { impact: 1, urgency: 1 }))
  assert.equal((await clocks(late)).resolution.due_at, at('11:00'), 'due now, not an hour ago')
  must(await act(cast.agent, late, 'edit', { impact: 3, urgency: 3 }))
  assert.deepEqual(await cast.stored(late), await cast.replayed(late))
})

test('A ticket that goes to a team with hours of its own is counted by those from then on.', async () => {
  const { admin, network, agent } = cast
  const always = { ...office, name: 'Always', week: Array.from({ length: 7 }, () => [['00:00', '24:00']]) }
  must(await admin.post('/api/calendars', { ...always, is_default: undefined, team_ids: [network] }))
  await cast.recount()
  const id = await file()
  cast.later(7 * 60)
  must(await act(agent, id, 'assign', { team_id: network }))
  const { resolution } = await clocks(id)
  assert.deepEqual(
    resolution.spans.map((span: { calendar: { name: string }; worked_minutes: number }) => [
      span.calendar.name,
      span.worked_minutes,
    ]),
    [
      ['Office hours', 360],
      ['Always', 0],
    ],
  )
  assert.equal(resolution.due_at, at('18:00'), 'two of eight hours are left, and the night counts too')
  assert.deepEqual(await cast.stored(id), await cast.replayed(id))
})

test('A policy edited while clocks run or pause is followed from then on; a holiday added afterwards counts for all of it.', async () => {
  const { admin, calendarId } = cast
  const running = await file()
  const paused = await file()
  must(await act(cast.agent, paused, 'ask'))
  cast.later(60)
  const targets = { ...standard.targets, resolution: 240 }
  must(await admin.send('PUT', `/api/policies/${policyId}`, { ...standard, targets, pausing_states: [] }))
  await cast.recount()
  const [a, b] = [await clocks(running), await clocks(paused)]
  assert.equal(a.resolution.due_at, at('14:00'), 'one of four hours was worked')
  assert.deepEqual([b.resolution.state, b.resolution.due_at], ['running', at('15:00')], 'it pauses no more')
  assert.equal(a.resolution.policy.version, 2)
  // The present Monday turns out to be a holiday until noon of the calendar; what was counted is counted anew.
  const holidays = [{ date: '2026-07-06', name: 'Observed' }]
  must(await admin.send('PUT', `/api/calendars/${calendarId}`, { ...office, holidays }))
  await cast.recount()
  const moved = await clocks(running)
  assert.deepEqual([moved.resolution.worked_minutes, moved.resolution.due_at], [0, at('12:00', '07')])
  assert.equal(minute(await cast.due(running)), at('09:00', '07'))
  for (const id of [running, paused]) assert.deepEqual(await cast.stored(id), await cast.replayed(id))
  must(await admin.send('PUT', `/api/calendars/${calendarId}`, office))
  must(await admin.send('PUT', `/api/policies/${policyId}`, standard))
  await cast.recount()
})

test('Tickets that were there before any policy get their clocks from the moment it applies, and keep what was said.', async () => {
  const other = await startClockCast()
  try {
    const answered = await other.file(other.agent, {
      requester_id: other.nurse.personId,
      team_id: other.desk,
    })
    const waiting = await other.file(other.agent, { requester_id: other.nurse.personId, team_id: other.desk })
    const before = await other.due(waiting)
    must(await act(other.agent, answered, 'reply', { body: 'Hello' }))
    must(await act(other.nurse, answered, 'reply', { body: 'Still broken' }))
    assert.equal(
      (await other.rows('select from escalation.clock')).length,
      0,
      'nothing runs without a policy',
    )
    other.later(60)
    await other.policy()
    await other.recount()
    const kinds = async (id: string) =>
      (await other.stored(id))?.clocks.map(({ kind, due_at }) => [kind, minute(due_at)])
    assert.deepEqual(await kinds(waiting), [
      ['first_response', at('11:00')],
      ['resolution', at('10:00', '07')],
    ])
    assert.deepEqual(await kinds(answered), [
      ['next_response', at('12:00')],
      ['resolution', at('10:00', '07')],
    ])
    assert.notEqual(await other.due(waiting), before)
    for (const id of [answered, waiting]) assert.deepEqual(await other.stored(id), await other.replayed(id))
    const { recount } = must(await other.admin.get('/api/policies')).body
    assert.deepEqual([recount.total, recount.done, recount.changed], [2, 2, 2])
    assert.ok(recount.finished_at)
    assert.equal((await other.agent.post('/api/policies/recount')).status, 403)
    must(await other.admin.post('/api/policies/recount'))
    await other.recount()
    assert.equal(must(await other.admin.get('/api/policies')).body.recount.changed, 0)
  } finally {
    await other.wardline.close()
  }
})

test('Only who works on a ticket sees its clocks, and who tries a policy learns why the others do not fit.', async () => {
  const { nurse, specialist, agent, admin } = cast
  const id = await file({ kind: 'question' })
  assert.equal((await nurse.get(`/api/tickets/${id}/clocks`)).status, 403)
  assert.equal((await specialist.get(`/api/tickets/${id}/clocks`)).status, 404)
  assert.equal((await agent.get('/api/policies')).status, 403)
  const { number } = must(await agent.get(`/api/tickets/${id}`)).body
  const tried = must(await admin.get(`/api/policies/try?number=${number}`)).body
  assert.deepEqual(
    tried.rows.map((row: Record<string, unknown>) => [row.name, row.misfits]),
    [
      ['Urgent', ['priorities']],
      ['Standard', []],
    ],
  )
  assert.deepEqual([tried.policy_id, tried.calendar_by], [policyId, 'organization'])
  assert.equal((await admin.get('/api/policies/try?number=999999')).status, 404)
})

test('A policy that promises nothing, or by no calendar, is refused with a sentence that says what to change.', async () => {
  const { admin, calendarId } = cast
  const refused = async (fields: Record<string, unknown>, words: RegExp) => {
    const answer = await admin.post('/api/policies', { ...standard, name: 'Bad', ...fields })
    assert.equal(answer.status, 422)
    assert.match(JSON.stringify(answer.body), words)
  }
  await refused(
    { targets: { first_response: null, next_response: null, resolution: null } },
    /promises nothing/,
  )
  await refused({ name: 'Standard' }, /of this name already/)
  await refused({ calendar_id: '01890a5d-ac96-774b-bcce-b302099a8057' }, /does not exist any more/)
  await refused({ pausing_states: ['resolved'] }, /pausing_states/)
  const answer = await admin.send('PUT', `/api/calendars/${calendarId}`, { ...office, is_default: false })
  assert.match(JSON.stringify(answer.body), /so the organization needs one/)
  assert.equal((await admin.send('DELETE', `/api/calendars/${calendarId}`, {})).status, 409)
  assert.equal((await admin.send('PUT', '/api/policies/order', { ids: [policyId] })).status, 422)
  const fresh = await cast.wardline.organization(`bare`)
  const bare = await cast.wardline.signIn('admin@bare.example', 'bare')
  assert.ok(fresh)
  const none = await bare.post('/api/policies', standard)
  assert.match(JSON.stringify(none.body), /has no calendar.*Choose a calendar/)
})
