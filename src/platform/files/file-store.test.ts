import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { localFileStore } from './file-store.ts'
import { FileRefused } from './refusals.ts'

const LIMITS = { size_bytes_max: 1_000_000 }

async function emptyStore(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'file-store-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  return { directory, store: localFileStore(directory) }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
}

const refusedAs = (code: string) => (error: unknown) => error instanceof FileRefused && error.code === code

test('A stored file comes back byte for byte, with its size and hash', async (t) => {
  const { directory, store } = await emptyStore(t)
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251))
  const stored = await store.put(Readable.from([bytes.subarray(0, 99_999), bytes.subarray(99_999)]), LIMITS)
  assert.equal(stored.size_bytes, bytes.length)
  assert.equal(stored.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.deepEqual(await buffer(await store.open(stored.key)), bytes)
  assert.deepEqual(await filesIn(directory), [stored.key], 'nothing but the file is left')
  const { mode } = await stat(join(directory, stored.key.slice(0, 2), stored.key))
  assert.equal(mode & 0o777, 0o600, 'only the server may read it')
})

test('A file of exactly the permitted size is kept; one byte more leaves nothing', async (t) => {
  const { directory, store } = await emptyStore(t)
  assert.equal((await store.put(Readable.from([Buffer.alloc(100)]), { size_bytes_max: 100 })).size_bytes, 100)
  const before = await filesIn(directory)
  const source = Readable.from([Buffer.alloc(60), Buffer.alloc(41), Buffer.alloc(60)])
  await assert.rejects(store.put(source, { size_bytes_max: 100 }), refusedAs('too_large'))
  assert.equal(source.destroyed, true)
  assert.deepEqual(await filesIn(directory), before)
})

test('An empty file is kept', async (t) => {
  const { store } = await emptyStore(t)
  const stored = await store.put(Readable.from([]), LIMITS)
  assert.equal(stored.size_bytes, 0)
  assert.equal((await buffer(await store.open(stored.key))).length, 0)
})

test('An upload that breaks off, fails or is aborted leaves nothing', async (t) => {
  const { directory, store } = await emptyStore(t)
  const vanishing = new Readable({ read() {} })
  vanishing.push(Buffer.alloc(1000))
  setTimeout(() => vanishing.destroy(), 20)
  await assert.rejects(store.put(vanishing, LIMITS), refusedAs('interrupted'))

  const failing = Readable.from(
    (async function* () {
      yield Buffer.alloc(1000)
      throw new Error('the reader of the form failed')
    })(),
  )
  await assert.rejects(store.put(failing, LIMITS), refusedAs('interrupted'))

  const aborted = new AbortController()
  const endless = new Readable({ read() {} })
  endless.push(Buffer.alloc(1000))
  setTimeout(() => aborted.abort(), 20)
  await assert.rejects(store.put(endless, { ...LIMITS, signal: aborted.signal }), refusedAs('interrupted'))

  const truncated = Object.assign(Readable.from([Buffer.alloc(1000)]), { truncated: true })
  await assert.rejects(store.put(truncated, LIMITS), refusedAs('too_large'))
  assert.deepEqual(await filesIn(directory), [])
})

test('A key that is a path, a link or unknown opens nothing', async (t) => {
  const { directory, store } = await emptyStore(t)
  const { key } = await store.put(Readable.from([Buffer.from('x')]), LIMITS)
  assert.equal((await buffer(await store.open(key))).toString(), 'x')
  const secret = join(directory, 'secret')
  await writeFile(secret, 'secret')
  const linked = 'ab'.repeat(16)
  await mkdir(join(directory, 'ab'), { recursive: true })
  await symlink(secret, join(directory, 'ab', linked))
  for (const wrong of [
    '../secret',
    'secret',
    '',
    key.toUpperCase().replace(/^../, 'ZZ'),
    `${key}/..`,
    linked,
    '0'.repeat(32),
  ]) {
    await assert.rejects(store.open(wrong), refusedAs('missing'), wrong)
  }
  await assert.rejects(store.remove('../secret'), refusedAs('missing'))
  assert.equal((await stat(secret)).size, 6)
})

test('A removed file is gone, and removing it again is no error', async (t) => {
  const { directory, store } = await emptyStore(t)
  const { key } = await store.put(Readable.from([Buffer.from('x')]), LIMITS)
  await store.remove(key)
  await store.remove(key)
  await assert.rejects(store.open(key), refusedAs('missing'))
  assert.deepEqual(await filesIn(directory), [])
})

test('The list names every stored file and nothing else', async (t) => {
  const { directory, store } = await emptyStore(t)
  const listed = async () => (await Array.fromAsync(store.list())).map(({ key }) => key).sort()
  assert.deepEqual(await listed(), [])
  const keys: string[] = []
  for (let count = 0; count < 5; count++) {
    keys.push((await store.put(Readable.from([Buffer.alloc(count)]), LIMITS)).key)
  }
  await writeFile(join(directory, 'README'), 'not a stored file')
  await writeFile(join(directory, 'incoming', 'half'), 'half an upload')
  assert.deepEqual(await listed(), keys.sort())
})

test('What a killed upload left behind is cleared, while an upload under way stays', async (t) => {
  const { directory, store } = await emptyStore(t)
  assert.equal(await store.removeAbandoned(new Date()), 0)
  await store.put(Readable.from([Buffer.from('x')]), LIMITS)
  const old = join(directory, 'incoming', 'old')
  await writeFile(old, 'half')
  await utimes(old, new Date(0), new Date(0))
  await writeFile(join(directory, 'incoming', 'new'), 'half')
  assert.equal(await store.removeAbandoned(new Date(Date.now() - 60_000)), 1)
  assert.deepEqual(await readdir(join(directory, 'incoming')), ['new'])
})

test('A full disk is told in a sentence and keeps nothing', async (t) => {
  const { directory, store } = await emptyStore(t)
  await store.put(Readable.from([Buffer.from('x')]), LIMITS)
  const before = await filesIn(directory)
  // A disk cannot be filled up in a test, so its error is raised where a real one would be.
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const source = Readable.from([Buffer.from('y')])
  const { FileHandle } = await prototypeOfHandles(directory)
  t.mock.method(FileHandle, 'sync', () => Promise.reject(full))
  await assert.rejects(store.put(source, LIMITS), refusedAs('storage_full'))
  t.mock.restoreAll()
  assert.deepEqual(await filesIn(directory), before)
})

async function prototypeOfHandles(directory: string) {
  const { open } = await import('node:fs/promises')
  const handle = await open(directory, 'r')
  const FileHandle = Object.getPrototypeOf(handle) as { sync(): Promise<void> }
  await handle.close()
  return { FileHandle }
}
