import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { ConfigError } from '../config/config.ts'
import { keyRingOf, ringOf } from '../secrets/key-ring.ts'
import { type FileStore, localFileStore } from './file-store.ts'
import { neededKeys, requireKeys } from './key-notes.ts'
import { rotateKeys } from './rotate-keys.ts'
import { DOCX, PNG } from './sample-files.ts'
import { HEADER_BYTES } from './sealed-file.ts'

const newKey = () => randomBytes(32).toString('base64url')
const keys = [newKey(), newKey()] as const
const limits = { size_bytes_max: 10_000_000 }

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-sealed-'))
})
after(() => rmSync(folder, { recursive: true }))

const ofFolder = (name: string) => join(folder, name)
const pathOf = (name: string, key: string) => join(ofFolder(name), key.slice(0, 2), key)
async function put(store: FileStore, content: Buffer): Promise<string> {
  return (await store.put(Readable.from([content]), limits)).key
}
async function get(store: FileStore, key: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await store.open(key)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

test('Files of every length come back as they were, and lie on the disk without a word of them.', async () => {
  const store = localFileStore(ofFolder('lengths'), ringOf(keys[0]))
  const raw = localFileStore(ofFolder('lengths'))
  for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001]) {
    const content = Buffer.alloc(size, 'patient words ')
    const key = await put(store, content)
    assert.ok((await get(store, key)).equals(content), `${size} bytes`)
    const lying = await get(raw, key)
    assert.equal(lying.length, HEADER_BYTES + size + 16 * Math.max(1, Math.ceil(size / 65_536)))
    assert.equal(lying.includes('patient'), false)
  }
})

test('What is encrypted is judged by its content as before.', async () => {
  const store = localFileStore(ofFolder('judged'), ringOf(keys[0]))
  const plain = localFileStore(ofFolder('judged-plain'), ringOf(undefined))
  for (const content of [PNG, DOCX, Buffer.concat([Buffer.alloc(200_000, 'a'), DOCX])]) {
    const sealed = await store.put(Readable.from([content]), limits)
    const same = await plain.put(Readable.from([content]), limits)
    assert.deepEqual(sealed.content, same.content)
    assert.deepEqual([sealed.size_bytes, sealed.sha256], [same.size_bytes, same.sha256])
  }
})

test('A file that was cut short, altered, lengthened or put in the place of another is refused.', async () => {
  const store = localFileStore(ofFolder('deeds'), ringOf(keys[0]))
  const content = randomBytes(200_000)
  const deeds: Record<string, (path: string, size: number) => void> = {
    'cut in a chunk': (path, size) => truncateSync(path, size - 5),
    'cut by a chunk': (path) => truncateSync(path, HEADER_BYTES + 65_552),
    'cut to the header': (path) => truncateSync(path, HEADER_BYTES),
    lengthened: (path) => writeFileSync(path, Buffer.alloc(20), { flag: 'a' }),
    'altered in the middle': (path) => flip(path, HEADER_BYTES + 70_000),
    'altered in its key': (path) => flip(path, 60),
    'another file’s': (path) => copyFileSync(pathOf('deeds', other), path),
    'chunks exchanged': (path) => {
      const bytes = readFileSync(path)
      const [at, size] = [HEADER_BYTES, 65_552]
      const first = Buffer.from(bytes.subarray(at, at + size))
      bytes.copy(bytes, at, at + size, at + 2 * size)
      first.copy(bytes, at + size)
      writeFileSync(path, bytes)
    },
  }
  const other = await put(store, content)
  for (const [what, does] of Object.entries(deeds)) {
    const key = await put(store, content)
    assert.ok((await get(store, key)).equals(content))
    does(pathOf('deeds', key), readFileSync(pathOf('deeds', key)).length)
    await assert.rejects(get(store, key), { code: 'damaged' }, what)
  }
  assert.ok((await get(store, other)).equals(content))
})

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(path, bytes)
}

