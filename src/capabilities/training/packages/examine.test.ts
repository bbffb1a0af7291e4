/** Packages and the virus scanner: a package is kept whole once all of it was called clean, else nothing of it. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { eicar, mark, prepareScanner, type Scanner } from '../../channels/scan/scanner.fixture.ts'
import { scorm12Xml } from './package.fixture.ts'

let wardline: Wardline
let trainer: Client
let scanner: Scanner

before(async () => {
  scanner = prepareScanner()
  await scanner.start()
  wardline = await startWardline({
    now: '2026-06-15T12:00:00Z',
    env: { WARDLINE_CLAMD: scanner.address },
  })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
})
after(async () => {
  await wardline?.close()
  await scanner?.close()
})

const course = {
  'imsmanifest.xml': scorm12Xml(),
  'index.html': '<!doctype html><html><head><title>A</title></head><body></body></html>',
  'empty.txt': '',
}
const zipOf = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
const upload = (content: Buffer): Promise<Answer> =>
  trainer.send('POST', '/api/training/packages', multipartOf('course.zip', 'application/zip', content), {
    'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test',
  })

/** What is kept of packages: rows and files of the store. */
async function kept(): Promise<[packages: number, files: number]> {
  const { rows } = await wardline.owner.query('select count(*)::int as count from training.package')
  let files = 0
  for await (const _file of wardline.composition.app.files.list()) files += 1
  return [rows[0].count, files]
}
const findings = async () =>
  (
    await wardline.owner.query(
      "select actor_id, data from core.audit where action = 'files.scan' order by at, id",
    )
  ).rows

/** In the place of the scanner: `answer` says what it makes of the file that is the how-manieth, or nothing. */
async function inItsPlace(
  answer: (place: number, size_bytes: number) => string | undefined,
): Promise<Server> {
  let place = 0
  const server = createServer((socket) => {
    const own = place++
    let size_bytes = 0
    socket.on('error', () => undefined)
    socket.on('data', (data: Buffer) => {
      size_bytes += data.length
      const said = answer(own, size_bytes)
      if (said === undefined) return void socket.destroy()
      if (data.subarray(-4).equals(Buffer.alloc(4))) socket.end(said)
    })
  })
  const path = scanner.address.slice('unix:'.length)
  rmSync(path, { force: true })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return server
}

test('A course that the scanner calls clean is taken whole, with files that are empty.', async (t) => {
  t.diagnostic(scanner.isReal ? 'ClamAV’s own clamd ran.' : 'clamd is not installed; a stand-in ran.')
  const [packages, files] = await kept()
  const { status, body } = await upload(zipOf(course))
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(await kept(), [packages + 1, files + 3])
  assert.deepEqual(await findings(), [])
})

test('A course with a virus in one of its files is refused with the name of the file, and nothing of it is kept.', async () => {
  const before = await kept()
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, place) => [`a${place}.txt`, `${place}`]))
  for (const [path, virus] of [
    ['media/sound.mp3', `before ${mark} after`],
    ['eicar.com', eicar],
  ] as const) {
    const { status, body } = await upload(zipOf({ ...course, ...many, [path]: virus }))
    assert.equal(status, 422, JSON.stringify(body))
    assert.match(body.errors[0].detail, new RegExp(`virus was found in “${path}” \\(Test\\.`))
  }
  assert.deepEqual(await kept(), before)
  const lines = await findings()
  assert.equal(lines.length, 2)
  assert.match(lines[0].data.virus, /Test\.Mark/)
  assert.match(lines[0].data.sha256, /^[0-9a-f]{64}$/)
  assert.ok(lines[0].actor_id, 'who sent it')
  assert.doesNotMatch(JSON.stringify(lines), /sound\.mp3|course\.zip/, 'no words of anybody')
})

test('A virus beside the files of the archive, which no look at its files finds, is found too.', async () => {
  const before = await kept()
  const whole = zipOf(course)
  // The comment of a zip file belongs to none of its files.
  whole.writeUInt16LE(mark.length, whole.length - 2)
  const { status, body } = await upload(Buffer.concat([whole, Buffer.from(mark)]))
  assert.equal(status, 422, JSON.stringify(body))
  assert.match(body.errors[0].detail, /virus was found in this zip file/)
  assert.deepEqual(await kept(), before)
})

test('While the scanner is away no course is taken; the sentence says to come again, and then it is taken.', async () => {
  const before = await kept()
  await scanner.stop()
  const away = await upload(zipOf(course))
  assert.deepEqual(
    [away.status, /try again later/.test(away.body.detail)],
    [503, true],
    JSON.stringify(away.body),
  )
  assert.ok(away.headers['retry-after'])
  assert.deepEqual(await kept(), before)
  await scanner.start()
  assert.equal((await upload(zipOf(course))).status, 200)
})

test('A scanner that is killed in the middle of a course leaves nothing of it.', async () => {
  const before = await kept()
  await scanner.stop()
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`a${place}.txt`, `${place}`]))
  let asked = 0
  const server = await inItsPlace((place) => {
    asked = place + 1
    return place < 10 ? 'stream: OK\0' : undefined
  })
  const { status, body } = await upload(zipOf({ ...course, ...many }))
  server.close()
  assert.deepEqual([status, /try again later/.test(body.detail)], [503, true], JSON.stringify(body))
  assert.ok(asked < 25, `of the rest nothing was asked: ${asked}`)
  assert.deepEqual(await kept(), before)
  await scanner.start()
})

test('What is too large for the scanner is refused by its name, since no later try would take it.', async () => {
  const before = await kept()
  await scanner.stop()
  const server = await inItsPlace((_place, size_bytes) => (size_bytes > 100_000 ? undefined : 'stream: OK\0'))
  const { status, body } = await upload(zipOf({ ...course, 'film.mp4': 'x'.repeat(2_000_000) }))
  server.close()
  assert.equal(status, 422, JSON.stringify(body))
  assert.match(body.errors[0].detail, /smaller files than “film\.mp4”/)
  assert.deepEqual(await kept(), before)
  await scanner.start()
})
