/** Learning plans where somebody reads more than they plan, leaves, or is failed by what the product counts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { exportPerson } from '../../privacy/person/export.ts'
import { answerAll, choice, must, openQuiz } from '../assessment/assessment.fixture.ts'
import { scorm12Xml } from '../packages/package.fixture.ts'
import { settlePlans } from './settle.ts'

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

test('Who plans training reviews no plan of their own, and none waits for them.', async () => {
  const second = await wardline.person('Tom Trainer', ['trainer', 'requester'])
  const id = await fresh(trainer)
  must(await step(id, 'edit', trainer, { items: [words('Watch')] }))
  must(await step(id, 'submit', trainer))
  assert.deepEqual((await show(id)).steps, [])
  assert.equal((await step(id, 'review', trainer)).status, 403)
  assert.equal((await step(id, 'send-back', trainer, { reason: 'No' })).status, 403)
  assert.ok(!(await waits(trainer)).includes(id))
  assert.ok((await waits(second)).includes(id))
  must(await step(id, 'review', second))
  assert.equal((await step(id, 'approve', trainer)).status, 403)
  must(await step(id, 'withdraw', second, { reason: 'Tried.' }))
})

const zipOf = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
async function uploaded(title: string): Promise<string> {
  const content = zipOf({
    'imsmanifest.xml': scorm12Xml().replaceAll('Hand hygiene', title),
    'index.html': '<!doctype html><html><head></head><body></body></html>',
  })
  const sent = multipartOf('course.zip', 'application/zip', content)
  const headers = { 'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test' }
  return must(await trainer.send('POST', '/api/training/packages', sent, headers)).id
}
async function passPackage(id: string, client: Client): Promise<void> {
  const { units } = must(await client.get(`/api/training/packages/${id}`))
  const { token } = must(await client.post(`/api/training/packages/${id}/launch`, { unit_id: units[0].id }))
  const values = { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '90' }
  must(await client.post('/api/training/progress', { token, values }))
}

test('Of two packaged courses the one whose line was taken back is not done any more, and the other one is.', async () => {
  const learner = await wardline.person('Pia Packages', ['requester'])
  const packages = [await uploaded('Hand hygiene'), await uploaded('Needles')]
  const id = await fresh(learner)
  const items = packages.map((target) => ({ kind: 'package', target, due_on }))
  must(await step(id, 'edit', learner, { items }))
  for (const each of packages) await passPackage(each, learner)
  const done = async () =>
    (await show(id)).plan.map(({ done_at }: { done_at: string | null }) => done_at !== null)
  assert.deepEqual(await done(), [true, true])
  const { lines } = must(await learner.get('/api/training/mine'))
  const line = lines.find(({ title }: { title: string }) => title === 'Hand hygiene')
  must(await trainer.post(`/api/training/records/${line.id}/revoke`, { evidence: 'Somebody else sat it.' }))
  assert.deepEqual(await done(), [false, true])
})

const course = async (title: string, more: object = {}) => {
  const { id } = must(
    await trainer.post('/api/courses', {
      ...{ title, course_kind: 'update', applications: [], audience: '', summary: '', needs_approval: false },
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
      ...more,
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  return id as string
}
async function attempt(quiz: string, client: Client, isRight: boolean): Promise<void> {
  const { id } = must(await client.post(`/api/training/quizzes/${quiz}/attempts`))
  await answerAll(client, id, isRight ? [] : ['choice'])
  must(await client.post(`/api/training/attempts/${id}/hand-in`))
}
const quizOn = async (more: object = {}) =>
  openQuiz(trainer, [must(await trainer.post('/api/training/questions', choice)).id], more)

test('A course that was completed and a quiz that was passed before they came on the plan are to be done again.', async () => {
  const learner = await wardline.person('Ben Before', ['requester'])
  const [taught, quiz] = [await course('Beds'), await quizOn()]
  const complete = async () =>
    must(
      await trainer.post(`/api/courses/${taught}/complete`, {
        ...{ person_ids: [learner.personId], happened_on: '2026-06-15' },
      }),
    )
  await complete()
  await attempt(quiz, learner, true)
  wardline.clock.advance(60_000)
  const id = await fresh(learner)
  const items = [
    { kind: 'course', target: taught, due_on },
    { kind: 'quiz', target: quiz, due_on },
  ]
  must(await step(id, 'edit', learner, { items }))
  assert.equal((await show(id)).done, 0)
  await complete()
  await attempt(quiz, learner, true)
  assert.equal((await show(id)).done, 2)
})

const settle = () => settlePlans(wardline.composition.app, { org: wardline.orgId })
const levels = async (code: string) => {
  const { id: framework_id } = must(
    await trainer.post('/api/training/frameworks', { name: code, levels: ['knows', 'does'] }),
  )
  return must(
    await trainer.post('/api/training/competencies', { framework_id, code, kind: 'skill', name: code }),
  ).id as string
}

test('What failed and was taken back, or of somebody who left, brings no next step.', async () => {
  const [back, left, stays] = [
    await wardline.person('Bo Back', ['requester']),
    await wardline.person('Lo Left', ['requester']),
    await wardline.person('So Stays', ['requester']),
  ]
  const quiz = await quizOn({ competencies: [{ competency_id: await levels('dose'), level: 2 }] })
  for (const each of [back, left, stays]) await attempt(quiz, each, false)
  const { lines } = must(await back.get('/api/training/mine'))
  must(await trainer.post(`/api/training/records/${lines[0].id}/revoke`, { evidence: 'The quiz was wrong.' }))
  await wardline.owner.query('update core.person set is_active = false where id = $1', [left.personId])
  await settle()
  assert.deepEqual([await plansOf(back), await plansOf(left), await plansOf(stays)], [0, 0, 1])
})

test('A class without a free seat is no next step, and what a course on the plan gives is not proposed beside it.', async () => {
  const learner = await wardline.person('Fay Full', ['requester'])
  const competency_id = await levels('beds')
  const objectives = [{ statement: 'Does it', competency_id, level: 2 }]
  const taught = await course('Beds anew', { objectives })
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id: taught, starts_at: '2026-07-01T10:00', minutes: 60, time_zone: 'UTC', capacity: 1 },
      trainer_ids: [trainer.personId],
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  must(await nurse.post(`/api/classes/${classes[0].id}/book`))
  const quiz = await quizOn({ competencies: [{ competency_id, level: 2 }] })
  await attempt(quiz, learner, false)
  await settle()
  const [{ id }] = must(await trainer.get(`/api/learning-plans?person=${learner.personId}`)).rows
  const kinds = async () =>
    (await show(id)).plan.map(({ kind, title }: { kind: string; title: string }) => [kind, title])
  assert.deepEqual(await kinds(), [['course', 'Beds anew']])
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: learner.personId, competency_id, level: 2 },
      ...{ renewal_days: 0, grace_days: 30, starts_on: '2026-06-01' },
    }),
  )
  const { plans } = must(
    await trainer.post('/api/learning-plans/propose', { person_ids: [learner.personId] }),
  )
  assert.equal(plans[0].added, 0)
})

test('Failures that bring no step keep those behind them waiting no longer; what failed long ago brings none.', async () => {
  const learner = await wardline.person('Wes Waiting', ['requester'])
  const rubric = async (more: object) =>
    must(
      await trainer.post('/api/training/rubrics', {
        ...{ title: 'Looks', levels: ['no', 'yes'], criteria: [{ text: 'Looks', level: 2 }], ...more },
      }),
    ).id as string
  must(await trainer.post('/api/session/confirm', { password }))
  const fails = async (rubric_id: string) =>
    must(
      await trainer.post('/api/training/check-offs', {
        ...{ rubric_id, version: 1, person_id: learner.personId, levels: [1], signature: 'Tess Trainer' },
      }),
    )
  const nothing = await rubric({})
  for (let each = 0; each < 100; each++) await fails(nothing)
  await fails(await rubric({ competency_id: await levels('looks'), competency_level: 2 }))
  await settle()
  assert.equal(await plansOf(learner), 1)
  const late = await wardline.person('Lou Late', ['requester'])
  await attempt(await quizOn(), late, false)
  wardline.clock.advance(8 * 86_400_000)
  trainer = await wardline.signIn('tess.trainer@main.example')
  await settle()
  assert.equal(await plansOf(late), 0)
})

test('An export of a person tells what they wrote in their plan and why it came back, and a merge takes both along.', async () => {
  const learner = await wardline.person('Eva Export', ['requester'])
  trainer = await wardline.signIn('tess.trainer@main.example')
  const id = await fresh(learner)
  must(await step(id, 'edit', learner, { items: [words('Watch the night shift')] }))
  must(await step(id, 'submit', learner))
  must(await step(id, 'send-back', trainer, { reason: 'Say when.' }))
  const one = await wardline.person('Eva Exportova', ['requester'])
  const admin = await wardline.admin()
  const told = async (client: Client) => {
    const { orgId, composition } = wardline
    const reader = {
      ...{ orgId, personId: client.personId, name: '', permissions: new Set<never>(), teamIds: [] },
      ...{ sessionId: null, steppedUpAt: null, address: null },
    }
    const files = await Array.fromAsync(exportPerson(composition.app, reader, client.personId))
    const all = files.map(({ content }) => Buffer.from(content).toString('utf8')).join('\n')
    return ['Watch the night shift', 'Say when.'].map((said) => all.includes(said))
  }
  assert.deepEqual(await told(learner), [true, true])
  assert.deepEqual(await told(one), [false, false])
  must(await admin.post(`/api/people/${learner.personId}/merge`, { into_id: one.personId }))
  assert.deepEqual(await told(one), [true, true])
})
