import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { noOverflow } from '../../../../../test/helpers/journey.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'
import { openClass, publishedCourse } from './classes.fixture.ts'

let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const shots = process.env.WARDLINE_SCREENSHOTS

test('An agent books the requester into the class that fits, the next one onto the waitlist, and sends a short lesson, by keyboard and on a phone.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['trainer', 'requester'])
  const id = await openClass(trainer, await publishedCourse(trainer, 'Charting in Meridian', ['Meridian']))
  const article = await world.article('Vital signs in Meridian', 'Open the chart.')
  await world.wardline.owner.query("update knowledge.article set application = 'Meridian' where id = $1", [
    article,
  ])
  const ticket = await world.file('How do I chart?')
  await world.dana.post(`/api/tickets/${ticket.id}/edit`, { application: 'Meridian' })

  const page = await world.pageOf(world.dana, { colorScheme: 'dark' })
  await page.goto(`${world.base}/desk/tickets/${ticket.id}`)
  const open = page.getByRole('button', { name: 'Book into a class' })
  await open.waitFor()
  await open.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Book into a class' })
  await dialog.getByText('The requester gets a seat.').waitFor()
  assert.deepEqual(await axe(page), [])
  if (shots) await page.screenshot({ path: `${shots}/ticket-book.png` })
  await dialog.getByRole('button', { name: 'Book', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(/Dana Reyes booked the requester into class #\d+/).waitFor()
  await dialog.waitFor({ state: 'detached' })
  const { roster } = (await trainer.get(`/api/classes/${id}`)).body
  assert.deepEqual(
    roster.map(({ person, state }: { person: string; state: string }) => [person, state]),
    [['Maria Gomez', 'booked']],
  )

  await page.getByRole('button', { name: 'Send a short lesson' }).click()
  const lessons = page.getByRole('dialog', { name: 'Send a short lesson' })
  await lessons.getByLabel('Article: Vital signs in Meridian').waitFor()
  assert.deepEqual(await axe(page), [])
  await lessons.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Dana Reyes sent the requester an article as a short lesson').waitFor()

  const nurse = await world.wardline.person('Nora Nurse', [])
  const second = (await nurse.post('/api/tickets', { title: 'Charting?', body: 'How?' })).body
  await world.dana.post(`/api/tickets/${second.id}/edit`, { application: 'Meridian' })
  const phone = await world.pageOf(world.sam, { width: 320, height: 700 })
  await phone.goto(`${world.base}/desk/tickets/${second.id}`)
  await phone.getByRole('button', { name: 'Details' }).click()
  await phone.getByRole('button', { name: 'Book into a class' }).click()
  await phone.getByText('All seats are taken. The requester is first in line').waitFor()
  await noOverflow(phone)
  assert.deepEqual(await axe(phone), [])
  if (shots) await phone.screenshot({ path: `${shots}/ticket-wait.png` })
  await phone.getByRole('button', { name: 'Put on the waitlist' }).click()
  await phone
    .getByText(/Sam Lee put the requester on the waitlist of class #\d+/)
    .waitFor({ state: 'attached' })
})
