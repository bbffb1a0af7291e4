import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import type { Client } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Library, startLibrary } from '../fixture.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let library: Library
let browser: Browser
let base: string
let writer: Client

before(async () => {
  assert.ok(existsSync(resolve('dist/web/index.html')), 'The web must be built before its pages are tried.')
  library = await startLibrary()
  const { wardline } = library
  const desk = await wardline.team('Service Desk', 1)
  writer = await wardline.person('Willa Writer', ['help-desk'], [desk])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  await library?.wardline.close()
})

async function pageOf(person: Client, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** A picture for whoever wants to look at the pages. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.WARDLINE_PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** The first try is refused with a sentence at the box; the second goes on. */
async function confirmLook(page: Page, move: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'This text came out of a ticket' })
  await dialog.getByRole('button', { name: move }).click()
  await dialog.getByRole('alert').waitFor()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await look(page, `look-${move}`)
  await dialog.getByLabel('I looked for patients’ data and names').check()
  await dialog.getByRole('button', { name: move }).click()
}

test('From a solved ticket to an answer that others read: one keystroke writes it, a colleague validates, a publisher publishes, a reader flags', async () => {
  const { nurse, contributor, publisher } = library
  const ticket = (
    await nurse.post('/api/tickets', {
      title: 'Wristbands of Nora Nurse are blank',
      body: 'Nora here, MRN 123456.',
    })
  ).body
  await writer.post(`/api/tickets/${ticket.id}/reply`, { body: '1. Turn the ribbon over.' })
  await writer.post(`/api/tickets/${ticket.id}/resolve`, { code: 'fixed' })

  const page = await pageOf(writer)
  await page.goto(`${base}/desk/tickets/${ticket.id}`)
  await button(page, 'Write an article').waitFor()
  await page.keyboard.press('Shift+A')
  await heading(page, 'New article').waitFor()
  await page.getByText(/Taken out: 2 names, 1 record number/).waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Wristbands of [removed: name] are blank')
  await page.getByRole('region', { name: 'Preview' }).getByText('Turn the ribbon over.').waitFor()
  assert.deepEqual(await axe(page), [])
  await look(page, 'new')
  await page.getByLabel('Title').fill('Wristbands are blank')
  await button(page, 'Markdown source').click()
  await page.getByRole('textbox', { name: 'Text' }).fill('## Steps\n\n1. Turn the ribbon over.')
  await button(page, 'Save').click()
  await heading(page, 'Wristbands are blank').waitFor()
  await page.getByRole('link', { name: new RegExp(`${ticket.number} `) }).waitFor()
  await button(page, 'Hand in').click()
  await confirmLook(page, 'Hand in')
  await page.getByText('Nobody has validated this text yet.').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  const colleague = await pageOf(contributor)
  await colleague.goto(`${base}/desk`)
  await colleague.getByRole('link', { name: 'Wristbands are blank' }).click()
  await button(colleague, 'Validate').click()
  await confirmLook(colleague, 'Validate')
  await colleague.getByText(/not published for its other readers yet/).waitFor()
  assert.equal((await nurse.get(`/api/articles/${id}`)).status, 404)

  const chief = await pageOf(publisher, { colorScheme: 'dark' })
  await chief.goto(`${base}/desk/knowledge/${id}`)
  await button(chief, 'Publish').click()
  await confirmLook(chief, 'Publish')
  await chief.getByText('Published. Readers see it now.').waitFor()
  const happened = chief.getByRole('list', { name: 'What happened' })
  await happened.getByText('Paula Publisher published it. Readers: All staff').waitFor()
  await happened.getByText('Willa Writer handed it in.').waitFor()
  assert.deepEqual(await axe(chief), [])
  await look(chief, 'desk-dark')

  const reader = await pageOf(nurse, { width: 375, height: 800 })
  await reader.goto(`${base}/answers/${id}`)
  await heading(reader, 'Wristbands are blank').waitFor()
  await button(reader, 'Something is not right').click()
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('It is unclear').check()
  await dialog.getByLabel('Tell us more').fill('Which way round?')
  await button(reader, 'Send').click()
  await reader.getByText('Which way round?').waitFor()
  assert.deepEqual(await axe(reader), [])
  await look(reader, 'reader')

  await page.goto(`${base}/desk`)
  await page.getByText('Readers say that something is not right').waitFor()
  assert.deepEqual(await axe(page), [])
  await look(page, 'today')
  await page.getByRole('link', { name: 'Wristbands are blank' }).first().click()
  await button(page, 'Answer').click()
  await page.getByLabel('What was done, or why nothing was').fill('The shiny side up.')
  await button(page, 'Send the answer').click()
  await page.getByText('Nora Nurse was told.').waitFor()
  await reader.reload()
  await reader.getByText('The shiny side up.').waitFor()
})

test('A coach sees who writes with which license and changes a template', async () => {
  const page = await pageOf(library.coach)
  await page.goto(`${base}/desk/knowledge/writers`)
  await page.getByText('Conny Contributor').waitFor()
  assert.deepEqual(await axe(page), [])
  await look(page, 'writers')
  await page.getByRole('textbox', { name: 'How-to' }).fill('## What\n\n## How\n')
  await page.getByRole('region', { name: 'How-to' }).getByRole('button', { name: 'Save' }).click()
  await page.getByText('Template stored: How-to').waitFor()
  await page.goto(`${base}/desk/knowledge/new`)
  await page.getByLabel('Kind').selectOption('known_error')
  await page.getByRole('region', { name: 'Preview' }).getByText('Workaround').waitFor()
  await page.getByLabel('Kind').selectOption('how_to')
  await page.getByRole('region', { name: 'Preview' }).getByText('What', { exact: true }).waitFor()
})

test('An administrator opens the public articles, and somebody who never signed in reads one', async () => {
  const { publisher, wardline, write } = library
  const picture = (await uploadWith(wardline, publisher)('desk.png', 'image/png', png)).body.id
  const body = `Call the Service Desk.\n\n![The desk](/api/attachments/${picture}/image)`
  const id = await write({ title: 'Reach us', body, audience: 'public' }, publisher)
  await publisher.post(`/api/articles/${id}/publish`, {})
  const page = await pageOf(await wardline.admin())
  await page.goto(`${base}/desk/knowledge/writers`)
  await page.getByRole('switch', { name: 'Read without signing in' }).click()
  await page.getByRole('link', { name: 'See what everybody sees' }).waitFor()
  const address = await page.getByRole('link', { name: 'See what everybody sees' }).getAttribute('href')
  const { page: stranger } = await openPage(browser, { width: 375, height: 700 })
  await stranger.goto(`${base}${address}`)
  await stranger.getByRole('link', { name: 'Reach us' }).click()
  await stranger.getByText('Call the Service Desk.').waitFor()
  const image = stranger.getByRole('img', { name: 'The desk' })
  await image.waitFor()
  await stranger.waitForFunction(
    () => (document.querySelector('main img') as HTMLImageElement).naturalWidth > 0,
  )
  assert.deepEqual(await axe(stranger), [])
  await look(stranger, 'public')
  await stranger.goto(`${base}${address}/999999`)
  await heading(stranger, 'This answer is not here').waitFor()
})
