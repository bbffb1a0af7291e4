import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { KeyRing, MasterKey } from '../secrets/key-ring.ts'
import { type FileContent, inspectContent, markFinder } from './inspect.ts'
import { areAllSealed, notAllSealed, noteKey } from './key-notes.ts'
import { FileRefused } from './refusals.ts'
import {
  keysOfHeader,
  newHeader,
  openChunks,
  ownKeyOf,
  type PlaceReader,
  readHeader,
  requireWhole,
  sealChunks,
  sealedReader,
} from './sealed-file.ts'
import { syncDirectory } from './sync-directory.ts'
import { readAt } from './zip-directory.ts'

export type StoredFile = {
  /** Random; tells nothing about the file and is never shown to a browser. */
  key: string
  size_bytes: number
  /** 64 hexadecimal digits. */
  sha256: string
  content: FileContent
}

export type PutLimits = { size_bytes_max: number; signal?: AbortSignal }

/** Where attachments are kept. Another store, such as object storage, offers the same verbs. */
export type FileStore = {
  /** Names the key that new files are encrypted with; null when they are not. */
  sealedWith: string | null
  /** Stores a stream whole or not at all. Throws `FileRefused`: too_large, interrupted, storage_full. */
  put(stream: Readable, limits: PutLimits): Promise<StoredFile>
  /**
   * Throws `FileRefused`: missing, locked, damaged; damaged too when a plain file is not as long as it was when it was
   * put. The caller reads the stream to its end or destroys it.
   */
  open(key: string, size_bytes?: number): Promise<Readable>
  /** Removing what is already gone is no error. */
  remove(key: string): Promise<void>
  list(): AsyncIterable<{ key: string; size_bytes: number; stored_at: Date }>
  /** Deletes what killed uploads left behind before `before`, and returns how many. */
  removeAbandoned(before: Date): Promise<number>
}

const KEY = /^[0-9a-f]{32}$/
const INCOMING = 'incoming'

/**
 * Keeps files under `directory`, readable by the server's own user only. With a ring of keys what is put is encrypted
 * when the ring has a current one, and what is opened is decrypted; without a ring bytes are as they lie there.
 */
