/** What two do at the same moment happens once, and the other one is told so in a sentence. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { answerAll, choice, must, openQuiz } from './assessment/assessment.fixture.ts'
import { handInDue } from './assessment/hand-in.ts'

let wardline: Wardline
let trainer: Client
let colleague: Client
let nurses: Client[]
const times = 6

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  colleague = await wardline.person('Tom Trainer', ['trainer', 'requester'])
  nurses = []
  for (let n = 0; n < times; n++) nurses.push(await wardline.person(`Nurse ${n}`, ['requester']))
})
after(() => wardline.close())

const at = (n: number) => nurses[n] as Client
const many = <T>(run: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => run(n)))
/** One of them did it, and all others were refused with a sentence. */
function once(answers: readonly Answer[], refused: readonly number[] = [409]): void {
  assert.deepEqual(
    answers.filter(({ status }) => status === 200).length,
    1,
    JSON.stringify(answers.map(({ status, body }) => [status, body])),
  )
  for (const { status, body } of answers)
    if (status !== 200) assert.ok(refused.includes(status) && /\.$/.test(body.detail), JSON.stringify(body))
}
const linesOf = async (person: Client) => must(await person.get('/api/training/mine')).lines
async function learned(person: Client): Promise<string> {
  return must(
    await trainer.post('/api/training/records', {
      ...{ person_id: person.personId, verb: 'passed', origin: 'observed', assessor_id: trainer.personId },
      ...{ happened_on: '2026-06-01', title: 'Meridian' },
    }),
  ).id
}
async function running(people: readonly Client[]): Promise<string> {
  const { id: course_id } = must(
    await trainer.post('/api/courses', {
      ...{ title: 'A course', course_kind: 'update', applications: [], audience: '', summary: '' },
      ...{ needs_approval: false, objectives: [{ statement: 'Does it' }] },
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${course_id}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id, starts_at: '2026-06-15T06:30', minutes: 60, time_zone: 'UTC', capacity: 9 },
      trainer_ids: [people === nurses ? trainer.personId : colleague.personId],
    }),
  )
  const { id } = classes[0]
  must(await trainer.post(`/api/classes/${id}/open`))
  for (const person of people) must(await person.post(`/api/classes/${id}/book`))
  return id
}

test('A line is taken back once, and while it is, no certificate of it is left that counts.', async () => {
  const id = await learned(at(0))
  once(
    await many((n) =>
      (n % 2 ? trainer : colleague).post(`/api/training/records/${id}/revoke`, { evidence: 'A slip.' }),
    ),
  )
  assert.equal((await linesOf(at(0))).length, 2)
  const other = await learned(at(0))
  const [made, gone] = await Promise.all([
    at(0).post(`/api/training/records/${other}/certificate`),
    trainer.post(`/api/training/records/${other}/revoke`, { evidence: 'A slip.' }),
  ])
  must(gone)
  assert.ok(made.status === 200 || made.status === 409, JSON.stringify(made.body))
  const line = (await linesOf(at(0))).find(({ id: each }: { id: string }) => each === other)
  if (line.certificate?.name) {
    const checked = await wardline.anonymous.post('/api/certificates/check', { link: line.certificate.name })
    assert.equal(must(checked).state, 'revoked')
  }
})

test('A class is begun once and over once, whoever says so, and each learned once.', async () => {
  const id = await running(nurses)
  once(await many((n) => (n % 2 ? trainer : colleague).post(`/api/classes/${id}/start`)))
  const code = must(await trainer.get(`/api/classes/${id}/code`)).link.split('#')[1]
  await many((n) => at(n).post(`/api/classes/${id}/check-in`, { code }))
  const before = (await linesOf(at(1))).length
  once(await many((n) => (n % 2 ? trainer : colleague).post(`/api/classes/${id}/hold`)))
  assert.equal((await linesOf(at(1))).length, before + 1)
  const said = await many(() => at(1).post(`/api/classes/${id}/feedback`, { rating: 3 }))
  once(said, [404])
})

test('Whoever books while a class is called off has a seat in it that was called off, or none.', async () => {
  const id = await running([])
  const [cancelled, ...booked] = await Promise.all([
    trainer.post(`/api/classes/${id}/cancel`, { reason: 'The trainer is ill.' }),
    ...nurses.map((nurse) => nurse.post(`/api/classes/${id}/book`)),
  ])
  must(cancelled as Answer)
  for (const { status } of booked) assert.ok(status === 200 || status === 409, String(status))
  const { rows } = await wardline.owner.query(
    "select 1 from training.booking where class_id = $1 and state = 'booked' and not is_off",
    [id],
  )
  assert.equal(rows.length, 0)
})

test('An attempt is handed in once, by the person and by the job at the end of its time, and what comes later counts nothing.', async () => {
  const question = must(await trainer.post('/api/training/questions', choice)).id
  const quiz = await openQuiz(trainer, [question], { minutes: 5, attempts_max: 1 })
  const started = await many(() => at(2).post(`/api/training/quizzes/${quiz}/attempts`))
  const attempt = must(started[0] as Answer).id
  assert.deepEqual(new Set(started.map((each) => must(each).id)), new Set([attempt]))
  await answerAll(at(2), attempt)
  const before = (await linesOf(at(2))).length
  wardline.clock.advance(5 * 60_000)
  const saved = at(2).send('PUT', `/api/training/attempts/${attempt}/answers/1`, {
    ...{ chosen: [0], pairs: [], written: '' },
  })
  await Promise.all([
    ...Array.from({ length: times }, () => handInDue(wardline.composition.app)),
    many(async () => must(await at(2).post(`/api/training/attempts/${attempt}/hand-in`))),
  ])
  assert.equal((await saved).status, 409)
  assert.equal((await linesOf(at(2))).length, before + 1)
  const { score_percent, handed_in_at, ends_at } = must(await at(2).get(`/api/training/attempts/${attempt}`))
  assert.deepEqual([score_percent, handed_in_at], [100, ends_at])
  const again = await at(2).post(`/api/training/quizzes/${quiz}/attempts`)
  assert.equal(again.status, 409)
  assert.match(again.body.detail, /all attempts/)
})

test('A file of past learning that two take at once goes in once.', async () => {
  const framework_id = must(await trainer.post('/api/training/frameworks', { name: 'Own' })).id
  must(
    await trainer.post('/api/training/competencies', { framework_id, code: 'R1', kind: 'skill', name: 'R' }),
  )
  const text = [
    'person,competency,date,title',
    ...nurses.map((_, n) => `nurse.${n}@main.example,R1,2026-05-01,T`),
  ].join('\n')
  const { hash, added } = must(await trainer.post('/api/training/records/import/preview', { text }))
  assert.equal(added, times)
  const answers = await many((n) =>
    (n % 2 ? trainer : colleague).post('/api/training/records/import/run', { text, hash }),
  )
  once(answers)
  const { rows } = await wardline.owner.query(
    "select count(*)::int as count from training.learning_record where origin = 'import'",
  )
  assert.equal(rows[0].count, times)
})
