import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'
import { askAgain } from './index.ts'
import type { ApprovalStep } from './plan.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
})
after(() => cast?.wardline.close())

const byManager: ApprovalStep = { name: 'Manager', who: 'manager', needs: 'any' }
const byPeople = (needs: 'any' | 'all', ...people: Client[]): ApprovalStep => ({
  name: 'Named',
  who: 'people',
  person_ids: people.map(({ personId }) => personId),
  needs,
})
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)
const waiting = async (client: Client) =>
  (must(await client.get('/api/approvals')).body.rows as { number: number; ticket_id: string }[]).map(
    ({ ticket_id }) => ticket_id,
  )

async function replays(id: string) {
  const [record] = await cast.rows('select state, owner_id, title from core.record where id = $1', [id])
  const [ticket] = await cast.rows('select * from tickets.ticket where id = $1', [id])
  const events = (await cast.rows('select data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as { data: Record<string, unknown> }[]
  const told = replay(events)
  assert.equal(told.state, record?.state)
  const times = ['resume_at', 'first_response_at', 'resolved_at', 'closed_at', 'last_word_at']
  const stored = Object.fromEntries(
    Object.entries(ticket ?? {}).map(([key, value]) => [
      key,
      times.includes(key) && value instanceof Date ? value.toISOString() : value,
    ]),
  )
  assert.deepEqual(replayTicket(events), shadow(stored as TicketFields))
}

test('A request that is cancelled, or resolved otherwise, asks nobody any more.', async () => {
  const { manager, nurse, agent } = cast
  const cancelled = await cast.request({ steps: [byManager] })
  must(await nurse.post(`/api/tickets/${cancelled}/cancel`, {}))
  assert.equal((await approve(manager, await cast.approvalOf(cancelled, manager))).status, 409)
  const resolved = await cast.request({ steps: [byManager] })
  must(await agent.post(`/api/tickets/${resolved}/resolve`, { code: 'answered' }))
  assert.ok(!(await waiting(manager)).includes(resolved))
})

test('A request that is merged asks nobody any more, and taken apart again it asks anew.', async () => {
  const { manager, nurse, agent } = cast
  const id = await cast.request({ steps: [byManager] })
  const into_id = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${id}/merge`, { into_id }))
  const before = await cast.approvalOf(id, manager)
  assert.equal((await approve(manager, before)).status, 409)
  must(await agent.post(`/api/tickets/${id}/unmerge`, {}))
  assert.equal(await state(id), 'waiting_on_approval')
  assert.equal((await approve(manager, before)).status, 409)
  must(await approve(manager, await cast.approvalOf(id, manager)))
  assert.equal(await state(id), 'new')
  await replays(id)
})

test('A changed request is asked again from the beginning, and what was approved before counts no more.', async () => {
  const { manager, owner, nurse } = cast
  const id = await cast.request({ steps: [byManager] })
  must(await approve(manager, await cast.approvalOf(id, manager)))
  await cast.inWrite(nurse, (writing) => askAgain(writing, { id }))
  assert.equal(await state(id), 'waiting_on_approval')
  await cast.inWrite(nurse, (writing) =>
    askAgain(writing, { id }, { plan: { steps: [byPeople('any', owner)] } }),
  )
  assert.equal((await approve(manager, await cast.approvalOf(id, manager))).status, 409)
  must(await approve(owner, await cast.approvalOf(id, owner)))
  assert.equal(await state(id), 'new')
  await replays(id)
  const never = await cast.file(nurse)
  await assert.rejects(
    cast.inWrite(nurse, (writing) => askAgain(writing, { id: never })),
    /Nobody was asked/,
  )
})
