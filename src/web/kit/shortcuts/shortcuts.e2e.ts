import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { startShowcase } from '../showcase/serve-showcase.ts'

let showcase: Awaited<ReturnType<typeof startShowcase>>
const show: typeof showcase.show = (...wanted) => showcase.show(...wanted)

before(async () => {
  showcase = await startShowcase()
})
after(() => showcase?.stop())

test('Ctrl K opens the palette, arrows choose, Enter runs, and what was run comes first next time', async () => {
  const { page, close } = await show('words')
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox', { name: 'Search and commands' })
  await box.fill('go to ch')
  await page.getByRole('option', { name: 'Go to charts' }).waitFor()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  const active = await box.getAttribute('aria-activedescendant')
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Kit: charts' }).waitFor()
  await page.keyboard.press('Control+k')
  const first = page.getByRole('option').first()
  await first.waitFor()
  assert.match((await first.textContent()) ?? '', /Go to charts/)
  await close()
})

test('The palette searches elsewhere while one types, and says how much it found', async () => {
  const { page, close } = await show('words')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor()
  await page.keyboard.type('mei')
  await page.getByRole('option', { name: /Mei Chen/ }).waitFor()
  await page.getByText('1 result', { exact: true }).waitFor({ state: 'attached' })
  await page.keyboard.type('xyz')
  await page.getByText('Nothing found.').waitFor()
  await close()
})

test('Escape closes the palette and gives the focus back', async () => {
  const { page, close } = await show('words')
  await page.getByRole('button', { name: 'Search' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Search and commands' }).waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.textContent === 'Search')
  await close()
})

test('A sequence of two keys goes to a page, but not while one types in a field', async () => {
  const { page, close } = await show('words')
  await page.getByLabel('Device').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  assert.equal(await page.getByLabel('Device').inputValue(), '?gt')
  await page.getByLabel('Device').blur()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.getByRole('heading', { level: 1, name: 'Kit: table' }).waitFor()
  await close()
})

test('A question mark lists the shortcuts of this page, and single keys can be turned off', async () => {
  const { page, close } = await show('table')
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.getByText('Next row').waitFor()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await dialog.getByLabel('Single-key shortcuts').click({ force: true })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('j')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), null)
  await close()
})
