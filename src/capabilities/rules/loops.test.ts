import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../tickets/fixture.ts'
import { all, type RuleCast, startRuleCast, statementOf } from './fixture.ts'

let cast: RuleCast
before(async () => {
  cast = await startRuleCast({ now: '2026-07-06T14:00:00.000Z' })
})
beforeEach(() => cast.off())
after(() => cast.wardline.close())

const has = (tag: string) => all({ field: 'tag', is: 'is', values: [tag] })
const lacks = (tag: string) => all({ field: 'tag', is: 'is_not', values: [tag] })
const names = async (id: string) => (await cast.firings(id)).map(({ rule }) => rule)

test('A rule that does what it waits for fires once.', async () => {
  await cast.rule({
    name: 'Note',
    when: { on: 'changed', field: 'priority' },
    actions: [{ do: 'set_priority', priority: 4 }],
  })
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/edit`, { impact: 2, urgency: 2 }))
  await cast.work()
  assert.deepEqual(await names(id), ['Note'])
})

test('Of two rules that undo each other each fires once, and then it is quiet.', async () => {
  const when = { on: 'changed', field: 'tags' } as const
  await cast.rule({ name: 'A', when, if: lacks('on'), actions: [{ do: 'add_tags', tags: ['on'] }] })
  await cast.rule({ name: 'B', when, if: has('on'), actions: [{ do: 'remove_tags', tags: ['on'] }] })
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/tag`, { tags: ['start'] }))
  await cast.work()
  // A adds, and B, which looks at the same event after it, removes; that wakes A, and what A does now wakes neither.
  assert.deepEqual(await names(id), ['A', 'B', 'A'])
  assert.deepEqual(await cast.rows('select id from rules.task'), [])
})

