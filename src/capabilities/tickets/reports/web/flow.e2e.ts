import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { password } from '../../../../../test/helpers/server.ts'
import { type Cast, startCast } from '../../fixture.ts'

let cast: Cast
let browser: Browser
let address: string

before(async () => {
  cast = await startCast()
  await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  for (let n = 0; n < 3; n++) await cast.file(cast.nurse)
  const { http } = cast.wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await cast?.wardline.close()
})

async function asLead(path: string, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email: 'lea.lead@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return page
}

test('A lead reads the table of a chart and opens the tickets behind a figure, by keyboard.', async () => {
  const page = await asLead('/desk/flow?days=7')
  await page.getByRole('link', { name: 'Came in: 3' }).waitFor()
  const chart = page.getByRole('figure').filter({ hasText: 'In and out, by day' })
  await chart.getByRole('button').focus()
  await page.keyboard.press('Enter')
  const figure = chart.getByRole('button', { name: /Came in: 3$/ })
  await figure.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/desk\/queue\?.*created_from=/)
  await page
    .getByRole('link', { name: /I cannot log in/ })
    .nth(2)
    .waitFor()
  await page.goBack()
  await page.getByText('28 days').click()
  await page.waitForURL(/days=28/)
  await page.context().close()
})

test('An hour of the week opens its tickets, and the filter can be taken off again.', async () => {
  const page = await asLead('/desk/flow?days=7')
  const chart = page.getByRole('figure').filter({ hasText: 'by hour of the week' })
  await chart.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const cell = chart.getByRole('button', { name: /: [1-3]$/ }).first()
  await cell.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/created_weekday=\d&created_hour=\d/)
  await page
    .getByRole('link', { name: /I cannot log in/ })
    .first()
    .waitFor()
  await page.getByRole('button', { name: /Remove the filter (Mon|Tue|Wed|Thu|Fri|Sat|Sun)/ }).click()
  await page.waitForURL((url) => !url.search.includes('created_hour'))
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`Flow and Today are accessible and fit a phone in ${colorScheme}.`, async () => {
    for (const width of [1280, 375]) {
      const page = await asLead('/desk/flow', { colorScheme, width })
      await page.getByRole('link', { name: 'Came in: 3' }).waitFor()
      assert.deepEqual(await axe(page, 'main'), [])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `scrolls sideways by ${overflow} pixels`)
      await page.goto(`${address}/desk`)
      await page.getByRole('heading', { level: 2, name: 'Teams' }).waitFor()
      assert.deepEqual(await axe(page, 'main'), [])
      await page.context().close()
    }
  })
