/** What has to be renewed is taken again: a packaged course from its beginning, a quiz with all its tries. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { answerAll, choice, must, openQuiz } from '../assessment/assessment.fixture.ts'
import { scorm12Xml } from './package.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let competency: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'it-trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const made = { framework_id: framework.id, code: 'H1', kind: 'skill', name: 'Washes hands' }
  competency = must(await trainer.post('/api/training/competencies', made)).id
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurse.personId, competency_id: competency, level: 1 },
      ...{ valid_months: 12, renewal_days: 60, grace_days: 0, starts_on: '2025-01-01' },
    }),
  )
})
after(() => wardline?.close())

const on = async (day: string) => {
  wardline.clock.advance(Date.parse(`${day}T12:00:00Z`) - wardline.clock.now().getTime())
  trainer = await wardline.signIn('tess.trainer@main.example')
  nurse = await wardline.signIn('nora.nurse@main.example')
}
const grants = () => [{ competency_id: competency, level: 1 }]
const verbs = async () =>
  must(await nurse.get('/api/training/mine')).lines.map(
    ({ verb, happened_on }: { verb: string; happened_on: string }) => `${happened_on} ${verb}`,
  )
const credential = async () => {
  const { rows } = await wardline.owner.query(
    'select achieved_on::text as achieved, expires_on::text as ends from training.credential where person_id = $1',
    [nurse.personId],
  )
  return rows[0]
}

test('A course that was passed is taken again a year later: it begins anew, its line is added, the one before stays.', async () => {
  const zip = zipSync({ 'imsmanifest.xml': strToU8(scorm12Xml()), 'index.html': strToU8('<!doctype html>') })
  const { id } = must(
    await trainer.send(
      'POST',
      '/api/training/packages',
      multipartOf('course.zip', 'application/zip', Buffer.from(zip)),
      { 'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test' },
    ),
  )
  must(
    await trainer.send('PUT', `/api/training/packages/${id}`, {
      ...{ title: 'Clean hands', is_retired: false, competencies: grants() },
    }),
  )
  const show = async () => must(await nurse.get(`/api/training/packages/${id}`))
  const launch = async () =>
    must(await nurse.post(`/api/training/packages/${id}/launch`, { unit_id: (await show()).units[0].id }))
      .token
  const save = (token: string, values: object) => nurse.post('/api/training/progress', { token, values })
  const again = () => nurse.post(`/api/training/packages/${id}/begin-again`)
  const passed = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' }

  assert.equal((await again()).status, 409, 'nothing was begun')
  const first = await launch()
  must(await save(first, { 'cmi.suspend_data': 'page 3' }))
  const early = await again()
  assert.equal(early.status, 409)
  assert.match(early.body.detail, /did not come to an end/)
  must(await save(first, passed))
  assert.deepEqual(await credential(), { achieved: '2026-06-15', ends: '2027-06-15' })

  await on('2027-05-20')
  assert.equal((await nurse.post(`/api/training/packages/${wardline.orgId}/begin-again`)).status, 404)
  const { id: plan } = must(await nurse.post('/api/learning-plans', { person_id: nurse.personId }))
  const items = [{ kind: 'package', target: id, due_on: '2027-06-15' }]
  must(await nurse.post(`/api/learning-plans/${plan}/edit`, { items }, { 'if-match': '"1"' }))
  const isDone = async () =>
    must(await nurse.get(`/api/learning-plans/${plan}`)).plan.map(
      ({ done_at }: { done_at: string | null }) => done_at !== null,
    )
  assert.deepEqual(await isDone(), [false], 'what was learned before the plan is no step of it')
  const open = await launch()
  const both = await Promise.all([again(), again()])
  assert.ok(both.some(({ status }) => status === 200))
  const { rows } = await wardline.owner.query(
    'select ended_at is null as is_current from training.registration where package_id = $1',
    [id],
  )
  assert.deepEqual(rows, [{ is_current: false }], 'the second of two finds nothing to end')
  const fresh = await show()
  assert.deepEqual(
    [fresh.outcome, fresh.units[0].is_completed, fresh.units[0].score_percent],
    [null, false, null],
  )
  const second = await launch()
  assert.equal((await save(open, passed)).status, 409, 'what was open before writes no more')
  assert.equal(must(await save(second, passed)).is_recorded, true)
  assert.deepEqual(await isDone(), [true])
  assert.deepEqual(await verbs(), ['2027-05-20 passed', '2026-06-15 passed'])
  assert.deepEqual(await credential(), { achieved: '2027-05-20', ends: '2028-05-20' })
  assert.equal(must(await trainer.get('/api/training/packages')).rows[0].learners, 1, 'one learner, twice')
  const left = await wardline.owner.query(
    "select count(*)::int as pages from training.unit_progress where kept->>'cmi.suspend_data' = 'page 3'",
  )
  assert.equal(left.rows[0].pages, 1, 'what was answered then is kept')
  must(
    await trainer.send('PUT', `/api/training/packages/${id}`, {
      ...{ title: 'Clean hands', is_retired: true, competencies: grants() },
    }),
  )
  assert.match((await again()).body.detail, /not begun any more/)
})

test('Who used all tries of a quiz and passed has them anew when it has to be renewed, and not before.', async () => {
  const { id: question } = must(await trainer.post('/api/training/questions', choice))
  const id = await openQuiz(trainer, [question], { attempts_max: 1, competencies: grants() })
  const start = () => nurse.post(`/api/training/quizzes/${id}/attempts`)
  const take = async (wrong: string[] = []) => {
    const attempt = must(await start()).id
    await answerAll(nurse, attempt, wrong)
    return must(await nurse.post(`/api/training/attempts/${attempt}/hand-in`)).is_passed
  }
  const tries = async () => {
    const quiz = must(await nurse.get(`/api/training/quizzes/${id}`))
    return [quiz.tries, quiz.may_start]
  }
  assert.equal(await take(), true)
  assert.deepEqual(await tries(), [1, false])
  assert.equal((await start()).status, 409)
  // It was passed on May 20, 2027; the window opens sixty days before it ends.
  await on('2028-03-20')
  assert.deepEqual(await tries(), [1, false])
  await on('2028-03-21')
  assert.deepEqual(await tries(), [0, true])
  assert.equal(await take(['choice']), false)
  assert.deepEqual(await tries(), [1, false], 'one try is one, also of a renewal')
  assert.equal((await start()).status, 409)
})
