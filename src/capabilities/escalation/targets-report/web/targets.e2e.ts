import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { password } from '../../../../../test/helpers/server.ts'
import { must } from '../../../tickets/fixture.ts'
import { type ClockCast, standard, startClockCast } from '../../clocks/fixture.ts'

let cast: ClockCast
let browser: Browser
let address: string

before(async () => {
  cast = await startClockCast()
  await cast.policy(standard)
  await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  const ids: string[] = []
  for (let n = 0; n < 5; n++)
    ids.push(await cast.file(cast.agent, { requester_id: cast.nurse.personId, team_id: cast.desk }))
  for (const id of ids.slice(0, 2)) {
    must(await cast.agent.post(`/api/tickets/${id}/take`))
    must(await cast.agent.post(`/api/tickets/${id}/reply`, { body: 'We look into it.' }))
  }
  cast.later(90)
  await cast.job('escalation.fire')
  must(
    await cast.agent.post(`/api/tickets/${ids[4]}/escalate`, {
      team_id: cast.network,
      reason: 'Theirs',
      tried: 'All',
    }),
  )
  must(await cast.specialist.post(`/api/tickets/${ids[4]}/hand-back`, { reason: 'Yours' }))
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

/** The list has so many rows, and no more. */
async function hasRows(page: Page, count: number): Promise<void> {
  const rows = page.getByRole('grid').locator('[role="row"][data-index]')
  await rows.nth(count - 1).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  assert.equal(await rows.count(), count)
}

/** The list behind a figure has just the number that was clicked. */
async function opensRows(page: Page, figure: RegExp): Promise<void> {
  const link = page.getByRole('link', { name: figure }).first()
  await link.waitFor()
  const count = Number(/: (\d+)$/.exec((await link.getAttribute('aria-label')) ?? '')?.[1])
  assert.ok(count > 0)
  await link.click()
  await page.waitForURL(/\/desk\/queue\?/)
  await hasRows(page, count)
  await page.goBack()
}

test('A lead opens the tickets behind figures, and each list has as many as the figure says.', async () => {
  const page = await asLead('/desk/targets?days=7')
  await opensRows(page, /^Missed: 3$/)
  await opensRows(page, /^Met: 2$/)
  await opensRows(page, /^Standard, Missed: 3$/)
  await opensRows(page, /^Service Desk, Met: 2$/)
  await opensRows(page, /^Nobody had it when it was missed: 3$/)
  await opensRows(page, /^Network → Service Desk: 1$/)
  await page.context().close()
})

test('An hour of the week opens its tickets by keyboard, and its filters are named and can be taken off.', async () => {
  const page = await asLead('/desk/targets?days=7&target=first_response')
  const chart = page.getByRole('figure').filter({ hasText: 'Missed, by hour of the week' })
  await chart.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const cell = chart.getByRole('button', { name: /Mon, 10: 3$/ })
  await cell.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/target_weekday=1&target_hour=10/)
  await hasRows(page, 3)
  await page.getByRole('button', { name: 'Remove the filter First response: Target missed' }).waitFor()
  await page.getByRole('button', { name: /Remove the filter Mon/ }).click()
  await page.waitForURL((url) => !url.search.includes('target_hour'))
  await page.context().close()
})

test('The queue says which target a promise is about where the row has the focus.', async () => {
  const page = await asLead('/desk/queue?view=open&sort=due')
  const row = page.getByRole('link', { name: /I cannot log in/ }).first()
  await row.waitFor()
  await page.keyboard.press('/')
  await page.keyboard.press('Escape')
  await row.focus()
  await page.keyboard.press('ArrowDown')
  await page
    .getByRole('tooltip')
    .filter({ hasText: /First response|Resolution/ })
    .waitFor()
  await page.context().close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`Targets and the comparison are accessible and fit a phone in ${colorScheme}.`, async () => {
    for (const width of [1280, 375])
      for (const [path, heading] of [
        ['/desk/targets', 'Missed last'],
        ['/desk/targets/imported', 'Nothing to compare'],
      ] as const) {
        const page = await asLead(path, { colorScheme, width })
        await page.getByText(heading, { exact: true }).waitFor()
        assert.deepEqual(await axe(page, 'main'), [])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        assert.ok(overflow <= 0, `scrolls sideways by ${overflow} pixels`)
        await page.context().close()
      }
  })
