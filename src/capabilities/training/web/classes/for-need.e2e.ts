import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { noOverflow } from '../../../../../test/helpers/journey.ts'
import { newId } from '../../../../platform/id/id.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'
import { openClass, publishedCourse } from './classes.fixture.ts'

let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const shots = process.env.WARDLINE_SCREENSHOTS

/** A confirmed need that Maria and another nurse of a ward show. */
async function confirmedNeed(): Promise<string> {
  const { wardline, maria } = world
  const nurse = await wardline.person('Nora Nurse', [])
  const ward = newId()
  const id = newId()
  await wardline.owner.query("insert into core.department (org_id, id, name) values ($1, $2, '4 West')", [
    wardline.orgId,
    ward,
  ])
  await wardline.owner.query(
    `with r as (insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
       values ($1, $2, 'training_need', nextval('core.record_number'), 'Training need', 'confirmed', 'active', now(), now()) returning id),
     n as (insert into training.need (org_id, id, application, application_name, department_id, tickets, people, users, days, counted_at)
       select $1, id, 'meridian', 'Meridian', $3, 5, 5, 5, 90, now() from r),
     t as (insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
       select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'How?', 'closed', 'done', p, now(), now() from unnest($4::uuid[]) p returning id)
     insert into training.need_ticket (org_id, need_id, ticket_id) select $1, $2, id from t`,
    [wardline.orgId, id, ward, [maria.personId, nurse.personId]],
  )
  return id
}

test('A trainer plans a class for those whom a need concerns in two clicks, and calls it off with the reason that they read.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer'])
  const id = await confirmedNeed()
  await publishedCourse(trainer, 'Charting in Meridian', ['Meridian'])
  await openClass(trainer, await publishedCourse(trainer, 'Something else', []))
  const page = await world.pageOf(trainer, { width: 1280 })
  await page.goto(`${world.base}/desk/training/needs/${id}`)
  await page.getByRole('button', { name: 'Plan a class' }).click()
  const dialog = page.getByRole('dialog', { name: 'Plan a class' })
  await dialog.getByText('It concerns 2 people, who are invited.').waitFor()
  assert.notEqual(await dialog.getByLabel('Begins').inputValue(), '')
  assert.equal(await dialog.getByLabel('Minutes').inputValue(), '30')
  assert.deepEqual(await axe(page), [])
  if (shots) await page.screenshot({ path: `${shots}/need-plan.png` })
  await dialog.getByRole('button', { name: 'Plan and invite' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Classes planned for it' }).waitFor()
  if (shots) await page.screenshot({ path: `${shots}/need-planned.png`, fullPage: true })
  const { classes, state } = (await trainer.get(`/api/training-needs/${id}`)).body
  assert.equal(state, 'planned')
  const { roster } = (await trainer.get(`/api/classes/${classes[0].id}`)).body
  assert.deepEqual(
    roster.map((each: { person: string; state: string }) => `${each.person}: ${each.state}`).sort(),
    ['Maria Gomez: booked', 'Nora Nurse: booked'],
  )

  const phone = await world.pageOf(trainer, { width: 320, height: 700, colorScheme: 'dark' })
  await phone.goto(`${world.base}/desk/training/classes/${classes[0].id}`)
  await phone.getByRole('button', { name: 'Cancel the class' }).click()
  const calling = phone.getByRole('dialog')
  await calling.getByLabel('Why').fill('The room is flooded.')
  await noOverflow(phone)
  assert.deepEqual(await axe(phone), [])
  if (shots) await phone.screenshot({ path: `${shots}/class-cancel.png` })
  await calling.getByLabel('Why').press('Tab')
  await phone.keyboard.press('Tab')
  await phone.keyboard.press('Enter')
  await phone.getByText('It does not take place: The room is flooded.').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Plan a class' }).waitFor()
})
