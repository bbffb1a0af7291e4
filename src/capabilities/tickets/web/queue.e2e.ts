import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from './desk-fixture.ts'

let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const headers = (page: Page) =>
  page
    .getByRole('columnheader')
    .evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim() ?? '').filter(Boolean))

test('Words narrow the list together with the filters, and stand in the address', async () => {
  const one = await world.file('Pager stays silent')
  await world.file('Pager is lost')
  await world.file('Door stays open')
  assert.equal((await world.dana.post(`/api/tickets/${one.id}/take`)).status, 200)
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/queue?view=mine`)
  await page.getByRole('link', { name: 'Pager stays silent' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('pager')
  await page.waitForURL(/view=mine.*q=pager|q=pager.*view=mine/)
  await page.getByRole('link', { name: 'Pager stays silent' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Pager is lost' }).count(), 0)
  await page.goto(`${world.base}/desk/queue?view=open&q=pager`)
  await page.getByRole('link', { name: 'Pager is lost' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Door stays open' }).count(), 0)
  assert.equal(await page.getByRole('textbox', { name: 'Search in tickets' }).inputValue(), 'pager')
  await page.context().close()
})

test('Columns are put in order and widened, stand in the address, and a saved view brings them back', async () => {
  await world.file('Columns matter')
  const page = await world.pageOf(world.sam)
  await page.goto(`${world.base}/desk/queue?view=open`)
  await page.getByRole('link', { name: 'Columns matter' }).waitFor()
  const usual = await headers(page)
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  const picker = page.getByRole('dialog', { name: 'Columns' })
  await picker.getByRole('checkbox', { name: 'Place' }).check()
  await picker.getByRole('button', { name: 'Move State forward' }).click()
  await picker.getByRole('checkbox', { name: 'Requester' }).uncheck()
  await picker.getByRole('button', { name: 'Make Place wider' }).click()
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Escape')
  await page.waitForURL(/columns=number%2Cstate%2Ctitle/)
  const chosen = await headers(page)
  assert.deepEqual(chosen.slice(0, 3), ['Number', 'State', 'Title'])
  assert.ok(chosen.includes('Place') && !chosen.includes('Requester'))
  assert.match(decodeURIComponent(page.url()), /place:192/)

  const edge = page.locator('[data-edge="place"]')
  const box = await edge.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await page.waitForURL((url) => /place:(?!192)\d+/.test(decodeURIComponent(url.href)))

  await page.getByRole('button', { name: 'Save view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByLabel('Name').fill('By place')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('View saved').waitFor()
  await page.getByRole('button', { name: 'Columns' }).click()
  await picker.getByRole('button', { name: 'The usual columns' }).click()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.search.includes('columns'))
  assert.deepEqual(await headers(page), usual)
  await page.getByRole('link', { name: /^By place/ }).click()
  await page.waitForURL(/saved=/)
  assert.deepEqual(await headers(page), chosen)
  await page.context().close()
})

test('The five keys are shown on the first day, are put away by keyboard, and stay away elsewhere', async () => {
  const fresh = await world.wardline.person('Fresh Face', ['help-desk'])
  const page = await world.pageOf(fresh)
  await page.goto(`${world.base}/desk`)
  const card = page.getByRole('region', { name: 'Five keys, and you are at home here' })
  await card.waitFor()
  assert.deepEqual(await axe(page), [])
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
  await card.getByRole('button', { name: 'Got it' }).focus()
  await page.keyboard.press('Enter')
  await kept
  await card.waitFor({ state: 'detached' })
  const elsewhere = await world.pageOf(fresh)
  await elsewhere.goto(`${world.base}/desk`)
  await elsewhere.getByRole('heading', { level: 2, name: 'Unassigned' }).waitFor()
  await elsewhere.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  assert.equal(await elsewhere.getByRole('button', { name: 'Got it' }).count(), 0)
  await Promise.all([page.context().close(), elsewhere.context().close()])
})
