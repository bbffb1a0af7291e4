import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { replay } from '../../../core/timeline/event.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { compile } from '../calendars/calendar.ts'
import { anyTicket, type ClockCast, monday, office, standard, startClockCast } from './fixture.ts'
import { replayClocks } from './replay.ts'

let cast: ClockCast
let policies: string[]
before(async () => {
  cast = await startClockCast()
  const urgent = {
    name: 'Urgent',
    when: { ...anyTicket, priorities: [1, 2] },
    targets: { first_response: 15, next_response: null, resolution: 120 },
  }
  const network = {
    name: 'Network',
    when: { ...anyTicket, team_ids: [cast.network] },
    targets: { first_response: null, next_response: 30, resolution: 240 },
    pausing_states: ['scheduled'],
    warn_percent: null,
  }
  policies = [await cast.policy(urgent), await cast.policy(network), await cast.policy()]
})
after(() => cast.wardline.close())

function refused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}

type Step = { name: string; run(id: string): Promise<unknown> }

/** Everything that can happen to a ticket, its policies and its calendar, and time itself. */
function steps(): fc.Arbitrary<Step> {
  const { agent, nurse, otherNurse, desk, network, admin } = cast
  const by = (client: typeof agent, verb: string, body: unknown = {}): Step => ({
    name: verb,
    run: (id) => client.post(`/api/tickets/${id}/${verb}`, body),
  })
  const level = fc.integer({ min: 1, max: 4 })
  const changed = (run: () => Promise<unknown>, isCounted: boolean): Step => ({
    name: 'rules',
    run: async () => {
      await run()
      if (isCounted) await cast.recount()
    },
  })
  const people = fc.constantFrom(
    by(agent, 'reply', { body: 'words' }),
    by(nurse, 'reply', { body: 'words' }),
    // What is over takes no reply, by itself neither.
    { name: 'reply by itself', run: (id: string) => cast.replyByItself(id).catch(refused) },
    by(agent, 'ask'),
    by(agent, 'wait-vendor'),
    by(agent, 'schedule', { resume_at: '2100-01-01T08:00:00Z' }),
    by(agent, 'resume'),
    by(agent, 'resolve', { code: 'fixed' }),
    by(agent, 'close'),
    by(nurse, 'reopen'),
    by(agent, 'reopen'),
    by(agent, 'take'),
    by(agent, 'note', { body: 'words' }),
    by(agent, 'assign', { team_id: network }),
    by(agent, 'assign', { team_id: desk }),
    by(agent, 'edit', { requester_id: otherNurse.personId }),
    by(agent, 'edit', { requester_id: nurse.personId }),
  )
  const urgency = fc.tuple(level, level).map(([impact, urgency]) => by(agent, 'edit', { impact, urgency }))
  const time = fc
    .constantFrom(1, 7, 45, 180, 1440, 4000)
    .map((minutes): Step => ({ name: 'later', run: async () => cast.later(minutes) }))
  const firing = fc.constant<Step>({ name: 'fire', run: () => cast.job('escalation.fire') })
  const policy = fc
    .tuple(fc.constantFrom(30, 300, null), fc.boolean(), fc.boolean())
    .map(([resolution, pauses, isCounted]) =>
      changed(
        () =>
          admin.send('PUT', `/api/policies/${policies[2]}`, {
            ...standard,
            targets: { ...standard.targets, resolution },
            pausing_states: pauses ? standard.pausing_states : [],
          }),
        isCounted,
      ),
    )
  const order = fc
    .tuple(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean())
    .map(([ids, isCounted]) =>
      changed(
        () => admin.send('PUT', '/api/policies/order', { ids: ids.map((index) => policies[index]) }),
        isCounted,
      ),
    )
  const calendar = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()).map(([day, isCounted]) =>
    changed(
      () =>
        admin.send('PUT', `/api/calendars/${cast.calendarId}`, {
          ...office,
          holidays: [{ date: `2026-07-${String(6 + day).padStart(2, '0')}`, name: 'Off' }],
        }),
      isCounted,
    ),
  )
  return fc.oneof(
    { weight: 8, arbitrary: people },
    { weight: 2, arbitrary: urgency },
    { weight: 5, arbitrary: time },
    { weight: 2, arbitrary: firing },
    { weight: 1, arbitrary: policy },
    { weight: 1, arbitrary: order },
    { weight: 1, arbitrary: calendar },
  )
}

