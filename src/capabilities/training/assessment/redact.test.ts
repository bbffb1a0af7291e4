import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { erase } from '../../privacy/person/erase.ts'
import { placesInTables } from '../../privacy/verify.ts'
import { choice, match, must } from './assessment.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(() => wardline.close())

const redact = (kind: string, id: string, text: string, who = trainer) =>
  who.post('/api/training/assessment/redact', { kind, id, text })
const copies = (words: string) => placesInTables(wardline.ownerUrl, words)

test('Words go from all versions of a question, in its options and pairs too, and what is right stays.', async () => {
  const { id } = must(
    await trainer.post('/api/training/questions', { ...choice, prompt: 'Who checks the drug of Zebulon?' }),
  )
  const options = [{ text: 'Two people, as with Zebulon', is_right: true }, { text: 'Nobody' }]
  must(await trainer.send('PUT', `/api/training/questions/${id}`, { ...choice, options }))
  const { id: paired } = must(
    await trainer.post('/api/training/questions', {
      ...match,
      pairs: [
        { left: 'Zebulon', right: 'the left bed' },
        { left: 'h', right: 'hour' },
        { left: 'mL', right: 'milliliter' },
      ],
    }),
  )
  assert.equal(must(await redact('question', id, 'Zebulon')).places, 2)
  assert.equal(must(await redact('question', paired, 'Zebulon')).places, 1)
  assert.deepEqual(await copies('Zebulon'), [])
  const { content } = must(await trainer.get(`/api/training/questions/${id}`))
  assert.deepEqual(
    content.options.map(({ text, is_right }: { text: string; is_right: boolean }) => [
      text,
      is_right === true,
    ]),
    [
      ['Two people, as with ▇', true],
      ['Nobody', false],
    ],
  )
})

test('Words go from a quiz and a rubric; the levels of what is looked at stay.', async () => {
  const { id: question } = must(await trainer.post('/api/training/questions', choice))
  const { id: quiz } = must(
    await trainer.post('/api/training/quizzes', {
      ...{ title: 'After Wilhelmina', instructions: 'Think of Wilhelmina.', pass_percent: 80 },
      ...{ is_shuffled: true, feedback: 'score', question_ids: [question], competencies: [] },
    }),
  )
  const { id: rubric } = must(
    await trainer.post('/api/training/rubrics', {
      ...{ title: 'At the bed of Wilhelmina', levels: ['Not yet', 'Alone'] },
      criteria: [{ text: 'Greets Wilhelmina', level: 2 }],
    }),
  )
  must(await redact('quiz', quiz, 'Wilhelmina'))
  must(await redact('rubric', rubric, 'Wilhelmina'))
  assert.deepEqual(await copies('Wilhelmina'), [])
  const { rows } = must(await trainer.get('/api/training/rubrics'))
  assert.deepEqual(rows[0].criteria, [{ text: 'Greets ▇', level: 2 }])
})

test('Words that do not stand there, no words, what is not there, and who does not plan training are refused.', async () => {
  const { id } = must(await trainer.post('/api/training/questions', choice))
  for (const text of ['Zebulon', ' '])
    assert.equal((await redact('question', id, text)).body.errors[0].pointer, '#/text')
  assert.equal((await redact('quiz', id, 'Two people')).status, 404)
  assert.equal((await redact('question', id, 'Two people', nurse)).status, 403)
})

test('An erasure takes a person out of what check-offs look at and of questions.', async () => {
  const name = 'Wenceslava Oberholtzer'
  const gone = await wardline.person(name, [])
  const officer = await wardline.person('Paula Privacy', ['privacy-security-specialist'])
  must(await officer.post('/api/session/confirm', { password }))
  const { id: rubric } = must(
    await trainer.post('/api/training/rubrics', {
      ...{ title: `As ${name} does`, levels: ['Not yet', 'Alone'] },
      criteria: [{ text: `Calls ${name}`, level: 2 }],
    }),
  )
  const options = [{ text: `Ask ${name}`, is_right: true }, { text: 'Nobody' }]
  must(await trainer.post('/api/training/questions', { ...choice, options }))
  const { id: erasure } = must(
    await officer.post('/api/privacy/ask-erasure', { person_id: gone.personId, reason: 'She asked.' }),
  )
  await erase(wardline.composition.app, { org: wardline.orgId, erasure })
  assert.deepEqual(await copies(name), [])
  const { rows } = await wardline.owner.query(
    'select criteria from training.rubric_version where rubric_id = $1',
    [rubric],
  )
  assert.deepEqual(rows[0].criteria, [{ text: 'Calls ▇', level: 2 }])
})