test('Without the key nothing is opened, and a start says which one is missing.', async () => {
  const directory = ofFolder('locked')
  const key = await put(localFileStore(directory, ringOf(keys[0])), PNG)
  for (const ring of [ringOf(undefined), ringOf(keys[1])]) {
    await assert.rejects(get(localFileStore(directory, ring), key), { code: 'locked' })
    await assert.rejects(
      requireKeys(directory, ring),
      (error) => error instanceof ConfigError && /which Wardline was not given/.test(error.message),
    )
  }
  await requireKeys(directory, ringOf(keys[0]))
  await requireKeys(directory, ringOf(keys[1], [keys[0]]))
  await assert.rejects(
    put(localFileStore(directory, ringOf(undefined)), Buffer.alloc(HEADER_BYTES, 'WLSEAL01')),
    { code: 'damaged' },
  )
})

test('A rotation brings plain and sealed files to the new key, and goes on after it was killed in the middle.', async () => {
  const directory = ofFolder('rotated')
  const contents = Array.from({ length: 6 }, () => randomBytes(100_000))
  const stored: string[] = []
  for (const [index, content] of contents.entries())
    stored.push(
      await put(localFileStore(directory, index < 3 ? ringOf(undefined) : ringOf(keys[0])), content),
    )
  const both = ringOf(keys[1], [keys[0]])
  const rotate = (stopAfter?: number) =>
    rotateKeys({ directory, ring: both as never }, (done) => {
      if (done === stopAfter) throw new Error('killed')
    })
  await assert.rejects(rotate(3), /killed/)
  for (const [index, key] of stored.entries())
    assert.ok(
      (await get(localFileStore(directory, both), key)).equals(contents[index] as Buffer),
      'both open meanwhile',
    )
  await requireKeys(directory, both)
  await assert.rejects(requireKeys(directory, ringOf(keys[1])), ConfigError, 'the former key is still needed')
  const { sealed, rewrapped, kept, failed } = await rotate()
  assert.deepEqual([sealed + rewrapped + kept, kept, failed], [6, 3, []])
  await requireKeys(directory, ringOf(keys[1]))
  for (const [index, key] of stored.entries())
    assert.ok((await get(localFileStore(directory, ringOf(keys[1])), key)).equals(contents[index] as Buffer))
  await assert.rejects(get(localFileStore(directory, ringOf(keys[0])), stored[0] as string), {
    code: 'locked',
  })
  assert.deepEqual((await rotate()).kept, 6)
})

test('A file that cannot be brought over is named, left as it is, and its key stays needed.', async () => {
  const directory = ofFolder('failing')
  const key = await put(localFileStore(directory, ringOf(keys[0])), PNG)
  flip(pathOf('failing', key), 60)
  const before = readFileSync(pathOf('failing', key))
  const { failed } = await rotateKeys({ directory, ring: ringOf(keys[1], [keys[0]]) as never })
  assert.deepEqual(failed, [key])
  assert.ok(readFileSync(pathOf('failing', key)).equals(before))
  await assert.rejects(requireKeys(directory, ringOf(keys[1])), ConfigError)
})

test('Two rotations at once leave every file whole, though one of them is stopped.', async () => {
  const directory = ofFolder('twice')
  const content = randomBytes(3_000_000)
  const plain: string[] = []
  for (let count = 0; count < 4; count++)
    plain.push(await put(localFileStore(directory, ringOf(undefined)), content))
  const ring = ringOf(keys[0])
  const rotate = (stopAfter?: number) =>
    rotateKeys({ directory, ring: ring as never }, (done) => {
      if (done === stopAfter) throw new Error('killed')
    })
  const ends = await Promise.allSettled([rotate(), rotate(), rotate(2)])
  for (const end of ends) if (end.status === 'rejected') assert.match(String(end.reason), /killed/)
  await rotate()
  for (const key of plain) assert.ok((await get(localFileStore(directory, ring), key)).equals(content))
})

