/** A server that listens and a browser, for journeys of several people in one organization. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage } from './browser.ts'
import { password, type Wardline } from './server.ts'

export type Journey = {
  readonly address: string
  /** A page of the person of this name, e.g. `lea.lead`, who has just signed in. */
  as(name: string, path: string, options?: Parameters<typeof openPage>[1]): Promise<Page>
  /** Keeps a picture of the page, where somebody wants to look at them. */
  look(page: Page, name: string): Promise<void>
  /** Closes the browser; the server is the caller's. */
  close(): Promise<void>
}

export async function startJourney(wardline: Wardline): Promise<Journey> {
  const { http } = wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  const address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  const browser = await launchBrowser()
  return {
    address,
    async as(name, path, options = {}) {
      const { page } = await openPage(browser, options)
      await page.goto(`${address}/sign-in`)
      const answer = await page.request.post(`${address}/api/session`, {
        data: { email: `${name}@main.example`, password, organization: 'main' },
        headers: { origin: address },
      })
      assert.equal(answer.status(), 200)
      await page.goto(address + path)
      return page
    },
    async look(page, name) {
      const folder = process.env.WARDLINE_SCREENSHOTS
      if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
    },
    close: () => browser.close(),
  }
}

export async function noOverflow(page: Page): Promise<void> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(pixels <= 0, `the page scrolls sideways by ${pixels} pixels`)
}
