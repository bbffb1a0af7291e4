/** The page of files in quarantine: an administrator looks at them, lets one out with a reason and removes another. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { password } from '../../../../../test/helpers/server.ts'
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
  await wardline.owner.query(
    `insert into core.attachment (org_id, id, name, media_type, size_bytes, sha256, storage_key, uploaded_by, created_at, scan, scan_tries)
     select org_id, gen_random_uuid(), 'old-' || place || '.txt', media_type, 1, '', md5(place::text), uploaded_by, '2026-01-01'::timestamptz + place * interval '1 minute', 'waiting', 3
     from core.attachment, generate_series(1, 70) place where name = 'waits.txt'`,
  )
  await wardline.person('Sue Security', ['information-security-officer'])
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
  // What was decided stands behind what waits.
  await page.getByRole('button', { name: 'Show more files' }).click()
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

test('Who works for security finds the page, is told how many there are, and reaches the last of them by keyboard.', async () => {
  const page = await importing.newPage()
  await page.goto(`${importing.address}/sign-in`)
  const answer = await page.request.post(`${importing.address}/api/session`, {
    data: { email: 'sue.security@main.example', password, organization: 'main' },
    headers: { origin: importing.address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(`${importing.address}/desk`)
  await page.getByRole('link', { name: 'Files in quarantine' }).click()
  await page.getByText(/In quarantine: \d+ · Waits for the scan: 71 · Released: \d+/).waitFor()
  const oldest = page.getByRole('listitem').filter({ hasText: 'old-1.txt' })
  assert.equal(await oldest.count(), 0)
  await page.getByRole('button', { name: 'Show more files' }).press('Enter')
  await oldest.getByText('The scanner gave no answer 3 times').waitFor()
  await page.getByRole('button', { name: 'Show more files' }).waitFor({ state: 'detached' })
  assert.deepEqual(await axe(page), [])
  await page.setViewportSize({ width: 320, height: 700 })
  assert.ok((await overflow(page)) <= 0)
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await axe(page), [])
  await shot(page, 'held-many-dark')
})
