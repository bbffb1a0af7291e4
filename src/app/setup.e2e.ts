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
