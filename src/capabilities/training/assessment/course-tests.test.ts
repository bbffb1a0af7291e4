import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import { choice, must, openQuiz } from './assessment.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

/** Somebody who handed in so many of ten at so many hours after nine. */
async function handedIn(personId: string, quizId: string, nth: number, right: number, hour: number) {
  await wardline.owner.query(
    `insert into training.quiz_attempt (org_id, id, quiz_id, version, person_id, nth, is_trial, seed, started_at, handed_in_at, right_count, item_count, is_passed)
     values ($1, gen_random_uuid(), $2, 1, $3, $4, false, repeat('a', 32), timestamptz '2026-06-10T09:00Z' + make_interval(hours => $6),
       timestamptz '2026-06-10T09:30Z' + make_interval(hours => $6), $5, 10, false)`,
    [wardline.orgId, quizId, personId, nth, right, hour],
  )
}

test('What a course taught is told from the test before and the one after, of five people at least, and of nobody who took only one.', async () => {
  const { id: question } = must(await trainer.post('/api/training/questions', choice))
  const first = await openQuiz(trainer, [question])
  const second = await openQuiz(trainer, [question])
  const { id } = must(
    await trainer.post('/api/courses', {
      title: 'Verifying',
      course_kind: 'update',
      applications: [],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [],
      activities: [],
    }),
  )
  const path = `/api/training/courses/${id}`
  const set = (body: object, client: Client = trainer) => client.send('PUT', `${path}/tests`, body)
  assert.equal((await trainer.get(`${path}/gain`)).status, 404)
  const both = { before_quiz_id: first, after_quiz_id: second }
  assert.equal((await set(both, nurse)).status, 403)
  assert.match((await set({ ...both, after_quiz_id: first })).body.errors[0].detail, /the same/)
  assert.match(
    (await set({ ...both, after_quiz_id: wardline.orgId })).body.errors[0].detail,
    /does not exist/,
  )
  assert.equal((await trainer.send('PUT', `/api/training/courses/${wardline.orgId}/tests`, both)).status, 404)
  must(await set(both))
  must(await set(both))
  const gain = async () => must(await trainer.get(`${path}/gain`))
  const people: string[] = []
  for (let each = 0; each < 7; each++)
    people.push((await wardline.person(`Person ${each}`, ['requester'])).personId)
  for (const [index, person] of people.slice(0, 4).entries()) {
    await handedIn(person, first, 1, 4, 0)
    await handedIn(person, second, 1, 6 + index, 2)
  }
  assert.deepEqual([(await gain()).n, (await gain()).gain], [4, null])
  const [fifth = '', full = '', early = ''] = people.slice(4)
  await handedIn(fifth, first, 1, 5, 0)
  await handedIn(fifth, first, 2, 9, 1)
  await handedIn(fifth, second, 1, 5, 2)
  await handedIn(full, first, 1, 10, 0)
  await handedIn(full, second, 1, 9, 2)
  // Took the one after before the one before.
  await handedIn(early, second, 1, 9, 0)
  await handedIn(early, first, 1, 5, 2)
  const all = await gain()
  assert.deepEqual([all.n, all.full], [6, 1])
  const expected = (2 / 6 + 3 / 6 + 4 / 6 + 5 / 6 + 0) / 5
  assert.ok(Math.abs(all.gain - expected) < 1e-6, String(all.gain))
  assert.ok(all.low < expected && expected < all.high)
  assert.equal((await nurse.get(`${path}/gain`)).status, 403)
  assert.equal(must(await trainer.get(`${path}/gain?class=${wardline.orgId}`)).n, 0)
})
