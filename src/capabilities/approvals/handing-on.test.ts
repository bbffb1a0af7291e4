import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'
import { type ApprovalCast, must, startApprovalCast } from './fixture.ts'
import type { ApprovalStep } from './plan.ts'

let cast: ApprovalCast
before(async () => {
  cast = await startApprovalCast({ env: { WARDLINE_PUBLIC_URL: 'https://help.example.org' } })
})
after(() => cast?.wardline.close())

const byManager: ApprovalStep = { name: 'Manager', who: 'manager', needs: 'any' }
const approve = (client: Client, id: string) => client.post(`/api/approvals/${id}/approve`, {})
const state = async (id: string) =>
  String((await cast.rows('select state from core.record where id = $1', [id]))[0]?.state)

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

test('A deputy decides for somebody in the named time alone, and the decision says for whom.', async () => {
  const { manager, colleague, nurse, wardline } = cast
  const at = (hours: number) => new Date(wardline.clock.now().getTime() + hours * 3_600_000).toISOString()
  const id = await cast.request({ steps: [byManager] })
  const approval = await cast.approvalOf(id, manager)
  const name = (client: Client, deputy: Client, from: number, until: number) =>
    client.post('/api/approvals/deputies', {
      deputy_id: deputy.personId,
      from_at: at(from),
      until_at: at(until),
    })
  assert.equal((await name(manager, manager, 0, 1)).status, 422)
  assert.equal((await name(manager, colleague, 2, 1)).status, 422)
  must(await name(manager, colleague, 1, 48))
  assert.equal((await approve(colleague, approval)).status, 404, 'not yet')
  const circle = await name(colleague, manager, 2, 3)
  assert.equal(circle.status, 422)
  assert.match(circle.body.errors[0].detail, /circle/)
  await cast.later(2)
  const shown = must(await colleague.get(`/api/approvals/${approval}`)).body
  assert.equal(shown.for.name, 'Mara Manager')
  must(await approve(colleague, approval))
  const { asked } = must(await nurse.get(`/api/tickets/${id}/approvals`)).body.rounds[0]
  assert.deepEqual([asked[0].approver.name, asked[0].decided_by.name], ['Mara Manager', 'Cora Colleague'])
  const tab = must(await manager.get('/api/approvals?tab=deputies')).body.rows
  assert.deepEqual([tab[0].ticket_id, tab[0].decided_by], [id, 'Cora Colleague'])
  const { mine } = must(await manager.get('/api/approvals/deputies')).body
  assert.equal((await colleague.send('DELETE', `/api/approvals/deputies/${mine[0].id}`, {})).status, 404)
  must(await manager.send('DELETE', `/api/approvals/deputies/${mine[0].id}`, {}))
  // A deputy who asked for it does not decide about it.
  const own = await cast.request({ steps: [byManager] })
  must(await name(manager, nurse, 0, 1))
  assert.equal((await nurse.get(`/api/approvals/${await cast.approvalOf(own, manager)}`)).status, 404)
  assert.equal((await approve(nurse, await cast.approvalOf(own, manager))).status, 403)
  await cast.rows('delete from approvals.deputy')
})

test('What is handed on is decided by the other, and cannot be handed round in a circle.', async () => {
  const { manager, colleague, director, nurse } = cast
  const id = await cast.request({ steps: [byManager] })
  const first = await cast.approvalOf(id, manager)
  const hand = (client: Client, approval: string, to: Client) =>
    client.post(`/api/approvals/${approval}/delegate`, { person_id: to.personId })
  assert.match((await hand(manager, first, nurse)).body.errors[0].detail, /asked for themselves/)
  assert.equal((await hand(manager, first, manager)).status, 422)
  must(await hand(manager, first, colleague))
  assert.equal((await approve(manager, first)).status, 409)
  const second = await cast.approvalOf(id, colleague)
  assert.match((await hand(colleague, second, manager)).body.errors[0].detail, /circle/)
  must(await hand(colleague, second, director))
  must(await approve(director, await cast.approvalOf(id, director)))
  assert.equal(await state(id), 'new')
  await replays(id)
})

