import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('A trainer takes a framework, asks a person for a competency, writes down what she learned, and she reads it on her phone.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['trainer', 'requester'])
  const nurse = await world.wardline.person('Nora Nurse', ['requester'])
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training`)
  await desk.getByText('Nothing is missing').waitFor()
  await shot(desk, 'training-empty')

  await desk.goto(`${world.base}/desk/training/competencies`)
  await desk.getByRole('button', { name: 'Take a framework from a file' }).click()
  await desk.getByLabel('Name of the framework').fill('Meridian')
  await desk.locator('input[type=file]').setInputFiles({
    name: 'meridian.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'code,kind,name\nMER-1,task,Charts vital signs in Meridian\nMER-2,task,Orders in Meridian\n',
    ),
  })
  await desk.getByText('meridian.csv').waitFor()
  await desk.getByRole('button', { name: 'Take', exact: true }).click()
  await desk.getByText('Orders in Meridian').waitFor()
  await shot(desk, 'training-competencies')
  assert.deepEqual(await axe(desk), [])

  await desk.goto(`${world.base}/desk/training/requirements`)
  await desk.getByRole('button', { name: 'Ask for a competency' }).click()
  await desk.getByLabel('Asked of').selectOption('person')
  await desk
    .getByRole('textbox', { name: 'Person' })
    .or(desk.getByRole('combobox', { name: 'Person' }))
    .first()
    .fill('Nora')
  await desk.getByRole('option', { name: /Nora Nurse/ }).click()
  await desk
    .getByRole('textbox', { name: 'Competency' })
    .or(desk.getByRole('combobox', { name: 'Competency' }))
    .first()
    .fill('vital')
  await desk.getByRole('option', { name: /MER-1/ }).click()
  await desk.getByLabel('Asked from').fill('2026-01-01')
  await shot(desk, 'training-require')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: '1 of 1' }).click()
  await desk.getByRole('link', { name: 'Nora Nurse' }).waitFor()
  await shot(desk, 'training-gaps')
  assert.deepEqual(await axe(desk), [])

  await desk.getByRole('link', { name: 'Nora Nurse' }).click()
  await desk.getByRole('button', { name: 'Write down what was learned' }).click()
  await desk.getByLabel('How', { exact: true }).selectOption('outside')
  await desk
    .getByRole('textbox', { name: 'Competency' })
    .or(desk.getByRole('combobox', { name: 'Competency' }))
    .first()
    .fill('vital')
  await desk.getByRole('option', { name: /MER-1/ }).click()
  await desk.getByLabel('What it was', { exact: true }).fill('Class at Springfield')
  await desk.getByRole('button', { name: 'Write down', exact: true }).click()
  await desk.getByText('Say what proves it, or give the address of the evidence.').first().waitFor()
  await shot(desk, 'training-refused')
  await desk.getByLabel('Evidence', { exact: true }).fill('Certificate 7')
  await desk.getByRole('button', { name: 'Write down', exact: true }).click()
  await desk.getByText('Certified').waitFor()
  await shot(desk, 'training-person')
  assert.deepEqual(await axe(desk), [])

  const phone = await world.pageOf(nurse, { width: 375, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  await phone.getByText('Class at Springfield').waitFor()
  await phone.getByText('Nothing is missing').waitFor()
  await shot(phone, 'training-mine-dark')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)
  await phone.goto(`${world.base}/desk/training`)
  assert.equal(await phone.getByText('What is missing').count(), 0)

  await desk.goto(`${world.base}/desk/training/import`)
  await desk
    .getByLabel('The lines')
    .fill(
      'person,competency,date\nnora.nurse@main.example,MER-2,2026-01-05\nghost@main.example,MER-2,2026-01-05\n',
    )
  await desk.getByRole('button', { name: 'See what would happen' }).click()
  await desk.getByRole('cell', { name: 'Nobody here has this e-mail address or employee number.' }).waitFor()
  await desk.getByRole('button', { name: 'Add 1 line' }).click()
  await desk.getByText('1 were added').waitFor()
  await shot(desk, 'training-import')
  assert.deepEqual(await axe(desk), [])
})
