/** The page of mail: what waits, looked at, thrown away by the dozen, and how it looks narrow, dark and empty. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { receiveMail } from '../mail/receive.ts'
import { takeIn } from '../mail/take-in.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'

const mails = 60
let importing: Importing
before(async () => {
  importing = await startImporting()
  const { wardline } = importing
  const { app } = wardline.composition
  await wardline.owner.query(
    `insert into core.role_assignment (org_id, id, person_id, role_id)
     select r.org_id, gen_random_uuid(), p.id, r.id from core.role r join core.person p on p.org_id = r.org_id and p.email = 'admin@main.example' where r.key = 'help-desk'`,
  )
  for (let at = 0; at < mails; at++) {
    const content = `From: stranger${at}@elsewhere.example\r\nSubject: Offer ${at}\r\nMessage-ID: <${at}@elsewhere.example>\r\n\r\nBuy now.`
    const id = await receiveMail(app, wardline.orgId, Buffer.from(content), { mailbox: null, kept_days: 1 })
    await takeIn(app, { org: wardline.orgId, mail: id })
  }
})
after(() => importing?.close())

test('Mail of strangers is read page by page, looked at, and thrown away together.', async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/mail')
  const lines = page.getByRole('checkbox', { name: /^Choose the mail of/ })
  await page.getByText(`stranger${mails - 1}@elsewhere.example`).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-full')
  await page.getByRole('button', { name: 'Look at it' }).first().click()
  await page.getByText('Buy now.').waitFor()
  await page.getByRole('button', { name: 'Show older mail' }).click()
  await page.getByText('stranger0@elsewhere.example').waitFor()
  assert.equal(await lines.count(), mails)
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  await page.getByRole('checkbox', { name: 'Choose the mail of stranger0@elsewhere.example' }).click()
  await page.getByRole('button', { name: `Throw away ${mails - 1} mails` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await page
    .getByText(`${mails - 1} mails were thrown away.`)
    .first()
    .waitFor()
  await page
    .getByText(`stranger${mails - 1}@elsewhere.example`)
    .first()
    .waitFor({ state: 'detached' })
  assert.equal(await lines.count(), 1)
  assert.deepEqual(failures, [])
  await page.context().close()

  const dark = await importing.asAdmin('/desk/organization/mail', { width: 375, colorScheme: 'dark' })
  await dark.page.getByText('stranger0@elsewhere.example').waitFor()
  assert.deepEqual(await axe(dark.page), [])
  assert.ok((await overflow(dark.page)) <= 0)
  await shot(dark.page, 'mail-narrow-dark')
  await dark.page.context().close()
})
