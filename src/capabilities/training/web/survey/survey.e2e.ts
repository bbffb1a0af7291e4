import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { must } from '../../assessment/assessment.fixture.ts'

let wardline: Wardline
let journey: Journey
let nurses: Client[]
let cabinet: string
let pump: string

before(async () => {
  wardline = await startWardline()
  await wardline.person('Tess Trainer', ['trainer', 'requester'])
  const admin = await wardline.admin()
  const { id: ward } = must(await admin.post('/api/departments', { name: '4 West' }))
  nurses = []
  for (const name of ['Nora', 'Nina', 'Nick', 'Noah', 'Nell', 'Ned'])
    nurses.push(await wardline.person(`${name} Nurse`, ['requester']))
  await wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    ward,
    nurses.map(({ personId }) => personId),
  ])
  const trainer = await wardline.signIn('tess.trainer@main.example')
  const framework = must(
    await trainer.post('/api/training/frameworks', {
      name: 'Nursing',
      levels: ['Knows it', 'Does it with help', 'Does it alone'],
    }),
  )
  const competency = async (code: string, name: string) =>
    must(
      await trainer.post('/api/training/competencies', {
        framework_id: framework.id,
        code,
        kind: 'skill',
        name,
      }),
    ).id
  cabinet = await competency('CAB', 'Takes stock of a cabinet')
  pump = await competency('PMP', 'Sets up the infusion pump')
  must(
    await trainer.post('/api/training/requirements', {
      subject: 'department',
      subject_id: ward,
      competency_id: cabinet,
      level: 3,
      renewal_days: 0,
      grace_days: 30,
      starts_on: '2026-01-01',
    }),
  )
  journey = await startJourney(wardline)
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})

const question = (page: Page, name: string) =>
  page.getByRole('group').filter({ has: page.getByText(name, { exact: true }) })

async function askFor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Before the new cabinet')
  await dialog.getByLabel('Whom').selectOption({ label: '4 West' })
  for (const name of ['CAB Takes stock of a cabinet', 'PMP Sets up the infusion pump']) {
    await dialog.getByRole('combobox', { name: 'Competency' }).click()
    await page.getByRole('option', { name }).click()
    await dialog.getByRole('listitem').filter({ hasText: name }).waitFor()
  }
  await journey.look(page, 'survey-ask')
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Chooses with the keys alone, on a phone. */
async function answerByKeys(phone: Page): Promise<void> {
  await question(phone, 'Takes stock of a cabinet').getByLabel('Knows it').focus()
  await phone.keyboard.press('Space')
  await phone.keyboard.press('ArrowDown')
  await question(phone, 'Takes stock of a cabinet')
    .getByLabel('Does it with help')
    .and(phone.locator(':checked'))
    .waitFor()
  await phone.getByRole('button', { name: 'Send' }).focus()
  await phone.keyboard.press('Enter')
  await phone.getByText('Say of each one how sure you feel', { exact: false }).first().waitFor()
  await question(phone, 'Sets up the infusion pump').getByLabel('I do not use this').focus()
  await phone.keyboard.press('Space')
  await phone.getByLabel('What would you like to learn?').fill('The new drawers')
  await journey.look(phone, 'survey-answer-dark')
  assert.deepEqual(await axe(phone), [])
  await noOverflow(phone)
  await phone.getByRole('button', { name: 'Send' }).focus()
  await phone.keyboard.press('Enter')
}

test('A trainer asks a ward, a nurse answers on a phone by keyboard and changes it, and from the result comes a need.', async () => {
  const desk = await journey.as('tess.trainer', '/desk/training/surveys', { width: 1280 })
  await desk.getByText('Nobody was asked yet').waitFor()
  await askFor(desk)
  await desk.getByRole('link', { name: 'Before the new cabinet' }).click()
  await desk.getByText('0 of 6 answered').waitFor()

  const phone = await journey.as('nora.nurse', '/learning', { width: 320, height: 700, colorScheme: 'dark' })
  await phone.getByRole('link', { name: 'Before the new cabinet' }).click()
  await answerByKeys(phone)
  await phone.getByText('Answered', { exact: true }).waitFor()
  await phone.getByRole('link', { name: 'Before the new cabinet' }).click()
  const mine = question(phone, 'Takes stock of a cabinet')
  await mine.getByLabel('Does it with help').and(phone.locator(':checked')).waitFor()
  await mine.getByLabel('Knows it').check()
  await phone.getByRole('button', { name: 'Save the change' }).click()
  await phone.getByText('Answered', { exact: true }).waitFor()
  await phone.context().close()

  const surveyId = desk.url().split('/').at(-1)
  for (const [at, nurse] of nurses.slice(1).entries())
    must(
      await nurse.send('PUT', `/api/training/needs-surveys/${surveyId}/answer`, {
        answers: [
          { competency_id: cabinet, level: 1 + (at % 3) },
          { competency_id: pump, level: 3 },
        ],
        wish: `Wish ${at}`,
      }),
    )
  await desk.getByRole('button', { name: 'End the survey' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'End the survey' }).click()
  const row = desk
    .getByRole('region', { name: 'CAB Takes stock of a cabinet' })
    .getByRole('row')
    .filter({ hasText: '4 West' })
  await row.waitFor()
  assert.deepEqual((await row.getByRole('cell').allTextContents()).slice(0, 7), [
    'Does it alone',
    '6',
    '3',
    '2',
    '1',
    '0',
    '5',
  ])
  await desk.getByText('The new drawers').waitFor()
  await journey.look(desk, 'survey-result')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Propose a need: Takes stock of a cabinet, 4 West' }).click()
  await desk.getByRole('heading', { name: 'CAB Takes stock of a cabinet' }).waitFor()
  await desk.getByText('6 of 6 answered; 5 below what is required').waitFor()
  await journey.look(desk, 'survey-need')
  assert.deepEqual(await axe(desk), [])
  await desk.goto(`${journey.address}/desk/training/needs`)
  await desk.getByText('From a survey').waitFor()

  const narrow = await journey.as('tess.trainer', `/desk/training/surveys/${surveyId}`, {
    width: 320,
    height: 700,
    colorScheme: 'dark',
  })
  await narrow.getByText('The new drawers').waitFor()
  await journey.look(narrow, 'survey-result-dark')
  assert.deepEqual(await axe(narrow), [])
  await noOverflow(narrow)
  await narrow.getByRole('button', { name: 'Take words out' }).focus()
  await narrow.keyboard.press('Enter')
  await narrow.getByRole('dialog').getByRole('textbox').fill('drawers')
  await journey.look(narrow, 'survey-redact-dark')
  assert.deepEqual(await axe(narrow), [])
  await noOverflow(narrow)
  await narrow.keyboard.press('Tab')
  await narrow.getByRole('dialog').getByRole('button', { name: 'Take out' }).press('Enter')
  await narrow.getByText('The new ▇').waitFor()
})
