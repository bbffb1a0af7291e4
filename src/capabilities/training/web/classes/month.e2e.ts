import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { noOverflow } from '../../../../../test/helpers/journey.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'
import { publishedCourse } from './classes.fixture.ts'

let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const shots = process.env.WARDLINE_SCREENSHOTS
const year = new Date().getUTCFullYear() + 1

test('A trainer sees a month, moves a series from one of its classes on, and calls off the rest.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer'])
  const made = await trainer.post('/api/classes', {
    course_id: await publishedCourse(trainer, 'Charting', []),
    starts_at: `${year}-03-02T10:00`,
    minutes: 60,
    time_zone: 'UTC',
    trainer_ids: [trainer.personId],
    capacity: 4,
    weeks: 4,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const ids: string[] = made.body.classes.map(({ id }: { id: string }) => id)
  for (const id of ids) assert.equal((await trainer.post(`/api/classes/${id}/open`)).status, 200)
  const page = await world.pageOf(trainer, { width: 1280 })
  await page.goto(`${world.base}/desk/training/classes`)
  await page.getByRole('link', { name: 'Month', exact: true }).click()
  await page.getByText('No class in this month').waitFor()
  await page.goto(`${world.base}/desk/training/classes?month=${year}-02`)
  await page.getByRole('link', { name: 'Month after' }).click()
  await page.getByRole('heading', { name: `March ${year}` }).waitFor()
  await page.getByRole('columnheader', { name: 'Monday' }).waitFor()
  const links = page.getByRole('link', { name: /Charting/ })
  await links.nth(3).waitFor()
  assert.equal(await links.count(), 4)
  assert.deepEqual(await axe(page), [])
  if (shots) await page.screenshot({ path: `${shots}/month.png`, fullPage: true })

  await links.nth(1).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Change the class' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the class' })
  await dialog.getByLabel('Also 2 classes of the series that follow').check()
  await dialog.getByLabel('Begins').fill(`${year}-03-10T15:00`)
  assert.deepEqual(await axe(page), [])
  if (shots) await page.screenshot({ path: `${shots}/series-edit.png` })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const starts = []
  for (const id of ids)
    starts.push(new Date((await trainer.get(`/api/classes/${id}`)).body.starts_at).toISOString().slice(5, 16))
  assert.deepEqual(starts, ['03-02T10:00', '03-10T15:00', '03-17T15:00', '03-24T15:00'])

  await page.goto(`${world.base}/desk/training/classes/${ids[2]}`)
  await page.getByRole('button', { name: 'Cancel the class' }).click()
  const off = page.getByRole('dialog', { name: 'Cancel the class' })
  await off.getByLabel('Why', { exact: false }).first().fill('The trainer left.')
  await off.getByLabel('Also 1 class of the series that follows').check()
  await off.getByRole('button', { name: 'Cancel the class' }).click()
  await off.waitFor({ state: 'detached' })
  assert.equal((await trainer.get(`/api/classes/${ids[3]}`)).body.state, 'cancelled')
  assert.equal((await trainer.get(`/api/classes/${ids[1]}`)).body.state, 'open')

  const phone = await world.pageOf(trainer, { width: 320, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/desk/training/classes?month=${year}-03`)
  await phone
    .getByRole('link', { name: /Charting/ })
    .nth(3)
    .waitFor()
  assert.equal(await phone.getByRole('table').count(), 0)
  await noOverflow(phone)
  assert.deepEqual(await axe(phone), [])
  if (shots) await phone.screenshot({ path: `${shots}/month-phone.png`, fullPage: true })
})
