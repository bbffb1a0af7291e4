import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'

let wardline: Wardline
let nurse: Client
let agent: Client

before(async () => {
  wardline = await startWardline()
  nurse = await wardline.person('Nora Nurse', [])
  agent = await wardline.person('Sam Agent', ['help-desk'], [await wardline.team('Service Desk')])
})
after(() => wardline.close())

test('A nurse files a request, an agent answers it and resolves it, and the nurse sees each step.', async () => {
  const filed = await nurse.post('/api/tickets', {
    title: 'I cannot log in',
    body: 'The badge reader blinks red.',
  })
  assert.equal(filed.status, 200, JSON.stringify(filed.body))
  const id = filed.body.id as string
  const queue = await agent.get('/api/tickets?view=unassigned')
  assert.deepEqual(
    queue.body.rows.map((row: { id: string }) => row.id),
    [id],
  )
  assert.equal(
    (await agent.post(`/api/tickets/${id}/note`, { body: 'Looks like a locked account.' })).status,
    200,
  )
  const answered = await agent.post(`/api/tickets/${id}/reply`, {
    body: 'I unlocked your account. Please try again.',
  })
  assert.equal(answered.body.state, 'open')
  const resolved = await agent.post(`/api/tickets/${id}/resolve`, {
    code: 'fixed',
    cause: 'Locked after five wrong tries',
  })
  assert.equal(resolved.body.state, 'resolved')
  const seen = await nurse.get(`/api/tickets/${id}`)
  assert.equal(seen.body.state, 'resolved')
  assert.deepEqual(
    seen.body.messages.map((message: { body: string }) => message.body),
    ['The badge reader blinks red.', 'I unlocked your account. Please try again.'],
  )
  assert.deepEqual(
    seen.body.events.map((event: { action: string }) => event.action),
    ['tickets.create', 'tickets.reply', 'tickets.resolve'],
  )
  assert.ok(seen.body.may.includes('tickets.reopen'))
  assert.ok(!seen.body.may.includes('tickets.note'))
})
