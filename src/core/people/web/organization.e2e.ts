import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let address: string

before(async () => {
  wardline = await startWardline()
  await wardline.team('Service Desk')
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function asAdmin(path: string, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email: 'admin@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return page
}

test('An administrator adds a person with an invitation, gives a role after confirming, and fills a team.', async () => {
  // Longer than a fresh sign-in counts as a proof.
  const page = await asAdmin('/desk/organization/people')
  wardline.clock.advance(11 * 60_000)
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Nora Nurse')
  await dialog.getByLabel('Work e-mail').fill('nora@main.example')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Nora Nurse' }).waitFor()
  await page.getByRole('button', { name: 'Give a role' }).click()
  await dialog.getByLabel('Role').selectOption({ label: 'Help desk agent' })
  await dialog.getByRole('button', { name: 'Give a role' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByRole('textbox', { name: 'Your password' }).fill('not this one')
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.getByText('This password is not right.').first().waitFor()
  await proof.getByRole('textbox', { name: 'Your password' }).fill(password)
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('link', { name: 'Help desk agent' }).waitFor()
  await page.goto(`${address}/desk/organization/teams`)
  await page.getByRole('link', { name: 'Service Desk' }).click()
  await page.getByRole('button', { name: 'Add a member' }).click()
  await dialog.getByRole('combobox', { name: 'Person' }).fill('nora')
  await page.getByRole('option', { name: /Nora Nurse/ }).click()
  await dialog.getByRole('button', { name: 'Add a member' }).click()
  await page.getByRole('button', { name: 'Make lead: Nora Nurse' }).click()
  await page.getByText('Leads the team').waitFor()
  await page.goto(`${address}/desk/organization/outbox`)
  await page.getByText('nora@main.example').first().waitFor()
  await page.context().close()
})

test('An import shows its bad row before, takes the others, and says what it did.', async () => {
  const page = await asAdmin('/desk/organization/people/import')
  await page
    .getByLabel('Or paste the lines')
    .fill('name,email,department\nAna Alvarez,ana@main.example,Pharmacy\nBad Row,not-an-address,Pharmacy\n')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('This is not an e-mail address.').waitFor()
  await page.getByRole('button', { name: 'Import 1 person' }).click()
  await page.getByRole('heading', { name: 'The import is done' }).waitFor()
  await page.goto(`${address}/desk/organization/people?q=alvarez`)
  await page.getByRole('link', { name: 'Ana Alvarez' }).waitFor()
  await page.context().close()
})

test('A role is made and edited in plain words.', async () => {
  const page = await asAdmin('/desk/organization/roles/new')
  await page.getByLabel('Title').fill('Night shift')
  await page.getByLabel('File tickets').check()
  await page.getByText('New: not saved yet').waitFor()
  await page.getByRole('button', { name: 'Make the role' }).click()
  await page.getByRole('heading', { level: 1, name: 'Night shift' }).waitFor()
  await page.getByLabel('See reports').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The role is saved; it holds at once.').first().waitFor()
  const { rows } = await wardline.owner.query("select permissions from core.role where title = 'Night shift'")
  assert.deepEqual(rows[0].permissions, ['reports.read', 'tickets.create'])
  await page.context().close()
})

const paths = [
  'people',
  'people/import',
  'teams',
  'roles',
  'roles/new',
  'lists/departments',
  'lists/workstations',
  'settings',
  'synonyms',
  'audit',
  'outbox',
  'health',
]

for (const colorScheme of ['light', 'dark'] as const)
  test(`Every page of the organization is accessible and fits a phone in ${colorScheme}.`, async () => {
    const page = await asAdmin('/desk', { colorScheme, width: 375 })
    for (const path of paths) {
      await page.goto(`${address}/desk/organization/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('load')
      assert.deepEqual(await axe(page, 'main'), [], path)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `${path} scrolls sideways by ${overflow} pixels`)
    }
    await page.context().close()
  })
