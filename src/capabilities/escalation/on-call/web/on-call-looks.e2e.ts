import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { password, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let address: string
let team: string

before(async () => {
  wardline = await startWardline()
  team = await wardline.team('Network', 2)
  const ben = await wardline.person('Ben Binary', ['network-administrator'], [team])
  const admin = await wardline.admin()
  const rotation = {
    people: [ben.personId],
    from: '2026-01-05',
    to: null,
    handover_weekday: 1,
    handover_time: '08:00',
    length_days: 7,
  }
  const hours = [{ from_weekday: 5, from_time: '18:00', to_weekday: 1, to_time: '08:00' }]
  const layer = { name: 'Primary', time_zone: 'America/Chicago', hours, rotations: [rotation] }
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const work = [['08:00', '17:00']]
  const made = await admin.post('/api/calendars', {
    name: 'Office',
    time_zone: 'America/Chicago',
    week: [work, work, work, work, work, [], []],
    holidays: [{ date: tomorrow, name: 'Founders’ Day' }],
    is_default: true,
    site_ids: [],
    team_ids: [],
  })
  assert.equal(made.status, 200)
  const layers = [layer, { ...layer, name: 'Holidays', hours: [], on_holidays: 'only' }]
  const body = {
    version: 0,
    is_always: true,
    acknowledge_minutes: 10,
    calendar_id: made.body.id,
    layers,
  }
  assert.equal((await admin.send('PUT', `/api/teams/${team}/rota`, body)).status, 200)
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`The pages of on-call are accessible and fit a phone in ${colorScheme}.`, async () => {
    const { page } = await openPage(browser, { colorScheme, width: 375 })
    await page.goto(`${address}/sign-in`)
    const answer = await page.request.post(`${address}/api/session`, {
      data: { email: 'admin@main.example', password, organization: 'main' },
      headers: { origin: address },
    })
    assert.equal(answer.status(), 200)
    for (const path of ['', `/${team}`, `/${team}?as=table`, `/${team}/edit`]) {
      await page.goto(`${address}/desk/on-call${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await axe(page, 'main'), [], path)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `${path} scrolls sideways by ${overflow} pixels`)
      if (process.env.WARDLINE_SCREENSHOTS)
        await page.screenshot({
          path: `${process.env.WARDLINE_SCREENSHOTS}/phone-${colorScheme}${path.replace(team, 'rota').replaceAll(/[^a-z]+/g, '-')}.png`,
        })
    }
    await page.context().close()
  })
