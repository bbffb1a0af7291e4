import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { testLog, testMapping } from '../test-log.ts'

let wardline: Wardline
let browser: Browser
let address: string
const shots = process.env.SHOTS

before(async () => {
  wardline = await startWardline({ jobs: true })
  wardline.owner.on('error', () => {})
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function asAdmin(
  path: string,
  options: Parameters<typeof openPage>[1] = {},
): Promise<{ page: Page; failures: string[] }> {
  const { page, failures } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email: 'admin@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return { page, failures }
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

const log = { name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(`${testLog(30)}T00099,too,few\n`) }
const mapping = {
  name: 'mapping.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(testMapping)),
}

test('An administrator uploads a log, corrects the mapping, tries it, runs it, and sees that file and database agree.', async () => {
  const { page, failures } = await asAdmin('/desk/organization/import')
  await page.getByText('Nothing was imported yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'list-empty')
  await page.locator('input[type=file]').first().setInputFiles(log)
  await page.getByRole('heading', { level: 1, name: 'log.csv' }).waitFor()
  await page.getByText('Look at these before you go on:').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'guessed')
  assert.ok(
    await page.getByRole('button', { name: 'Run the import' }).isDisabled(),
    'nothing runs that was not tried',
  )

  await page.locator('input[type=file]').setInputFiles(mapping)
  await page.getByLabel('What state becomes').waitFor()
  assert.equal(await page.getByLabel('Waiting', { exact: true }).inputValue(), 'waiting_on_requester')
  await page.getByLabel('What symptom becomes').selectOption({ label: 'own field “symptom”' })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the mapping' }).click()
  const file = await (await saved).path()
  assert.equal(JSON.parse(await readFile(file, 'utf8')).origin, 'test-log')

  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('heading', { name: 'What would be imported' }).waitFor()
  await page.getByRole('heading', { name: '1 row was left out' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'tried')
  await page.getByRole('button', { name: 'Run the import' }).click()
  await page.getByRole('heading', { name: 'What was imported' }).waitFor()
  const bad = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download all of them' }).click()
  assert.match(await readFile(await (await bad).path(), 'utf8'), /line,column,value,reason/)
  await page.getByText('Every count agrees.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'done')
  await page.getByRole('link', { name: 'Import', exact: true }).first().click()
  await page.getByText('30 tickets written').waitFor()
  await shot(page, 'list')
  assert.deepEqual(failures, [])
  await page.context().close()
})

test('On a narrow page in the dark everything is there without scrolling sideways, and a wrong file says why.', async () => {
  const { page } = await asAdmin('/desk/organization/import', { width: 360, colorScheme: 'dark' })
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await page.getByText('The file is neither CSV nor XES.', { exact: false }).waitFor()
  await shot(page, 'refused-narrow-dark')
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await page.getByRole('link', { name: 'log.csv' }).click()
  await page.getByRole('heading', { name: 'File and database compared' }).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'done-narrow-dark')
  await page.context().close()
})

test('Who may not import finds no page.', async () => {
  await wardline.person('Sam Agent', ['help-desk'])
  const { page } = await openPage(browser)
  await page.goto(`${address}/sign-in`)
  await page.request.post(`${address}/api/session`, {
    data: { email: 'sam.agent@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  await page.goto(`${address}/desk/organization/import`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.locator('input[type=file]').count(), 0)
  await page.context().close()
})
