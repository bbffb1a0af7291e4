/** The page of all channels: how each is, addresses that fail, what waits; narrow, dark, in Spanish, by keyboard. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'

const path = '/desk/organization/channels'
let importing: Importing
before(async () => {
  importing = await startImporting()
  const { owner, orgId } = importing.wardline
  await owner.query(
    `insert into channels.mailbox (org_id, id, name, address, host, port, security, username, sign_in, secret_sealed, is_on, created_at, looked_at, failure, failing_since)
     values ($1, gen_random_uuid(), 'Help desk', 'desk@main.example', 'h', 993, 'tls', 'u', 'password', '\\x00', true, now(), now(), 'The mail server could not be reached.', now())`,
    [orgId],
  )
  await owner.query(
    `insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at, last_error)
     values ($1, gen_random_uuid(), 'a@b.example', 'S', 'T', '', 'failed', now(), 'The mail could not be sent.')`,
    [orgId],
  )
  await owner.query(
    "insert into channels.failing_address (org_id, address, reason, failed_at) values ($1, 'admin@main.example', 'full', now())",
    [orgId],
  )
})
after(() => importing?.close())

test('The administrator sees which channel fails and why, goes to what did not go out, and clears an address by keyboard.', async () => {
  const { page, failures } = await importing.asAdmin(path)
  const box = page.getByRole('listitem').filter({ hasText: 'Help desk' })
  await box.getByText('Fails').waitFor()
  await box.getByText('The mail server could not be reached.').waitFor()
  await page.getByText('The mailbox is full').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'channels')
  await page.getByRole('link', { name: 'Ada Admin' }).click()
  await page.getByText('Mail does not reach this address: the mailbox is full.').waitFor()
  await page.getByRole('link', { name: 'See the channels' }).click()
  const clear = page.getByRole('button', { name: 'admin@main.example works again' })
  await clear.focus()
  await page.keyboard.press('Enter')
  await page.getByText('No address fails').waitFor()
  await page.getByRole('link', { name: '1 mail did not go out' }).click()
  await page.waitForURL(/outbox/)
  assert.deepEqual(failures, [])
  await page.context().close()
})

test('In Spanish, dark and at 320 pixels the page fits and is accessible.', async () => {
  const { page } = await importing.asAdmin(path, { width: 320, colorScheme: 'dark', locale: 'es-US' })
  await page.evaluate(() => localStorage.setItem('wardline.language', 'es'))
  await page.reload()
  await page.getByRole('heading', { name: 'Canales' }).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Help desk' }).getByText('Falla').waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'channels-narrow-dark')
  await page.context().close()
})
