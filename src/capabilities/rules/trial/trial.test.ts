import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { must } from '../../tickets/fixture.ts'
import { all, type RuleCast, startRuleCast, statementOf } from '../fixture.ts'
import type { Statement } from '../statement.ts'

const monday = '2026-07-06T14:00:00.000Z'
let cast: RuleCast
before(async () => {
  cast = await startRuleCast({ now: monday })
})
beforeEach(() => cast.off())
after(() => cast.wardline.close())

type Hit = { ticket: { id: string }; at: string; deeds: string[] }
async function foreseen(parts: Partial<Statement>) {
  const { id } = must(await cast.admin.post('/api/rules/try', { statement: statementOf(parts) })).body
  await cast.job('rules.try', { trial: id })
  const { body } = must(await cast.admin.get(`/api/rules/trials/${id}`))
  assert.notEqual(body.finished_at, null)
  assert.equal(body.done, body.total)
  return body as { hits: Hit[]; firings: number; tickets: number; total: number }
}
const act = async (client: RuleCast['agent'], id: string, verb: string, body: unknown = {}) => {
  cast.later(1)
  return must(await client.post(`/api/tickets/${id}/${verb}`, body))
}
/** What rules that are on do now, and what a trial of them says afterwards, by ticket and time. */
const real = async (id: string) =>
  (await cast.rows('select ticket_id, fired_at from rules.firing where rule_id = $1', [id])).map(
    ({ ticket_id }) => ticket_id,
  )

test('A trial changes nothing in the whole database but its own row.', async () => {
  const id = await cast.file(cast.nurse)
  await act(cast.agent, id, 'start')
  const tables = await cast.rows(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') order by 1",
  )
  const fingerprint = async () => {
    const parts = []
    for (const { name } of tables)
      if (
        !['rules.trial', 'core.audit', 'core.session'].includes(String(name)) &&
        !String(name).startsWith('core.audit_')
      )
        parts.push([
          name,
          (
            await cast.rows(
              `select count(*)::int as n, coalesce(sum(xmin::text::bigint), 0)::text as versions from ${name}`,
            )
          )[0],
        ])
    return parts
  }
  const unchanged = await fingerprint()
  const { tickets } = await foreseen({})
  assert.ok(tickets > 0)
  assert.deepEqual(await fingerprint(), unchanged)
})

test('A trial finds what a rule would have done at each event, with the ticket as it was then.', async () => {
  const id = await cast.file(cast.nurse, { title: 'Printer jam' })
  await act(cast.agent, id, 'tag', { tags: ['vip'] })
  await act(cast.agent, id, 'edit', { impact: 1, urgency: 2 })
  await act(cast.agent, id, 'untag', { tags: ['vip'] })
  await act(cast.agent, id, 'edit', { title: 'Something else', impact: 4, urgency: 4 })
  const when = { on: 'changed', field: 'priority' } as const
  const own = async (parts: Partial<Statement>) =>
    (await foreseen({ when, ...parts })).hits.filter(({ ticket }) => ticket.id === id)
  assert.equal((await own({})).length, 2)
  assert.equal((await own({ if: all({ field: 'tag', is: 'is', values: ['vip'] }) })).length, 1)
  assert.equal((await own({ if: all({ field: 'words', is: 'is', values: ['printer'] }) })).length, 1)
  assert.equal((await own({ if: all({ field: 'priority', is: 'is', values: ['2'] }) })).length, 1)
  assert.equal((await own({ if: all({ field: 'priority', is: 'is', values: ['3'] }) })).length, 0)
})

test('A trial says which actions would have changed nothing or been refused.', async () => {
  const id = await cast.file(cast.agent, {
    requester_id: cast.nurse.personId,
    tags: ['there'],
    team_id: cast.desk,
  })
  const { hits } = await foreseen({
    actions: [
      { do: 'add_tags', tags: ['there'] },
      { do: 'move', move: 'close' },
      { do: 'move', move: 'resolve', code: 'fixed' },
      { do: 'move', move: 'close' },
      { do: 'notify', to: 'owner' },
    ],
  })
  const hit = hits.find(({ ticket }) => ticket.id === id)
  assert.deepEqual(hit?.deeds, ['nothing', 'refused', 'would', 'would', 'refused'])
})

