/** What a learner lacks, in the order in which it presses, with the nearest way to it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let framework_id: string

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  framework_id = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['knows', 'does'] }),
  ).id
})
after(() => wardline?.close())

const competency = async (name: string) =>
  must(await trainer.post('/api/training/competencies', { framework_id, code: name, kind: 'skill', name }))
    .id as string
const ask = async (competency_id: string, more: object = {}) =>
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurse.personId, competency_id, level: 2 },
      ...{ renewal_days: 0, grace_days: 30, starts_on: '2026-06-15' },
      ...more,
    }),
  )
async function open(competency_id: string, starts_at: string, level = 2, capacity = 1): Promise<string> {
  const { id: course_id } = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Pumps', course_kind: 'update', applications: [], audience: '', summary: '' },
      needs_approval: false,
      objectives: [{ statement: 'Does it', competency_id, level }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${course_id}/publish`))
  const planned = must(
    await trainer.post('/api/classes', {
      ...{ course_id, starts_at, minutes: 60, time_zone: 'UTC', capacity },
      trainer_ids: [trainer.personId],
    }),
  )
  const id = planned.classes[0].id
  must(await trainer.post(`/api/classes/${id}/open`))
  return id
}
const due = async (person = nurse) => must(await person.get('/api/training/due')).rows

test('What is late comes first, what is not due for long is not there, and each says what one has to reach.', async () => {
  const [soon, late, far, has] = [
    await competency('soon'),
    await competency('late'),
    await competency('far'),
    await competency('has'),
  ]
  await ask(soon, { starts_on: '2026-06-20' })
  await ask(late, { valid_months: 1, starts_on: '2026-06-15' })
  await ask(far, { starts_on: '2026-12-01' })
  await ask(has)
  const learn = async (competency_id: string, happened_on: string) =>
    must(
      await trainer.post('/api/training/records', {
        ...{ person_id: nurse.personId, verb: 'completed', origin: 'observed', happened_on },
        ...{ assessor_id: trainer.personId, competencies: [{ competency_id, level: 2 }] },
      }),
    )
  await learn(late, '2026-01-01')
  await learn(has, '2026-06-01')
  const rows = await due()
  assert.deepEqual(
    rows.map(({ code, state, is_late }: Record<string, unknown>) => [code, state, is_late]),
    [
      ['late', 'expired', true],
      ['soon', 'assigned', false],
    ],
  )
  assert.deepEqual([rows[0].level_name, rows[0].class, rows[0].package], ['does', null, null])
  assert.deepEqual(await due(trainer), [])
  assert.equal((await wardline.anonymous.get('/api/training/due')).status, 401)
})

test('The way is the class that one has; else the next one with a seat, else the next one; and none that teaches too little.', async () => {
  const pump = await competency('pump')
  await ask(pump, { starts_on: '2026-06-01' })
  const way = async () => (await due()).find(({ code }: { code: string }) => code === 'pump').class
  await open(pump, '2026-06-16T10:00', 1)
  assert.equal(await way(), null)
  const first = await open(pump, '2026-06-17T10:00')
  const second = await open(pump, '2026-06-24T10:00')
  assert.deepEqual(await way(), {
    ...{ id: first, title: 'Pumps', is_full: false, own: null },
    starts_at: '2026-06-17T10:00:00+00:00',
  })
  const other = await wardline.person('Olga Other', ['requester'])
  must(await other.post(`/api/classes/${first}/book`))
  assert.equal((await way()).id, second)
  must(await nurse.post(`/api/classes/${first}/book`))
  assert.deepEqual([(await way()).id, (await way()).own], [first, 'waitlisted'])
  must(await nurse.post(`/api/classes/${first}/unbook`, {}))
  must(await other.post(`/api/classes/${second}/book`))
  assert.deepEqual([(await way()).id, (await way()).is_full], [first, true])
  must(await trainer.post(`/api/classes/${first}/cancel`, { reason: 'The room is closed.' }))
  assert.equal((await way()).id, second)
  wardline.clock.advance(10 * 86_400_000)
  nurse = await wardline.signIn('nora.nurse@main.example', 'main')
  trainer = await wardline.signIn('tess.trainer@main.example', 'main')
  assert.equal(await way(), null)
})

test('A packaged course that gives it is a way, one that was begun before others, and a retired one is none.', async () => {
  const scan = await competency('scan')
  await ask(scan)
  const pack = async (level: number, retired = false) => {
    const { rows } = await wardline.owner.query<{ id: string }>(
      `insert into training.package (org_id, id, format, identifier, title, size_bytes, uploaded_by, uploaded_at, retired_at)
       values ($1, gen_random_uuid(), 'scorm12', gen_random_uuid()::text, 'Scanning', 1, $2, now(), case when $3 then now() end) returning id`,
      [wardline.orgId, trainer.personId, retired],
    )
    await wardline.owner.query(
      'insert into training.package_grant (org_id, package_id, competency_id, level) values ($1, $2, $3, $4)',
      [wardline.orgId, rows[0]?.id, scan, level],
    )
    return rows[0]?.id
  }
  const way = async () => (await due()).find(({ code }: { code: string }) => code === 'scan').package
  await pack(1)
  await pack(2, true)
  assert.equal(await way(), null)
  const old = await pack(2)
  assert.deepEqual(await way(), { id: old, title: 'Scanning' })
  const newer = await pack(2)
  await wardline.owner.query(
    "update training.package set uploaded_at = uploaded_at + interval '1 hour' where id = $1",
    [newer],
  )
  assert.equal((await way()).id, newer)
  await wardline.owner.query(
    'insert into training.registration (org_id, id, package_id, person_id, started_at) values ($1, gen_random_uuid(), $2, $3, now())',
    [wardline.orgId, old, nurse.personId],
  )
  assert.equal((await way()).id, old)
})
