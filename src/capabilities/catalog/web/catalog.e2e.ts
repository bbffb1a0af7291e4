import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../test/helpers/browser.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { must } from '../../tickets/fixture.ts'
import { laptopFields, publish } from '../fixture.ts'

let wardline: Wardline
let browser: Browser
let base: string
let nora: Client
let sam: Client
let admin: Client
const shots = process.env.SHOTS

before(async () => {
  wardline = await startWardline()
  wardline.owner.on('error', () => {})
  const desk = await wardline.team('Service Desk')
  nora = await wardline.person('Nora Nurse', [])
  sam = await wardline.person('Sam Okafor', ['help-desk'], [desk])
  admin = await wardline.admin()
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

type Options = Parameters<typeof openPage>[1]
async function pageOf(person: Client, path: string, options: Options = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url: base }])
  await page.goto(base + path)
  return page
}

/** A look at the page: for people as a picture, for axe as a list of what is wrong; never wider than its window. */
async function look(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    await mkdir(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  }
  assert.deepEqual(await axe(page), [], name)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.equal(overflow, 0, name)
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('A nurse says what she needs, answers one question a screen on her phone, and sees what she asked for.', async () => {
  await publish(admin, {
    fields: [
      ...laptopFields,
      { key: 'who', type: 'person', label: { en: 'For whom is it?' } },
      { key: 'plan', type: 'files', label: { en: 'A picture of the place' } },
    ],
    expected: { hours: 16, words: { en: 'Longer when it has to be ordered.' } },
    approvals: { steps: [{ name: 'Desk', who: 'people', needs: 'any', person_ids: [sam.personId] }] },
    synonyms: ['computer'],
  })
  const page = await pageOf(nora, '/', { width: 375, height: 740 })
  await page.getByLabel('What do you need?').fill('I need a computer')
  await page.getByRole('list', { name: 'Ask for it with a form' }).waitFor()
  await look(page, 'home')
  await page.goto(`${base}/catalog?q=computer`)
  await page.getByRole('link', { name: /New laptop/ }).waitFor()
  await look(page, 'list-narrow')
  await page.getByRole('link', { name: /New laptop/ }).click()
  await heading(page, 'New laptop').waitFor()
  await page.getByText('Question 1 of 4').waitFor()
  await button(page, 'Next').click()
  await page.getByText('Answer this question.').waitFor()
  await look(page, 'refused')
  await page.getByRole('radio', { name: 'Strong' }).check()
  await button(page, 'Next').click()
  await page.getByText('Question 2 of 5').waitFor()
  await page.getByLabel('Why does it have to be strong?').fill('For the maps of all wards')
  await page.reload()
  assert.equal(
    await page.getByLabel('Why does it have to be strong?').inputValue(),
    'For the maps of all wards',
    'nothing is lost by a reload',
  )
  await button(page, 'Next').click()
  await page.getByLabel('From when?').waitFor()
  await button(page, 'Next').click()
  await page.getByRole('combobox', { name: /For whom is it/ }).fill('sam')
  await page.getByRole('option', { name: /Sam Okafor/ }).click()
  await button(page, 'Next').click()
  await page.setInputFiles('input[type=file]', {
    name: 'place.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('plan'),
  })
  await button(page, 'Remove place.txt').waitFor()
  await button(page, 'Next').click()
  await heading(page, 'Ready to send?').waitFor()
  await page.getByText('Sam Okafor says yes or no.').waitFor()
  await page.getByText('Usually within 2 working days.').waitFor()
  await look(page, 'check')
  await button(page, 'Send request').click()
  await heading(page, 'New laptop for Nora Nurse').waitFor()
  const answers = page.getByRole('region', { name: 'What you asked for' })
  await answers.getByText('For the maps of all wards').waitFor()
  await answers.getByText('Sam Okafor').waitFor()
  await look(page, 'request')
  const id = page.url().split('/').at(-1) ?? ''
  const { request } = must(await sam.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual([request.answers.model, request.answers.why], ['strong', 'For the maps of all wards'])
  await page.close()

  const desk = await pageOf(sam, `/desk/tickets/${id}`, { colorScheme: 'dark' })
  await desk.getByRole('heading', { name: 'Asked for: New laptop' }).waitFor()
  await look(desk, 'ticket-dark')
  await desk.goto(`${base}/desk/catalog`)
  await desk.getByRole('link', { name: /New laptop/ }).click()
  await desk.getByRole('combobox', { name: 'For whom?' }).waitFor()
  await button(desk, 'Send request').click()
  await desk.getByText('Answer this question.').waitFor()
  await look(desk, 'desk-refused-dark')
  await desk.close()
})

test('Who keeps the catalog makes an item, is told what is missing, sees it beside, and publishes it.', async () => {
  const page = await pageOf(admin, '/desk/organization/catalog')
  await heading(page, 'Request catalog').waitFor()
  await look(page, 'manage')
  await button(page, 'New item').click()
  await page.getByLabel('Name of the item').fill('Headset')
  await button(page, 'Make item').click()
  await heading(page, 'Headset').waitFor()
  await page.getByText('2 things are missing').or(page.getByText('One thing is missing')).waitFor()
  await page.getByLabel('What one gets in English').fill('A headset for calls.')
  await button(page, 'Add a question').click()
  await page.getByRole('menuitem', { name: 'Yes or no' }).click()
  await button(page, 'Add a question').click()
  await page.getByRole('menuitem', { name: 'Short text' }).click()
  await button(page, 'Save draft').click()
  await page.getByText('Give this question a name.').waitFor()
  await look(page, 'design-flaws')
  await page.getByLabel('Question in English').fill('Which ear?')
  await button(page, 'Add a condition').click()
  await page.getByLabel('1. With').selectOption({ label: 'Yes' })
  await page
    .getByRole('button', { name: /Without a name/ })
    .first()
    .click()
  await page.getByLabel('Question in English').fill('Only one ear?')
  await page.getByLabel('Question in Spanish').fill('¿Solo un oído?')
  const preview = page.getByRole('region', { name: 'How people see it' })
  await preview.getByText('Only one ear?').waitFor()
  assert.equal(await preview.getByLabel(/Which ear/).count(), 0)
  await preview.getByRole('radio', { name: 'Yes' }).check()
  await preview.getByLabel(/Which ear/).waitFor()
  await preview.getByText('Spanish', { exact: true }).click()
  await preview.getByText('¿Solo un oído?').waitFor()
  await button(page, 'Move Which ear? up').focus()
  await page.keyboard.press('Enter')
  await button(page, 'Add an approval').click()
  await button(page, 'Add a step').click()
  const dot =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const file = { name: 'headset.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') }
  await page.setInputFiles('input[type=file]', file)
  await page.getByLabel('What the picture shows in English').fill('A headset with one ear')
  await page.getByRole('img', { name: 'A headset with one ear' }).first().waitFor()
  await look(page, 'design')
  await button(page, 'Save draft').click()
  await page.getByText('The draft is saved.').first().waitFor()
  await button(page, 'Publish').click()
  await page.getByRole('dialog').getByText('From now on people can ask for it').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 1 is what people are asked now.').first().waitFor()
  await page.getByLabel('Name in English').fill('Headset for calls')
  await button(page, 'Save draft').click()
  await button(page, 'Publish').click()
  await page.getByRole('dialog').getByText('Changed: the name').waitFor()
  await look(page, 'publish')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 2 is what people are asked now.').first().waitFor()
  const rows = must(await nora.get('/api/catalog')).body.rows as { id: string; name: { en: string } }[]
  const item = rows.find(({ name }) => name.en === 'Headset for calls')
  assert.ok(item)
  const form = must(await nora.get(`/api/catalog/items/${item.id}`)).body
  assert.deepEqual(
    form.fields.map(({ label }: { label: { en: string } }) => label.en),
    ['Which ear?', 'Only one ear?'],
  )
  await page.setViewportSize({ width: 375, height: 740 })
  await look(page, 'design-narrow')
  const hers = await pageOf(nora, '/catalog', { width: 375, height: 740, colorScheme: 'dark' })
  const picture = hers.getByRole('img', { name: 'A headset with one ear' })
  await picture.waitFor()
  assert.ok(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
  await look(hers, 'picture-dark')
  await hers.close()
  await page.close()
})
