import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { type Cast, must, startCast } from '../../capabilities/tickets/fixture.ts'
import { tidyUploads } from './tidy.ts'
import { multipartOf, uploadWith } from './upload.fixture.ts'

let cast: Cast
let upload: ReturnType<typeof uploadWith>
before(async () => {
  cast = await startCast({
    env: { WARDLINE_UPLOAD_BYTES_MAX: '200000', WARDLINE_ENCRYPTION_KEY: 'k'.repeat(43) },
  })
  upload = uploadWith(cast.wardline, cast.nurse)
})
after(() => cast.wardline.close())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const linkTo = async (client: Cast['nurse'], id: string) =>
  must(await client.get(`/api/attachments/${id}`)).body.url as string
const filesOnDisk = () =>
  readdirSync(join(cast.wardline.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  ).length

test('With a key, what was uploaded lies encrypted on the disk and is served as it was.', async () => {
  const words = Buffer.from('The words of a file that nobody reads on the disk.')
  const file = must(await upload('words.txt', 'text/plain', words)).body
  const stored = readdirSync(join(cast.wardline.dataDir, 'files'), { recursive: true, withFileTypes: true })
  const contents = stored
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  assert.ok(contents.length > 0)
  assert.equal(
    contents.some((content) => content.includes('nobody reads')),
    false,
  )
  const served = await cast.nurse.get(await linkTo(cast.nurse, file.id))
  assert.equal(served.body, words.toString())
  const { disk } = must(await (await cast.wardline.admin()).get('/api/system')).body
  assert.match(disk.files.key, /^[0-9a-f]{8}$/)
  assert.equal(disk.files.former_keys, 0)
})

test('A picture is uploaded, sent, and read through a link that works once, for a minute, for one person.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const file = must(await upload('Röntgen 1.png', 'image/png', png)).body
  assert.deepEqual([file.media_type, file.is_inline, file.size_bytes], ['image/png', true, png.length])
  assert.equal(
    (await agent.get(`/api/attachments/${file.id}`)).status,
    404,
    'before it is sent it is the uploader’s alone',
  )
  const id = await cast.file(nurse, { file_ids: [file.id] })
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.files[0].name, 'Röntgen 1.png')
  assert.equal((await otherNurse.get(`/api/attachments/${file.id}`)).status, 404)
  assert.equal((await wardline.anonymous.get(`/api/attachments/${file.id}`)).status, 401)

  const url = await linkTo(agent, file.id)
  assert.equal((await nurse.get(url)).status, 404, 'another person’s link')
  const served = await agent.get(url)
  assert.equal(served.status, 200)
  assert.equal(served.headers['content-type'], 'image/png')
  assert.equal(served.headers['x-content-type-options'], 'nosniff')
  assert.match(String(served.headers['content-security-policy']), /sandbox/)
  assert.match(
    String(served.headers['content-disposition']),
    /^inline; filename="R_ntgen 1\.png"; filename\*=UTF-8''R%C3%B6ntgen%201\.png$/,
  )
  assert.equal((await agent.get(url)).status, 404, 'a second time')
  const late = await linkTo(agent, file.id)
  wardline.clock.advance(61_000)
  assert.equal((await agent.get(late)).status, 404, 'after a minute')
  assert.equal((await agent.get('/files/nonsense')).status, 422)
  const stored = await cast.rows('select token_hash from core.file_link')
  assert.ok(
    stored.every((row) => !url.includes((row.token_hash as Buffer).toString('base64url'))),
    'only hashes are kept',
  )
})

test('A link that was given before somebody lost the right serves nothing.', async () => {
  const { nurse, otherNurse } = cast
  const file = must(await upload('note.txt', 'text/plain', Buffer.from('hello'))).body
  const id = await cast.file(nurse, { file_ids: [file.id] })
  must(await nurse.post(`/api/tickets/${id}/add-participant`, { person_id: otherNurse.personId }))
  const url = await linkTo(otherNurse, file.id)
  must(await nurse.post(`/api/tickets/${id}/remove-participant`, { person_id: otherNurse.personId }))
  assert.equal((await otherNurse.get(url)).status, 404)
})

test('A file of an internal note is read by those inside only; another organization reads none.', async () => {
  const { nurse, agent, specialist, stranger } = cast
  const id = await cast.file(nurse)
  const file = must(await uploadWith(cast.wardline, agent)('inner.png', 'image/png', png)).body
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'see file', file_ids: [file.id] }))
  must(await agent.get(`/api/attachments/${file.id}/image`))
  for (const client of [nurse, specialist, stranger]) {
    assert.equal((await client.get(`/api/attachments/${file.id}`)).status, 404)
    assert.equal((await client.get(`/api/attachments/${file.id}/image`)).status, 404)
  }
  assert.deepEqual(must(await nurse.get(`/api/tickets/${id}`)).body.files, [])
})

test('A file is sent once and by its uploader; the field is named and nothing is written otherwise.', async () => {
  const { nurse, agent } = cast
  const file = must(await upload('a.txt', 'text/plain', Buffer.from('a'))).body
  const stolen = await agent.post('/api/tickets', { title: 'Stolen', body: 'x', file_ids: [file.id] })
  assert.deepEqual([stolen.status, stolen.body.errors[0].pointer], [422, '#/file_ids/0'])
  const id = await cast.file(nurse, { file_ids: [file.id] })
  assert.equal(
    (await nurse.post(`/api/tickets/${id}/reply`, { body: 'again', file_ids: [file.id] })).status,
    422,
  )
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.messages.length, 1)
})

