import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import type { Client } from '../../../../../test/helpers/server.ts'
import { openDesk, type World } from '../../web/desk-fixture.ts'

let world: World
let admin: Client
before(async () => {
  world = await openDesk()
  admin = await world.wardline.admin()
  for (const name of ['Printing', 'Access']) await admin.post('/api/tickets/categories', { name })
  for (const name of ['Intensive care', 'Archive']) await admin.post('/api/places', { name })
})
after(() => world?.close())

const path = '/desk/organization/priorities'
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

test('What an administrator edits is asked of a nurse, makes the priority, and an agent overrides it with a reason', async () => {
  const page = await world.pageOf(admin)
  await page.goto(world.base + path)
  await page.getByText('These are the rules that come with Wardline').waitFor()
  await pick(page, 'Own questions for a category', 'Printing')
  for (const name of ['Patient care affected now', 'People affected', 'Workaround'])
    await button(page, `Remove: ${name}`).click()
  await button(page, 'Add a question').click()
  await page.getByRole('menuitem', { name: 'A question of our own' }).click()
  await page.getByLabel('Plain words', { exact: true }).fill('Which printers are silent?')
  await page.getByLabel('Answer 1, Plain words').fill('All of them')
  await page.getByLabel('Answer 2, Plain words').fill('Just one')
  await page.getByLabel(/^Impact of answer 1/).selectOption('raises by 2')
  await page.getByLabel(/^Urgency of answer 1/).selectOption('raises by 1')
  await page.getByLabel(/^Impact of answer 2/).selectOption('lowers by 1')
  await pick(page, 'Add a place', 'Intensive care')
  await page.getByLabel('How critical: Intensive care').selectOption('raises by 2')
  const tried = page.getByRole('region', { name: 'Try it' })
  await tried.getByLabel('Questions of').selectOption('Printing')
  await tried.getByLabel('All of them').check()
  await tried.getByText('Impact 1, urgency 2. Priority: P2 High.').waitFor()
  await button(page, 'Save').click()
  await page.getByText('Saved. New tickets are asked this from now on.').waitFor()
  await page.getByText('1 version').click()
  await button(page, 'Take up version 0 again').click()
  await page.getByText('Version 0 stands in the form. Save it to use it.').waitFor()
  await button(page, 'Discard the changes').click()

  const phone = await world.pageOf(world.maria, { width: 375, height: 740 })
  await phone.goto(`${world.base}/requests/new?q=No%20labels%20come%20out`)
  await button(phone, /Something does not work/).click()
  await button(phone, 'Printing').click()
  await heading(phone, 'Which printers are silent?').waitFor()
  assert.deepEqual(await axe(phone), [])
  await button(phone, 'All of them').click()
  await pick(phone, 'Place', 'Archive')
  await button(phone, 'Next').click()
  await button(phone, 'Next').click()
  await phone.getByText('Which printers are silent?').waitFor()
  await button(phone, 'Send request').click()
  await phone.waitForURL(/requests\/[0-9a-f-]{36}/)
  await heading(phone, 'No labels come out').waitFor()
  const id = phone.url().split('/').at(-1) ?? ''
  const filed = await world.show(id)
  assert.deepEqual([filed.impact, filed.urgency, filed.priority], [1, 2, 2])

  const desk = await world.pageOf(world.dana)
  await desk.goto(`${world.base}/desk/tickets/${id}`)
  await desk.getByText('Which printers are silent?').waitFor()
  await button(desk, 'Change the answers').click()
  await desk.getByRole('dialog').getByLabel('Just one').check()
  await desk.getByText('P2 High becomes P4 Low.').waitFor()
  assert.deepEqual(await axe(desk, '[role="dialog"]'), [])
  await button(desk, 'Save the answers').click()
  await desk.getByText('The priority went from High to Low').waitFor()
  await button(desk, 'Override').click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('P3 Medium').check()
  assert.equal(await dialog.getByRole('button', { name: 'Override' }).isDisabled(), true)
  await dialog.getByLabel('Reason').fill('The night shift prints there.')
  await dialog.getByRole('button', { name: 'Override' }).click()
  await desk.getByText('Overridden by Dana Reyes; without that it is P4 Low.').waitFor()
  await desk.locator('blockquote').getByText('The night shift prints there.').waitFor()
  assert.deepEqual(await axe(desk), [])
  await button(desk, 'End the override').click()
  await desk.getByText('Overridden by').waitFor({ state: 'detached' })
  assert.equal((await world.show(id)).priority, 4)
})

