/** The organization's pages in real Chromium against a real server, and people who are signed in there. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

export type Office = {
  wardline: Wardline
  browser: Browser
  base: string
  /** A page on which the person is signed in. */
  pageOf(person: Pick<Client, 'cookie'>, options?: Parameters<typeof openPage>[1]): Promise<Page>
  close(): Promise<void>
}

export async function startOffice(env: Record<string, string> = {}): Promise<Office> {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  const wardline = await startWardline({ env })
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  const browser = await launchBrowser()
  return {
    wardline,
    browser,
    base,
    async pageOf(person, options = {}) {
      const { page } = await openPage(browser, options)
      const [name = '', value = ''] = person.cookie.split('=')
      await page.context().addCookies([{ name, value, url: base }])
      return page
    },
    async close() {
      await browser.close()
      await wardline.close()
    },
  }
}

/** Types the address and the password into the sign-in page; what comes then is the caller's. */
export async function signIn(page: Page, base: string, email: string, secret: string): Promise<void> {
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('Work e-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
