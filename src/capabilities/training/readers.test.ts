/** Who reads of whom: those who lead, however far up, and nobody else; another organization finds nothing at all. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { multipartOf } from '../../core/attachments/upload.fixture.ts'
import { answerAll, choice, dot, hotSpot, must, openQuiz } from './assessment/assessment.fixture.ts'
import { scorm12Xml } from './packages/package.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let stranger: Client
/** From her lead up to the one at the top. */
let leads: Client[]
let others: Client
let otherTrainer: Client
let ids: Record<
  'record' | 'attempt' | 'quiz' | 'question' | 'picture' | 'package' | 'class' | 'course',
  string
>

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  stranger = await wardline.person('Otto Other', ['requester'])
  leads = []
  for (const name of ['Head Nurse', 'Ward Lead', 'Clinic Lead', 'Chief'])
    leads.push(await wardline.person(name, ['requester']))
  await led([nurse, ...leads])
  const { orgId } = await wardline.organization('other')
  others = await wardline.person('Nils Elsewhere', ['requester'], [], orgId)
  otherTrainer = await wardline.person('Tom Elsewhere', ['trainer', 'requester'], [], orgId)
  ids = await everything()
})
after(() => wardline.close())

async function led(chain: readonly Client[]): Promise<void> {
  for (const [index, { personId }] of chain.entries())
    await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
      personId,
      chain[index + 1]?.personId ?? null,
    ])
}

