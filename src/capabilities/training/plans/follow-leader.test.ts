/** A plan goes with whoever leads its learner: others lead them, or nobody does any more. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { must } from '../assessment/assessment.fixture.ts'
import { settlePlans } from './settle.ts'

let wardline: Wardline
let trainer: Client
let former: Client
let leader: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  former = await wardline.person('Fay Former', ['requester'])
  leader = await wardline.person('Lena Leader', ['requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(() => wardline?.close())

const ledBy = (who: Client | null) =>
  wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    nurse.personId,
    who?.personId ?? null,
  ])
const settle = () => settlePlans(wardline.composition.app, { org: wardline.orgId })
const seenBy = async (client: Client, id: string) => (await client.get(`/api/learning-plans/${id}`)).status
const reviewer = async (id: string) => must(await trainer.get(`/api/learning-plans/${id}`)).reviewer
async function step(id: string, verb: string, client: Client, body: object = {}): Promise<Answer> {
  const { version } = must(await trainer.get(`/api/learning-plans/${id}`))
  return client.post(`/api/learning-plans/${id}/${verb}`, body, { 'if-match': `"${version}"` })
}
const told = async (client: Client) =>
  (
    await wardline.owner.query('select count(*)::int as count from core.notification where person_id = $1', [
      client.personId,
    ])
  ).rows[0].count

test('Who leads the learner now reviews the plan, is told, and who led them before sees it no more; a plan that is over stays.', async () => {
  await ledBy(former)
  const { id } = must(await nurse.post('/api/learning-plans', { person_id: nurse.personId }))
  must(await step(id, 'edit', nurse, { items: [{ kind: 'words', target: 'Watch', due_on: '2026-07-15' }] }))
  must(await step(id, 'submit', nurse))
  await settle()
  assert.deepEqual([await seenBy(former, id), await seenBy(leader, id)], [200, 404])
  await ledBy(leader)
  await Promise.all([settle(), settle()])
  assert.deepEqual([await seenBy(former, id), await seenBy(leader, id)], [404, 200])
  assert.equal((await step(id, 'review', former)).status, 404)
  assert.equal(await told(leader), 1)
  const { rows } = await wardline.owner.query(
    "select data->'changes'->'owner_id' as owner from core.event where record_id = $1 and action = 'learning_plans.hand_over'",
    [id],
  )
  assert.equal(rows.length, 1, 'it stands in the timeline, once')
  must(await step(id, 'review', leader))
  must(await step(id, 'withdraw', leader, { reason: 'Enough.' }))
  await ledBy(former)
  await settle()
  assert.equal(await reviewer(id), 'Lena Leader')
})

test('Whom nobody leads any more: the plan waits for who plans training, and stays with whoever of them took it.', async () => {
  await ledBy(former)
  const { id } = must(await nurse.post('/api/learning-plans', { person_id: nurse.personId }))
  must(await step(id, 'edit', nurse, { items: [{ kind: 'words', target: 'Watch', due_on: '2026-07-15' }] }))
  must(await step(id, 'submit', nurse))
  await ledBy(null)
  await settle()
  assert.equal(await reviewer(id), null)
  assert.equal(await seenBy(former, id), 404)
  must(await step(id, 'review', trainer))
  await settle()
  assert.equal(await reviewer(id), 'Tess Trainer')
  await ledBy(leader)
  await settle()
  assert.equal(await reviewer(id), 'Lena Leader')
})
