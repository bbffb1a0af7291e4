import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import {
  allKinds,
  answerAll,
  choice,
  dot,
  hotSpot,
  match,
  multiple,
  must,
  number,
  openQuiz,
  order,
  quizOf,
  rightFor,
  text,
} from './assessment.fixture.ts'
import { handInDue } from './hand-in.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let other: Client
let kinds: string[]

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  other = await wardline.person('Otto Other', ['requester'])
  kinds = await allKinds(trainer)
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

const start = async (id: string, client: Client = nurse): Promise<string> =>
  must(await client.post(`/api/training/quizzes/${id}/attempts`)).id
const show = async (id: string, client: Client = nurse) =>
  must(await client.get(`/api/training/attempts/${id}`))
const handIn = (id: string, client: Client = nurse) => client.post(`/api/training/attempts/${id}/hand-in`)
const save = (id: string, place: number, answer: object, client: Client = nurse) =>
  client.send('PUT', `/api/training/attempts/${id}/answers/${place}`, {
    chosen: [],
    pairs: [],
    written: '',
    ...answer,
  })
const linesOf = async (client: Client) =>
  must(await client.get('/api/training/mine')).lines.filter(
    ({ origin }: { origin: string }) => origin === 'quiz',
  )
const countOf = async (table: string) =>
  (await wardline.owner.query(`select count(*)::int as count from training.${table}`)).rows[0].count

test('A question without what is right is refused with a sentence, and nothing of it is stored.', async () => {
  const before = await countOf('question_version')
  const { id: picture } = must(await trainer.post('/api/training/pictures', { content: dot }))
  const [wrongOption] = choice.options ?? []
  for (const [question, sentence] of [
    [{ ...choice, options: [{ text: 'One' }, { text: 'Two' }] }, /No answer is marked as right/],
    [{ ...choice, options: [wrongOption] }, /two answers at least/],
    [{ ...choice, options: choice.options?.map((each) => ({ ...each, is_right: true })) }, /Only one answer/],
    [{ ...choice, options: [wrongOption, { text: ' two PEOPLE' }] }, /say the same/],
    [{ ...multiple, options: [{ text: 'One' }, { text: 'Two' }] }, /No answer is marked as right/],
    [{ ...order, options: order.options?.slice(1) }, /three things at least/],
    [{ ...match, pairs: match.pairs?.slice(1) }, /three pairs at least/],
    [{ ...number, value: undefined }, /Give the number/],
    [{ ...text, accepted: ['  '] }, /counts as right/],
    [{ ...hotSpot(picture), picture_id: undefined }, /Choose the picture/],
    [{ ...hotSpot(picture), picture_id: wardline.orgId }, /picture does not exist/],
    [
      { ...hotSpot(picture), options: [{ text: 'A', is_right: true }, { text: 'B' }] },
      /where on the picture/,
    ],
    [{ ...choice, prompt: '  ' }, /what is asked/],
    [{ ...choice, prompt: 'Why has Pt John Miller, MRN 48213377, DOB 03/04/1961, no dose?' }, /patient/],
    [{ ...choice, competency_id: wardline.orgId }, /competency does not exist/],
    [{ ...choice, course_id: wardline.orgId }, /Choose both/],
    [{ ...choice, course_id: wardline.orgId, objective: 1 }, /no such objective/],
  ] as const) {
    const { status, body } = await trainer.post('/api/training/questions', question)
    assert.equal(status, 422, JSON.stringify(question))
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await nurse.post('/api/training/questions', choice)).status, 403)
  assert.match(
    (await trainer.post('/api/training/pictures', { content: 'R0lGODlhAQABAAAAACw=' })).body.errors[0].detail,
    /no picture/,
  )
  assert.equal(await countOf('question_version'), before)
})

test('A quiz without a question, with one twice, or with one that is not there is refused, and nothing of it is stored.', async () => {
  const before = await countOf('quiz')
  for (const [ids, sentence] of [
    [[], /needs a question/],
    [[kinds[0], kinds[0]], /twice/],
    [[kinds[0], wardline.orgId], /not there any more/],
  ] as const) {
    const { status, body } = await trainer.post('/api/training/quizzes', quizOf(ids as unknown as string[]))
    assert.equal(status, 422)
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await nurse.post('/api/training/quizzes', quizOf(kinds))).status, 403)
  assert.equal(await countOf('quiz'), before)
  assert.equal(await countOf('quiz_version'), before)
})

