/** A desk with two agents and a nurse, for the browser tests of its pages. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline } from '../../../../test/helpers/server.ts'

export type World = Awaited<ReturnType<typeof openDesk>>

/** Starts a whole Wardline with its web and a browser; close it at the end. */
export async function openDesk() {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  const wardline = await startWardline()
  const desk = await wardline.team('Service Desk', 1)
  await wardline.team('Network', 2)
  const dana = await wardline.person('Dana Reyes', ['help-desk'], [desk])
  const sam = await wardline.person('Sam Lee', ['help-desk'], [desk])
  const maria = await wardline.person('Maria Gomez', [])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  const browser = await launchBrowser()
  return {
    wardline,
    base,
    dana,
    sam,
    maria,
    /** A page on which the person is signed in. */
    async pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
      const { page } = await openPage(browser, { width: 1440, height: 900, ...options })
      const [name = '', value = ''] = person.cookie.split('=')
      await page.context().addCookies([{ name, value, url: base }])
      return page
    },
    /** Opens the page and waits until the server sends it news. */
    async listening(page: Page, path: string): Promise<void> {
      const live = page.waitForResponse((answer) => answer.url().endsWith('/api/live'))
      await page.goto(base + path)
      await live
    },
    /** A ticket that Maria files and the service desk gets. */
    async file(title: string): Promise<{ id: string; number: number }> {
      const answer = await maria.post('/api/tickets', { title, body: 'It does not work since this morning.' })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      await dana.post(`/api/tickets/${answer.body.id}/assign`, { team_id: desk })
      return answer.body
    },
    /** A published article; answers its id. */
    async article(title: string, body: string, audience = 'staff'): Promise<string> {
      const coach = await wardline.person(`Coach of ${title}`, ['knowledge-coach'])
      const made = await coach.post('/api/articles', { title, body, audience })
      assert.equal(made.status, 200, JSON.stringify(made.body))
      assert.equal((await coach.post(`/api/articles/${made.body.id}/publish`)).status, 200)
      return made.body.id
    },
    show: async (id: string) => (await dana.get(`/api/tickets/${id}`)).body,
    async close(): Promise<void> {
      await browser.close()
      await wardline.close()
    },
  }
}
