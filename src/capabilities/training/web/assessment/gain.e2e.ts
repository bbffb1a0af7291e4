import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { choice, must, openQuiz } from '../../assessment/assessment.fixture.ts'

let wardline: Wardline
let journey: Journey
let trainer: Client
let courseId: string

before(async () => {
  wardline = await startWardline()
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  journey = await startJourney(wardline)
  const { id } = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Verifying orders', course_kind: 'update', applications: [], audience: '', summary: '' },
      needs_approval: false,
      objectives: [{ statement: 'Reads the warning' }, { statement: 'Writes down why' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  courseId = id
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})

/** Somebody who handed in both tests, so many right of ten. */
async function tookBoth(name: string, quizzes: readonly string[], right: readonly number[]): Promise<void> {
  const { personId } = await wardline.person(name, ['requester'])
  for (const [at, quizId] of quizzes.entries())
    await wardline.owner.query(
      `insert into training.quiz_attempt (org_id, id, quiz_id, version, person_id, nth, is_trial, seed, started_at, handed_in_at, right_count, item_count, is_passed)
       values ($1, gen_random_uuid(), $2, 1, $3, 1, false, repeat('a', 32), now() - make_interval(hours => $5), now() - make_interval(hours => $5), $4, 10, false)`,
      [wardline.orgId, quizId, personId, right[at], 9 - at],
    )
}

test('A trainer chooses the tests of a course, and reads how much was learned as soon as enough people took both.', async () => {
  const { id: question } = must(await trainer.post('/api/training/questions', choice))
  const [first, second] = [
    await openQuiz(trainer, [question], { title: 'What you know' }),
    await openQuiz(trainer, [question], { title: 'What you learned' }),
  ]
  const desk = await journey.as('tess.trainer', `/desk/training/courses/${courseId}`, { width: 1280 })
  await desk.getByText('No tests are chosen.', { exact: false }).waitFor()
  await desk.getByRole('button', { name: 'Choose the tests' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Test before').selectOption({ label: 'What you know' })
  await dialog.getByLabel('Test after').selectOption({ label: 'What you know' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog
    .getByText('The test before and the one after are the same. Choose two quizzes.')
    .first()
    .waitFor()
  assert.deepEqual(await axe(desk), [])
  await dialog.getByLabel('Test after').selectOption({ label: 'What you learned' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Not enough data: 0 took both tests; it takes 5.').waitFor()
  for (const [index, right] of [
    [2, 8],
    [4, 7],
    [0, 5],
    [5, 5],
    [6, 10],
    [10, 10],
  ].entries())
    await tookBoth(`Nurse ${'ABCDEF'[index]}`, [first, second], right)
  await desk.reload()
  await desk.getByText('6 people took both: 45% right before, 75% after, on average.').waitFor()
  // Of what was left they learned 0.75, 0.5, 0.5, 0 and 1.
  await desk.getByText('55% of what they could still learn was learned.').waitFor()
  await desk.getByText('1 had everything right before and is left out.', { exact: false }).waitFor()
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'gain')
  await desk.setViewportSize({ width: 320, height: 740 })
  await noOverflow(desk)
})

test('A question says which objective of a course it asks about, and keeps it when it is changed.', async () => {
  const desk = await journey.as('tess.trainer', '/desk/training/assessment/questions/new', {
    width: 1280,
    colorScheme: 'dark',
  })
  await desk.getByLabel('Question', { exact: true }).fill('What comes before verifying?')
  await desk.getByLabel('Answer 1', { exact: true }).fill('Reading the warning')
  await desk.getByLabel('Answer 1 is right').check()
  await desk.getByLabel('Answer 2', { exact: true }).fill('Nothing')
  await desk.getByLabel('Course').selectOption({ label: 'Verifying orders' })
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('A course needs its objective. Choose both, or neither.').first().waitFor()
  await desk.getByLabel('Objective').selectOption({ label: 'Writes down why' })
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'question-objective')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: 'What comes before verifying?' }).click()
  await desk
    .getByLabel('Objective')
    .locator('option:checked')
    .getByText('Writes down why')
    .waitFor({ state: 'attached' })
  assert.equal(await desk.getByLabel('Objective').inputValue(), '2')
})
