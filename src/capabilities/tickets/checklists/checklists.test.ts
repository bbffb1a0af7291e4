import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { type ApprovalCast, must, startApprovalCast } from '../../approvals/fixture.ts'
import { flawsOf } from './fulfilment.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast()
})
after(() => cast?.wardline.close())

type Item = {
  id: string
  title: string
  is_blocked: boolean
  done_at: string | null
  task: { id: string; number: number; state: string } | null
}
const lists = async (client: Client, id: string) =>
  must(await client.get(`/api/tickets/${id}/checklists`)).body as {
    done: number
    total: number
    lists: { id: string; title: string; items: Item[] }[]
  }
const items = async (id: string): Promise<Item[]> =>
  (await lists(cast.agent, id)).lists.flatMap((list) => list.items)
const act = (id: string, verb: string, body: object, by = cast.agent) =>
  by.post(`/api/tickets/${id}/${verb}`, body)
const check = (title: string, ...after: number[]) => ({ title, as: 'check' as const, after })
const itemId = async (id: string, title: string) => (await items(id)).find((item) => item.title === title)?.id

test('Steps that wait in a circle, or for what is not there, are refused with a sentence each.', () => {
  assert.deepEqual(flawsOf({ steps: [check('a'), check('b', 0)] }), [])
  assert.match(flawsOf({ steps: [] })[0]?.detail ?? '', /Add a step/)
  assert.match(flawsOf({ steps: [check('a', 3)] })[0]?.detail ?? '', /not there/)
  assert.match(flawsOf({ steps: [check('a', 0)] })[0]?.detail ?? '', /after itself/)
  const circle = flawsOf({ steps: [check('a', 1), check('b', 0), check('c')] })
  assert.deepEqual(
    circle.map(({ pointer }) => pointer),
    ['/steps/0/after', '/steps/1/after'],
  )
  assert.match(flawsOf({ steps: [{ title: 'a', as: 'task' }] })[0]?.detail ?? '', /Choose the team/)
})

test('Items are ticked off in their order, and the queue and the page say how far it is.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  assert.equal((await act(id, 'add-checklist', {}, agent)).status, 422)
  assert.equal((await act(id, 'add-checklist', { title: 'Mine' }, nurse)).status, 403)
  must(await act(id, 'add-checklist', { title: 'Set up', steps: [check('Order'), check('Deliver', 0)] }))
  const deliver = await itemId(id, 'Deliver')
  const early = await act(id, 'tick', { item_id: deliver })
  assert.deepEqual([early.status, early.body.detail], [409, 'First comes “Order”.'])
  must(await act(id, 'tick', { item_id: await itemId(id, 'Order') }))
  must(await act(id, 'tick', { item_id: deliver }))
  const back = await act(id, 'untick', { item_id: await itemId(id, 'Order') })
  assert.match(back.body.detail, /“Deliver” was done after it/)
  must(await act(id, 'untick', { item_id: deliver }))
  const rows = must(await agent.get('/api/tickets?view=open')).body.rows
  assert.deepEqual(rows.find((row: { id: string }) => row.id === id).checklist, { done: 1, total: 2 })
  const own = must(await nurse.get('/api/tickets?view=requested')).body.rows
  assert.equal(own.find((row: { id: string }) => row.id === id).checklist, null)
  const stranger = await act(await cast.file(nurse), 'tick', { item_id: deliver })
  assert.equal(stranger.status, 422)
})

