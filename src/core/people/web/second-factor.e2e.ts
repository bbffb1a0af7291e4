import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { axe, openPage } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { type Office, signIn, startOffice } from './fixture.ts'

const STEP_MS = 30_000
const email = 'frida.factor@main.example'

let office: Office
let secret = ''
let recovery: string[] = []
before(async () => {
  office = await startOffice()
  await office.wardline.person('Frida Factor', ['help-desk'])
})
after(() => office?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** What the authenticator shows next: a code works once, so the clock goes on by a step. */
function nextCode(): string {
  office.wardline.clock.advance(STEP_MS)
  return generateSync({ secret, epoch: Math.floor(office.wardline.clock.now().getTime() / 1000) })
}

test('An agent switches the second step on with the code of her app, and is shown her recovery codes once.', async () => {
  const { page } = await openPage(office.browser)
  await signIn(page, office.base, email, password)
  await page.waitForURL(`${office.base}/desk**`)
  await page.goto(`${office.base}/profile`)
  await button(page, 'Set up the second step').click()
  await page.getByLabel('Your password').fill(password)
  await button(page, 'Continue').click()
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '')
  assert.match(secret, /^[A-Z2-7]{16,}$/)
  await page.getByLabel('Six digits').fill(nextCode())
  await button(page, 'Turn it on').click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  assert.deepEqual(await axe(page), [])
  recovery = await page.locator('li code').allInnerTexts()
  assert.equal(recovery.length, 10)
  await button(page, 'I have kept them').click()
  await page.getByText('10 recovery codes are left.').waitFor()
  for (const code of recovery) assert.equal(await page.getByText(code).count(), 0)
  await page.context().close()
})

test('She signs in with the next code; the same code and a wrong one are refused.', async () => {
  const { page } = await openPage(office.browser)
  await signIn(page, office.base, email, password)
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  assert.deepEqual(await axe(page), [])
  // The password alone opens nothing.
  assert.equal((await page.request.get(`${office.base}/api/tickets`)).status(), 401)
  await page.getByLabel('Code').fill('000000')
  await button(page, 'Continue').click()
  await page.getByRole('alert').waitFor()
  const code = nextCode()
  await page.getByLabel('Code').fill(code)
  await button(page, 'Continue').click()
  await page.waitForURL(`${office.base}/desk**`)
  await page.context().close()

  const { page: again } = await openPage(office.browser)
  await signIn(again, office.base, email, password)
  await again.getByLabel('Code').fill(code)
  await button(again, 'Continue').click()
  await again.getByRole('alert').waitFor()
  await again.context().close()
})

test('Without her phone a recovery code lets her in, once; and then she switches the second step off.', async () => {
  const { page } = await openPage(office.browser)
  const [first = '', second = ''] = recovery
  await signIn(page, office.base, email, password)
  await page.getByLabel('Code').fill(first)
  await button(page, 'Continue').click()
  await page.waitForURL(`${office.base}/desk**`)
  await page.goto(`${office.base}/profile`)
  await page.getByText('9 recovery codes are left.').waitFor()
  await page.context().close()

  const { page: later } = await openPage(office.browser)
  await signIn(later, office.base, email, password)
  await later.getByLabel('Code').fill(first)
  await button(later, 'Continue').click()
  await later.getByRole('alert').waitFor()
  await later.getByLabel('Code').fill(second)
  await button(later, 'Continue').click()
  await later.waitForURL(`${office.base}/desk**`)
  await later.goto(`${office.base}/profile`)
  // Longer than signing in counts as a proof.
  office.wardline.clock.advance(11 * 60_000)
  await button(later, 'Turn it off').click()
  const ask = later.getByRole('dialog', { name: 'Turn the second step off?' })
  await ask.getByRole('button', { name: 'Turn it off' }).click()
  const who = later.getByRole('dialog').filter({ has: later.getByRole('textbox') })
  await who.getByRole('textbox').fill(nextCode())
  await who.getByRole('button', { name: /Continue|Confirm/ }).click()
  await button(later, 'Set up the second step').waitFor()
  await later.context().close()

  const { page: plain } = await openPage(office.browser)
  await signIn(plain, office.base, email, password)
  await plain.waitForURL(`${office.base}/desk**`)
  await plain.context().close()
})