/** One of each that has an address. */
async function everything(): Promise<typeof ids> {
  const record = must(
    await trainer.post('/api/training/records', {
      ...{ person_id: nurse.personId, verb: 'passed', origin: 'observed', assessor_id: trainer.personId },
      ...{ happened_on: '2026-06-01', title: 'Meridian for nurses' },
    }),
  ).id
  must(await nurse.post(`/api/training/records/${record}/certificate`))
  const picture = must(await trainer.post('/api/training/pictures', { content: dot })).id
  const question = must(await trainer.post('/api/training/questions', choice)).id
  const spot = must(await trainer.post('/api/training/questions', hotSpot(picture))).id
  const quiz = await openQuiz(trainer, [question, spot])
  const attempt = must(await nurse.post(`/api/training/quizzes/${quiz}/attempts`)).id
  await answerAll(nurse, attempt)
  must(await nurse.post(`/api/training/attempts/${attempt}/hand-in`))
  const zip = zipSync({ 'imsmanifest.xml': strToU8(scorm12Xml()), 'index.html': strToU8('<html></html>') })
  const part = multipartOf('course.zip', 'application/zip', Buffer.from(zip))
  const headers = { 'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test' }
  const packageId = must(await trainer.send('POST', '/api/training/packages', part, headers)).id
  const course = must(
    await trainer.post('/api/courses', {
      ...{ title: 'A course', course_kind: 'update', applications: [], audience: '', summary: '' },
      ...{ needs_approval: false, objectives: [{ statement: 'Does it' }] },
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  ).id
  must(await trainer.post(`/api/courses/${course}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id: course, starts_at: '2026-07-01T10:00', minutes: 60, time_zone: 'UTC', capacity: 9 },
      trainer_ids: [trainer.personId],
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  return { record, attempt, quiz, question, picture, package: packageId, class: classes[0].id, course }
}

const transcript = (who: Client, of: Client = nurse) => who.get(`/api/training/people/${of.personId}`)
const certificate = (who: Client) => who.get(`/api/training/records/${ids.record}/certificate.pdf`)
const results = (who: Client) => who.get(`/api/training/quizzes/${ids.quiz}/results`)

test('Whoever leads somebody reads of them, however far up, and of nobody beside or above.', async () => {
  for (const lead of leads) {
    must(await transcript(lead))
    must(await certificate(lead))
    assert.equal(must(await results(lead)).rows.length, 1)
  }
  const [head, ward] = leads as [Client, Client]
  assert.equal((await transcript(head, ward)).status, 404)
  assert.equal((await transcript(nurse, head)).status, 404)
  for (const read of [transcript, certificate, results]) assert.equal((await read(stranger)).status, 404)
  // Who was led yesterday is led no more.
  await led([nurse, stranger])
  for (const read of [transcript, certificate, results]) {
    assert.equal((await read(head)).status, 404)
    must(await read(stranger))
  }
  // Two who lead each other come to an end.
  await led([nurse, ...leads])
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    ward.personId,
    nurse.personId,
  ])
  must(await transcript(head))
  must(await transcript(nurse, ward))
  await led([nurse, ...leads])
})

test('A lead reads what came of a quiz, and neither its answers nor what an attempt holds.', async () => {
  const [head] = leads as [Client]
  assert.equal((await head.get(`/api/training/attempts/${ids.attempt}`)).status, 404)
  assert.deepEqual(must(await results(head)).items, [])
  assert.equal((await head.get(`/api/training/questions/${ids.question}`)).status, 403)
  assert.equal((await head.get(`/api/training/pictures/${ids.picture}`)).status, 404)
  must(await nurse.get(`/api/training/pictures/${ids.picture}`))
  assert.deepEqual(must(await head.get(`/api/training/quizzes/${ids.quiz}`)).items, [])
})

test('Another organization finds nothing of it by any address, and changes nothing, also who manages training there.', async () => {
  const reads = [
    `people/${nurse.personId}`,
    `records/${ids.record}/certificate.pdf`,
    `records/${ids.record}/badge`,
    `attempts/${ids.attempt}`,
    `quizzes/${ids.quiz}`,
    `quizzes/${ids.quiz}/results`,
    `questions/${ids.question}`,
    `pictures/${ids.picture}`,
    `packages/${ids.package}`,
    `courses/${ids.course}/gain`,
  ].map((path) => `/api/training/${path}`)
  for (const path of [...reads, `/api/classes/${ids.class}`, `/api/courses/${ids.course}`])
    for (const client of [others, otherTrainer]) {
      const { status } = await client.get(path)
      assert.ok(status === 404 || (status === 403 && client === others), `${path}: ${status}`)
    }
  const writes: [string, string, object][] = [
    ['POST', `/api/training/records/${ids.record}/revoke`, { evidence: 'No' }],
    ['POST', `/api/training/records/${ids.record}/redact`, {}],
    ['POST', `/api/training/records/${ids.record}/certificate`, {}],
    ['POST', `/api/training/records/${ids.record}/certificate/share`, { is_public: false }],
    ['POST', `/api/training/quizzes/${ids.quiz}/attempts`, {}],
    ['POST', `/api/training/quizzes/${ids.quiz}/open`, { is_open: false }],
    ['POST', `/api/training/attempts/${ids.attempt}/hand-in`, {}],
    ['POST', `/api/training/packages/${ids.package}/launch`, { unit_id: ids.package }],
    ['POST', `/api/classes/${ids.class}/book`, {}],
    ['POST', `/api/classes/${ids.class}/cancel`, { reason: 'Why not?' }],
    ['POST', `/api/courses/${ids.course}/retire`, {}],
  ]
  for (const [method, path, body] of writes) {
    const { status } = await otherTrainer.send(method, path, body)
    assert.equal(status, 404, `${method} ${path}`)
  }
  for (const path of ['quizzes', 'packages', 'questions', 'check-offs', 'gaps', 'requirements'])
    assert.deepEqual(must(await otherTrainer.get(`/api/training/${path}`)).rows, [], path)
})

test('No list, page or log tells what is right before an attempt is handed in.', async () => {
  const secret = { ...choice, prompt: 'Which?', explanation: 'Zanzibar explains it' }
  const question = must(
    await trainer.post('/api/training/questions', {
      ...secret,
      options: [{ text: 'Zanzibar', is_right: true }, { text: 'Quito' }, { text: 'Oslo' }],
    }),
  ).id
  const quiz = await openQuiz(trainer, [question])
  const attempt = must(await nurse.post(`/api/training/quizzes/${quiz}/attempts`)).id
  must(await nurse.get(`/api/training/attempts/${attempt}`))
  const answers: Answer[] = [
    await nurse.get(`/api/training/attempts/${attempt}`),
    await nurse.get(`/api/training/quizzes/${quiz}`),
    await nurse.get('/api/training/quizzes'),
    await nurse.get('/api/training/mine'),
    await nurse.get('/api/search?q=Zanzibar'),
  ]
  for (const { body } of answers) {
    assert.doesNotMatch(JSON.stringify(body), /explains it|answer_key|is_right":true/)
  }
  const { options, right_words, explanation } = must(await nurse.get(`/api/training/attempts/${attempt}`))
    .items[0]
  assert.deepEqual(Object.keys(options[0]), ['text'])
  assert.deepEqual([right_words, explanation], [null, ''])
  const { rows } = await wardline.owner.query('select data::text as data from core.audit')
  assert.ok(rows.length > 0)
  for (const { data } of rows) assert.doesNotMatch(data ?? '', /Zanzibar/)
})
