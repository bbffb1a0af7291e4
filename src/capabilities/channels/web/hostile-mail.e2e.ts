/** Hostile HTML that comes by mail, as a real browser shows it on the ticket’s page: words and nothing else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../../../../test/helpers/browser.ts'
import { password } from '../../../../test/helpers/server.ts'
import { receiveMail } from '../mail/receive.ts'
import { takeIn } from '../mail/take-in.ts'
import { type Importing, overflow, shot, startImporting } from './fixture.ts'
import { hostileTexts } from './hostile.fixture.ts'

let importing: Importing
let agent: { email: string }
before(async () => {
  importing = await startImporting()
  await importing.wardline.person('Nora Nurse', [])
  await importing.wardline.person('Ann Agent', ['help-desk'])
  agent = { email: 'ann.agent@main.example' }
})
after(() => importing?.close())

/** Takes in the mails as one ticket of many answers; answers its id. */
async function ticketOf(bodies: readonly { type: string; body: string }[]): Promise<string> {
  const { wardline } = importing
  const { app } = wardline.composition
  let record: string | undefined
  for (const [at, { type, body }] of bodies.entries()) {
    const answers = at === 0 ? '' : 'In-Reply-To: <hostile-0@ward.example>\r\n'
    const content = `From: nora.nurse@main.example\r\nSubject: Hostile\r\nMessage-ID: <hostile-${at}@ward.example>\r\n${answers}Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`Mail ${at}: ${body}`).toString('base64')}`
    const id = await receiveMail(app, wardline.orgId, Buffer.from(content), { mailbox: null, kept_days: 1 })
    await takeIn(app, { org: wardline.orgId, mail: id })
    const { rows } = await wardline.owner.query(
      // The cap of an hour is not what is tried here.
      "update channels.mail_in set decided_at = decided_at - interval '2 hours' where id = $1 returning record_id, state, reason",
      [id],
    )
    assert.equal(rows[0].state, 'taken_in', `${at} ${rows[0].reason}`)
    record ??= rows[0].record_id
    assert.equal(rows[0].record_id, record)
  }
  return String(record)
}

async function asAgent(page: Page): Promise<void> {
  await page.goto(`${importing.address}/sign-in`)
  const answer = await page.request.post(`${importing.address}/api/session`, {
    data: { email: agent.email, password, organization: 'main' },
    headers: { origin: importing.address },
  })
  assert.equal(answer.status(), 200)
}

test('Every hostile file and its mutations, by mail as HTML and as plain text, are words on the page: no script, no request, no style.', async (t) => {
  const texts = hostileTexts()
  if (texts === undefined) return t.skip('The hostile files are not here (WARDLINE_DATA).')
  const bodies = texts.flatMap((body) => ['text/html', 'text/plain'].map((type) => ({ type, body })))
  const ticket = await ticketOf(bodies)
  const page = await importing.newPage()
  await asAgent(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(`${importing.address}/desk/tickets/${ticket}`)
  await page
    .getByText(`Mail ${bodies.length - 1}:`)
    .first()
    .waitFor()
  const earlier = page.getByRole('button', { name: /earlier/ })
  if (await earlier.isVisible()) await earlier.click()
  await page.getByText('Mail 1:').first().waitFor()
  // Several pieces of code in what people wrote are landmarks of one name; that is the writers'.
  const barriers = await axe(page, 'main')
  assert.deepEqual(
    barriers.filter((line) => !line.startsWith('landmark-unique')),
    [],
  )
  for (const more of await page.locator('details').all())
    await more.evaluate((each) => each.setAttribute('open', ''))
  const shown = await page.getByText(/^Mail \d+:/).count()
  const found = await page.evaluate(() => {
    const main = document.querySelector('main') ?? document.body
    const all = [...main.querySelectorAll('*')]
    return {
      hurt: 'hurt' in window,
      elements: all
        .filter((each) =>
          /^(script|iframe|object|embed|style|base|meta|form|link|video|audio)$/i.test(each.tagName),
        )
        .filter(
          (each) =>
            each.closest('article, li') !== null &&
            each.closest('form')?.querySelector('textarea, [contenteditable]') === null,
        )
        .map((each) => each.outerHTML.slice(0, 200)),
      handlers: all.flatMap((each) =>
        [...each.attributes]
          .filter(({ name }) => /^on/i.test(name))
          .map(({ name }) => `${each.tagName} ${name}`),
      ),
      links: all
        .flatMap((each) => [each.getAttribute('href') ?? '', each.getAttribute('src') ?? ''])
        .filter((address) => /^\s*(javascript|data|vbscript):/i.test(address)),
      pictures: [...main.querySelectorAll('img')].map(({ src }) => src),
    }
  })
  assert.ok(shown >= bodies.length / 2, `${shown} mails are shown`)
  assert.deepEqual(found, { hurt: false, elements: [], handlers: [], links: [], pictures: [] })
  const elsewhere = asked.filter(
    (url) => !url.startsWith(`${importing.address}/`) && !url.startsWith('data:'),
  )
  assert.deepEqual(elsewhere, [])
  assert.equal(new URL(page.url()).pathname, `/desk/tickets/${ticket}`)
  assert.ok((await overflow(page)) <= 0)
  await shot(page, 'hostile-mail')
  await page.context().close()
})
