import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, password } from '../../../../test/helpers/server.ts'
import { type ApprovalCast, startApprovalCast } from '../fixture.ts'

const phone = { width: 375, height: 740 }

let cast: ApprovalCast
let browser: Browser
let base: string
before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  cast = await startApprovalCast()
  const { http } = cast.wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await cast?.wardline.close()
})

async function pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('A manager approves on a phone from the link of the mail, and what is to be done is ticked off and resolved.', async () => {
  const { nurse, agent } = cast
  const id = await cast.request(
    { steps: [{ name: 'Manager', who: 'manager', needs: 'any' }] },
    {
      fulfilment: {
        steps: [
          { title: 'Order it', as: 'check' },
          { title: 'Hand it over', as: 'check', after: [0] },
        ],
      },
    },
  )
  await cast.runJobs('approvals.mail')
  const [mail] = await cast.rows('select body_text from core.outbox')
  const link = `/approvals/open${/open(\?o=main&t=[^\s"]+)/.exec(String(mail?.body_text))?.[1]}`

  const hers = await pageOf(nurse, phone)
  await hers.goto(`${base}/requests/${id}`)
  await hers.getByText('Waiting for Mara Manager to approve').waitFor()
  assert.deepEqual(await axe(hers), [])

  const { page } = await openPage(browser, { ...phone, colorScheme: 'dark' })
  await page.goto(base + link)
  await page.getByLabel('E-mail').waitFor()
  await page.getByLabel('E-mail').fill('mara.manager@main.example')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await button(page, 'Sign in').click()
  await page.getByRole('heading', { level: 1, name: 'A new laptop' }).waitFor()
  await page.getByText('Mine is slow.').waitFor()
  assert.deepEqual(await axe(page), [])
  await button(page, 'Approve').click()
  await page.getByText('Nothing is left for you to decide here.').waitFor()
  await page.goto(base + link)
  await page.getByText('This link was used already').waitFor()
  await page.getByRole('link', { name: 'To your approvals' }).click()
  await page.getByText('Nothing waits for you').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('link', { name: 'Decided by you' }).click()
  await page.getByRole('link', { name: /A new laptop/ }).waitFor()

  const desk = await pageOf(agent)
  await desk.goto(`${base}/desk/tickets/${id}`)
  await desk.getByText('0 of 2 done').waitFor()
  await desk.getByText('Mara Manager gave the last approval').waitFor()
  assert.ok(await desk.getByRole('checkbox', { name: 'Hand it over' }).isDisabled())
  await desk.getByRole('checkbox', { name: 'Order it' }).click()
  await desk.getByText('1 of 2 done').waitFor()
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('checkbox', { name: 'Order it' }).press('Alt+ArrowDown')
  await desk.getByText('Order it: now 2 of 2').first().waitFor()
  await desk.getByRole('button', { name: 'More for Order it' }).click()
  await desk.getByRole('menuitem', { name: 'Move up' }).click()
  await desk.getByText('Order it: now 1 of 2').first().waitFor()
  await desk.getByRole('button', { name: 'More for Hand it over' }).click()
  await desk.getByRole('menuitem', { name: 'Change' }).click()
  await desk.getByLabel('Until when').fill('2031-03-05T09:00')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await desk.getByText(/due/).first().waitFor()
  if (process.env.SHOTS) await desk.screenshot({ path: `${process.env.SHOTS}/checklist.png`, fullPage: true })
  await hers.reload()
  await hers.getByText('1 of 2 steps are done.').waitFor()
  await desk.getByRole('checkbox', { name: 'Hand it over' }).click()
  await desk.getByText('2 of 2 done').waitFor()
  const resolved = await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' })
  assert.equal(resolved.status, 200)
  await hers.getByText('Approved by Mara Manager').waitFor()
})

test('Who answers for an item has somebody else asked in place of an approver who has left.', async () => {
  const { colleague, director, owner, rows } = cast
  const step = { name: 'Budget', who: 'people' as const, needs: 'all' as const }
  const person_ids = [owner.personId, colleague.personId]
  const id = await cast.request({ steps: [{ ...step, person_ids }] }, { ownerId: owner.personId })
  await owner.post(`/api/approvals/${await cast.approvalOf(id, owner)}/approve`, {})
  const left = [colleague.personId, cast.manager.personId, director.personId]
  await rows('update core.person set is_active = false where id = any($1)', [left])
  const { app } = cast.wardline.composition
  await app.registry.jobs.get('approvals.remind')?.(app, {})
  await rows('update core.person set is_active = true where id = $1', [director.personId])
  const page = await pageOf(owner, { ...phone, colorScheme: 'dark' })
  await page.goto(`${base}/approvals`)
  await page.getByText('Cora Colleague has left').waitFor()
  assert.deepEqual(await axe(page), [])
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/stuck.png`, fullPage: true })
  await button(page, /Ask somebody else: #\d+ for Nora Nurse/).click()
  await page.getByRole('combobox', { name: 'Who approves instead?' }).fill('Dan')
  await page.getByRole('option', { name: /Dan Director/ }).click()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('dialog').getByRole('button', { name: 'Ask somebody else' }).click()
  await page.getByText('Somebody else is asked').first().waitFor()
  await page.getByText('Cora Colleague has left').waitFor({ state: 'detached' })
})
