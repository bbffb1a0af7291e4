/** The queue before the virus scanner: no file keeps another from its turn, and a scanner that is away is left alone. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { scanWaiting } from './scan-waiting.ts'
import { prepareScanner, type Scanner } from './scanner.fixture.ts'

const minute_ms = 60_000

let cast: Cast
let scanner: Scanner
before(async () => {
  scanner = prepareScanner()
  cast = await startCast({ now: '2026-06-15T08:00:00Z', env: { WARDLINE_CLAMD: scanner.address } })
})
after(async () => {
  await cast?.wardline.close()
  await scanner?.close()
})
beforeEach(async () => {
  await scanner.stop()
  await cast.rows("update core.attachment set scan = 'clean' where scan = 'waiting'")
  // Whatever a test left behind is over.
  cast.wardline.clock.advance(60 * minute_ms)
})

const runScans = () => scanWaiting(cast.wardline.composition.app, {})
/** Came while the scanner was away. */
const waiting = async (name: string): Promise<string> =>
  must(await uploadWith(cast.wardline, await signedIn())(name, 'text/plain', Buffer.from(name))).body.id
const signedIn = () => cast.wardline.signIn('nora.nurse@main.example', 'main')
const stateOf = async (id: string) =>
  (await cast.rows('select scan from core.attachment where id = $1', [id]))[0]?.scan
/** So many files that are not on the disk any more, and came before all others. */
const unreadable = (count: number) =>
  cast.rows(
    `insert into core.attachment (org_id, id, uploaded_by, name, media_type, size_bytes, sha256, storage_key, created_at, scan)
     select $1, gen_random_uuid(), $2, 'gone.txt', 'text/plain', 1, '', md5(place::text), '2026-01-01', 'waiting' from generate_series(1, $3::int) place`,
    [cast.wardline.orgId, cast.otherNurse.personId, count],
  )
const triesOfGone = async () =>
  (
    await cast.rows(
      "select distinct scan_tries as tries from core.attachment where name = 'gone.txt' order by 1",
    )
  ).map(({ tries }) => tries)

/** Listens in the place of the scanner, and counts who comes. */
async function counting(
  hears: (bytes: number) => string | undefined,
): Promise<{ server: Server; count(): number }> {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    let bytes = 0
    socket.on('error', () => undefined)
    socket.on('data', (data: Buffer) => {
      bytes += data.length
      const said = hears(bytes)
      if (said === undefined) return void socket.destroy()
      if (data.subarray(-4).equals(Buffer.alloc(4))) socket.end(said)
    })
  })
  const path = scanner.address.slice('unix:'.length)
  rmSync(path, { force: true })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return { server, count: () => count }
}

test('A hundred and twenty files that cannot be read keep no other from its turn, and are tried less and less often.', async () => {
  await unreadable(120)
  const file = await waiting('after-all.txt')
  await scanner.start()
  await runScans()
  assert.equal(await stateOf(file), 'waiting', 'the first hundred had their turn')
  cast.wardline.clock.advance(minute_ms)
  await runScans()
  assert.equal(await stateOf(file), 'clean')
  for (let minute = 0; minute < 60; minute++) {
    cast.wardline.clock.advance(minute_ms)
    await runScans()
  }
  const tries = await triesOfGone()
  assert.ok(Math.max(...tries.map(Number)) <= 7, `in an hour: ${tries}`)
  assert.ok(Math.min(...tries.map(Number)) >= 5, `and still tried: ${tries}`)
})

test('A file that is too large for the scanner keeps no other from its turn.', async () => {
  const large = must(
    await uploadWith(cast.wardline, await signedIn())('large.txt', 'text/plain', Buffer.alloc(500_000, 'a')),
  ).body.id
  const small = await waiting('small.txt')
  const { server } = await counting((bytes) => (bytes > 100_000 ? undefined : 'stream: OK\0'))
  await runScans()
  server.close()
  assert.deepEqual([await stateOf(large), await stateOf(small)], ['waiting', 'clean'])
})

test('A scanner that is away for an hour is asked some times, not for each file of each minute, and then soon again.', async () => {
  const files = []
  for (let place = 0; place < 5; place++) files.push(await waiting(`file-${place}.txt`))
  // What stands before it takes connections and hangs up, as a proxy does.
  const { server, count } = await counting(() => undefined)
  for (let minute = 0; minute < 60; minute++) {
    await runScans()
    cast.wardline.clock.advance(minute_ms)
  }
  server.close()
  assert.ok(count() >= 10 && count() <= 40, `${count()} connections`)
  await scanner.start()
  for (let minute = 0; minute < 60; minute++) {
    cast.wardline.clock.advance(minute_ms)
    await runScans()
    const states = await Promise.all(files.map(stateOf))
    if (states.every((state) => state === 'clean')) return assert.ok(minute <= 5, `after ${minute} minutes`)
  }
  assert.fail('The files were not scanned.')
})

test('Of several workers at once each takes other files.', async () => {
  const files = []
  for (let place = 0; place < 6; place++) files.push(await waiting(`twice-${place}.txt`))
  const { server, count } = await counting(() => 'stream: OK\0')
  await Promise.all([runScans(), runScans(), runScans()])
  server.close()
  assert.deepEqual(new Set(await Promise.all(files.map(stateOf))), new Set(['clean']))
  assert.equal(count(), 6)
})

test('A worker that dies over a file leaves it for later, and not as the first.', async () => {
  const [deadly, other] = [await waiting('deadly.txt'), await waiting('other.txt')]
  await scanner.start()
  const { app } = cast.wardline.composition
  // It never comes to its end.
  void scanWaiting({ ...app, files: { ...app.files, open: () => new Promise(() => undefined) } }, {})
  const claimed = async () =>
    (await cast.rows('select scan_tries from core.attachment where id = $1', [deadly]))[0]?.scan_tries === 1
  while (!(await claimed())) await new Promise((resolve) => setTimeout(resolve, 20))
  await runScans()
  assert.deepEqual([await stateOf(deadly), await stateOf(other)], ['waiting', 'clean'])
  cast.wardline.clock.advance(minute_ms)
  await runScans()
  assert.equal(await stateOf(deadly), 'clean')
})
