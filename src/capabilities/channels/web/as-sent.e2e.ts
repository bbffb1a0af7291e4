/** Mails as they were sent, in a real browser: shown in a frame without rights, whatever stands in them. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { PNG } from '../../../platform/files/sample-files.ts'
import { framePage, harmless, withPictures } from '../mail/as-sent/harmless.ts'
import { receiveMail } from '../mail/receive.ts'
import { takeIn } from '../mail/take-in.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'
import { hostileTexts } from './hostile.fixture.ts'

let importing: Importing
let elsewhere: Server
let ticket: string
let asked = 0

before(async () => {
  elsewhere = createServer((_, response) => {
    asked++
    response.writeHead(200, { 'content-type': 'image/png' }).end(PNG)
  }).listen(0, '127.0.0.1')
  await new Promise((done) => elsewhere.once('listening', done))
  const { port } = elsewhere.address() as AddressInfo
  importing = await startImporting({ WARDLINE_MAIL_PICTURES_ALLOW: `localhost,localhost:${port}` })
  const { wardline } = importing
  await wardline.person('Nora Nurse', [])
  await wardline.owner.query(
    `insert into core.role_assignment (org_id, id, person_id, role_id)
     select r.org_id, gen_random_uuid(), p.id, r.id from core.role r join core.person p on p.org_id = r.org_id and p.email = 'admin@main.example' where r.key = 'help-desk'`,
  )
  const html = `<h1 style="color:#0b5c74;font-family:Georgia">Label printer</h1><p>It says <b>jam</b> in tray two.</p>
    <table border="1" cellpadding="6" width="480"><tr><th>Tray</th><th>State</th></tr><tr><td>Two</td><td bgcolor="#ffe0e0">Jam</td></tr></table>
    <p>See <a href="https://example.org/help">the guide</a>.</p><img src="http://localhost:${port}/logo.png" alt="The ward’s sign" width="40">`
  const content = `From: nora.nurse@main.example\r\nSubject: Label printer\r\nMessage-ID: <as-sent@ward.example>\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString('base64')}`
  const { app } = wardline.composition
  const id = await receiveMail(app, wardline.orgId, Buffer.from(content), { mailbox: null, kept_days: 30 })
  await takeIn(app, { org: wardline.orgId, mail: id })
  const { rows } = await wardline.owner.query('select record_id from channels.mail_in where id = $1', [id])
  ticket = rows[0].record_id
})
after(async () => {
  await importing?.close()
  elsewhere?.close()
})

const frameOf = (page: Page) => page.frameLocator('iframe[title="The mail as it was sent"]')

test('An agent opens a mail as it was sent by keyboard, reads its table, and loads its pictures when she means to.', async () => {
  const { page, failures } = await importing.asAdmin(`/desk/tickets/${ticket}`)
  const opener = page.getByRole('button', { name: 'Show as it was sent' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Mail from nora.nurse@main.example' })
  await frameOf(page).getByRole('heading', { name: 'Label printer' }).waitFor()
  assert.equal(await frameOf(page).locator('td').nth(1).getAttribute('bgcolor'), '#ffe0e0')
  assert.equal(await frameOf(page).locator('a').count(), 0)
  assert.equal(await frameOf(page).locator('img[src]').count(), 0)
  assert.equal(asked, 0, 'opening it tells nobody')
  assert.deepEqual(await axe(page, '[role=dialog]'), [])
  await shot(page, 'as-sent')
  await dialog.getByRole('button', { name: 'Load pictures' }).click()
  await frameOf(page).locator('img[src^="data:image/png"]').waitFor()
  assert.equal(asked, 1)
  await shot(page, 'as-sent-pictures')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.textContent === 'Show as it was sent')
  assert.deepEqual(failures, [])
  await page.context().close()
})

test('On a phone in the dark it fits; once words were taken out of the ticket it is not there any more, and says so.', async () => {
  const { page } = await importing.asAdmin(`/desk/tickets/${ticket}`, { width: 320, colorScheme: 'dark' })
  await page.locator('aside button[aria-expanded="false"]').first().click()
  await page.getByRole('button', { name: 'Show as it was sent' }).click()
  await frameOf(page).getByRole('heading', { name: 'Label printer' }).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page, '[role=dialog]'), [])
  await shot(page, 'as-sent-narrow-dark')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await importing.wardline.owner.query('update channels.mail_in set has_html = false')
  await page.getByRole('button', { name: 'Show as it was sent' }).click()
  await page.getByText('This mail does not exist, or you may not see it.').waitFor()
  await page.context().close()
})

const at_once = 20

/** What texts do that stand in frames of one page, many at once: dialogs, requests, and whether the page is hurt. */
async function watched(texts: readonly string[], sandbox: string | undefined) {
  const page = await importing.newPage()
  const address = `${importing.address}/frame-test`
  const did: string[] = []
  page.on('dialog', (dialog) => {
    did.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.context().route('**', (route) => {
    const url = route.request().url()
    if (url === address)
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><main id="place"></main>' })
    did.push(`asked for ${url}`)
    return route.abort()
  })
  for (let at = 0; at < texts.length; at += at_once) {
    await page.goto(address)
    const harm = await page.evaluate(inFrames, { texts: texts.slice(at, at + at_once), sandbox })
    did.push(...harm.map((each) => `${each} by one of the texts from ${at}`))
    if (page.url() !== address) did.push(`went to ${page.url()}`)
  }
  await page.context().close()
  return did
}

/** Runs in the browser: puts each text into a frame as the ticket’s page does, and looks at the page around. */
async function inFrames({
  texts,
  sandbox,
}: {
  texts: string[]
  sandbox: string | undefined
}): Promise<string[]> {
  const look = () => getComputedStyle(document.body).cssText
  const before = look()
  const loaded = texts.map(
    (text) =>
      new Promise<void>((done) => {
        const frame = document.createElement('iframe')
        if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox)
        frame.addEventListener('load', () => setTimeout(done, 50), { once: true })
        frame.srcdoc = text
        document.querySelector('#place')?.append(frame)
      }),
  )
  await Promise.race([Promise.all(loaded), new Promise((done) => setTimeout(done, 5_000))])
  return [
    ...('hurt' in window ? ['hurt'] : []),
    ...(look() === before ? [] : ['the page looks another way']),
    ...(document.querySelector('style, script, base, meta') === null ? [] : ['something stands in the page']),
  ]
}

const cleaned = (text: string) => {
  const page = harmless(text)
  return withPictures(page, new Map())
}

test('Every hostile file and its mutations, made harmless, run nothing, load nothing and leave their frame nowhere: with the frame’s own walls, and without them.', async (t) => {
  const texts = hostileTexts(20)
  if (texts === undefined) return t.skip('The hostile files are not here (WARDLINE_DATA).')
  assert.ok(texts.length > 400)
  assert.deepEqual(
    await watched(
      texts.map((text) => framePage(cleaned(text))),
      '',
    ),
    [],
  )
  // The cleaning by itself, in a frame with every right and without a policy.
  assert.deepEqual(await watched(texts.map(cleaned), undefined), [])
  // The walls by themselves, around what nobody cleaned.
  const walled = await watched(texts.map(framePage), '')
  assert.deepEqual(
    walled.filter((line) => line.includes('dialog') || line.includes('hurt')),
    [],
  )
  // Without either the same files do harm, so that this would be seen.
  const bare = await watched(texts, undefined)
  assert.ok(bare.some((line) => line.includes('dialog') || line.includes('hurt')))
  assert.ok(bare.some((line) => line.includes('http')))
})
