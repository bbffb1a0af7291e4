/** Learning that is handed in by a nurse on her phone and decided by a trainer, in a browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { must } from '../../assessment/assessment.fixture.ts'

let wardline: Wardline
let journey: Journey

before(async () => {
  wardline = await startWardline()
  const trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  const nurse = await wardline.person('Nora Nurse', ['requester'])
  const { id: framework_id } = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['Knows it', 'Does it'] }),
  )
  const pump = must(
    await trainer.post('/api/training/competencies', {
      ...{ framework_id, code: 'PMP', kind: 'skill', name: 'Sets up the infusion pump' },
    }),
  ).id
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurse.personId, competency_id: pump, level: 2 },
      ...{ renewal_days: 0, grace_days: 30, starts_on: '2026-01-01' },
    }),
  )
  journey = await startJourney(wardline)
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})

test('A nurse hands in two courses with a file by phone; a trainer accepts one by keyboard and declines the other.', async () => {
  const phone = await journey.as('nora.nurse', '/learning', { width: 320, height: 740, colorScheme: 'dark' })
  const dialog = phone.getByRole('dialog')
  const handIn = async (title: string) => {
    await phone.getByRole('button', { name: 'Hand something in' }).press('Enter')
    await dialog.getByLabel('What it was').fill(title)
    await dialog.getByLabel('Day').fill('2026-02-03')
    await dialog.getByLabel('What it shows').selectOption({ label: 'Sets up the infusion pump (Does it)' })
    await dialog.getByRole('button', { name: 'Hand in', exact: true }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Say what proves it, add a file' }).waitFor()
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(`proves ${title}`),
    })
    await dialog.getByRole('listitem').filter({ hasText: 'letter.txt' }).waitFor()
    await journey.look(phone, 'claim-hand-in-dark')
    assert.deepEqual(await axe(phone), [])
    await dialog.getByRole('button', { name: 'Hand in', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await phone.getByRole('button', { name: `Take away ${title}` }).waitFor()
  }
  await handIn('Pump course of the maker')
  await handIn('Course without a name')
  assert.deepEqual(await axe(phone), [])
  await journey.look(phone, 'claims-mine-dark')
  await noOverflow(phone)

  const desk = await journey.as('tess.trainer', '/desk/training/week', { width: 1280 })
  await desk.getByRole('link', { name: '2 wait to be accepted' }).click()
  await desk.getByRole('button', { name: 'Accept Pump course of the maker, Nora Nurse' }).waitFor()
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'claims-desk')
  await desk.getByRole('button', { name: 'Accept Pump course of the maker, Nora Nurse' }).press('Enter')
  const deciding = desk.getByRole('dialog')
  assert.equal(await deciding.getByLabel('Level').inputValue(), '2')
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'claim-accept')
  await deciding.getByRole('button', { name: 'Accept', exact: true }).press('Enter')
  await deciding.waitFor({ state: 'detached' })
  await desk.getByRole('button', { name: 'Decline Course without a name, Nora Nurse' }).press('Enter')
  await deciding.getByLabel('Why').fill('The letter does not say whose it is.')
  await deciding.getByRole('button', { name: 'Decline', exact: true }).click()
  await desk.getByText('Nothing waits').waitFor()
  await journey.look(desk, 'claims-desk-empty')
  await desk.setViewportSize({ width: 320, height: 740 })
  await noOverflow(desk)

  await phone.reload()
  await phone.getByText('Why: The letter does not say whose it is.').waitFor()
  await phone.getByRole('link', { name: 'letter.txt' }).waitFor()
  await phone.getByRole('button', { name: 'Do not show Course without a name any more' }).click()
  await phone.getByText('Why: The letter does not say whose it is.').waitFor({ state: 'detached' })
  assert.deepEqual(await axe(phone), [])
})
