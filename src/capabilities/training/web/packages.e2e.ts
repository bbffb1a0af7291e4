import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import type { FrameLocator, Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'
import { cmi5Xml, scorm12Xml } from '../packages/package.fixture.ts'

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

/** A course that keeps an answer, finishes, and tries everything to get out of its frame. */
const course = `<!doctype html><html lang="en"><head><title>Course</title></head><body>
<h1>Wash hands</h1><p id="where"></p>
<button id="answer">Answer B</button><button id="finish">Finish</button><p id="told"></p><pre id="out"></pre>
<script>
API.LMSInitialize('')
document.getElementById('where').textContent = 'At: ' + (API.LMSGetValue('cmi.suspend_data') || 'the beginning')
document.getElementById('answer').onclick = () => { API.LMSSetValue('cmi.suspend_data', 'answer=b'); API.LMSSetValue('cmi.core.lesson_status', 'incomplete') }
document.getElementById('finish').onclick = () => {
  API.LMSSetValue('cmi.core.score.raw', '90'); API.LMSSetValue('cmi.core.lesson_status', 'passed')
  document.getElementById('told').textContent = 'Finished: ' + API.LMSFinish('')
}
const tries = {
  origin: () => location.origin + ' ' + self.origin,
  cookie: () => document.cookie,
  parent: () => parent.document.title,
  address: () => top.location.href,
  storage: () => Object.keys(localStorage).length + ' ' + (localStorage.getItem('x') ?? 'none'),
  me: async () => (await fetch('/api/session/me', { credentials: 'include' })).status,
  write: async () => (await fetch('/api/tickets', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{}' })).status,
  xapi: async () => (await fetch('/api/xapi/statements?limit=1', { credentials: 'include', headers: { 'x-experience-api-version': '1.0.3' } })).status,
  elsewhere: async () => (await fetch('https://example.com/')).status,
  image: () => new Promise((done, fail) => { const i = new Image(); i.onload = () => done('loaded'); i.onerror = () => fail(new Error('refused')); i.src = '/icon.svg' }),
  frame: () => new Promise((done) => { const f = document.createElement('iframe'); f.src = '/learning'; f.onload = () => { try { done(f.contentDocument ? 'read' : 'not read') } catch { done('not read') } }; document.body.append(f); setTimeout(() => done('not read'), 1500) }),
  window: () => String(window.open('/learning')),
  away: () => { top.location = 'https://example.com/' },
}
;(async () => {
  const out = {}
  for (const [name, run] of Object.entries(tries)) {
    try { out[name] = 'got ' + await run() } catch (error) { out[name] = 'refused ' + error.name }
  }
  document.getElementById('out').textContent = JSON.stringify(out)
})()
</script></body></html>`

/** A unit of cmi5 that passes as soon as it is opened. */
const unit = `<!doctype html><html lang="en"><head><title>Unit</title></head><body><p id="told">…</p><script>
(async () => {
  const told = new URLSearchParams(location.search)
  const key = (await (await fetch(told.get('fetch'), { method: 'POST' })).json())['auth-token']
  const send = (id) => fetch(told.get('endpoint') + 'statements', { method: 'POST',
    headers: { authorization: 'Basic ' + key, 'content-type': 'application/json', 'x-experience-api-version': '1.0.3' },
    body: JSON.stringify({ actor: id ? { account: { homePage: location.origin, name: id } } : JSON.parse(told.get('actor')), verb: { id: 'http://adlnet.gov/expapi/verbs/passed' }, object: { id: told.get('activityId') }, context: { registration: told.get('registration') }, result: { score: { scaled: 0.9 } } }) })
  const own = await send(), others = await send('00000000-0000-4000-8000-000000000000')
  document.getElementById('told').textContent = 'Own ' + own.status + ', others ' + others.status
})().catch((error) => { document.getElementById('told').textContent = String(error) })
</script></body></html>`

const zip = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))

async function take(desk: Page, name: string, buffer: Buffer): Promise<void> {
  await desk.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer })
  await desk.getByRole('button', { name: `Take ${name}` }).click()
}

async function openCourse(page: Page, title: string, part: string): Promise<FrameLocator> {
  await page.goto(`${world.base}/learning`)
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('button', { name: `Open ${part}` }).click()
  return page.frameLocator('iframe')
}

