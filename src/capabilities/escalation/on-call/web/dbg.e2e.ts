import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { password, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let address: string
let team: string

before(async () => {
  wardline = await startWardline()
  team = await wardline.team('Network', 2)
  for (const name of ['Lea Lead', 'Ben Binary', 'Ned Network'])
    await wardline.person(name, ['network-administrator'], [team])
  await wardline.owner.query(
    "update core.team_member m set is_lead = true from core.person p where p.id = m.person_id and p.name = 'Lea Lead'",
  )
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function as(email: string, path: string, options: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const { page } = await openPage(browser, options)
  await page.goto(`${address}/sign-in`)
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email, password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  await page.goto(address + path)
  return page
}

const look = async (page: Page, name: string) => {
  if (process.env.WARDLINE_SCREENSHOTS)
    await page.screenshot({ path: `${process.env.WARDLINE_SCREENSHOTS}/${name}.png`, fullPage: true })
}

test('The lead makes a rota by keyboard, sees beforehand what it means, and everybody sees who is on call.', async () => {
  const page = await as('lea.lead@main.example', `/desk/organization/teams/${team}`)
  await page.getByText('This team has no rota.').waitFor()
  await page.getByRole('link', { name: 'Make a rota' }).click()
  await page.getByRole('link', { name: 'Make the rota' }).click()
  await page.getByRole('heading', { level: 1, name: 'Edit the rota of Network' }).waitFor()
  await page
    .getByRole('status')
    .or(page.getByText('Add at least one person who takes turns.').first())
    .first()
    .waitFor()
  await look(page, 'edit-empty')
  const add = page.getByLabel('Add to the order')
  await add.selectOption({ label: 'Ben Binary' })
  await add.selectOption({ label: 'Ned Network' })
  await page.waitForTimeout(2500)
  await look(page, 'dbg')
  console.log((await page.locator('main').innerText()).slice(-900))
  await page.getByText('No gaps in the next four weeks.').waitFor({ timeout: 1000 })
  await page.getByLabel('Days in a turn').fill('3')
  await page.getByText('A turn of 3 days cannot always end on a Monday.').first().waitFor()
  await look(page, 'edit-refused')
  await page.getByLabel('Days in a turn').fill('7')
  await page.waitForTimeout(2500)
  await look(page, 'dbg')
  console.log((await page.locator('main').innerText()).slice(-900))
  await page.getByText('No gaps in the next four weeks.').waitFor({ timeout: 1000 })
  await look(page, 'edit')
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Rota of Network' }).waitFor()
  await page.getByRole('region', { name: 'Primary' }).getByRole('button').first().waitFor()
  await look(page, 'rota')
  await page.getByText('Table', { exact: true }).click()
  await page.getByRole('columnheader', { name: 'Person' }).waitFor()
  assert.match(page.url(), /as=table/)
  await page.goto(`${address}/desk/organization/teams/${team}`)
  await page.getByRole('heading', { name: 'On call now' }).waitFor()
  await page.getByRole('link', { name: 'Rota', exact: true }).waitFor()
  await look(page, 'team')
  await page.context().close()
})

test('One asks to swap a shift, the other accepts, and the lead puts somebody in.', async () => {
  const { rows } = await wardline
    .signIn('ben.binary@main.example')
    .then(async (ben) => (await ben.get('/api/on-call/now')).body)
  const isBen = rows[0].layers[0].person.name === 'Ben Binary'
  const asker = isBen ? 'ben.binary' : 'ned.network'
  const [asked, other] = isBen ? ['Ned Network', 'ned.network'] : ['Ben Binary', 'ben.binary']
  const page = await as(`${asker}@main.example`, `/desk/on-call/${team}?span=month`)
  const bars = page.getByRole('region', { name: 'Primary' }).getByRole('button')
  await bars.first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Ask for a swap' }).click()
  await dialog.getByLabel('Whom do you ask?').selectOption({ label: asked as string })
  await dialog.getByLabel('What do you take in return?').selectOption({ index: 1 })
  await look(page, 'swap')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('button', { name: 'Withdraw' }).waitFor()
  await page.context().close()
  const theirs = await as(`${other}@main.example`, '/desk/on-call', { locale: 'es-ES' })
  await theirs.getByRole('button', { name: 'Aceptar' }).waitFor()
  await look(theirs, 'own-spanish')
  await theirs.getByRole('button', { name: 'Aceptar' }).click()
  await theirs.getByText('Los turnos se han cambiado.').first().waitFor()
  await theirs.getByRole('button', { name: 'Crear un enlace' }).click()
  await theirs.getByLabel('Enlace secreto').waitFor()
  await theirs.context().close()
  const lead = await as('lea.lead@main.example', `/desk/on-call/${team}`)
  await lead.getByRole('heading', { name: 'Covers' }).waitFor()
  await lead.getByLabel('What should the next one know?').fill('Switch 4 reboots at two.')
  await lead.getByRole('button', { name: 'Leave the note' }).click()
  await lead.getByText('Switch 4 reboots at two.').last().waitFor()
  await look(lead, 'rota-full')
  await lead.context().close()
})
