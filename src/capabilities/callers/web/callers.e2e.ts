import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

const shots = process.env.SHOTS
let wardline: Wardline
let browser: Browser
let base: string
let admin: Client
let nora: Client
let boss: Client

before(async () => {
  wardline = await startWardline({ isUnverified: true })
  admin = await wardline.admin()
  boss = await wardline.person('Mara Manager', [])
  nora = await wardline.person('Nora Nurse', [])
  await wardline.owner.query(
    "update core.person set phone = '+1 312 555 0100', badge = 'B 100', manager_id = $2, updated_at = created_at where id = $1",
    [nora.personId, boss.personId],
  )
  // A login of today confirms nobody.
  await wardline.owner.query("update core.password set changed_at = now() - interval '1 year'")
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function pageOf(client: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = client.cookie.split(/=(.*)/s)
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('A phoned reset is refused, verified by a call back with the keyboard alone, and done; a doubtful call ends safely and is told.', async () => {
  const page = await pageOf(admin, { width: 1280 })
  await page.goto(`${base}/desk/organization/people/${nora.personId}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Reset the password' }).click()
  await page.getByLabel('Why').fill('Forgot it over the holidays.')
  await page.getByLabel('Why').press('Tab')
  await page.getByRole('dialog').getByRole('button', { name: 'Reset the password' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Verify who is calling' })
  await dialog.getByText('Nobody verified yet that this person asks for it.').waitFor()
  await dialog.getByRole('button', { name: 'Begin' }).press('Enter')
  await dialog.getByRole('radio', { name: 'Call back by the number on file' }).waitFor()
  await shot(page, 'ways')
  assert.deepEqual(await axe(page), [])
  await dialog.getByRole('radio', { name: 'Call back by the number on file' }).press('Space')
  await dialog.getByText('+1 312 555 0100').waitFor()
  await shot(page, 'call-back')
  assert.deepEqual(await axe(page), [])
  await dialog.getByLabel(/I hung up/).press('Space')
  await dialog.getByLabel(/told me without help/).press('Space')
  await dialog.getByRole('button', { name: 'Verified by call-back' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('The password is gone.', { exact: false }).first().waitFor()
  const { rows } = await wardline.owner.query(
    "select subject from core.outbox where to_address = 'nora.nurse@main.example'",
  )
  assert.equal(rows.length, 1)

  await page.getByRole('button', { name: 'Verify the caller' }).click()
  await dialog
    .getByLabel('What does the caller ask for?')
    .selectOption({ label: 'taking away the second step' })
  await dialog.getByRole('button', { name: 'Begin' }).press('Enter')
  await dialog.getByRole('button', { name: 'End – I’m not sure' }).press('Enter')
  await dialog.getByRole('heading', { name: 'Not verified' }).waitFor()
  await shot(page, 'failed')
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })

  await page.goto(`${base}/desk/callers`)
  await page.getByText('The agent was not sure').waitFor()
  await shot(page, 'list')
  assert.deepEqual(await axe(page), [])
  await page.goto(`${base}/desk/callers?state=abandoned`)
  await page.getByText('Nothing here').waitFor()
  await page.goto(`${base}/desk/callers/settings`)
  await page.getByRole('button', { name: 'Save' }).waitFor()
  await shot(page, 'settings')
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText('Saved').first().waitFor()
  await page.context().close()
})

test('A manager is asked on the first page of the portal and says that something is wrong.', async () => {
  const { body } = await admin.post('/api/callers', { person_id: nora.personId, act: 'password' })
  const path = `/api/callers/verifications/${body.id}`
  assert.equal((await admin.post(`${path}/ask`, { method: 'manager' })).status, 200)
  const page = await pageOf(boss, { width: 375, colorScheme: 'dark' })
  await page.goto(`${base}/`)
  await page.getByRole('heading', { name: 'Did Nora Nurse call the help desk?' }).waitFor()
  await shot(page, 'asked-narrow')
  assert.deepEqual(await axe(page), [])
  assert.equal(await overflow(page), 0)
  await page.getByRole('button', { name: 'No, something is wrong' }).click()
  await page.getByText('Nothing is done. Security was told.').first().waitFor()
  await page.goto(`${base}/confirm-caller`)
  await page.getByText('Nobody asks you to confirm anything').waitFor()
  assert.deepEqual(await axe(page), [])
  assert.equal((await admin.get(path)).body.failure, 'manager_declined')
  await page.context().close()
})
