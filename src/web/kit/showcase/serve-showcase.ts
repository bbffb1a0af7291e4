import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser, openPage } from '../../../../test/helpers/browser.ts'

const root = resolve(import.meta.dirname, '../../../..')
const page_path = 'src/web/kit/showcase.html'
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The strictest policy that the kit can be served with. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"

export const SHOWS = ['words', 'table', 'editor', 'charts', 'panes'] as const
export type ShowName = (typeof SHOWS)[number]
export type Look = NonNullable<Parameters<typeof openPage>[1]>
export type Shown = { page: Page; failures: string[]; close: () => Promise<void> }

/**
 * Builds the showcase as the product is built, serves it on the loopback under a strict content policy and
 * starts a browser. `show` opens one part in a page of its own; `failures` has its script and policy errors.
 */
export async function startShowcase() {
  const folder = await mkdtemp(join(tmpdir(), 'wardline-kit-'))
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, page_path) } },
  })
  const server = serve(folder)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await launchBrowser()
  return {
    async show(name: ShowName, look: Look = {}, more = ''): Promise<Shown> {
      const { page, failures } = await openPage(browser, look)
      await page.goto(`${base}/?show=${name}${more}`)
      await page.locator('body[data-ready]').waitFor()
      if (name === 'editor') await page.locator('.tiptap').first().waitFor()
      if (name === 'charts') await page.locator('canvas').nth(4).waitFor()
      return { page, failures, close: () => page.context().close() }
    },
    async stop(): Promise<void> {
      await browser.close()
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function serve(folder: string) {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://inside.invalid').pathname
    const file = join(folder, path === '/' ? page_path : path)
    readFile(file).then(
      (body) => {
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
        response.setHeader('content-security-policy', POLICY)
        response.end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
}
