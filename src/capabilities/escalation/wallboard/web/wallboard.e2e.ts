import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { password } from '../../../../../test/helpers/server.ts'
import { type ClockCast, standard, startClockCast } from '../../clocks/fixture.ts'

let cast: ClockCast
let browser: Browser
let address: string

before(async () => {
  cast = await startClockCast()
  await cast.policy(standard)
  await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk })
  const { http } = cast.wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await cast?.wardline.close()
})

async function screen(options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  await page.request.post(`${address}/api/session`, {
    data: { email: 'sam.agent@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  await page.goto(`${address}/wallboard`)
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

const figure = (page: Page, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd').textContent()

test('The wallboard follows what happens without a hand, dark and without a word of any ticket.', async () => {
  const page = await screen({ width: 1920, height: 1080 })
  assert.equal(await figure(page, 'Undone'), '1')
  await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.network })
  await page.locator('dl > div').filter({ hasText: 'Undone' }).getByText('2', { exact: true }).waitFor()
  assert.equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), 'dark')
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /log in|Nora/)
  await page.context().close()
})

for (const [width, height] of [
  [1920, 1080],
  [3840, 2160],
] as const)
  test(`The wallboard is accessible and fits a screen of ${width} × ${height}.`, async () => {
    const page = await screen({ width, height })
    assert.deepEqual(await axe(page), [])
    const overflow = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ])
    assert.ok(
      overflow.every((px) => px <= 0),
      `scrolls by ${overflow}`,
    )
    await page.context().close()
  })

test('A screen that is not signed in is led to the sign-in page, and comes back from there.', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${address}/wallboard`)
  await page.waitForURL(/\/sign-in\?next=%2Fwallboard/)
  await page.context().close()
})
