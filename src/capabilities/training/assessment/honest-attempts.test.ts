/** What would make an attempt count that should not, or keep one from counting. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { answerAll, choice, must, number, openQuiz } from './assessment.fixture.ts'
import { handInDue } from './hand-in.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let questions: string[]

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  questions = []
  for (const each of [choice, number])
    questions.push(must(await trainer.post('/api/training/questions', each)).id)
})
after(() => wardline.close())

const start = async (id: string, client: Pick<Client, 'post'> = nurse): Promise<string> =>
  must(await client.post(`/api/training/quizzes/${id}/attempts`)).id
const linesOf = async (person: Client) =>
  must(await trainer.get(`/api/training/people/${person.personId}`)).lines.filter(
    ({ origin }: { origin: string }) => origin === 'quiz',
  )
const roles = (person: Client, change: string) =>
  wardline.owner.query(
    change === 'add'
      ? "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, gen_random_uuid(), $1, id, now() - interval '50 years' from core.role where key = 'trainer'"
      : "delete from core.role_assignment where person_id = $1 and role_id in (select id from core.role where key = 'trainer')",
    [person.personId],
  )

test('Whoever may see what is right tries it out, also by a key that may do less than they.', async () => {
  const id = await openQuiz(trainer, questions)
  const owner = await wardline.person('Kim Keys', ['trainer', 'team-lead', 'requester'])
  must(await owner.post('/api/session/confirm', { password }))
  const { secret } = must(
    await owner.post('/api/keys', { name: 'Sync', scopes: ['training.read_own'], days: 30 }),
  )
  const headers = { authorization: `Bearer ${secret}` }
  const key: Client = {
    ...owner,
    get: (path) => wardline.anonymous.get(path, headers),
    post: (path, body = {}) => wardline.anonymous.post(path, body, headers),
    send: (method, path, body) => wardline.anonymous.send(method, path, body, headers),
  }
  const attempt = await start(id, key)
  assert.equal(must(await key.get(`/api/training/attempts/${attempt}`)).is_trial, true)
  await answerAll(key, attempt)
  assert.equal(must(await key.post(`/api/training/attempts/${attempt}/hand-in`)).is_passed, true)
  assert.deepEqual(await linesOf(owner), [])
  assert.deepEqual(must(await trainer.get(`/api/training/quizzes/${id}/results`)).rows, [])
})

test('Who came to see what is right while an attempt was open has tried it out; who saw it never has learned.', async () => {
  const id = await openQuiz(trainer, questions)
  const riser = await wardline.person('Rita Riser', ['requester'])
  const attempt = await start(id, riser)
  await answerAll(riser, attempt)
  await roles(riser, 'add')
  must(await riser.post(`/api/training/attempts/${attempt}/hand-in`))
  assert.equal(must(await riser.get(`/api/training/attempts/${attempt}`)).is_trial, true)
  assert.deepEqual(await linesOf(riser), [])
  await roles(riser, 'remove')
  const next = await start(id, riser)
  must(await riser.post(`/api/training/attempts/${next}/hand-in`))
  assert.equal((await linesOf(riser)).length, 1)
})

test('A quiz that was closed is not begun anew by who has an attempt left whose time is over.', async () => {
  const id = await openQuiz(trainer, questions, { minutes: 10 })
  const attempt = await start(id)
  must(await trainer.post(`/api/training/quizzes/${id}/open`, { is_open: false }))
  assert.equal(await start(id), attempt, 'what was begun goes on')
  wardline.clock.advance(11 * 60_000)
  const again = await nurse.post(`/api/training/quizzes/${id}/attempts`)
  assert.equal(again.status, 409, JSON.stringify(again.body))
  assert.match(again.body.detail, /closed/)
  await handInDue(wardline.composition.app)
  const { handed_in_at, ends_at } = must(await nurse.get(`/api/training/attempts/${attempt}`))
  assert.equal(handed_in_at, ends_at, 'handed in when its time was over, and not when somebody looked')
  assert.equal((await nurse.post(`/api/training/quizzes/${id}/attempts`)).status, 404)
})

test('An attempt without an end can be handed in however long it lay.', async () => {
  const id = await openQuiz(trainer, questions)
  const attempt = await start(id)
  await wardline.owner.query(
    "update training.quiz_attempt set started_at = started_at - interval '200 days' where id = $1",
    [attempt],
  )
  const answer = await nurse.post(`/api/training/attempts/${attempt}/hand-in`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  assert.equal((await linesOf(nurse))[0].duration_minutes, 100_000)
})
