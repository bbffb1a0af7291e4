import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import type { Answer } from '../../../../../test/helpers/server.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World
before(async () => {
  world = await openDesk()
})
after(() => world?.close())

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const shot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })))
function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

test('A trainer adds files to a course, keeps one to those who teach, and takes one out for good; a learner downloads on the phone.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer'])
  const learner = await world.wardline.person('Lena Learner', [])
  const { id } = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Pump with wings', course_kind: 'update', applications: [], audience: '', summary: '' },
      ...{ needs_approval: false, objectives: [{ statement: 'Sets it up alone' }] },
      activities: [{ activity_kind: 'practice', title: 'Set it up', minutes: 30, objective: 1 }],
    }),
  )
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/courses/${id}`)
  await desk.getByText('No files yet.').waitFor()
  await desk.getByRole('link', { name: 'Change' }).click()
  const files = desk.getByRole('region', { name: 'Files' })
  await files.locator('input[type=file]').setInputFiles([
    { name: 'handout.txt', mimeType: 'text/plain', buffer: Buffer.from('words of the handout') },
    { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    { name: 'slides.txt', mimeType: 'text/plain', buffer: Buffer.from('words of the slides') },
  ])
  await files.getByRole('alert').filter({ hasText: 'setup.exe' }).waitFor()
  await files.getByText('slides.txt').waitFor()
  await files
    .getByRole('group', { name: /slides\.txt/ })
    .getByRole('checkbox')
    .uncheck()
  await files.getByRole('button', { name: 'Move up: slides.txt' }).focus()
  await desk.keyboard.press('Enter')
  assert.deepEqual(await axe(desk), [])
  await shot(desk, 'materials-editor')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.waitForURL(new RegExp(`/courses/${id}$`))
  const listed = desk.getByRole('listitem').filter({ has: desk.getByRole('link', { name: /\.txt/ }) })
  await listed.nth(1).waitFor()
  assert.match((await listed.first().textContent()) ?? '', /slides\.txt.*For those who teach/)
  assert.deepEqual(await axe(desk), [])
  await shot(desk, 'materials-course')

  must(await trainer.post(`/api/courses/${id}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id: id, starts_at: '2030-07-01T10:00', minutes: 60, time_zone: 'UTC', capacity: 5 },
      trainer_ids: [trainer.personId],
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  must(await learner.post(`/api/classes/${classes[0].id}/book`))
  const phone = await world.pageOf(learner, { width: 320, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  const download = phone.waitForEvent('download')
  await phone.getByRole('link', { name: 'handout.txt' }).click()
  assert.equal((await download).suggestedFilename(), 'handout.txt')
  assert.equal(await phone.getByText('slides.txt').count(), 0)
  assert.ok((await overflow(phone)) <= 0)
  assert.deepEqual(await axe(phone), [])
  await shot(phone, 'materials-phone')

  await desk.reload()
  await desk.getByRole('button', { name: 'Take out for good: slides.txt' }).click()
  await desk.getByRole('dialog').getByText('the published ones too').waitFor()
  await desk.getByRole('dialog').getByRole('button', { name: 'Take out for good' }).click()
  await desk.getByText('A file that was taken out').waitFor()
})
