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

test('A nurse is warned as she writes, an agent reads masks and says why he opens them, the officer decides by keys.', async () => {
  const phone = await world.pageOf(world.maria, { width: 375, height: 740 })
  const ticket = await world.file('Wristband')
  await phone.goto(`${world.base}/requests/${ticket.id}`)
  const box = phone.getByRole('textbox').first()
  await box.fill('It is pt Quentin Zweig, MRN 88172634.')
  await phone.getByText('This may be patient data.').waitFor()
  await phone.getByText('“Quentin Zweig” (name)').or(phone.getByText('(name)')).first().waitFor()
  await shot(phone, 'privacy-warned')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)
  await phone.getByRole('button', { name: 'Take it out' }).click()
  assert.equal(await box.inputValue(), 'It is pt [name], MRN [record number].')
  await box.fill('It is pt Quentin Zweig, please.')
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone
    .getByRole('article')
    .getByText('It is pt Quentin Zweig, please.')
    .or(phone.locator('p', { hasText: 'It is pt Quentin Zweig, please.' }))
    .first()
    .waitFor()

  const desk = await world.pageOf(world.dana, { width: 1280 })
  await desk.goto(`${world.base}/desk/tickets/${ticket.id}`)
  await desk.getByText('It is pt ⟦name hidden⟧, please.').waitFor()
  assert.ok(!(await desk.content()).includes('Zweig'))
  await shot(desk, 'privacy-masked')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Show what is hidden' }).click()
  await desk.getByLabel('Reason').fill('To find the chart')
  await shot(desk, 'privacy-reason')
  await desk.getByRole('button', { name: 'Show', exact: true }).click()
  await desk.getByText('It is pt Quentin Zweig, please.').waitFor()
  await desk.reload()
  await desk.getByText('It is pt ⟦name hidden⟧, please.').waitFor()

  const officer = await world.wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const review = await world.pageOf(officer, { width: 1280, colorScheme: 'dark' })
  await review.goto(`${world.base}/desk/privacy`)
  await review.locator('mark', { hasText: 'Quentin Zweig' }).waitFor()
  await shot(review, 'privacy-review-dark')
  assert.deepEqual(await axe(review), [])
  await review.locator('[data-finding]').first().focus()
  await review.keyboard.press('c')
  await review.getByText('Nothing to decide').waitFor()
  await shot(review, 'privacy-review-empty')
  await review.goto(`${world.base}/desk/privacy?state=confirmed`)
  await review.locator('[data-finding]').first().focus()
  await review.keyboard.press('d')
  await review.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click()
  await review.getByText('Nothing to decide').waitFor()
  await phone.reload()
  await phone.getByText('It is pt ⟦name removed⟧, please.').waitFor()
  const small = await world.pageOf(officer, { width: 375, height: 740 })
  await small.goto(`${world.base}/desk/privacy?state=redacted`)
  await small.locator('[data-finding]').first().waitFor()
  await shot(small, 'privacy-review-narrow')
  assert.ok((await overflow(small)) <= 0)
})
