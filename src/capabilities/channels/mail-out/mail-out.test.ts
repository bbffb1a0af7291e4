/** Mail that goes out to a real SMTP server: in the organization's words, signed, and no more of it than may. */
import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, beforeEach, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { missingId } from '../../../../test/helpers/openapi.ts'
import { runJobs } from '../../../core/people/fixture.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import { write } from '../../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

const received: { to: string; raw: string }[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, done) {
    text(stream).then((raw) => {
      received.push({ to: envelope.rcptTo[0]?.address ?? '', raw })
      done()
    }, done)
  },
})
server.on('error', () => {})

let cast: Cast

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  cast = await startCast({
    now: '2031-04-08T07:00:00Z',
    env: {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Help desk <help@main.example>',
      WARDLINE_PUBLIC_URL: 'https://help.example.org',
    },
  })
})
beforeEach(async () => {
  await cast.wardline.owner.query('delete from core.outbox')
  await cast.wardline.owner.query('delete from channels.mail_sending')
  await cast.wardline.owner.query('delete from channels.mail_template')
  await cast.wardline.owner.query('delete from graphile_worker._private_jobs')
  received.length = 0
})
after(async () => {
  await cast?.wardline.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

const admin = () => cast.wardline.signIn('admin@main.example', 'main')
const run = () => runJobs(cast.wardline)
const queue = (email: string, more: { isUrgent?: boolean; isSecret?: boolean } = {}) => {
  const { app } = cast.wardline.composition
  const now = cast.wardline.clock.now().toISOString()
  return write(app.pool, cast.wardline.orgId, async (tx) => {
    queueMail(tx, app, { to: { email }, subject: 'News', text: 'Hello.\n', now, ...more })
  })
}
const sending = async () => must(await (await admin()).get('/api/mail/sending')).body
async function limit(changes: Record<string, unknown>) {
  const { version, per_address_hour, per_minute, dkim_is_on } = await sending()
  const body = { version, per_address_hour, per_minute, dkim_is_on, ...changes }
  return (await admin()).send('PUT', '/api/mail/sending', body)
}
const wording = {
  key: 'new_reply',
  team_id: null as string | null,
  language: 'en',
  subject: 'News about {number}',
  body: 'Dear {person},\n\nthere is **news** about {number}. See [the status](https://status.example.org).',
  link_label: 'Read it',
  version: null as number | null,
}
const save = async (changes: Partial<typeof wording> = {}) =>
  (await admin()).send('PUT', '/api/mail/templates', { ...wording, ...changes })
async function reply(fields: Record<string, unknown> = {}) {
  const { clock } = cast.wardline
  const nurse = await cast.wardline.signIn('nora.nurse@main.example', 'main')
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  const id = await cast.file(nurse)
  const { team_id, restriction = null } = fields
  if (team_id) must(await agent.post(`/api/tickets/${id}/assign`, { team_id }))
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Wombat words' }))
  await cast.wardline.owner.query('update core.record set restriction = $2 where id = $1', [id, restriction])
  clock.advance(1000)
  await run()
  const rows = await cast.rows(
    'select subject, body_text, body_html from core.outbox order by created_at desc, id desc limit 1',
  )
  return rows[0] as { subject: string; body_text: string; body_html: string }
}

test('No more goes out to one address in an hour than may; the rest follows when there is room, and what cannot wait passes.', async () => {
  must(await limit({ per_address_hour: 2 }))
  for (let n = 0; n < 4; n++) await queue('ana@example.org')
  await queue('bea@example.org')
  await run()
  const to = (name: string) => received.filter((mail) => mail.to.startsWith(name)).length
  assert.deepEqual([to('ana'), to('bea')], [2, 1])
  await queue('ana@example.org', { isUrgent: true })
  await queue('ana@example.org', { isSecret: true })
  await run()
  assert.equal(to('ana'), 4)
  const waiting = await cast.rows("select tries, next_try_at from core.outbox where state = 'queued'")
  assert.equal(waiting.length, 2)
  assert.ok(waiting.every(({ tries, next_try_at }) => tries === 0 && next_try_at !== null))
  cast.wardline.clock.advance(3_600_000 + 1000)
  await run()
  assert.deepEqual([to('ana'), received.length], [6, 7])
  assert.deepEqual(await cast.rows("select from core.outbox where state <> 'sent'"), [])
})

test('No more goes out in a minute than may, to whomever.', async () => {
  must(await limit({ per_minute: 3 }))
  for (let n = 0; n < 5; n++) await queue(`somebody${n}@example.org`)
  await run()
  assert.equal(received.length, 3)
  cast.wardline.clock.advance(61_000)
  await run()
  assert.equal(received.length, 5)
})

test('With its key switched on mail is signed so that the published half proves it; before nothing is signed, and the private half is told nowhere.', async () => {
  assert.equal((await limit({ dkim_is_on: true })).status, 422)
  const { selector } = must(await (await admin()).post('/api/mail/sending/dkim-key')).body
  await queue('ana@example.org')
  await run()
  assert.doesNotMatch(received[0]?.raw ?? '', /^dkim-signature:/im)
  const shown = await sending()
  assert.equal(shown.dkim.name, `${selector}._domainkey.main.example`)
  assert.doesNotMatch(JSON.stringify(shown), /PRIVATE/)
  must(await limit({ dkim_is_on: true }))
  await queue('ana@example.org')
  await run()
  const raw = received[1]?.raw ?? ''
  const published = /p=([A-Za-z0-9+/=]+)/.exec(shown.dkim.value)?.[1] ?? ''
  assert.ok(isSigned(raw, published))
  assert.match(raw, new RegExp(`d=main\\.example;.*s=${selector}`, 's'))
  assert.ok(!isSigned(raw.replace('Subject: News', 'Subject: Lies'), published), 'an altered subject shows')
  assert.ok(!isSigned(raw.replace('Hello', 'Bye'), published), 'an altered body shows')
  assert.match(raw, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(raw, /^Precedence: bulk\r$/m)
  const told = await cast.rows("select data::text from core.audit where action like 'mail.%'")
  assert.doesNotMatch(JSON.stringify(told), /PRIVATE/)
  // A new key is off until somebody says that it is published.
  must(await (await admin()).post('/api/mail/sending/dkim-key'))
  assert.equal((await sending()).dkim_is_on, false)
})

test('A mail is in the words of the team, else of the organization, else of the product, in the language of its reader.', async () => {
  assert.match((await reply()).subject, /^New reply to #\d+$/)
  must(await save())
  must(await save({ team_id: cast.network, subject: 'Network: {number}' }))
  must(await save({ language: 'es', subject: 'Novedades de {number}' }))
  const own = await reply()
  assert.match(own.subject, /^News about #\d+$/)
  assert.match(own.body_text, /^Dear Nora Nurse,\n\nthere is \*\*news\*\* about #\d+\./)
  assert.match(own.body_text, /Read it:\nhttps:\/\/help\.example\.org\/requests\//)
  assert.match(own.body_html, /<html lang="en">.*<title>News about/s)
  assert.match(
    own.body_html,
    /<strong>news<\/strong>.*<a href="https:\/\/status\.example\.org">the status<\/a>/s,
  )
  assert.match((await reply({ team_id: cast.network })).subject, /^Network: #\d+$/)
  assert.match((await reply({ team_id: cast.desk })).subject, /^News about/)
  assert.match((await reply({ team_id: cast.network, restriction: 'team' })).subject, /^News about/)
  await cast.wardline.owner.query("update core.person set language = 'es' where id = $1", [
    cast.nurse.personId,
  ])
  assert.match((await reply({ team_id: cast.network })).subject, /^Novedades de/)
  await cast.wardline.owner.query('update core.person set language = null where id = $1', [
    cast.nurse.personId,
  ])
  const { rows, built_in } = must(await (await admin()).get('/api/mail/templates')).body
  assert.equal(rows.length, 3)
  assert.equal(built_in.length, 6)
  for (const { id } of rows) must(await (await admin()).send('DELETE', `/api/mail/templates/${id}`))
  assert.match((await reply()).subject, /^New reply to/)
})

test('A name marks nothing up and links nowhere, and a wording holds no HTML, no picture and no script.', async () => {
  const nasty = 'Eve **bold** <script>alert(1)</script> [x](https://evil.example) evil.example'
  await cast.wardline.owner.query('update core.person set name = $2 where id = $1', [
    cast.nurse.personId,
    nasty,
  ])
  must(
    await save({
      body: '{person} <img src=x onerror=alert(1)> ![p](http://evil.example/p.png) [j](javascript:alert(1)) [h](http://evil.example) ok',
    }),
  )
  const { body_html, subject } = await reply()
  await cast.wardline.owner.query('update core.person set name = $2 where id = $1', [
    cast.nurse.personId,
    'Nora Nurse',
  ])
  assert.doesNotMatch(body_html, /<script|<img|<strong>|href="(?!https:\/\/help\.example\.org\/)/i)
  assert.match(body_html, /Eve \*\*bold\*\*/)
  assert.doesNotMatch(subject, /[\r\n]/)
})

test('What is not known, not permitted or seen by somebody else in the meantime is refused with a sentence.', async () => {
  const unknown = await save({ body: 'Hello {patient}' })
  assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [422, '#/body'])
  assert.equal((await save({ subject: 'Hello {link}' })).body.errors[0].pointer, '#/subject')
  assert.equal((await save({ subject: 'Two\nlines' })).status, 422)
  assert.equal((await save({ team_id: missingId })).status, 422)
  const { version } = must(await save()).body
  assert.equal((await save()).status, 409)
  assert.equal(must(await save({ version })).body.version, version + 1)
  assert.equal((await save({ version })).status, 409)
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  assert.equal((await agent.get('/api/mail/templates')).status, 403)
  assert.equal((await agent.send('PUT', '/api/mail/templates', { ...wording, language: 'es' })).status, 403)
  assert.equal(
    (
      await agent.send('PUT', '/api/mail/sending', {
        version: 0,
        per_minute: 1,
        per_address_hour: 1,
        dkim_is_on: false,
      })
    ).status,
    403,
  )
  assert.equal((await limit({ version: 9 })).status, 409)
  assert.equal((await (await admin()).send('DELETE', `/api/mail/templates/${missingId}`)).status, 404)
})

test('A preview shows the mail as it would be, and a test goes to oneself.', async () => {
  const { team_id: _team, version: _version, ...words } = wording
  const by = await admin()
  const shown = must(await by.post('/api/mail/templates/preview', words)).body
  assert.equal(shown.subject, 'News about #1234')
  assert.match(shown.html, /<p>Dear Ann Example,<\/p>/)
  assert.equal((await by.post('/api/mail/templates/preview', { ...words, body: '{x}' })).status, 422)
  assert.equal(must(await by.post('/api/mail/templates/test', words)).body.state, 'queued')
  await run()
  assert.deepEqual(
    received.map(({ to }) => to),
    ['admin@main.example'],
  )
  assert.match(received[0]?.raw ?? '', /Subject: News about #1234/)
  assert.match(received[0]?.raw ?? '', /text\/plain.*text\/html/s)
})

/** Checks a DKIM signature (relaxed, RSA-SHA256) by the rules of RFC 6376, with nothing of what made it. */
function isSigned(raw: string, published: string): boolean {
  const at = raw.indexOf('\r\n\r\n')
  const fields = raw
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const body = raw.slice(at + 4)
  const named = (name: string) => fields.findLast((field) => field.toLowerCase().startsWith(`${name}:`)) ?? ''
  const relaxed = (field: string) => {
    const colon = field.indexOf(':')
    return `${field.slice(0, colon).toLowerCase().trim()}:${field
      .slice(colon + 1)
      .replaceAll(/[ \t]+/g, ' ')
      .trim()}`
  }
  const signature = named('dkim-signature')
  const tag = (name: string) =>
    new RegExp(`(?:^|[;:])\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replaceAll(/\s/g, '') ?? ''
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').trimEnd())
  while (lines.at(-1) === '') lines.pop()
  const canonical = lines.length > 0 ? `${lines.join('\r\n')}\r\n` : ''
  if (createHash('sha256').update(canonical).digest('base64') !== tag('bh')) return false
  const head = tag('h')
    .split(':')
    .map((name) => named(name.toLowerCase()))
    .filter((field) => field !== '')
    .map(relaxed)
  const own = relaxed(signature)
    .replace(/(;\s?b=)[^;]*$/, '$1')
    .replace(/(;\s?b=)[^;]+(;)/, '$1$2')
  const key = createPublicKey({ key: Buffer.from(published, 'base64'), format: 'der', type: 'spki' })
  return verify('sha256', Buffer.from([...head, own].join('\r\n')), key, Buffer.from(tag('b'), 'base64'))
}
