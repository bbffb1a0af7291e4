import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { must } from '../../tickets/fixture.ts'
import { anyTicket, type ClockCast, startClockCast } from '../clocks/fixture.ts'

let cast: ClockCast
before(async () => {
  cast = await startClockCast()
  await cast.policy()
  const when = { minutes: null, is_working_time: false, is_untaken_only: false, clock: null }
  const notify = { deed: 'notify', to: { kind: 'person', id: cast.secondAgent.personId } }
  const steps = [
    { when: { ...when, on: 'after_filed', minutes: 20, is_working_time: true }, ...notify },
    { when: { ...when, on: 'after_team', minutes: 15, is_untaken_only: true }, deed: 'raise', to: null },
    {
      when: { ...when, on: 'after_team', minutes: 45 },
      deed: 'pass',
      to: { kind: 'next_tier', id: null },
    },
    { when: { ...when, on: 'warned' }, ...notify },
    { when: { ...when, on: 'breached' }, deed: 'page', to: { kind: 'on_call', id: cast.desk } },
    { when: { ...when, on: 'reopened' }, ...notify },
    { when: { ...when, on: 'unanswered' }, ...notify },
  ]
  must(await cast.admin.post('/api/ladders', { name: 'Watch', when: anyTicket, steps }))
})
after(() => cast.wardline.close())

type Deed =
  | 'take'
  | 'start'
  | 'ask'
  | 'resume'
  | 'resolve'
  | 'reopen'
  | 'hand_over'
  | 'climb'
  | 'fire'
  | 'step'
const deed = fc.constantFrom<Deed[]>(
  'take',
  'start',
  'ask',
  'resume',
  'resolve',
  'reopen',
  'hand_over',
  'climb',
  'fire',
  'step',
)
const history = fc.array(fc.record({ deed, minutes: fc.integer({ min: 1, max: 40 }) }), {
  minLength: 3,
  maxLength: 14,
})

async function live(id: string, what: Deed): Promise<void> {
  const { agent } = cast
  // Whatever is not open in the present state is refused, which is fine: the history goes on.
  const ways: Record<Deed, () => Promise<unknown>> = {
    take: () => agent.post(`/api/tickets/${id}/take`),
    start: () => agent.post(`/api/tickets/${id}/start`),
    ask: () => agent.post(`/api/tickets/${id}/ask`),
    resume: () => agent.post(`/api/tickets/${id}/resume`),
    resolve: () => agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }),
    reopen: () => agent.post(`/api/tickets/${id}/reopen`),
    hand_over: () => agent.post(`/api/tickets/${id}/assign`, { team_id: cast.network, owner_id: null }),
    climb: () => twice(),
    fire: () => cast.job('escalation.fire'),
    step: async () => {
      const { body } = await agent.get(`/api/tickets/${id}/ladder`)
      if (body.next) await agent.post(`/api/tickets/${id}/start-step`, { step: body.next })
    },
  }
  await ways[what]()
}

/** Two workers at once, and then one more: as often as one. */
async function twice(): Promise<void> {
  await Promise.all([cast.job('ladders.climb'), cast.job('ladders.climb')])
  await cast.job('ladders.climb')
}

test('Whatever happens to a ticket, each step is taken or left out once for each cause, and told once.', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      cast.backToMonday()
      const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
      for (const { deed: what, minutes } of events) {
        await live(id, what)
        cast.later(minutes)
      }
      await cast.job('escalation.fire')
      await twice()
      const rungs = await cast.rows(
        'select state, due_at > $2 as is_ahead from escalation.rung where ticket_id = $1',
        [id, cast.wardline.clock.now().toISOString()],
      )
      const over = rungs.filter(({ state }) => state === 'done' || state === 'skipped')
      const told = await cast.rows(
        "select action, data ->> 'deed' as deed from core.event where record_id = $1 and action in ('ladders.climbed', 'ladders.left_out')",
        [id],
      )
      assert.equal(told.length, over.length, 'one line for each end')
      for (const { state, is_ahead } of rungs)
        assert.ok(state !== 'waiting' || is_ahead, 'nothing that is due was forgotten')
      const done = (name: string) =>
        told.filter(({ action, deed: what }) => action === 'ladders.climbed' && what === name).length
      const count = async (sql: string) =>
        Number((await cast.rows(`select count(*) as n from ${sql}`, [id]))[0]?.n)
      assert.equal(
        await count(
          'tickets.hand where ticket_id = $1 and by_id = (select person_id as id from core.automation)',
        ),
        done('pass'),
      )
      assert.equal(await count('escalation.page where record_id = $1'), done('page'))
      assert.equal(
        await count("core.notification where record_id = $1 and reason = 'ladder'"),
        done('notify'),
      )
      assert.equal(
        await count("core.event where record_id = $1 and action = 'tickets.override_priority'"),
        done('raise'),
      )
    }),
    { numRuns: 25 },
  )
})
