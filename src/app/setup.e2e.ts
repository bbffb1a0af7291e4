import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../test/helpers/browser.ts'
import { createTestDatabase, type TestDatabase } from '../../test/helpers/database.ts'
import { loadConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { type Composition, compose } from './compose.ts'
import { demoPassword } from './seed-demo.ts'

let browser: Browser
let database: TestDatabase
let composition: Composition
let base: string
const dataDir = mkdtempSync(join(tmpdir(), 'wardline-test-'))

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  database = await createTestDatabase()
  const config = loadConfig({ WARDLINE_DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  composition = await compose({ config, appUrl: database.appUrl, log: createLog(config.logLevel) })
  await composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await composition?.close()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('Whoever opens a new installation is led to its set-up, makes the organization with the code, and signs in', async () => {
  const { page } = await openPage(browser, { width: 375, height: 740 })
  const button = (name: string) => page.getByRole('button', { name })
  await page.goto(base)
  await page.getByRole('heading', { name: 'Set up Wardline' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Code').fill('AAAA-BBBB-CCCC')
  await page.getByLabel('Name', { exact: true }).first().fill('Willow River')
  assert.equal(await page.getByLabel('Short name').inputValue(), 'willow-river')
  await page.getByLabel('Name', { exact: true }).last().fill('Ada Admin')
  await page.getByLabel('Work e-mail').fill('ada@willow.example')
  await page.getByLabel('New password').fill('seven quiet herons walking')
  await button('Create it').click()
  await page.getByText('This is not the code that the terminal shows.').waitFor()
  await page.getByLabel('Code').fill(composition.setupCode)
  await button('Create it').click()
  await page.getByText('Your organization is there.').waitFor()
  await button('Go to sign in').click()
  await page.getByLabel('Work e-mail').fill('ada@willow.example')
  await page.getByLabel('Password', { exact: true }).fill('seven quiet herons walking')
  await button('Sign in').click()
  await page.waitForURL(`${base}/desk`)
  await page.goto(`${base}/setup`)
  await page.getByText('This server is set up already.').waitFor()
})

test('The demo hospital is loaded by its button and the code, and one of its people signs in.', async () => {
  const empty = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'wardline-test-'))
  const demo = await compose({
    config: loadConfig({ WARDLINE_DATA_DIR: folder, LOG_LEVEL: 'error' }),
    appUrl: empty.appUrl,
    log: createLog('error'),
  })
  try {
    await demo.http.listen({ port: 0, host: '127.0.0.1' })
    const there = `http://127.0.0.1:${(demo.http.server.address() as AddressInfo).port}`
    const { page } = await openPage(browser)
    await page.goto(there)
    await page.getByRole('heading', { name: 'Set up Wardline' }).waitFor()
    await page.getByRole('radio', { name: 'The demo hospital' }).check()
    await page.getByLabel('Code').fill('AAAA-BBBB-CCCC')
    await page.getByRole('button', { name: 'Load the demo hospital' }).click()
    await page.getByText('This is not the code that the terminal shows.').waitFor()
    await page.getByLabel('Code').fill(demo.setupCode)
    await page.getByRole('button', { name: 'Load the demo hospital' }).click()
    await page.getByText('The demo hospital is being built.').first().waitFor()
    await page.getByText('The demo hospital is open.').waitFor({ timeout: 50_000 })
    assert.deepEqual(await axe(page), [])
    const email = 'sam.okafor@willowfork.example'
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'Go to sign in' }).click()
    await page.getByLabel('Work e-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${there}/desk**`)
    await page.goto(`${there}/desk/queue?view=open`)
    await page.getByRole('row').nth(3).waitFor()
    await page.context().close()
  } finally {
    await demo.close()
    await empty.drop()
    rmSync(folder, { recursive: true, force: true })
  }
})
