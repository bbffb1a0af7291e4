/** Packages that were made to do harm, and values that a course sends without meaning any. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { openPackage } from './open-package.ts'
import { scorm12Xml } from './package.fixture.ts'
import { PackageFault } from './package-fault.ts'
import { readXml } from './read-xml.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const page = '<!doctype html><html><head><title>A</title></head><body></body></html>'
const zipOf = (files: Record<string, string>, options: { level?: 0 } = {}) =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), options),
  )
const upload = (content: Buffer) =>
  trainer.send('POST', '/api/training/packages', multipartOf('course.zip', 'application/zip', content), {
    'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test',
  })
async function launched(files: Record<string, string>): Promise<{ address: string; token: string }> {
  const { id } = must(await upload(zipOf(files)))
  const { units } = must(await nurse.get(`/api/training/packages/${id}`))
  return must(await nurse.post(`/api/training/packages/${id}/launch`, { unit_id: units[0].id }))
}

/** A zip file in which each of so many names holds the same bytes, which its directory says to be none. */
function overlapping(names: number, size_bytes: number): Buffer {
  const head = Buffer.alloc(30 + 1)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(1, 26)
  head.write('a', 30)
  const entries = Array.from({ length: names }, (_, place) => {
    const name = Buffer.from(`f${String(place).padStart(4, '0')}.bin`)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt32LE(size_bytes, 20)
    entry.writeUInt32LE(0, 24)
    entry.writeUInt16LE(name.length, 28)
    return Buffer.concat([entry, name])
  })
  const body = Buffer.concat([head, Buffer.alloc(size_bytes)])
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names, 8)
  end.writeUInt16LE(names, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(body.length, 16)
  return Buffer.concat([body, directory, end])
}

const entry_head = Buffer.from('PK\u0001\u0002')

test('A zip file whose directory says that it is small is measured by what it holds.', () => {
  // 300 times a megabyte, out of one megabyte.
  const before = process.memoryUsage().arrayBuffers
  assert.throws(() => openPackage(overlapping(300, 1_000_000)), /damaged/)
  assert.ok(process.memoryUsage().arrayBuffers - before < 100_000_000)
  // The same, packed: 100 megabytes that are said to be ten bytes.
  const tight = zipOf({ 'a.bin': 'x'.repeat(100_000_000) })
  const entry = tight.lastIndexOf(entry_head)
  tight.writeUInt32LE(10, entry + 24)
  assert.throws(() => openPackage(tight), /damaged/)
  const locked = zipOf({ 'imsmanifest.xml': scorm12Xml(), 'index.html': page })
  locked.writeUInt16LE(1, locked.lastIndexOf(entry_head) + 8)
  assert.throws(() => openPackage(locked), /password/)
})

test('A zip file that was cut off or changed on the way anywhere is refused, and never half taken.', () => {
  const whole = zipOf({ 'imsmanifest.xml': scorm12Xml(), 'index.html': page.repeat(20) }, { level: 0 })
  assert.equal(openPackage(whole).files.size, 2)
  for (let length = 2; length < whole.length; length += 7)
    assert.throws(() => openPackage(whole.subarray(0, length)), PackageFault, `cut after ${length}`)
  for (let at = 2; at < whole.length; at += 3) {
    const changed = Buffer.from(whole)
    changed[at] = 255 - (changed[at] ?? 0)
    try {
      const kept = [...openPackage(changed).files.values()].map(String)
      assert.deepEqual(kept, [scorm12Xml(), page.repeat(20)], `changed at ${at}`)
    } catch (error) {
      assert.ok(error instanceof PackageFault, `changed at ${at}: ${error}`)
    }
  }
})