test('Learners see neither the bank nor a quiz that is not open, and no word of what is right before they hand in.', async () => {
  const { id } = must(await trainer.post('/api/training/quizzes', quizOf(kinds)))
  assert.equal((await nurse.get(`/api/training/quizzes/${id}`)).status, 404)
  assert.equal((await nurse.post(`/api/training/quizzes/${id}/attempts`)).status, 404)
  assert.equal((await nurse.get('/api/training/questions')).status, 403)
  assert.equal((await nurse.get(`/api/training/questions/${kinds[0]}`)).status, 403)
  assert.equal((await nurse.post(`/api/training/quizzes/${id}/open`, { is_open: true })).status, 403)
  must(await trainer.post(`/api/training/quizzes/${id}/open`, { is_open: true }))
  assert.deepEqual(must(await nurse.get(`/api/training/quizzes/${id}`)).items, [])
  const attempt = await start(id)
  const shown = await show(attempt)
  const sent = JSON.stringify(shown)
  for (const word of ['is_right":true', 'answer_key', 'Order queue', '2.5', 'one after the other'])
    assert.ok(!sent.includes(word), word)
  assert.ok(shown.items.every((item: { right_words: unknown }) => item.right_words === null))
  for (const item of shown.items)
    if (item.question_kind === 'order' || item.question_kind === 'match')
      assert.notDeepEqual(
        item.options.map((each: { text: string }) => each.text),
        item.question_kind === 'order' ? ['Scan', 'Check', 'Give'] : ['milligram', 'milliliter', 'hour'],
        'what has to be put in order never stands in its right one',
      )
  const [picture] = shown.items.flatMap((item: { picture_id: string | null }) => item.picture_id ?? [])
  assert.equal(must(await nurse.get(`/api/training/pictures/${picture}`)).media_type, 'image/png')
  assert.equal((await other.get(`/api/training/pictures/${picture}`)).status, 404)
  assert.equal((await other.get(`/api/training/attempts/${attempt}`)).status, 404)
  assert.equal(
    (await trainer.get(`/api/training/attempts/${attempt}`)).status,
    404,
    'not before it is handed in',
  )
})

test('All seven kinds are answered, kept, marked once, and become a line of learning with score and version.', async () => {
  const framework = must(await trainer.post('/api/training/frameworks', { name: 'Pharmacy' }))
  const { id: competency_id } = must(
    await trainer.post('/api/training/competencies', {
      framework_id: framework.id,
      code: 'RX',
      kind: 'skill',
      name: 'Dispenses safely',
    }),
  )
  const id = await openQuiz(trainer, kinds, { competencies: [{ competency_id, level: 1 }] })
  const attempt = await start(id)
  await answerAll(nurse, attempt, ['order', 'number'])
  assert.deepEqual(must(await handIn(attempt)), { is_passed: false, score_percent: 71.43 })
  const first = await show(attempt)
  assert.equal(first.is_passed, false)
  assert.deepEqual(
    first.items
      .filter((item: { is_right: boolean }) => !item.is_right)
      .map((item: { question_kind: string }) => item.question_kind)
      .sort(),
    ['number', 'order'],
  )
  const told = first.items.find((item: { question_kind: string }) => item.question_kind === 'number')
  assert.deepEqual(told.right_words, ['2.5 ± 0.1 mL'])
  const again = await start(id)
  await answerAll(nurse, again)
  assert.deepEqual(must(await handIn(again)), { is_passed: true, score_percent: 100 })
  const lines = await linesOf(nurse)
  assert.deepEqual(
    lines
      .map((line: Record<string, unknown>) => [line.verb, line.score_percent, line.title, line.version])
      .sort(),
    [
      ['failed', 71.43, 'Safe dispensing', '1'],
      ['passed', 100, 'Safe dispensing', '1'],
    ],
  )
  assert.deepEqual(
    lines
      .map((line: { competencies: { level: number }[] }) => line.competencies.map(({ level }) => level))
      .sort(),
    [[0], [1]],
    'what was failed was begun, and no more',
  )
  const { rows: kept } = await wardline.owner.query(
    'select count(distinct record_id)::int as count from training.quiz_attempt where quiz_id = $1',
    [id],
  )
  assert.equal(kept[0].count, 2)
})

