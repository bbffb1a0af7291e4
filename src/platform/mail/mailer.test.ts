import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { createMailer, MailNotSent } from './mailer.ts'
import { MailRefused, type OutgoingMail } from './outgoing-mail.ts'

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')
const FROM = { name: 'Help desk', address: 'desk@example.org' }
const MAIL: OutgoingMail = {
  to: [{ name: 'Ana Díaz', address: 'ana@example.org' }],
  subject: 'Your request — 17',
  text: 'Plain ñ',
  html: '<p>Rich ñ</p>',
}

type Received = { from: string; to: string[]; raw: string; headers: Map<string, string> }

/** A real SMTP server on loopback that keeps what it receives. */
async function mailServer(t: TestContext, options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ from, to, raw, headers: headersOf(raw) })
        done()
      }, done)
    },
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo
  return { received, port, smtp_url: `smtp://127.0.0.1:${port}` }
}

function headersOf(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n')) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).toLowerCase()
    assert.ok(at > 0 && !headers.has(name), `a header of its own: ${line}`)
    headers.set(name, decoded(line.slice(at + 1).trim()))
  }
  return headers
}

/** Decodes the encoded words of RFC 2047. */
function decoded(value: string): string {
  const joined = value.replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
  return joined.replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_all, kind: string, data: string) => {
    if (kind.toUpperCase() === 'B') return Buffer.from(data, 'base64').toString()
    const bytes = data
      .replaceAll('_', ' ')
      .replace(/=([0-9A-F]{2})/gi, (_hex, code) => String.fromCharCode(parseInt(code, 16)))
    return Buffer.from(bytes, 'latin1').toString()
  })
}

const USUAL = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']

test('A mail arrives with sender, receiver, subject and both alternatives', async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const sent = await createMailer({ smtp_url, from: FROM }).send(MAIL)
  const [mail] = received
  assert.ok(mail)
  assert.deepEqual([mail.from, mail.to], ['desk@example.org', ['ana@example.org']])
  assert.deepEqual([...mail.headers.keys()].sort(), USUAL)
  assert.equal(mail.headers.get('subject'), 'Your request — 17')
  assert.equal(mail.headers.get('from'), 'Help desk <desk@example.org>')
  assert.equal(mail.headers.get('to'), 'Ana Díaz <ana@example.org>')
  assert.match(mail.headers.get('content-type') ?? '', /^multipart\/alternative/)
  assert.match(mail.raw, /text\/plain[\s\S]*Plain =C3=B1[\s\S]*text\/html[\s\S]*Rich =C3=B1/)
  assert.equal(mail.headers.get('message-id'), sent.messageId)
  assert.deepEqual(sent.rejected, [])
})

test('Thread ids are kept, and an automatic mail says that it is one', async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const ids = {
    messageId: '<t.1.sig@example.org>',
    inReplyTo: '<a@b.example>',
    references: ['<a@b.example>', '<c@d.example>'],
  }
  await createMailer({ smtp_url, from: FROM }).send({ ...MAIL, ...ids, isAutomatic: true })
  const headers = received[0]?.headers
  assert.equal(headers?.get('message-id'), '<t.1.sig@example.org>')
  assert.equal(headers?.get('in-reply-to'), '<a@b.example>')
  assert.equal(headers?.get('references'), '<a@b.example> <c@d.example>')
  assert.equal(headers?.get('auto-submitted'), 'auto-generated')
})

test('Line breaks in names and subjects add no header and no receiver', async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const inject = 'x\r\nBcc: thief@example.org\r\nX-Evil: 1\r\n\r\n<script>'
  await createMailer({ smtp_url, from: { ...FROM, name: inject } }).send({
    ...MAIL,
    to: [{ name: inject, address: 'ana@example.org' }],
    replyTo: { name: inject, address: 'desk@example.org' },
    subject: inject,
  })
  assert.deepEqual(received[0]?.to, ['ana@example.org'])
  assert.deepEqual([...(received[0]?.headers.keys() ?? [])].sort(), [...USUAL, 'reply-to'].sort())
})

test('A name that looks like an address does not become a receiver', async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const name = 'thief@example.org>, <other@example.org'
  await createMailer({ smtp_url, from: FROM }).send({ ...MAIL, to: [{ name, address: 'ana@example.org' }] })
  assert.deepEqual(received[0]?.to, ['ana@example.org'])
  assert.match(
    received[0]?.headers.get('to') ?? '',
    /^"thief@example\.org>, <other@example\.org" <ana@example\.org>$/,
  )
})

