/** Mails as they were sent: who is shown them, what is left of them, and whence pictures are fetched. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { PNG } from '../../../../platform/files/sample-files.ts'
import { type Cast, must as done, startCast } from '../../../tickets/fixture.ts'
import { receiveMail } from '../receive.ts'
import { takeIn } from '../take-in.ts'
import { tendMail } from '../tend.ts'

const must = (answer: Parameters<typeof done>[0]) => done(answer).body

let cast: Cast
let elsewhere: Server
let port: number
const asked: { path: string; headers: Record<string, unknown> }[] = []
const answers: Record<string, { type: string; body: Buffer | string }> = {
  '/logo.png': { type: 'image/png', body: PNG },
  '/page': { type: 'image/png', body: '<script>alert(1)</script>' },
  '/drawing': { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' },
  '/large': { type: 'image/png', body: Buffer.concat([PNG, Buffer.alloc(3_000_000)]) },
}

before(async () => {
  elsewhere = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    const answer = answers[request.url ?? '']
    if (request.url === '/round')
      response.writeHead(302, { location: `http://127.0.0.1:${port}/logo.png` }).end()
    else if (!answer) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': answer.type }).end(answer.body)
  }).listen(0, '127.0.0.1')
  await new Promise((done) => elsewhere.once('listening', done))
  port = (elsewhere.address() as AddressInfo).port
  cast = await startCast({
    env: {
      WARDLINE_MAIL_PICTURES_ALLOW: `pictures.example,pictures.example:${port},localhost:${port},localhost`,
      // What the operator opened for what people set up is not open to what strangers write.
      WARDLINE_OUTGOING_ALLOW: `127.0.0.1,127.0.0.1:${port}`,
    },
  })
})
after(async () => {
  await cast?.wardline.close()
  elsewhere.close()
})

let count = 0
/** A mail of HTML, with a picture that came along by the id `logo`, is taken in; answers its row. */
async function comes(html: string, more: { picture?: Buffer; from?: string } = {}) {
  const mail = [
    `From: ${more.from ?? 'nora.nurse@main.example'}`,
    'To: desk@main.example',
    `Subject: The printer ${++count}`,
    `Message-ID: <as-sent-${count}@ward.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=part',
    '',
    '--part',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    ...(more.picture
      ? [
          '--part',
          'Content-Type: image/png; name=logo.png',
          'Content-Disposition: inline; filename=logo.png',
          'Content-ID: <logo>',
          'Content-Transfer-Encoding: base64',
          '',
          more.picture.toString('base64'),
        ]
      : []),
    '--part--',
    '',
  ].join('\r\n')
  const { app } = cast.wardline.composition
  const id = await receiveMail(app, cast.wardline.orgId, Buffer.from(mail), { mailbox: null, kept_days: 30 })
  assert.ok(id)
  await takeIn(app, { org: cast.wardline.orgId, mail: id })
  const [row] = await cast.rows(
    "update channels.mail_in set decided_at = decided_at - interval '1 hour' where id = $1 returning id, state, record_id, has_html, storage_key",
    [id],
  )
  assert.equal(row?.state, 'taken_in')
  return row as { id: string; record_id: string; has_html: boolean; storage_key: string | null }
}

type Shown = { id: string; record_id: string }
const path = ({ id, record_id }: Shown) => `/api/tickets/${record_id}/mails/${id}`
const listed = async ({ record_id }: Shown, who = cast.agent) =>
  must(await who.get(`/api/tickets/${record_id}/mails`)).rows.map(({ id }: { id: string }) => id)
const page = async (mail: Shown, who = cast.agent) => must(await who.get(path(mail)))
const load = (mail: Shown, who = cast.agent) => who.post(`${path(mail)}/with-pictures`, {})

test('A mail of HTML is shown as it was sent: its words, tables, colors and the picture that came along, and nothing that runs or loads.', async () => {
  const mail = await comes(
    `<html><head><title>No</title><style>p{color:red}</style></head><body onload="alert(1)">
     <p style="color:#b00020;position:fixed;background:url(http://127.0.0.1:${port}/logo.png)">Tray <b>two</b></p>
     <table border="1"><tr><td colspan="2">Jam</td></tr></table>
     <a href="https://example.org/where?it=leads">Here</a> <a href="javascript:alert(1)">There</a>
     <script>alert(1)</script><form action="https://evil.example"><button>Go</button></form>
     <img src="cid:logo" alt="Logo"><img src="http://127.0.0.1:${port}/logo.png" alt=""></body></html>`,
    { picture: PNG },
  )
  assert.equal(mail.has_html, true)
  assert.deepEqual(await listed(mail), [mail.id])
  const shown = await page(mail)
  const body = shown.page.slice(shown.page.indexOf('<body>'))
  assert.match(body, /<p style="color:#b00020">Tray <b>two<\/b><\/p>/)
  assert.match(body, /<td colspan="2">Jam<\/td>/)
  assert.match(body, /<u title="https:\/\/example\.org\/where\?it=leads">Here<\/u>/)
  assert.match(body, /<img src="data:image\/png;base64,[^"]+" alt="Logo"/)
  assert.doesNotMatch(
    body,
    /<(script|style|form|button|a|title|meta)\b|onload|url\(|http:|position|\bsrc="(?!data:)/,
  )
  assert.match(shown.page, /Content-Security-Policy" content="default-src 'none'; img-src data:;/)
  assert.deepEqual(shown.elsewhere, ['127.0.0.1'])
  assert.deepEqual(asked, [], 'nothing was fetched')
})

test('A mail of plain text has nothing to show so, and what is not there is not found.', async () => {
  const mail = await comes('<p>There is one.</p>')
  assert.equal((await cast.agent.get(path({ ...mail, id: cast.wardline.orgId }))).status, 404)
  assert.equal((await cast.agent.get(path({ ...mail, record_id: cast.wardline.orgId }))).status, 404)
  const other = await comes('<p>Another ticket.</p>')
  assert.equal((await cast.agent.get(path({ ...mail, record_id: other.record_id }))).status, 404)
  const { app } = cast.wardline.composition
  const plain = Buffer.from(
    'From: nora.nurse@main.example\r\nSubject: Plain\r\nMessage-ID: <plain@ward.example>\r\n\r\nWords.',
  )
  const id = await receiveMail(app, cast.wardline.orgId, plain, { mailbox: null, kept_days: 30 })
  await takeIn(app, { org: cast.wardline.orgId, mail: id })
  const [row] = await cast.rows('select record_id, has_html from channels.mail_in where id = $1', [id])
  assert.equal(row?.has_html, false)
  assert.deepEqual(await listed(row as Shown), [])
})

test('Who does not see a ticket from inside is not shown its mails: its requester, a stranger, who a restriction keeps out.', async () => {
  const mail = await comes('<p>Only inside.</p>')
  assert.deepEqual(await listed(mail, cast.secondAgent), [mail.id])
  for (const who of [cast.nurse, cast.otherNurse]) {
    assert.equal((await who.get(path(mail))).status, 403)
    assert.equal((await load(mail, who)).status, 403)
    assert.equal((await who.get(`/api/tickets/${mail.record_id}/mails`)).status, 403)
  }
  assert.equal((await cast.stranger.get(path(mail))).status, 404)
  assert.equal((await cast.stranger.get(`/api/tickets/${mail.record_id}/mails`)).status, 404)
  await cast.rows("update core.record set restriction = 'listed' where id = $1", [mail.record_id])
  assert.equal((await cast.secondAgent.get(path(mail))).status, 404)
  assert.equal((await load(mail, cast.secondAgent)).status, 404)
  assert.equal((await cast.secondAgent.get(`/api/tickets/${mail.record_id}/mails`)).status, 404)
})

test('Once words are taken out of the ticket nobody is shown the mail, nor once its days are over, also where a hold keeps it.', async () => {
  const redacted = await comes('<p>Zebulon is in bed two.</p>')
  const [message] = await cast.rows('select id from core.message where record_id = $1', [redacted.record_id])
  must(
    await cast.admin.post(`/api/tickets/${redacted.record_id}/redact`, {
      message_id: message?.id,
      text: 'Zebulon',
    }),
  )
  assert.deepEqual(await listed(redacted), [])
  assert.equal((await cast.agent.get(path(redacted))).status, 404)

  const old = await comes('<p>Of last month.</p>')
  const held = await comes('<p>Kept by a hold.</p>')
  await cast.rows(
    `insert into privacy.hold (org_id, id, record_id, reason, placed_by, placed_at)
     select $1, gen_random_uuid(), $2, 'A claim', p.id, now() from core.person p where p.org_id = $1 limit 1`,
    [cast.wardline.orgId, held.record_id],
  )
  await cast.rows("update channels.mail_in set remove_at = now() - interval '400 days' where id = any($1)", [
    [old.id, held.id],
  ])
  await tendMail(cast.wardline.composition.app, {})
  for (const mail of [old, held]) {
    assert.deepEqual(await listed(mail), [])
    assert.equal((await cast.agent.get(path(mail))).status, 404)
  }
  const keys = await cast.rows(
    'select storage_key is not null as kept from channels.mail_in where id = any($1) order by id',
    [[old.id, held.id].sort()],
  )
  assert.deepEqual(keys.map(({ kept }) => kept).sort(), [false, true])
})

test('What may be a patient’s in words that the ticket does not hold, as of a picture, keeps the mail from being shown.', async () => {
  const mail = await comes(
    `<p>As in the picture.</p><img src="http://pictures.example:${port}/logo.png" alt="MRN 4532178, born 03/04/1956, SSN 536-22-1234">`,
  )
  assert.equal(mail.has_html, true)
  const refused = await cast.agent.get(path(mail))
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /may hold patient data/)
  const before = asked.length
  assert.equal((await load(mail)).status, 409)
  assert.equal(asked.length, before, 'nothing was asked for either')
})

test('A picture that came along is shown as the file of the ticket may be opened: not while it waits for the scanner, nor once it was removed.', async () => {
  const mail = await comes('<p>See:</p><img src="cid:logo" alt="Logo">', { picture: PNG })
  const isThere = async () => (await page(mail)).page.includes('data:image/png')
  assert.equal(await isThere(), true)
  const scan = (state: string | null) =>
    cast.rows(
      'update core.attachment set scan = $2, scan_found = case when $2 = $3 then $4 end where record_id = $1',
      [mail.record_id, state, 'infected', 'Eicar'],
    )
  for (const state of ['waiting', 'infected']) {
    await scan(state)
    assert.equal(await isThere(), false, state)
  }
  await scan('clean')
  assert.equal(await isThere(), true)
  await cast.rows('update core.attachment set removed_at = now() where record_id = $1', [mail.record_id])
  assert.equal(await isThere(), false)
})

test('Pictures that lie elsewhere are fetched when asked for, by the server, without a word of the reader, and only pictures come in.', async () => {
  const at = `http://localhost:${port}`
  const mail = await comes(
    ['/logo.png', '/page', '/drawing', '/large', '/none']
      .map((each) => `<p><img src="${at}${each}" alt="${each}"></p>`)
      .join(''),
  )
  asked.length = 0
  assert.deepEqual((await page(mail)).elsewhere, ['localhost'])
  assert.deepEqual(asked, [])
  const shown = must(await load(mail))
  assert.deepEqual(asked.map(({ path }) => path).sort(), [
    '/drawing',
    '/large',
    '/logo.png',
    '/none',
    '/page',
  ])
  for (const { headers } of asked)
    assert.deepEqual(
      Object.keys(headers).filter((name) => /cookie|referer|language|origin|authorization/.test(name)),
      [],
    )
  assert.equal(shown.page.match(/src="data:image\/png/g)?.length, 1)
  assert.doesNotMatch(shown.page.slice(shown.page.indexOf('<body>')), /script|svg|http:/)
  assert.deepEqual(shown.elsewhere, ['localhost'])
  const [line] = await cast.rows(
    "select data, record_id from core.audit where action = 'mail.with_pictures' order by at desc limit 1",
  )
  assert.deepEqual([line?.data, line?.record_id], [{ mail: mail.id, loaded: 1 }, mail.record_id])
})

test('CASES 9: a picture is never fetched from inside, whatever it is called and wherever it leads, also where webhooks may go.', async () => {
  asked.length = 0
  const inner = [
    `http://127.0.0.1:${port}/logo.png`,
    `http://2130706433:${port}/logo.png`,
    `http://0x7f.1:${port}/logo.png`,
    `http://[::ffff:127.0.0.1]:${port}/logo.png`,
    `http://[::1]:${port}/logo.png`,
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/logo.png',
    'file:///etc/passwd',
    'ftp://localhost/logo.png',
    `//localhost:${port}/logo.png`,
    '/api/session',
  ]
  const mail = await comes(inner.map((url) => `<img src="${url}" alt="x">`).join(''))
  const shown = must(await load(mail))
  assert.doesNotMatch(shown.page, /src="/)
  assert.deepEqual(asked, [])
  // An opened host that sends on to one that is not.
  const round = await comes(`<p>Round</p><img src="http://localhost:${port}/round" alt="x">`)
  assert.doesNotMatch(must(await load(round)).page, /src="/)
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/round'],
  )
})

test('HTML that takes too long to be made harmless is not shown, and the server answers meanwhile.', async () => {
  const mail = await comes(`<p>Deep</p>${'<b>'.repeat(250_000)}`)
  const answers = Promise.all([cast.agent.get(path(mail)), cast.agent.get('/api/session')])
  const [bomb, me] = await answers
  assert.deepEqual([bomb.status, me.status], [409, 200])
  assert.match(bomb.body.detail, /cannot be shown as it was sent/)
  assert.match((await page(await comes('<p>The next one.</p>'))).page, /The next one\./)
})
