import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { must } from '../../fixture.ts'
import { openDesk, type World } from '../../web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World

before(async () => {
  world = await openDesk()
  const admin = await world.wardline.admin()
  const { id: place_id } = must(await admin.post('/api/places', { name: 'ICU 3' })).body
  must(await admin.post('/api/workstations', { name: 'WOW-ICU-07', place_id }))
  const changes = {
    extension: '4471',
    badge: 'B-70412',
    phone: '217-555-0133',
    place_id,
    title: 'Charge nurse',
  }
  must(await admin.send('PATCH', `/api/people/${world.maria.personId}`, changes))
  must(await admin.send('PATCH', `/api/people/${world.sam.personId}`, { extension: '4990' }))
})
after(() => world?.close())

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

test('By keyboard alone an agent takes two calls at once, loses nothing, and solves one on the phone.', async () => {
  const page = await world.pageOf(world.dana, { width: 1280 })
  await page.goto(`${world.base}/desk/queue`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('heading', { level: 1, name: 'Phone' }).waitFor()
  const finding = page.getByRole('combobox', { name: 'Find the caller' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await shot(page, 'phone-empty')
  await page.keyboard.type('4471')
  await page.getByRole('option', { name: /Maria Gomez/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Nothing is open').waitFor()
  assert.equal(await page.getByText('B-70412').count(), 1)

  await page.getByRole('textbox', { name: 'In one line' }).focus()
  await page.keyboard.type('Cart has no wireless')
  // Another call comes in the middle of a word.
  await page.getByRole('button', { name: 'Another call' }).press('Enter')
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await page.keyboard.type('4990')
  await page.getByRole('option', { name: /Sam Lee/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Sam Lee/ }).waitFor()
  await page.waitForTimeout(1000)
  await page.reload()
  const first = page
    .getByRole('navigation', { name: 'Open calls' })
    .getByRole('button', { name: /^Maria Gomez/ })
  await first.press('Enter')
  await page.getByText('B-70412').waitFor()
  const solved = page.getByRole('checkbox', { name: 'Solved on the phone' })
  await solved.press('Space')
  await page.getByRole('combobox', { name: 'Result' }).selectOption('answered')
  await shot(page, 'phone-full')
  assert.deepEqual(await axe(page), [])
  await solved.press('Control+Enter')
  await page.getByText(/Logged and resolved as #/).waitFor()
  // What is left is the other call, as it was.
  assert.equal(await page.getByRole('combobox', { name: 'Find the caller' }).inputValue(), 'Sam Lee')
  assert.equal(await finding.count(), 1)

  const mine = must(await world.dana.get(`/api/tickets?requester=${world.maria.personId}`)).body.rows
  assert.deepEqual(
    mine.map((row: { title: string; state: string; place: string }) => [row.title, row.state, row.place]),
    [['Cart has no wireless', 'resolved', 'ICU 3']],
  )
})

test('While one types the same trouble is offered, and one click says me too for the caller.', async () => {
  const other = await world.file('Meridian shows an empty patient list')
  const page = await world.pageOf(world.dana, { width: 375, height: 740, colorScheme: 'dark' })
  await page.goto(`${world.base}/desk/phone`)
  await page.getByRole('heading', { level: 1, name: 'Phone' }).waitFor()
  const find = page.getByRole('combobox', { name: 'Find the caller' })
  await find.fill('')
  await find.pressSequentially('sam lee')
  await page.getByRole('option', { name: /Sam Lee/ }).click()
  await page.getByText('Nothing is open').waitFor()
  await page.getByRole('textbox', { name: 'In one line' }).fill('patient list is empty')
  const meToo = page.getByRole('button', {
    name: `Me too: #${other.number} Meridian shows an empty patient list`,
  })
  await meToo.waitFor()
  await shot(page, 'phone-narrow-dark')
  assert.deepEqual(await axe(page), [])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(overflow <= 0, `${overflow}px`)
  await meToo.click()
  await page.getByText(/Logged as #/).waitFor()
  const { links } = await world.show(other.id)
  assert.deepEqual(
    links.map((link: { reads_as: string }) => link.reads_as),
    ['duplicated_by'],
  )
})
