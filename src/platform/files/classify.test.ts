import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { type Classification, classify } from './classify.ts'
import { localFileStore } from './file-store.ts'
import {
  COMPOUND,
  DOCX,
  EICAR,
  ELF,
  GIF,
  JPEG,
  MZ,
  office,
  PDF,
  PNG,
  WEBP,
  WORD,
  zip,
} from './sample-files.ts'

const directory = mkdtempSync(join(tmpdir(), 'classify-'))
after(() => rm(directory, { recursive: true, force: true }))
const store = localFileStore(directory)

/** Stores the bytes as an upload would be and classifies what the store saw. */
async function seen(name: string, bytes: Buffer | string, declaredType?: string): Promise<Classification> {
  const data = Buffer.from(bytes)
  // Small pieces, so that a mark is also found across the border of two.
  const pieces = Array.from({ length: Math.ceil(data.length / 5000) }, (_, at) =>
    data.subarray(at * 5000, at * 5000 + 5000),
  )
  const stored = await store.put(Readable.from(pieces), { size_bytes_max: 50_000_000 })
  return classify({ name, declaredType, ...stored })
}

const refusal = async (name: string, bytes: Buffer | string) => (await seen(name, bytes)).refusal?.code

test('Images are shown inline under the type that their bytes have', async () => {
  for (const [name, bytes, type] of [
    ['a.png', PNG, 'image/png'],
    ['a.gif', GIF, 'image/gif'],
    ['a.jpeg', JPEG, 'image/jpeg'],
    ['a.webp', WEBP, 'image/webp'],
    ['image.png', JPEG, 'image/jpeg'],
    ['pasted', PNG, 'image/png'],
  ] as const) {
    const expected = { type, isInline: true, name, isSuspicious: false }
    assert.deepEqual(await seen(name, bytes, 'image/png'), expected)
    assert.deepEqual(await seen(name, bytes), expected)
    assert.deepEqual(await seen(name, bytes, 'application/octet-stream'), expected)
  }
})

