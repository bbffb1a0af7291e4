import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { write } from '../../platform/db/transaction.ts'
import { runJobs, withQueue } from './fixture.ts'
import { queueMail, sendMail } from './outbox.ts'

type Mode = 'take' | 'later' | 'never' | 'hang-up after taking'
let mode: Mode = 'take'
const received: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    text(stream).then((raw) => {
      if (mode === 'later') return done(Object.assign(new Error('busy'), { responseCode: 451 }))
      if (mode === 'never') return done(Object.assign(new Error('no'), { responseCode: 550 }))
      received.push(raw)
      if (mode === 'take') return done()
      for (const connection of server.connections) connection.close()
    }, done)
  },
})
server.on('error', () => {})

let wardline: Wardline
let bare: Wardline
let admin: Client

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  wardline = await startWardline({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Help desk <help@main.example>',
      WARDLINE_PUBLIC_URL: 'https://help.example.org',
    },
  })
  bare = await startWardline()
  await withQueue(wardline)
  await withQueue(bare)
  admin = await wardline.admin()
})
after(async () => {
  await wardline.close()
  await bare.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

async function queue(subject: string, name = 'Ana Díaz'): Promise<string> {
  const { app } = wardline.composition
  const now = wardline.clock.now().toISOString()
  await write(app.pool, wardline.orgId, async (tx) => {
    queueMail(tx, app, { to: { name, email: 'ana@example.org' }, subject, text: 'Hello', now })
  })
  const { rows } = await wardline.owner.query('select id from core.outbox where subject = $1', [subject])
  return rows[0].id
}
const rowOf = async (id: string) =>
  (
    await wardline.owner.query(
      'select state, tries, last_error, body_text, message_id from core.outbox where id = $1',
      [id],
    )
  ).rows[0]

test('An invitation reaches the mail server once, and its link leaves the database with it.', async () => {
  mode = 'take'
  received.length = 0
  const made = await admin.post('/api/people', {
    name: 'Ines Invited',
    email: 'ines@main.example',
    is_invited: true,
  })
  assert.equal(made.body.invitation, 'queued')
  await runJobs(wardline)
  assert.equal(received.length, 1)
  assert.match(received[0] ?? '', /^To: .*ines@main\.example/m)
  assert.match(received[0] ?? '', /^From: Help desk <help@main\.example>/m)
  assert.match((received[0] ?? '').replace(/=\r\n/g, ''), /https:\/\/help\.example\.org\/invitation#/)
  const { rows } = await wardline.owner.query(
    "select id, state, body_text, body_html from core.outbox where to_address = 'ines@main.example'",
  )
  assert.deepEqual([rows[0].state, rows[0].body_text, rows[0].body_html], ['sent', '', ''])
  await sendMail(wardline.composition.app, { org: wardline.orgId, mail: rows[0].id })
  assert.equal(received.length, 1)
})

test('A busy mail server is asked again later, and a refusal for good is not.', async () => {
  mode = 'later'
  received.length = 0
  const id = await queue('Busy')
  await runJobs(wardline)
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(id)).tries], ['queued', 1])
  mode = 'take'
  assert.deepEqual(await runJobs(wardline), [])
  wardline.clock.advance(61_000)
  await runJobs(wardline)
  assert.equal((await rowOf(id)).state, 'sent')
  mode = 'never'
  const refused = await queue('Refused')
  await runJobs(wardline)
  const row = await rowOf(refused)
  assert.equal(row.state, 'failed')
  assert.match(row.last_error, /refused/)
})

test('A mail that a killed worker left behind is sent after a while, once, by whoever comes first.', async () => {
  mode = 'take'
  received.length = 0
  const id = await queue('Left behind')
  await wardline.owner.query('delete from graphile_worker._private_jobs')
  await wardline.owner.query(
    "update core.outbox set claimed_until = $2::timestamptz + interval '5 minutes', tries = 1 where id = $1",
    [id, wardline.clock.now()],
  )
  const { app } = wardline.composition
  await sendMail(app, { org: wardline.orgId, mail: id })
  assert.equal(received.length, 0)
  wardline.clock.advance(8 * 60_000)
  await app.registry.jobs.get('people.sweep_outbox')?.(app, {})
  const payload = { org: wardline.orgId, mail: id }
  await Promise.all([sendMail(app, payload), sendMail(app, payload), runJobs(wardline)])
  assert.equal(received.length, 1)
  assert.equal((await rowOf(id)).state, 'sent')
})

