import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { openDesk, type World } from '../../tickets/web/desk-fixture.ts'

const shots = process.env.SHOTS
let world: World

before(async () => {
  world = await openDesk()
})
after(() => world?.close())

async function looked(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    await mkdir(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  }
  assert.deepEqual(await axe(page), [])
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(wide <= 0, `${name} scrolls sideways`)
}

/** A browser that nobody signed in to. */
async function signedOut(options: Parameters<World['pageOf']>[1]): Promise<Page> {
  const page = await world.pageOf(world.dana, options)
  await page.context().clearCookies()
  return page
}

test('A nurse makes her certificate on her phone, a stranger checks it without an account until she lets nobody check it.', async () => {
  const trainer = await world.wardline.person('Tess Trainer', ['trainer', 'requester'])
  const nurse = await world.wardline.person('Nora Nurse', ['requester'])
  const written = await trainer.post('/api/training/records', {
    ...{ person_id: nurse.personId, verb: 'completed', origin: 'observed', assessor_id: trainer.personId },
    ...{ happened_on: '2026-01-05', title: 'Meridian for nurses' },
  })
  assert.equal(written.status, 200, JSON.stringify(written.body))

  const phone = await world.pageOf(nurse, { width: 320, height: 740, colorScheme: 'dark' })
  await phone.goto(`${world.base}/learning`)
  const make = phone.getByRole('button', { name: 'Make a certificate' })
  await make.waitFor()
  await make.focus()
  await phone.keyboard.press('Enter')
  const part = phone.getByRole('region', { name: 'Certificate of Meridian for nurses' })
  const link = part.getByRole('link', { name: 'Page where others can check it' })
  await link.waitFor()
  await looked(phone, 'certificate-mine-dark')
  const address = `${world.base}${await link.getAttribute('href')}`

  const stranger = await signedOut({ width: 320, height: 740 })
  await stranger.goto(address)
  await stranger.getByText('This certificate was issued here and is valid.').waitFor()
  await stranger.getByText('Nora Nurse').waitFor()
  await looked(stranger, 'certificate-checked')
  await stranger.getByLabel('Language').selectOption('es')
  await stranger.getByText('Este certificado se emitió aquí y es válido.').waitFor()
  await looked(stranger, 'certificate-checked-es')

  await part.getByRole('button', { name: 'Let nobody check it' }).click()
  await part.getByRole('button', { name: 'Let others check it' }).waitFor()
  const other = await signedOut({ width: 320, height: 740, colorScheme: 'dark' })
  await other.goto(address)
  await other.getByText('No certificate can be checked at this address.').waitFor()
  await looked(other, 'certificate-unknown-dark')
})
