/** One workstation, two people: after switching nothing of the first one's words is left in the browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe, openPage } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { type Office, signIn, startOffice } from '../../../core/people/web/fixture.ts'

let office: Office
before(async () => {
  office = await startOffice()
})
after(() => office?.close())

const secret = 'zebrafinch'

/** Every place in the browser where words could be left, as one text. */
const everything = (page: Page) =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? []
    const names = await caches.keys().catch(() => [])
    const fields = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    )
    return [
      location.href,
      document.title,
      document.documentElement.outerHTML,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(history.state),
      JSON.stringify(databases),
      names.join(),
      fields.join('\n'),
    ].join('\n')
  })

test('After “Not you? Switch” nothing of the first person is in the page, in storage, in another tab or by Back; her unsent words wait for her.', async () => {
  const { wardline } = office
  const team = await wardline.team('Service desk', 1)
  await wardline.person('Fiona First', ['help-desk'], [team])
  // Somebody who may see nothing of hers.
  await wardline.person('Sam Second', [])
  const { page } = await openPage(office.browser)
  await signIn(page, office.base, 'fiona.first@main.example', password)
  await page.getByRole('button', { name: /Fiona First/ }).waitFor()
  const filed = await page.evaluate(async (title) => {
    const response = await fetch('/api/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title, body: title }),
    })
    return { status: response.status, ...((await response.json()) as { id: string; number: number }) }
  }, `The ${secret} is loud`)
  assert.equal(filed.status < 300, true)
  const other = await page.context().newPage()
  await other.goto(`${office.base}/desk/search?q=${secret}`)
  await page.goto(`${office.base}/desk/search?q=${secret}`)
  await page.getByText(`The ${secret} is loud`).first().waitFor()
  await page.goto(`${office.base}/desk/tickets/${filed.id}`)
  await page
    .getByRole('heading', { name: new RegExp(secret) })
    .first()
    .waitFor()
  // Unsent words that are on this device alone.
  const personId = await page.evaluate(async () => {
    const me = (await (await fetch('/api/session')).json()) as { person_id: string }
    localStorage.setItem(`wardline.draft.${me.person_id}.reply.x`, 'unsent zebrafinch words')
    return me.person_id
  })
  await page.getByRole('button', { name: /Fiona First/ }).click()
  await page.getByRole('menuitem', { name: 'Not Fiona First? Switch' }).click()
  await page.getByLabel('Password').first().waitFor()
  assert.ok(!(await everything(page)).includes(secret))
  assert.ok(!(await everything(page)).includes('Fiona'))
  await other.getByLabel('Password').first().waitFor()
  assert.ok(!(await everything(other)).includes(secret), 'the other tab')
  const kept = await wardline.owner.query('select body from core.draft where person_id = $1', [personId])
  assert.deepEqual(
    kept.rows.map(({ body }) => body),
    ['unsent zebrafinch words'],
  )

  await page.getByLabel('Work e-mail').fill('sam.second@main.example')
  await page.getByLabel('Password').first().fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /Sam Second/ }).waitFor()
  let seen = 0
  for (; seen < 6; seen++) {
    await page.goBack().catch(() => null)
    await page.waitForLoadState().catch(() => undefined)
    if (page.url() === 'about:blank') break
    assert.ok(!(await everything(page)).includes(secret), `Back, ${seen + 1} times: ${page.url()}`)
  }
  assert.ok(seen >= 2, 'there were pages of hers to go back to')
})

test('A sign-out that the server did not confirm says that one is still signed in, and names words before it drops them.', async () => {
  const { wardline, base } = office
  const fay = await wardline.person('Fay Failing', [])
  const page = await office.pageOf(fay, { width: 375, colorScheme: 'dark' })
  await page.goto(`${base}/`)
  const draft = `wardline.draft.${fay.personId}.reply.y`
  await page.evaluate((key) => localStorage.setItem(key, 'words that are nowhere else'), draft)
  const isAlive = async () => (await fay.get('/api/session')).status === 200
  const kept = () => page.evaluate((key) => localStorage.getItem(key), draft)
  const dialog = page.getByRole('dialog', { name: 'You are still signed in' })
  await page.route('**/api/drafts/**', (route) => route.abort())
  await page.route('**/api/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  )
  const account = page.getByRole('button', { name: /Fay Failing/ })
  await account.click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await dialog.getByText('the server could not be reached', { exact: false }).waitFor()
  await dialog.getByText('words that are nowhere else').waitFor()
  assert.deepEqual(await axe(page), [])
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/still-signed-in.png` })
  assert.equal(await kept(), 'words that are nowhere else')

  // The words may go; the end of the session is refused still.
  const refused = page.waitForEvent('requestfailed', (request) => request.method() === 'DELETE')
  await dialog.getByRole('button', { name: 'Sign out anyway' }).click()
  await refused
  await dialog.getByRole('button', { name: 'Try again' }).and(page.locator(':enabled')).waitFor()
  assert.equal(page.url(), `${base}/`)
  assert.equal(await isAlive(), true)
  assert.equal(await kept(), 'words that are nowhere else')

  await page.unroute('**/api/session')
  await dialog.getByRole('button', { name: 'Sign out anyway' }).click()
  await page.waitForURL(/sign-in/)
  assert.equal(await isAlive(), false)
  // The page to sign in at is a new one, which may come up in this moment.
  await page.waitForFunction((key) => localStorage.getItem(key) === null, draft)
  await page.context().close()
})

test('A sign-out goes through at the second try, and takes along what could not be kept at the first.', async () => {
  const { wardline, base } = office
  const tia = await wardline.person('Tia Trying', [])
  const page = await office.pageOf(tia)
  await page.goto(`${base}/`)
  const draft = `wardline.draft.${tia.personId}.reply.z`
  await page.evaluate((key) => localStorage.setItem(key, 'kept in the end'), draft)
  await page.route('**/api/drafts/**', (route) => route.fulfill({ status: 422, body: '{}' }))
  await page.getByRole('button', { name: /Tia Trying/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const dialog = page.getByRole('dialog', { name: 'You are still signed in' })
  await dialog.getByText('did not take everything', { exact: false }).waitFor()
  assert.equal((await tia.get('/api/session')).status, 200, 'words first, then the end of the session')
  await page.unroute('**/api/drafts/**')
  await dialog.getByRole('button', { name: 'Try again' }).press('Enter')
  await page.waitForURL(/sign-in/)
  const { rows } = await wardline.owner.query('select body from core.draft where person_id = $1', [
    tia.personId,
  ])
  assert.deepEqual(
    rows.map(({ body }) => body),
    ['kept in the end'],
  )
  assert.equal((await tia.get('/api/session')).status, 401)
  await page.context().close()
})
