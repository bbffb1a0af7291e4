import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('A trainer takes a framework, asks a person for a competency, writes down what she learned, and she reads it on her phone.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['trainer', 'requester'])
  const nurse = await world.wardline.person('Nora Nurse', ['requester'])
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training`)
  await desk.getByText('Nothing is missing').waitFor()
  await shot(desk, 'training-empty')

  await desk.goto(`${world.base}/desk/training/competencies`)
  await desk.getByRole('button', { name: 'Take a framework from a file' }).click()
  await desk.getByLabel('Name of the framework').fill('Meridian')
  await desk.locator('input[type=file]').setInputFiles({
    name: 'meridian.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'code,kind,name\nMER-1,task,Charts vital signs in Meridian\nMER-2,task,Orders in Meridian\n',
    ),
  })
  await desk.getByText('meridian.csv').waitFor()
  await desk.getByRole('button', { name: 'Take', exact: true }).click()
  await desk.getByText('Orders in Meridian').waitFor()
  await shot(desk, 'training-competencies')
  assert.deepEqual(await axe(desk), [])

  await desk.goto(`${world.base}/desk/training/requirements`)
  await desk.getByRole('button', { name: 'Ask for a competency' }).click()
  await desk.getByLabel('Asked of').selectOption('person')
  await desk
    .getByRole('textbox', { name: 'Person' })
    .or(desk.getByRole('combobox', { name: 'Person' }))
    .first()
    .fill('Nora')
  await desk.getByRole('option', { name: /Nora Nurse/ }).click()
  await desk
    .getByRole('textbox', { name: 'Competency' })
    .or(desk.getByRole('combobox', { name: 'Competency' }))
    .first()
    .fill('vital')
  await desk.getByRole('option', { name: /MER-1/ }).click()
  await desk.getByLabel('Asked from').fill('2026-01-01')
  await shot(desk, 'training-require')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('link', { name: '1 of 1' }).click()
  await desk.getByRole('link', { name: 'Nora Nurse' }).waitFor()
  await shot(desk, 'training-gaps')
  assert.deepEqual(await axe(desk), [])

  await desk.getByRole('link', { name: 'Nora Nurse' }).click()
  await desk.getByRole('button', { name: 'Write down what was learned' }).click()
  await desk.getByLabel('How', { exact: true }).selectOption('outside')
  await desk
    .getByRole('textbox', { name: 'Competency' })
    .or(desk.getByRole('combobox', { name: 'Competency' }))
    .first()
    .fill('vital')
  await desk.getByRole('option', { name: /MER-1/ }).click()
  await desk.getByLabel('What it was', { exact: true }).fill('Class at Springfield')
  await desk.getByRole('button', { name: 'Write down', exact: true }).click()
  await desk
    .getByText('Say what proves it, add a file, or give the address of the evidence.')
    .first()
    .waitFor()
  await shot(desk, 'training-refused')
  await desk.getByLabel('Evidence', { exact: true }).fill('Certificate 7')
  await desk.getByRole('button', { name: 'Write down', exact: true }).click()
  await desk.getByText('Certified').waitFor()
  await shot(desk, 'training-person')
  assert.deepEqual(await axe(desk), [])

  const phone = await world.pageOf(nurse, { width: 375, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  await phone.getByText('Class at Springfield').waitFor()
  await phone.getByText('Nothing is due').waitFor()
  await shot(phone, 'training-mine-dark')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)
  await phone.goto(`${world.base}/desk/training`)
  assert.equal(await phone.getByText('What is missing').count(), 0)

  await desk.goto(`${world.base}/desk/training/import`)
  await desk
    .getByLabel('The lines')
    .fill(
      'person,competency,date\nnora.nurse@main.example,MER-2,2026-01-05\nghost@main.example,MER-2,2026-01-05\n',
    )
  await desk.getByRole('button', { name: 'See what would happen' }).click()
  await desk.getByRole('cell', { name: 'Nobody here has this e-mail address or employee number.' }).waitFor()
  await desk.getByRole('button', { name: 'Add 1 line' }).click()
  await desk.getByText('1 were added').waitFor()
  await shot(desk, 'training-import')
  assert.deepEqual(await axe(desk), [])
})

/** People of a ward, and what each of them asked about an application: before and after somebody taught it. */
async function fillWard(): Promise<void> {
  const { owner, orgId } = world.wardline
  await owner.query(
    `with ward as (insert into core.department (org_id, id, name) values ($1, gen_random_uuid(), 'Med-Surg 4 West') returning id)
     insert into core.person (org_id, id, name, title, department_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'Nurse ' || n, 'Registered nurse', ward.id, now() - interval '2 years', now() from ward, generate_series(1, 28) n`,
    [orgId],
  )
  await owner.query(
    `with asked as (
       select p.id as person_id, d.days from core.person p, (values (130), (120), (70), (60), (3)) d (days)
       where p.org_id = $1 and p.name like 'Nurse %' and (d.days > 100 or (d.days < 5 and p.name like 'Nurse 2_') or (d.days between 50 and 80 and substr(p.name, 7)::int > 13))
     ), made as (
       insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
       select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'How do I chart a second set of vital signs?', 'closed', 'done', person_id, now() - make_interval(days => days), now() from asked returning id)
     insert into tickets.ticket (org_id, id, ticket_kind, channel, application, resolution_code) select $1, id, 'incident', 'phone', 'Meridian', 'taught' from made`,
    [orgId],
  )
  await owner.query(
    `with framework as (insert into training.framework (org_id, id, name, levels, created_at) values ($1, gen_random_uuid(), 'Ward', '{Does it}', now()) returning id),
       competency as (insert into training.competency (org_id, id, framework_id, code, kind, name) select $1, gen_random_uuid(), id, 'W-1', 'task', 'Charts vital signs' from framework returning id),
       line as (insert into training.learning_record (org_id, id, person_id, verb, origin, happened_on, recorded_by, recorded_at)
         select $1, gen_random_uuid(), p.id, 'completed', 'observed', current_date - 100, p.id, now() from core.person p where p.org_id = $1 and p.name like 'Nurse %' and substr(p.name, 7)::int <= 13 returning id, person_id)
     insert into training.learning_grant (org_id, line_id, competency_id, person_id, level, achieved_on)
     select $1, line.id, competency.id, line.person_id, 1, current_date - 100 from line, competency`,
    [orgId],
  )
  await world.wardline.composition.app.registry.jobs.get('training.find_needs')?.(
    world.wardline.composition.app,
    {
      org: orgId,
    },
  )
}

test('A lead sees what the queue asks again and again, confirms it, and whether a class worked.', async () => {
  const lead = await world.wardline.admin()
  const desk = await world.pageOf(lead, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/effect`)
  await desk.getByText('Nothing to compare yet').waitFor()
  await shot(desk, 'effect-empty')
  await desk.goto(`${world.base}/desk/training/needs`)
  await desk.getByText('The queue shows no need').waitFor()
  await shot(desk, 'needs-empty')

  await fillWard()
  await desk.reload()
  await desk.getByRole('link', { name: 'Meridian' }).waitFor()
  await shot(desk, 'needs')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('link', { name: 'Meridian' }).click()
  await desk
    .getByRole('link', { name: /second set of vital signs/ })
    .first()
    .waitFor()
  await shot(desk, 'need')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Confirm' }).click()
  await desk.getByRole('button', { name: 'Mark as planned' }).waitFor()
  await desk.getByRole('button', { name: 'Decline' }).click()
  await desk.getByLabel('Why').fill('The new version asks for it by itself.')
  await shot(desk, 'need-decline')
  await desk.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
  await desk.getByText('The new version asks for it by itself.').waitFor()

  await desk.goto(`${world.base}/desk/training/effect?days=30`)
  await desk.getByLabel('What was learned').selectOption({ label: 'Charts vital signs (13)' })
  await desk.getByRole('heading', { name: /fewer for each person/ }).waitFor()
  await shot(desk, 'effect')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: /^Learned it, Before/ }).click()
  await desk
    .getByRole('link', { name: /second set of vital signs/ })
    .first()
    .waitFor()
  await shot(desk, 'effect-tickets')
  await desk.getByLabel('Only tickets about this application').fill('Nothing')
  await desk.getByLabel('Only tickets about this application').press('Enter')
  await desk.getByText('That can be chance.').waitFor()

  const phone = await world.pageOf(lead, { width: 375, height: 740, colorScheme: 'dark' })
  for (const path of ['needs?state=all', 'effect?days=60']) {
    await phone.goto(`${world.base}/desk/training/${path}`)
    await phone.getByRole('heading', { level: 1 }).waitFor()
    await phone.locator('select').first().waitFor()
    await shot(phone, `phone-${path.slice(0, 5)}`)
    assert.deepEqual(await axe(phone), [])
    assert.ok((await overflow(phone)) <= 0)
  }
})

