import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'
import { findDuplicates, findGaps } from '../find-gaps.ts'
import { foldMeasures } from '../fold.ts'

let wardline: Wardline
let browser: Browser
let base: string
let coach: Client
before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  wardline = await startWardline({ jobs: true })
  const desk = await wardline.team('Service Desk', 1)
  coach = await wardline.person('Bridget Coach', ['knowledge-coach', 'help-desk'], [desk])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('A coach finds a gap, dismisses another, merges two articles that say the same, and sorts the measures.', async () => {
  const nurses = await Promise.all(
    ['Nora Nurse', 'Paula Porter', 'Quentin Clerk'].map((name) => wardline.person(name, [])),
  )
  for (const title of ['Infusion pump alarm beeping', 'Badge reader blinks red'])
    for (let at = 0; at < 6; at++)
      assert.equal((await nurses[at % 3]?.post('/api/tickets', { title, body: 'Please help.' }))?.status, 200)
  const body =
    'Plug the charger into the wall, wait for the green light, then hold the power button for ten seconds.'
  for (const title of ['Charge a dead cart', 'Charge the dead cart']) {
    const made = await coach.post('/api/articles', { title, body, audience: 'staff' })
    assert.equal((await coach.post(`/api/articles/${made.body.id}/publish`)).status, 200)
  }
  const { app } = wardline.composition
  await findGaps(app, wardline.orgId)
  await findDuplicates(app, wardline.orgId)
  await foldMeasures(app, wardline.orgId)

  await wardline.owner.query(
    "insert into core.search_miss (org_id, words, times, first_at, last_at) values ($1, 'locker code', 3, now(), now())",
    [wardline.orgId],
  )

  const page = await pageOf(coach)
  await page.goto(`${base}/desk/knowledge/coach`)
  await heading(page, 'Knowledge coach')
  await page.getByRole('link', { name: /2\s*Gaps/ }).waitFor()
  await page.getByRole('link', { name: 'Badge reader blinks red' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'coach')
  await page.getByRole('link', { name: 'Badge reader blinks red' }).click()
  await heading(page, 'Badge reader blinks red')
  await page
    .getByRole('link', { name: /Badge reader blinks red/ })
    .first()
    .waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'gap')
  await page.getByLabel('Why no article is needed').fill('The readers are replaced.')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await heading(page, 'Knowledge coach')
  await page.getByRole('link', { name: /1\s*Gaps/ }).waitFor()
  await page.getByRole('link', { name: 'Infusion pump alarm beeping' }).click()
  await page.getByRole('link', { name: 'Write the article' }).click()
  await page.getByLabel('Title').waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Infusion pump alarm beeping')

  await page.goto(`${base}/desk/knowledge/coach`)
  await page.getByText('looked for 3 times').waitFor()
  await page.getByRole('link', { name: 'Write the article about “locker code”' }).click()
  await page.getByLabel('Title').waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'locker code')

  await page.goto(`${base}/desk/knowledge/coach`)
  const days = page.getByLabel('Days that a ticket must stay solved')
  await days.fill('61')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Choose between 1 and 60 days.').waitFor()
  await shot(page, 'coach-days')
  await days.fill('14')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. The figures are counted anew.').waitFor()

  await page.goto(`${base}/desk/knowledge/coach`)
  await page.getByRole('link', { name: /Charge (a|the) dead cart and/ }).click()
  await heading(page, 'Compare')
  const keep = page.getByRole('button', { name: 'Keep this one' })
  await keep.first().waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'alike')
  await keep.first().click()
  await heading(page, 'Knowledge coach')
  await page.getByText('No two articles are much alike.').waitFor()

  await page.goto(`${base}/desk/knowledge/measures`)
  await heading(page, 'Measures of articles')
  await page.getByText('Not enough data').first().waitFor()
  await page.getByText('stayed solved for 14 days').waitFor()
  await page.getByLabel('Order by').selectOption({ label: 'Stayed solved' })
  await page.waitForURL(/sort=success/)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'measures')
  await page.getByRole('link', { name: /Charge (a|the) dead cart/ }).click()
  await page.getByRole('heading', { level: 2, name: 'Measures' }).waitFor()
  await shot(page, 'article')
  await page.context().close()

  const narrow = await pageOf(coach, { width: 375, colorScheme: 'dark' })
  for (const path of ['coach', 'measures']) {
    await narrow.goto(`${base}/desk/knowledge/${path}`)
    await narrow.getByRole('heading', { level: 1 }).waitFor()
    await narrow
      .getByRole(path === 'coach' ? 'rowheader' : 'table')
      .first()
      .waitFor()
    assert.ok((await overflow(narrow)) <= 0, path)
    assert.deepEqual(await axe(narrow), [])
    await shot(narrow, `${path}-narrow`)
  }
  await narrow.context().close()
})

test('A writer sends a folder, looks at what would happen, imports it, and finds its links leading on.', async () => {
  const page = await pageOf(coach)
  await page.goto(`${base}/desk/knowledge/exchange`)
  await heading(page, 'Import and export articles')
  await page.getByText('Nothing was imported from a folder yet.').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'exchange-empty')
  const input = page.locator('input[type=file]').first()
  await input.setInputFiles({
    name: 'evil.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync({ '../evil.md': strToU8('x') })),
  })
  await page.getByRole('alert').filter({ hasText: 'leads out of the folder' }).waitFor()
  await shot(page, 'exchange-refused')
  const folder = zipSync({
    'start.md': strToU8('---\ntitle: Start here\n---\n\nFirst [[Sign in]], then [print](gone.md).\n'),
    'login/Sign in.md': strToU8('# Sign in\n\nBack to [the start](../start.md).\n'),
  })
  await input.setInputFiles({
    name: 'handbook.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(folder),
  })
  await page.getByRole('heading', { name: 'What would happen' }).waitFor()
  await page.getByText('start.md, line 5').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'exchange-preview')
  await page.getByRole('button', { name: 'Import 2 pages' }).click()
  await page.getByText('The import is done.').waitFor()
  await shot(page, 'exchange-done')
  await page.getByRole('link', { name: 'Start here' }).click()
  await heading(page, 'Start here')
  await page.getByRole('link', { name: 'Sign in', exact: true }).click()
  await heading(page, 'Sign in')
  await page.context().close()
  const narrow = await pageOf(coach, { width: 375, colorScheme: 'dark' })
  await narrow.goto(`${base}/desk/knowledge/exchange`)
  await narrow.getByRole('link', { name: 'handbook.zip' }).click()
  await narrow.getByRole('heading', { name: 'What happened' }).waitFor()
  assert.ok((await overflow(narrow)) <= 0)
  assert.deepEqual(await axe(narrow), [])
  await shot(narrow, 'exchange-narrow')
  await narrow.context().close()
})
