/** What of training stands in the way of a merge of two entries of one person: nothing. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { choice, openQuiz } from './assessment/assessment.fixture.ts'

let wardline: Wardline
let trainer: Client
let admin: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  admin = await wardline.admin()
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
async function opened(starts_at: string, trainer_ids: string[]): Promise<string> {
  const { id: course_id } = must(
    await trainer.post('/api/courses', {
      title: 'A course',
      course_kind: 'update',
      applications: [],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${course_id}/publish`))
  const plan = { course_id, starts_at, minutes: 60, time_zone: 'UTC', trainer_ids, capacity: 9 }
  const { classes } = must(await trainer.post('/api/classes', plan))
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  return classes[0].id
}

test('Two entries of one person become one, whatever both of them booked, took and taught.', async () => {
  const one = await wardline.person('Nora Nurse', ['requester'])
  const double = await wardline.person('N. Nurse', ['requester'])
  const question = must(await trainer.post('/api/training/questions', choice)).id
  const quiz = await openQuiz(trainer, [question])
  const same = await opened('2026-07-01T10:00', [trainer.personId])
  const first = await opened('2026-07-08T10:00', [one.personId])
  const second = await opened('2026-07-08T10:30', [double.personId])
  for (const [who, other] of [
    [one, second],
    [double, first],
  ] as const) {
    const attempt = must(await who.post(`/api/training/quizzes/${quiz}/attempts`)).id
    must(await who.post(`/api/training/attempts/${attempt}/hand-in`))
    must(await who.post(`/api/training/quizzes/${quiz}/attempts`))
    must(await who.post(`/api/classes/${same}/book`))
    must(await who.post(`/api/classes/${other}/book`))
  }
  const merged = await admin.post(`/api/people/${double.personId}/merge`, { into_id: one.personId })
  must(merged)
  const { lines } = must(await one.get('/api/training/mine'))
  assert.equal(lines.length, 2, 'what both of them learned')
  // Whoever was told by the double's address is told by the survivor's.
  must(await trainer.post(`/api/classes/${first}/cancel`, { reason: 'The trainer is ill.' }))
  const { rows } = await wardline.owner.query(
    "select 1 from core.outbox where to_person_id = $1 and subject like 'Class % is cancelled'",
    [one.personId],
  )
  assert.equal(rows.length, 1)
})
