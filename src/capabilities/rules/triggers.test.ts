import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../tickets/fixture.ts'
import { type RuleCast, startRuleCast } from './fixture.ts'
import type { Statement } from './statement.ts'

let cast: RuleCast
before(async () => {
  cast = await startRuleCast({ now: '2026-07-06T14:00:00.000Z' })
})
beforeEach(() => cast.off())
after(() => cast.wardline.close())

const fired = async (id: string) => (await cast.firings(id)).length
const act = async (client: RuleCast['agent'], id: string, verb: string, body: unknown = {}) => {
  must(await client.post(`/api/tickets/${id}/${verb}`, body))
  await cast.work()
}

test('A rule for new tickets fires once when a ticket is filed, and not at what happens to it later.', async () => {
  await cast.rule({ when: { on: 'created' } })
  const id = await cast.file(cast.nurse)
  assert.equal(await fired(id), 0, 'nothing happens before the job')
  await cast.work()
  await cast.job('rules.run', { ticket: id })
  assert.equal(await fired(id), 1)
  assert.deepEqual((await cast.ticket(id)).tags, ['seen'])
  await act(cast.agent, id, 'reply', { body: 'Hello' })
  assert.equal(await fired(id), 1)
})

const events: [string, Statement['when'], (id: string) => Promise<void>, (id: string) => Promise<void>][] = [
  [
    'a reply of the requester',
    { on: 'replied_by_requester' },
    (id) => act(cast.nurse, id, 'reply', { body: 'Still broken' }),
    (id) => act(cast.agent, id, 'reply', { body: 'We look at it' }),
  ],
  [
    'a reply of the staff',
    { on: 'replied_by_staff' },
    (id) => act(cast.agent, id, 'reply', { body: 'We look at it' }),
    (id) => act(cast.agent, id, 'note', { body: 'Only among us' }),
  ],
  [
    'a changed priority',
    { on: 'changed', field: 'priority' },
    (id) => act(cast.agent, id, 'edit', { impact: 2, urgency: 2 }),
    (id) => act(cast.agent, id, 'edit', { application: 'Chart' }),
  ],
  [
    'a changed application',
    { on: 'changed', field: 'application' },
    (id) => act(cast.agent, id, 'edit', { application: 'Chart' }),
    (id) => act(cast.agent, id, 'edit', { title: 'Something else' }),
  ],
  [
    'a state that is reached',
    { on: 'moved', state: 'waiting_on_requester' },
    (id) => act(cast.agent, id, 'ask'),
    (id) => act(cast.agent, id, 'start'),
  ],
  [
    'an escalation',
    { on: 'escalated' },
    (id) =>
      act(cast.agent, id, 'escalate', { team_id: cast.network, reason: 'Too hard', tried: 'Everything' }),
    (id) => act(cast.agent, id, 'assign', { team_id: cast.network }),
  ],
  [
    'a reopening',
    { on: 'reopened' },
    async (id) => {
      await act(cast.agent, id, 'resolve', { code: 'fixed' })
      await act(cast.nurse, id, 'reopen', {})
    },
    (id) => act(cast.agent, id, 'resolve', { code: 'fixed' }),
  ],
]
for (const [what, when, wanted, other] of events)
  test(`A rule for ${what} fires at that, and not at something alike.`, async () => {
    await cast.rule({ when, actions: [{ do: 'note', text: 'A rule was here.' }] })
    const [id, elsewhere] = [await cast.file(cast.nurse), await cast.file(cast.nurse)]
    await wanted(id)
    await other(elsewhere)
    assert.equal(await fired(id), 1)
    assert.equal(await fired(elsewhere), 0)
  })

test('A rule for warned and missed targets fires when the clocks tell of them.', async () => {
  const always = Array.from({ length: 7 }, () => [['00:00', '24:00']])
  const calendar = { name: 'Always', time_zone: 'UTC', week: always, holidays: [], is_default: true }
  must(await cast.admin.post('/api/calendars', calendar))
  const any = {
    kinds: [],
    priorities: [],
    category_ids: [],
    applications: [],
    team_ids: [],
    department_ids: [],
    role_ids: [],
  }
  const targets = { first_response: 60, next_response: null, resolution: null }
  const policy = { name: 'All', when: any, targets, warn_percent: 50, pausing_states: [], calendar_id: null }
  must(await cast.admin.post('/api/policies', policy))
  await cast.rule({ when: { on: 'warned' }, actions: [{ do: 'add_tags', tags: ['warned'] }] })
  await cast.rule({ when: { on: 'breached' }, actions: [{ do: 'add_tags', tags: ['breached'] }] })
  const id = await cast.file(cast.nurse)
  cast.later(31)
  await cast.job('escalation.fire')
  await cast.work()
  assert.deepEqual((await cast.ticket(id)).tags, ['warned'])
  cast.later(30)
  await cast.job('escalation.fire')
  await cast.work()
  assert.deepEqual((await cast.ticket(id)).tags, ['warned', 'breached'])
})

test('A rule that is switched off or out of use does nothing.', async () => {
  const id = await cast.rule({})
  must(await cast.admin.post(`/api/rules/${id}/switch`, { is_on: false }))
  const ticket = await cast.file(cast.nurse)
  await cast.work()
  assert.equal(await fired(ticket), 0)
  must(await cast.admin.post(`/api/rules/${id}/switch`, { is_on: true }))
  const second = await cast.file(cast.nurse)
  must(await cast.admin.send('DELETE', `/api/rules/${id}`, {}))
  await cast.work()
  assert.equal(await fired(second), 0)
})

test('Where no rule waits for it, what happens is not even noted.', async () => {
  await cast.rule({ when: { on: 'reopened' } })
  const id = await cast.file(cast.nurse)
  assert.deepEqual(await cast.rows('select id from rules.task where ticket_id = $1', [id]), [])
})
