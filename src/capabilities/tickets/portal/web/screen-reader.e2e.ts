/** What somebody hears who does not see the page: roles, names, where the focus stands, and what is announced. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { ok, type Portal, startPortal } from './fixture.ts'

let portal: Portal
before(async () => {
  portal = await startPortal()
})
after(() => portal?.close())

const reached =
  /^- (button|link|textbox|searchbox|combobox|checkbox|radio|switch|tab|menuitem|option|slider|img)$/

/** Everything on the page that can be operated or looked at says what it is; answers what is read out of it. */
async function hear(page: Page): Promise<void> {
  const heard = await page.locator('body').ariaSnapshot()
  const lines = heard.split('\n')
  const depthOf = (line: string) => line.search(/\S/)
  const nameless = lines.filter((line, at) => {
    if (!reached.test(line.trim().replace(/( \[.*\])?:?$/, ''))) return false
    const around = lines.slice(0, at).findLast((before) => depthOf(before) < depthOf(line))
    // The picture in a button that has a name is not read.
    return !/- button "/.test(around ?? '')
  })
  assert.deepEqual(nameless, [], heard)
}

/** The new page has the focus on its only first heading, and its title was announced. */
async function arrived(page: Page, name: string | RegExp): Promise<void> {
  await headed(page, name)
  await page.waitForFunction(() => {
    const [region] = document.querySelectorAll('[role=status].wl-hidden')
    return region?.textContent === document.title && document.title !== ''
  })
}

async function headed(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
  for (const landmark of ['main', 'banner'] as const) assert.equal(await page.getByRole(landmark).count(), 1)
  await hear(page)
}

/** Goes to what has the role and name, as a list of such things in a screen reader does, and presses it. */
async function press(page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> {
  const found = page.getByRole(role, { name })
  await found.focus()
  await page.keyboard.press('Enter')
}

async function write(page: Page, name: string | RegExp, text: string): Promise<void> {
  await page.getByRole('textbox', { name }).focus()
  await page.keyboard.type(text)
}

test('A nurse who hears the page asks for help, follows the answer, and says how well it went', async () => {
  const page = await portal.pageOf(portal.nora, { width: 1024, height: 768 })
  await page.goto(portal.base)
  await page.getByRole('heading', { level: 1, name: 'What do you need?' }).waitFor()
  await hear(page)
  await page.getByLabel('What do you need?').focus()
  await page.keyboard.type('Scanner reads nothing')
  await press(page, 'link', /Send a new request: “Scanner reads nothing”/)
  await arrived(page, 'What can we do for you?')
  await press(page, 'button', /Something does not work/)
  await headed(page, 'What is it about?')
  await press(page, 'button', 'I am not sure')
  for (const [question, answer] of [
    ['Is patient care affected now?', 'No'],
    ['How many people have this trouble?', 'Only me'],
    ['Is there another way to work until then?', 'No'],
  ] as const) {
    await headed(page, question)
    await page.getByRole('button', { name: answer, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await press(page, 'button', 'Next')
  await headed(page, 'Tell us about it')
  await write(page, 'What happened?', 'It beeps and does nothing.')
  await press(page, 'button', 'Next')
  await headed(page, 'Ready to send?')
  await press(page, 'button', 'Send request')
  await arrived(page, 'Scanner reads nothing')
  const status = page.getByRole('status').filter({ hasText: 'Nobody has started yet' })
  await status.waitFor()

  const id = page.url().split('/').at(-1) ?? ''
  ok(await portal.sam.post(`/api/tickets/${id}/take`))
  ok(await portal.sam.post(`/api/tickets/${id}/reply`, { body: 'Which **light** is on?' }))
  ok(await portal.sam.post(`/api/tickets/${id}/ask`))
  // What changes while one listens is announced without moving the focus.
  await page.getByRole('status').filter({ hasText: 'Sam is waiting for your answer.' }).waitFor()
  await page.getByRole('article').filter({ hasText: 'Which light is on?' }).waitFor()
  await write(page, 'Your answer', 'The red one.')
  await press(page, 'button', 'Send')
  await page.getByRole('status').filter({ hasText: 'Sam is working on it.' }).waitFor()
  ok(await portal.sam.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  await page.getByRole('region', { name: 'How well did we help you?' }).waitFor()
  await press(page, 'button', '5 of 5')
  await page.getByRole('status').filter({ hasText: 'You gave 5 of 5' }).waitFor()
  await hear(page)
})

test('An agent who hears the page finds a ticket, answers it, and resolves it', async () => {
  const id = await portal.file('Badge does not open the cart')
  const page = await portal.pageOf(portal.sam, { width: 1280, height: 900 })
  await page.goto(`${portal.base}/desk`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await hear(page)
  const nav = page.getByRole('navigation', { name: 'Main navigation' })
  await nav.getByRole('link', { name: 'Queue' }).focus()
  await page.keyboard.press('Enter')
  await arrived(page, /./)
  await press(page, 'link', 'Badge does not open the cart')
  const ticket = page.getByRole('region', { name: 'Ticket', exact: true })
  await ticket.getByRole('heading', { name: 'Badge does not open the cart' }).waitFor()
  await hear(page)
  await ticket.getByRole('button', { name: 'Take it' }).focus()
  await page.keyboard.press('Enter')
  await ticket.getByText('Sam Okafor took it').waitFor()
  await ticket.getByRole('button', { name: 'Reply', exact: true }).focus()
  await page.keyboard.press('Enter')
  await write(page, 'Reply to Nora Nurse', 'I reset the reader.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('region', { name: 'Messages' }).getByText('Reply sent').waitFor()
  await ticket.getByRole('button', { name: 'Resolve', exact: true }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Resolve #/ })
  await dialog.waitFor()
  assert.ok(
    await dialog.evaluate((box) => box.contains(document.activeElement)),
    'the focus is in the dialog',
  )
  await hear(page)
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await ticket.getByText('Sam Okafor resolved it: Fixed').waitFor()
  assert.equal((await portal.sam.get(`/api/tickets/${id}`)).body.state, 'resolved')
  await hear(page)
})
