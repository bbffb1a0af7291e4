import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { runJobs, withQueue } from '../../../core/people/fixture.ts'
import { must } from '../../tickets/fixture.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World

before(async () => {
  world = await openDesk()
  await withQueue(world.wardline)
})
after(() => world?.close())

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('Surveys are switched on, a nurse answers on her phone without signing in, and the lead reads what she wrote.', async () => {
  const lead = await world.wardline.person('Lea Lead', ['help-desk', 'team-lead'], [])
  const desk = await world.pageOf(lead, { width: 1280 })
  await desk.goto(`${world.base}/desk/organization/surveys`)
  await desk.getByRole('switch', { name: 'Ask requesters how well they were helped' }).press('Space')
  await desk
    .getByRole('textbox', { name: 'Hours after the solution' })
    .or(desk.getByLabel('Hours after the solution'))
    .first()
    .fill('0')
  await shot(desk, 'surveys-settings')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Saved').first().waitFor()

  const ticket = await world.file('Label printer gives blank labels')
  must(await world.dana.post(`/api/tickets/${ticket.id}/resolve`, { code: 'fixed' }))
  world.wardline.clock.advance(2_000)
  await runJobs(world.wardline)
  const { rows } = await world.wardline.owner.query(
    "select body_text from core.outbox where subject like 'How well%'",
  )
  const [best = ''] = String(rows[0]?.body_text).match(/\/survey#\S+/g) ?? []

  const { maria } = world
  const phone = await world.pageOf({ ...maria, cookie: 'nothing=here' }, { width: 375, height: 740 })
  await phone.goto(world.base + best)
  await phone.getByRole('heading', { name: 'How well did we help you?' }).waitFor()
  await phone.getByText(`#${ticket.number}`).waitFor()
  assert.ok(await phone.getByRole('radio', { name: '5 – Very well' }).isChecked())
  const ratingOf = async () => (await world.show(ticket.id)).rating
  assert.equal(await ratingOf(), null)
  await shot(phone, 'surveys-answer')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)
  await phone.getByRole('radio', { name: '4 – Well' }).check()
  await phone.getByRole('button', { name: 'Send this answer' }).click()
  await phone.getByText('Your answer has arrived: 4 – Well.').waitFor()
  assert.equal(await ratingOf(), 4)
  await phone.getByLabel(/Would you like to tell us more/).fill('Quick and kind.')
  await phone.getByRole('button', { name: 'Send these words' }).click()
  await phone.getByText('Your words have arrived.').waitFor()
  await phone.goto(`${world.base}/survey#made-up`)
  await phone.getByText('This link does not work any more').waitFor()
  await shot(phone, 'surveys-dead')

  await desk.goto(`${world.base}/desk/satisfaction`)
  await desk.getByText('Quick and kind.').waitFor()
  await desk.getByRole('link', { name: 'of 1 who were asked' }).waitFor()
  await shot(desk, 'surveys-results')
  assert.deepEqual(await axe(desk), [])
  await desk.goto(`${world.base}/desk/tickets/${ticket.id}`)
  await desk.getByText('The requester answered').waitFor()
})

test('A label is printed, scanned with a phone, and the request knows where it comes from; a dead one says so.', async () => {
  const admin = await world.wardline.admin()
  const { id: place_id } = must(await admin.post('/api/places', { name: 'ICU 3' })).body
  must(await admin.post('/api/workstations', { name: 'WOW-ICU-07', place_id }))
  const desk = await world.pageOf(world.dana, { width: 1280, colorScheme: 'dark' })
  await desk.goto(`${world.base}/desk/labels`)
  await desk.getByRole('checkbox', { name: 'WOW-ICU-07' }).check()
  const downloading = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Make the PDF' }).click()
  assert.equal((await downloading).suggestedFilename(), 'labels.pdf')
  await desk.getByRole('button', { name: 'Take back the code of WOW-ICU-07' }).waitFor()
  await shot(desk, 'labels-dark')
  assert.deepEqual(await axe(desk), [])

  const { rows } = await world.wardline.owner.query('select code from tickets.label')
  const phone = await world.pageOf(world.maria, { width: 375, height: 740 })
  await phone.goto(`${world.base}/l/${rows[0]?.code}`)
  await phone.getByText('WOW-ICU-07 · ICU 3').waitFor()
  await phone.getByLabel(/What is wrong, or what do you need/).fill('The screen stays black')
  await shot(phone, 'labels-scanned')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone.getByRole('heading', { level: 1, name: 'The screen stays black' }).waitFor()
  const id = phone.url().split('/').at(-1) ?? ''
  const seen = await world.show(id)
  assert.deepEqual([seen.place, seen.workstation], ['ICU 3', 'WOW-ICU-07'])

  await desk.getByRole('button', { name: 'Take back the code of WOW-ICU-07' }).click()
  await desk.getByRole('button', { name: 'Take back', exact: true }).last().click()
  await desk.getByText('The code of WOW-ICU-07 was taken back').waitFor()
  await phone.goto(`${world.base}/l/${rows[0]?.code}`)
  await phone.getByText('This label is not used any more').waitFor()
  await phone.getByRole('link', { name: 'Tell us what is wrong' }).waitFor()
  await shot(phone, 'labels-dead')
})
