import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let base: string
let bridget: Client
let willa: Client
let nora: Client
let sam: Client

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  wardline = await startWardline()
  const desk = await wardline.team('Service Desk', 1)
  bridget = await wardline.person('Bridget Coach', ['knowledge-coach'])
  willa = await wardline.person('Willa Writer', ['knowledge-coach'])
  sam = await wardline.person('Sam Okafor', ['help-desk'], [desk])
  nora = await wardline.person('Nora Nurse', [])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await wardline?.close()
})

/** A page on which the person is signed in. */
async function pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

async function write(
  title: string,
  fields: Record<string, unknown> = {},
  isPublished = true,
): Promise<string> {
  const body = 'Intro.\n\n## Steps\n\n1. Press the red button.\n2. Wait.'
  const made = await bridget.post('/api/articles', { title, body, audience: 'staff', ...fields })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  if (isPublished) assert.equal((await bridget.post(`/api/articles/${made.body.id}/publish`)).status, 200)
  return made.body.id
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const show = async (id: string) => (await bridget.get(`/api/articles/${id}?draft=true`)).body

/** Replaces the editor's text by what is typed into its Markdown source. */
async function typeSource(page: Page, text: string): Promise<void> {
  const source = page.getByRole('textbox', { name: 'Text' })
  await button(page, 'Markdown source').click()
  await source.fill(text)
}

test('A writer drafts an article, publishes it, changes it, compares the versions and brings the first one back', async () => {
  const page = await pageOf(bridget)
  await page.goto(`${base}/desk/knowledge`)
  await button(page, 'New article').click()
  await page.getByLabel('Title').fill('Wristband printer jams')
  await page.getByRole('combobox', { name: 'Topic' }).fill('Printing')
  await typeSource(page, '## Steps\n\n1. Open the lid.\n2. Pull the ribbon out.')
  await page.getByRole('region', { name: 'Preview' }).getByText('Pull the ribbon out.').waitFor()
  await button(page, 'Save').click()
  await heading(page, 'Wristband printer jams').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  assert.equal((await nora.get(`/api/articles/${id}`)).status, 404)

  await button(page, 'Publish').click()
  await page.getByText('Published. Readers see it now.').waitFor()
  assert.equal((await nora.get(`/api/articles/${id}`)).status, 200)

  await page.keyboard.press('e')
  await heading(page, 'Edit article').waitFor()
  await typeSource(page, '## Steps\n\n1. Open the grey lid.\n2. Pull the ribbon out.')
  await page.getByLabel(/What did you change/).fill('Which lid.')
  await button(page, 'Save').click()
  await page.getByText('There are changes that readers do not see yet.').waitFor()
  assert.ok(!(await nora.get(`/api/articles/${id}`)).body.body.includes('grey'))

  await page.getByRole('link', { name: '2 versions' }).click()
  await page.getByText('Which lid.').waitFor()
  assert.equal(await page.locator('ins').textContent(), 'grey ')
  await button(page, 'Bring back 1').click()
  await page.getByText('Version 1 is back as version 3.').waitFor()
  assert.ok(!(await show(id)).body.includes('grey'))

  await button(page, 'Archive').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await page.getByText('It is in the archive.').waitFor()
  assert.equal((await nora.get(`/api/articles/${id}`)).status, 404)
  await button(page, 'Restore').click()
  await page.getByText('It is in progress again.').waitFor()
})

test('Two writers at once: the second sees what the first changed, and loses no word', async () => {
  const id = await write('Two hands')
  const page = await pageOf(bridget)
  await page.goto(`${base}/desk/knowledge/${id}/edit`)
  await heading(page, 'Edit article').waitFor()
  await page.getByLabel('Title').fill('Two hands, four eyes')
  const changed = await willa.post(`/api/articles/${id}/edit`, {
    body: 'Intro.\n\n## Steps\n\n1. Press the green button.\n2. Wait.',
  })
  assert.equal(changed.status, 200)
  await button(page, 'Save').click()
  await page.getByText('Somebody changed this article while you wrote').waitFor()
  const theirs = page.getByRole('region', { name: 'Their changes' })
  assert.equal(await theirs.locator('del').textContent(), 'red')
  assert.equal(await theirs.locator('ins').textContent(), 'green')
  assert.deepEqual(await axe(page), [])
  await button(page, 'Keep my text and save again').click()
  await button(page, 'Save').click()
  await heading(page, 'Two hands, four eyes').waitFor()
  assert.equal((await show(id)).title, 'Two hands, four eyes')
  assert.equal((await show(id)).latest_version, 3)
})

test('What a writer has not saved survives a reload, and is dropped when she says so', async () => {
  const id = await write('Kept words')
  const page = await pageOf(bridget)
  await page.goto(`${base}/desk/knowledge/${id}/edit`)
  const kept = page.waitForResponse(
    (answer) => answer.request().postData()?.includes('Kept words and more') === true && answer.ok(),
  )
  await page.getByLabel('Title').fill('Kept words and more')
  await kept
  await page.reload()
  await page.getByText('Not saved yet. Your words are kept.').waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Kept words and more')
  await button(page, 'Drop my changes').click()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Kept words')
})

test('The list is narrowed by reader, topic, state and review, and its filter is its address', async () => {
  await write('Internal routing', { audience: 'internal', topic: 'Network' })
  await write('Old review', { review_at: '2020-01-01T12:00:00.000Z' })
  await write('Only a draft', {}, false)
  const page = await pageOf(bridget)
  await page.goto(`${base}/desk/knowledge?audience=internal`)
  await page.getByRole('link', { name: 'Internal routing' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Old review' }).count(), 0)
  await page.getByLabel('Readers').selectOption('')
  await page.getByRole('switch', { name: 'Review overdue' }).click()
  await page.getByRole('link', { name: 'Old review' }).waitFor()
  assert.match(page.url(), /overdue=true/)
  assert.equal(await page.getByRole('link', { name: 'Internal routing' }).count(), 0)
  await page.goto(`${base}/desk/knowledge?state=work_in_progress`)
  await page.getByRole('link', { name: 'Only a draft' }).waitFor()
  await page.getByLabel('Search').fill('routing')
  await page.getByRole('link', { name: /Internal routing/ }).waitFor({ state: 'detached' })
  await page.getByLabel('State').selectOption('validated')
  await page.getByRole('link', { name: /Internal routing/ }).waitFor()
})

test('An article is found in the palette by keyboard', async () => {
  await write('Palette printer ribbon')
  const page = await pageOf(sam)
  await page.goto(`${base}/desk/knowledge`)
  await heading(page, 'Knowledge').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('palette ribbon')
  await page.getByRole('option', { name: /Palette printer ribbon/ }).waitFor()
  await page.keyboard.press('Enter')
  await heading(page, 'Palette printer ribbon').waitFor()
  assert.equal(await button(page, 'Archive').count(), 0)
})

test('axe finds nothing on the desk of knowledge in light and dark, and it fits a window of 320 px', async () => {
  const id = await write('Accessible')
  await willa.post(`/api/articles/${id}/edit`, { body: 'Another text.\n\n| a | b |\n|---|---|\n| 1 | 2 |' })
  const paths = ['', '?q=accessible', `/${id}`, `/${id}?draft=1`, `/${id}/versions`, `/${id}/edit`, '/new']
  const visit = async (page: Page, path: string) => {
    await page.goto(`${base}/desk/knowledge${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await pageOf(bridget, { colorScheme })
    for (const path of paths) {
      await visit(page, path)
      assert.deepEqual(await axe(page), [], `${path} in ${colorScheme}`)
    }
  }
  const narrow = await pageOf(bridget, { width: 320, height: 256 })
  for (const path of paths) {
    await visit(narrow, path)
    const excess_px = await narrow.evaluate(() => {
      const main = document.getElementById('main')
      return Math.max(
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        main ? main.scrollWidth - main.clientWidth : 0,
      )
    })
    assert.equal(excess_px, 0, path)
  }
})
