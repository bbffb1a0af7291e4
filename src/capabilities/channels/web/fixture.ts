/** A Wardline with a browser, for the journeys of the import pages. */
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

type PageOptions = Parameters<typeof openPage>[1]

export type Importing = {
  wardline: Wardline
  address: string
  asAdmin(path: string, options?: PageOptions): Promise<{ page: Page; failures: string[] }>
  newPage(): Promise<Page>
  close(): Promise<void>
}

export async function startImporting(env: Record<string, string> = {}): Promise<Importing> {
  const wardline = await startWardline({ jobs: true, env })
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = wardline.composition.http.server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  const browser = await launchBrowser()
  return {
    wardline,
    address,
    async asAdmin(path, options = {}) {
      const { page, failures } = await openPage(browser, options)
      await page.goto(`${address}/sign-in`)
      const answer = await page.request.post(`${address}/api/session`, {
        data: { email: 'admin@main.example', password, organization: 'main' },
        headers: { origin: address },
      })
      assert.equal(answer.status(), 200)
      await page.goto(address + path)
      return { page, failures }
    },
    newPage: async () => (await openPage(browser)).page,
    async close() {
      await browser.close()
      await wardline.close()
    },
  }
}

/** A picture of the whole page, when SHOTS names a folder for them. */
export async function shot(page: Page, name: string): Promise<void> {
  const { SHOTS } = process.env
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

/** By how many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