async function assertReplays(id: string): Promise<void> {
  assert.deepEqual(await cast.stored(id), lastRounds(await cast.replayed(id)))
  const events = await cast.rows('select at, data from core.event where record_id = $1 order by at, id', [id])
  const told = replay(events as { data: Record<string, unknown> }[]).due_at as string | null
  assert.equal(told === null ? null : Date.parse(told), Date.parse((await cast.due(id)) ?? '') || null)
}

/** A write reads the open clocks and the last of each kind, the timeline tells of all. */
function lastRounds(clocks: Awaited<ReturnType<ClockCast['replayed']>>): typeof clocks {
  if (!clocks) return clocks
  const isNeeded = (each: (typeof clocks.clocks)[number]) =>
    each.ended_at === null ||
    each.fires_at !== null ||
    !clocks.clocks.some(({ kind, round }) => kind === each.kind && round > each.round)
  return { ...clocks, clocks: clocks.clocks.filter(isNeeded) }
}

test('Whatever happens to a ticket, its policies and its calendar, the stored clocks are those that its timeline tells.', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(steps(), { minLength: 6, maxLength: 25 }), async (actions) => {
      cast.backToMonday()
      const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
      for (const { run } of actions) await run(id)
      await assertReplays(id)
      await cast.job('escalation.fire')
      await assertReplays(id)
      for (const clock of (await cast.stored(id))?.clocks ?? []) {
        seen.add(clock.state)
        // Events of one moment are a thousandth of a second apart, and so may a due time be that the next firing tells.
        const isPast = Date.parse(clock.breached_at ?? '') <= cast.wardline.clock.now().getTime()
        if (isPast) assert.ok(clock.is_breach_fired, 'what is late was told')
      }
    }),
    { numRuns: 60, seed: 20260706, endOnFailure: true },
  )
  assert.deepEqual([...seen].sort(), ['met', 'paused', 'running', 'stopped'])
  const doubles = await cast.rows(
    "select record_id from core.event where action in ('escalation.warned', 'escalation.breached') group by record_id, action, data ->> 'clock', data ->> 'round' having count(*) > 1",
  )
  assert.deepEqual(doubles, [], 'nothing was told twice')
})

test('Merging stops what was promised, and taking it back goes on where it stood, as cancelling does.', () => {
  const always = {
    time_zone: 'UTC',
    week: Array.from({ length: 7 }, () => [['00:00', '24:00']]),
    holidays: [],
  }
  const rules = {
    policies: new Map([['p1', { id: 'p1', policyId: 'p', number: 1, rules: standard }]]),
    calendars: new Map([
      ['c1', { id: 'c1', calendarId: 'c', name: 'Always', number: 1, calendar: compile(always as never) }],
    ]),
  }
  const at = (minutes: number) => new Date(Date.parse(monday) + minutes * 60_000).toISOString()
  const moved = (minutes: number, from: string | null, to: string, more = {}) => ({
    at: at(minutes),
    action: 'tickets.moved',
    actor_id: null,
    data: { changes: { state: [from, to] }, ...more },
  })
  const filed = moved(0, null, 'new', { clocks: { policy: 'p1', calendar: 'c1' } })
  for (const over of ['merged', 'cancelled']) {
    const stopped = replayClocks([filed, moved(30, 'new', over)], rules)
    assert.deepEqual(
      stopped.clocks.map(({ kind, state, fires_at }) => [kind, state, fires_at]),
      [
        ['first_response', 'stopped', null],
        ['resolution', 'stopped', null],
      ],
      over,
    )
    const back = replayClocks([filed, moved(30, 'new', over), moved(90, over, 'open')], rules)
    assert.deepEqual(
      back.clocks.map(({ kind, state, due_at }) => [kind, state, due_at]),
      [
        ['first_response', 'running', at(120)],
        ['resolution', 'running', at(540)],
      ],
      over,
    )
  }
})
