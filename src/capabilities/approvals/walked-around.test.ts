import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { publish } from '../catalog/fixture.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'

let cast: ApprovalCast
let item: string
before(async () => {
  cast = await startApprovalCast()
  item = await publish(cast.admin, {
    name: { en: 'Access to an application' },
    fields: [{ key: 'level', type: 'text', label: { en: 'Level' } }],
    approvals: { steps: [{ name: 'Manager', who: 'manager', needs: 'any' }] },
    fulfilment: { steps: [{ title: 'Give access', as: 'check' }] },
  })
})
after(() => cast?.wardline.close())

const requested = async (level = 'read only'): Promise<string> =>
  must(await cast.nurse.post(`/api/catalog/items/${item}/requests`, { version: 1, answers: { level } })).body
    .id
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)
const listsOf = async (id: string) =>
  must(await cast.agent.get(`/api/tickets/${id}/checklists`)).body.lists.length as number
const ask = (id: string, needs: 'any' | 'all', ...people: Client[]) =>
  cast.agent.post(`/api/tickets/${id}/ask-approval`, {
    person_ids: people.map(({ personId }) => personId),
    needs,
  })

test('Answers that are changed after they were approved are asked about again, and the decision keeps its own.', async () => {
  const { admin, agent, manager } = cast
  const id = await requested()
  const first = await cast.approvalOf(id, manager)
  must(await approve(manager, first))
  const changed = must(
    await agent.post(`/api/tickets/${id}/change-answers`, { answers: { level: 'domain administrator' } }),
  ).body
  assert.equal(changed.state, 'waiting_on_approval')
  const answersOf = async (approval: string) =>
    must(await manager.get(`/api/approvals/${approval}`)).body.answers[0].value
  assert.equal(await answersOf(first), 'read only')
  const second = await cast.approvalOf(id, manager)
  assert.notEqual(second, first)
  assert.equal(await answersOf(second), 'domain administrator')
  must(await approve(manager, second))
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed', open_items_reason: 'Done.' }))
  const late = await agent.post(`/api/tickets/${id}/change-answers`, { answers: { level: 'none' } })
  assert.deepEqual([late.status, late.body.detail?.includes('Reopen it first')], [409, true])
  must(await admin.post(`/api/tickets/${id}/redact`, { text: 'read only', is_everywhere: true }))
  assert.doesNotMatch(await answersOf(first), /read only/)
})

test('A request that was declined or resolved while it waited asks its approvers again when it is reopened.', async () => {
  const { agent, nurse, manager } = cast
  const declined = await requested()
  const first = await cast.approvalOf(declined, manager)
  must(await manager.post(`/api/approvals/${first}/decline`, { reason: 'No.' }))
  assert.equal(
    must(await nurse.post(`/api/tickets/${declined}/reopen`, {})).body.state,
    'waiting_on_approval',
  )
  assert.equal((await agent.post(`/api/tickets/${declined}/withdraw-approval`, {})).status, 409)
  const resolved = await requested()
  must(await agent.post(`/api/tickets/${resolved}/resolve`, { code: 'fixed' }))
  must(await agent.post(`/api/tickets/${resolved}/reopen`, {}))
  assert.equal(await state(resolved), 'waiting_on_approval')
  for (const id of [declined, resolved]) {
    assert.equal(await listsOf(id), 0)
    must(await approve(manager, await cast.approvalOf(id, manager)))
    assert.deepEqual([await state(id), await listsOf(id)], ['open', 1])
  }
  must(await agent.post(`/api/tickets/${resolved}/resolve`, { code: 'fixed', open_items_reason: 'Done.' }))
  must(await agent.post(`/api/tickets/${resolved}/reopen`, {}))
  assert.equal(await state(resolved), 'open', 'what was approved stays so')
})

test('An approval that was asked for by hand does not begin what the item demands another one for.', async () => {
  const { agent, colleague, nurse } = cast
  const id = await cast.file(nurse)
  await cast.rows('insert into tickets.fulfilment (org_id, ticket_id, steps) values ($1, $2, $3)', [
    cast.wardline.orgId,
    id,
    JSON.stringify([{ title: 'Give access', as: 'check' }]),
  ])
  must(await ask(id, 'any', colleague))
  must(await approve(colleague, await cast.approvalOf(id, colleague)))
  assert.equal(await listsOf(id), 0)
  must(await agent.post(`/api/tickets/${id}/cancel`, {}))
})

const deputyOf = async (client: Client, deputy: Client) => {
  const now = cast.wardline.clock.now().getTime()
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
  must(
    await client.post('/api/approvals/deputies', {
      deputy_id: deputy.personId,
      from_at: at(0),
      until_at: at(24),
    }),
  )
}
const waiting = async (client: Client) =>
  (must(await client.get('/api/approvals')).body.rows as { id: string }[]).map(({ id }) => id)

