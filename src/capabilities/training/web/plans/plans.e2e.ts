/** Learning plans as a learner, their leader and a trainer use them in a browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../../test/helpers/journey.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { must } from '../../assessment/assessment.fixture.ts'
import { settlePlans } from '../../plans/settle.ts'

let wardline: Wardline
let journey: Journey
let trainer: Client
let nurse: Client
let pump: string

before(async () => {
  wardline = await startWardline()
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  const leader = await wardline.person('Lena Leader', ['requester'])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    leader.personId,
    nurse.personId,
  ])
  const { id: framework_id } = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['Knows it', 'Does it'] }),
  )
  pump = must(
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

test('A nurse begins a plan by keyboard on a phone, her leader sends it back and says yes, and what she learned ends it.', async () => {
  const phone = await journey.as('nora.nurse', '/learning', { width: 320, height: 740, colorScheme: 'dark' })
  await phone.getByRole('button', { name: 'Begin a plan' }).focus()
  await phone.keyboard.press('Enter')
  await phone.getByText('This plan is empty').waitFor()
  await phone.getByRole('button', { name: 'Add a step' }).focus()
  await phone.keyboard.press('Enter')
  const dialog = phone.getByRole('dialog')
  await dialog.getByLabel('What kind of step').selectOption({ label: 'In own words' })
  await dialog.getByLabel('In own words', { exact: true }).fill('Walk the ward with a colleague')
  await dialog.getByLabel('Until').fill('2027-01-31')
  await journey.look(phone, 'plan-add-dark')
  assert.deepEqual(await axe(phone), [])
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await phone.getByRole('listitem').filter({ hasText: 'Walk the ward with a colleague' }).waitFor()
  assert.deepEqual(await axe(phone), [])
  await noOverflow(phone)
  await journey.look(phone, 'plan-draft-dark')
  await phone.getByRole('button', { name: 'Hand in for review' }).press('Enter')
  await phone.getByText('Waiting for review', { exact: true }).waitFor()

  const lead = await journey.as('lena.leader', '/learning/plans?show=me', { width: 1280 })
  await lead.getByRole('link', { name: 'Nora Nurse' }).waitFor()
  assert.deepEqual(await axe(lead), [])
  await journey.look(lead, 'plans-of-leader')
  await lead.getByRole('link', { name: 'Nora Nurse' }).click()
  await lead.getByRole('button', { name: 'Send back' }).click()
  await lead.getByRole('dialog').getByLabel('Why').fill('Add the pump, please.')
  await lead.getByRole('dialog').getByRole('button', { name: 'Send back' }).click()
  await lead.getByText('Draft', { exact: true }).waitFor()
  await phone.reload()
  await phone.getByText('Add the pump, please.').waitFor()

  const desk = await journey.as('tess.trainer', `/desk/training/people/${nurse.personId}`, { width: 1280 })
  await desk.getByRole('button', { name: 'Propose a plan' }).click()
  await desk.getByRole('dialog').getByText('Nora Nurse').waitFor()
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('dialog').getByRole('button', { name: 'Propose', exact: true }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await phone.reload()
  await phone.getByRole('listitem').filter({ hasText: 'Sets up the infusion pump' }).waitFor()
  await phone.getByRole('button', { name: 'Move up “Sets up the infusion pump”' }).press('Enter')
  const steps = phone.getByRole('list', { name: 'What is to be learned' })
  await steps.getByRole('listitem').first().filter({ hasText: 'infusion pump' }).waitFor()
  await phone.getByRole('button', { name: 'Hand in for review' }).press('Enter')
  await phone.getByText('Waiting for review', { exact: true }).waitFor()
  await lead.reload()
  await lead.getByRole('button', { name: 'Begin the review' }).click()
  await lead.getByRole('button', { name: 'Approve' }).click()
  await lead.getByText('Active', { exact: true }).waitFor()
  await lead.getByRole('button', { name: 'Confirm that “Walk the ward with a colleague” is done' }).click()
  await lead.getByText('1 of 2 done').waitFor()
  assert.deepEqual(await axe(lead), [])
  await journey.look(lead, 'plan-active')

  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: nurse.personId, verb: 'completed', origin: 'observed', assessor_id: trainer.personId },
      // The day of the organization, which is another one than that of UTC for some hours.
      happened_on: wardline.clock.now().toLocaleDateString('sv', { timeZone: 'America/Chicago' }),
      competencies: [{ competency_id: pump, level: 2 }],
    }),
  )
  await settlePlans(wardline.composition.app, { org: wardline.orgId })
  await phone.reload()
  await phone.getByText('2 of 2 done').waitFor()
  await phone.getByText('Complete', { exact: true }).waitFor()
  await desk.goto(`${journey.address}/desk/training/plans?show=complete`)
  await desk.getByRole('link', { name: 'Nora Nurse' }).waitFor()
  assert.deepEqual(await axe(desk), [])
  await journey.look(desk, 'plans-desk')
  await desk.setViewportSize({ width: 320, height: 740 })
  await noOverflow(desk)
})
