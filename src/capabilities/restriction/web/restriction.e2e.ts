import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let browser: Browser
let address: string
let ticket: string

before(async () => {
  cast = await startCast()
  await cast.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [cast.desk])
  await cast.wardline.person('Bea Breaker', ['help-desk', 'team-lead'], [cast.network])
  await cast.wardline.person('Olga Officer', ['information-security-officer'])
  ticket = await cast.file(cast.nurse, { title: 'Account of a colleague' })
  must(await cast.agent.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  const { http } = cast.wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await cast?.wardline.close()
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

test('A lead keeps a ticket for the team and lets a colleague in; another lead breaks the glass, and an officer judges it.', async () => {
  const officer = await as('olga.officer', '/desk/broken-glass')
  await officer.getByText('Nothing waits for a review').waitFor()
  await look(officer, 'review-empty')

  const lead = await as('lea.lead', `/desk/tickets/${ticket}`)
  await lead.getByRole('button', { name: 'Restrict…' }).click()
  const dialog = lead.getByRole('dialog')
  await dialog.getByLabel('Its team, and who asked').check()
  await dialog.getByText(/will not see it any more:/).waitFor()
  await dialog.getByLabel('Why (may stay empty)').fill('It is about one of us.')
  await look(lead, 'restrict-dialog')
  assert.deepEqual(await axe(lead, '[role=dialog]'), [])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await lead.getByText('Restricted.').waitFor()
  await lead.getByRole('button', { name: 'Let somebody in…' }).click()
  const grant = lead.getByRole('dialog')
  await grant.getByLabel('Add a person').fill('Ned Network')
  await lead.getByRole('option', { name: /Ned Network/ }).click()
  await grant.getByLabel('Why do they need to know?').fill('He looks at the switch.')
  await grant.getByRole('button', { name: 'Let in' }).click()
  await lead.getByRole('button', { name: 'End it for Ned Network' }).waitFor()
  await look(lead, 'ticket-restricted')
  assert.deepEqual(await axe(lead, 'main'), [])

  const breaker = await as('bea.breaker', `/desk/tickets/${ticket}`, { width: 375 })
  await breaker.getByText('This record is restricted.').waitFor()
  await look(breaker, 'ticket-hint')
  await breaker.getByRole('link', { name: 'Break glass?' }).click()
  await breaker.getByLabel('Why do you need it now?').fill('The ward cannot sign in.')
  await look(breaker, 'break-glass')
  assert.deepEqual(await axe(breaker, 'main'), [])
  const wide = await breaker.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wide <= 0, `the page scrolls sideways by ${wide} pixels`)
  await breaker.getByRole('button', { name: 'Break the glass' }).click()
  const proof = breaker.getByRole('dialog')
  const title = breaker.getByRole('heading', { name: 'Account of a colleague' })
  await proof.or(title).first().waitFor()
  if (await proof.isVisible()) {
    await proof
      .getByLabel(/password/i)
      .first()
      .fill(password)
    await proof.locator('button[type=submit]').click()
  }
  await title.waitFor()

  await officer.reload()
  await officer.getByRole('heading', { name: /Bea Breaker opened record/ }).waitFor()
  await officer.emulateMedia({ colorScheme: 'dark' })
  await look(officer, 'review-open')
  assert.deepEqual(await axe(officer, 'main'), [])
  await officer.getByRole('button', { name: 'It was right' }).click()
  await officer.getByRole('dialog').getByRole('button', { name: 'Save the verdict' }).click()
  await officer.getByText('Nothing waits for a review').waitFor()
  await officer.goto(`${address}/desk/broken-glass?state=past`)
  await officer.getByText(/Reviewed by Olga Officer/).waitFor()
  await look(officer, 'review-past')
})
