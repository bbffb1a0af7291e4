/** Learning plans from draft to done: who makes, reviews and reads them, and what shows that they are complete. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../../test/helpers/server.ts'
import { choice, must, openQuiz } from '../assessment/assessment.fixture.ts'
import { settlePlans } from './settle.ts'

let wardline: Wardline
let trainer: Client
let leader: Client
let nurse: Client
let other: Client
let framework_id: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  leader = await wardline.person('Lena Leader', ['requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  other = await wardline.person('Otto Other', ['requester'])
  for (const each of [nurse, other])
    await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
      each.personId,
      leader.personId,
    ])
  framework_id = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['knows', 'does'] }),
  ).id
})
after(() => wardline?.close())

const competency = async (name: string) =>
  must(await trainer.post('/api/training/competencies', { framework_id, code: name, kind: 'skill', name }))
    .id as string
const learn = async (person: Client, competency_id: string, level = 2, happened_on = '2026-06-15') =>
  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: person.personId, verb: 'completed', origin: 'observed', happened_on },
      ...{ assessor_id: trainer.personId, competencies: [{ competency_id, level }] },
    }),
  ).id as string
const settle = () => settlePlans(wardline.composition.app, { org: wardline.orgId })
const show = async (id: string, client: Client = trainer) =>
  must(await client.get(`/api/learning-plans/${id}`))
async function step(id: string, verb: string, client: Client, body: object = {}): Promise<Answer> {
  const { version } = await show(id)
  return client.post(`/api/learning-plans/${id}/${verb}`, body, { 'if-match': `"${version}"` })
}
const says = (answer: Answer, status: number, sentence: RegExp) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.match(JSON.stringify(answer.body), sentence)
}
const due_on = '2026-07-15'
const toLearn = (target: string, level = 2) => ({ kind: 'competency', target, level, due_on })
const fresh = async (person: Client, by: Client = person) =>
  must(await by.post('/api/learning-plans', { person_id: person.personId })).id as string
const reasons = async (client: Client, id: string) =>
  (
    await wardline.owner.query<{ reason: string }>(
      'select reason from core.notification where person_id = $1 and record_id = $2 order by created_at, reason',
      [client.personId, id],
    )
  ).rows.map(({ reason }) => reason)

test('A plan goes from draft over its review to active, and is complete when all was learned; nobody says yes to their own.', async () => {
  const pump = await competency('pump')
  const id = await fresh(nurse)
  says(
    await nurse.post('/api/learning-plans', { person_id: nurse.personId }),
    409,
    /has a plan that is not over/,
  )
  says(await step(id, 'submit', nurse), 409, /This plan is empty/)
  must(
    await step(id, 'edit', nurse, {
      items: [toLearn(pump), { kind: 'words', target: 'Read the folder', due_on }],
    }),
  )
  says(await nurse.post(`/api/learning-plans/${id}/submit`, {}), 422, /If-Match/)
  says(
    await nurse.post(`/api/learning-plans/${id}/submit`, {}, { 'if-match': '"1"' }),
    409,
    /Somebody else changed/,
  )
  must(await step(id, 'submit', nurse))
  assert.deepEqual(await reasons(leader, id), ['learning_plan'])
  assert.equal((await step(id, 'review', nurse)).status, 403)
  assert.equal((await step(id, 'edit', nurse, { items: [] })).status, 403)
  says(await step(id, 'edit', leader, { items: [] }), 409, /waits for its review/)
  must(await step(id, 'review', leader))
  assert.equal((await step(id, 'approve', nurse)).status, 403)
  must(await step(id, 'approve', leader))
  assert.deepEqual(await reasons(nurse, id), ['learning_plan'])
  says(await step(id, 'approve', leader), 409, /cannot be done now/)
  const [learned, words] = (await show(id)).plan
  says(await step(id, 'confirm', leader, { item_id: learned.id }), 422, /What is learned shows by itself/)
  assert.equal((await step(id, 'confirm', nurse, { item_id: words.id })).status, 403)
  must(await step(id, 'confirm', leader, { item_id: words.id }))
  await learn(nurse, pump, 1)
  await settle()
  assert.deepEqual([(await show(id)).state, (await show(id)).done], ['active', 1])
  await learn(nurse, pump)
  await settle()
  await settle()
  assert.deepEqual([(await show(id, nurse)).state, (await show(id)).done], ['complete', 2])
  const { rows } = await wardline.owner.query(
    "select 1 from core.event where record_id = $1 and action = 'learning_plans.complete'",
    [id],
  )
  assert.equal(rows.length, 1)
  says(await step(id, 'edit', leader, { items: [] }), 409, /This plan is over/)
})

test('A line of learning asks for a look at the plans by itself; what was learned before, or taken back, does not count.', async () => {
  const bed = await competency('bed')
  await learn(other, bed)
  const id = await fresh(other, leader)
  must(await step(id, 'edit', leader, { items: [toLearn(bed)] }))
  assert.equal((await show(id)).done, 0)
  await wardline.owner.query('delete from graphile_worker._private_jobs')
  wardline.clock.advance(86_400_000)
  trainer = await wardline.signIn('tess.trainer@main.example', 'main')
  leader = await wardline.signIn('lena.leader@main.example', 'main')
  nurse = await wardline.signIn('nora.nurse@main.example', 'main')
  other = await wardline.signIn('otto.other@main.example', 'main')
  const line = await learn(other, bed, 2, '2026-06-16')
  const { rows } = await wardline.owner.query(
    "select 1 from graphile_worker.jobs where task_identifier = 'training.settle_plans'",
  )
  assert.equal(rows.length, 1)
  assert.equal((await show(id)).done, 1)
  must(await trainer.post(`/api/training/records/${line}/revoke`, { evidence: 'It was somebody else.' }))
  assert.equal((await show(id)).done, 0)
  must(await step(id, 'withdraw', leader, { reason: 'They changed their job.' }))
  assert.equal((await show(id)).reason, 'They changed their job.')
  says(await step(id, 'withdraw', leader, { reason: 'Once more' }), 409, /cannot be done now/)
})

test('A plan is sent back with a reason, and tells of no patient; the same stands in it once, and what is not there not at all.', async () => {
  const scan = await competency('scan')
  const id = await fresh(nurse)
  says(
    await step(id, 'edit', nurse, { items: [toLearn(scan), toLearn(scan, 1)] }),
    422,
    /stands in the plan already/,
  )
  says(await step(id, 'edit', nurse, { items: [toLearn(scan, 9)] }), 422, /level of it, does not exist/)
  for (const [kind, sentence] of [
    ['course', /not published/],
    ['class', /not open/],
    ['package', /packaged course is not given/],
    ['quiz', /quiz is not given/],
  ] as const)
    says(await step(id, 'edit', nurse, { items: [{ kind, target: scan, due_on }] }), 422, sentence)
  says(
    await step(id, 'edit', nurse, { items: [{ ...toLearn(scan), due_on: '0226-07-15' }] }),
    422,
    /between the years/,
  )
  must(await step(id, 'edit', nurse, { items: [{ kind: 'words', target: 'Watch', due_on }, toLearn(scan)] }))
  const [words, first] = (await show(id)).plan
  must(
    await step(id, 'edit', nurse, {
      items: [
        { ...toLearn(scan), id: first.id, due_on: '2026-08-01' },
        { kind: 'words', target: 'Watch', id: words.id, due_on },
      ],
    }),
  )
  assert.deepEqual(
    (await show(id)).plan.map((each: { id: string; due_on: string }) => [each.id, each.due_on]),
    [
      [first.id, '2026-08-01'],
      [words.id, due_on],
    ],
  )
  must(await step(id, 'submit', nurse))
  says(await step(id, 'send-back', leader, { reason: ' ' }), 422, /Say why/)
  must(await step(id, 'send-back', leader, { reason: 'Begin with the scanner.' }))
  assert.deepEqual(
    [(await show(id, nurse)).state, (await show(id, nurse)).reason],
    ['draft', 'Begin with the scanner.'],
  )
  must(await step(id, 'withdraw', nurse, { reason: 'Not now, MRN 4821937 fell.' }))
  assert.doesNotMatch((await show(id)).reason, /4821937/)
})

test('Only the learner, who leads them and who reads of everybody see a plan; nobody makes one of whom they may not read.', async () => {
  const id = await fresh(nurse, leader)
  for (const client of [nurse, leader, trainer]) assert.equal((await show(id, client)).learner, 'Nora Nurse')
  assert.equal((await other.get(`/api/learning-plans/${id}`)).status, 404)
  assert.equal(
    (await other.post(`/api/learning-plans/${id}/withdraw`, { reason: 'No' }, { 'if-match': '"1"' })).status,
    404,
  )
  says(await other.post('/api/learning-plans', { person_id: nurse.personId }), 422, /does not exist/)
  says(
    await other.post('/api/learning-plans/propose', { person_ids: [nurse.personId] }),
    422,
    /does not exist/,
  )
  const seen = async (client: Client, query = '') =>
    must(await client.get(`/api/learning-plans${query}`)).rows.map((each: { id: string }) => each.id)
  assert.ok((await seen(trainer, '?state=draft')).includes(id))
  assert.ok(!(await seen(other)).includes(id))
  assert.deepEqual(await seen(leader, '?waits=me'), [])
  must(await step(id, 'edit', nurse, { items: [{ kind: 'words', target: 'Watch', due_on }] }))
  must(await step(id, 'submit', nurse))
  assert.deepEqual(await seen(leader, '?waits=me'), [id])
  assert.deepEqual(await seen(trainer, '?waits=me'), [])
  must(await step(id, 'withdraw', leader, { reason: 'Tried.' }))
  assert.equal((await wardline.anonymous.get('/api/learning-plans')).status, 401)
})

test('What is missing is proposed once: on a new draft, then on the open plan, and never twice.', async () => {
  const has = await competency('has')
  const lacks = await competency('lacks')
  const ask = async (competency_id: string) =>
    must(
      await trainer.post('/api/training/requirements', {
        ...{ subject: 'person', subject_id: other.personId, competency_id, level: 2 },
        ...{ renewal_days: 0, grace_days: 30, starts_on: '2026-06-01' },
      }),
    )
  await learn(other, has, 2, '2026-06-16')
  await ask(has)
  const propose = async (client: Client = leader) =>
    must(await client.post('/api/learning-plans/propose', { person_ids: [other.personId] })).plans[0]
  assert.deepEqual(await propose(), { person_id: other.personId, id: null, added: 0 })
  await ask(lacks)
  const first = await propose()
  assert.equal(first.added, 1)
  assert.deepEqual(await propose(), { ...first, added: 0 })
  assert.deepEqual(await propose(trainer), { ...first, added: 0 })
  const [item] = (await show(first.id)).plan
  assert.deepEqual([item.title, item.origin, item.level], ['lacks', 'gap', 2])
  must(await step(first.id, 'submit', other))
  await ask(await competency('new'))
  assert.equal((await propose()).added, 0)
  must(await step(first.id, 'send-back', leader, { reason: 'More.' }))
  assert.equal((await propose()).added, 1)
  const both = await Promise.all([propose(), propose(trainer)])
  assert.deepEqual(
    both.map(({ added }) => added),
    [0, 0],
  )
})

test('Who failed a quiz gets a next step once, on their open plan, and both are told; a trial and a pass bring none.', async () => {
  const dose = await competency('dose')
  const { id: question_id } = must(await trainer.post('/api/training/questions', choice))
  const quiz = await openQuiz(trainer, [question_id], {
    competencies: [{ competency_id: dose, level: 2 }],
  })
  const fails = async (client: Client) => {
    const { id } = must(await client.post(`/api/training/quizzes/${quiz}/attempts`))
    must(await client.post(`/api/training/attempts/${id}/hand-in`))
  }
  await fails(trainer)
  await fails(nurse)
  await Promise.all([settle(), settle()])
  const [plan] = must(await trainer.get(`/api/learning-plans?state=current&person=${nurse.personId}`)).rows
  const items = (await show(plan.id)).plan
  assert.deepEqual(
    items.map((each: Record<string, unknown>) => [each.kind, each.title, each.origin]),
    [['competency', 'dose', 'failure']],
  )
  assert.deepEqual(await reasons(nurse, plan.id), ['learning_plan'])
  assert.deepEqual(await reasons(leader, plan.id), ['learning_plan'])
  must(await step(plan.id, 'edit', leader, { items: [] }))
  await settle()
  assert.deepEqual((await show(plan.id)).plan, [])
  assert.deepEqual(must(await trainer.get(`/api/learning-plans?person=${trainer.personId}`)).rows, [])
})

test('A failed check-off brings the remedial course of what it was to show, and not another one, also while the plan waits for its review.', async () => {
  const stock = await competency('stock')
  const course = async (title: string, course_kind: string) => {
    const { id } = must(
      await trainer.post('/api/courses', {
        ...{ title, course_kind, applications: [], audience: '', summary: '', needs_approval: false },
        objectives: [{ statement: 'Does it', competency_id: stock, level: 2 }],
        activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
      }),
    )
    must(await trainer.post(`/api/courses/${id}/publish`))
    return id
  }
  await course('Stock', 'update')
  await course('Stock again', 'remedial')
  const { id: rubric_id } = must(
    await trainer.post('/api/training/rubrics', {
      ...{ title: 'Taking stock', levels: ['no', 'yes'], criteria: [{ text: 'Counts', level: 2 }] },
      ...{ competency_id: stock, competency_level: 2 },
    }),
  )
  must(await trainer.post('/api/session/confirm', { password }))
  must(
    await trainer.post('/api/training/check-offs', {
      ...{ rubric_id, version: 1, person_id: other.personId, levels: [1], signature: 'Tess Trainer' },
    }),
  )
  const [open] = must(await trainer.get(`/api/learning-plans?state=current&person=${other.personId}`)).rows
  must(await step(open.id, 'submit', other))
  await settle()
  const added = (await show(open.id)).plan.filter(({ origin }: { origin: string }) => origin === 'failure')
  assert.deepEqual(
    added.map((each: Record<string, unknown>) => [each.kind, each.title]),
    [['course', 'Stock again']],
  )
})

test('What a confirmed need asks for is proposed by who plans training to those whom it concerns, and by nobody else.', async () => {
  const admin = await wardline.admin()
  const { id: ward } = must(await admin.post('/api/departments', { name: '5 East' }))
  const nina = await wardline.person('Nina Needed', ['requester'])
  await wardline.owner.query('update core.person set manager_id = $2, department_id = $3 where id = $1', [
    ...[nina.personId, leader.personId, ward],
  ])
  const { id: course } = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Charting', course_kind: 'update', applications: ['Chartly'], audience: '', summary: '' },
      ...{ needs_approval: false, objectives: [{ statement: 'Does it' }] },
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${course}/publish`))
  await wardline.owner.query(
    "insert into training.application_user (org_id, application, person_id) values ($1, 'chartly', $2)",
    [wardline.orgId, nina.personId],
  )
  await wardline.owner.query(
    `with made as (
       insert into core.record (org_id, id, kind, number, title, state, category, tags, audience, version, created_at, updated_at)
       values ($1, gen_random_uuid(), 'training_need', 999999, 'Training need', 'confirmed', 'active', '{}', 'parties', 1, now(), now()) returning org_id, id)
     insert into training.need (org_id, id, application, application_name, department_id, tickets, people, users, days, counted_at)
     select org_id, id, 'chartly', 'Chartly', $2, 9, 5, 5, 90, now() from made`,
    [wardline.orgId, ward],
  )
  const propose = async (client: Client) =>
    must(await client.post('/api/learning-plans/propose', { person_ids: [nina.personId] })).plans[0]
  assert.deepEqual(await propose(leader), { person_id: nina.personId, id: null, added: 0 })
  const { id, added } = await propose(trainer)
  assert.equal(added, 1)
  const [item] = (await show(id)).plan
  assert.deepEqual([item.kind, item.title, item.origin], ['course', 'Charting', 'need'])
  assert.equal((await propose(trainer)).added, 0)
  must(
    await trainer.post(`/api/courses/${course}/complete`, {
      ...{ person_ids: [nina.personId], happened_on: '2026-06-16' },
    }),
  )
  assert.equal((await show(id)).done, 1)
})
