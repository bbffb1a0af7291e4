import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../../test/helpers/browser.ts'
import { browser, codeOf, setUpFactor } from '../../../../core/people/fixture.ts'
import { ok, type Portal, startPortal } from './fixture.ts'

/** A picture of one dot: the smallest that a camera could send. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let portal: Portal
before(async () => {
  portal = await startPortal()
})
after(() => portal?.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const show = async (id: string) => (await portal.sam.get(`/api/tickets/${id}`)).body

test('A nurse asks by phone, sees the answer come, replies, rates, and says that it is back', async () => {
  const page = await portal.pageOf(portal.nora)
  await page.goto(portal.base)
  await page.getByLabel('What do you need?').fill('label printer')
  await page.getByRole('link', { name: /Label printer gives blank labels/ }).waitFor()
  await page.getByRole('link', { name: /Send a new request: “label printer”/ }).click()

  await button(page, /Something does not work/).click()
  await button(page, 'Printing and labels').click()
  await heading(page, 'Is patient care affected now?').waitFor()
  await button(page, 'Yes, a patient is waiting').click()
  await button(page, 'A few of us').click()
  await heading(page, 'Is there another way to work until then?').waitFor()
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await page.getByRole('combobox', { name: 'Place' }).click()
  await page.getByRole('option', { name: 'Ward 4 West' }).click()
  await page.getByLabel('Device or label').fill('LBL-0412')
  await button(page, 'Next').click()
  await page.getByLabel('What happened?').fill('# 3 comes out empty\nI turned it off and on.')
  await page.setInputFiles('input[type=file]', { name: 'label.png', mimeType: 'image/png', buffer: DOT })
  await page.getByRole('img', { name: 'label.png' }).waitFor()
  await page.getByRole('list', { name: 'Does one of these help?' }).waitFor()
  await button(page, 'Next').click()
  await heading(page, 'Ready to send?').waitFor()
  await page.getByText(/You get an answer by/).waitFor()
  await button(page, 'Send request').click()
  await heading(page, 'label printer').waitFor()
  await page.getByText('We have it. Nobody has started yet.').waitFor()
  await page.getByText('# 3 comes out empty').waitFor()
  await page.getByRole('img', { name: 'label.png' }).waitFor()

  const id = page.url().split('/').at(-1) ?? ''
  const filed = await show(id)
  assert.deepEqual(
    [filed.kind, filed.impact, filed.urgency, filed.priority, filed.subject, filed.place, filed.device],
    ['incident', 2, 1, 2, 'Printing and labels', 'Ward 4 West', 'LBL-0412'],
  )
  ok(await portal.sam.post(`/api/tickets/${id}/take`))
  ok(await portal.sam.post(`/api/tickets/${id}/note`, { body: 'This ward always calls about labels.' }))
  ok(await portal.sam.post(`/api/tickets/${id}/reply`, { body: 'Which side of the roll is up?' }))
  ok(await portal.sam.post(`/api/tickets/${id}/ask`))
  await page.getByText('Which side of the roll is up?').waitFor()
  await page.getByText('Sam is waiting for your answer.').waitFor()
  assert.equal(await page.getByText('always calls').count(), 0)

  await page.getByLabel('Your answer').fill('The shiny side.')
  await button(page, 'Send').click()
  await page.getByText('Sam is working on it.').waitFor()
  ok(await portal.sam.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  await page.getByText('Sam says it should work again. Please check.').waitFor()
  await button(page, '4 of 5').click()
  await page.getByText('Thank you. You gave 4 of 5.').waitFor()
  await page.getByLabel(/What should we do better/).fill('A spare roll here.')
  await page
    .getByRole('region', { name: 'How well did we help you?' })
    .getByRole('button', { name: 'Send' })
    .click()
  await page.getByLabel(/What should we do better/).waitFor({ state: 'detached' })
  await button(page, 'It is back').click()
  await page.getByLabel('What do you see now?').fill('Empty again.')
  await button(page, 'Open it again').click()
  await page.getByText('Sam is working on it.').waitFor()
  await page.getByRole('article').getByText('Empty again.').waitFor()
  const after_all = await show(id)
  assert.deepEqual(
    [after_all.state, after_all.rating, after_all.rating_comment, after_all.reopened_count],
    ['open', null, 'A spare roll here.', 1],
  )
})

test('Drafts and inner articles are not there for a nurse, by search, by list and by address', async () => {
  const page = await portal.pageOf(portal.nora)
  await page.goto(`${portal.base}/answers?q=label`)
  await page.getByText('1 answer found').waitFor()
  assert.deepEqual(await page.getByRole('list', { name: 'Found' }).getByRole('listitem').count(), 1)
  await page.goto(`${portal.base}/answers`)
  await page.getByRole('link', { name: /Label printer gives blank labels/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /server restart|draft advice/ }).count(), 0)
  for (const id of [portal.inner, portal.draft]) {
    await page.goto(`${portal.base}/answers/${id}`)
    await heading(page, 'This answer is not here').waitFor()
  }
})

test('An answer that does not help leads to a request that says so, and one that helps to none', async () => {
  const page = await portal.pageOf(portal.nora)
  await page.goto(`${portal.base}/answers/${portal.article}?q=blank%20labels`)
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await page.getByText('Thank you for telling us. We will make it better.').waitFor()
  await button(page, 'I still need help').click()
  await button(page, /I have a question/).click()
  await button(page, 'I am not sure').click()
  const rated = page.waitForResponse((answer) => answer.url().endsWith('/rate') && answer.ok())
  await button(page, 'This solved it').click()
  await page.getByText('Good. No request was sent.').waitFor()
  await rated
  await heading(page, 'What do you need?').waitFor()
  const { helpful } = (await portal.nora.get(`/api/articles/${portal.article}`)).body
  assert.equal(helpful.mine, true)
})

test('A request that is being written survives a reload, and another workstation goes on with it', async () => {
  const page = await portal.pageOf(portal.nora)
  await page.goto(`${portal.base}/requests/new?device=CART-7`)
  await button(page, /I need something/).click()
  await button(page, 'Access and passwords').click()
  assert.equal(await page.getByLabel('Device or label').inputValue(), 'CART-7')
  await button(page, 'Next').click()
  const kept = keptWith(page, 'Access for a new colleague')
  await page.getByLabel('In a few words').fill('Access for a new colleague')
  await kept
  await page.reload()
  await page.getByText('Your words are kept until you send them.').waitFor()
  assert.equal(await page.getByLabel('In a few words').inputValue(), 'Access for a new colleague')
  const elsewhere = await portal.pageOf(portal.nora)
  await elsewhere.goto(`${portal.base}/requests/new?step=words`)
  await elsewhere.getByText('Your words are kept until you send them.').waitFor()
  assert.equal(await elsewhere.getByLabel('In a few words').inputValue(), 'Access for a new colleague')

  await elsewhere.goto(`${portal.base}/requests/new?q=Another%20thing`)
  await heading(elsewhere, 'You began a request before').waitFor()
  await button(elsewhere, 'Go on with it').click()
  await elsewhere.getByText('“Access for a new colleague”').waitFor()
  await button(elsewhere, 'Throw it away').click()
  await heading(elsewhere, 'What do you need?').waitFor()
})

test('A network that fails keeps every word, and sending again makes one request', async () => {
  const page = await portal.pageOf(portal.nora)
  await page.goto(`${portal.base}/requests/new?q=Pager%20is%20silent&step=check`)
  await heading(page, 'Ready to send?').waitFor()
  const before = (await portal.nora.get('/api/tickets?view=requested')).body.rows.length
  // The request arrives, but the answer to it is lost on the way.
  await page.route('**/api/tickets', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await button(page, 'Send request').click()
  await page
    .getByRole('alert')
    .getByText(/Your words are kept/)
    .waitFor()
  await page.unroute('**/api/tickets')
  await button(page, 'Send request').click()
  await heading(page, 'Pager is silent').waitFor()
  assert.equal((await portal.nora.get('/api/tickets?view=requested')).body.rows.length, before + 1)
})