test('When the answer of the mail server is lost, the mail goes out again under the same Message-ID.', async () => {
  mode = 'hang-up after taking'
  received.length = 0
  const id = await queue('Answer lost')
  await runJobs(wardline)
  assert.equal((await rowOf(id)).state, 'queued')
  mode = 'take'
  wardline.clock.advance(61_000)
  await runJobs(wardline)
  assert.equal((await rowOf(id)).state, 'sent')
  const ids = received.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
  assert.equal(ids.length, 2)
  assert.equal(new Set(ids).size, 1)
})

test('Line breaks in a name or subject never reach a header.', async () => {
  mode = 'take'
  received.length = 0
  const { app } = wardline.composition
  const now = wardline.clock.now().toISOString()
  await write(app.pool, wardline.orgId, async (tx) => {
    queueMail(tx, app, {
      to: { email: 'ana@example.org' },
      subject: 'Hi\r\nBcc: evil@example.org',
      text: 'x',
      now,
    })
  })
  await runJobs(wardline)
  assert.doesNotMatch(received[0] ?? '', /^Bcc:/im)
})

test('The outbox is read and mail sent again only by those who may, and one of another organization is not found.', async () => {
  mode = 'take'
  const nurse = await wardline.person('Nora Nurse', ['help-desk'])
  assert.equal((await nurse.get('/api/outbox')).status, 403)
  const boss = await adminWith(wardline, 'outbox.read')
  const failed = (await boss.get('/api/outbox?state=failed')).body.rows[0]
  assert.ok(failed)
  assert.equal((await nurse.post(`/api/outbox/${failed.id}/send-again`)).status, 403)
  assert.equal((await boss.post(`/api/outbox/${failed.id}/send-again`)).status, 200)
  await runJobs(wardline)
  assert.equal((await rowOf(failed.id)).state, 'sent')
  assert.equal((await boss.post(`/api/outbox/${failed.id}/send-again`)).status, 409)
  const { orgId } = await wardline.organization('other')
  const { rows } = await wardline.owner.query(
    "insert into core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at) values ($1, gen_random_uuid(), 'a@b.example', 'Theirs', 'x', '', 'held', now()) returning id",
    [orgId],
  )
  assert.equal((await boss.post(`/api/outbox/${rows[0].id}/send-again`)).status, 404)
  const first = await boss.get('/api/outbox?limit=2')
  const second = await boss.get(`/api/outbox?limit=2&after=${first.body.next}`)
  const ids = [...first.body.rows, ...second.body.rows].map((row: { id: string }) => row.id)
  assert.equal(new Set(ids).size, 4)
})

test('Without a mail server mail is held, and the administrator reads its link and hands it over.', async () => {
  const boss = await adminWith(bare, 'outbox.read')
  const made = await boss.post('/api/people', {
    name: 'Hal Held',
    email: 'hal@main.example',
    is_invited: true,
  })
  assert.equal(made.body.invitation, 'held')
  const row = (await boss.get('/api/outbox')).body.rows[0]
  assert.deepEqual([row.to, row.state], ['hal@main.example', 'held'])
  const link = /#(\S+)/.exec(row.body)?.[1]
  assert.equal(
    (await bare.anonymous.post('/api/session/link', { link, purpose: 'invitation' })).body.name,
    'Hal Held',
  )
  assert.equal((await boss.post(`/api/outbox/${row.id}/send-again`)).status, 409)
})

async function adminWith(where: Wardline, permission: string): Promise<Client> {
  await where.owner.query(
    "update core.role set permissions = array(select distinct unnest(permissions || $1::text[])) where key = 'administrator'",
    [[permission]],
  )
  return where.admin()
}
