import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../../tickets/fixture.ts'
import { all, type RuleCast, startRuleCast, statementOf } from '../fixture.ts'
import type { Statement } from '../statement.ts'

/** A Monday, nine in the morning in Chicago. */
const monday = '2026-07-06T14:00:00.000Z'
let cast: RuleCast
before(async () => {
  cast = await startRuleCast({ now: monday })
})
beforeEach(async () => {
  await cast.off()
  cast.wardline.clock.advance(Date.parse(monday) - cast.wardline.clock.now().getTime())
})
after(() => cast.wardline.close())

const remind: Partial<Statement> = {
  when: { on: 'after', since: 'moved', state: 'waiting_on_requester', minutes: 60 },
  actions: [{ do: 'note', text: 'No answer for an hour.' }],
}
const fired = async (id: string) => (await cast.firings(id)).length
const act = async (client: RuleCast['agent'], id: string, verb: string, body: unknown = {}) =>
  must(await client.post(`/api/tickets/${id}/${verb}`, body))
/** A minute after what was before: two writes of one moment are told a thousandth of a second apart. */
const ask = async (id: string) => {
  cast.later(1)
  await act(cast.agent, id, 'ask')
}
const armed = async () => {
  const rows = await cast.rows(
    "select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'rules.wake' and j.key is not null",
  )
  return rows.map(({ run_at }) => new Date(run_at as string).toISOString())
}

test('A rule for the time in a state fires once when it is over, and one job sleeps until then.', async () => {
  await cast.rule(remind)
  const id = await cast.file(cast.nurse)
  await ask(id)
  assert.deepEqual(await armed(), ['2026-07-06T15:01:00.000Z'])
  await act(cast.agent, id, 'note', { body: 'A note does not end the state.' })
  cast.later(59)
  await cast.job('rules.wake')
  assert.equal(await fired(id), 0)
  cast.later(1)
  await cast.job('rules.wake')
  await cast.job('rules.wake')
  assert.equal(await fired(id), 1)
})

test('A ticket that left the state in time is left alone; when it comes back, the time begins anew.', async () => {
  await cast.rule(remind)
  const id = await cast.file(cast.nurse)
  await ask(id)
  cast.later(30)
  await act(cast.nurse, id, 'reply', { body: 'Here I am' })
  cast.later(31)
  await cast.job('rules.wake')
  assert.equal(await fired(id), 0)
  await ask(id)
  cast.later(61)
  await cast.job('rules.wake')
  assert.equal(await fired(id), 1)
})

test('A rule for what is left lying fires unless a person does something; what rules do does not count.', async () => {
  await cast.rule({ when: { on: 'created' }, actions: [{ do: 'add_tags', tags: ['new'] }] })
  const lying = { on: 'after', since: 'created', minutes: 60 } as const
  await cast.rule({ when: lying, actions: [{ do: 'add_tags', tags: ['lying'] }] })
  const [left, seen] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  await cast.work()
  await act(cast.agent, seen, 'note', { body: 'I look at it.' })
  cast.later(61)
  await cast.job('rules.wake')
  assert.deepEqual((await cast.ticket(left)).tags, ['new', 'lying'])
  assert.deepEqual((await cast.ticket(seen)).tags, ['new'])
})

test('A rule that waits after a reply and then replies does not set its own time again.', async () => {
  await cast.rule({
    when: { on: 'after', since: 'replied_by_staff', minutes: 60 },
    actions: [{ do: 'reply', text: 'Are you still there?' }],
  })
  const id = await cast.file(cast.nurse)
  await act(cast.agent, id, 'reply', { body: 'Which printer is it?' })
  for (let hour = 0; hour < 4; hour++) {
    cast.later(61)
    await cast.job('rules.wake')
  }
  assert.equal(await fired(id), 1)
  assert.deepEqual(await cast.rows('select rule_id from rules.timer'), [])
  await act(cast.agent, id, 'reply', { body: 'I ask once more.' })
  cast.later(61)
  await cast.job('rules.wake')
  assert.equal(await fired(id), 2, 'what a person writes begins the time anew')
})

test('Two timed rules that answer each other come to an end, and begin anew with what a person does.', async () => {
  const [vendor, requester] = ['waiting_on_vendor', 'waiting_on_requester'] as const
  const swap = (state: typeof vendor | typeof requester, move: 'ask' | 'wait_vendor') => ({
    when: { on: 'after' as const, since: 'moved' as const, state, minutes: 60 },
    actions: [{ do: 'move' as const, move }],
  })
  await cast.rule(swap(requester, 'wait_vendor'))
  await cast.rule(swap(vendor, 'ask'))
  const id = await cast.file(cast.nurse)
  const waitHours = async (hours: number) => {
    for (let hour = 0; hour < hours; hour++) {
      cast.later(61)
      await cast.job('rules.wake')
    }
  }
  await ask(id)
  await waitHours(6)
  assert.equal(await fired(id), 2)
  assert.deepEqual(await cast.rows('select rule_id from rules.timer'), [])
  await act(cast.agent, id, 'wait-vendor')
  await waitHours(6)
  assert.equal(await fired(id), 4, 'what a person does begins the time anew')
})