test('Documents, text, tables and media are downloads under their own type', async () => {
  const mp3 = Buffer.concat([
    Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00', 'latin1'),
    Buffer.from('fffb9064', 'hex'),
    Buffer.alloc(400),
  ])
  const wav = Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1'), Buffer.alloc(40)])
  const mp4 = Buffer.concat([
    Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2', 'latin1'),
    Buffer.alloc(100),
  ])
  for (const [name, bytes, type] of [
    ['a.pdf', PDF, 'application/pdf'],
    ['a.docx', DOCX, WORD],
    ['a.doc', COMPOUND, 'application/msword'],
    ['a.xls', COMPOUND, 'application/vnd.ms-excel'],
    ['a.txt', 'hello', 'text/plain'],
    ['a.log', '\u001b[31mred\u001b[0m\n', 'text/plain'],
    ['latin.txt', Buffer.from('Garc\xeda', 'latin1'), 'text/plain'],
    ['utf16.txt', Buffer.from('\ufeffhello', 'utf16le'), 'text/plain'],
    ['a.json', '{"a":1}', 'text/plain'],
    ['a.csv', 'a,b\n1,2\n', 'text/csv'],
    ['a.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'text/plain'],
    ['a.mp3', mp3, 'audio/mpeg'],
    ['a.wav', wav, 'audio/wav'],
    ['a.mp4', mp4, 'video/mp4'],
    ['a.zip', zip([{ name: 'a.txt', data: 'hello' }]), 'application/zip'],
    ['a.log.gz', gzipSync('hello'), 'application/gzip'],
  ] as const) {
    assert.deepEqual(await seen(name, bytes), { type, isInline: false, name, isSuspicious: false }, name)
  }
  assert.equal(
    (await seen('a.csv', 'a,b\n', 'application/vnd.ms-excel')).type,
    'text/csv',
    'as Windows declares it',
  )
  assert.equal((await seen('a.docx', DOCX, WORD)).type, WORD)
})

test('Pages, drawings and XML never get a type that a browser runs', async () => {
  const html = '<!doctype html><script>alert(1)</script>'
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
  for (const [name, bytes] of [
    ['a.html', html],
    ['a.htm', html],
    ['a.xhtml', html],
    ['a.svg', svg],
    ['a.xml', '<?xml version="1.0"?><a/>'],
    ['a.mhtml', html],
    ['a.css', 'a{}'],
    ['a.xsl', '<?xml version="1.0"?><a/>'],
    ['a', html],
    ['a.foo', svg],
    ['a.svg', `<?xml version="1.0"?>${svg}`],
  ] as const) {
    for (const declared of ['text/html', 'image/svg+xml', 'image/png', undefined]) {
      const { type, isInline, refusal } = await seen(name, bytes, declared)
      assert.deepEqual([type, isInline, refusal], ['application/octet-stream', false, undefined], name)
    }
  }
  assert.equal((await seen('a.txt', html)).type, 'text/plain', 'named text, it is shown as text')
  const posing = await seen('a.png', html, 'image/png')
  assert.deepEqual([posing.type, posing.isInline], ['application/octet-stream', false])
})

test('A type declared as executable or active is never served, whatever the content', async () => {
  for (const declared of [
    'text/html',
    'image/svg+xml',
    'text/javascript; charset=utf-8',
    'application/x-sh',
    'application/x-msdownload',
    'application/xhtml+xml',
  ]) {
    const { type, isInline, isSuspicious } = await seen('a.png', PNG, declared)
    assert.deepEqual([type, isInline, isSuspicious], ['application/octet-stream', false, true], declared)
  }
})

test('A name that promises another kind than the bytes have is an opaque download', async () => {
  for (const [name, bytes, declared] of [
    ['a.pdf', PNG, undefined],
    ['a.png', PDF, undefined],
    ['a.docx', zip([{ name: 'a.txt', data: 'x' }]), undefined],
    ['a.txt', PNG, undefined],
    ['a.pdf', PDF, 'image/png'],
    ['a.mp3', DOCX, undefined],
  ] as const) {
    const { type, isInline, isSuspicious } = await seen(name, bytes, declared)
    assert.deepEqual([type, isInline, isSuspicious], ['application/octet-stream', false, true], name)
  }
})

test('Programs, scripts and shortcuts are refused by content under any name, and by name with any content', async () => {
  const shortcut = Buffer.concat([
    Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
    Buffer.alloc(60),
  ])
  const installer = Buffer.concat([
    COMPOUND,
    Buffer.from('84100c0000000000c000000000000046', 'hex'),
    Buffer.alloc(99),
  ])
  for (const [name, bytes] of [
    ['a.exe', MZ],
    ['a.jpg', MZ],
    ['a.pdf', ELF],
    ['a', ELF],
    ['a.png', shortcut],
    ['a.doc', installer],
    ['a.txt', '#!/bin/sh\nrm -rf /\n'],
    ['a.txt', '<?php system($_GET[0]);'],
    ['a.class', Buffer.from('cafebabe00000034', 'hex')],
    ['a.txt', Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), Buffer.alloc(50)])],
    ['report.pdf.exe', PDF],
    ['a.ps1', 'Get-Date'],
    ['a.js', 'alert(1)'],
    ['a.hta', '<html>'],
    ['a.bat. ', 'dir'],
    ['cod\u202egnp.exe', PNG],
    ['a.lnk', 'x'],
    ['a.url', '[InternetShortcut]'],
    ['a.iso', 'x'],
  ] as const) {
    assert.equal(await refusal(name, bytes), 'executable', JSON.stringify(name))
  }
  assert.equal(await refusal('a.png', PNG), undefined)
})

test('The EICAR test file is refused under any name and anywhere in a file, and talk about it is not', async () => {
  assert.equal(await refusal('eicar.com', EICAR), 'test_virus')
  assert.equal(await refusal('a.txt', `${EICAR}\r\n`), 'test_virus')
  assert.equal(
    await refusal('a.bin', Buffer.concat([Buffer.alloc(4990), Buffer.from(EICAR), Buffer.alloc(9)])),
    'test_virus',
  )
  assert.equal(await refusal('a.txt', 'We tested with the EICAR test file.'), undefined)
})

test('Documents with macros are refused and those without are kept', async () => {
  const macros = { name: 'word/vbaProject.bin', data: 'x' }
  assert.equal(await refusal('a.docx', office('word/document.xml', `${WORD}.main+xml`, macros)), 'macros')
  const old = Buffer.concat([COMPOUND, Buffer.from('_VBA_PROJECT', 'utf16le'), Buffer.alloc(99)])
  assert.equal(await refusal('a.doc', old), 'macros')
  assert.equal(await refusal('a.docx', DOCX), undefined)
  assert.equal(await refusal('a.doc', COMPOUND), undefined)
})