test('A trainer writes a course, orders its plan by keyboard, opens a class; a learner books on her phone and is noted as there.', async () => {
  const trainer = await world.wardline.person('Toni Trainer', ['trainer', 'requester'])
  const nurse = await world.wardline.person('Nina Nurse', ['requester'])
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/courses`)
  await desk.getByText('No course is like this').waitFor()
  await shot(desk, 'courses-empty')
  await desk.getByRole('link', { name: 'Write a course' }).click()
  await desk.getByRole('textbox', { name: 'Title', exact: true }).fill('Vital signs on the ward')
  await desk.getByRole('button', { name: 'Add an objective' }).click()
  await desk.getByLabel('What they can do').fill('Charts vital signs alone')
  for (const [index, title] of ['Practice in pairs', 'How it is done'].entries()) {
    await desk.getByRole('button', { name: 'Add an activity' }).click()
    await desk.getByLabel('What is done').nth(index).fill(title)
  }
  const down = desk.getByRole('button', { name: 'Move down: Activity 1' })
  await down.focus()
  await desk.keyboard.press('Enter')
  assert.equal(await desk.getByLabel('What is done').first().inputValue(), 'How it is done')
  const focused = await desk.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  assert.equal(focused, 'Move up: Activity 2')
  await desk.getByText('30 minutes in all').waitFor()
  await shot(desk, 'course-editor')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('button', { name: 'Publish' }).click()
  await desk.getByText('Published').first().waitFor()
  await shot(desk, 'course')
  assert.deepEqual(await axe(desk), [])

  await desk.goto(`${world.base}/desk/training/classes`)
  await desk.getByText('No class in this week').waitFor()
  await desk.getByRole('button', { name: 'Plan a class' }).click()
  await desk.getByLabel('Course').selectOption({ label: 'Vital signs on the ward' })
  const soon = new Date(Date.now() + 30 * 60_000)
  const { body: courses } = await trainer.get('/api/courses')
  await shot(desk, 'class-plan')
  assert.deepEqual(await axe(desk), [])
  const planned = await trainer.post('/api/classes', {
    course_id: courses.rows[0].id,
    starts_at: soon.toISOString().slice(0, 16),
    time_zone: 'UTC',
    minutes: 30,
    capacity: 5,
    trainer_ids: [trainer.personId],
  })
  assert.equal(planned.status, 200, JSON.stringify(planned.body))
  const id = planned.body.classes[0].id as string
  await desk.goto(`${world.base}/desk/training/classes/${id}`)
  await desk.getByRole('button', { name: 'Open for booking' }).click()
  await desk.getByRole('button', { name: 'Book somebody' }).waitFor()

  const phone = await world.pageOf(nurse, { width: 375, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning/classes`)
  await phone.getByRole('button', { name: /^Book: Vital signs/ }).click()
  await phone.getByRole('button', { name: /^Cancel booking/ }).waitFor()
  await shot(phone, 'classes-mine-dark')
  assert.deepEqual(await axe(phone), [])
  assert.ok((await overflow(phone)) <= 0)

  await desk.reload()
  await desk.getByRole('button', { name: 'Begin the class' }).click()
  await desk.getByRole('img', { name: 'Code to scan' }).waitFor()
  await shot(desk, 'class-running')
  assert.deepEqual(await axe(desk), [])
  const { body } = await trainer.get(`/api/classes/${id}/code`)
  await phone.goto(world.base + new URL(body.link).pathname + new URL(body.link).hash)
  await phone.getByRole('button', { name: 'I am here' }).click()
  await phone.getByText('You are noted as there.').waitFor()
  await shot(phone, 'class-check-in')
  assert.deepEqual(await axe(phone), [])
  await desk.reload()
  await desk.getByRole('button', { name: 'The class is over' }).click()
  await desk.getByRole('heading', { name: 'How it was' }).waitFor()
  await desk.goto(`${world.base}/desk/training/classes`)
  await shot(desk, 'classes-week')
  assert.deepEqual(await axe(desk), [])
})