test('An answer stays through a closed laptop: what was saved is there again, in the same order, and counts.', async () => {
  const id = await openQuiz(trainer, kinds)
  const attempt = await start(id)
  const { items } = await show(attempt)
  const [item] = items
  must(await save(attempt, item.place, rightFor(item)))
  assert.equal(await start(id), attempt, 'goes on with what was begun')
  const back = await show(attempt)
  assert.deepEqual(
    back.items.map((each: { prompt: string; options: unknown }) => [each.prompt, each.options]),
    items.map((each: { prompt: string; options: unknown }) => [each.prompt, each.options]),
  )
  assert.equal(back.items[0].is_answered, true)
  assert.deepEqual(back.items[0].answer.chosen.toSorted(), rightFor(item).chosen.toSorted())
  must(await save(attempt, item.place, {}))
  assert.equal((await show(attempt)).items[0].is_answered, false, 'an empty answer takes it back')
  assert.equal((await save(attempt, item.place, rightFor(item), other)).status, 404)
  assert.equal((await handIn(attempt, other)).status, 404)
  assert.equal((await save(attempt, 99, {})).status, 404)
  const written = items.find((each: { question_kind: string }) => each.question_kind === 'text')
  assert.equal((await save(attempt, written.place, { chosen: [0] })).status, 422)
  assert.match(
    (await save(attempt, written.place, { written: 'Pt John Miller, MRN 48213377, DOB 03/04/1961' })).body
      .errors[0].detail,
    /patient/,
  )
})

test('Attempts have orders of their own where the quiz is shuffled, and the written one where not.', async () => {
  const many: string[] = []
  for (let each = 0; each < 12; each++)
    many.push(
      must(await trainer.post('/api/training/questions', { ...choice, prompt: `Question ${each}` })).id,
    )
  const prompts = async (id: string, client: Client) =>
    (await show(await start(id, client), client)).items.map((item: { prompt: string }) => item.prompt)
  const shuffled = await openQuiz(trainer, many)
  assert.notDeepEqual(await prompts(shuffled, nurse), await prompts(shuffled, other))
  const straight = await openQuiz(trainer, many, { is_shuffled: false })
  const written = many.map((_, index) => `Question ${index}`)
  assert.deepEqual(await prompts(straight, nurse), written)
  assert.deepEqual(await prompts(straight, other), written)
})

test('The time is the server’s: after it nothing is saved, what was saved before counts, also when nobody hands in.', async () => {
  const id = await openQuiz(trainer, kinds.slice(0, 2), { minutes: 10, pass_percent: 50 })
  const attempt = await start(id)
  const abandoned = await start(id, other)
  const { items, ends_at } = await show(attempt)
  assert.equal(ends_at, '2026-06-15T12:10:00.000Z')
  must(await save(attempt, 1, rightFor(items[0])))
  const theirs = (await show(abandoned, other)).items
  must(await save(abandoned, 2, rightFor(theirs[1]), other))
  wardline.clock.advance(10 * 60_000)
  const late = await save(attempt, 2, rightFor(items[1]))
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /time is over/)
  assert.deepEqual(must(await handIn(attempt)), { is_passed: true, score_percent: 50 })
  assert.equal((await show(attempt)).handed_in_at, ends_at)
  await Promise.all([handInDue(wardline.composition.app), handInDue(wardline.composition.app)])
  const seen = await show(abandoned, other)
  assert.deepEqual([seen.handed_in_at, seen.score_percent], [ends_at, 50])
  assert.equal((await linesOf(other)).length, 1)
  assert.notEqual(await start(id, other), abandoned, 'another attempt begins anew')
})

test('Handed in from two windows at once an attempt counts once, and begun from two it is one.', async () => {
  const id = await openQuiz(trainer, kinds.slice(0, 1), { attempts_max: 2 })
  const begun = await Promise.all([start(id), start(id), start(id)])
  assert.equal(new Set(begun).size, 1)
  const [attempt = ''] = begun
  const before = (await linesOf(nurse)).length
  await answerAll(nurse, attempt)
  const results = await Promise.all([handIn(attempt), handIn(attempt), handIn(attempt)])
  for (const result of results) assert.deepEqual(must(result), { is_passed: true, score_percent: 100 })
  assert.equal((await linesOf(nurse)).length, before + 1)
  assert.equal((await save(attempt, 1, {})).status, 409, 'nothing is changed after')
  await handIn(await start(id))
  const none = await nurse.post(`/api/training/quizzes/${id}/attempts`)
  assert.equal(none.status, 409)
  assert.match(none.body.detail, /all attempts/)
  assert.equal(must(await nurse.get(`/api/training/quizzes/${id}`)).may_start, false)
})