test('Archives that would unpack to far too much are refused without unpacking them', async () => {
  const text = { name: 'a.txt', data: 'x'.repeat(1000) }
  assert.equal(await refusal('a.zip', zip([text])), undefined)
  assert.equal(await refusal('a.zip', zip([{ ...text, claimed_bytes: 2 ** 32 - 2 }])), 'archive_bomb')
  assert.equal(await refusal('a.zip', zip([{ ...text, claimed_bytes: 60 * 1024 ** 2 }])), 'archive_bomb')
  const shared = Array.from({ length: 50 }, (_, at) => ({ ...text, name: `${at}.txt`, sharesFirst: at > 0 }))
  assert.equal(await refusal('a.zip', zip(shared)), 'archive_bomb', 'entries share their bytes')
  const many = Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.txt` }))
  assert.equal(await refusal('a.zip', zip(many)), 'archive_bomb')
  assert.equal(await refusal('a.zip', zip(many.slice(0, 2000))), undefined)
  const wrongCount = zip([text, { ...text, name: 'b.txt' }])
  wrongCount.writeUInt16LE(1, wrongCount.length - 12)
  assert.equal(await refusal('a.zip', wrongCount), 'archive_bomb', 'the directory says another count')
  const started = performance.now()
  assert.equal(await refusal('a.gz', gzipSync(Buffer.alloc(100 * 1024 ** 2))), 'archive_bomb')
  const contentTypes = { name: '[Content_Types].xml', data: Buffer.alloc(100 * 1024 ** 2, ' ') }
  assert.equal(await refusal('a.docx', zip([contentTypes, { name: 'word/document.xml' }])), 'archive_bomb')
  assert.ok(performance.now() - started < 5000)
})

test('Archives inside archives and programs inside archives are refused', async () => {
  assert.equal(await refusal('a.zip', zip([{ name: 'inner.zip' }])), 'nested_archive')
  assert.equal(await refusal('a.zip', zip([{ name: 'dir/INNER.7Z' }])), 'nested_archive')
  assert.equal(await refusal('a.zip', zip([{ name: 'logs/app.log.gz' }])), 'nested_archive')
  assert.equal(await refusal('a.zip', zip([{ name: 'docs/setup.exe' }])), 'executable_inside')
  assert.equal(await refusal('a.zip', zip([{ name: '../../x.sh' }])), 'executable_inside')
  assert.equal(await refusal('a.zip', zip([{ name: 'docs/' }, { name: 'docs/a.txt', data: 'x' }])), undefined)
})

test('A file that is two types at once is neither shown nor served under a type that could run', async () => {
  const archive = zip([{ name: 'a.txt', data: 'x' }])
  for (const [name, bytes] of [
    ['gif-js.gif', 'GIF89a/*\x00\x00*/=1;alert(1)//'],
    ['gif-assign.gif', 'GIF89a=1;alert(1)//\x00\x00\x00'],
    ['jpeg-js.jpg', Buffer.concat([Buffer.from('ffd8ffe02f2a4a464946', 'hex'), Buffer.alloc(90)])],
    ['gif-html.gif', Buffer.concat([GIF, Buffer.from('<script>alert(1)</script>')])],
    ['png-svg.png', Buffer.concat([PNG, Buffer.from('<svg onload=alert(1)>')])],
    ['gif-zip.gif', Buffer.concat([GIF, archive])],
    ['png-pdf.png', Buffer.concat([PNG, PDF])],
    ['pdf-zip.pdf', Buffer.concat([PDF, archive])],
  ] as const) {
    const { type, isInline, isSuspicious } = await seen(name, bytes)
    assert.deepEqual([type, isInline, isSuspicious], ['application/octet-stream', false, true], name)
  }
  assert.equal(await refusal('a.gif', Buffer.concat([GIF, zip([{ name: 'a.class' }])])), 'executable_inside')
})

test('Random and damaged bytes are always classified in bounded time, and never as active types', async () => {
  const samples = [
    PNG,
    GIF,
    JPEG,
    WEBP,
    PDF,
    DOCX,
    COMPOUND,
    gzipSync('a'),
    zip([{ name: 'a.txt', data: 'x' }]),
  ]
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255), fc.nat())
    .map(([bytes, at, value, cut]) => {
      const copy = Buffer.from(bytes)
      copy[at % copy.length] = value
      return copy.subarray(0, cut % 3 === 0 ? cut % copy.length : copy.length)
    })
  const anyBytes = fc.oneof(
    damaged,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  )
  await fc.assert(
    fc.asyncProperty(
      anyBytes,
      fc.constantFrom('a.png', 'a.zip', 'a.docx', 'a', 'a.html'),
      async (bytes, name) => {
        const { type, isInline } = await seen(name, bytes)
        assert.doesNotMatch(type, /html|svg|script|text\/xml|application\/xml/)
        if (isInline) assert.match(type, /^image\/(png|jpeg|gif|webp)$/)
      },
    ),
    { numRuns: 300 },
  )
})
