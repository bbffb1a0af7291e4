/** Fetching from a real IMAP server on this machine, also by a worker that is killed on its way. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { startProcess } from '../../../../test/helpers/process.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { fetchMail, isDue, readMailbox, readWithin } from './fetch.ts'
import { watchMailboxes } from './watch.ts'
import { asMarkdown } from './words.ts'

type Imap = {
  listen(port: number, done: () => void): void
  close(done?: () => void): void
  server: {
    address(): { port: number }
    on(event: 'connection', hear: (socket: Socket) => void): void
  }
  appendMessage(mailbox: string, flags: string[], date: undefined, raw: string): void
  getMailbox(name: string): {
    messages: { flags: string[]; uid: number }[]
    uidvalidity: number
    uidnext: number
  }
}

let cast: Cast
let imap: Imap
let port: number
let box: string

// The server of the test waits half an hour for who idled and was cut off, and would keep the process as long.
const { setTimeout: usual } = globalThis
const half_hour_ms = 30 * 60_000

before(async () => {
  globalThis.setTimeout = ((run: () => void, ms?: number) => {
    const timer = usual(run, ms)
    return ms === half_hour_ms ? timer.unref() : timer
  }) as typeof setTimeout
  cast = await startCast({ env: { WARDLINE_OUTGOING_ALLOW: '127.0.0.1' } })
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Imap
  imap = hoodiecrow({
    plugins: ['IDLE', 'ID'],
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: {} } },
  })
  await new Promise<void>((done) => imap.listen(0, done))
  port = imap.server.address().port
  box = must(await cast.admin.post('/api/mail/mailboxes', settings())).body.id
})
after(async () => {
  globalThis.setTimeout = usual
  imap.close()
  await cast.wardline.close()
})

const settings = (changes: Record<string, unknown> = {}) => ({
  name: 'Help desk',
  address: 'desk@main.example',
  host: '127.0.0.1',
  port,
  security: 'none',
  username: 'testuser',
  sign_in: 'password',
  secret: 'testpass',
  team_id: cast.network,
  kept_days: 30,
  is_on: true,
  ...changes,
})
const mail = (subject: string) =>
  `From: nora.nurse@main.example\r\nTo: desk@main.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@test.example>\r\n\r\nWords.\r\n`
const put = (subject: string) => imap.appendMessage('INBOX', [], undefined, mail(subject))
const reads = (id = box) =>
  readMailbox(cast.wardline.composition.app, { org: cast.wardline.orgId, mailbox: id })
const stored = async () => (await cast.rows('select id, state from channels.mail_in')).length
const health = async (id = box) =>
  must(await cast.admin.get('/api/mail/mailboxes')).body.rows.find((row: { id: string }) => row.id === id)

test('What is new is stored once, marked as seen at the server, and the page tells how the mailbox is.', async () => {
  put('one')
  put('two')
  await reads()
  assert.equal(await stored(), 2)
  assert.ok(imap.getMailbox('INBOX').messages.every(({ flags }) => flags.includes('\\Seen')))
  const { failure, last_mail_at, ...rest } = await health()
  assert.equal(failure, null)
  assert.ok(last_mail_at)
  assert.doesNotMatch(JSON.stringify(rest), /testpass|secret/)
  await reads()
  put('three')
  await reads()
  assert.equal(await stored(), 3)
})

test('A server that counts anew sends everything again, and nothing is stored twice.', async () => {
  const before = await stored()
  imap.getMailbox('INBOX').uidvalidity = 77
  await reads()
  assert.equal(await stored(), before)
})

test('What somebody has read already becomes no ticket: not at first, not in the second run, not when the server counts anew.', async () => {
  const before = await stored()
  imap.appendMessage('INBOX', ['\\Seen'], undefined, mail('old one'))
  put('unread')
  imap.appendMessage('INBOX', ['\\Seen'], undefined, mail('old two'))
  imap.getMailbox('INBOX').uidvalidity = 78
  for (let run = 0; run < 3; run++) await reads()
  assert.equal(await stored(), before + 1)
  put('after')
  await reads()
  assert.equal(await stored(), before + 2)
  // Another account of the same server is another mailbox: its places say nothing of the mails that came.
  must(
    await cast.admin.send('PUT', `/api/mail/mailboxes/${box}`, {
      ...settings({ name: 'Same' }),
      version: (await health()).version,
    }),
  )
  const { owner } = cast.wardline
  await owner.query('update channels.mailbox set uid_validity = null, uid_done = 0 where id = $1', [box])
  await owner.query(
    'update channels.mail_in set uid = 100 where uid = (select max(uid) from channels.mail_in)',
  )
  imap.getMailbox('INBOX').uidnext = 100
  put('same place, another mail')
  await reads()
  assert.equal(await stored(), before + 3)
})

test('A mail of a million empty lines is read: no pattern walks them again for each line.', () => {
  // A pattern that crosses lines would not end within the day.
  assert.ok(asMarkdown(`a\n${'\u00a0\n'.repeat(1_000_000)}b`).endsWith('b'))
})

test('A worker killed while it stores loses nothing and doubles nothing, and the mail becomes one ticket of the mailbox’s team.', async () => {
  const { owner, ownerUrl, dataDir } = cast.wardline
  const before = await stored()
  for (const subject of ['killed-1', 'killed-2', 'killed-3']) put(subject)
  const env = { DATABASE_URL: ownerUrl, WARDLINE_DATA_DIR: dataDir, WARDLINE_OUTGOING_ALLOW: '127.0.0.1' }
  // The second mail waits behind this lock: its bytes lie there and its row does not.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('lock table channels.mail_in in share mode')
  await owner.query(
    "select graphile_worker.add_job('mail.read_mailbox', payload => json_build_object('org', $1::text, 'mailbox', $2::text))",
    [cast.wardline.orgId, box],
  )
  const first = await startProcess('worker', env)
  await until(async () => (await waits('channels.mail_in')) > 0, 'a storing in the middle')
  await first.kill()
  await lock.query('rollback')
  await lock.query('begin')
  await lock.query('lock table core.message in share mode')
  await reads()
  assert.equal(await stored(), before + 3)
  // Now one is killed while it makes tickets of them.
  const second = await startProcess('worker', env)
  await until(async () => (await waits('core.message')) > 0, 'a taking in in the middle')
  await second.kill()
  await lock.query('rollback')
  lock.release()
  const third = await startProcess('worker', env)
  const tickets = () => cast.rows("select r.team_id from core.record r where r.title like 'killed-%'")
  await until(
    async () => (await cast.rows("select from channels.mail_in where state = 'received'")).length === 0,
    'all mails',
  )
  assert.equal(await third.stop(), 0)
  assert.deepEqual(await tickets(), Array(3).fill({ team_id: cast.network }))
  assert.equal(await stored(), before + 3)
})

test('A wrong password, a server that is away and an address inside are told in a sentence, and the pause grows.', async () => {
  const version = async () => (await health()).version
  const change = async (changes: Record<string, unknown>) =>
    cast.admin.send('PUT', `/api/mail/mailboxes/${box}`, { ...settings(changes), version: await version() })
  must(await change({ secret: 'wrong' }))
  await reads()
  assert.match((await health()).failure, /did not accept the user or the password/)
  must(await change({ port: 1 }))
  await reads()
  assert.match((await health()).failure, /could not be reached/)
  for (const host of ['169.254.169.254', '10.0.0.1', '::1']) {
    must(await change({ host }))
    await reads()
    assert.match((await health()).failure, /may not reach/, host)
  }
  assert.equal((await change({ secret: undefined })).status, 422, 'a secret goes to no other server')
  assert.equal((await cast.agent.get('/api/mail/mailboxes')).status, 403)
  assert.equal((await cast.agent.post('/api/mail/mailboxes', settings())).status, 403)
  const at = (minutes: number) => new Date(minutes * 60_000).toISOString()
  const due = (since: number, looked: number, now: number) =>
    isDue({ failing_since: at(since), looked_at: at(looked) }, now * 60_000)
  assert.deepEqual(
    [due(0, 0, 1), due(0, 8, 9), due(0, 8, 16), due(0, 600, 629), due(0, 600, 630)],
    [true, false, true, false, true],
  )
})

test('A server that drips keeps a run no longer than its time, and two runs of one mailbox follow each other.', async () => {
  const drips = createServer((socket) => {
    const timer = setInterval(() => socket.write('* '), 20)
    socket.on('error', () => {})
    socket.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((done) => drips.listen(0, '127.0.0.1', done))
  const { port: dripping } = drips.address() as AddressInfo
  const slow = must(await cast.admin.post('/api/mail/mailboxes', settings({ name: 'Slow', port: dripping })))
    .body.id
  const { app } = cast.wardline.composition
  await readWithin(app, { org: cast.wardline.orgId, mailbox: slow }, 300)
  assert.match((await health(slow)).failure, /could not be/)
  drips.close()
  await fetchMail(app, {})
  const queues = await cast.rows(
    'select q.queue_name from graphile_worker._private_jobs j join graphile_worker._private_job_queues q on q.id = j.job_queue_id where j.key = $1',
    [`mail.read_mailbox ${box}`],
  )
  assert.deepEqual(queues, [{ queue_name: `mail.read_mailbox ${box}` }])
})

test('Without encryption no server outside is read, and one inside that is open is.', async () => {
  const outside = must(
    await cast.admin.post('/api/mail/mailboxes', settings({ name: 'Outside', host: '192.88.98.1' })),
  ).body.id
  await reads(outside)
  assert.equal(
    (await health(outside)).failure,
    'Without encryption a mail server is read in the own network alone.',
  )
})

test('What a run says of the former server does not stand at the one that was named meanwhile, and it stores no more.', async () => {
  must(
    await cast.admin.send('PUT', `/api/mail/mailboxes/${box}`, {
      ...settings({ secret: 'testpass' }),
      version: (await health()).version,
    }),
  )
  for (const subject of ['change-1', 'change-2', 'change-3']) put(subject)
  const before = await stored()
  const { owner } = cast.wardline
  // The run waits with its first mail while an administrator changes the mailbox.
  const lock = await owner.connect()
  await lock.query('begin')
  await lock.query('lock table channels.mail_in in share mode')
  const run = reads()
  await until(async () => (await waits('channels.mail_in')) > 0, 'a storing in the middle')
  await owner.query(
    "update channels.mailbox set version = version + 1, failure = 'new', looked_at = null where id = $1",
    [box],
  )
  await lock.query('rollback')
  lock.release()
  await run
  assert.equal(await stored(), before + 1)
  const { failure, looked_at } = await health()
  assert.deepEqual([failure, looked_at], ['new', null])
  await owner.query('update channels.mailbox set failure = null where id = $1', [box])
  await reads()
  assert.equal(await stored(), before + 3)
})

test('New mail is told of at once, by one connection however many workers there are, which comes again when it was lost.', async () => {
  const { app } = cast.wardline.composition
  const { owner } = cast.wardline
  await owner.query('update channels.mailbox set is_on = false where id <> $1', [box])
  const sockets = new Set<Socket>()
  imap.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const rung = async () => {
    const gone = await owner.query('delete from graphile_worker._private_jobs where key = $1', [
      `mail.read_mailbox ${box}`,
    ])
    return (gone.rowCount ?? 0) > 0
  }
  // A worker that was killed above holds the mailbox for a minute yet, and what it was to read is not meant here.
  await owner.query('update channels.mailbox set watched_until = null where id = $1', [box])
  await rung()
  const pace = { look_ms: 50, pause_ms: 10 }
  const ends = [watchMailboxes(app, pace), watchMailboxes(app, pace)]
  await until(rung, 'a connection')
  put('told-1')
  await until(rung, 'the first mail')
  assert.equal(sockets.size, 1)
  assert.equal((await health()).is_watched, true)
  for (const socket of sockets) socket.destroy()
  await until(async () => sockets.size === 1 && (await rung()), 'another connection')
  put('told-2')
  await until(rung, 'the second mail')
  await owner.query('update channels.mailbox set is_on = false where id = $1', [box])
  await until(async () => sockets.size === 0, 'the end of a mailbox that is off')
  await Promise.all(ends.map((end) => end()))
  await owner.query('update channels.mailbox set is_on = true where id = $1', [box])
  assert.equal((await health()).is_watched, false)
})

async function waits(table: string): Promise<number> {
  const rows = await cast.rows(
    `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%${table}%' and datname = current_database()`,
  )
  return rows.length
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < 60_000; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(`${what} did not happen`)
}
