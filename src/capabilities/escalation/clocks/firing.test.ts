import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startProcess } from '../../../../test/helpers/process.ts'
import { must } from '../../tickets/fixture.ts'
import { type ClockCast, startClockCast } from './fixture.ts'

let cast: ClockCast
let lead: ClockCast['agent']
before(async () => {
  cast = await startClockCast()
  const { wardline, desk } = cast
  await cast.policy()
  lead = await wardline.person('Lea Lead', ['help-desk'], [desk])
  await wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
  await wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
})
beforeEach(() => cast.backToMonday())
after(() => cast.wardline.close())

const file = (fields: Record<string, unknown> = {}) =>
  cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk, ...fields })
const firings = (id: string) =>
  cast.rows(
    "select action, data ->> 'clock' as clock, actor_id, at from core.event where record_id = $1 and action like 'escalation.%ed' and action <> 'escalation.recounted' order by at, id",
    [id],
  )
const armed = async () => {
  const rows = await cast.rows(
    "select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'escalation.fire' and j.key is not null",
  )
  assert.equal(rows.length, 1, 'one job sleeps')
  return new Date(rows[0]?.run_at as string).toISOString()
}

test('A warning and a breach are told once each, in the timeline and to those who answer for the ticket.', async () => {
  const { agent, nurse } = cast
  const id = await file({ owner_id: agent.personId })
  assert.equal(await armed(), '2026-07-06T14:45:00.000Z')
  await cast.job('escalation.fire')
  assert.deepEqual(await firings(id), [], 'nothing is due yet')
  cast.later(45)
  await cast.job('escalation.fire')
  await cast.job('escalation.fire')
  assert.equal(await armed(), '2026-07-06T15:00:00.000Z')
  cast.later(15)
  await cast.job('escalation.fire')
  assert.deepEqual(
    (await firings(id)).map(({ action, clock, actor_id }) => [action, clock, actor_id]),
    [
      ['escalation.warned', 'first_response', null],
      ['escalation.breached', 'first_response', null],
    ],
  )
  const told = async (client: typeof agent) =>
    must(await client.get('/api/notifications'))
      .body.rows.filter((row: Record<string, { id: string }>) => row.record?.id === id)
      .map((row: { reason: string }) => row.reason)
  assert.deepEqual(await told(agent), ['target_breached', 'target_warned'])
  assert.deepEqual(await told(lead), ['target_breached'])
  assert.deepEqual(await told(nurse), ['filed'], 'the requester hears nothing of it')
  const shown = must(await nurse.get(`/api/tickets/${id}`)).body
  assert.ok(!JSON.stringify(shown.events).includes('escalation.'))
  const inner = must(await agent.get(`/api/tickets/${id}`)).body
  assert.equal(inner.version, shown.version)
  assert.deepEqual(
    inner.events.map(({ action }: { action: string }) => action),
    ['tickets.create', 'escalation.warned', 'escalation.breached'],
  )
  assert.deepEqual(await cast.stored(id), await cast.replayed(id))
})

test('After an hour without a worker everything that was missed is told in the order in which it was due.', async () => {
  const first = await file()
  cast.later(10)
  const second = await file()
  cast.later(70)
  must(await cast.agent.post(`/api/tickets/${second}/reply`, { body: 'Sorry for the wait' }))
  await cast.job('escalation.fire')
  const rows = await cast.rows(
    "select record_id, action from core.event where record_id = any($1) and action in ('escalation.warned', 'escalation.breached') order by at, id",
    [[first, second]],
  )
  assert.deepEqual(
    rows.map(({ record_id, action }) => [record_id === first ? 'first' : 'second', action]).sort(),
    [
      ['first', 'escalation.breached'],
      ['first', 'escalation.warned'],
      ['second', 'escalation.breached'],
    ],
    'that it was answered too late is told, that it will be is not',
  )
  const [at] = await firings(first)
  assert.equal(at?.action, 'escalation.warned')
})

test('A target that is met in time is never told of.', async () => {
  const met = await file()
  must(await cast.agent.post(`/api/tickets/${met}/reply`, { body: 'Done?' }))
  must(await cast.agent.post(`/api/tickets/${met}/resolve`, { code: 'fixed' }))
  cast.later(3000)
  await cast.job('escalation.fire')
  assert.deepEqual(await firings(met), [])
})

test('A ticket that an import ended in time, past its clocks, is told of to nobody.', async () => {
  const { wardline } = cast
  const id = await file()
  const at = new Date(wardline.clock.now().getTime() + 60_000)
  await wardline.owner.query("update core.record set state = 'resolved', category = 'done' where id = $1", [
    id,
  ])
  await wardline.owner.query(
    "insert into core.event (org_id, record_id, at, id, action, data) values ($1, $2, $3, gen_random_uuid(), 'tickets.import', $4)",
    [wardline.orgId, id, at, { changes: { state: ['new', 'resolved'] } }],
  )
  cast.later(3000)
  await cast.job('escalation.fire')
  assert.deepEqual(await firings(id), [])
  assert.deepEqual(await cast.stored(id), await cast.replayed(id))
})

test('A worker that is killed in the middle of its firings, and started again, has told each of them once.', async () => {
  const { wardline, agent } = cast
  // What was filed an hour ago by this clock is late by the clock of the worker's process.
  wardline.clock.advance(Date.now() - 26 * 3_600_000 - wardline.clock.now().getTime())
  const ids: string[] = []
  const always = Array.from({ length: 7 }, () => [['00:00', '24:00']])
  const calendar = { name: 'Always', time_zone: 'UTC', week: always, holidays: [], team_ids: [cast.network] }
  must(await cast.admin.post('/api/calendars', calendar))
  for (let index = 0; index < 240; index++)
    ids.push(await file({ team_id: cast.network, owner_id: agent.personId }))
  const told = async () =>
    (
      await cast.rows(
        "select count(*)::int as n from core.event where record_id = any($1) and action = 'escalation.breached'",
        [ids],
      )
    )[0]?.n
  const holder = await wardline.owner.connect()
  const env = { DATABASE_URL: wardline.ownerUrl, WARDLINE_DATA_DIR: wardline.dataDir }
  await holder.query('begin')
  // The last ticket is held back, so that the worker is killed with the second batch in its hands.
  await holder.query('select from core.record where id = $1 for update', [ids.at(-1)])
  const first = await startProcess('worker', env)
  try {
    await until(async () => Number(await told()) >= 200)
  } finally {
    await first.kill()
    await holder.query('rollback')
    holder.release()
  }
  assert.ok(Number(await told()) < 480)
  const second = await startProcess('worker', env)
  try {
    await until(async () => Number(await told()) === 480)
  } finally {
    await second.stop()
  }
  const doubles = await cast.rows(
    "select record_id from core.event where record_id = any($1) and action in ('escalation.warned', 'escalation.breached') group by record_id, action, data ->> 'clock' having count(*) <> 1",
    [ids],
  )
  assert.deepEqual(doubles, [])
  const [{ n: notes } = { n: 0 }] = await cast.rows(
    "select count(*)::int as n from core.notification where record_id = any($1) and person_id = $2 and reason = 'target_breached'",
    [ids, agent.personId],
  )
  assert.equal(notes, 480)
})

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 45_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  assert.fail('It did not come true in 45 s.')
}
