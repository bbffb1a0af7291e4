import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let base: string
let agent: Client
let lead: Client
let nurse: Client
let other: Client

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  wardline = await startWardline({ jobs: true })
  const desk = await wardline.team('Service Desk', 1)
  agent = await wardline.person('Sam Agent', ['help-desk'], [desk])
  lead = await wardline.person('Lea Lead', ['team-lead', 'help-desk'], [desk])
  nurse = await wardline.person('Nora Nurse', [])
  other = await wardline.person('Otis Other', [])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function pageOf(person: Client, path: string, options: Parameters<typeof openPage>[1] = {}) {
  const { page } = await openPage(browser, { width: 1440, height: 900, ...options })
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  const live = page.waitForResponse((answer) => answer.url().endsWith('/api/live'))
  await page.goto(base + path)
  await live
  return page
}

const look = async (page: Page, name: string) => {
  if (process.env.WARDLINE_SCREENSHOTS)
    await page.screenshot({ path: `${process.env.WARDLINE_SCREENSHOTS}/${name}.png`, fullPage: true })
}
const file = async (person: Client, title: string): Promise<{ id: string; number: number }> => {
  const answer = await person.post('/api/tickets', { title, body: 'Since nine o’clock.' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

test('From the first suspicion to the review: proposed, declared, followed, told, resolved, learned from.', async () => {
  const first = await file(other, 'The electronic record hangs')
  const home = await pageOf(nurse, '/', { width: 375, height: 740 })
  await home.getByRole('heading', { level: 1 }).waitFor()

  // The agent proposes from the ticket.
  const ticket = await pageOf(agent, `/desk/tickets/${first.id}`)
  await ticket.getByRole('button', { name: 'Propose a major incident' }).click()
  const dialog = ticket.getByRole('dialog')
  await dialog.getByLabel('What is it?').fill('The electronic record hangs')
  await dialog.getByLabel('Why is it more than one ticket?').fill('Nine calls in ten minutes')
  await look(ticket, 'propose')
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click()
  await ticket.getByText('Proposed', { exact: true }).waitFor()
  await ticket
    .getByRole('link', { name: /^#\d+ The electronic record hangs$/ })
    .first()
    .click()
  await ticket.getByRole('heading', { name: 'Timeline' }).waitFor()

  // The lead declares it.
  const command = await pageOf(lead, '/desk/incidents')
  await command.getByRole('link', { name: /The electronic record hangs/ }).click()
  await command.getByRole('button', { name: 'Declare' }).click()
  await command.getByLabel('Title for all staff').fill('The electronic record is slow')
  await command.getByRole('dialog').getByRole('button', { name: 'Declare' }).click()
  await command.getByText('Being worked on').first().waitFor()

  // The nurse sees it without asking again, and follows.
  const banner = home.getByRole('region', { name: 'Known trouble' })
  await banner.getByText('We know about this: The electronic record is slow').waitFor()
  await banner.getByRole('button', { name: 'Follow' }).click()
  await banner.getByRole('button', { name: 'Stop following' }).waitFor()
  await look(home, 'banner')
  assert.deepEqual(await axe(home), [])
  await home.goto(`${base}/requests/new`)
  await home.getByText('We know about this').waitFor()
  await look(home, 'banner-new')

  // A colleague files the same all the same: it is offered while the page is open, and linked.
  const mine = await file(nurse, 'Electronic record very slow')
  await command.getByRole('button', { name: 'Link 1 ticket' }).click()
  await command.getByRole('heading', { name: '2 reports' }).waitFor()
  await home.goto(`${base}/requests/${mine.id}`)
  await home.getByText('This is part of: The electronic record is slow').waitFor()

  // One word to everybody reaches her own request while she looks at it.
  await command.getByLabel('Update for all staff').fill('We restart the servers at ten.')
  await command.getByRole('button', { name: 'Publish' }).click()
  await home.getByText('We restart the servers at ten.').waitFor({ timeout: 20_000 })
  await look(home, 'request-told')
  assert.deepEqual(await axe(home), [])
  await command.getByLabel('Note or decision').fill('The vendor confirmed a full disk.')
  await command.getByLabel('This is a decision').check()
  await command.getByRole('button', { name: 'Add', exact: true }).click()
  await command.getByText('Lea Lead noted a decision').waitFor()
  await look(command, 'command')
  assert.deepEqual(await axe(command), [])

  // Resolved; the tickets are resolved with chosen words; then the review.
  await command.getByRole('button', { name: 'Resolve', exact: true }).click()
  await command.getByLabel('What should all staff know?').fill('The record is fast again.')
  await command.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click()
  await command.getByRole('button', { name: 'Resolve tickets' }).click()
  await command.getByLabel('Words to each requester').fill('It works again. Please try.')
  await look(command, 'resolve-tickets')
  await command.getByRole('button', { name: 'Resolve them' }).click()
  await home.getByText('It works again. Please try.').waitFor({ timeout: 20_000 })
  await command.getByRole('button', { name: 'Begin the review' }).click()
  await command.getByRole('textbox', { name: 'What happened' }).fill('A disk filled up at nine.')
  await command.getByRole('button', { name: 'Save' }).click()
  await command.getByRole('button', { name: 'Add an action' }).click()
  await command.getByLabel('What is to be done?').fill('Watch the free space')
  await command.getByRole('combobox', { name: 'Who does it?' }).click()
  await command.getByRole('combobox', { name: 'Who does it?' }).fill('Sam')
  await command.getByRole('option', { name: /Sam Agent/ }).click()
  await command.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
  await command.getByRole('button', { name: 'Make a ticket' }).click()
  const made = command.getByRole('link', { name: /^Ticket #\d+$/ })
  await made.waitFor()
  await look(command, 'review')
  assert.deepEqual(await axe(command), [])
  await command.getByRole('button', { name: 'Close the review' }).click()
  await command.getByText('Closed', { exact: true }).first().waitFor()
  await command.emulateMedia({ media: 'print' })
  assert.equal(await command.getByRole('button', { name: 'Print' }).isVisible(), false)
  assert.equal(await command.getByRole('link', { name: 'Queue' }).isVisible(), false)
  assert.ok(await command.getByText('A disk filled up at nine.').isVisible())
  await look(command, 'review-printed')
  await command.emulateMedia({ media: 'screen' })
  await command.getByRole('link', { name: /^Ticket #\d+$/ }).click()
  await command.getByRole('heading', { name: 'Watch the free space' }).waitFor()
  for (const page of [home, ticket, command]) await page.context().close()
})

test('The status page tells all staff what is wrong and what was, on a dark phone and at the desk, in Spanish too.', async () => {
  const phone = await pageOf(nurse, '/status', { width: 375, height: 740, colorScheme: 'dark' })
  await phone
    .getByRole('heading', { name: 'All is well' })
    .or(phone.getByText('All is well'))
    .first()
    .waitFor()
  await phone.getByText('The electronic record is slow').waitFor()
  await look(phone, 'status-well')
  const proposed = await agent.post('/api/incidents', { title: 'Wireless', why: 'Ward 4 and 5 are offline' })
  const { id } = proposed.body
  await lead.post(`/api/incidents/${id}/declare`, { title: 'The wireless network is down' })
  await phone.getByText('The wireless network is down').waitFor()
  await lead.post(`/api/incidents/${id}/publish`, { body: 'Use the cable at the desk meanwhile.' })
  await phone.getByText('Use the cable at the desk meanwhile.').waitFor()
  await look(phone, 'status-dark')
  assert.deepEqual(await axe(phone), [])
  const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow} pixels`)
  await phone.context().close()
  const narrow = await pageOf(lead, `/desk/incidents/${id}`, {
    width: 375,
    height: 740,
    colorScheme: 'dark',
    locale: 'es-ES',
  })
  await narrow.getByRole('heading', { name: 'Informar a todos' }).waitFor()
  await look(narrow, 'command-dark-phone')
  assert.deepEqual(await axe(narrow), [])
  const wide = await narrow.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide} pixels`)
  await narrow.goto(`${base}/desk`)
  await narrow.getByRole('heading', { name: 'No funciona ahora' }).waitFor()
  await look(narrow, 'today')
  await narrow.context().close()

  // What looks unlike it is linked by hand, and found by its words from every page.
  const unlike = await file(nurse, 'My lamp flickers')
  const desk = await pageOf(agent, `/desk/tickets/${unlike.id}`)
  await desk.getByRole('button', { name: 'Add a link' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('This ticket').selectOption('part_of')
  await dialog.getByPlaceholder('Words or a number').fill('wireless')
  await desk.getByRole('option', { name: /The wireless network is down/ }).click()
  await dialog.getByRole('button', { name: 'Link', exact: true }).click()
  await desk.getByText(/linked it .is a report of/).waitFor()
  await look(desk, 'ticket-linked')
  // The timeline hears of it before the dialog is gone, and a dialog keeps the keys to itself.
  await dialog.waitFor({ state: 'hidden' })
  await desk.keyboard.press('Control+k')
  await desk.getByRole('combobox', { name: 'Search and commands' }).fill('wireless network')
  await desk.getByRole('option', { name: /The wireless network is down/ }).click()
  await desk.getByRole('heading', { name: '1 report' }).waitFor()
  await desk.context().close()
})
