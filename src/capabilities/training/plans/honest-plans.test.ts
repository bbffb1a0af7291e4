/** Learning plans where somebody reads more than they plan, leaves, or is failed by what the product counts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { must } from '../assessment/assessment.fixture.ts'

let wardline: Wardline
let trainer: Client
let leader: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  leader = await wardline.person('Lena Leader', ['requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  await leads(leader, nurse)
})
after(() => wardline?.close())

const leads = (who: Client, whom: Client) =>
  wardline.owner.query('update core.person set manager_id = $2 where id = $1', [whom.personId, who.personId])
const due_on = '2026-07-15'
const words = (target: string) => ({ kind: 'words', target, due_on })
const show = async (id: string, client: Client = trainer) =>
  must(await client.get(`/api/learning-plans/${id}`))
async function step(id: string, verb: string, client: Client, body: object = {}): Promise<Answer> {
  const { version } = await show(id)
  return client.post(`/api/learning-plans/${id}/${verb}`, body, { 'if-match': `"${version}"` })
}
const fresh = async (person: Client, by: Client = person) =>
  must(await by.post('/api/learning-plans', { person_id: person.personId })).id as string
const waits = async (client: Client) =>
  must(await client.get('/api/learning-plans?waits=me')).rows.map(({ id }: { id: string }) => id)
const plansOf = async (person: Client) =>
  must(await trainer.get(`/api/learning-plans?person=${person.personId}`)).rows.length
const says = (answer: Answer, status: number, sentence: RegExp) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.match(JSON.stringify(answer.body), sentence)
}

test('Who reads of everybody without planning training reads plans, and makes none for those whom they do not lead.', async () => {
  const chief = await wardline.person('Cleo Chief', ['ciso', 'requester'])
  const led = await wardline.person('Lou Led', ['requester'])
  await leads(chief, led)
  const { id: framework_id } = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['knows', 'does'] }),
  )
  const { id: competency_id } = must(
    await trainer.post('/api/training/competencies', { framework_id, code: 'A', kind: 'skill', name: 'A' }),
  )
  for (const each of [nurse, led])
    must(
      await trainer.post('/api/training/requirements', {
        ...{ subject: 'person', subject_id: each.personId, competency_id, level: 2 },
        ...{ renewal_days: 0, grace_days: 30, starts_on: '2026-06-01' },
      }),
    )
  const sentence = /made by its learner, by who leads them, or by who plans training/
  says(await chief.post('/api/learning-plans', { person_id: nurse.personId }), 403, sentence)
  says(await chief.post('/api/learning-plans/propose', { person_ids: [nurse.personId] }), 403, sentence)
  says(
    await chief.post('/api/learning-plans/propose', { person_ids: [led.personId, nurse.personId] }),
    403,
    sentence,
  )
  assert.deepEqual([await plansOf(nurse), await plansOf(led)], [0, 0])
  const { plans } = must(await chief.post('/api/learning-plans/propose', { person_ids: [led.personId] }))
  assert.equal(plans[0].added, 1)
  await fresh(chief)
  const id = await fresh(nurse, leader)
  assert.deepEqual((await show(id, chief)).steps, [])
  assert.equal((await step(id, 'withdraw', chief, { reason: 'No' })).status, 403)
  must(await step(id, 'withdraw', leader, { reason: 'Tried.' }))
})

test('A plan whose reviewer left waits for whoever plans training, who takes it over.', async () => {
  const gone = await wardline.person('Gus Gone', ['requester'])
  const learner = await wardline.person('Lia Learner', ['requester'])
  await leads(gone, learner)
  const id = await fresh(learner)
  must(await step(id, 'edit', learner, { items: [words('Watch')] }))
  must(await step(id, 'submit', learner))
  assert.ok(!(await waits(trainer)).includes(id))
  await wardline.owner.query('update core.person set is_active = false where id = $1', [gone.personId])
  assert.ok((await waits(trainer)).includes(id))
  assert.ok(!(await waits(leader)).includes(id))
  must(await step(id, 'review', trainer))
  assert.equal((await show(id)).reviewer, 'Tess Trainer')
  assert.ok((await waits(trainer)).includes(id))
})

test('Nobody says yes to a plan of somebody who left; it can be withdrawn.', async () => {
  const leaver = await wardline.person('Lars Leaver', ['requester'])
  const id = await fresh(leaver)
  must(await step(id, 'edit', leaver, { items: [words('Watch')] }))
  must(await step(id, 'submit', leaver))
  must(await step(id, 'review', trainer))
  await wardline.owner.query('update core.person set is_active = false where id = $1', [leaver.personId])
  says(await step(id, 'approve', trainer), 409, /left. Withdraw the plan/)
  assert.equal((await show(id)).state, 'in_review')
  must(await step(id, 'withdraw', trainer, { reason: 'They left.' }))
})