test('Items are added, changed, moved and removed; a requester sees how far it is only where it is shown.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  const list = must(await act(id, 'add-checklist', { title: 'Steps', steps: [check('One'), check('Two')] }))
    .body.checklist_id
  assert.equal(
    (await act(id, 'add-checklist-item', { checklist_id: list, title: 'X', assigned_to_id: nurse.personId }))
      .status,
    422,
  )
  must(
    await act(id, 'add-checklist-item', {
      checklist_id: list,
      title: 'Three',
      assigned_to_id: agent.personId,
    }),
  )
  must(
    await act(id, 'change-checklist-item', {
      item_id: await itemId(id, 'Three'),
      title: 'Zero',
      position: 0,
    }),
  )
  assert.deepEqual(
    (await items(id)).map(({ title }) => title),
    ['Zero', 'One', 'Two'],
  )
  must(await act(id, 'remove-checklist-item', { item_id: await itemId(id, 'Two') }))
  assert.deepEqual(await lists(nurse, id), { done: 0, total: 0, lists: [] })
  must(await act(id, 'change-checklist', { checklist_id: list, is_shown: true }))
  assert.deepEqual(await lists(nurse, id), { done: 0, total: 2, lists: [] })
  const events = JSON.stringify(await cast.rows('select data from core.event where record_id = $1', [id]))
  assert.doesNotMatch(events, /Zero|Steps/)
  must(await act(id, 'remove-checklist', { checklist_id: list }))
  assert.equal((await lists(agent, id)).lists.length, 0)
})

test('Resolving with open items says which, and goes on with a reason that is kept as a note.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  must(await act(id, 'add-checklist', { title: 'Steps', steps: [check('Call back')] }))
  const refused = await act(id, 'resolve', { code: 'fixed' })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].pointer, '#/open_items_reason')
  assert.match(refused.body.errors[0].detail, /“Call back”/)
  assert.equal((await act(id, 'resolve', { code: 'fixed', open_items_reason: ' ' })).status, 422)
  must(await act(id, 'resolve', { code: 'fixed', open_items_reason: 'She called us.' }))
  const { messages } = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual([messages.at(-1).body, messages.at(-1).is_internal], ['She called us.', true])
  assert.equal((await act(id, 'tick', { item_id: await itemId(id, 'Call back') })).status, 409)
  const done = await cast.file(nurse)
  must(await act(done, 'add-checklist', { title: 'Steps', steps: [check('Call')] }))
  must(await act(done, 'tick', { item_id: await itemId(done, 'Call') }))
  must(await act(done, 'resolve', { code: 'fixed' }))
})

test('A template is kept by who may; a list in use stays as it is when its template changes.', async () => {
  const { admin, agent, nurse } = cast
  const body = { name: 'New starter', steps: [check('Badge')], is_shown: true }
  assert.equal((await nurse.post('/api/checklist-templates', body)).status, 403)
  assert.equal(
    (await admin.post('/api/checklist-templates', { ...body, steps: [check('a', 0)] })).status,
    422,
  )
  const { id: template } = must(await admin.post('/api/checklist-templates', body)).body
  assert.match(
    (await admin.post('/api/checklist-templates', body)).body.errors[0].detail,
    /of this name already/,
  )
  const id = await cast.file(nurse)
  must(await act(id, 'add-checklist', { template_id: template }))
  must(await admin.send('PUT', `/api/checklist-templates/${template}`, { ...body, steps: [check('Key')] }))
  assert.deepEqual(
    (await items(id)).map(({ title }) => title),
    ['Badge'],
  )
  assert.deepEqual((await lists(nurse, id)).total, 1)
  must(await admin.post(`/api/checklist-templates/${template}/archive`, {}))
  assert.equal((await act(id, 'add-checklist', { template_id: template })).status, 422)
  assert.equal(must(await agent.get('/api/checklist-templates')).body.rows.length, 0)
})