test('A question that changes leaves quizzes and attempts as they were; the database lets nobody change a version.', async () => {
  const { id: question } = must(await trainer.post('/api/training/questions', choice))
  const id = await openQuiz(trainer, [question])
  const attempt = await start(id)
  const changed = {
    ...choice,
    prompt: 'Who looks twice?',
    options: [{ text: 'Two people' }, { text: 'The moon', is_right: true }],
  }
  assert.equal(must(await trainer.send('PUT', `/api/training/questions/${question}`, changed)).version, 2)
  assert.equal((await show(attempt)).items[0].prompt, choice.prompt)
  await answerAll(nurse, attempt)
  assert.equal(must(await handIn(attempt)).score_percent, 100)
  const [item] = must(await trainer.get(`/api/training/quizzes/${id}`)).items
  assert.deepEqual([item.version, item.newest], [1, 2])
  must(await trainer.send('PUT', `/api/training/quizzes/${id}`, quizOf([question])))
  const next = await show(await start(id))
  assert.equal(next.items[0].prompt, 'Who looks twice?')
  must(await trainer.post(`/api/training/questions/${question}/archive`, { is_archived: true }))
  must(await trainer.send('PUT', `/api/training/quizzes/${id}`, quizOf([question])))
  assert.equal((await trainer.post('/api/training/quizzes', quizOf([question]))).status, 422)
  assert.equal((await trainer.send('PUT', `/api/training/questions/${wardline.orgId}`, choice)).status, 404)
  assert.equal(
    (await trainer.send('PUT', `/api/training/quizzes/${wardline.orgId}`, quizOf(kinds))).status,
    404,
  )
  const { rows } = await wardline.owner.query(
    `select has_column_privilege('wardline_app', 'training.question_version', 'answer_key', 'update') as key,
       has_table_privilege('wardline_app', 'training.question_version', 'delete') as gone,
       has_column_privilege('wardline_app', 'training.quiz_version', 'pass_percent', 'update') as pass,
       has_table_privilege('wardline_app', 'training.quiz_item', 'update') as item`,
  )
  assert.deepEqual(rows[0], { key: false, gone: false, pass: false, item: false })
})

test('A trainer’s own attempt is a trial: it is marked, and nothing is learned by it.', async () => {
  const id = await openQuiz(trainer, kinds, { attempts_max: 1 })
  for (let times = 0; times < 2; times++) {
    const attempt = await start(id, trainer)
    await answerAll(trainer, attempt)
    assert.equal(must(await handIn(attempt, trainer)).score_percent, 100)
    assert.equal((await show(attempt, trainer)).is_trial, true)
  }
  assert.deepEqual(await linesOf(trainer), [])
})

test('What is told after is what the quiz says: the score, which ones, or the right answers.', async () => {
  for (const [feedback, which, words] of [
    ['score', false, false],
    ['which', true, false],
    ['answers', true, true],
  ] as const) {
    const id = await openQuiz(trainer, kinds.slice(0, 1), { feedback })
    const attempt = await start(id)
    must(await handIn(attempt))
    const [item] = (await show(attempt)).items
    assert.equal(item.is_right !== null, which)
    assert.equal(item.right_words !== null, words)
    assert.equal(item.explanation !== '', words)
    const [seen] = (await show(attempt, trainer)).items
    assert.deepEqual(seen.right_words, ['Two people'])
  }
})

test('Results are for who writes quizzes, and of those whom one leads; of a question nothing is said of fewer than twenty.', async () => {
  const id = await openQuiz(trainer, kinds.slice(0, 2))
  const lead = await wardline.person('Lena Lead', ['requester'])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    lead.personId,
    nurse.personId,
  ])
  for (const client of [nurse, other]) {
    const attempt = await start(id, client)
    await answerAll(client, attempt, ['multiple'])
    must(await handIn(attempt, client))
  }
  const results = async (client: Client) => must(await client.get(`/api/training/quizzes/${id}/results`))
  const all = await results(trainer)
  assert.equal(all.rows.length, 2)
  assert.deepEqual(
    all.items.map(({ n, difficulty, discrimination }: Record<string, unknown>) => [
      n,
      difficulty,
      discrimination,
    ]),
    [
      [2, null, null],
      [2, null, null],
    ],
  )
  const led = await results(lead)
  assert.deepEqual(
    led.rows.map(({ person }: { person: string }) => person),
    ['Nora Nurse'],
  )
  assert.deepEqual(led.items, [])
  assert.equal((await results(other)).rows.length, 1)
  const stranger = await wardline.person('Stan Stranger', ['requester'])
  assert.equal((await stranger.get(`/api/training/quizzes/${id}/results`)).status, 404)
  await wardline.owner.query(
    `insert into training.quiz_attempt (org_id, id, quiz_id, version, person_id, nth, is_trial, seed, started_at, handed_in_at, right_count, item_count, is_passed)
     select org_id, gen_random_uuid(), quiz_id, version, person_id, n, is_trial, seed, started_at, handed_in_at, right_count, item_count, is_passed
     from training.quiz_attempt, generate_series(2, 40) n where quiz_id = $1`,
    [id],
  )
  assert.equal((await results(trainer)).items[0].n, 2, 'each person counts once, by the first attempt')
})
