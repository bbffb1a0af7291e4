import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { waiting_max } from './actions.ts'

let wardline: Wardline
let trainer: Client
let second: Client
let nurse: Client
let other: Client
let pump: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer', 'requester'])
  second = await wardline.person('Tom Trainer', ['it-trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  other = await wardline.person('Olga Other', ['requester'])
  const lead = await wardline.person('Lara Lead', ['trainer'])
  const framework = must(
    await lead.post('/api/training/frameworks', { name: 'Ward', levels: ['Knows it', 'Does it'] }),
  )
  pump = must(
    await lead.post('/api/training/competencies', {
      ...{ framework_id: framework.id, code: 'PMP', kind: 'skill', name: 'Sets up the infusion pump' },
    }),
  ).id
})
after(() => wardline?.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const upload = async (name: string, who = nurse): Promise<string> =>
  must(await uploadWith(wardline, who)(name, 'text/plain', Buffer.from(`words of ${name}`))).id
const claim = (more: object = {}, who = nurse) =>
  who.post('/api/training/claims', {
    ...{ origin: 'outside', happened_on: '2026-05-01', title: 'Pump course', evidence: 'A letter' },
    ...more,
  })
const decide = (id: string, how: string, body: object = {}, who = trainer) =>
  who.post(`/api/training/claims/${id}/${how}`, how === 'accept' ? { competencies: [], ...body } : body)
const own = async (who = nurse) => must(await who.get('/api/training/claims/mine')).rows
const count = async (table: string) =>
  (await wardline.owner.query(`select count(*)::int as n from ${table}`)).rows[0].n

test('What was handed in counts when it was accepted: one line of learning with its evidence, and its person is told.', async () => {
  const file = await upload('letter.txt')
  const asked = { competency_id: pump, level: 2 }
  const { id } = must(
    await claim({
      ...{ file_ids: [file], competency: asked, duration_minutes: 90 },
      evidence_link: 'https://proof.example/2',
    }),
  )
  assert.deepEqual(must(await nurse.get('/api/training/mine')).lines, [], 'it counts for nothing yet')
  const { rows } = must(await trainer.get('/api/training/claims'))
  assert.deepEqual(
    [rows[0].person.name, rows[0].competency.level, rows[0].files[0].name],
    ['Nora Nurse', 2, 'letter.txt'],
  )
  for (const who of [trainer, nurse]) {
    const served = await who.get(`/api/training/claims/${id}/files/${file}`)
    assert.deepEqual([served.status, served.body], [200, 'words of letter.txt'])
  }
  assert.equal((await other.get(`/api/training/claims/${id}/files/${file}`)).status, 404)
  const line = must(await decide(id, 'accept', { competencies: [asked] }))
  const [learned] = must(await nurse.get('/api/training/mine')).lines
  assert.deepEqual(
    [learned.id, learned.title, learned.origin, learned.duration_minutes, learned.files.length],
    [line.id, 'Pump course', 'outside', 90, 1],
  )
  assert.equal(learned.evidence_link, 'https://proof.example/2')
  assert.equal((await nurse.get(`/api/training/records/${line.id}/files/${file}`)).status, 200)
  assert.deepEqual(await own(), [])
  assert.equal((await decide(id, 'accept')).status, 404, 'twice makes no second line')
  const news = must(await nurse.get('/api/notifications')).rows
  assert.equal(news[0].reason, 'learning_claim')
})

test('Of two who decide at once one does, and there is one line.', async () => {
  const { id } = must(await claim())
  const before = await count('training.learning_record')
  const answers = await Promise.all([decide(id, 'accept'), decide(id, 'accept', {}, second)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404])
  assert.equal(await count('training.learning_record'), before + 1)
})

test('What is declined keeps its title and a reason for its person, and nothing of the evidence.', async () => {
  const file = await upload('wrong.txt')
  const { id } = must(await claim({ file_ids: [file], evidence_link: 'https://proof.example/1' }))
  assert.equal((await decide(id, 'decline', { reason: ' ' })).status, 422)
  must(await decide(id, 'decline', { reason: 'The letter names no day.' }))
  const [row] = await own()
  assert.deepEqual(
    [row.state, row.reason, row.evidence, row.evidence_link, row.files],
    ['declined', 'The letter names no day.', '', null, []],
  )
  assert.equal((await nurse.get(`/api/training/claims/${id}/files/${file}`)).status, 404)
  for (const how of ['accept', 'decline'])
    assert.equal((await decide(id, how, how === 'decline' ? { reason: 'Again' } : {})).status, 409)
  assert.equal((await decide(id, 'withdraw', {}, other)).status, 404)
  must(await decide(id, 'withdraw', {}, nurse))
  assert.deepEqual(await own(), [])
})

test('Nobody decides about their own, who does not record learning neither, and what is wrong is refused in words.', async () => {
  const { id } = must(await claim({ title: 'Own course' }, trainer))
  assert.equal((await decide(id, 'accept')).status, 403)
  assert.equal((await decide(id, 'decline', { reason: 'No' })).status, 403)
  assert.equal((await decide(id, 'accept', {}, nurse)).status, 403)
  assert.equal((await nurse.get('/api/training/claims')).status, 403)
  const seen = must(await trainer.get('/api/training/claims')).rows
  assert.ok(!seen.some((row: { id: string }) => row.id === id), 'one’s own does not wait for oneself')
  const before = await count('training.claim')
  const theirs = await upload('theirs.txt', other)
  const refused: readonly [object, string][] = [
    [{ evidence: '' }, '#/evidence'],
    [{ title: ' ' }, '#/title'],
    [{ happened_on: '2026-06-16' }, '#/happened_on'],
    [{ happened_on: '0026-06-16' }, '#/happened_on'],
    [{ evidence_link: 'http://proof.example' }, '#/evidence_link'],
    [{ evidence: 'Patient MRN 77120443 was treated' }, '#/evidence'],
    [{ file_ids: [theirs] }, '#/file_ids/0'],
    [{ competency: { competency_id: pump, level: 3 } }, '#/competencies/0/level'],
  ]
  for (const [input, pointer] of refused) {
    const answer = await claim(input)
    assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, pointer], JSON.stringify(input))
  }
  assert.equal(await count('training.claim'), before)
  must(await decide(id, 'withdraw', {}, trainer))
})

test('So many of one person may wait, also when they come at once.', async () => {
  const answers = await Promise.all(Array.from({ length: waiting_max + 3 }, () => claim({}, other)))
  const taken = answers.filter(({ status }) => status === 200)
  assert.equal(taken.length, waiting_max)
  assert.equal((await claim({}, other)).status, 409)
  must(await decide(taken[0]?.body.id, 'withdraw', {}, other))
  must(await claim({}, other))
})
