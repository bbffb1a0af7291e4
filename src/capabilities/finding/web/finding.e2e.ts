import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import type { Client } from '../../../../test/helpers/server.ts'
import { file, type Searchers, startSearchers } from '../fixture.ts'

let searchers: Searchers
let browser: Browser
let base: string

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  searchers = await startSearchers()
  const { http } = searchers.wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await searchers?.wardline.close()
})

async function pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

/** For looking at the pages; nothing is kept unless a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.WARDLINE_SHOTS
  if (folder) await page.screenshot({ path: resolve(folder, `${name}.png`), fullPage: true })
}

test('An agent searches as she types, narrows by a filter, takes it away again and goes back', async () => {
  const { agent, nurse } = searchers
  await file(nurse, 'Ward printer jams', 'The ribbon of the wristband printer is stuck.')
  const other = await file(agent, 'Printer for the lab', 'A new printer, please.')
  assert.equal((await agent.post(`/api/tickets/${other}/start`)).status, 200)
  const page = await pageOf(agent, { width: 1280, height: 900 })
  await page.goto(`${base}/desk/search`)
  const box = page.getByRole('searchbox')
  await page.getByText('What are you looking for?').waitFor()
  await shot(page, 'search-start')
  await box.fill('printer')
  await page.getByRole('link', { name: /Ward printer jams/ }).waitFor()
  await page.getByRole('link', { name: /Printer for the lab/ }).waitFor()
  await box.fill('printer state:open')
  const chip = page.getByRole('button', { name: 'Remove the filter state:open' })
  await chip.waitFor()
  await page.getByRole('link', { name: /Ward printer jams/ }).waitFor({ state: 'detached' })
  await page.waitForURL(/q=printer/)
  await shot(page, 'search-found')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    assert.deepEqual(await axe(page), [])
  }
  await shot(page, 'search-dark')
  await chip.click()
  await page.getByRole('link', { name: /Ward printer jams/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Ward printer jams' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: /Printer for the lab/ }).waitFor()
  assert.equal(await box.inputValue(), 'printer')
})

test('A wrong filter is told in a sentence, and the page fits a phone', async () => {
  const page = await pageOf(searchers.agent, { width: 375, height: 700 })
  await page.goto(`${base}/desk/search?q=${encodeURIComponent('printer kind:banana')}`)
  await page.getByText('There is no kind “banana”.').waitFor()
  await page.getByText('Filters you can write').click()
  await shot(page, 'search-narrow')
  const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  assert.ok((wide ?? 0) <= (view ?? 0), `${wide} does not fit into ${view}`)
  assert.deepEqual(await axe(page), [])
})

test('A requester who writes a new request is shown her open one about the same, with what matched', async () => {
  const { nurse } = searchers
  const page = await pageOf(nurse, { width: 375, height: 900 })
  const words = 'The wristband printer ribbon is stuck again'
  await page.goto(`${base}/requests/new?step=words&q=${encodeURIComponent(words)}`)
  await page.getByRole('heading', { name: 'Your open requests about this' }).waitFor()
  await page.getByRole('link', { name: /Ward printer jams/ }).waitFor()
  await page.locator('mark', { hasText: 'ribbon' }).first().waitFor()
  await shot(page, 'portal-own')
  assert.deepEqual(await axe(page), [])
})