test('A trial of a rule that waits for a time finds what was left lying, by hours and by days.', async () => {
  const id = await cast.file(cast.nurse)
  await act(cast.agent, id, 'ask')
  const quick = await cast.file(cast.nurse)
  await act(cast.agent, quick, 'ask')
  await act(cast.nurse, quick, 'reply', { body: 'Here' })
  cast.later(3 * 24 * 60)
  const after = { on: 'after', since: 'moved', state: 'waiting_on_requester', minutes: 120 } as const
  const found = (await foreseen({ when: after })).hits.map(({ ticket }) => ticket.id)
  assert.ok(found.includes(id) && !found.includes(quick))
  const daily = await foreseen({
    when: { on: 'daily', time: '08:00' },
    if: all({ field: 'state', is: 'is', values: ['waiting_on_requester'] }),
  })
  const mornings = daily.hits.filter(({ ticket }) => ticket.id === id).map(({ at }) => at)
  assert.deepEqual(mornings, [
    '2026-07-09T13:00:00.000Z',
    '2026-07-08T13:00:00.000Z',
    '2026-07-07T13:00:00.000Z',
  ])
})

test('What a trial finds afterwards is what the rule did.', async () => {
  const ids = new Map<string, Partial<Statement>>()
  const note = [{ do: 'note' as const, text: 'Seen' }]
  const rules: Partial<Statement>[] = [
    { when: { on: 'created' }, if: all({ field: 'words', is: 'is', values: ['LOG IN'] }), actions: note },
    {
      when: { on: 'replied_by_requester' },
      if: all({ field: 'state', is: 'is', values: ['open'] }),
      actions: note,
    },
    {
      when: { on: 'moved', state: 'open' },
      if: all({ field: 'owner', is: 'not_empty', values: [] }),
      actions: note,
    },
  ]
  const since = cast.wardline.clock.now().getTime()
  for (const rule of rules) ids.set(await cast.rule(rule), rule)
  for (let count = 0; count < 4; count++) {
    const id = await cast.file(cast.nurse, count % 2 ? { title: 'Paper' } : {})
    await cast.work()
    if (count > 1) await act(cast.agent, id, 'take')
    await act(cast.agent, id, 'reply', { body: 'Which one?' })
    await cast.work()
    await act(cast.nurse, id, 'reply', { body: 'That one' })
    await cast.work()
  }
  for (const [id, rule] of ids) {
    const { hits } = await foreseen(rule)
    const found = hits.filter(({ at }) => Date.parse(at) >= since).map(({ ticket }) => ticket.id)
    assert.deepEqual(found.sort(), (await real(id)).sort())
    assert.ok(found.length > 0)
  }
})

test('Trials of an organization are run one after the other.', async () => {
  const tries = Array.from({ length: 3 }, () =>
    cast.admin.post('/api/rules/try', { statement: statementOf() }),
  )
  const ids = (await Promise.all(tries)).map((answer) => must(answer).body.id)
  const queues = await cast.rows(
    `select q.queue_name, count(*)::int as jobs from graphile_worker._private_jobs j
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where j.payload ->> 'trial' = any($1) group by 1`,
    [ids],
  )
  assert.deepEqual(queues, [{ queue_name: `rules.try ${cast.wardline.orgId}`, jobs: 3 }])
})

test('A trial is for those who manage rules and see every ticket, because what it counts tells of tickets.', async () => {
  await cast.file(cast.nurse)
  await cast.rows(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'blind', 'Blind', '{rules.manage}')",
    [cast.wardline.orgId],
  )
  const blind = await cast.wardline.person('Bo Blind', ['blind'])
  const { id } = must(await cast.admin.post('/api/rules/try', { statement: statementOf() })).body
  assert.equal((await blind.post('/api/rules/try', { statement: statementOf() })).status, 403)
  assert.equal((await blind.get(`/api/rules/trials/${id}`)).status, 403)
  const statement = statementOf()
  assert.equal((await cast.agent.post('/api/rules/try', { statement })).status, 403)
  assert.equal(
    (await cast.admin.post('/api/rules/try', { statement: { ...statement, is_for_all: false } })).status,
    422,
  )
  assert.equal((await cast.admin.get('/api/rules/trials/00000000-0000-4000-8000-000000000000')).status, 404)
})
