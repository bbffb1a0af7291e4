/** Passkeys in real Chromium with its virtual authenticator: made, used in all three ways, and demanded by a role. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { axe, openPage } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { withQueue } from '../../../core/people/fixture.ts'
import { type Office, signIn, startOffice } from '../../../core/people/web/fixture.ts'
import { clientId, clientSecret, startProvider, type TestProvider } from '../oidc/test-provider.ts'
import { startSamlProvider } from '../saml/test-provider.ts'

let office: Office
let base: string
let login: TestProvider
before(async () => {
  login = await startProvider()
  office = await startOffice({ WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${login.port}` })
  await withQueue(office.wardline)
  // Browsers make passkeys for names alone.
  base = office.base.replace('127.0.0.1', 'localhost')
})
after(async () => {
  await office?.close()
  await login?.close()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A device with a fingerprint reader that always says yes. */
type Device = { cdp: CDPSession; authenticatorId: string }

async function deviceOf(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

const pictures = process.env.WARDLINE_SCREENSHOTS
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  for (const [width, scheme] of [
    [1280, 'light'],
    [375, 'dark'],
    [320, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 800 })
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function fitsNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function signOut(page: Page): Promise<void> {
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
}

/** Without it the device chooses the suggestion of the sign-in page by itself. */
const answers = ({ cdp, authenticatorId }: Device, enabled: boolean) =>
  cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })

test('She makes a passkey, signs in with it, uses it as the second step and to confirm, and removes it.', async () => {
  await office.wardline.person('Pia Passkey', ['administrator'])
  const { page } = await openPage(office.browser)
  const device = await deviceOf(page)
  await signIn(page, base, 'pia.passkey@main.example', password)
  await page.waitForURL(`${base}/desk**`)
  await page.goto(`${base}/profile`)
  await page.getByText('You have no passkey yet.').waitFor()
  await picture(page, 'profile-empty')
  await button(page, 'Add a passkey').click()
  await page.getByLabel('Name', { exact: true }).fill('Ward phone')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await picture(page, 'profile-adding')
  await button(page, 'Continue').click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await button(page, 'I have kept them').click()
  await page.getByText('Ward phone', { exact: true }).waitFor()
  await fitsNarrow(page)
  await picture(page, 'profile')

  await signOut(page)
  await answers(device, false)
  await page.goto(`${base}/sign-in`)
  await button(page, 'Sign in with a passkey').waitFor()
  assert.deepEqual(await axe(page), [])
  await fitsNarrow(page)
  await picture(page, 'sign-in')
  await answers(device, true)
  await button(page, 'Sign in with a passkey').click()
  await page.waitForURL(`${base}/desk**`)

  await signOut(page)
  await answers(device, false)
  await signIn(page, base, 'pia.passkey@main.example', password)
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  await button(page, 'Use a passkey').waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'second-step')
  await answers(device, true)
  await button(page, 'Use a passkey').click()
  await page.waitForURL(`${base}/desk**`)

  // Longer than signing in counts as a proof.
  office.wardline.clock.advance(11 * 60_000)
  await page.goto(`${base}/profile`)
  await button(page, 'Remove Ward phone').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  const who = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await who.getByRole('button', { name: 'Use a passkey' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'confirm')
  await who.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('You have no passkey yet.').waitFor()
  await signOut(page)
  // The suggestion is chosen by itself, and the passkey is no longer known here.
  await page.goto(`${base}/sign-in`)
  await page.getByRole('alert').filter({ hasText: 'does not work here' }).waitFor()
  await picture(page, 'sign-in-refused')
  await page.context().close()
})

