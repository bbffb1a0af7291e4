/** The pages on which somebody works under time, enlarged to 400 %: 320 by 256 pixels, by keyboard, in light and dark. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { type Journey, noOverflow, startJourney } from '../../../../test/helpers/journey.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { allKinds, must, openQuiz } from '../assessment/assessment.fixture.ts'
import { scorm12Xml } from '../packages/package.fixture.ts'

let wardline: Wardline
let journey: Journey
let trainer: Client
let nurse: Client
const size = { width: 320, height: 256 }

before(async () => {
  wardline = await startWardline()
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  journey = await startJourney(wardline)
})
after(async () => {
  await journey?.close()
  await wardline?.close()
})

/** Goes by the tabulator alone to what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const of = document.activeElement
      return of?.getAttribute('aria-label') ?? of?.textContent ?? ''
    })
    if (name.test(focused)) return
  }
  assert.fail(`The keyboard does not reach ${name}.`)
}
async function fits(page: Page, name: string): Promise<void> {
  await journey.look(page, name)
  await noOverflow(page)
  assert.deepEqual(await axe(page), [], name)
}

async function openClass(): Promise<string> {
  const { id } = must(
    await trainer.post('/api/courses', {
      title: 'Arzneimittelsicherheitsunterweisung for all who prepare high-alert drugs',
      course_kind: 'update',
      applications: [],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      course_id: id,
      starts_at: new Date(Date.now() + 30 * 60_000).toISOString().slice(0, 16),
      time_zone: 'UTC',
      minutes: 30,
      capacity: 5,
      trainer_ids: [trainer.personId],
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  return classes[0].id
}

test('A class is led and joined on a page enlarged four times, by keyboard.', async () => {
  const id = await openClass()
  const mine = await journey.as('nora.nurse', '/learning/classes', { ...size, colorScheme: 'dark' })
  await mine.getByRole('button', { name: /^Book: / }).waitFor()
  await fits(mine, 'narrow-my-classes')
  await tabTo(mine, /^Book: /)
  await mine.keyboard.press('Enter')
  await mine.getByRole('button', { name: /^Cancel booking/ }).waitFor()
  await fits(mine, 'narrow-my-classes-booked')
  const desk = await journey.as('tess.trainer', `/desk/training/classes/${id}`, size)
  await desk.getByRole('button', { name: 'Begin the class' }).waitFor()
  await fits(desk, 'narrow-class')
  await tabTo(desk, /^Begin the class$/)
  await desk.keyboard.press('Enter')
  await desk.getByRole('img', { name: 'Code to scan' }).waitFor()
  await fits(desk, 'narrow-class-running')
  const noted = desk.getByLabel('Was Nora Nurse there?')
  const { width = 0 } = (await noted.boundingBox()) ?? {}
  assert.ok(width >= 140, `what was noted can be read: ${width} pixels`)
  const { link } = must(await trainer.get(`/api/classes/${id}/code`))
  await mine.goto(journey.address + new URL(link).pathname + new URL(link).hash)
  await mine.getByRole('button', { name: 'I am here' }).waitFor()
  await fits(mine, 'narrow-check-in')
  await tabTo(mine, /^I am here$/)
  await mine.keyboard.press('Enter')
  await mine.getByText('You are noted as there.').waitFor()
  await desk.reload()
  await desk.getByRole('button', { name: 'The class is over' }).waitFor()
  // The class was ended elsewhere while this page stood open: what is noted now is refused with a sentence.
  must(await trainer.post(`/api/classes/${id}/hold`))
  await noted.selectOption({ label: 'In part' })
  await desk.getByRole('alert').filter({ hasText: 'noted while a class runs' }).waitFor()
  await desk.getByRole('heading', { name: 'How it was' }).waitFor()
  await fits(desk, 'narrow-class-held')
})

test('A quiz is taken on a page enlarged four times, and what was not answered is said before it is handed in.', async () => {
  const quiz = await openQuiz(trainer, await allKinds(trainer), { minutes: 30 })
  const { id } = must(await nurse.post(`/api/training/quizzes/${quiz}/attempts`))
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await journey.as('nora.nurse', `/learning/attempts/${id}`, { ...size, colorScheme })
    await page.getByRole('button', { name: /Hand in/ }).waitFor()
    await fits(page, `narrow-attempt-${colorScheme}`)
    await tabTo(page, /Hand in/)
    await page.context().close()
  }
})

test('A packaged course has room on a page enlarged four times, and the keyboard comes into it and out again.', async () => {
  const inside =
    '<!doctype html><html lang="en"><head><title>In</title></head><body><button>Inside</button></body></html>'
  const zip = zipSync({ 'imsmanifest.xml': strToU8(scorm12Xml()), 'index.html': strToU8(inside) })
  const { id } = must(
    await trainer.send(
      'POST',
      '/api/training/packages',
      multipartOf('course.zip', 'application/zip', Buffer.from(zip)),
      { 'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test' },
    ),
  )
  const page = await journey.as('nora.nurse', `/learning/courses/${id}`, size)
  await page.getByRole('button', { name: 'Open Wash hands' }).waitFor()
  await fits(page, 'narrow-package')
  await tabTo(page, /^Open Wash hands$/)
  await page.keyboard.press('Enter')
  const button = page.frameLocator('iframe').getByRole('button', { name: 'Inside' })
  await button.waitFor()
  await fits(page, 'narrow-package-open')
  const box = await page.locator('iframe').boundingBox()
  assert.ok((box?.height ?? 0) >= 200 && (box?.width ?? 0) >= 240, JSON.stringify(box))
  for (let n = 0; n < 80 && !(await button.evaluate((of) => of === document.activeElement)); n++)
    await page.keyboard.press('Tab')
  assert.ok(await button.evaluate((of) => of === document.activeElement))
  await page.keyboard.press('Shift+Tab')
  assert.ok(!(await button.evaluate((of) => document.hasFocus() && of === document.activeElement)))
})
