/** The homes of who learns, who teaches and who leads, as they are used in a browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import type { Answer, Client } from '../../../../../test/helpers/server.ts'
import { openDesk, type World } from '../../../tickets/web/desk-fixture.ts'
import { reckon } from '../../requirements/reckon.ts'

const day_ms = 86_400_000
const shots = process.env.SHOTS
let world: World
let trainer: Client
let nurse: Client
before(async () => {
  world = await openDesk()
  trainer = await world.wardline.person('Tess Trainer', ['it-trainer', 'requester'])
  nurse = await world.wardline.person('Nora Nurse', ['requester'])
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
const dayIn = (days: number) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10)

test('Whoever has to learn sees what is due, books the next class with one press, and finds it among what is booked.', async () => {
  const page = await world.pageOf(nurse, { width: 320, height: 740, colorScheme: 'dark' })
  await page.goto(`${world.base}/learning`)
  await page.getByText('Nothing is due').waitFor()
  await page.getByText('You have no class ahead of you.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'learner-empty')
  const competency_id = await asked()
  await page.reload()
  await page.getByText('No class is open for it now. Ask whoever leads you.').waitFor()
  await open(competency_id)
  await page.reload()
  await page.getByText(/^Next class: Pumps/).waitFor()
  assert.deepEqual(await axe(page), [])
  assert.ok((await overflow(page)) <= 0)
  await shot(page, 'learner-due')
  const book = page.getByRole('button', { name: /^Book a seat in Pumps|Pumps/ }).first()
  await book.focus()
  await page.keyboard.press('Enter')
  await page.getByText(/^Your class: Pumps/).waitFor()
  await page.getByRole('link', { name: 'Pumps', exact: true }).waitFor()
  await shot(page, 'learner-booked')
})

test('Whoever teaches sees the classes of these days with who comes, what is missing, and what waits.', async () => {
  const page = await world.pageOf(trainer, { width: 1280 })
  await page.goto(`${world.base}/desk/training/week`)
  await page.getByRole('link', { name: '1 missing now' }).waitFor()
  await page.getByText('Neither a room nor a link').waitFor()
  await page.getByLabel('Who comes to Pumps').click()
  await page.getByText('Nora Nurse').waitFor()
  await page.getByText('No need waits for a decision.').waitFor()
  await page.getByText('Every class that is over has been closed.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'trainer-home')
  await page.setViewportSize({ width: 320, height: 740 })
  assert.ok((await overflow(page)) <= 0)
  await shot(page, 'trainer-home-phone')
  await page.getByRole('link', { name: '1 missing now' }).click()
  await page
    .getByRole('heading', { name: 'What is missing' })
    .or(page.getByLabel('Missing'))
    .first()
    .waitFor()
})

test('Whoever leads sees departments with what changed, the year as a line, and goes on to what is missing.', async () => {
  const page = await world.pageOf(trainer, { width: 1280, colorScheme: 'dark' })
  await world.wardline.owner.query('delete from training.compliance_day')
  await page.goto(`${world.base}/desk/training/compliance`)
  await page.getByText('Nothing has been counted yet').waitFor()
  assert.deepEqual(await axe(page), [])
  const admin = await world.wardline.admin()
  const ward = must(await admin.post('/api/departments', { name: '4 West' })).id
  await world.wardline.owner.query('update core.person set department_id = $1 where id = $2', [
    ward,
    nurse.personId,
  ])
  await reckon(world.wardline.composition.app, { org: world.wardline.orgId })
  for (const [months, complete] of [
    [1, 3],
    [2, 2],
    [3, 2],
    [4, 1],
  ])
    await world.wardline.owner.query(
      `insert into training.compliance_day select org_id, gen_random_uuid(), (date_trunc('month', day) - make_interval(months => $1) + interval '9 days')::date, department_id, 4, $2, 8, 6 from training.compliance_day where department_id = $3 order by day desc limit 1`,
      [months, complete, ward],
    )
  await page.reload()
  await page.getByText('50 points').waitFor()
  await page.getByRole('link', { name: 'What is missing in 4 West' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'compliance')
  await page.getByLabel('Department', { exact: true }).selectOption({ label: '4 West' })
  await page.waitForURL(/department=/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  assert.match((await download).suggestedFilename(), /^compliance-.*\.csv$/)
  await page.setViewportSize({ width: 320, height: 740 })
  assert.ok((await overflow(page)) <= 0)
  await shot(page, 'compliance-phone')
  await page.getByRole('link', { name: 'What is missing in 4 West' }).click()
  await page.waitForURL(/training\?department=/)
})

async function asked(): Promise<string> {
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const { id } = must(
    await trainer.post('/api/training/competencies', {
      ...{ framework_id: framework.id, code: 'PMP', kind: 'skill', name: 'Sets up the infusion pump' },
    }),
  )
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurse.personId, competency_id: id, level: 1 },
      ...{ renewal_days: 0, starts_on: '2026-01-01', grace_days: 30 },
    }),
  )
  return id
}

async function open(competency_id: string): Promise<void> {
  const course = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Pumps', course_kind: 'update', applications: [], audience: '', summary: '' },
      needs_approval: false,
      objectives: [{ statement: 'Does it', competency_id, level: 1 }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${course.id}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id: course.id, starts_at: `${dayIn(3)}T10:00`, minutes: 60, time_zone: 'UTC' },
      ...{ trainer_ids: [trainer.personId], capacity: 8 },
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
}