test('A key that a process still encrypts with after a rotation is needed again.', async () => {
  const directory = ofFolder('late')
  const behind = localFileStore(directory, ringOf(keys[0]))
  await put(behind, PNG)
  const both = ringOf(keys[1], [keys[0]])
  const rotate = () => rotateKeys({ directory, ring: both as never })
  assert.equal((await rotate()).late, 0)
  assert.equal((await neededKeys(directory)).length, 1)
  const late = await put(behind, PNG)
  const sealedBehind = readFileSync(pathOf('late', late))
  await assert.rejects(requireKeys(directory, ringOf(keys[1])), ConfigError)
  assert.ok((await get(localFileStore(directory, both), late)).equals(PNG))
  // One that comes in when the pass is over is counted, and its key stays needed.
  let isWritten = false
  const { late: counted } = await rotateKeys({ directory, ring: both as never }, (done) => {
    if (done < 2 || isWritten) return
    isWritten = true
    writeFileSync(pathOf('late', late), sealedBehind)
  })
  assert.equal(counted, 1)
  assert.equal((await neededKeys(directory)).length, 2)
})

test('Where all files are encrypted, one that is plain is refused and no rotation makes it good.', async () => {
  const directory = ofFolder('forged')
  const ring = ringOf(keys[0])
  const store = localFileStore(directory, ring)
  const stored = [await put(store, PNG), await put(store, PNG), await put(store, PNG)]
  const rotate = () => rotateKeys({ directory, ring: ring as never })
  await rotate()
  const spoiled = stored.map((key) => pathOf('forged', key))
  truncateSync(spoiled[0] as string, 100)
  truncateSync(spoiled[1] as string, 0)
  writeFileSync(spoiled[2] as string, 'forged words')
  for (const key of stored) await assert.rejects(get(store, key), { code: 'damaged' })
  assert.deepEqual((await rotate()).failed.sort(), stored.sort())
  for (const key of stored) await assert.rejects(get(store, key), { code: 'damaged' })
  await put(localFileStore(directory, ringOf(undefined)), PNG)
  assert.equal(existsSync(join(directory, 'keys', 'all-sealed')), false)
})

test('A plain file that differs from what is known of it is neither served at another length nor encrypted.', async () => {
  const directory = ofFolder('known')
  const raw = localFileStore(directory, ringOf(undefined))
  const genuine = await raw.put(Readable.from([PNG]), limits)
  const forged = await raw.put(Readable.from([PNG]), limits)
  writeFileSync(pathOf('known', forged.key), Buffer.alloc(PNG.length))
  const contentOf = async () => ({ size_bytes: genuine.size_bytes, sha256: genuine.sha256 })
  const { sealed, failed } = await rotateKeys({ directory, ring: ringOf(keys[0]) as never, contentOf })
  assert.deepEqual([sealed, failed], [1, [forged.key]])
  truncateSync(pathOf('known', forged.key), 3)
  const store = localFileStore(directory, ringOf(keys[0]))
  await assert.rejects(store.open(forged.key, PNG.length), { code: 'damaged' })
  ;(await store.open(genuine.key, genuine.size_bytes)).destroy()
})

test('The key comes from a command too; one that fails or prints no key stops the start and shows nothing.', () => {
  const config = { encryptionKey: undefined, encryptionOldKeys: [] }
  const by = (encryptionKeyCommand: string) => keyRingOf({ ...config, encryptionKeyCommand })
  assert.equal(by(`echo ${keys[0]}`).current?.id, ringOf(keys[0]).current?.id)
  assert.throws(() => by('exit 3'), ConfigError)
  assert.throws(
    () => by('echo hunter2'),
    (error) => error instanceof ConfigError && !error.message.includes('hunter2'),
  )
  assert.throws(
    () => keyRingOf({ ...config, encryptionKey: keys[0], encryptionKeyCommand: 'true' }),
    /not both/,
  )
})
