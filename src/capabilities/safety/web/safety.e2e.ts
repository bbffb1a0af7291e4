import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { axe } from '../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../test/helpers/journey.ts'
import { type Cast, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let journey: Journey
let as: Journey['as']
let look: Journey['look']
let ticket: string

before(async () => {
  cast = await startCast()
  await cast.wardline.person('Olga Officer', ['clinical-safety-officer'])
  ticket = await cast.file(cast.nurse, { title: 'The pump shows milligrams' })
  journey = await startJourney(cast.wardline)
  as = journey.as
  look = journey.look
})
after(async () => {
  await journey?.close()
  await cast?.wardline.close()
})

test('A nurse reports a near miss on her phone; the safety officer sees it at once, assesses it, enters a hazard with a control and exports the log.', async () => {
  const officer = await as('olga.officer', '/desk/safety')
  await officer.getByText('Nothing was reported').waitFor()
  await look(officer, 'events-empty')
  const nurse = await as('nora.nurse', `/requests/${ticket}`, { width: 375 })
  await nurse.getByRole('button', { name: 'Report it' }).waitFor()
  await look(nurse, 'request')
  await nurse.getByRole('button', { name: 'Report it' }).click()
  const form = nurse.getByRole('dialog')
  assert.ok(await form.getByRole('button', { name: 'Send the report' }).isDisabled())
  await form.getByLabel('It nearly happened').check()
  await form.getByLabel('In your words').fill('I nearly gave ten times the dose.')
  await look(nurse, 'report-dialog')
  assert.deepEqual(await axe(nurse, '[role=dialog]'), [])
  await form.getByRole('button', { name: 'Send the report' }).click()
  await nurse.getByText(/You reported this on .*Thank you/).waitFor()
  await look(nurse, 'request-reported')
  assert.deepEqual(await axe(nurse, 'main'), [])
  await noOverflow(nurse)

  await officer.getByRole('link', { name: '1 Near miss' }).waitFor()
  await look(officer, 'events')
  assert.deepEqual(await axe(officer, 'main'), [])
  await officer
    .getByRole('button', { name: /unread|News/ })
    .first()
    .waitFor()
  await officer.getByRole('link', { name: '1 Near miss' }).click()
  await officer.getByText('I nearly gave ten times the dose.').waitFor()
  await officer.getByRole('button', { name: 'Take it' }).click()
  await officer.getByText('Being assessed').first().waitFor()
  await officer.getByRole('button', { name: 'Assess', exact: true }).click()
  const assess = officer.getByRole('dialog')
  await assess.getByLabel('How bad').selectOption('4')
  await assess.getByLabel('How likely').selectOption('3')
  await assess.getByLabel('What was found').fill('The update changed the unit.')
  await assess.getByRole('button', { name: 'Save' }).click()
  await officer.getByText('High risk (4 × 3)').first().waitFor()
  await officer.getByLabel('Note', { exact: true }).fill('The pharmacy was told.')
  await officer.getByRole('button', { name: 'Add the note' }).click()
  await officer.getByText('Olga Officer wrote a note').waitFor()

  await officer.getByRole('button', { name: 'Put to a hazard' }).click()
  const hazard = officer.getByRole('dialog')
  await hazard.getByLabel('Title').fill('Wrong unit after an update')
  await hazard.getByRole('button', { name: 'Save' }).click()
  await officer.getByRole('link', { name: '1 Wrong unit after an update' }).waitFor()
  await look(officer, 'event')
  assert.deepEqual(await axe(officer, 'main'), [])
  await officer.getByRole('link', { name: '1 Wrong unit after an update' }).click()
  await officer.getByRole('button', { name: 'Add a control' }).click()
  const control = officer.getByRole('dialog')
  await control.getByLabel('What is done').fill('Show the unit beside the dose')
  await control.getByLabel('Until').fill('2026-12-01')
  await look(officer, 'control-dialog')
  assert.deepEqual(await axe(officer, '[role=dialog]'), [])
  await control.getByRole('button', { name: 'Save' }).click()
  await officer.getByText('Show the unit beside the dose').waitFor()
  await officer.getByRole('button', { name: 'Describe and rate' }).click()
  const rate = officer.getByRole('dialog')
  await rate.getByLabel('Cause').fill('The update of the pump')
  await rate.getByLabel('Effect on patients').fill('Ten times the dose')
  await rate.getByLabel('How bad').nth(1).selectOption('4')
  await rate.getByLabel('How likely').nth(1).selectOption('1')
  await rate.getByRole('button', { name: 'Save' }).click()
  await officer.getByText('Low risk (4 × 1)').waitFor()
  await look(officer, 'hazard')
  assert.deepEqual(await axe(officer, 'main'), [])

  await officer.goto(`${journey.address}/desk/hazards`)
  await officer.getByRole('link', { name: '1 Wrong unit after an update' }).waitFor()
  await look(officer, 'hazards')
  assert.deepEqual(await axe(officer, 'main'), [])
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'Export' }).click(),
  ])
  const csv = readFileSync(await download.path(), 'utf8')
  assert.match(csv, /Wrong unit after an update/)
  assert.match(csv, /Show the unit beside the dose \(2026-12-01\)/)
  for (const page of [officer, nurse]) await page.context().close()
})

