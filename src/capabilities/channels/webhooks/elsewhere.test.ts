/** What is told of a ticket because of another one, and of imports as a whole. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { write } from '../../../platform/db/transaction.ts'
import { must } from '../../tickets/fixture.ts'
import { type Hooks, startHooks } from './fixture.ts'
import { tellImport } from './follow.ts'

let hooks: Hooks
before(async () => {
  hooks = await startHooks()
})
beforeEach(async () => {
  await hooks.cast.wardline.owner.query('delete from channels.webhook')
  hooks.heard = []
})
after(() => hooks?.close())

type Event = { event: string; ticket: { id: string } | null; imported?: object; link: string }
const told = () => (hooks.events() as unknown as Event[]).map(({ event, ticket }) => `${event} ${ticket?.id}`)

async function two(): Promise<[string, string]> {
  const nurse = await hooks.as('nora.nurse')
  return [await hooks.cast.file(nurse), await hooks.cast.file(nurse)]
}

test('The ticket that another one was merged into, or came out of, is told of too, and nothing of the other one’s words.', async () => {
  const [from, into] = await two()
  await hooks.add({ kinds: ['merged', 'joined'] })
  const agent = await hooks.as('sam.agent')
  must(await agent.post(`/api/tickets/${from}/merge`, { into_id: into }))
  await hooks.run()
  assert.deepEqual(told().sort(), [`ticket.joined ${into}`, `ticket.merged ${from}`].sort())
  hooks.heard = []
  must(await agent.post(`/api/tickets/${from}/unmerge`))
  await hooks.run()
  assert.deepEqual(told(), [`ticket.joined ${into}`])
  assert.doesNotMatch(JSON.stringify(hooks.events()), new RegExp(from))
})

test('A link is told of both tickets; who did not ask for it, and whose filter leaves it out, hears nothing.', async () => {
  const [one, other] = await two()
  await hooks.add({ kinds: ['linked'] })
  await hooks.add({ kinds: ['created', 'merged'] })
  await hooks.add({ kinds: ['linked'], team_ids: [hooks.cast.network] })
  const agent = await hooks.as('sam.agent')
  must(await agent.post(`/api/tickets/${one}/link`, { type: 'relates_to', to_id: other }))
  await hooks.run()
  assert.deepEqual(told().sort(), [`ticket.linked ${one}`, `ticket.linked ${other}`].sort())
  hooks.heard = []
  must(await agent.post(`/api/tickets/${one}/unlink`, { type: 'relates_to', to_id: other }))
  await hooks.run()
  assert.equal(told().length, 2)
})

test('A ticket that its owner may not see is not told of because of another one.', async () => {
  const [one, other] = await two()
  await hooks.add({ kinds: ['linked'] })
  const agent = await hooks.as('sam.agent')
  must(await agent.post(`/api/tickets/${one}/link`, { type: 'relates_to', to_id: other }))
  await hooks.cast.rows("update core.record set restriction = 'security' where id = $1", [other])
  await hooks.run()
  assert.deepEqual(told(), [`ticket.linked ${one}`])
  await hooks.cast.rows('update core.record set restriction = null where id = $1', [other])
})

test('An import is told of once, when it has ended, with how many rows and a link to its report.', async () => {
  const id = await hooks.add({ kinds: ['imported'] })
  await hooks.add({ kinds: ['created'] })
  const { app } = hooks.cast.wardline.composition
  const run = '00000000-0000-7000-8000-000000000001'
  await write(app.pool, hooks.cast.wardline.orgId, async (tx) =>
    tellImport(app, tx, { run, kind: 'tickets', rows: 30 }),
  )
  await hooks.run()
  const [heard, ...more] = hooks.events() as unknown as Event[]
  assert.equal(more.length, 0)
  assert.equal(heard?.event, 'import.done')
  assert.deepEqual(heard?.imported, { run, kind: 'tickets', rows: 30 })
  assert.match(heard?.link ?? '', new RegExp(`/desk/organization/import/${run}$`))
  const admin = await hooks.as('admin')
  const { rows } = must(await admin.get(`/api/webhooks/${id}/log`)).body
  assert.deepEqual([rows[0].kind, rows[0].ticket, rows[0].state], ['imported', null, 'sent'])
  const preview = must(await admin.get('/api/webhooks/preview?format=slack&kind=imported')).body.body
  assert.match(preview, /An import has ended/)
})
