/** Files and the virus scanner: what is clean is opened, what is not waits or is kept, whichever way it came. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { NotScanned, scanStream } from '../../../platform/files/clamd.ts'
import { zip } from '../../../platform/files/sample-files.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { receiveMail } from '../mail/receive.ts'
import { takeIn } from '../mail/take-in.ts'
import { scanWaiting } from './scan-waiting.ts'
import { eicar, mark, prepareScanner, type Scanner } from './scanner.fixture.ts'

let cast: Cast
let scanner: Scanner
let upload: ReturnType<typeof uploadWith>
before(async () => {
  scanner = prepareScanner()
  await scanner.start()
  cast = await startCast({
    env: { WARDLINE_CLAMD: scanner.address, WARDLINE_ENCRYPTION_KEY: 'k'.repeat(43) },
  })
  upload = uploadWith(cast.wardline, cast.nurse)
})
after(async () => {
  await cast?.wardline.close()
  await scanner?.close()
})

const stateOf = async (id: string) =>
  (await cast.rows('select scan from core.attachment where id = $1', [id]))[0]?.scan
const held = async () => must(await cast.admin.get('/api/files')).body.rows
const runScans = () => scanWaiting(cast.wardline.composition.app, {})

test('What the scanner calls clean is opened as before.', async (t) => {
  t.diagnostic(scanner.isReal ? 'ClamAV’s own clamd ran.' : 'clamd is not installed; a stand-in ran.')
  const file = must(await upload('note.txt', 'text/plain', Buffer.from('hello'))).body
  assert.deepEqual([await stateOf(file.id), file.held], ['clean', null])
  const { url } = must(await cast.nurse.get(`/api/attachments/${file.id}`)).body
  assert.equal((await cast.nurse.get(url)).body, 'hello')
  assert.deepEqual(await held(), [])
})

test('What is infected is kept from everybody, its uploader is told, and it is released with a reason by who may, and audited.', async () => {
  const file = must(await upload('list.txt', 'text/plain', Buffer.from(`before ${mark} after`))).body
  assert.match(file.held, /quarantine/)
  const ticket = await cast.file(cast.nurse, { file_ids: [file.id] })
  for (const client of [cast.nurse, cast.agent, cast.admin]) {
    const answer = await client.get(`/api/attachments/${file.id}`)
    assert.ok([403, 404].includes(answer.status), String(answer.status))
    assert.equal((await client.get(`/api/attachments/${file.id}/image`)).status >= 400, true)
  }
  assert.match((await cast.agent.get(`/api/attachments/${file.id}`)).body.detail, /virus was found/)
  const [row] = await held()
  assert.deepEqual([row.id, row.state, row.from], [file.id, 'infected', 'Nora Nurse'])
  assert.match(row.found, /Test\.Mark/)
  const release = { reason: 'The security officer looked at it.' }
  assert.equal((await cast.agent.get('/api/files')).status, 403)
  assert.equal((await cast.agent.post(`/api/files/${file.id}/release`, release)).status, 403)
  assert.equal((await cast.admin.post(`/api/files/${file.id}/release`, { reason: '' })).status, 422)
  must(await cast.admin.post(`/api/files/${file.id}/release`, release))
  assert.equal((await cast.admin.post(`/api/files/${file.id}/release`, release)).status, 404, 'a second time')
  must(await cast.agent.get(`/api/attachments/${file.id}`))
  const [after] = await held()
  assert.deepEqual([after.state, after.reason, after.released_by], ['released', release.reason, 'Ada Admin'])
  const lines = await cast.rows(
    "select data ->> 'file' as file, data::text from core.audit where action = 'files.release'",
  )
  assert.equal(lines[0]?.file, file.id)
  assert.doesNotMatch(JSON.stringify(lines), /looked at it/, 'no words of anybody')
  must(await cast.nurse.get(`/api/tickets/${ticket}`))
})

test('A link that was given before a file was found to be infected serves nothing.', async () => {
  const file = must(await upload('late.txt', 'text/plain', Buffer.from('late'))).body
  const { url } = must(await cast.nurse.get(`/api/attachments/${file.id}`)).body
  await cast.rows("update core.attachment set scan = 'infected' where id = $1", [file.id])
  assert.equal((await cast.nurse.get(url)).status, 403)
  must(await cast.admin.post(`/api/files/${file.id}/discard`))
  assert.equal((await cast.nurse.get(`/api/attachments/${file.id}`)).status, 404, 'removed for good')
})

test('The EICAR file inside of an archive, which no look at its outside finds, comes by mail and is kept too.', async (t) => {
  if (!scanner.isReal) return t.skip('only ClamAV itself looks into archives')
  const content = zip([{ name: 'eicar.txt', data: eicar }])
  assert.equal(
    (await upload('eicar.txt', 'text/plain', Buffer.from(eicar))).status,
    422,
    'seen at once by itself',
  )
  const mail = [
    'From: nora.nurse@main.example',
    'Subject: An archive',
    'Message-ID: <archive@test.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'See the archive.',
    '--x',
    'Content-Type: application/zip; name="a.zip"',
    'Content-Transfer-Encoding: base64',
    '',
    content.toString('base64'),
    '--x--',
  ].join('\r\n')
  const { app } = cast.wardline.composition
  const id = await receiveMail(app, cast.wardline.orgId, Buffer.from(mail), { mailbox: null, kept_days: 1 })
  await takeIn(app, { org: cast.wardline.orgId, mail: id })
  const [file] = await cast.rows("select id, scan, scan_found from core.attachment where name = 'a.zip'")
  assert.equal(file?.scan, 'infected')
  assert.match(String(file?.scan_found), /Eicar/)
  assert.equal((await cast.agent.get(`/api/attachments/${file?.id}`)).status, 403)
})

test('While the scanner is away files wait and say so; nothing is lost, and they are scanned when it is back.', async () => {
  await scanner.stop()
  const clean = must(await upload('clean.txt', 'text/plain', Buffer.from('clean'))).body
  const bad = must(await upload('bad.txt', 'text/plain', Buffer.from(mark))).body
  assert.match(clean.held, /waits to be scanned/)
  const ticket = await cast.file(cast.nurse, { file_ids: [clean.id, bad.id] })
  assert.equal(must(await cast.nurse.get(`/api/tickets/${ticket}`)).body.files.length, 2)
  const waiting = await cast.nurse.get(`/api/attachments/${clean.id}`)
  assert.deepEqual([waiting.status, /Nothing is lost/.test(waiting.body.detail)], [409, true])
  await runScans()
  assert.equal(await stateOf(clean.id), 'waiting')
  await scanner.start()
  cast.wardline.clock.advance(60_000)
  await Promise.all([runScans(), runScans()])
  assert.deepEqual([await stateOf(clean.id), await stateOf(bad.id)], ['clean', 'infected'])
  must(await cast.nurse.get(`/api/attachments/${clean.id}`))
  assert.equal((await cast.nurse.get(`/api/attachments/${bad.id}`)).status, 403)
  const lines = await cast.rows("select data from core.audit where action = 'files.scan'")
  assert.equal(lines.length, 1)
})

test('No answer of a scanner but the one word makes a file clean.', async () => {
  for (const said of [
    '',
    'stream: OK but',
    'INSTREAM size limit exceeded. ERROR\0',
    'stream: \0',
    'hello\0',
    'FOUND\0',
  ]) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => socket.end(said))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const asked = scanStream(`tcp://127.0.0.1:${port}`, Readable.from([Buffer.alloc(1_000_000)]))
    await assert.rejects(asked, NotScanned, JSON.stringify(said))
    server.close()
  }
  await assert.rejects(scanStream('tcp://127.0.0.1:1', Readable.from([Buffer.from('a')])), NotScanned)
  assert.equal(
    (await scanStream(scanner.address, Readable.from([Buffer.alloc(2_000_000, 'a')]))).state,
    'clean',
  )
  assert.equal((await scanStream(scanner.address, Readable.from([]))).state, 'clean')
})

test('A scanner that says nothing to anything is away; one that says nothing to one file is there for others.', async () => {
  for (const isAway of [true, false]) {
    let asked = 0
    const server = createServer((socket) => {
      asked += 1
      const isFirst = asked === 1
      socket.on('error', () => undefined)
      socket.on('data', () => {
        if (!isAway && !isFirst) socket.end('stream: OK\0')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const failure = await scanStream(`tcp://127.0.0.1:${port}`, Readable.from([Buffer.from('a')]), 200).then(
      () => undefined,
      (error: unknown) => error,
    )
    assert.ok(failure instanceof NotScanned)
    assert.equal(failure.isAway, isAway)
    server.close()
  }
})