test('A page, a drawing with script and a file that is two things at once are downloads without a type.', async () => {
  const html = Buffer.from('<html><body onload="alert(1)">hi</body></html>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const polyglot = Buffer.concat([png, Buffer.from('<script>alert(document.cookie)</script>')])
  for (const [name, type, content] of [
    ['page.html', 'text/html', html],
    ['page.png', 'image/png', html],
    ['drawing.svg', 'image/svg+xml', svg],
    ['double.png', 'image/png', polyglot],
    ['picture.png', 'text/html', png],
  ] as const) {
    const file = must(await upload(name, type, content)).body
    assert.deepEqual([file.is_inline, file.media_type], [false, 'application/octet-stream'], name)
    const served = await cast.nurse.get(await linkTo(cast.nurse, file.id))
    assert.match(String(served.headers['content-disposition']), /^attachment;/)
    assert.equal((await cast.nurse.get(`/api/attachments/${file.id}/image`)).status, 404)
  }
})

test('Programs, the virus test, a zip bomb and what is too large are refused, and leave nothing behind.', async () => {
  const rowsBefore = await cast.rows('select count(*) from core.attachment')
  const filesBefore = filesOnDisk()
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
  for (const [name, content, status] of [
    ['setup.exe', Buffer.from('MZ'), 422],
    ['photo.png', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200), Buffer.from('PE\0\0')]), 422],
    ['invoice.pdf.js', Buffer.from('alert(1)'), 422],
    ['test.txt', Buffer.from(eicar), 422],
    ['bomb.zip', zipBomb(), 422],
    ['large.txt', Buffer.alloc(200_001, 'a'), 413],
  ] as const) {
    const answer = await upload(name, 'application/octet-stream', content)
    assert.equal(answer.status, status, `${name}: ${JSON.stringify(answer.body)}`)
    assert.equal(answer.body.errors[0].pointer, '#/file')
    assert.ok(answer.body.detail.length > 20)
  }
  assert.deepEqual(await cast.rows('select count(*) from core.attachment'), rowsBefore)
  assert.equal(filesOnDisk(), filesBefore)
})

test('Odd names become safe ones, and no name breaks the header.', async () => {
  for (const name of [
    '../../etc/passwd',
    'a\u202egpj.txt',
    'con.txt',
    '%0d%0aSet-Cookie: x=1.txt',
    '',
    '.htaccess',
    'ß'.repeat(300),
  ]) {
    const file = must(await upload(name, 'text/plain', Buffer.from('plain words'))).body
    assert.doesNotMatch(file.name, /[/\\\u202e\r\n]/)
    assert.ok(file.name.length > 0)
    const served = await cast.nurse.get(await linkTo(cast.nurse, file.id))
    assert.equal(served.status, 200)
    assert.equal(served.headers['set-cookie'], undefined)
  }
})

test('What is no upload is told so: JSON, no file, two files, a broken body.', async () => {
  const { nurse } = cast
  const send = (body: Buffer | string, type: string) =>
    nurse.send('POST', '/api/attachments', body, { 'content-type': type })
  const multipart = 'multipart/form-data; boundary=the-boundary-of-the-test'
  assert.equal((await send('{}', 'application/json')).status, 415)
  assert.equal((await send('--the-boundary-of-the-test--\r\n', multipart)).status, 422)
  const broken = await send(
    multipartOf('a.txt', 'text/plain', Buffer.from('abc')).subarray(0, 120),
    multipart,
  )
  assert.ok(broken.status >= 400 && broken.status < 500, String(broken.status))
  assert.equal((await send(Buffer.from('x'), 'multipart/form-data')).status < 500, true)
  assert.equal(
    (
      await cast.wardline.anonymous.send('POST', '/api/attachments', multipartOf('a', 'text/plain', png), {
        'content-type': multipart,
      })
    ).status,
    401,
  )
})

test('What nobody sent within a day is removed, with files that no row knows; what was sent stays.', async () => {
  const { nurse, wardline } = cast
  const kept = must(await upload('kept.txt', 'text/plain', Buffer.from('kept'))).body
  await cast.file(nurse, { file_ids: [kept.id] })
  const unsent = must(await upload('unsent.txt', 'text/plain', Buffer.from('unsent'))).body
  const lost = join(wardline.dataDir, 'files', 'ab', 'ab'.repeat(16))
  mkdirSync(join(wardline.dataDir, 'files', 'ab'), { recursive: true })
  writeFileSync(lost, 'nobody knows me')
  const long_ago = new Date(Date.now() - 3 * 86_400_000)
  utimesSync(lost, long_ago, long_ago)
  await tidyUploads(wardline.composition.app)
  must(await nurse.get(`/api/attachments/${unsent.id}`))
  assert.ok(!readdirSync(join(wardline.dataDir, 'files', 'ab')).includes('ab'.repeat(16)))
  wardline.clock.advance(25 * 3_600_000)
  await tidyUploads(wardline.composition.app)
  await tidyUploads(wardline.composition.app)
  const again = await wardline.signIn('nora.nurse@main.example', 'main')
  assert.equal((await again.get(`/api/attachments/${unsent.id}`)).status, 404)
  assert.equal((await again.get(await linkTo(again, kept.id))).body, 'kept')
})

/** A small archive that says of its one file that it holds two gigabytes. */
function zipBomb(): Buffer {
  const name = Buffer.from('zeros.txt')
  const data = deflateRawSync(Buffer.alloc(100_000))
  const sizes = (buffer: Buffer, at: number) => {
    buffer.writeUInt32LE(data.length, at)
    buffer.writeUInt32LE(2 ** 31, at + 4)
  }
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  sizes(local, 18)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(20, 6)
  central.writeUInt16LE(8, 10)
  sizes(central, 20)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + data.length, 16)
  return Buffer.concat([local, name, data, central, name, end])
}
