import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Client, password } from '../../../../test/helpers/server.ts'
import { type Office, signIn, startOffice } from './fixture.ts'

/** The live stream looks every 25 seconds whether its session is still there. */
const NOTICED_MS_MAX = 40_000
const MINUTE_MS = 60_000
const email = 'ivy.idle@main.example'

let office: Office
let ivy: Client
let ticket: string
before(async () => {
  office = await startOffice()
  const desk = await office.wardline.team('Service Desk')
  ivy = await office.wardline.person('Ivy Idle', ['help-desk', 'administrator'], [desk])
  const maria = await office.wardline.person('Maria Gomez', [])
  const made = await maria.post('/api/tickets', { title: 'Monitor stays black', body: 'Since seven.' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  ticket = made.body.id
})
after(() => office?.close())

/** Types into a tab and waits until the server keeps the words. */
async function typeAndKeep(page: Page, type: () => Promise<void>): Promise<void> {
  const kept = page.waitForResponse(
    (answer) => answer.url().includes('/api/drafts/') && answer.request().method() === 'PUT' && answer.ok(),
  )
  await type()
  await kept
}

test('Whoever is away too long is signed out in every tab, polling or not, and finds every word again.', async () => {
  const writing = await office.pageOf(ivy)
  const context = writing.context()
  const article = await context.newPage()
  const polling = await context.newPage()
  const ticketUrl = `${office.base}/desk/tickets/${ticket}`
  const articleUrl = `${office.base}/desk/knowledge/new`
  const healthUrl = `${office.base}/desk/organization/health`
  const reply = writing.getByRole('textbox', { name: 'Reply to Maria Gomez' })

  await writing.goto(ticketUrl)
  await writing.getByRole('button', { name: 'Reply', exact: true }).click()
  await typeAndKeep(writing, () => reply.fill('Please press the button on its back'))
  await article.goto(articleUrl)
  await typeAndKeep(article, () => article.getByLabel('Title').fill('When a monitor stays black'))
  // The page's own clock goes forward at will, so that it asks again as it would in half an hour.
  await polling.clock.install()
  await polling.goto(healthUrl)
  await polling.getByRole('heading', { name: 'Versions' }).waitFor()

  const poll = async () => {
    const asked = polling.waitForResponse((answer) => answer.url().endsWith('/api/system'))
    await polling.clock.runFor(31_000)
    return (await asked).status()
  }
  // Somebody who does something now and then stays signed in for longer than the quarter of an hour.
  for (let round = 0; round < 2; round++) {
    office.wardline.clock.advance(10 * MINUTE_MS)
    assert.equal((await ivy.get('/api/session')).status, 200)
    await typeAndKeep(writing, () => reply.fill(`Please press the button on its back, ${round}`))
  }
  // Pages that ask by themselves do not count as somebody being there.
  for (const minutes of [5, 5, 4]) {
    office.wardline.clock.advance(minutes * MINUTE_MS)
    assert.equal(await poll(), 200)
  }
  office.wardline.clock.advance(2 * MINUTE_MS)
  assert.equal(await poll(), 401)
  for (const page of [polling, writing, article]) {
    await page.waitForURL(/\/sign-in\?.*ended=1/, { timeout: NOTICED_MS_MAX })
    await page.getByText('You were signed out').waitFor()
  }

  const back = async (page: Page, url: string) => {
    await page.getByLabel('Work e-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(url)
  }
  await back(writing, ticketUrl)
  await writing.getByText('Please press the button on its back, 1').waitFor()
  // The second sign-in in the same browser ends the first one's session, and the first tab goes on with the new.
  await back(article, articleUrl)
  await article.waitForFunction(() =>
    [...document.querySelectorAll('input')].some(({ value }) => value === 'When a monitor stays black'),
  )
  await writing.getByRole('button', { name: 'Send reply' }).click()
  await writing.getByText('Reply sent').waitFor()
  await context.close()
})

test('On a shared workstation the next person finds nothing of the one before.', async () => {
  const page = await office.pageOf(await office.wardline.signIn(email, 'main'))
  await page.goto(`${office.base}/desk/tickets/${ticket}`)
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).fill('Words of Ivy alone')
  await page.getByText('Words of Ivy alone').waitFor()
  await office.wardline.person('Otto Other', ['help-desk'])
  let loads = 0
  page.on('load', () => loads++)
  await signIn(page, office.base, 'otto.other@main.example', password)
  // The page to sign in at, and then a new one: what the page of the person before held is gone.
  while (loads < 2) await page.waitForEvent('load')
  await page.waitForURL(`${office.base}/desk**`)
  await page.goto(`${office.base}/desk/tickets/${ticket}`)
  await page.getByRole('heading', { name: 'Monitor stays black' }).waitFor()
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByRole('textbox', { name: 'Reply to Maria Gomez' }).waitFor()
  assert.equal(await page.getByText('Words of Ivy alone').count(), 0)
  await page.context().close()
})
