import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { isImportFault } from '../import-error.ts'
import { makeTar, makeZip } from './test-archives.ts'
import { archiveKind, innerFolder, unpackArchive } from './unpack-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'wardline-archive-'))
after(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
async function unpack(bytes: Buffer, bytes_max?: number) {
  const path = join(folder, `archive-${++count}`)
  const into = join(folder, `into-${count}`)
  writeFileSync(path, bytes)
  const kind = await archiveKind(path)
  assert.ok(kind, 'it is an archive')
  return { into, kind, ...(await unpackArchive(path, kind, into, bytes_max)) }
}

const files = (into: string) =>
  readdirSync(into, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(into.length + 1))
    .sort()

const refusal = (pattern: RegExp) => (error: unknown) => {
  assert.ok(isImportFault(error), String(error))
  assert.match(error.message, pattern)
  return true
}

const wiki = [
  { path: 'wiki/', mode: 0o040755, type: '5' },
  { path: 'wiki/a.md', content: '# A' },
  { path: 'wiki/deep/b.md', content: 'B'.repeat(100_000) },
  { path: 'wiki/empty.md', content: '' },
]

test('A zip, a tar and a packed tar give the same files, below the one folder that holds everything.', async () => {
  const both = wiki.map(({ mode, type, ...rest }) => ({
    ...rest,
    ...(mode ? { mode } : {}),
    ...(type ? { type } : {}),
  }))
  for (const [bytes, kind] of [
    [makeZip(both), 'zip'],
    [makeTar(both), 'tar'],
    [gzipSync(makeTar(both)), 'tar'],
  ] as const) {
    const found = await unpack(bytes)
    assert.deepEqual([found.kind, found.files, found.problems], [kind, 3, []])
    assert.deepEqual(files(found.into), ['wiki/a.md', 'wiki/deep/b.md', 'wiki/empty.md'])
    assert.equal(readFileSync(join(found.into, 'wiki/deep/b.md'), 'utf8'), 'B'.repeat(100_000))
    assert.equal(await innerFolder(found.into), join(found.into, 'wiki'))
  }
})

test('Long names of GNU and POSIX are read.', async () => {
  const long = `${'long/'.repeat(15)}${'n'.repeat(120)}.md`
  const record = ` path=${long}\n`
  const size = record.length + String(record.length + 3).length
  const { into } = await unpack(
    makeTar([
      { path: '././@LongLink', type: 'L', content: `${long}\0` },
      { path: long.slice(0, 100), content: 'one' },
      { path: 'pax', type: 'x', content: `${size}${record}`.replace('long/long/', 'pax/long/') },
      { path: 'short', content: 'two' },
    ]),
  )
  assert.equal(files(into).length, 2)
  assert.ok(files(into).every((path) => path.endsWith('.md')))
})

test('A path that leads out of the archive refuses it as a whole, and nothing is written beside the folder.', async () => {
  const before = readdirSync(folder).length
  for (const path of [
    '../evil.md',
    'a/../../evil.md',
    '/etc/evil.md',
    'C:\\evil.md',
    '..\\evil.md',
    'a\\..\\..\\evil.md',
  ])
    for (const make of [makeZip, makeTar])
      await assert.rejects(unpack(make([{ path, content: 'x' }])), refusal(/leads out of it/), path)
  assert.ok(
    readdirSync(folder).every((name) => !name.includes('evil')),
    String(before),
  )
  await assert.rejects(unpack(makeZip([{ path: 'a\nb.md' }])), refusal(/cannot be used/))
})

test('Links and devices are left out and told, and what is written never goes through one.', async () => {
  const zip = await unpack(
    makeZip([
      { path: 'docs', content: '/etc', mode: 0o120777 },
      { path: 'docs/passwd.md', content: 'mine' },
    ]),
  )
  assert.deepEqual(zip.problems, [{ path: 'docs', problem: 'A link to another file was left out.' }])
  assert.equal(readFileSync(join(zip.into, 'docs/passwd.md'), 'utf8'), 'mine')
  const tar = await unpack(
    makeTar([
      { path: 'soft', type: '2', target: '/etc/passwd' },
      { path: 'hard', type: '1', target: 'soft' },
      { path: 'device', type: '3' },
      { path: 'a.md', content: 'A' },
      { path: 'a.md', content: 'another A' },
      { path: 'a.md/b.md', content: 'below a file' },
    ]),
  )
  assert.deepEqual(
    tar.problems.map(({ path, problem }) => [path, /link|no file|place/.exec(problem)?.[0]]),
    [
      ['soft', 'link'],
      ['hard', 'link'],
      ['device', 'no file'],
      ['a.md', 'place'],
      ['a.md/b.md', 'place'],
    ],
  )
  assert.deepEqual(files(tar.into), ['a.md'])
  assert.equal(readFileSync(join(tar.into, 'a.md'), 'utf8'), 'A')
})

test('A bomb is stopped at the limit, whatever it says of its size.', async () => {
  const zeros = Buffer.alloc(20 * 1024 ** 2)
  for (const bytes of [
    makeZip([{ path: 'bomb.md', content: zeros }]),
    gzipSync(makeTar([{ path: 'bomb.md', content: zeros }])),
  ])
    await assert.rejects(unpack(bytes, 5 * 1024 ** 2), refusal(/unpacks to more than 5 MB/))
})

test('A damaged, protected or strangely packed archive says so.', async () => {
  const good = makeZip(wiki.slice(1))
  await assert.rejects(unpack(good.subarray(0, good.length - 30)), refusal(/cannot be trusted/))
  await assert.rejects(
    unpack(makeZip([{ path: 'a.md', content: 'A', crc: 1 }])),
    refusal(/damaged at “a.md”/),
  )
  await assert.rejects(
    unpack(makeZip([{ path: 'a.md', content: 'A', isEncrypted: true }])),
    refusal(/protected by a password/),
  )
  await assert.rejects(
    unpack(makeZip([{ path: 'a.md', content: 'A', method: 99 }])),
    refusal(/ordinary zip file/),
  )
  const tar = makeTar(wiki.slice(1))
  await assert.rejects(unpack(tar.subarray(0, 60_000)), refusal(/damaged or cut off/))
  const unlike = Buffer.from(tar)
  unlike[512 + 512] = 1
  await assert.rejects(unpack(unlike), refusal(/damaged or cut off/))
})

test('A spreadsheet, a table and an empty file are no archives.', async () => {
  const path = join(folder, 'other')
  for (const bytes of [
    makeZip([{ path: '[Content_Types].xml' }, { path: 'xl/workbook.xml' }]),
    Buffer.from('id,title\n1,x\n'.repeat(100)),
    gzipSync(Buffer.from('id,title\n1,x\n'.repeat(100))),
    Buffer.alloc(0),
  ]) {
    writeFileSync(path, bytes)
    assert.equal(await archiveKind(path), undefined)
  }
})
