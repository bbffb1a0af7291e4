import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { takeInAlerts } from '../alerts/take-in.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'

let importing: Importing
before(async () => {
  importing = await startImporting()
})
after(() => importing?.close())

test('An administrator sets a source of alerts up, sees what is parked, and makes a key that is shown once.', async () => {
  const { wardline, address } = importing
  const { page, failures } = await importing.asAdmin('/desk/organization/alerts')
  await page.getByText('No source yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alerts-empty')
  await page.getByRole('button', { name: 'Add a source' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Prometheus')
  await page.getByText('Mapping for JSON of any form').click()
  await page.getByLabel('Severities and their levels').fill('critical')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').first().waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alerts-form')
  await page.getByLabel('Severities and their levels').fill('critical: 1\nmajor: 2')
  await page.getByRole('button', { name: 'Save' }).click()
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue()
  assert.match(secret, /^wla_/)
  await shot(page, 'alerts-secret')
  await page.getByRole('button', { name: 'I have kept it' }).click()
  const { rows } = await wardline.owner.query('select id from channels.alert_source')
  const { id } = rows[0]
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const alerts = [{ status: 'firing', labels: { alertname: 'Ping', instance: 'db1', severity: 'critical' } }]
  for (const body of [{ alerts, groupKey: 'g' }, { odd: true }]) {
    const answer = await fetch(`${address}/api/alerts/${id}/alertmanager`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    assert.equal(answer.status, 200)
  }
  await takeInAlerts(wardline.composition.app, { org: wardline.orgId, source: id })
  await page.reload()
  await page.getByText('1 alert is firing').waitFor()
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByText('"odd"').waitFor()
  await page.getByText('Addresses').click()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alerts-full')
  await page.setViewportSize({ width: 375, height: 800 })
  assert.equal(await overflow(page), 0)
  await shot(page, 'alerts-narrow')
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alerts-dark')
  await page.getByRole('button', { name: /Throw away: message of Prometheus/ }).click()
  await page.getByText('Nothing is parked').waitFor()
  await page.goto(`${address}/desk/organization/keys`)
  await page.getByRole('button', { name: 'Make a key', exact: true }).click()
  await page.getByLabel('What it is for').fill('Night report')
  await page.getByLabel('Read what everybody who is signed in may read').check()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'keys-form-dark')
  await page.getByRole('button', { name: 'Make the key' }).click()
  const key = await page.getByLabel('Secret', { exact: true }).inputValue()
  const asked = await fetch(`${address}/api/organization`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(asked.status, 200)
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
  assert.deepEqual(await axe(page), [])
  await shot(page, 'keys-full')
  await page.getByRole('button', { name: 'Revoke the key “Night report”' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('Revoked').first().waitFor()
  const again = await fetch(`${address}/api/organization`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(again.status, 401)
  // The level that was left out was refused on purpose.
  assert.deepEqual(
    failures.filter((failure) => !failure.includes('422')),
    [],
  )
})

test('Who writes a program goes from the keys to how to begin and on to the reference, and the commands shown there run.', async () => {
  const { address, wardline } = importing
  const { page, failures } = await importing.asAdmin('/desk/organization/keys')
  await page.getByRole('link', { name: 'How programs begin' }).click()
  await page.getByRole('heading', { name: 'How programs begin' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'begin')
  const command = await page.getByRole('region', { name: '2. File a ticket' }).locator('pre').textContent()
  assert.ok(command?.includes(`curl ${address}/api/tickets`), String(command))
  const admin = await wardline.admin()
  await admin.post('/api/session/confirm', { password })
  const { body: key } = await admin.post('/api/keys', { name: 'Try', scopes: ['everyday.read'], days: 1 })
  const asking = await page
    .getByRole('region', { name: '3. Keep a copy that stays right' })
    .locator('pre')
    .textContent()
  if (spawnSync('curl', ['--version']).status === 0) {
    const env = { ...process.env, WARDLINE_KEY: key.secret }
    const { stdout } = await new Promise<{ stdout: string }>((done) =>
      execFile('sh', ['-c', asking ?? ''], { env }, (_error, stdout) => done({ stdout })),
    )
    assert.deepEqual(JSON.parse(stdout).rows, [])
  }
  await page.setViewportSize({ width: 320, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'begin-narrow-dark')
  await page.setViewportSize({ width: 1280, height: 900 })
  assert.deepEqual(failures, [])
  const link = page.getByRole('link', { name: 'Reference with examples' })
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/api\/docs/)
  await page.getByText('Everything that the pages do goes through this interface').first().waitFor()
  await page.context().close()
})

test('An administrator says of alerts that were forgotten that they are over, by keyboard, narrow and in the dark.', async () => {
  const { wardline } = importing
  await wardline.owner.query("update channels.alert set seen_at = now() - interval '2 days'")
  const { page, failures } = await importing.asAdmin('/desk/organization/alerts', {
    width: 320,
    colorScheme: 'dark',
  })
  const part = page.getByRole('region', { name: 'Nothing heard for a day' })
  await part.getByText('1 alert is firing').waitFor()
  await part.getByRole('button', { name: 'Say that they are over' }).focus()
  await page.keyboard.press('Enter')
  await part.getByLabel('Why they are over').fill('The server was taken away.')
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alerts-stale')
  await part.getByRole('button', { name: 'Say that they are over' }).focus()
  await page.keyboard.press('Enter')
  await part.waitFor({ state: 'detached' })
  const { rows } = await wardline.owner.query('select is_firing from channels.alert')
  assert.deepEqual(rows, [{ is_firing: false }])
  assert.deepEqual(failures, [])
  await page.context().close()
})