test('A trainer takes a course; a learner answers, closes the laptop, goes on and passes; the course reaches nothing of the site.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['trainer', 'requester'])
  const nurse = await world.wardline.person('Nora Nurse', ['requester'])
  const desk = await world.pageOf(trainer, { width: 1280 })
  await desk.goto(`${world.base}/desk/training/packages`)
  await desk.getByText('No packaged course is here yet').waitFor()
  await shot(desk, 'packages-empty')
  assert.deepEqual(await axe(desk), [])
  await take(desk, 'notes.zip', zip({ 'notes.txt': 'x' }))
  await desk.getByText('This is no SCORM or cmi5 package', { exact: false }).first().waitFor()
  await shot(desk, 'packages-refused')
  await take(desk, 'hands.zip', zip({ 'imsmanifest.xml': scorm12Xml(), 'index.html': course }))
  await desk.getByText('“Hand hygiene” was taken.').waitFor()
  await take(desk, 'falls.zip', zip({ 'cmi5.xml': cmi5Xml(), 'index.html': unit }))
  await desk.getByText('“Falls” was taken.').waitFor()
  await desk.getByRole('button', { name: 'Change Falls' }).click()
  await desk.getByLabel('Title').waitFor()
  await shot(desk, 'packages-edit')
  assert.deepEqual(await axe(desk), [])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByLabel('Title').waitFor({ state: 'hidden' })
  await shot(desk, 'packages')

  const laptop = await world.pageOf(nurse, { width: 1280 })
  const frame = await openCourse(laptop, 'Hand hygiene', 'Wash hands')
  await frame.getByText('At: the beginning').waitFor()
  const out = frame.locator('#out')
  await out.getByText('"away"', { exact: false }).waitFor()
  const tried = JSON.parse((await out.textContent()) ?? '{}') as Record<string, string>
  assert.deepEqual(
    { ...tried, origin: tried.origin?.endsWith(' null') },
    {
      origin: true,
      cookie: 'refused SecurityError',
      parent: 'refused SecurityError',
      address: 'refused SecurityError',
      storage: tried.storage,
      me: 'refused TypeError',
      write: 'refused TypeError',
      xapi: 'refused TypeError',
      elsewhere: 'refused TypeError',
      image: 'refused Error',
      frame: 'got not read',
      window: 'got null',
      away: 'refused SecurityError',
    },
  )
  assert.match(tried.storage ?? '', /none$/)
  await shot(laptop, 'course-open')
  assert.deepEqual(await axe(laptop), [])
  const saved = laptop.waitForResponse((answer) => answer.url().endsWith('/api/training/progress'))
  await frame.getByRole('button', { name: 'Answer B' }).click()
  assert.equal((await saved).status(), 200)
  await laptop.context().close()

  const phone = await world.pageOf(nurse, { width: 375, height: 740, colorScheme: 'dark' })
  const again = await openCourse(phone, 'Hand hygiene', 'Wash hands')
  await again.getByText('At: answer=b').waitFor()
  await shot(phone, 'course-phone-dark')
  const recorded = phone.waitForResponse((answer) => answer.url().endsWith('/api/training/progress'))
  await again.getByRole('button', { name: 'Finish' }).click()
  await again.getByText('Finished: true').waitFor()
  await recorded
  await phone.getByRole('button', { name: 'Close the course' }).click()
  await phone.getByText('Passed').first().waitFor()
  await shot(phone, 'course-passed-dark')
  assert.deepEqual(await axe(phone), [])
  assert.ok(
    (await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )) <= 0,
  )

  await phone.getByRole('button', { name: 'Take it again' }).click()
  await phone.getByText('what you answered is put aside', { exact: false }).waitFor()
  assert.deepEqual(await axe(phone), [])
  await shot(phone, 'course-again-dark')
  await phone.getByRole('dialog').getByRole('button', { name: 'Take it again' }).click()
  await phone.getByRole('dialog').waitFor({ state: 'detached' })
  const anew = await openCourse(phone, 'Hand hygiene', 'Wash hands')
  await anew.getByText('At: the beginning').waitFor()
  await phone.getByRole('button', { name: 'Close the course' }).click()

  const falls = await openCourse(phone, 'Falls', 'One')
  await falls.getByText('Own 200, others 403').waitFor()
  await phone.goto(`${world.base}/learning`)
  await phone.getByText('Packaged course').first().waitFor()
  await shot(phone, 'learning-courses-dark')
  assert.deepEqual(await axe(phone), [])
})