test('After an hour without a worker what was missed is done once, in the order in which it was due.', async () => {
  await cast.rule(remind)
  const ids: string[] = []
  for (const minutes of [20, 5, 10]) {
    const id = await cast.file(cast.nurse)
    ids.push(id)
    await ask(id)
    cast.later(minutes)
  }
  cast.later(180)
  await cast.job('rules.wake')
  await cast.job('rules.wake')
  const rows = await cast.rows('select ticket_id from rules.firing where ticket_id = any($1) order by id', [
    ids,
  ])
  assert.deepEqual(
    rows.map(({ ticket_id }) => ticket_id),
    ids,
  )
})

test('A rule at a time of day looks at all open tickets once a day, by the clocks of the organization.', async () => {
  await cast.rule({
    when: { on: 'daily', time: '08:00' },
    if: all(
      { field: 'owner', is: 'empty', values: [] },
      { field: 'age_hours', is: 'at_least', values: ['20'] },
    ),
    actions: [{ do: 'note', text: 'Nobody has it.' }],
  })
  const [old, taken, done] = [
    await cast.file(cast.nurse),
    await cast.file(cast.nurse),
    await cast.file(cast.nurse),
  ]
  await act(cast.agent, taken, 'take')
  await act(cast.agent, done, 'cancel')
  assert.deepEqual(await armed(), ['2026-07-07T13:00:00.000Z'])
  cast.later(22 * 60)
  const fresh = await cast.file(cast.nurse)
  await cast.job('rules.wake')
  assert.equal(await fired(old), 0, 'it is seven in the morning')
  cast.later(60)
  await cast.job('rules.wake')
  await cast.job('rules.wake')
  const counts = async () => Promise.all([old, taken, done, fresh].map(fired))
  assert.deepEqual(await counts(), [1, 0, 0, 0])
  assert.deepEqual(await armed(), ['2026-07-08T13:00:00.000Z'])
  cast.later(3 * 24 * 60)
  await cast.job('rules.wake')
  assert.deepEqual(await counts(), [2, 0, 0, 1], 'three missed days are one look')
})

test('A rule at a time of day stays on when it finds more tickets than it may fire for in an hour.', async () => {
  await cast.rule({
    when: { on: 'daily', time: '10:00' },
    actions: [{ do: 'add_tags', tags: ['daily'] }],
    hour_max: 2,
  })
  const ids = [await cast.file(cast.nurse), await cast.file(cast.nurse), await cast.file(cast.nurse)]
  for (const day of [1, 2]) {
    cast.later(day === 1 ? 60 : 24 * 60)
    await cast.job('rules.wake')
    assert.deepEqual(await Promise.all(ids.map(fired)), [day, day, day])
  }
  const [shown] = must(await cast.admin.get('/api/rules')).body.rows
  assert.deepEqual([shown.is_on, shown.stopped_because], [true, null])
})

test('A rule that is switched off, or counts another time, lets go of the times of before.', async () => {
  const rule = await cast.rule(remind)
  const [first, second] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  await ask(first)
  const changed = statementOf({
    ...remind,
    when: { on: 'after', since: 'moved', state: 'waiting_on_requester', minutes: 90 },
  })
  must(await cast.admin.send('PUT', `/api/rules/${rule}`, changed))
  await ask(second)
  cast.later(60)
  await cast.job('rules.wake')
  assert.deepEqual([await fired(first), await fired(second)], [0, 0])
  cast.later(30)
  await cast.job('rules.wake')
  assert.deepEqual([await fired(first), await fired(second)], [0, 1])
  must(await cast.admin.post(`/api/rules/${rule}/switch`, { is_on: false }))
  assert.deepEqual(await cast.rows('select rule_id from rules.timer'), [])
})

test('What is due on a ticket that somebody writes to comes a second later, and holds nobody up.', async () => {
  const rule = await cast.rule(remind)
  const [held, free] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
  await ask(held)
  await ask(free)
  cast.later(60)
  const holder = await cast.wardline.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('select from core.record where id = $1 for update', [held])
    await cast.job('rules.wake')
    assert.deepEqual([await fired(held), await fired(free)], [0, 1])
    assert.deepEqual(await armed(), [new Date(cast.wardline.clock.now().getTime() + 1000).toISOString()])
    await holder.query('rollback; begin')
    await holder.query('select from rules.rule where id = $1 for update', [rule])
    await cast.job('rules.wake')
    assert.equal(await fired(held), 0, 'somebody changes the rule')
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await cast.job('rules.wake')
  assert.equal(await fired(held), 1)
})

test('A lost alarm is set again within the hour.', async () => {
  await cast.rule(remind)
  const id = await cast.file(cast.nurse)
  await ask(id)
  await cast.rows("delete from graphile_worker._private_jobs where key like 'rules.wake %'")
  await cast.job('rules.arm')
  assert.deepEqual(await armed(), ['2026-07-06T15:01:00.000Z'])
})