test('Rules that pass on to each other end after the fifth.', async () => {
  for (let step = 0; step < 8; step++)
    await cast.rule({
      name: `Step ${step}`,
      when: { on: 'changed', field: 'tags' },
      if: {
        match: 'all',
        groups: [],
        conditions: [...has(`t${step}`).conditions, ...lacks(`t${step + 1}`).conditions],
      },
      actions: [{ do: 'add_tags', tags: [`t${step + 1}`] }],
    })
  // Backwards in order, so that none sees what the one before it did at the same event.
  const { rows } = must(await cast.admin.get('/api/rules')).body
  const ids = rows.map(({ id }: { id: string }) => id).reverse()
  must(await cast.admin.send('PUT', '/api/rules/order', { ids }))
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/tag`, { tags: ['t0'] }))
  await cast.work()
  assert.deepEqual(await names(id), ['Step 0', 'Step 1', 'Step 2', 'Step 3', 'Step 4'])
})

test('A rule that fires too often for one ticket is stopped, and its keeper is told.', async () => {
  const rule = await cast.rule({
    when: { on: 'replied_by_staff' },
    actions: [{ do: 'note', text: 'Again' }],
    ticket_hour_max: 3,
  })
  const id = await cast.file(cast.nurse)
  const other = await cast.file(cast.nurse)
  for (let count = 0; count < 5; count++) {
    must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
    must(await cast.agent.post(`/api/tickets/${other}/note`, { body: 'No reply' }))
    await cast.work()
  }
  assert.equal((await cast.firings(id)).length, 3)
  const [shown] = must(await cast.admin.get('/api/rules')).body.rows
  assert.deepEqual([shown.is_on, shown.stopped_because], [false, 'ticket'])
  const told = must(await cast.admin.get('/api/notifications')).body.rows
  assert.deepEqual(
    told.map(({ reason, record }: { reason: string; record: { id: string } }) => [reason, record.id]),
    [['rule_stopped', id]],
  )
  must(await cast.admin.post(`/api/rules/${rule}/switch`, { is_on: true }))
  const [again] = must(await cast.admin.get('/api/rules')).body.rows
  assert.deepEqual([again.is_on, again.stopped_because], [true, null])
})

test('A keeper who does not see the ticket any more is told that the rule was stopped, and nothing of the ticket.', async () => {
  await cast.rows(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'keeper', 'Keeper', '{rules.manage,tickets.read_all,tickets.tag}')",
    [cast.wardline.orgId],
  )
  const keeper = await cast.wardline.person('Kay Keeper', ['keeper'])
  const { id } = must(await keeper.post('/api/rules', statementOf({ hour_max: 1 }))).body
  must(await keeper.post(`/api/rules/${id}/switch`, { is_on: true }))
  await cast.rows(
    "update core.role set permissions = '{rules.manage}' where org_id = $1 and key = 'keeper'",
    [cast.wardline.orgId],
  )
  for (let count = 0; count < 2; count++) await cast.file(cast.nurse)
  await cast.work()
  const { rows } = must(await keeper.get('/api/notifications')).body
  assert.deepEqual(
    rows.map(({ reason, record }: { reason: string; record: unknown }) => [reason, record]),
    [['rule_stopped', null]],
  )
})

test('After an hour a rule may fire for the ticket again.', async () => {
  await cast.rule({
    when: { on: 'replied_by_staff' },
    actions: [{ do: 'note', text: 'Again' }],
    ticket_hour_max: 1,
  })
  const id = await cast.file(cast.nurse)
  must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
  await cast.work()
  cast.later(61)
  must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'Hello' }))
  await cast.work()
  assert.equal((await cast.firings(id)).length, 2)
})

test('A rule that fires too often in the whole organization is stopped.', async () => {
  await cast.rule({ hour_max: 2 })
  const ids = []
  for (let count = 0; count < 4; count++) ids.push(await cast.file(cast.nurse))
  await cast.work()
  const [shown] = must(await cast.admin.get('/api/rules')).body.rows
  assert.deepEqual([shown.is_on, shown.stopped_because], [false, 'organization'])
  const fired = await Promise.all(ids.map(async (id) => (await cast.firings(id)).length))
  assert.equal(
    fired.reduce((sum, each) => sum + each, 0),
    2,
  )
})

test('Rules that pass a ticket on whenever a team gave it to somebody come to an end.', async () => {
  const twin = await cast.wardline.team('Twin desk')
  const member = await cast.wardline.person('Tia Twin', ['help-desk'], [twin])
  const teams = [cast.desk, twin]
  for (const team of teams)
    must(await cast.admin.send('PUT', `/api/teams/${team}/assignment`, { mode: 'assign', open_max: null }))
  for (const [index, team] of teams.entries())
    await cast.rule({
      when: { on: 'changed', field: 'owner' },
      if: all({ field: 'team', is: 'is', values: [team] }, { field: 'owner', is: 'not_empty', values: [] }),
      actions: [{ do: 'escalate', team_id: teams[1 - index] ?? '', text: 'It belongs there.' }],
      ticket_hour_max: 100,
    })
  const sessions = 'update core.session set last_active_at = $2 where person_id = any($1)'
  const now = cast.wardline.clock.now()
  await cast.rows(sessions, [[cast.agent.personId, member.personId], now])
  const id = await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
  const waiting =
    "from graphile_worker._private_jobs where payload ->> 'ticket' = $1 and payload ->> 'cause' is not null"
  let rounds = 0
  for (; rounds < 30; rounds++) {
    const jobs = await cast.rows(`select id, payload ${waiting}`, [id])
    if (jobs.length === 0) break
    for (const job of jobs) {
      await cast.rows('delete from graphile_worker._private_jobs where id = $1', [job.id])
      await cast.job('candidates.assign', job.payload as Record<string, unknown>)
    }
    await cast.work()
  }
  assert.equal(rounds, 6)
  const told = await cast.rows(
    "select action from core.event where record_id = $1 and action like 'candidates.%' order by at",
    [id],
  )
  assert.deepEqual(
    told.map(({ action }) => action),
    [...Array.from({ length: 5 }, () => 'candidates.given'), 'candidates.nobody'],
  )
  for (const team of teams)
    must(await cast.admin.send('PUT', `/api/teams/${team}/assignment`, { mode: 'off', open_max: null }))
})
