import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { readMailbox } from '../mail/fetch.ts'
import { receiveMail } from '../mail/receive.ts'
import { takeIn } from '../mail/take-in.ts'
import { testLog, testMapping } from '../test-log.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'

let importing: Importing
before(async () => {
  importing = await startImporting()
})
after(() => importing?.close())

const log = { name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from(`${testLog(30)}T00099,too,few\n`) }
const mapping = {
  name: 'mapping.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(testMapping)),
}

test('An administrator has a mailbox read, sees that it fails, and files a ticket of a stranger’s mail.', async () => {
  const { wardline } = importing
  const { page, failures } = await importing.asAdmin('/desk/organization/mail')
  await page.getByText('No mailbox is read yet').waitFor()
  await page.getByText('No mail is waiting').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-empty')
  await page.getByRole('button', { name: 'Add a mailbox' }).click()
  for (const [label, words] of [
    ['Name', 'Help desk'],
    ['Address that people write to', 'desk@main.example'],
    ['IMAP server', '10.0.0.1'],
    ['User', 'desk'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(words)
  await page.getByLabel('Sign in with').selectOption({ label: 'OAuth2 refresh token' })
  await page.getByLabel('Address that gives tokens').fill('https://10.0.0.1/token')
  await page.getByLabel('Client ID').fill('wardline')
  await page.getByRole('textbox', { name: 'Client secret' }).fill('secret words')
  await page.getByRole('textbox', { name: 'Refresh token' }).fill('secret words')
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-form-oauth')
  await page.getByLabel('Sign in with').selectOption({ label: 'Password' })
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('secret words')
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-form')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The mailbox was saved.').first().waitFor()
  const { app } = wardline.composition
  const content = Buffer.from(
    'From: eve@elsewhere.example\r\nReply-To: other@elsewhere.example\r\nSubject: Invoice 12\r\n\r\nPlease pay at once.\r\n',
  )
  const id = await receiveMail(app, wardline.orgId, content, { mailbox: null, kept_days: 30 })
  await takeIn(app, { org: wardline.orgId, mail: id })
  const { rows } = await wardline.owner.query('select id from channels.mailbox')
  await readMailbox(app, { org: wardline.orgId, mailbox: rows[0].id })
  await page.reload()
  await page.getByText('leads into a network that Wardline may not reach').waitFor()
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByText('Please pay at once.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-full')
  await page.setViewportSize({ width: 375, height: 800 })
  assert.equal(await overflow(page), 0)
  await shot(page, 'mail-narrow')
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-dark')
  await page.getByRole('button', { name: 'File a ticket' }).click()
  await page
    .getByText(/Ticket #\d+ was filed/)
    .first()
    .waitFor()
  await page.getByText('No mail is waiting').waitFor()
  assert.deepEqual(failures, [])
})

test('An administrator uploads a log, corrects the mapping, tries it, runs it, and sees that file and database agree.', async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/import')
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
  // Another page of the same person, which never asks by itself, hears of it.
  const list = await page.context().newPage()
  await list.goto(`${importing.address}/desk/organization/import`)
  await list.getByText('Tried', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Run the import' }).click()
  await list.getByText('30 tickets written').waitFor()
  await list.close()
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

test('A longer log takes the tickets further, and what was changed here since is shown as it stays.', async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/import')
  const { owner, orgId } = importing.wardline
  const { rows } = await owner.query(
    "select id from tickets.ticket where org_id = $1 and imported_key = 'test-log:T00000'",
    [orgId],
  )
  const headers = { origin: importing.address }
  const retitled = await page.request.post(`${importing.address}/api/tickets/${rows[0].id}/edit`, {
    data: { impact: 1, urgency: 1 },
    headers,
  })
  assert.equal(retitled.status(), 200)
  const longer = `${testLog(30)}${[0, 1].map((index) => `T0000${index},6,${index + 1}/3/2016 14:00,Nell,Closed,4,Network,Nell,Caller ${index},Category ${index},Part ${index},Ward ${index},?,Screen dark,?`).join('\n')}\n`
  const buffer = Buffer.from(longer)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ ...log, name: 'longer.csv', buffer })
  await page.getByRole('heading', { level: 1, name: 'longer.csv' }).waitFor()
  await page.locator('input[type=file]').setInputFiles(mapping)
  await page.getByLabel('What state becomes').waitFor()
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText('To take further').waitFor()
  await page.getByRole('heading', { name: '1 ticket was changed here since' }).waitFor()
  await page.getByRole('button', { name: 'Run the import' }).click()
  await page.getByText('Taken further').waitFor()
  await page.getByRole('cell', { name: 'priority', exact: true }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'longer')
  await page.locator(`a[href="/desk/tickets/${rows[0].id}"]`).waitFor()
  await page.getByRole('button', { name: 'Remove what the report quotes' }).click()
  await page.getByRole('button', { name: 'Remove what the report quotes' }).waitFor({ state: 'detached' })
  assert.deepEqual(failures, [])
  await page.context().close()
})

test('On a narrow page in the dark everything is there without scrolling sideways, and a wrong file says why.', async () => {
  const { page } = await importing.asAdmin('/desk/organization/import', { width: 360, colorScheme: 'dark' })
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
  await importing.wardline.person('Sam Agent', ['help-desk'])
  const page = await importing.newPage()
  await page.goto(`${importing.address}/sign-in`)
  await page.request.post(`${importing.address}/api/session`, {
    data: { email: 'sam.agent@main.example', password, organization: 'main' },
    headers: { origin: importing.address },
  })
  await page.goto(`${importing.address}/desk/organization/import`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.locator('input[type=file]').count(), 0)
  await page.context().close()
})
