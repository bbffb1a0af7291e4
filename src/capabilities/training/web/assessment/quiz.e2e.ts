import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { allKinds, dot, must, openQuiz } from '../../assessment/assessment.fixture.ts'

let wardline: Wardline
let journey: Journey
let trainer: Client

before(async () => {
  wardline = await startWardline()
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  await wardline.person('Nora Nurse', ['requester'])
  journey = await startJourney(wardline)
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})

const question = (page: Page, prompt: string) =>
  page.getByRole('group').filter({ has: page.getByText(prompt, { exact: true }) })
const saved = (page: Page, given: string) =>
  page
    .getByRole('status')
    .filter({ hasText: `Everything is saved. ${given} answered.` })
    .waitFor()

/** Brings the three into their order, by keyboard alone. */
async function bringInOrder(page: Page): Promise<void> {
  const list = question(page, 'In which order?').locator('ol > li')
  for (const [index, text] of ['Scan', 'Check', 'Give'].entries())
    for (let tries = 0; tries < 3 && !(await list.nth(index).textContent())?.startsWith(text); tries++) {
      await page.getByRole('button', { name: `Move up: ${text}` }).focus()
      await page.keyboard.press('Enter')
      await page.waitForTimeout(50)
    }
  assert.match((await list.first().textContent()) ?? '', /^Scan/)
}

test('A nurse takes a quiz of all kinds on a phone by keyboard, closes the laptop between, and hands in what she answered.', async () => {
  const id = await openQuiz(trainer, await allKinds(trainer), { minutes: 30, attempts_max: 2 })
  const phone = await journey.as('nora.nurse', '/learning', { width: 320, height: 700, colorScheme: 'dark' })
  await phone.getByRole('link', { name: 'Safe dispensing', exact: true }).click()
  await phone.getByText('Attempts used: 0 of 2').waitFor()
  await journey.look(phone, 'quiz-start-dark')
  assert.deepEqual(await axe(phone), [])
  await noOverflow(phone)
  await phone.getByRole('button', { name: 'Begin' }).click()
  await question(phone, 'Who checks a high-alert drug?').getByLabel('Two people').focus()
  await phone.keyboard.press('Space')
  await saved(phone, '1 of 7')
  await question(phone, 'What stands on the label?').getByLabel('The name').focus()
  await phone.keyboard.press('Space')
  await question(phone, 'What stands on the label?').getByLabel('The dose').focus()
  await phone.keyboard.press('Space')
  await bringInOrder(phone)
  await saved(phone, '3 of 7')
  await phone.locator('img').first().waitFor()
  await journey.look(phone, 'quiz-take-dark')
  assert.deepEqual(await axe(phone), [])
  await noOverflow(phone)
  const address = phone.url()
  await phone.context().close()

  const laptop = await journey.as('nora.nurse', address.slice(journey.address.length), { width: 1280 })
  await saved(laptop, '3 of 7')
  assert.equal(await question(laptop, 'What stands on the label?').getByLabel('The dose').isChecked(), true)
  for (const [left, right] of [
    ['mg', 'milligram'],
    ['mL', 'milliliter'],
    ['h', 'hour'],
  ] as const)
    await question(laptop, 'What belongs together?').getByLabel(left, { exact: true }).selectOption(right)
  await laptop.getByLabel('Number in mL').fill('2.5')
  await laptop.getByLabel('Your answer').fill('verification queue')
  await saved(laptop, '6 of 7')
  const picture = question(laptop, 'Where is the expiry date?').locator('img')
  const box = await picture.boundingBox()
  assert.ok(box)
  await picture.click({ position: { x: box.width * 0.75, y: box.height * 0.75 } })
  await laptop.getByLabel('Lower right').and(laptop.locator(':checked')).waitFor()
  await saved(laptop, '7 of 7')
  await journey.look(laptop, 'quiz-take')
  assert.deepEqual(await axe(laptop), [])
  await laptop.getByRole('button', { name: 'Hand in' }).click()
  await laptop.getByText('100 % right; 80 % are needed.').waitFor()
  await journey.look(laptop, 'quiz-result')
  assert.deepEqual(await axe(laptop), [])
  await laptop.getByRole('link', { name: 'Back to the quiz' }).click()
  await laptop.getByText('Attempts used: 1 of 2').waitFor()
  assert.equal(must(await trainer.get(`/api/training/quizzes/${id}/results`)).rows[0].score_percent, 100)
})