test('Fulfilment begins when the last approval is given: tasks are filed in turn, and done when resolved.', async () => {
  const { manager, agent, specialist, network, desk } = cast
  const id = await cast.request(
    { steps: [{ name: 'Manager', who: 'manager', needs: 'any' }] },
    {
      fulfilment: {
        steps: [
          check('Order it'),
          { title: 'Connect it', as: 'task', team_id: network, after: [0] },
          { title: 'Hand it over', as: 'task', team_id: desk, after: [1] },
        ],
      },
    },
  )
  await cast.runJobs('checklists.advance')
  assert.equal((await lists(agent, id)).lists.length, 0)
  must(await manager.post(`/api/approvals/${await cast.approvalOf(id, manager)}/approve`, {}))
  await cast.runJobs('checklists.advance')
  assert.deepEqual(
    (await items(id)).map(({ task }) => task),
    [null, null, null],
    'the first comes first',
  )
  must(await act(id, 'tick', { item_id: await itemId(id, 'Order it') }))
  await cast.runJobs('checklists.advance')
  const [, connect, hand] = await items(id)
  assert.equal(hand?.task, null)
  assert.ok(connect?.task, 'the task was filed')
  const taskId = connect.task.id
  const early = await act(id, 'tick', { item_id: connect.id })
  assert.match(early.body.detail, /when its own ticket #\d+ is resolved/)
  const task = must(await specialist.get(`/api/tickets/${taskId}`)).body
  assert.deepEqual([task.title, task.team.id], ['Connect it', network])
  assert.equal(
    (await agent.get(`/api/tickets/${id}`)).body.links.length,
    1,
    'filed once, however often the job runs',
  )
  must(await specialist.post(`/api/tickets/${taskId}/resolve`, { code: 'fixed' }))
  await cast.runJobs('checklists.advance')
  const after = await items(id)
  assert.ok(after[1]?.done_at)
  assert.ok(after[2]?.task)
  must(await specialist.post(`/api/tickets/${taskId}/reopen`, {}))
  await cast.runJobs('checklists.advance')
  assert.equal((await items(id))[1]?.done_at, null)
})

test('Two who tick the same item at once do it once.', async () => {
  const id = await cast.file(cast.nurse)
  must(await act(id, 'add-checklist', { title: 'Steps', steps: [check('Once')] }))
  const item_id = await itemId(id, 'Once')
  for (const answer of await Promise.all([
    act(id, 'tick', { item_id }),
    act(id, 'tick', { item_id }, cast.secondAgent),
  ]))
    must(answer)
  const ticks = await cast.rows(
    "select id from core.event where record_id = $1 and action = 'tickets.tick'",
    [id],
  )
  assert.equal(ticks.length, 1)
})

test('A redaction takes the words out of the items too.', async () => {
  const { admin, nurse } = cast
  const id = await cast.file(nurse)
  must(await act(id, 'add-checklist', { title: 'For Zeppelin', steps: [check('Ask Zeppelin')] }))
  must(await admin.post(`/api/tickets/${id}/redact`, { text: 'Zeppelin', is_everywhere: true }))
  assert.doesNotMatch(JSON.stringify(await lists(cast.agent, id)), /Zeppelin/)
})

test('A task whose turn came during an approval, or while the ticket was over, is filed when that ends.', async () => {
  const { nurse, agent, desk, owner } = cast
  const steps = [check('First'), { title: 'Then', as: 'task', team_id: desk, after: [0] }]
  const begun = async () => {
    const id = await cast.file(nurse)
    must(await act(id, 'add-checklist', { title: 'Steps', steps }))
    await cast.runJobs('checklists.advance')
    return id
  }
  const asked = await begun()
  must(await act(asked, 'ask-approval', { person_ids: [owner.personId], needs: 'any' }))
  must(await act(asked, 'tick', { item_id: await itemId(asked, 'First') }))
  await cast.runJobs('checklists.advance')
  assert.equal((await items(asked))[1]?.task, null)
  must(await owner.post(`/api/approvals/${await cast.approvalOf(asked, owner)}/approve`, {}))
  const resolved = await begun()
  must(await act(resolved, 'tick', { item_id: await itemId(resolved, 'First') }))
  must(await act(resolved, 'resolve', { code: 'fixed', open_items_reason: 'Later.' }, agent))
  await cast.runJobs('checklists.advance')
  assert.equal((await items(resolved))[1]?.task, null)
  must(await act(resolved, 'reopen', {}))
  await cast.runJobs('checklists.advance')
  for (const id of [asked, resolved]) assert.ok((await items(id))[1]?.task)
})
