/** The page of files in quarantine: an administrator looks at them, lets one out with a reason and removes another. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { uploadWith } from '../../../../core/attachments/upload.fixture.ts'
import { type Importing, overflow, shot, startImporting } from '../../web/fixture.ts'
import { mark, prepareScanner, type Scanner } from '../scanner.fixture.ts'

let importing: Importing
let scanner: Scanner
before(async () => {
  scanner = prepareScanner()
  await scanner.start()
  importing = await startImporting({ WARDLINE_CLAMD: scanner.address })
  const { wardline } = importing
  const upload = uploadWith(wardline, await wardline.person('Nora Nurse', []))
  for (const name of ['list.txt', 'plan.txt']) await upload(name, 'text/plain', Buffer.from(mark))
  await scanner.stop()
  await upload('waits.txt', 'text/plain', Buffer.from('words'))
})
after(async () => {
  await importing?.close()
  await scanner?.close()
})

test('Files in quarantine are listed with what was found, released with a reason, or removed.', async () => {
  const { page, failures } = await importing.asAdmin('/desk/organization/files')
  const lines = page.getByRole('listitem').filter({ hasText: 'Nora Nurse' })
  await lines.filter({ hasText: 'waits.txt' }).getByText('Waits for the scan').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'held')
  const plan = lines.filter({ hasText: 'plan.txt' })
  await plan.getByRole('button', { name: 'Release' }).press('Enter')
  await plan.getByLabel('Why is it safe?').fill('Security looked at it.')
  assert.deepEqual(await axe(page), [])
  await plan.getByRole('button', { name: 'Release the file' }).click()
  await plan.getByText('Released by').waitFor()
  const list = lines.filter({ hasText: 'list.txt' })
  await list.getByRole('button', { name: 'Remove for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click()
  await list.waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 320, height: 700 })
  assert.ok((await overflow(page)) <= 0)
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await axe(page), [])
  await shot(page, 'held-narrow-dark')
  assert.deepEqual(failures, [])
})