test('A role that demands a second step leads its holder to set one up, and then to where she wanted to go.', async () => {
  const admin = await office.wardline.admin()
  const clerk = await office.wardline.person('Cleo Clerk', ['help-desk'])
  const { body } = await admin.post('/api/roles', { title: 'Keyholder', needs_factor: true })
  await admin.post(`/api/people/${clerk.personId}/roles`, { role_id: body.id })
  const { page } = await openPage(office.browser, { locale: 'es-ES' })
  await deviceOf(page)
  await page.goto(`${base}/profile`)
  await page.getByLabel('Correo').fill('cleo.clerk@main.example')
  await page.getByLabel('Contraseña', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Iniciar sesión', exact: true }).click()
  await page.getByRole('heading', { name: 'Configure su segundo paso' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await fitsNarrow(page)
  await picture(page, 'set-up')
  await page.goto(`${base}/desk`)
  await page.getByRole('heading', { name: 'Configure su segundo paso' }).waitFor()
  await button(page, 'Con una aplicación de autenticación').click()
  await page.getByRole('img', { name: /QR/ }).waitFor()
  await picture(page, 'set-up-app')
  await button(page, 'Cancelar').click()
  await button(page, 'Con este dispositivo').click()
  await button(page, 'Continuar').click()
  await button(page, 'Los he guardado').click()
  await page.waitForURL(`${base}/desk**`)
  await page.context().close()
})

test('An administrator adds a provider; people sign in and out by it, one after the other at the same workstation.', async () => {
  const { clock } = office.wardline
  clock.advance(Date.now() - clock.now().getTime())
  const admin = await office.wardline.admin()
  const page = await office.pageOf(admin)
  await page.goto(`${office.base}/desk/organization/single-sign-on`)
  await page.getByText('No provider yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'providers-empty')
  await button(page, 'Add a provider').click()
  await page.getByLabel('Name', { exact: true }).fill('Hospital login')
  await page.getByLabel('Issuer').fill('http://login.example.org')
  await page.getByLabel('Client ID').fill(clientId)
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await page.getByLabel('Make an account for people who come for the first time').check()
  await page.getByLabel('Offer it on the sign-in page').check()
  await button(page, 'Add a group').click()
  await page.getByLabel('Group', { exact: true }).fill('desk')
  await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Help desk agent' })
  await button(page, 'Save').click()
  await page.getByText('Write the issuer as the provider names it').waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'provider-refused')
  await page.getByLabel('Issuer').fill(login.issuer)
  await button(page, 'Save').click()
  const redirect = (await page.getByText(/\/callback$/).innerText()).replace(office.base, base)
  await fitsNarrow(page)
  await picture(page, 'provider')
  await page.context().close()
  login.serve({ redirect, signedOut: `${base}/sign-in` })

  const { page: ward } = await openPage(office.browser)
  const start = async (subject: string | null) => {
    login.who = subject
    await ward.goto(`${base}/sign-in?next=%2Fdesk`)
    await ward.getByRole('link', { name: 'Sign in with Hospital login' }).click()
  }
  await start(null)
  await ward.getByRole('alert').filter({ hasText: 'not signed in there' }).waitFor()
  assert.deepEqual(await axe(ward), [])
  await fitsNarrow(ward)
  await picture(ward, 'sign-in-provider')
  login.people = {
    first: { name: 'Fay First', groups: ['desk'] },
    second: { name: 'Sid Second', groups: ['desk'] },
  }
  await start('first')
  await ward.waitForURL(`${base}/desk`)
  await ward.getByRole('button', { name: /Fay First/ }).click()
  await ward.getByRole('menuitem', { name: 'Sign out' }).click()
  await ward.waitForURL(`${login.issuer}/session/end**`)
  // She does not answer the provider's question, and yet the next person is asked who he is.
  login.prompts.length = 0
  await start('second')
  await ward.waitForURL(`${base}/desk`)
  await ward.getByRole('button', { name: /Sid Second/ }).waitFor()
  assert.equal(await ward.getByText('Fay First').count(), 0)
  assert.deepEqual(login.prompts, ['login'])

  // Who has no password is asked for none: the provider asks once more.
  await ward.goto(`${base}/profile`)
  const part = ward.getByRole('region', { name: 'Code for the help desk' })
  const { owner } = office.wardline
  // The proof grows old without the clock, since the provider has the real time; the server looks again in five seconds.
  await owner.query("update core.session set stepped_up_at = now() - interval '1 hour'")
  clock.advance(6000)
  await part.getByRole('button', { name: 'Show a code' }).click()
  const dialog = ward.getByRole('dialog', { name: 'Confirm that it is you' })
  const [popup] = await Promise.all([
    ward.waitForEvent('popup'),
    dialog.getByRole('button', { name: 'Confirm at Hospital login' }).click(),
  ])
  assert.equal(await dialog.getByRole('textbox').count(), 0)
  await dialog.getByText('You have no password and no second step here.').waitFor()
  assert.deepEqual(await axe(ward), [])
  await picture(ward, 'proof-provider')
  await popup.waitForEvent('close').catch(() => undefined)
  await part.getByText(/^\d{3} \d{3}$/).waitFor()
  const proofs = await owner.query(
    "select 1 from core.audit where action = 'confirmed' and data ->> 'by' = 'provider'",
  )
  assert.equal(proofs.rowCount, 1)
  await ward.context().close()
})

test('An administrator reads the metadata of a SAML provider in, and makes an emergency account.', async (t) => {
  const provider = await startSamlProvider()
  t.after(() => provider.close())
  const page = await office.pageOf(await office.wardline.admin())
  await page.goto(`${office.base}/desk/organization/single-sign-on`)
  await button(page, 'Add a SAML provider').click()
  await page.getByLabel('Metadata of the provider').fill('no metadata')
  await page.getByText('It is not XML.').waitFor()
  assert.deepEqual(await axe(page), [])
  // What is typed while the metadata are read stays.
  const reads = Promise.withResolvers<void>()
  await page.route('**/api/providers/metadata', async (route) => {
    await reads.promise
    await route.continue()
  })
  const metadata = await provider.metadata()
  await page.getByLabel('Metadata of the provider').fill(metadata)
  await page.getByLabel('Name', { exact: true }).fill('SAML login')
  await page.getByLabel('Attribute that holds the name').fill('displayName')
  reads.resolve()
  await page.locator(`input[value="${/entityID="([^"]+)"/.exec(metadata)?.[1]}"]`).waitFor()
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'SAML login')
  assert.equal(await page.getByLabel('Attribute that holds the name').inputValue(), 'displayName')
  await button(page, 'Save').click()
  await page.getByRole('link', { name: /metadata$/ }).waitFor()
  assert.deepEqual(await axe(page), [])
  await fitsNarrow(page)
  await picture(page, 'saml')

  await office.wardline.person('Olga Owner', [])
  await page.goto(`${office.base}/desk/organization/emergency`)
  await page.getByText('No emergency account yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'emergency-empty')
  await button(page, 'Add an emergency account').click()
  await page.getByLabel('Name', { exact: true }).fill('Emergency 1')
  await page.getByLabel('Address to sign in with').fill('emergency-1@main.example')
  await page.getByRole('combobox', { name: 'Who answers for it' }).fill('Olga')
  await page.getByRole('option', { name: /Olga Owner/ }).click()
  await page.getByRole('combobox', { name: 'Roles that it may take' }).click()
  await page.getByRole('option', { name: 'Help desk agent' }).click()
  await page.keyboard.press('Escape')
  assert.deepEqual(await axe(page), [])
  await picture(page, 'emergency-form')
  await button(page, 'Save').click()
  await page.getByText('It was never tried. Sign in by it once.').waitFor()
  assert.deepEqual(await axe(page), [])
  await fitsNarrow(page)
  await picture(page, 'emergency')
  const { owner, orgId } = office.wardline
  await owner.query(
    `insert into core.emergency_use (org_id, id, person_id, owner_id, role_id, assignment_id, reason, began_at, until)
     select org_id, gen_random_uuid(), person_id, owner_id, role_ids[1], gen_random_uuid(), 'The provider is down.', now(), now() + interval '1 hour'
     from core.emergency_account where org_id = $1`,
    [orgId],
  )
  await page.goto(`${office.base}/desk`)
  await page.getByRole('link', { name: 'Emergency 1 is used as Help desk agent now' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.goto(`${office.base}/desk/organization/single-sign-on`)
  await page
    .getByRole('button', { name: /Edit SAML login|SAML login/ })
    .first()
    .click()
  await button(page, 'Make a new key').click()
  await button(page, 'Retire the old key').waitFor()
  assert.deepEqual(await axe(page), [])
  await picture(page, 'saml-key')
  await button(page, 'Retire the old key').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retire the old key' }).click()
  await button(page, 'Make a new key').waitFor()
  await page.context().close()
})
