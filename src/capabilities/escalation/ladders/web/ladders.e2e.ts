import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { type Client, password, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { must } from '../../../tickets/fixture.ts'

let wardline: Wardline
let browser: Browser
let address: string
let agent: Client
let desk: string
let network: string
const shots = process.env.SHOTS

before(async () => {
  wardline = await startWardline({ jobs: true })
  desk = await wardline.team('Service Desk')
  network = await wardline.team('Network', 2)
  agent = await wardline.person('Sam Agent', ['help-desk'], [desk])
  const kim = await wardline.person('Kim Agent', ['help-desk'], [desk])
  await wardline.person('Ned Network', ['network-administrator'], [network])
  const admin = await wardline.admin()
  const { id: skill_id } = must(await admin.post('/api/skills', { name: 'VPN' })).body
  must(await admin.post(`/api/people/${kim.personId}/skills`, { skill_id, level: 3 }))
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function open(email: string, path: string, options: Parameters<typeof openPage>[1] = {}) {
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
const asAgent = (path: string, options?: Parameters<typeof openPage>[1]) =>
  open('sam.agent@main.example', path, options)

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('An administrator makes a ladder, and is told what is wrong with a step that leads back.', async () => {
  const { page, failures } = await asAdmin('/desk/organization/ladders')
  await page.getByText('No ladder yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'ladders-empty')
  await page.getByLabel('Link of the bridge').fill('ftp://bridge')
  await page.getByRole('button', { name: 'Save the link' }).click()
  await page.getByText('This is no link to a bridge').waitFor()
  await page.getByLabel('Link of the bridge').fill('https://meet.example.org/it')
  await page.getByRole('button', { name: 'Save the link' }).click()
  await page.getByText('The link is saved').waitFor()
  await page.getByRole('link', { name: 'New ladder' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Desk waits')
  await page.getByRole('combobox', { name: 'Team' }).click()
  await page.getByRole('option', { name: 'Service Desk' }).click()
  await page.keyboard.press('Escape')
  const first = page.getByRole('group', { name: 'Step 1' })
  await first.getByLabel('What').selectOption('pass')
  await first.getByLabel('To whom').selectOption('on_call')
  await first.getByLabel('Team').selectOption({ label: 'Service Desk' })
  await page.getByRole('button', { name: 'Add a step' }).click()
  const second = page.getByRole('group', { name: 'Step 2' })
  await second.getByLabel('When').selectOption('breached')
  await second.getByLabel('What').selectOption('bridge')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await first.getByText('it leads back to Service Desk').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'ladder-refused')
  await first.getByLabel('To whom').selectOption('next_tier')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'Desk waits' }).waitFor()
  await page.getByText('1 hr after filing, if nobody took it: pass it to the next tier').waitFor()
  await page.getByText('A target is missed: open the bridge').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'ladders')
  assert.deepEqual(
    failures.filter((failure) => !failure.includes('422')),
    [],
  )
  await page.close()
})

test('An agent has the next step taken, and the receiving team sees what travels with the ticket.', async () => {
  const { id } = must(
    await agent.post('/api/tickets', { title: 'No network', body: 'Room 4.', team_id: desk }),
  ).body
  must(await agent.post(`/api/tickets/${id}/take`))
  const { page, failures } = await asAgent(`/desk/tickets/${id}`)
  await page.getByText('pass it to the next tier').waitFor()
  await shot(page, 'ticket-ladder')
  await page.getByRole('button', { name: 'Take step 1 now' }).press('Enter')
  await page.getByRole('heading', { name: 'Passed on' }).waitFor({ timeout: 20_000 })
  await page.getByText('Step 1 of the ladder “Desk waits”: it was passed on').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'ticket-passed')
  assert.deepEqual(failures, [])
  await page.close()
  const receiver = await open('ned.network@main.example', `/desk/tickets/${id}`, {
    colorScheme: 'dark',
    width: 375,
    height: 800,
  })
  await receiver.page
    .getByText('Ladder “Desk waits”, step 1: somebody asked for it.')
    .first()
    .waitFor({ state: 'attached' })
  assert.equal(await overflow(receiver.page), 0)
  assert.deepEqual(await axe(receiver.page), [])
  await shot(receiver.page, 'ticket-passed-narrow')
  await receiver.page.close()
})

test('Who could take a ticket stands where it is assigned, with why, and one key gives it to the best.', async () => {
  const { id } = must(
    await agent.post('/api/tickets', {
      title: 'Tunnel down',
      body: 'From home.',
      team_id: desk,
      application: 'VPN',
    }),
  ).body
  const { page, failures } = await asAgent(`/desk/tickets/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Tunnel down' }).waitFor()
  await page.getByRole('button', { name: 'Assign' }).first().click()
  await page.getByText('VPN 3 of 4').waitFor()
  await page.getByRole('button', { name: 'Give it to Sam Agent' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'assign')
  await page.keyboard.press('Alt+1')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('assigned it to Kim Agent').waitFor()
  assert.deepEqual(failures, [])
  await page.close()
})

test('A team is set to give out its tickets by itself on its own page.', async () => {
  const { page, failures } = await asAdmin(`/desk/organization/teams/${desk}`)
  await page.getByRole('heading', { name: 'Giving out tickets' }).waitFor()
  await page.getByLabel('Give them to the best by itself').check()
  await page.getByLabel('Open tickets a person at the most').fill('5')
  const section = page.getByRole('region', { name: 'Giving out tickets' })
  await section.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'team')
  assert.deepEqual(failures, [])
  await page.close()
})

test('The pages of ladders hold on a phone and in the dark.', async () => {
  for (const path of [
    '/desk/organization/ladders',
    '/desk/organization/ladders/new',
    `/desk/organization/teams/${desk}`,
  ]) {
    const { page } = await asAdmin(path, { colorScheme: 'dark', width: 375, height: 800 })
    await page.getByRole('button', { name: /Save/ }).first().waitFor()
    assert.equal(await overflow(page), 0, path)
    assert.deepEqual(await axe(page), [], path)
    await shot(page, `narrow-${path.split('/').slice(3, 5).join('-').slice(0, 20)}`)
    await page.close()
  }
})