test('A path that leads out, by whatever signs, is refused, and a link within is a file like others.', async () => {
  const manifest = { 'imsmanifest.xml': scorm12Xml(), 'index.html': page }
  for (const path of [
    '../x',
    'a/../../x',
    '/etc/passwd',
    '\\x',
    'a\\..\\x',
    'C:/x',
    'c:x',
    'a\u0000b',
    'a\nb',
    'x'.repeat(501),
  ]) {
    const { status, body } = await upload(zipOf({ ...manifest, [path]: 'x' }))
    assert.equal(status, 422, path)
    assert.match(body.errors[0].detail, /leads out of it/, path)
  }
  for (const path of ['ünïcödé/学.txt', 'a b+c%2e%2e.txt', '__proto__/x', '…/x'])
    must(await upload(zipOf({ ...manifest, [path]: 'x' })))
  const { address } = await launched({ ...manifest, 'ünï/学 %2e.txt': 'here' })
  const { http } = wardline.composition
  const url = `${address}/${['ünï', '学 %2e.txt'].map(encodeURIComponent).join('/')}`
  assert.equal((await http.inject({ url })).body, 'here')
})

test('What a course sends that no database keeps costs nobody the answers beside it.', async () => {
  const { token, address } = await launched({ 'imsmanifest.xml': scorm12Xml(), 'index.html': page })
  const values = { 'cmi.suspend_data': 'a\u0000b\ud83d', 'cmi.core.lesson_location': '7' }
  must(await nurse.post('/api/training/progress', { token, values }))
  const { body } = await wardline.composition.http.inject({ url: `${address}/index.html` })
  assert.match(body, /"cmi.core.lesson_location":"7"/)
  assert.match(body, /"cmi.suspend_data":"ab\\ufffd"/)
})

test('A part opens whatever its manifest adds to its address, and the address leads nowhere else.', async () => {
  const { http } = wardline.composition
  for (const [parameters, shown] of [
    ['?wort=學習 á', '?wort=%E5%AD%B8%E7%BF%92%20%C3%A1'],
    ['?a=1&#13;&#10;Set-Cookie: x=y', '?a=1Set-Cookie:%20x=y'],
    ['?a=%41&amp;b=%zz#/../..//evil.example', '?a=%41&b=%zz#/../..//evil.example'],
    ['#學', '#%E5%AD%B8'],
  ] as const) {
    const manifest = scorm12Xml().replace('?x=1', parameters)
    const { address } = await launched({ 'imsmanifest.xml': manifest, 'index.html': page })
    const answer = await http.inject({ url: address })
    assert.equal(answer.statusCode, 302, parameters)
    assert.equal(answer.headers.location, `${address}/index.html${shown}`)
    assert.equal(answer.headers['set-cookie'], undefined)
  }
  const manifest = scorm12Xml().replaceAll('index.html', '學 1%.html')
  const { address } = await launched({ 'imsmanifest.xml': manifest, '學 1%.html': page })
  const { headers } = await http.inject({ url: address })
  assert.equal((await http.inject({ url: String(headers.location) })).statusCode, 200)
})

test('A part that was passed stays passed, whatever is tried in it afterwards.', async () => {
  const { id } = must(await upload(zipOf({ 'imsmanifest.xml': scorm12Xml(), 'index.html': page })))
  const show = async () => must(await nurse.get(`/api/training/packages/${id}`)).units[0]
  const { token } = must(
    await nurse.post(`/api/training/packages/${id}/launch`, { unit_id: (await show()).id }),
  )
  const score = async (raw: string) =>
    must(
      await nurse.post('/api/training/progress', {
        token,
        values: { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': raw },
      }),
    )
  await score('79.99')
  assert.deepEqual([(await show()).success, (await show()).score_percent], ['failed', 79.99])
  await score('80')
  await score('10')
  assert.deepEqual([(await show()).success, (await show()).score_percent], ['passed', 80])
})

test('The interface of SCORM is well formed in a page of XHTML too.', async () => {
  const xhtml = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head><body/></html>`
  const { address } = await launched({
    'imsmanifest.xml': scorm12Xml().replaceAll('index.html', 'index.xhtml'),
    'index.xhtml': xhtml,
  })
  const answer = await wardline.composition.http.inject({ url: `${address}/index.xhtml` })
  assert.equal(answer.headers['content-type'], 'application/xhtml+xml')
  const [head] = readXml(Buffer.from(answer.body, 'latin1'), 'index.xhtml').children
  assert.deepEqual(
    head?.children.map(({ name }) => name),
    ['script', 'title'],
  )
  assert.match(head?.children[0]?.text ?? '', /runtime\(\{/)
})
