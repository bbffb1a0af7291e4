import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { must } from '../../tickets/fixture.ts'
import { all, statementOf } from '../fixture.ts'

let wardline: Wardline
let browser: Browser
let address: string
let agent: Client
let admin: Client
let team: string
const shots = process.env.SHOTS
const dark = { colorScheme: 'dark' } as const
const rules = '/desk/organization/rules'

before(async () => {
  wardline = await startWardline({ jobs: true })
  wardline.owner.on('error', () => {})
  team = await wardline.team('Printing')
  agent = await wardline.person('Sam Agent', ['help-desk'], [team])
  admin = await wardline.admin()
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

type Options = Parameters<typeof openPage>[1]
async function open(email: string, path: string, options: Options = {}) {
  const { page, failures } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email, password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return { page, failures }
}
const asAdmin = (path: string, options?: Options) => open('admin@main.example', path, options)

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const file = async (title: string) =>
  must(await agent.post('/api/tickets', { title, body: 'It does not print.' })).body as { id: string }

test('An administrator says a rule, sees what it would have done last month, switches it on, and it is done.', async () => {
  await file('The printer in the lobby jams')
  await file('I cannot log in')
  const { page, failures } = await asAdmin(rules)
  await page.getByText('No rule yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'empty')
  await page.getByRole('link', { name: 'New rule' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Printing goes to its team')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Choose at least one value.').waitFor()
  await page.getByText('Choose a team, a person, or both.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'refused')
  await page.getByLabel('1. Field').selectOption({ label: 'Title or first message' })
  await page.getByRole('combobox', { name: '1. Values' }).fill('PRINTER')
  await page.keyboard.press('Enter')
  await page.getByLabel('Team', { exact: true }).selectOption({ label: 'Printing' })
  await page.getByRole('button', { name: 'Add an action' }).click()
  await page.getByLabel('Action 2', { exact: true }).selectOption({ label: 'Write an internal note' })
  await page.getByLabel('Text', { exact: true }).fill('{{requester}} has paper trouble.')
  await page
    .getByText(
      'When a ticket is filed, if Title or first message holds “PRINTER”, then assign it to Printing, note “{{requester}} has paper trouble.”.',
    )
    .waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Printing goes to its team' }).waitFor()
  assert.ok(await page.getByRole('button', { name: 'Switch on' }).isDisabled())
  await page.getByRole('button', { name: 'Try it on last month' }).click()
  await page.getByText('It would have fired once, for 1 ticket.').waitFor()
  await page.getByRole('link', { name: 'The printer in the lobby jams' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'tried')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('button', { name: 'Switch off' }).waitFor()
  const { id } = await file('The Printer of ward 3 is offline')
  await fired(id)
  await page.goto(`${address}/desk/tickets/${id}`)
  const part = page.locator('section', { has: page.getByRole('heading', { name: 'Rules' }) })
  await part.getByText('Done: assign it to Printing').waitFor()
  await part.getByText('Because a ticket is filed').waitFor()
  await page.getByText('Sam Agent has paper trouble.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'ticket')
  await part.getByRole('link', { name: 'Printing goes to its team' }).click()
  await page.getByText('This held: Title or first message holds “PRINTER”').waitFor()
  await shot(page, 'history')
  assert.deepEqual(
    failures.filter((failure) => !failure.includes('422')),
    [],
  )
  await page.close()
})

async function fired(id: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = must(await admin.get(`/api/tickets/${id}/rule-firings`)).body
    if (rows[0]?.finished_at) return
    await new Promise((done) => setTimeout(done, 50))
  }
  assert.fail('The rule did not fire in ten seconds.')
}

test('Rules are put in order with the keyboard; a broken and a stopped one say what is the matter.', async () => {
  const gone = await wardline.team('Gone')
  const make = async (parts: Parameters<typeof statementOf>[0]) =>
    must(await admin.post('/api/rules', statementOf(parts))).body.id as string
  const broken = await make({ name: 'To nobody', actions: [{ do: 'assign', team_id: gone }] })
  const stopped = await make({
    name: 'Daily look',
    when: { on: 'daily', time: '08:00' },
    if: {
      match: 'all',
      conditions: all({ field: 'owner', is: 'empty', values: [] }).conditions,
      groups: [
        {
          match: 'any',
          conditions: [
            { field: 'priority', is: 'is', values: ['1', '2'] },
            { field: 'idle_hours', is: 'at_least', values: ['24'] },
          ],
        },
      ],
    },
    actions: [{ do: 'notify', to: 'lead' }],
  })
  await wardline.owner.query('update core.team set archived_at = now() where id = $1', [gone])
  await wardline.owner.query(
    "update rules.rule set stopped_at = now(), stopped_because = 'organization' where id = $1",
    [stopped],
  )
  const { page } = await asAdmin(rules)
  await page.getByText('This team does not exist, or is not used any more.').waitFor()
  await page.getByText('It fired too often within an hour').waitFor()
  await page
    .getByText(
      'if Owner is empty and (Priority is Critical or High or Hours since the last change is at least 24)',
    )
    .waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'list')
  await page.getByRole('button', { name: 'Move Daily look up' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save this order' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save this order' }).waitFor({ state: 'detached' })
  const { rows } = must(await admin.get('/api/rules')).body
  const ids = rows.map(({ id }: { id: string }) => id)
  assert.deepEqual(ids.slice(-2), [stopped, broken])
  await page.close()
})

test('The pages of rules hold on a phone and in the dark, and speak Spanish.', async () => {
  const { rows } = must(await admin.get('/api/rules')).body
  for (const path of [rules, `${rules}/new`, `${rules}/${rows.at(-2).id}`]) {
    const { page } = await asAdmin(path, { ...dark, width: 375, height: 800 })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await axe(page), [])
    await shot(page, `narrow-${path.length}`)
    await page.close()
  }
  const { page } = await asAdmin(rules, { locale: 'es-US' })
  await page.evaluate(() => localStorage.setItem('wardline.language', 'es'))
  await page.reload()
  await page
    .getByText('Cuando se presenta un ticket, si Título o primer mensaje contiene «PRINTER»')
    .waitFor()
  await shot(page, 'spanish')
  await page.close()
})