test('A trainer writes a question and a quiz, is told what is missing, opens it, and sees that there is not enough data.', async () => {
  const desk = await journey.as('tess.trainer', '/desk/training/assessment', { width: 1280 })
  await desk.getByRole('link', { name: 'New question' }).click()
  await desk.getByLabel('Question', { exact: true }).fill('Who may open the cabinet?')
  await desk.getByLabel('Answer 1', { exact: true }).fill('Whoever has a badge for it')
  await desk.getByLabel('Answer 2', { exact: true }).fill('Everybody')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('No answer is marked as right', { exact: false }).first().waitFor()
  await journey.look(desk, 'question-refused')
  assert.deepEqual(await axe(desk), [])
  await desk.getByLabel('Answer 1 is right').check()
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: 'Who may open the cabinet?' }).waitFor()
  await desk.getByRole('link', { name: 'New quiz' }).click()
  await desk.getByLabel('Title', { exact: true }).fill('The cabinet')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('A quiz needs a question at least', { exact: false }).first().waitFor()
  await desk.getByLabel('Add a question').selectOption({ label: 'Who may open the cabinet?' })
  await desk.getByRole('button', { name: 'Remove: Who may open the cabinet?' }).waitFor()
  await journey.look(desk, 'quiz-editor')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('button', { name: 'Open The cabinet', exact: true }).click()
  await desk.getByRole('button', { name: 'Close The cabinet', exact: true }).waitFor()
  await journey.look(desk, 'assessment')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('link', { name: 'Safe dispensing', exact: true }).click()
  await desk.getByText('Not enough data').first().waitFor()
  await journey.look(desk, 'quiz-results')
  assert.deepEqual(await axe(desk), [])
})

test('A trainer asks for a place on a picture; what is written while the picture is on its way stays.', async () => {
  const desk = await journey.as('tess.trainer', '/desk/training/assessment', { width: 1280 })
  await desk.getByRole('link', { name: 'New question' }).click()
  await desk.getByLabel('Kind').selectOption({ label: 'Place on a picture' })
  const sends = Promise.withResolvers<void>()
  await desk.route('**/api/training/pictures', async (route) => {
    await sends.promise
    await route.continue()
  })
  const picture = { name: 'pump.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') }
  await desk.locator('input[type="file"]').setInputFiles(picture)
  await desk.getByLabel('Question', { exact: true }).fill('Where is the pump stopped?')
  for (const [number, words] of [
    [1, 'The red key'],
    [2, 'The screen'],
  ] as const) {
    const row = desk
      .getByRole('listitem')
      .filter({ has: desk.getByLabel(`Answer ${number}`, { exact: true }) })
    await desk.getByLabel(`Answer ${number}`, { exact: true }).fill(words)
    for (const [side, value] of [
      ['From the left, %', 50 * (number - 1)],
      ['From the top, %', 10],
      ['Width, %', 40],
      ['Height, %', 80],
    ] as const)
      await row.getByLabel(side).fill(String(value))
  }
  await desk.getByLabel('Answer 1 is right').check()
  sends.resolve()
  await desk.getByRole('img', { name: 'Picture of this question; its areas are listed below' }).waitFor()
  assert.equal(await desk.getByLabel('Question', { exact: true }).inputValue(), 'Where is the pump stopped?')
  await journey.look(desk, 'question-picture')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: 'Where is the pump stopped?' }).click()
  await desk.getByRole('img', { name: 'Picture of this question; its areas are listed below' }).waitFor()
  assert.equal(await desk.getByLabel('Answer 2', { exact: true }).inputValue(), 'The screen')
})

test('A trainer takes words out of a question for good, and is told when they do not stand there.', async () => {
  const { id } = must(
    await trainer.post('/api/training/questions', {
      ...{ question_kind: 'choice', prompt: 'Who checks the drug of Zebulon?' },
      options: [{ text: 'Two people', is_right: true }, { text: 'Nobody' }],
    }),
  )
  const desk = await journey.as('tess.trainer', `/desk/training/assessment/questions/${id}`, {
    width: 320,
    height: 740,
    colorScheme: 'dark',
  })
  await desk.getByRole('button', { name: 'Take words out' }).press('Enter')
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Exactly these words').fill('Zachary')
  await dialog.getByRole('button', { name: 'Take out', exact: true }).click()
  await dialog.getByRole('alert').filter({ hasText: 'These words do not stand here.' }).waitFor()
  await journey.look(desk, 'redact-refused-dark')
  assert.deepEqual(await axe(desk), [])
  await noOverflow(desk)
  await dialog.getByLabel('Exactly these words').fill('Zebulon')
  await dialog.getByRole('button', { name: 'Take out', exact: true }).click()
  await desk.getByRole('link', { name: 'Who checks the drug of ▇?' }).waitFor()
})
