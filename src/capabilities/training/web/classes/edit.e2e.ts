import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { noOverflow } from '../../../../../test/helpers/journey.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'
import { dayIn, openClass, publishedCourse } from './classes.fixture.ts'

let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const shots = process.env.WARDLINE_SCREENSHOTS

test('A trainer moves a class, is refused fewer seats than are taken, and does not write over what somebody else changed.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer'])
  const id = await openClass(trainer, await publishedCourse(trainer, 'Charting', []), { capacity: 4 })
  for (const person of [world.maria, world.sam])
    await trainer.post(`/api/classes/${id}/book`, { person_id: person.personId })
  const page = await world.pageOf(trainer, { width: 320, height: 800, colorScheme: 'dark' })
  await page.goto(`${world.base}/desk/training/classes/${id}`)
  await page.getByRole('button', { name: 'Change the class' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the class' })
  await dialog.getByText('By the clocks of UTC').waitFor()
  assert.equal(await dialog.getByLabel('Begins').inputValue(), `${dayIn(7)}T10:00`)
  await noOverflow(page)
  assert.deepEqual(await axe(page), [])
  if (shots) await page.screenshot({ path: `${shots}/class-edit.png` })
  await dialog.getByLabel('Seats').fill('1')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('More people have a seat already.').first().waitFor()
  await dialog.getByLabel('Seats').fill('2')
  await dialog.getByLabel('Begins').fill(`${dayIn(8)}T11:30`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const moved = (await trainer.get(`/api/classes/${id}`)).body
  assert.equal(new Date(moved.starts_at).toISOString(), `${dayIn(8)}T11:30:00.000Z`)
  assert.deepEqual([moved.capacity, moved.trainer_ids], [2, [trainer.personId]])

  await page.getByRole('button', { name: 'Change the class' }).click()
  await dialog.getByLabel('Seats').fill('3')
  const { rows } = await world.wardline.owner.query(
    'update core.record set version = version + 1 where id = $1 returning version',
    [id],
  )
  assert.ok(rows[0].version > moved.record_version)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Somebody else changed this in the meantime.').first().waitFor()
  assert.equal((await trainer.get(`/api/classes/${id}`)).body.capacity, 2)
})