test('P1 that a nurse’s answers give is proposed, and called with one click; a moved ticket says that its answers are old', async () => {
  const { version } = (await admin.get('/api/priority-rules')).body
  const { rows } = (await admin.get('/api/tickets/categories')).body
  const printing = rows.find(({ name }: { name: string }) => name === 'Printing').id
  const made = await world.maria.post('/api/tickets', {
    title: 'Nobody can log in',
    body: 'On the whole ward.',
    answers: { version, given: { care: 'now', people: 'unit' } },
  })
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk`)
  await page.getByRole('heading', { name: 'P1 is proposed for 1 ticket' }).waitFor()
  await page.goto(`${world.base}/desk/queue`)
  await page.getByText('P1?').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${world.base}/desk/tickets/${made.body.id}`)
  await page.getByText('P1 is proposed').waitFor()
  assert.deepEqual(await axe(page), [])
  await button(page, 'Call it P1').click()
  await page.getByText('P1 is proposed').waitFor({ state: 'detached' })
  await page.getByText('Dana Reyes called it P1').waitFor()
  assert.equal((await world.show(made.body.id)).priority, 1)
  await world.dana.post(`/api/tickets/${made.body.id}/edit`, { category_id: printing })
  await page.getByText('Other questions are asked now.').waitFor()
})

test('At the desk the questions of the category are asked, and the outcome is shown before the ticket is filed', async () => {
  const page = await world.pageOf(world.dana)
  await page.goto(`${world.base}/desk/tickets/new`)
  await page.getByLabel('In one line').fill('The label printer is silent')
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Since this morning.')
  await page.getByLabel('Yes, a patient is waiting').check()
  await page.getByText('Impact 3, urgency 1. Priority: P2 High.').waitFor()
  await pick(page, 'Category', 'Printing')
  await page.getByLabel('All of them').check()
  await pick(page, 'Place', 'Intensive care')
  await page.getByText('Impact 1, urgency 2. Priority: P2 High.').waitFor()
  assert.deepEqual(await axe(page), [])
  await button(page, 'File the ticket').click()
  await page.waitForURL(/tickets\/[0-9a-f-]{36}/)
  await page.getByText('Which printers are silent?').waitFor()
  const filed = await world.show(page.url().split('/').at(-1) ?? '')
  assert.deepEqual([filed.impact, filed.urgency, filed.priority], [1, 2, 2])
})

test('The report of overrides leads to their tickets', async () => {
  const lead = await world.wardline.person('Lena Lead', ['team-lead'])
  const page = await world.pageOf(lead)
  await page.goto(`${world.base}/desk/flow`)
  await page.getByRole('link', { name: 'Overridden priorities' }).click()
  await page.getByText('1 override:').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Period').selectOption('7')
  await page.waitForURL(/days=7/)
  await page.getByRole('link', { name: /No labels come out/ }).click()
  await heading(page, 'No labels come out').waitFor()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`The page of the rules is for everybody in ${colorScheme}, and fits a phone`, async () => {
    const page = await world.pageOf(admin, { colorScheme })
    await page.goto(world.base + path)
    await page.getByRole('heading', { name: 'Try it' }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.setViewportSize({ width: 375, height: 740 })
    const excess_px = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(excess_px, 0)
  })

test('A matrix that contradicts itself is refused with a sentence, what was changed stays, and who manages nothing finds no page', async () => {
  const page = await world.pageOf(admin)
  await page.goto(world.base + path)
  await page.getByLabel('Priority for impact 1 and urgency 1').selectOption('P4')
  await page.getByText('Somewhere a higher impact or urgency gives a lower priority.').waitFor()
  await button(page, 'Save').click()
  await page.getByText('Correct the matrix.').waitFor()
  assert.equal(await page.getByLabel('Priority for impact 1 and urgency 1').inputValue(), '4')
  const agent = await world.pageOf(world.dana)
  await agent.goto(world.base + path)
  await agent.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await agent.getByText('How priorities are made').count(), 0)
})