export function localFileStore(directory: string, ring?: KeyRing): FileStore {
  const incoming = join(directory, INCOMING)
  const pathOf = (key: string) => {
    // A key that was not made here may be a path; it names no file.
    if (!KEY.test(key)) throw new FileRefused('missing')
    return join(directory, key.slice(0, 2), key)
  }
  return {
    sealedWith: ring?.current?.id ?? null,
    async put(stream, limits) {
      const key = randomBytes(16).toString('hex')
      const temporary = join(incoming, key)
      try {
        if (ring?.current) await noteKey(directory, ring.current.id)
        const stored = await receive(stream, temporary, limits, ring?.current)
        await inDirectory(join(directory, key.slice(0, 2)), () => rename(temporary, pathOf(key)))
        await syncDirectory(join(directory, key.slice(0, 2)))
        // Said once more: a rotation may have looked at all files while this one was still coming in.
        if (ring?.current) await noteKey(directory, ring.current.id)
        else await notAllSealed(directory)
        return { key, ...stored }
      } catch (error) {
        const refusal = refusalOf(error, stream, limits.signal)
        stream.destroy()
        await rm(temporary, { force: true })
        await rm(pathOf(key), { force: true })
        throw refusal
      }
    },
    async open(key, size_bytes) {
      const handle = await open(pathOf(key), constants.O_RDONLY | constants.O_NOFOLLOW).catch((error) => {
        throw isCode(error, 'ENOENT', 'ELOOP') ? new FileRefused('missing') : error
      })
      return ring
        ? openPlain(handle, key, { ring, directory, wanted_bytes: size_bytes })
        : handle.createReadStream()
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
    async *list() {
      for await (const key of storedKeys(directory)) {
        const found = await statOf(pathOf(key))
        if (found) yield { key, size_bytes: found.size, stored_at: found.mtime }
      }
    },
    async removeAbandoned(before) {
      let removed = 0
      for await (const name of entriesOf(incoming)) {
        const found = await statOf(join(incoming, name))
        if (!found || found.mtime >= before) continue
        await rm(join(incoming, name), { force: true })
        removed++
      }
      return removed
    },
  }
}

/** The keys of all files under the directory, in no order. */
export async function* storedKeys(directory: string): AsyncIterable<string> {
  for await (const shard of entriesOf(directory)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue
    for await (const key of entriesOf(join(directory, shard))) if (KEY.test(key)) yield key
  }
}

// What was cut off is refused before the first byte; what was altered ends the stream there.
// Where all files are encrypted, one that is plain was put in the place of another, or lost its header.
async function openPlain(
  handle: FileHandle,
  key: string,
  { ring, directory, wanted_bytes }: { ring: KeyRing; directory: string; wanted_bytes: number | undefined },
): Promise<Readable> {
  try {
    const header = await readHeader(handle)
    if (keysOfHeader(header) === null) {
      const isAsLong = wanted_bytes === undefined || (await handle.stat()).size === wanted_bytes
      if (!isAsLong || (ring.current && (await areAllSealed(directory)))) throw new FileRefused('damaged')
      return wanted_bytes === undefined || wanted_bytes > SMALL_BYTES_MAX
        ? handle.createReadStream({ start: 0 })
        : await wholeOf(handle, wanted_bytes)
    }
    const own = ownKeyOf(header, ring, key)
    const { size } = await handle.stat()
    await requireWhole(handle, own, size)
    const stream = Readable.from(openChunks(handle, own, size), { objectMode: false })
    stream.once('close', () => handle.close().catch(() => undefined))
    return stream
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function wholeOf(handle: FileHandle, size_bytes: number): Promise<Readable> {
  const content = await readAt(handle, 0, size_bytes)
  if (content.length < size_bytes) throw new FileRefused('damaged')
  await handle.close()
  return Readable.from([content], { objectMode: false })
}

async function receive(
  stream: Readable & { truncated?: boolean },
  path: string,
  { size_bytes_max, signal }: PutLimits,
  master: MasterKey | undefined,
): Promise<Omit<StoredFile, 'key'>> {
  const handle = await inDirectory(dirname(path), () => open(path, 'wx+', 0o600))
  try {
    const hash = createHash('sha256')
    const marks = markFinder()
    let size_bytes = 0
    let held: Buffer[] = []
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size_bytes += chunk.length
        if (size_bytes > size_bytes_max) return done(new FileRefused('too_large'))
        if (size_bytes > SMALL_BYTES_MAX) held = []
        else held.push(chunk)
        hash.update(chunk)
        marks.look(chunk)
        done(null, chunk)
      },
    })
    const sealed = master && newHeader(master, basename(path))
    const write = (plain: AsyncIterable<Buffer>) =>
      writeAll(handle, sealed ? sealWhole(sealed, plain) : plain)
    await pipeline(stream, measure, write, { signal })
    // The multipart reader ends a file that is over its own limit early instead of failing.
    if (stream.truncated) throw new FileRefused('too_large')
    await handle.sync()
    const small = size_bytes > SMALL_BYTES_MAX ? undefined : Buffer.concat(held)
    // Nothing plain may look like something sealed later.
    if (!sealed && keysOfHeader(small ?? (await readHeader(handle))) !== null)
      throw new FileRefused('damaged')
    const large = async () => (sealed ? sealedReader(handle, sealed.own, (await handle.stat()).size) : handle)
    const content = await inspectContent(small ? inMemory(small) : await large(), size_bytes, marks.found)
    return { size_bytes, sha256: hash.digest('hex'), content }
  } finally {
    await handle.close()
  }
}

/** What is this small is looked at in memory: each look at the disk costs more than all that is found in it. */
const SMALL_BYTES_MAX = 64 * 1024

function inMemory(content: Buffer): PlaceReader {
  return {
    read: async (buffer, offset, length, position) => ({
      bytesRead: content.copy(buffer, offset, position, position + length),
    }),
  }
}

/** Does what needs the directory, which is made where it is missing. */
async function inDirectory<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return work()
  }
}

async function* sealWhole({ header, own }: { header: Buffer; own: Buffer }, plain: AsyncIterable<Buffer>) {
  yield header
  yield* sealChunks(own, plain)
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) await handle.writeFile(chunk)
}

function refusalOf(error: unknown, stream: Readable, signal: AbortSignal | undefined): unknown {
  if (error instanceof FileRefused) return error
  if (isCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return new FileRefused('storage_full', error)
  const isBroken = error === stream.errored || isCode(error, 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR')
  return isBroken || signal?.aborted ? new FileRefused('interrupted', error) : error
}

async function* entriesOf(path: string): AsyncIterable<string> {
  try {
    for await (const entry of await opendir(path)) yield entry.name
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

async function statOf(path: string) {
  return stat(path).catch((error) => {
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