test('A mail to a broken address is refused before any server is asked', async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const mailer = createMailer({ smtp_url, from: FROM })
  await assert.rejects(
    mailer.send({ ...MAIL, to: [{ address: 'a@b.example\r\nRCPT TO:<c@d.example>' }] }),
    MailRefused,
  )
  assert.equal(received.length, 0)
})

test('A server that refuses for good, for now, or is not there is told apart', async (t) => {
  let code = 550
  const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, done) =>
    done(Object.assign(new Error('no'), { responseCode: code }))
  const { smtp_url, port } = await mailServer(t, { onRcptTo })
  const isPermanent = (expected: boolean) => (error: unknown) =>
    error instanceof MailNotSent && error.isPermanent === expected && !error.message.includes('ana@')
  const mailer = createMailer({ smtp_url, from: FROM, timeout_ms: 2000 })
  await assert.rejects(mailer.send(MAIL), isPermanent(true))
  code = 450
  await assert.rejects(mailer.send(MAIL), isPermanent(false))
  const nowhere = createMailer({ smtp_url: 'smtp://127.0.0.1:1', from: FROM, timeout_ms: 2000 })
  await assert.rejects(nowhere.send(MAIL), isPermanent(false))
  assert.ok(port)
})

test('A receiver that the server does not know is reported while the others get the mail', async (t) => {
  const { received, smtp_url } = await mailServer(t, {
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? Object.assign(new Error('no'), { responseCode: 550 }) : null),
  })
  const to = [...MAIL.to, { address: 'gone@example.org' }]
  const sent = await createMailer({ smtp_url, from: FROM }).send({ ...MAIL, to })
  assert.deepEqual(sent.rejected, ['gone@example.org'])
  assert.deepEqual(received[0]?.to, ['ana@example.org'])
})

test('The mailer signs in with the credentials of the address, and a wrong password is no fault of the mail', async (t) => {
  const { received, port } = await mailServer(t, {
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'us er' && password === 'p@ss' ? done(null, { user: username }) : done(new Error('wrong')),
  })
  const send = (credentials: string) =>
    createMailer({ smtp_url: `smtp://${credentials}@127.0.0.1:${port}`, from: FROM }).send(MAIL)
  await send('us%20er:p%40ss')
  assert.equal(received.length, 1)
  await assert.rejects(
    send('us%20er:wrong'),
    (error: unknown) => error instanceof MailNotSent && !error.isPermanent,
  )
})

test('A server that never answers costs a bounded time', async (t) => {
  const { smtp_url } = await mailServer(t, { onConnect: () => {} })
  const started = performance.now()
  await assert.rejects(createMailer({ smtp_url, from: FROM, timeout_ms: 300 }).send(MAIL), MailNotSent)
  assert.ok(performance.now() - started < 5000)
})

test('A configuration that is not an SMTP address or has no sender names itself', () => {
  assert.ok(createMailer({ smtp_url: 'smtps://mail.example.org', from: FROM }))
  for (const smtp_url of [
    '',
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://a?tls.rejectUnauthorized=false',
  ]) {
    assert.throws(() => createMailer({ smtp_url, from: FROM }), /SMTP_URL/)
  }
  assert.throws(() => createMailer({ smtp_url: 'smtp://a', from: { address: 'not one' } }), MailRefused)
})

test('Each naughty string as subject and name arrives as one line, or is refused', {
  skip: existsSync(naughtyFile) ? false : 'the naughty strings are not on this machine',
}, async (t) => {
  const { received, smtp_url } = await mailServer(t)
  const mailer = createMailer({ smtp_url, from: FROM })
  const strings = (JSON.parse(readFileSync(naughtyFile, 'utf8')) as string[]).filter(
    (naughty) => naughty.length <= 500,
  )
  const send = async (naughty: string) => {
    const to = [{ name: naughty, address: 'ana@example.org' }]
    try {
      await mailer.send({ ...MAIL, to, subject: naughty, text: naughty })
      return 1
    } catch (error) {
      assert.ok(error instanceof MailRefused, String(error))
      assert.equal(naughty.replace(/[\p{Cc}\p{Cf}\s]/gu, ''), '', 'only an empty subject is refused')
      return 0
    }
  }
  // The server waits a moment before each greeting, so many mails go at once.
  let sent = 0
  for (let at = 0; at < strings.length; at += 50) {
    const results = await Promise.all(strings.slice(at, at + 50).map(send))
    sent += results.reduce((sum: number, result) => sum + result, 0)
  }
  assert.equal(received.length, sent)
  assert.ok(sent > 400)
  for (const { to, headers } of received) {
    assert.deepEqual(to, ['ana@example.org'])
    assert.deepEqual([...headers.keys()].sort(), USUAL)
  }
})
