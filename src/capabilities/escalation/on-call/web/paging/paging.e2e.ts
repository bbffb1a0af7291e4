import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../../test/helpers/browser.ts'
import { type Client, password, startWardline, type Wardline } from '../../../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let address: string
let ben: Client
let ticket: string

before(async () => {
  wardline = await startWardline()
  const team = await wardline.team('Network', 2)
  ben = await wardline.person('Ben Binary', ['network-administrator'], [team])
  const agent = await wardline.person('Sam Agent', ['help-desk'])
  const admin = await wardline.admin()
  const rotation = {
    people: [ben.personId],
    from: '2026-01-05',
    to: null,
    handover_weekday: 1,
    handover_time: '08:00',
    length_days: 7,
  }
  const layer = { name: 'Primary', time_zone: 'America/Chicago', hours: [], rotations: [rotation] }
  const body = { version: 0, is_always: true, acknowledge_minutes: 10, layers: [layer] }
  assert.equal((await admin.send('PUT', `/api/teams/${team}/rota`, body)).status, 200)
  ticket = (
    await agent.post('/api/tickets', { title: 'The ward is offline', body: 'All of it.', team_id: team })
  ).body.id
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function as(name: string, path: string, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email: `${name}@main.example`, password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return page
}

const look = async (page: Page, name: string) => {
  if (process.env.WARDLINE_SCREENSHOTS)
    await page.screenshot({ path: `${process.env.WARDLINE_SCREENSHOTS}/${name}.png`, fullPage: true })
}

test('An agent pages a team from the ticket, it rings on the open page of who is on call, who acknowledges there.', async () => {
  const duty = await as('ben.binary', '/desk')
  await duty.getByRole('heading', { name: 'On call now' }).waitFor()
  const agent = await as('sam.agent', `/desk/tickets/${ticket}`)
  await agent.getByRole('button', { name: 'Page somebody' }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByLabel('Whom?').selectOption({ label: 'Network' })
  await dialog.getByText('Ben Binary').first().waitFor()
  await dialog.getByLabel('Who first?').selectOption({ label: 'Ben Binary' })
  await dialog.getByLabel('Why now?').fill('The whole ward works on paper')
  await look(agent, 'page-dialog')
  await dialog.getByRole('button', { name: 'Page', exact: true }).click()
  await agent.getByText('Waits for an answer').waitFor()
  await agent.getByText('Sam Agent paged Network').waitFor()
  const alert = duty.getByRole('region', { name: 'You are paged' })
  await alert.getByText('The ward is offline').waitFor()
  assert.deepEqual(await axe(duty, '[aria-live=assertive]'), [])
  await look(duty, 'paged')
  await duty.getByRole('button', { name: /Acknowledge the page for #/ }).focus()
  await duty.keyboard.press('Enter')
  await alert.waitFor({ state: 'hidden' })
  await agent.getByText('Ben Binary acknowledged the page').waitFor()
  await agent.getByText('Acknowledged', { exact: true }).waitFor()
  await look(agent, 'ticket-acknowledged')
  assert.deepEqual(await axe(agent, 'main'), [])
  await duty.context().close()
  await agent.context().close()
})

test('It can be acknowledged on the ticket’s page too, in Spanish on a dark phone.', async () => {
  const agent = await wardline.signIn('sam.agent@main.example', 'main')
  assert.equal((await agent.post(`/api/tickets/${ticket}/page`, { reason: 'Again' })).status, 200)
  const page = await as('ben.binary', `/desk/tickets/${ticket}`, {
    width: 375,
    colorScheme: 'dark',
    locale: 'es-ES',
  })
  const alert = page.getByRole('region', { name: 'Se le avisa' })
  await alert.getByText('The ward is offline').waitFor()
  await look(page, 'paged-phone')
  assert.deepEqual(await axe(page, '[aria-live=assertive]'), [])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow} pixels`)
  await page.getByRole('button', { name: 'Detalles' }).click()
  await page.getByRole('button', { name: 'Confirmar', exact: true }).click()
  await alert.waitFor({ state: 'hidden' })
  await page.context().close()
})
