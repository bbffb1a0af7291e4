import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { extractText } from 'unpdf'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { drawSheet } from './sheet.ts'

let wardline: Wardline
let trainer: Client
let learner: Client
const now = '2026-06-15T12:00:00Z'

before(async () => {
  wardline = await startWardline({ now })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  learner = await wardline.person('Lena Learner', ['requester'])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const lesson = {
  title: 'Ordering in RxLedger',
  course_kind: 'onboarding',
  applications: ['RxLedger'],
  audience: 'New pharmacists',
  summary: 'From the first order to the last check.',
  needs_approval: false,
  objectives: [{ statement: 'Verifies an order alone' }],
  activities: [
    { activity_kind: 'demonstration', title: 'How an order is verified', minutes: 20, objective: 1 },
    {
      activity_kind: 'practice',
      title: 'Ten orders',
      minutes: 40,
      objective: 1,
      material: 'Training login',
      verification: 'All ten right',
    },
  ],
}
const show = async (who: Client, id: string) => must(await who.get(`/api/courses/${id}`))
const edit = async (id: string, more: object) =>
  trainer.send(
    'POST',
    `/api/courses/${id}/edit`,
    { ...lesson, ...more },
    {
      'if-match': `"${(await show(trainer, id)).record_version}"`,
    },
  )
async function competency(): Promise<string> {
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Own', levels: ['Low', 'High'] }),
  )
  return must(
    await trainer.post('/api/training/competencies', {
      framework_id: framework.id,
      code: 'C1',
      kind: 'skill',
      name: 'Verifying',
    }),
  ).id
}

test('A draft is for those who teach; a published version stays as it is while the next one is written.', async () => {
  const { id } = must(await trainer.post('/api/courses', lesson))
  assert.equal((await learner.get(`/api/courses/${id}`)).status, 404)
  assert.deepEqual(must(await learner.get('/api/courses')).rows, [])
  assert.equal((await learner.post('/api/courses', lesson)).status, 403)
  must(await trainer.post(`/api/courses/${id}/publish`))
  assert.deepEqual(
    (await show(learner, id)).versions.map((each: { version: number }) => each.version),
    [1],
  )
  assert.equal((await show(learner, id)).versions[0].minutes, 60)
  assert.equal((await trainer.post(`/api/courses/${id}/publish`)).status, 409)
  assert.equal(
    must(await edit(id, { title: 'Ordering, anew', activities: lesson.activities.slice(1) })).draft,
    2,
  )
  assert.equal(
    must(await edit(id, { title: 'Ordering, once more', activities: lesson.activities.slice(1) })).draft,
    2,
  )
  const outside = await show(learner, id)
  assert.deepEqual(
    outside.versions.map(({ title }: { title: string }) => title),
    ['Ordering in RxLedger'],
  )
  assert.equal(outside.versions[0].activities.length, 2)
  assert.equal(must(await learner.get('/api/courses')).rows[0].title, 'Ordering in RxLedger')
  must(await trainer.post(`/api/courses/${id}/publish`))
  assert.deepEqual(
    (await show(learner, id)).versions.map(({ version, minutes }: { version: number; minutes: number }) => [
      version,
      minutes,
    ]),
    [
      [2, 40],
      [1, 60],
    ],
  )
  assert.equal((await learner.post(`/api/courses/${id}/retire`)).status, 403)
  must(await trainer.post(`/api/courses/${id}/retire`))
  assert.deepEqual(must(await learner.get('/api/courses')).rows, [])
  assert.equal((await trainer.post(`/api/courses/${id}/retire`)).status, 409)
  must(await trainer.post(`/api/courses/${id}/publish`))
  assert.equal(must(await learner.get('/api/courses?q=ONCE')).rows.length, 1)
  assert.equal(must(await learner.get('/api/courses?q=nothing')).rows.length, 0)
})

test('A course without objective or plan is not published, and what points nowhere or tells of a patient is refused.', async () => {
  const refused = async (more: object, pointer: string) => {
    const answer = await trainer.post('/api/courses', { ...lesson, ...more })
    assert.equal(answer.status, 422)
    assert.ok(JSON.stringify(answer.body).includes(pointer), JSON.stringify(answer.body))
  }
  await refused({ activities: [{ ...lesson.activities[0], objective: 2 }] }, '#/activities/0/objective')
  await refused({ activities: [{ ...lesson.activities[0], minutes: 0 }] }, '/activities/0/minutes')
  await refused({ objectives: [{ statement: 'Does it', level: 1 }] }, '#/objectives/0/level')
  await refused(
    { objectives: [{ statement: 'Does it', level: 1, competency_id: learner.personId }] },
    '#/objectives/0/competency_id',
  )
  await refused({ summary: 'As with patient John Miller, MRN 4482913, last week.' }, '#/summary')
  const { rows } = await wardline.owner.query(
    "select count(*)::int as count from core.record where org_id = $1 and kind = 'course' and state = 'draft'",
    [wardline.orgId],
  )
  assert.equal(rows[0].count, 0)
  const bare = must(await trainer.post('/api/courses', { ...lesson, objectives: [], activities: [] }))
  assert.match((await trainer.post(`/api/courses/${bare.id}/publish`)).body.detail, /objective/)
  must(await edit(bare.id, { activities: [] }))
  assert.match((await trainer.post(`/api/courses/${bare.id}/publish`)).body.detail, /lesson plan/)
  assert.equal((await trainer.post(`/api/courses/${bare.id}/edit`, lesson)).status, 422)
  assert.equal(
    (await trainer.send('POST', `/api/courses/${bare.id}/edit`, lesson, { 'if-match': '"1"' })).status,
    409,
  )
  assert.equal(
    (await trainer.post(`/api/courses/${bare.id}/hand-over`, { owner_id: wardline.orgId })).status,
    422,
  )
  must(await trainer.post(`/api/courses/${bare.id}/hand-over`, { owner_id: learner.personId }))
  assert.equal((await show(trainer, bare.id)).owner.name, 'Lena Learner')
})

test('Completing a course adds a line of learning that counts to the competencies of its objectives.', async () => {
  const competency_id = await competency()
  const objectives = [
    { statement: 'Does it with help', competency_id, level: 1 },
    { statement: 'Does it alone', competency_id, level: 2 },
  ]
  const { id } = must(await trainer.post('/api/courses', { ...lesson, objectives }))
  const done = { person_ids: [learner.personId], happened_on: '2026-06-10' }
  assert.equal((await trainer.post(`/api/courses/${id}/complete`, done)).status, 409)
  must(await trainer.post(`/api/courses/${id}/publish`))
  const requirement = must(
    await trainer.post('/api/training/requirements', {
      competency_id,
      subject: 'person',
      subject_id: learner.personId,
      level: 2,
      valid_months: 12,
      renewal_days: 30,
      grace_days: 14,
      starts_on: '2026-01-01',
    }),
  )
  for (const [more, status] of [
    [{ happened_on: '2026-06-16' }, 422],
    [{ person_ids: [trainer.personId] }, 422],
    [{ person_ids: [wardline.orgId] }, 422],
  ] as const)
    assert.equal((await trainer.post(`/api/courses/${id}/complete`, { ...done, ...more })).status, status)
  assert.equal((await learner.post(`/api/courses/${id}/complete`, done)).status, 403)
  assert.equal(must(await trainer.post(`/api/courses/${id}/complete`, done)).lines, 1)
  const { lines, credentials } = must(await learner.get('/api/training/mine'))
  assert.deepEqual(
    lines.map((line: { title: string; version: string; duration_minutes: number }) => [
      line.title,
      line.version,
      line.duration_minutes,
    ]),
    [['Ordering in RxLedger', '1', 60]],
  )
  assert.equal(
    credentials.find((each: { requirement_id: string }) => each.requirement_id === requirement.id).state,
    'certified',
  )
})

test('The sheet of the trainer is a PDF with the plan; what cannot be printed is refused.', async () => {
  const { id } = must(await trainer.post('/api/courses', lesson))
  const answer = await trainer.get(`/api/courses/${id}/sheet.pdf?language=es`)
  assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/pdf'])
  const { versions } = must(await trainer.get(`/api/courses/${id}`))
  const pdf = await drawSheet(versions[0], 'es')
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
  assert.match(text, /Hoja de formador/)
  assert.match(text, /0:20\s+Ten orders · 40 min/)
  assert.match(text, /Total: 60 min/)
  assert.equal((await learner.get(`/api/courses/${id}/sheet.pdf`)).status, 403)
  assert.equal((await trainer.get(`/api/courses/${id}/sheet.pdf?version=9`)).status, 404)
  const odd = must(await trainer.post('/api/courses', { ...lesson, title: '手洗い' }))
  assert.equal((await trainer.get(`/api/courses/${odd.id}/sheet.pdf`)).status, 422)
})
