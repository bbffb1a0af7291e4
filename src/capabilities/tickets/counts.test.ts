import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const views = ['mine', 'team', 'unassigned', 'waiting', 'due_soon', 'overdue', 'open']

test('Each count is the length of its list, for who sees all, some, or only her own.', async () => {
  const { agent, specialist, nurse, network, desk } = cast
  for (let n = 0; n < 24; n++) {
    const by = n % 2 === 0 ? nurse : agent
    const id = await cast.file(by, by === agent ? { team_id: n % 3 === 0 ? network : desk } : {})
    if (n % 4 === 1) must(await agent.post(`/api/tickets/${id}/assign`, { owner_id: agent.personId }))
    if (n % 6 === 2) must(await agent.post(`/api/tickets/${id}/ask`))
    if (n % 8 === 3) must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  }
  // Promises that are over, near, far, and none.
  await cast.rows(
    `update core.record r set due_at = $1::timestamptz + (array['-2 hours', '0 hours', '3 hours', '4 hours', '9 days', null]::interval[])[1 + r.number % 6]
     where kind = 'ticket'`,
    [cast.wardline.clock.now().toISOString()],
  )
  for (const client of [agent, specialist, nurse]) {
    const counts = must(await client.get('/api/tickets/counts')).body
    const lists: Record<string, number> = {}
    for (const view of views)
      lists[view] = must(await client.get(`/api/tickets?view=${view}&limit=100`)).body.rows.length
    assert.deepEqual(counts, lists)
  }
  const { open, overdue, due_soon, waiting } = must(await agent.get('/api/tickets/counts')).body
  assert.ok(overdue > 0 && due_soon > 0 && waiting > 0 && open > overdue + due_soon + waiting)
})
