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
let carl: Client

before(async () => {
  wardline = await startWardline({ isUnverified: true })
  admin = await wardline.admin()
  boss = await wardline.person('Mara Manager', [])
  carl = await wardline.person('Carl Colleague', ['administrator'])
  nora = await wardline.person('Nora Nurse', [])
  await wardline.owner.query(
    "update core.person set phone = '+1 312 555 0100', badge = 'B 100', manager_id = $2, updated_at = created_at where id = $1",
    [nora.personId, boss.personId],
  )
  // A login of today confirms nobody.
  await wardline.owner.query("update core.password set changed_at = now() - interval '1 year'")
  // Who came today is no second person.
  await wardline.owner.query(
    "update core.person set created_at = now() - interval '1 year', updated_at = now() - interval '1 year'",
  )
  await wardline.owner.query("update core.role_assignment set valid_from = now() - interval '1 year'")
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

test('A caller reads the code of her own profile to the agent, whose colleague is the second person.', async () => {
  const nina = await wardline.person('Nina Night', [])
  const doubt = await carl.post('/api/callers', { person_id: nina.personId, act: 'password' })
  await carl.post(`/api/callers/verifications/${doubt.body.id}/fail`, { failure: 'unsure' })
  const own = await pageOf(nina, { width: 375, colorScheme: 'dark' })
  await own.goto(`${base}/profile`)
  const part = own.getByRole('region', { name: 'Code for the help desk' })
  await part
    .getByLabel('What did you ask for?')
    .selectOption({ label: 'another address, number, badge or manager' })
  await part.getByRole('button', { name: 'Show a code' }).press('Enter')
  const code = await part.getByText(/^\d{3} \d{3}$/).innerText()
  await shot(own, 'code')
  assert.deepEqual(await axe(own), [])
  assert.equal(await overflow(own), 0)

  const page = await pageOf(admin, { width: 1280 })
  await page.goto(`${base}/desk/organization/people/${nina.personId}`)
  await page.getByRole('button', { name: 'Verify the caller' }).click()
  const dialog = page.getByRole('dialog', { name: 'Verify who is calling' })
  await dialog
    .getByLabel('What does the caller ask for?')
    .selectOption({ label: 'another address, number, badge or manager' })
  await dialog.getByLabel('Number that the call came from').fill('+1 312 555 0177')
  await dialog.getByRole('button', { name: 'Begin' }).press('Enter')
  await dialog.getByRole('radio', { name: 'The person confirms it in their own session' }).press('Space')
  const field = dialog.getByLabel('Code of six digits')
  await field.fill(code.replace(' ', '') === '111111' ? '222222' : '111111')
  await field.press('Enter')
  await dialog.getByText('2 tries are left', { exact: false }).waitFor()
  await shot(page, 'heard')
  assert.deepEqual(await axe(page), [])
  await field.fill(code)
  await field.press('Enter')
  await dialog.getByText('Two different people verify it now', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Ask colleagues' }).press('Enter')
  await dialog.getByText('Colleagues were asked', { exact: false }).waitFor()
  await shot(page, 'second-asked')
  const { rows } = await wardline.owner.query(
    "select caller_hash is not null as is_known from callers.verification where person_id = $1 and act = 'contact'",
    [nina.personId],
  )
  assert.deepEqual(rows, [{ is_known: true }])

  const other = await pageOf(carl, { width: 375, colorScheme: 'dark' })
  await other.goto(`${base}/desk/callers?waits=true`)
  await other.getByRole('button', { name: 'Confirm Nina Night' }).press('Enter')
  const confirm = other.getByRole('dialog', { name: 'Confirm that it is Nina Night' })
  await confirm.getByRole('radio', { name: 'I called the number on file myself' }).press('Space')
  await shot(other, 'second')
  assert.deepEqual(await axe(other), [])
  assert.equal(await overflow(other), 0)
  await confirm.getByRole('button', { name: 'Confirm', exact: true }).press('Enter')
  await other.getByText('Confirmed').first().waitFor()
  await dialog.getByText('You may do now for Nina Night', { exact: false }).waitFor()
  await shot(page, 'both')
  for (const each of [own, page, other]) await each.context().close()
})
