import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openPage } from '../../../../test/helpers/browser.ts'
import { type Client, password } from '../../../../test/helpers/server.ts'
import { type Office, signIn, startOffice } from './fixture.ts'

let office: Office
let ada: Client
before(async () => {
  office = await startOffice()
  ada = await office.wardline.admin()
})
after(() => office?.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** A signed-in administrator whose last proof of who she is was a while ago. */
async function asAda(path: string): Promise<Page> {
  const page = await office.pageOf(ada)
  await page.goto(`${office.base}/desk/organization/${path}`)
  return page
}

async function proveOnPage(page: Page): Promise<void> {
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByRole('textbox', { name: 'Your password' }).fill(password)
  await proof.getByRole('button', { name: 'Confirm' }).click()
  await proof.waitFor({ state: 'detached' })
}

test('Without a mail server the administrator hands the invitation over from the outbox, and it is accepted.', async () => {
  const made = await ada.post('/api/people', {
    name: 'Ines Invited',
    email: 'ines@main.example',
    is_invited: true,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  office.wardline.clock.advance(11 * 60_000)
  const page = await asAda('outbox')
  const letter = page.getByRole('listitem').filter({ hasText: 'ines@main.example' })
  await letter.locator('summary').click()
  // The link opens an account, so that it is not simply there.
  assert.equal(await letter.getByText('/invitation#').count(), 0)
  await letter.getByRole('button', { name: 'Show the text' }).click()
  await proveOnPage(page)
  const text = letter.locator('pre')
  await text.waitFor()
  const link = /\/invitation#\S+/.exec((await text.textContent()) ?? '')?.[0]
  assert.ok(link)
  await page.context().close()

  const { page: hers } = await openPage(office.browser, { width: 375, height: 740 })
  await hers.goto(office.base + link)
  await hers.getByText('Hello Ines Invited.').waitFor()
  await hers.getByLabel('New password').fill('seven quiet herons walking')
  await button(hers, 'Save the password').click()
  await hers.getByRole('heading', { name: 'Your password is saved' }).waitFor()
  await signIn(hers, office.base, 'ines@main.example', 'seven quiet herons walking')
  await hers.getByRole('heading', { name: 'What do you need?' }).waitFor()
  await hers.context().close()
})

test('A session that the administrator ends is over in the other browser, without anybody touching it.', async () => {
  const nora = await office.wardline.person('Nora Nurse', [])
  const hers = await office.pageOf(nora)
  await hers.goto(`${office.base}/`)
  await hers.getByRole('heading', { name: 'What do you need?' }).waitFor()
  const live = hers.waitForResponse((response) => response.url().endsWith('/api/live'))
  await hers.reload()
  await live
  const page = await asAda(`people/${nora.personId}`)
  await page.getByRole('button', { name: /^End the session: / }).click()
  await page.getByText('The session has ended.').first().waitFor()
  await page.getByText('Not signed in anywhere.').waitFor()
  await hers.waitForURL(/\/sign-in\?/)
  await hers.getByText('You were signed out').waitFor()
  assert.equal((await nora.get('/api/session')).status, 401)
  await hers.context().close()
  await page.context().close()
})

test('What a role may do is changed in one browser and holds in the other, for more and for less.', async () => {
  const agent = await office.wardline.person('Sam Agent', ['help-desk'])
  const his = await office.pageOf(agent)
  const auditPage = `${office.base}/desk/organization/audit`
  const isRefused = async () => {
    await his.goto(auditPage)
    await his.getByRole('heading', { level: 1 }).waitFor()
    return (await his.getByRole('heading', { level: 1, name: 'Audit log' }).count()) === 0
  }
  assert.equal(await isRefused(), true)
  const page = await asAda('roles')
  await page.getByRole('link', { name: 'Help desk agent' }).click()
  const reads = page.getByLabel('Read and export the audit log')
  for (const isAllowed of [true, false]) {
    // A while ago she proved who she is; both times she is asked again.
    office.wardline.clock.advance(11 * 60_000)
    await reads.setChecked(isAllowed)
    await button(page, 'Save').click()
    await proveOnPage(page)
    await page
      .getByText(isAllowed ? 'New: not saved yet' : 'Taken away: not saved yet')
      .waitFor({ state: 'detached' })
    await page.getByText('The role is saved; it holds at once.').first().waitFor()
    assert.equal((await agent.get('/api/audit')).status, isAllowed ? 200 : 403)
    assert.equal(await isRefused(), !isAllowed)
  }
  await his.context().close()
  await page.context().close()
})

test('On a shared workstation the person, the login, the workstation and the place are kept apart on a ticket.', async () => {
  const page = await asAda('lists/places')
  const add = async (opens: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await button(page, opens).click()
    const dialog = page.getByRole('dialog')
    await fill(dialog)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await add('Add a place', (dialog) => dialog.getByLabel('Name', { exact: true }).fill('Ward 7 East'))
  await page.getByText('Ward 7 East').waitFor()
  await page.getByRole('link', { name: 'Workstations' }).click()
  await page.getByRole('heading', { level: 1, name: 'Workstations' }).waitFor()
  await add('Add a workstation', async (dialog) => {
    await dialog.getByLabel('Name', { exact: true }).fill('WOW-7E-2')
    await dialog.getByLabel('Place').selectOption({ label: 'Ward 7 East' })
    await dialog.getByLabel('Used by several people in turn').check()
  })
  const line = page.getByRole('listitem').filter({ hasText: 'WOW-7E-2' })
  await line.getByText('Ward 7 East · Shared').waitFor()
  await page.context().close()

  const maria = await office.wardline.person('Maria Ward', [])
  const agent = await office.wardline.person('Dana Desk', ['help-desk'], [await office.wardline.team('Desk')])
  const his = await office.pageOf(agent)
  await his.goto(`${office.base}/desk/tickets/new`)
  const choose = async (label: string, typed: string, option: RegExp) => {
    await his.getByRole('combobox', { name: label }).fill(typed)
    await his.getByRole('option', { name: option }).click()
  }
  await choose('Requester', 'maria w', /Maria Ward/)
  await his.getByLabel('In one line').fill('The cart will not print')
  await his.getByRole('textbox', { name: 'What happened?' }).fill('Since the night shift.')
  await choose('Place', 'ward 7', /Ward 7 East/)
  await choose('Workstation', 'wow-7', /WOW-7E-2/)
  await his.getByLabel(/^(Shared login|Under which)/).fill('ward7')
  await his.keyboard.press('Control+Enter')
  await his.getByRole('heading', { name: 'The cart will not print' }).waitFor()
  for (const words of ['Maria Ward', 'ward7', 'WOW-7E-2', 'Ward 7 East'])
    await his.getByText(words, { exact: true }).filter({ visible: true }).first().waitFor()
  const { rows } = (await maria.get('/api/tickets?view=requested')).body
  const shown =
    (await agent.get(`/api/tickets/${rows[0].id}`)).body.ticket ??
    (await agent.get(`/api/tickets/${rows[0].id}`)).body
  assert.deepEqual(
    [shown.requester?.id ?? shown.requester_id, shown.shared_login, shown.workstation, shown.place],
    [maria.personId, 'ward7', 'WOW-7E-2', 'Ward 7 East'],
  )
  await his.context().close()
})
