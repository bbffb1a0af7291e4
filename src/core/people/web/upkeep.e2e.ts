import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import type { Client } from '../../../../test/helpers/server.ts'
import { chainLines, makeCheckpoint } from '../../../capabilities/trail/index.ts'
import { type Office, startOffice } from './fixture.ts'

let office: Office
let ada: Client
let nora: Client
before(async () => {
  office = await startOffice()
  ada = await office.wardline.admin()
  nora = await office.wardline.person('Nora Nurse', [])
})
after(() => office?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function asAda(path: string): Promise<Page> {
  const page = await office.pageOf(ada)
  await page.goto(`${office.base}/desk/organization/${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

test('An administrator adds synonyms, sees what a search makes of them, changes, removes and restores them.', async () => {
  const page = await asAda('synonyms')
  await page.getByText('No synonyms of your own yet').waitFor()
  const trial = page.getByRole('searchbox')
  await trial.fill('beeper of the')
  await page.getByText('as it stands').waitFor()
  await page.getByText('is passed over').first().waitFor()
  await button(page, 'Add synonyms').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Words that mean the same').fill('beeper\nbeeper\npager')
  await button(page, 'Add').click()
  await dialog.getByText('beeper: This word stands in the group twice.').waitFor()
  await dialog.getByLabel('Words that mean the same').fill('beeper\npager')
  await button(page, 'Add').click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('beeper, pager').waitFor()
  await page.getByText('also finds pager').waitFor()
  assert.deepEqual(await axe(page), [])

  await page.getByRole('button', { name: 'Edit beeper' }).click()
  await dialog.getByLabel('Words that mean the same').fill('beeper\npager\nbleep')
  await button(page, 'Save').click()
  await page.getByText('beeper, pager, bleep').waitFor()
  const found = (await ada.get('/api/synonyms/try?q=bleep ')).body.rows[0].same
  assert.deepEqual(found, ['beeper', 'pager'])

  await page.getByRole('button', { name: 'Remove beeper' }).click()
  await page.getByText('No synonyms of your own yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('beeper, pager, bleep').waitFor()

  // What comes with the product is made one's own by changing it.
  await page.getByRole('button', { name: 'Edit vpn' }).click()
  await dialog.getByText('Your own words stand instead').waitFor()
  await button(page, 'Add').click()
  await page.getByText('Your own stand instead', { exact: true }).waitFor()
  await page.context().close()
})

test('The audit log reads as sentences, is filtered by kind, person and day, and exports what is shown.', async () => {
  const roles = (await ada.get('/api/roles')).body.rows as { id: string; key: string; title: string }[]
  const trainer = roles.find(({ key }) => key === 'it-trainer')
  assert.ok(trainer)
  assert.equal((await ada.post(`/api/people/${nora.personId}/roles`, { role_id: trainer.id })).status, 200)
  assert.equal(
    (await ada.send('PATCH', `/api/people/${nora.personId}`, { title: 'Charge nurse' })).status,
    200,
  )
  assert.equal((await nora.get('/api/audit')).status, 403)
  const page = await asAda('audit')
  const log = page.getByRole('list', { name: 'Audit log' })
  const line = (text: string) => log.getByRole('listitem').filter({ hasText: text })
  await line(`Ada Admin gave Nora Nurse the role ${trainer.title}.`).waitFor()
  await line('Ada Admin changed the entry of Nora Nurse. Changed: title').waitFor()
  await line('Nora Nurse was refused: Read and export the audit log').waitFor()
  assert.deepEqual(await axe(page), [])

  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Refusals' })
  await line('gave Nora Nurse').waitFor({ state: 'detached' })
  await line('Nora Nurse was refused').waitFor()
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'All' })
  await page.getByRole('combobox', { name: 'Who' }).fill('nora')
  await page.getByRole('option', { name: /Nora Nurse/ }).click()
  await line('Nora Nurse signed in.').waitFor()
  await line('Ada Admin signed in.').waitFor({ state: 'detached' })
  await page.reload()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value.startsWith('Nora Nurse')),
  )
  const tomorrow = new Date(office.wardline.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('From').fill(tomorrow)
  await page.getByText('No line matches').waitFor()
  assert.match(page.url(), new RegExp(`person=${nora.personId}&from=${tomorrow}`))
  await page.goBack()
  await line('Nora Nurse signed in.').waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export', exact: true }).click()
  assert.equal((await download).suggestedFilename(), 'audit.csv')
  await page.context().close()
})

test('An auditor reads what one person did, who was at one record and who searched for a word, and sees the chain.', async () => {
  const { id } = (await nora.post('/api/tickets', { title: 'Scanner of ward 3', body: 'It is dead.' })).body
  assert.equal((await nora.get('/api/search?q=scanner')).status, 200)
  const page = await asAda(`people/${nora.personId}`)
  await page.getByRole('link', { name: 'What this person did' }).click()
  const log = page.getByRole('list', { name: 'Audit log' })
  const line = (text: string) => log.getByRole('listitem').filter({ hasText: text })
  await line('Nora Nurse wrote').waitFor()
  await page.getByLabel('Searched for the word').fill('Scanner')
  await page.getByLabel('Searched for the word').press('Enter')
  await line('Nora Nurse wrote').waitFor({ state: 'detached' })
  await line('Nora Nurse searched').waitFor()
  await page.goto(`${office.base}/desk/organization/audit?record=${id}`)
  await page.getByText('Who was at').waitFor()
  await line('Nora Nurse wrote').waitFor()
  assert.deepEqual(await axe(page), [])
  for (const [name, width, scheme] of [
    ['wide', 1280, 'light'],
    ['narrow', 375, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      `${name}: no scrolling aside`,
    )
  }
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('How it went').selectOption({ label: 'Failed to sign in' })
  await page.getByText('No line matches').waitFor()
  await page.getByRole('link', { name: 'Show all records' }).click()
  await page.getByText('Who was at').waitFor({ state: 'detached' })
  await chainLines(office.wardline.composition.app, office.wardline.orgId)
  await makeCheckpoint(office.wardline.composition.app, office.wardline.orgId)
  await page.goto(`${office.base}/desk/organization/health`)
  await page.getByRole('heading', { name: 'Chain of the audit log' }).waitFor()
  await page.getByText('Signed with the key').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${office.base}/desk/organization/settings`)
  await page.getByRole('radio', { name: 'Readable', exact: true }).check()
  await page.getByLabel('Why').selectOption({ label: 'The law' })
  assert.deepEqual(await axe(page), [])
  await button(page, 'Save for searches').click()
  await page.getByLabel('Why').waitFor({ state: 'detached' })
  assert.deepEqual((await ada.get('/api/audit/settings')).body, { search_words: 'clear' })
  await page.context().close()
})

