import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { waitsFor } from '../../../test/helpers/held-lock.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { contentOf, publish, publishDraft, saveDraft } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast?.wardline.close())

test('What an item asks because of another answer has to be answered too when that one is corrected.', async () => {
  const { admin, agent, nurse } = cast
  const item = await publish(admin)
  const body = { version: 1, answers: { model: 'light' } }
  const { id } = must(await nurse.post(`/api/catalog/items/${item}/requests`, body)).body
  const change = (answers: object) => agent.post(`/api/tickets/${id}/change-answers`, { answers })
  const refused = await change({ model: 'strong' })
  assert.deepEqual([refused.status, refused.body.errors?.[0].pointer], [422, '#/answers/why'])
  must(await change({ model: 'strong', why: 'For large pictures' }))
})

test('An item that was switched off stays so when its next version is published.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin)
  const offered = async () =>
    (must(await nurse.get('/api/catalog')).body.rows as { id: string }[]).some(({ id }) => id === item)
  assert.ok(await offered())
  must(await admin.post(`/api/catalog/manage/${item}/switch`, { is_on: false }))
  await saveDraft(admin, item, contentOf({ name: { en: 'Another laptop' } }))
  must(await publishDraft(admin, item))
  assert.ok(!(await offered()))
  must(await admin.post(`/api/catalog/manage/${item}/switch`, { is_on: true }))
  assert.ok(await offered())
})

test('Who adds an item waits for who adds or orders some at the same time.', async () => {
  const { admin, wardline } = cast
  const add = () => admin.post('/api/catalog', { name: 'Made at once' })
  must(await waitsFor(wardline.owner, "hashtext('catalog'), hashtext($1)", [wardline.orgId], add))
})