test('What mends itself is called off with thanks', async () => {
  const id = await portal.file('Screen flickers')
  const page = await portal.pageOf(portal.nora)
  await page.goto(`${portal.base}/requests/${id}`)
  await button(page, 'It works again').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, stop it' }).click()
  await page.getByText('Stopped. Nobody works on it any more.').waitFor()
  assert.equal((await show(id)).state, 'cancelled')
  await page.goto(`${portal.base}/requests?show=done`)
  await page.getByRole('link', { name: /Screen flickers/ }).waitFor()
})

test('A request is sent by keyboard alone', async () => {
  const page = await portal.pageOf(portal.nora, { width: 1024, height: 768 })
  await page.goto(portal.base)
  await page.getByLabel('What do you need?').focus()
  await page.keyboard.type('Badge reader is dark')
  await page.keyboard.press('Enter')
  await heading(page, 'What can we do for you?').waitFor()
  await press(page, 'I have a question', 'Enter')
  await heading(page, 'What is it about?').waitFor()
  await press(page, 'I am not sure', 'Space')
  await heading(page, 'Tell us about it').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1')
  await press(page, 'What would you like to know?', '')
  await page.keyboard.type('Where is its switch?')
  await press(page, 'Next', 'Enter')
  await heading(page, 'Ready to send?').waitFor()
  await press(page, 'Send request', 'Enter')
  await heading(page, 'Badge reader is dark').waitFor()
})

