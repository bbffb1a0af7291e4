/** A portal in real Chromium against a real server: a nurse, an agent, and articles of each kind. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

const PHONE = { width: 375, height: 740 }

export type Portal = {
  wardline: Wardline
  browser: Browser
  base: string
  nora: Client
  sam: Client
  /** A published article for all staff, one for the department alone, and a draft. */
  article: string
  inner: string
  draft: string
  /** A page of a phone, on which the person is signed in. */
  pageOf(person: Client, options?: Parameters<typeof openPage>[1]): Promise<Page>
  /** A request that Nora sends; answers its id. */
  file(title: string): Promise<string>
  close(): Promise<void>
}

export async function startPortal(): Promise<Portal> {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  const wardline = await startWardline()
  const desk = await wardline.team('Service Desk', 1)
  const nora = await wardline.person('Nora Nurse', [])
  const sam = await wardline.person('Sam Okafor', ['help-desk'], [desk])
  const coach = await wardline.person('Bridget Coach', ['knowledge-coach'])
  const admin = await wardline.admin()
  for (const name of ['Printing and labels', 'Access and passwords'])
    ok(await admin.post('/api/tickets/categories', { name }))
  ok(await admin.post('/api/places', { name: 'Ward 4 West' }))
  const article = await write(coach, 'Label printer gives blank labels', 'staff', true)
  const inner = await write(coach, 'Label printer server restart', 'internal', true)
  const draft = await write(coach, 'Label printer draft advice', 'staff', false)
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  const browser = await launchBrowser()
  return {
    wardline,
    browser,
    base,
    nora,
    sam,
    article,
    inner,
    draft,
    async pageOf(person, options = {}) {
      const { page } = await openPage(browser, { ...PHONE, ...options })
      const [name = '', value = ''] = person.cookie.split('=')
      await page.context().addCookies([{ name, value, url: base }])
      return page
    },
    file: async (title) => ok(await nora.post('/api/tickets', { title, body: 'Since this morning.' })).id,
    async close() {
      await browser.close()
      await wardline.close()
    },
  }
}

/** What was answered, which must be a success. */
export function ok(answer: { status: number; body: { id: string } }): { id: string } {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

async function write(coach: Client, title: string, audience: string, isPublished: boolean): Promise<string> {
  const body =
    'The label printer prints blank labels when the roll lies the wrong way round. Turn the roll over.'
  const { id } = ok(await coach.post('/api/articles', { title, body, audience, topic: 'Printing' }))
  if (isPublished) ok(await coach.post(`/api/articles/${id}/publish`, {}))
  return id
}