test('Who asked for an approval does not decide it as a deputy, and is not handed it.', async () => {
  const { agent, nurse, owner, rows } = cast
  await deputyOf(owner, agent)
  const id = await cast.file(nurse)
  must(await ask(id, 'any', owner))
  const approval = await cast.approvalOf(id, owner)
  assert.equal((await approve(agent, approval)).status, 403)
  assert.ok(!(await waiting(agent)).includes(approval))
  const handed = await owner.post(`/api/approvals/${approval}/delegate`, { person_id: agent.personId })
  assert.match(handed.body.errors[0].detail, /asked for the approval/)
  must(await approve(owner, approval))
  await rows('delete from approvals.deputy')
})

test('Where all have to approve nobody says yes for two, as a deputy or called in.', async () => {
  const { colleague, director, manager, nurse, owner, rows } = cast
  await deputyOf(owner, colleague)
  const id = await cast.file(nurse)
  must(await ask(id, 'all', owner, colleague))
  const [own, other] = [await cast.approvalOf(id, colleague), await cast.approvalOf(id, owner)]
  assert.equal((await approve(colleague, other)).status, 403)
  must(await approve(colleague, own))
  assert.equal((await approve(colleague, other)).status, 403)
  assert.equal(await state(id), 'waiting_on_approval')
  must(await approve(owner, other))
  await rows('delete from approvals.deputy')
  const called = await cast.file(nurse)
  must(
    await cast.agent.post(`/api/tickets/${called}/ask-approval`, {
      person_ids: [manager.personId, director.personId],
      needs: 'all',
      remind_hours: 1,
    }),
  )
  const { app } = cast.wardline.composition
  for (let times = 0; times < 3; times++) {
    await cast.later(24)
    await app.registry.jobs.get('approvals.remind')?.(app, {})
  }
  const [row] = await rows('select reminded_at, escalated_to_id from approvals.approval where id = $1', [
    await cast.approvalOf(called, manager),
  ])
  assert.deepEqual([row?.reminded_at === null, row?.escalated_to_id], [false, null])
})

test('A deputy reads what waits for a decision, and nothing that was decided before.', async () => {
  const { colleague, nurse, owner, rows } = cast
  const id = await cast.file(nurse, { title: 'An old matter' })
  must(await ask(id, 'any', owner))
  const old = await cast.approvalOf(id, owner)
  must(await approve(owner, old))
  await deputyOf(owner, colleague)
  assert.equal((await colleague.get(`/api/approvals/${old}`)).status, 404)
  must(await owner.get(`/api/approvals/${old}`))
  const next = await cast.file(nurse)
  must(await ask(next, 'any', owner))
  const open = await cast.approvalOf(next, owner)
  must(await colleague.get(`/api/approvals/${open}`))
  must(await approve(colleague, open))
  must(await colleague.get(`/api/approvals/${open}`))
  await rows('delete from approvals.deputy')
})

test('Another owner of an item answers for what waits because of it.', async () => {
  const { admin, owner, rows } = cast
  const id = await requested()
  const { drafted_at, draft, group_id } = (
    await rows('select drafted_at, draft, group_id from catalog.item where id = $1', [item])
  )[0] as { drafted_at: Date; draft: object; group_id: string | null }
  must(
    await admin.send('PUT', `/api/catalog/manage/${item}`, {
      drafted_at: new Date(drafted_at).toISOString(),
      owner_id: owner.personId,
      group_id,
      content: draft,
    }),
  )
  const [round] = await rows('select owner_id from approvals.round where ticket_id = $1', [id])
  assert.equal(round?.owner_id, owner.personId)
})

test('Who answers for an item has an approver reminded, and not again and again.', async () => {
  const { manager, owner, nurse } = cast
  const id = await cast.request(
    { steps: [{ name: 'Manager', who: 'manager', needs: 'any' }] },
    { ownerId: owner.personId },
  )
  const approval = await cast.approvalOf(id, manager)
  const again = (client: Client) => client.post(`/api/approvals/${approval}/ask-again`, {})
  must(await again(owner))
  const [stored] = await cast.rows('select reminded_at from approvals.approval where id = $1', [approval])
  assert.ok(stored?.reminded_at)
  assert.match((await again(owner)).body.detail, /less than an hour/)
  assert.equal((await again(manager)).status, 404, 'being asked is no right to have others asked')
  assert.equal((await again(nurse)).status, 404)
  await cast.later(2)
  must(await again(owner))
  must(await approve(manager, approval))
  assert.equal((await again(owner)).status, 409)
})