test('A day begins at midnight of the organization, although the reader sits elsewhere.', async () => {
  // The hospital is in Chicago; in Tokyo the same day began fourteen or fifteen hours earlier.
  const context = await office.browser.newContext({ timezoneId: 'Asia/Tokyo', locale: 'en-US' })
  const [name = '', value = ''] = ada.cookie.split('=')
  await context.addCookies([{ name, value, url: office.base }])
  const page = await context.newPage()
  const asked = page.waitForRequest((request) => request.url().includes('/api/audit?from='))
  await page.goto(`${office.base}/desk/organization/audit?from=2026-01-10&to=2026-01-10`)
  const query = new URL((await asked).url()).searchParams
  assert.deepEqual(
    [query.get('from'), query.get('to')],
    ['2026-01-10T06:00:00.000Z', '2026-01-11T06:00:00.000Z'],
  )
  await page.goto(`${office.base}/desk/organization/people/${nora.personId}`)
  await button(page, 'Give a role').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Role').selectOption({ label: 'Help desk agent' })
  await dialog.getByLabel('From').fill('2030-07-01')
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/roles'),
  )
  await dialog.getByRole('button', { name: 'Give a role' }).click()
  assert.equal((await sent).postDataJSON().valid_from, '2030-07-01T05:00:00.000Z')
  await context.close()
})

test('The health page tells versions, jobs, room, backup and mail, and says so when it cannot.', async () => {
  await office.wardline.owner.query(
    "insert into platform.backup (at, size_bytes, product) values ($1, 1500000, '0.1.0')",
    [new Date(Date.now() - 3 * 3_600_000)],
  )
  await office.wardline.owner.query(
    "select graphile_worker.add_job('nobody.does_this', run_at => now() - interval '1 hour')",
  )
  const page = await asAda('health')
  const card = (name: string) => page.getByRole('region', { name })
  await card('Versions').getByText(process.versions.node).waitFor()
  await card('Last backup').getByText('3 hours ago').waitFor()
  await card('Last backup').getByText('1.5 MB').waitFor()
  await card('Mail').getByText('None: mail is held in the outbox').waitFor()
  // No worker runs in this test, so that a job waits for an hour, which is what somebody should look at.
  await card('Jobs in the background').getByText('Look at this').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.route('**/api/system', (route) => route.fulfill({ status: 500, json: {} }))
  await button(page, 'Ask again').click()
  await page.getByRole('alert').waitFor()
  await page.context().close()
})
