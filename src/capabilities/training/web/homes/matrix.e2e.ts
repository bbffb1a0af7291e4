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

test('Who leads reads on the phone what their people have and lack; a trainer narrows all people to one competency.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer', 'requester'])
  const lead = await world.wardline.person('Lena Lead', ['requester'])
  const phone = await world.pageOf(lead, { width: 320, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  await phone.getByRole('link', { name: 'Your people' }).click()
  await phone.getByText('You lead nobody of whom something is asked').waitFor()
  assert.deepEqual(await axe(phone), [])

  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const ids = []
  for (const [code, name] of [
    ['PMP', 'Sets up the pump'],
    ['CAB', 'Takes stock of the cabinet'],
    ['SCN', 'Scans a wristband'],
  ])
    ids.push(
      must(
        await trainer.post('/api/training/competencies', {
          framework_id: framework.id,
          code,
          kind: 'skill',
          name,
        }),
      ).id,
    )
  for (const name of ['Nora Nurse', 'Nils Nurse']) {
    const nurse = await world.wardline.person(name, ['requester'])
    await world.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
      nurse.personId,
      lead.personId,
    ])
    for (const competency_id of name === 'Nora Nurse' ? ids : ids.slice(0, 1))
      must(
        await trainer.post('/api/training/requirements', {
          subject: 'person',
          subject_id: nurse.personId,
          competency_id,
          level: 1,
          renewal_days: 0,
          starts_on: '2026-01-01',
          grace_days: 30,
        }),
      )
  }
  await phone.reload()
  await phone
    .getByRole('region', { name: 'People and competencies' })
    .getByRole('rowheader', { name: /Nora Nurse/ })
    .waitFor()
  assert.equal(await phone.getByText('Not asked').count(), 2)
  assert.ok((await overflow(phone)) <= 0, 'the table scrolls, and not the page')
  assert.deepEqual(await axe(phone), [])
  await shot(phone, 'matrix-phone')

  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/matrix`)
  await desk.getByRole('columnheader', { name: /Scans a wristband/ }).waitFor()
  assert.deepEqual(await axe(desk), [])
  await shot(desk, 'matrix-desk')
  await desk.getByLabel('Competency').selectOption({ label: 'Scans a wristband' })
  await desk.getByRole('columnheader', { name: /Sets up the pump/ }).waitFor({ state: 'detached' })
  await desk.getByRole('rowheader', { name: /Nils Nurse/ }).waitFor({ state: 'detached' })
  await desk.getByRole('rowheader', { name: /Nora Nurse/ }).waitFor()
  await desk.getByRole('region', { name: 'People and competencies' }).focus()
  await desk.keyboard.press('ArrowRight')
  const download = desk.waitForEvent('download')
  await desk.getByRole('link', { name: 'Export as CSV' }).click()
  assert.match((await download).suggestedFilename(), /^competencies-.*\.csv$/)
})
