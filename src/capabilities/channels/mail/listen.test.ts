/** Mail handed over by a real client of SMTP and LMTP, also to a worker that is killed on its way. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { startProcess, until } from '../../../../test/helpers/process.ts'
import { certificate, renewedCertificate } from '../../../../test/helpers/tls.ts'
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

type Sent = { port: number; isLmtp?: boolean; to?: string[]; id?: string; body?: string; how?: object }

async function send({
  port,
  isLmtp = false,
  to = ['desk@main.example'],
  id = crypto.randomUUID(),
  body = 'Words.',
  how = { ignoreTLS: true },
}: Sent) {
  const transport = createTransport({ host: '127.0.0.1', port, lmtp: isLmtp, ...how } as never)
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

test('With a certificate mail comes encrypted by STARTTLS, by none of the old protocols, and a renewed certificate is taken at once.', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-listen-'))
  const files = { tlsCert: join(folder, 'cert.pem'), tlsKey: join(folder, 'key.pem') }
  const lay = ({ cert, key }: { cert: string; key: string }) => {
    writeFileSync(files.tlsCert, cert)
    writeFileSync(files.tlsKey, key)
  }
  lay(certificate)
  const { app } = cast.wardline.composition
  const server = await listenForMail({ ...app, config: { ...app.config, ...files } }, 'smtp://127.0.0.1:0')
  try {
    const encrypted = (ca: string, tls: object = {}) =>
      send({ port: server.port, how: { requireTLS: true, tls: { ca, ...tls } } })
    const before = (await stored()).length
    await encrypted(certificate.cert)
    assert.equal((await stored()).length, before + 1)
    await assert.rejects(
      encrypted(certificate.cert, {
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    )
    await assert.rejects(encrypted(renewedCertificate.cert))
    lay(renewedCertificate)
    process.emit('SIGHUP')
    await encrypted(renewedCertificate.cert)
    assert.equal((await stored()).length, before + 2)
    // Nobody who speaks in the clear promises what is said encrypted.
    const { capabilities } = await greeted(smtp.port)
    assert.doesNotMatch(capabilities, /STARTTLS|AUTH/)
    assert.match((await greeted(server.port)).capabilities, /STARTTLS/)
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('Nobody keeps a place from others by writing slowly, and nobody names addresses without end.', async () => {
  const { app } = cast.wardline.composition
  const server = await listenForMail(app, 'smtp://127.0.0.1:0', { visit_ms: 300 })
  const slow = connect(server.port, '127.0.0.1')
  slow.on('error', () => {})
  const dripping = setInterval(() => slow.write('N'), 20).unref()
  await new Promise((closed) => slow.on('close', closed))
  clearInterval(dripping)
  await server.close()
  const { orgId } = cast.wardline
  await cast.rows(
    `insert into channels.mailbox (org_id, id, name, address, host, port, security, username, sign_in, secret_sealed, is_on, created_at)
     select $1, gen_random_uuid(), 'Many', format('many%s@main.example', n), 'h', 993, 'tls', 'u', 'password', '\\x00', false, now() from generate_series(1, 101) n`,
    [orgId],
  )
  try {
    const to = Array.from({ length: 101 }, (_, n) => `many${n + 1}@main.example`)
    const { accepted, rejected } = await send({ port: smtp.port, to })
    assert.deepEqual([accepted.length, rejected], [100, ['many101@main.example']])
  } finally {
    await cast.rows(
      "delete from channels.mail_in where mailbox_id in (select id from channels.mailbox where name = 'Many')",
    )
    await cast.rows("delete from channels.mailbox where name = 'Many'")
  }
})

async function greeted(port: number): Promise<{ capabilities: string }> {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  await until(async () => said.includes('220 '), 'a greeting')
  socket.write('EHLO ward.example\r\n')
  await until(async () => /\n250 /.test(said), 'what the listener can')
  socket.destroy()
  return { capabilities: said }
}

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
