import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { waitsFor } from '../../../test/helpers/held-lock.ts'
import type { Client } from '../../../test/helpers/server.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast()
})
after(() => cast?.wardline.close())
afterEach(async () => {
  await cast.rows('delete from approvals.deputy')
})

const at = (hours: number) => new Date(cast.wardline.clock.now().getTime() + hours * 3_600_000).toISOString()
const name = (client: Client, deputy: Client, until: number) =>
  client.post('/api/approvals/deputies', {
    deputy_id: deputy.personId,
    from_at: at(0),
    until_at: at(until),
  })
const byManager = { name: 'Manager', who: 'manager' as const, needs: 'any' as const, remind_hours: 1 }

test('A deputy decides nothing any more when the named time is over.', async () => {
  const { colleague, manager } = cast
  const approval = await cast.approvalOf(await cast.request({ steps: [byManager] }), manager)
  must(await name(manager, colleague, 2))
  must(await colleague.get(`/api/approvals/${approval}`))
  await cast.later(3)
  assert.equal((await colleague.get(`/api/approvals/${approval}`)).status, 404)
  assert.equal((await colleague.post(`/api/approvals/${approval}/approve`, {})).status, 404)
  must(await manager.post(`/api/approvals/${approval}/approve`, {}))
})

test('Who names a deputy waits for who does so at the same time, so that two do not become deputies of each other.', async () => {
  const { colleague, manager, wardline } = cast
  const key = `deputies ${wardline.orgId}`
  must(await waitsFor(wardline.owner, 'hashtextextended($1, 0)', [key], () => name(manager, colleague, 1)))
  const both = await Promise.all([name(colleague, manager, 1), name(manager, colleague, 1)])
  assert.equal(both[0].status, 422)
})

test('Who named an approver is not called in for them when the reminder stays without an answer.', async () => {
  const { director, manager, rows, wardline } = cast
  const { app } = wardline.composition
  const approvals = []
  for (const named of [null, director.personId]) {
    const approval = await cast.approvalOf(await cast.request({ steps: [byManager] }), manager)
    await rows('update approvals.approval set named_by_id = $2 where id = $1', [approval, named])
    approvals.push(approval)
  }
  for (let times = 0; times < 3; times++) {
    await cast.later(24)
    await app.registry.jobs.get('approvals.remind')?.(app, {})
  }
  const called = await rows(
    'select escalated_to_id from approvals.approval where id = any($1) order by array_position($1::uuid[], id)',
    [approvals],
  )
  assert.deepEqual(
    called.map((row) => row.escalated_to_id),
    [director.personId, null],
  )
})