test('An agent and an administrator find nothing of it: not on the ticket, in no list, search, bell or address.', async () => {
  const id = (await cast.rows("select id from core.record where kind = 'safety_event'"))[0]?.id as string
  for (const name of ['sam.agent', 'admin']) {
    const page = await as(name, `/desk/tickets/${ticket}`)
    await page.getByRole('heading', { name: 'Patient safety' }).waitFor()
    await page.getByRole('button', { name: 'Report it' }).waitFor()
    const text = await page.locator('#root').textContent()
    assert.doesNotMatch(text ?? '', /near miss|ten times|You reported/i)
    assert.equal(await page.getByRole('navigation').getByText('Hazard log').count(), 0)
    assert.equal(await page.getByRole('button', { name: /unread/ }).count(), 0)
    for (const path of ['/desk/safety', `/desk/safety/${id}`, '/desk/hazards', '/desk/safety/settings']) {
      await page.goto(journey.address + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const shown = await page.locator('#root').textContent()
      assert.doesNotMatch(shown ?? '', /near miss|Wrong unit|ten times/i, path)
    }
    await page.goto(`${journey.address}/desk`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('ten times the dose')
    // All that is offered is to search for the words elsewhere.
    await page.getByText('1 result', { exact: true }).waitFor()
    const found = await page.getByRole('dialog').textContent()
    assert.match(found ?? '', /Search everything for/)
    assert.doesNotMatch(found ?? '', /near miss|Wrong unit/i)
    await page.context().close()
  }
})

test('The pages work on a dark phone in Spanish.', async () => {
  const page = await as('olga.officer', '/desk/safety', { width: 375, colorScheme: 'dark', locale: 'es-ES' })
  await page.getByRole('link', { name: '1 Near miss' }).waitFor()
  await look(page, 'events-phone')
  await noOverflow(page)
  await page.getByRole('link', { name: '1 Near miss' }).click()
  await page
    .getByText('La primera evaluación', { exact: false })
    .or(page.getByText('Evaluado a tiempo'))
    .first()
    .waitFor()
  await look(page, 'event-phone')
  await noOverflow(page)
  assert.deepEqual(await axe(page, 'main'), [])
  await page.goto(`${journey.address}/desk/hazards`)
  await page.getByRole('link', { name: '1 Wrong unit after an update' }).waitFor()
  await look(page, 'hazards-phone')
  await noOverflow(page)
  assert.deepEqual(await axe(page, 'main'), [])
  await page.goto(`${journey.address}/desk/safety/settings`)
  await page.getByRole('button', { name: 'Guardar' }).waitFor()
  await look(page, 'settings-phone')
  await noOverflow(page)
  assert.deepEqual(await axe(page, 'main'), [])
  await page.context().close()
})
