import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { must } from '../../tickets/fixture.ts'

let wardline: Wardline
let browser: Browser
let address: string
let agent: Client
let ticket: { id: string; number: number }
const shots = process.env.SHOTS
const dark = { colorScheme: 'dark' } as const

before(async () => {
  wardline = await startWardline({ jobs: true })
  wardline.owner.on('error', () => {})
  const team = await wardline.team('Service Desk')
  agent = await wardline.person('Sam Agent', ['help-desk'], [team])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function open(
  email: string,
  path: string,
  options: Parameters<typeof openPage>[1] = {},
): Promise<{ page: Page; failures: string[] }> {
  const { page, failures } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email, password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return { page, failures }
}
const asAdmin = (path: string, options?: Parameters<typeof openPage>[1]) =>
  open('admin@main.example', path, options)

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const holidays = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20301225
SUMMARY:Christmas Day
END:VEVENT
END:VCALENDAR`

test('An administrator makes a calendar with holidays from a file, and is told what is wrong with its hours.', async () => {
  const { page, failures } = await asAdmin('/desk/organization/calendars')
  await page.getByText('No calendar yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('link', { name: 'New calendar' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Around the clock')
  await page.getByLabel('Monday').fill('nine to five')
  await page.getByText('Write hours like').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled())
  await page.getByLabel('Monday').fill('8-12, 11-15')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Monday: 08:00–12:00 and 11:00–15:00 overlap').first().waitFor()
  await shot(page, 'calendar-overlap')
  await page.getByRole('button', { name: 'Around the clock' }).click()
  await page.getByLabel('The whole organization').check()
  await page.locator('input[type=file]').setInputFiles({
    name: 'holidays.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(holidays),
  })
  await page.getByRole('button', { name: 'Take its holidays' }).click()
  await page.getByText('Christmas Day').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'calendar')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Around the clock' }).waitFor()
  await page.getByText('whole organization · 1 holiday').waitFor()
  await shot(page, 'calendars')
  assert.deepEqual(
    failures.filter((failure) => !failure.includes('422')),
    [],
  )
  await page.close()
})

test('A policy is made, tried on a ticket, and put in order by keyboard.', async () => {
  ticket = must(await agent.post('/api/tickets', { title: 'The badge reader blinks', body: 'Red.' })).body
  const { page, failures } = await asAdmin('/desk/organization/policies')
  await page.getByText('No policy yet').waitFor()
  for (const [name, minutes] of [
    ['Everything', '240'],
    ['Critical', '60'],
  ] as const) {
    await page.getByRole('link', { name: 'New policy' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Resolution').fill(minutes)
    if (name === 'Critical') {
      await page.getByRole('combobox', { name: 'Priority' }).click()
      await page.getByRole('option', { name: 'Critical' }).click()
      await page.keyboard.press('Escape')
      assert.deepEqual(await axe(page), [])
      await shot(page, 'policy')
    }
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name }).waitFor()
  }
  await page.getByRole('button', { name: 'Move Critical up' }).press('Enter')
  await page.getByRole('button', { name: 'Save the order' }).press('Enter')
  await page.getByRole('button', { name: 'Save the order' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Count open tickets anew' }).press('Enter')
  await page.getByLabel('Number of a ticket').fill(String(ticket.number))
  await page.keyboard.press('Enter')
  await page
    .getByText('It gets the policy Everything and is counted by the calendar Around the clock.')
    .waitFor()
  await page.getByText('does not fit: Priority').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'policies')
  assert.deepEqual(failures, [])
  await page.close()
})

test('An agent opens a target of a ticket and sees policy, calendar and each span of its time.', async () => {
  must(await agent.post(`/api/tickets/${ticket.id}/reply`, { body: 'Which door is it?' }))
  must(await agent.post(`/api/tickets/${ticket.id}/ask`))
  wardline.clock.advance(10 * 60_000)
  must(await agent.post(`/api/tickets/${ticket.id}/resume`))
  for (const options of [{}, { ...dark, width: 375, height: 800 }]) {
    const { page } = await open('sam.agent@main.example', `/desk/tickets/${ticket.id}`, options)
    await page.locator('#targets').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'in 1 hr' }).click()
    await page.locator('summary:focus').waitFor()
    const why = page.locator('details[open]')
    await why.getByText('Policy Everything, version 1').waitFor()
    await why.getByText('Calendar Around the clock, version 1').waitFor()
    await why.getByText('Waiting for requester: not counted').waitFor()
    assert.deepEqual(await axe(page), [])
    assert.equal(await overflow(page), 0)
    await shot(page, `ticket-${'width' in options ? 'narrow' : 'light'}`)
    await page.close()
  }
})

test('The pages of calendars and policies hold on a phone and in the dark.', async () => {
  for (const path of ['/desk/organization/calendars/new', '/desk/organization/policies/new']) {
    const { page } = await asAdmin(path, { ...dark, width: 320, height: 800 })
    await page.getByRole('button', { name: 'Save' }).waitFor()
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await axe(page), [])
    await shot(page, `narrow-${path.split('/')[3]}`)
    await page.close()
  }
})
