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

test('An auditor narrows the records of everybody and takes them along; who leads reads of their people on the phone.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['it-trainer'])
  const lead = await world.wardline.person('Lena Lead', [])
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/records`)
  await desk.getByText('No record fits').waitFor()
  assert.deepEqual(await axe(desk), [])

  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const competency = { framework_id: framework.id, code: 'PMP', kind: 'skill', name: 'Sets up the pump' }
  const { id: competency_id } = must(await trainer.post('/api/training/competencies', competency))
  const nurse = await world.wardline.person('Nora Nurse', [])
  await world.wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    nurse.personId,
    lead.personId,
  ])
  for (const [person, title] of [
    [nurse, 'Pump course of the maker'],
    [nurse, 'Scanner course'],
    [lead, 'Leading a ward'],
  ] as const)
    must(
      await trainer.post('/api/training/records', {
        ...{ person_id: person.personId, verb: 'completed', origin: 'outside', happened_on: '2026-02-01' },
        ...{ title, version: '3', provider: 'Maker', evidence: 'Sheet 7', score_percent: 92 },
        ...{ duration_minutes: 45, competencies: [{ competency_id, level: 1 }] },
      }),
    )
  await desk.reload()
  const row = (page: Page, name: RegExp) => page.getByRole('row', { name })
  await row(desk, /Nora Nurse.*Scanner course/).waitFor()
  assert.deepEqual(await axe(desk), [])
  await shot(desk, 'records-desk')
  await desk.getByLabel('Title, version or provider').fill('pump')
  await row(desk, /Scanner course/).waitFor({ state: 'detached' })
  await desk.getByLabel('Whether it counts').selectOption({ label: 'Counts today' })
  await desk.waitForURL(/words=pump&standing=valid/)
  await row(desk, /Nora Nurse.*Pump course/).waitFor()
  await desk.reload()
  assert.equal(await desk.getByLabel('Title, version or provider').inputValue(), 'pump')
  await row(desk, /Nora Nurse.*Pump course/).waitFor()
  const download = desk.waitForEvent('download')
  await desk.getByRole('link', { name: 'Export as CSV' }).click()
  assert.match((await download).suggestedFilename(), /^learning-records-.*\.csv$/)

  const phone = await world.pageOf(lead, { width: 320, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  await phone.getByRole('link', { name: 'All records' }).click()
  await row(phone, /Lena Lead.*Leading a ward/).waitFor()
  await phone.getByText('Narrow the records').click()
  await phone.getByLabel('Person').selectOption({ label: 'Nora Nurse' })
  await row(phone, /Lena Lead/).waitFor({ state: 'detached' })
  await row(phone, /Nora Nurse.*Scanner course/).waitFor()
  assert.ok((await overflow(phone)) <= 0, 'the table scrolls, and not the page')
  assert.deepEqual(await axe(phone), [])
  await shot(phone, 'records-phone')
})
