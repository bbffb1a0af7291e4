/** Mail handed over by a real client of SMTP and LMTP, also to a worker that is killed on its way. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { startProcess, until } from '../../../../test/helpers/process.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { type Listening, listenForMail } from './listen.ts'
import { mail_bytes_max } from './parsed.ts'

let cast: Cast
let smtp: Listening
let lmtp: Listening

before(async () => {
  cast = await startCast()
  const mailbox = {
    name: 'Help desk',
    address: 'desk@main.example',
    host: 'mail.main.example',
    port: 993,
    security: 'tls',
    username: 'desk',
    sign_in: 'password',
    secret: 'not used here',
    team_id: cast.network,
    kept_days: 30,
    is_on: false,
  }
  must(await cast.admin.post('/api/mail/mailboxes', mailbox))
  must(await cast.admin.post('/api/mail/mailboxes', { ...mailbox, name: 'Two', address: 'two@main.example' }))
  const { app } = cast.wardline.composition
  smtp = await listenForMail(app, 'smtp://127.0.0.1:0')
  lmtp = await listenForMail(app, 'lmtp://127.0.0.1:0')
})
after(async () => {
  await Promise.all([smtp.close(), lmtp.close()])
  await cast.wardline.close()
})

type Sent = { port: number; isLmtp?: boolean; to?: string[]; id?: string; body?: string }

async function send({
  port,
  isLmtp = false,
  to = ['desk@main.example'],
  id = crypto.randomUUID(),
  body = 'Words.',
}: Sent) {
  const transport = createTransport({ host: '127.0.0.1', port, lmtp: isLmtp, ignoreTLS: true } as never)
  try {
    return await transport.sendMail({
      envelope: { from: 'nora.nurse@main.example', to },
      raw: `From: nora.nurse@main.example\r\nTo: desk@main.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@ward.example>\r\n\r\n${body}`,
    })
  } finally {
    transport.close()
  }
}

const stored = () =>
  cast.rows(
    `select b.name, m.state from channels.mail_in m join channels.mailbox b on b.org_id = m.org_id and b.id = m.mailbox_id order by m.received_at, m.id`,
  )

test('A mail handed over by SMTP or LMTP is stored for its mailbox, once, however many of them it names.', async () => {
  await send({ port: smtp.port, id: 'one', to: ['Desk@main.example', 'two@main.example'] })
  await send({ port: smtp.port, id: 'one' })
  await send({ port: lmtp.port, isLmtp: true, to: ['two@main.example'] })
  assert.deepEqual(await stored(), [
    { name: 'Help desk', state: 'received' },
    { name: 'Two', state: 'received' },
  ])
})

test('Addresses of nobody here, an address of two organizations, and what is too large are refused.', async () => {
  const before = (await stored()).length
  const refused = (sent: Omit<Sent, 'port'>, code: RegExp) =>
    assert.rejects(send({ port: smtp.port, ...sent }), code)
  await refused({ to: ['victim@elsewhere.example'] }, /550/)
  await refused({ to: ["x'--@main.example"] }, /550/)
  await refused({ body: 'a'.repeat(mail_bytes_max + 10) }, /552/)
  const other = await cast.wardline.organization('third')
  await cast.rows(
    `insert into channels.mailbox (org_id, id, name, address, host, port, security, username, sign_in, secret_sealed, is_on, created_at)
     select $1, gen_random_uuid(), 'Theirs', 'desk@main.example', 'h', 993, 'tls', 'u', 'password', '\\x00', false, now()`,
    [other.orgId],
  )
  await refused({}, /550/)
  await cast.rows('delete from channels.mailbox where org_id = $1', [other.orgId])
  assert.equal((await stored()).length, before)
})

test('A worker killed before the row is stored has acknowledged nothing, and the mail that is sent again is there once.', async () => {
  const { owner, ownerUrl, dataDir } = cast.wardline
  const port = await freePort()
  const env = {
    DATABASE_URL: ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_MAIL_LISTEN: `smtp://127.0.0.1:${port}`,
  }
  const before = (await stored()).length
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('lock table channels.mail_in in share mode')
  const first = await startProcess('worker', env)
  const sending = send({ port, id: 'killed' })
  const failed = assert.rejects(sending)
  await until(async () => {
    const waits = await cast.rows(
      "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%channels.mail_in%' and datname = current_database()",
    )
    return waits.length > 0
  }, 'a storing in the middle')
  await first.kill()
  await failed
  await lock.query('rollback')
  lock.release()
  const second = await startProcess('worker', env)
  await send({ port, id: 'killed' })
  await send({ port, id: 'killed' })
  assert.equal((await stored()).length, before + 1)
  await until(async () => (await stored()).every(({ state }) => state === 'taken_in'), 'all mails')
  assert.equal(await second.stop(), 0)
  const tickets = await cast.rows("select team_id from core.record where title = 'killed'")
  assert.deepEqual(tickets, [{ team_id: cast.network }])
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