test('A question goes to the requester, stops the reminders, and its answer comes back to the approver.', async () => {
  const { manager, nurse } = cast
  const id = await cast.request({ steps: [{ ...byManager, remind_hours: 1 }] })
  const approval = await cast.approvalOf(id, manager)
  assert.equal((await manager.post(`/api/approvals/${approval}/ask-back`, { question: ' ' })).status, 422)
  must(await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'Which model?' }))
  assert.equal((await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'And?' })).status, 409)
  await cast.later(3)
  await remind()
  const told = () => reminders(approval)
  assert.deepEqual(await told(), [false, false])
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'The small one.' }))
  const shown = must(await manager.get(`/api/approvals/${approval}`)).body
  assert.deepEqual([shown.state, shown.question, shown.answer], ['open', 'Which model?', 'The small one.'])
  await cast.later(2)
  await remind()
  assert.deepEqual(await told(), [true, false])
  must(await approve(manager, approval))
})

test('A patient in a question or in the reason of a refusal is masked on the ticket, opens to who works on it, and is redacted with it.', async () => {
  const { agent, manager, nurse, otherNurse } = cast
  const id = await cast.request({ steps: [byManager] })
  const approval = await cast.approvalOf(id, manager)
  must(
    await manager.post(`/api/approvals/${approval}/ask-back`, { question: 'Is it for pt Wanda Sommerwind?' }),
  )
  must(
    await manager.post(`/api/approvals/${approval}/decline`, { reason: 'It was for pt Wanda Sommerwind.' }),
  )
  const messages = must(await nurse.get(`/api/tickets/${id}`)).body.messages as { body: string }[]
  const masks = messages.flatMap(({ body }) => /⟦name (\w{10})⟧/.exec(body)?.[1] ?? [])
  assert.equal(masks.length, 2)
  const wordsFor = async (client: Client) =>
    (must(await client.post('/api/privacy/words', { masks })).body.words as { words: string | null }[]).map(
      ({ words }) => words,
    )
  assert.deepEqual(await wordsFor(nurse), [null, null])
  assert.deepEqual(await wordsFor(otherNurse), [])
  const opened = must(await agent.post('/api/privacy/reveal', { masks, reason: 'To understand.' })).body
  assert.equal(opened.words.length, 2)
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Sommerwind', is_everywhere: true }))
  assert.deepEqual(await cast.rows("select 1 from privacy.covered where words like '%Sommerwind%'"), [])
})

const remind = () =>
  cast.wardline.composition.app.registry.jobs.get('approvals.remind')?.(cast.wardline.composition.app, {})
const reminders = async (approval: string) => {
  const [row] = await cast.rows('select reminded_at, escalated_to_id from approvals.approval where id = $1', [
    approval,
  ])
  return [row?.reminded_at !== null, row?.escalated_to_id !== null]
}

test('Who works on a ticket asks for an approval by hand, and takes it back; others may not.', async () => {
  const { agent, nurse, manager } = cast
  const id = await cast.file(nurse)
  const ask = (client: Client, ...people: Client[]) =>
    client.post(`/api/tickets/${id}/ask-approval`, {
      person_ids: people.map((each) => each.personId),
      needs: 'any',
    })
  assert.equal((await ask(nurse, manager)).status, 403)
  assert.equal((await ask(agent, agent)).status, 422)
  assert.equal((await ask(agent, nurse)).status, 422)
  must(await ask(agent, manager))
  assert.equal((await ask(agent, manager)).status, 409)
  must(await agent.post(`/api/tickets/${id}/withdraw-approval`, {}))
  assert.equal(await state(id), 'new')
  assert.equal((await approve(manager, await cast.approvalOf(id, manager))).status, 409)
  const demanded = await cast.request({ steps: [byManager] })
  assert.equal((await agent.post(`/api/tickets/${demanded}/withdraw-approval`, {})).status, 409)
  await replays(id)
})