/** The server's word that it keeps a draft with these words. */
const keptWith = (page: Page, words: string) =>
  page.waitForResponse(
    (answer) =>
      answer.request().method() === 'PUT' &&
      answer.url().includes('/api/drafts/') &&
      answer.request().postData()?.includes(words) === true &&
      answer.ok(),
  )

/** Walks with Tab to the control whose words begin so, and presses a key on it. */
async function press(page: Page, name: string, key: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const words = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return element?.labels?.[0]?.textContent ?? element?.textContent ?? ''
    })
    if (!words.trim().startsWith(name)) continue
    if (key) await page.keyboard.press(key)
    return
  }
  assert.fail(`Tab does not reach "${name}".`)
}

test('Spanish is spoken throughout, and the choice is kept with the person', async () => {
  const page = await portal.pageOf(portal.nora, { locale: 'es-US' })
  await page.goto(portal.base)
  await heading(page, '¿Qué necesita?').waitFor()
  await page.goto(`${portal.base}/requests/new`)
  await button(page, /Algo no funciona/).waitFor()
  await page.goto(`${portal.base}/answers`)
  await heading(page, 'Respuestas').waitFor()
  await page.goto(`${portal.base}/profile`)
  await page.getByLabel('Idioma', { exact: true }).selectOption('en')
  await heading(page, 'Profile').waitFor()
  const stored = page.waitForResponse(
    (answer) => answer.request().postData()?.includes('"es"') === true && answer.ok(),
  )
  await page.getByLabel('Language', { exact: true }).selectOption('es')
  await heading(page, 'Perfil').waitFor()
  await stored
  assert.equal((await portal.nora.get('/api/session')).body.language, 'es')
})

test('A person sets up a second step with its recovery codes, and ends a session that is not hers', async () => {
  const person = await portal.wardline.person('Paula Profile', [])
  await portal.wardline.signIn('paula.profile@main.example', 'main')
  const page = await portal.pageOf(person)
  await page.goto(`${portal.base}/profile`)
  await page
    .getByRole('button', { name: /^Sign out: / })
    .first()
    .click()
  await page.getByText('That device is signed out').waitFor()
  await button(page, 'Set up the second step').click()
  await page.getByLabel('Your password').fill('correct horse battery staple')
  await button(page, 'Continue').click()
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Six digits').fill('000000')
  await button(page, 'Turn it on').click()
  await page.getByText(/This code is not right/).waitFor()
  await button(page, 'Change the password').click()
  await page.getByLabel('The password you have now').fill('correct horse battery staple')
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText(/Use at least 12 characters/).waitFor()
})

test('New recovery codes are made only after the code of the authenticator was asked for again', async () => {
  const { wardline } = portal
  const person = await wardline.person('Perla Proof', [])
  const screen = browser(wardline, person.cookie)
  const { secret } = await setUpFactor(wardline, screen)
  const page = await portal.pageOf({ ...person, cookie: screen.cookie() })
  await page.goto(`${portal.base}/profile`)
  await button(page, 'New recovery codes').waitFor()
  // Longer than a fresh sign-in counts as a proof.
  wardline.clock.advance(11 * 60_000)
  await button(page, 'New recovery codes').click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByLabel('Code of your authenticator').fill('000000')
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.getByRole('alert').first().waitFor()
  assert.deepEqual(await axe(page, '[role="dialog"]'), [])
  await proof.getByLabel('Code of your authenticator').fill(codeOf(wardline, secret))
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
})
