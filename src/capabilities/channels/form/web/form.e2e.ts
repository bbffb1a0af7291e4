/** A journey: an administrator offers the form, a stranger asks by it without an account, and an agent finds it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Importing, overflow, shot, startImporting } from '../../web/fixture.ts'

let importing: Importing
before(async () => {
  importing = await startImporting()
})
after(() => importing?.close())

test('The form is offered, filled in by keyboard on a narrow dark screen, confirmed by its button, and waits in the mail.', async () => {
  const { wardline, address } = importing
  const { page: desk, failures } = await importing.asAdmin('/desk/organization/form')
  await desk.getByRole('button', { name: 'Add a topic' }).click()
  await desk.getByLabel('Name', { exact: true }).fill('Visitor network')
  await desk.getByRole('switch', { name: 'Offer the form' }).press('Space')
  assert.deepEqual(await axe(desk), [])
  await shot(desk, 'form-setting')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: 'Look at the form' }).waitFor()
  await desk.setViewportSize({ width: 320, height: 700 })
  assert.ok((await overflow(desk)) <= 0)
  await desk.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await axe(desk), [])

  const page = await importing.newPage()
  await page.setViewportSize({ width: 320, height: 700 })
  const answer = await page.goto(`${address}/ask/main`)
  assert.match(answer?.headers()['x-robots-tag'] ?? '', /noindex/)
  await page.getByRole('heading', { name: 'Ask for help' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'form-ask')
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.ok((await overflow(page)) <= 0)
  await page.getByLabel('In a few words').focus()
  await page.keyboard.type('No code for the network')
  await page.keyboard.press('Tab')
  await page.keyboard.type('The machine at the door gives none.')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Vera Visitor')
  await page.keyboard.press('Tab')
  await page.keyboard.type('vera@elsewhere.example')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'door.txt', mimeType: 'text/plain', buffer: Buffer.from('Door 4') })
  await page.getByText('door.txt').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'form-ask-dark')
  await page.getByRole('button', { name: 'Send' }).press('Enter')
  await page.getByText('We sent a mail to vera@elsewhere.example').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'form-sent')

  const { rows } = await wardline.owner.query(
    "select body_text from core.outbox where to_address = 'vera@elsewhere.example'",
  )
  const [link = ''] = /\/ask\/\S+#\S+/.exec(String(rows[0]?.body_text)) ?? []
  await page.goto(address + link)
  await page.getByRole('button', { name: 'Yes, I asked for help' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'form-confirm')
  const { rows: before } = await wardline.owner.query('select id from channels.mail_in')
  assert.deepEqual(before, [], 'looking at it confirms nothing')
  await page.getByRole('button', { name: 'Yes, I asked for help' }).press('Enter')
  await page.getByRole('heading', { name: 'Your request has arrived' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.reload()
  await page.getByRole('button', { name: 'Yes, I asked for help' }).click()
  await page.getByText('The link has expired, was used already, or is not complete.').waitFor()
  await shot(page, 'form-over')
  const { rows: after } = await wardline.owner.query('select topic_id from channels.mail_in')
  assert.equal(after.length, 1)

  await page.goto(`${address}/ask/nowhere`)
  await page.getByText('This form does not exist').first().waitFor()
  assert.deepEqual(failures, [])
})

test('Who reads Spanish is asked in Spanish.', async () => {
  const page = await importing.newPage()
  await importing.wardline.owner.query("update core.organization set language = 'es'")
  await page.goto(`${importing.address}/ask/main`)
  await page.getByRole('heading', { name: 'Pedir ayuda' }).waitFor()
  assert.deepEqual(await axe(page), [])
})
