import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let base: string
let admin: Client

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  wardline = await startWardline()
  admin = await wardline.admin()
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await wardline?.close()
})

const phone = async (options: Parameters<typeof openPage>[1] = {}): Promise<Page> =>
  (await openPage(browser, { width: 375, height: 740, ...options })).page
const button = (page: Page, name: string) => page.getByRole('button', { name })

/** Invites a new person; answers what stands after the # of the link in the mail. */
async function invite(name: string, email: string): Promise<string> {
  const made = await admin.post('/api/people', { name, email })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const invited = await admin.post(`/api/people/${made.body.id}/invite`, {})
  assert.equal(invited.status, 200, JSON.stringify(invited.body))
  const { rows } = await wardline.owner.query(
    'select body_text from core.outbox where to_address = $1 order by created_at desc limit 1',
    [email],
  )
  const hash = /\/invitation#(\S+)/.exec(rows[0].body_text)?.[1]
  assert.ok(hash)
  return hash
}

test('An invited person chooses a password by the link, signs in, and the link works no second time', async () => {
  const hash = await invite('Ingrid New', 'ingrid@main.example')
  const page = await phone()
  await page.goto(`${base}/invitation#${hash}`)
  await page.getByText('Hello Ingrid New. Hospital main invites you.').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('New password').fill('password')
  await button(page, 'Save the password').click()
  await page.getByText(/Use at least 12 characters/).waitFor()
  await page.getByLabel('New password').fill('seven quiet herons walking')
  await button(page, 'Save the password').click()
  await page.getByRole('heading', { name: 'Your password is saved' }).waitFor()
  await button(page, 'Go to sign in').click()
  await page.getByLabel('Work e-mail').fill('ingrid@main.example')
  await page.getByLabel('Password', { exact: true }).fill('seven quiet herons walking')
  await button(page, 'Sign in').click()
  await page.getByRole('heading', { name: 'What do you need?' }).waitFor()

  const again = await phone()
  await again.goto(`${base}/invitation#${hash}`)
  await again.getByText('This link does not work any more').waitFor()
  await again.getByRole('link', { name: 'Ask for a new link' }).click()
  await again.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
})

test('Asking for a new password answers the same for a known and an unknown address', async () => {
  const page = await phone()
  for (const email of ['admin@main.example', 'nobody@nowhere.example']) {
    await page.goto(`${base}/sign-in`)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await page.getByLabel('Work e-mail').fill(email)
    await button(page, 'Send the link').click()
    await page.getByText(`If ${email} belongs to an account, a link is on its way.`).waitFor()
  }
})

test('Every public page is accessible in light and dark, in Spanish too, and fits 320 px', async () => {
  const hash = await invite('Olga Open', 'olga@main.example')
  const paths = ['/sign-in', '/forgot', '/reset-password#wrong', `/invitation#${hash}`, '/setup']
  for (const options of [
    { colorScheme: 'dark' },
    { locale: 'es-US' },
    { width: 320, height: 256 },
  ] as const) {
    const page = await phone(options)
    for (const path of paths) {
      await page.goto('about:blank')
      await page.goto(base + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
      assert.deepEqual(await axe(page), [], path)
      const excess_px = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      assert.equal(excess_px, 0, path)
    }
  }
})
