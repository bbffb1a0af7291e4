/** Brings every file to the current key, while the product runs; stopped in the middle, it goes on when called again. */
import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyRing, MasterKey } from '../secrets/key-ring.ts'
import { storedKeys } from './file-store.ts'
import { areAllSealed, forgetKey, neededKeys, notAllSealed, noteAllSealed, noteKey } from './key-notes.ts'
import { FileRefused } from './refusals.ts'
import { keysOfHeader, newHeader, readHeader, rewrapped, sealChunks } from './sealed-file.ts'
import { syncDirectory } from './sync-directory.ts'

export type Rotation = {
  /** Files that were plain and are encrypted now. */
  sealed: number
  /** Files whose own key is encrypted with the current key now. */
  rewrapped: number
  /** Files that were so already. */
  kept: number
  /** Files that are altered, or need a key that is not here; they are as they were. */
  failed: string[]
  /** Files that came meanwhile from a process that does not have the current key yet. */
  late: number
}

/** What a file held when it was stored, as far as anybody knows. */
export type KnownContent = { size_bytes: number; sha256: string }

type RotationOptions = {
  directory: string
  ring: KeyRing & { current: MasterKey }
  /** Nothing plain is sealed that differs from it, so that a forged file does not become a genuine one. */
  contentOf?: (key: string) => Promise<KnownContent | undefined>
}

/** Former keys are forgotten only when no file needs them. Two rotations at once are for the caller to prevent. */
export async function rotateKeys(
  options: RotationOptions,
  onFile: (done: number) => void = () => {},
): Promise<Rotation> {
  const { directory, ring } = options
  const rotation: Rotation = { sealed: 0, rewrapped: 0, kept: 0, failed: [], late: 0 }
  await noteKey(directory, ring.current.id)
  let done = 0
  for await (const key of storedKeys(directory)) {
    try {
      rotation[await rotateFile(options, key)] += 1
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      if (error.code !== 'missing') rotation.failed.push(key)
    }
    onFile(++done)
  }
  if (rotation.failed.length === 0) rotation.late = await forgetFormer(directory, ring.current.id)
  return rotation
}

/**
 * Forgets what no header names, and answers how many files are not at the current key. A file that comes in meanwhile
 * is either seen by the second look, or its process notes its key after the forgetting.
 */
async function forgetFormer(directory: string, currentId: string): Promise<number> {
  const first = await look(directory, currentId)
  for (const id of await neededKeys(directory))
    if (id !== currentId && !first.named.has(id)) await forgetKey(directory, id)
  if (!first.hasPlain) await noteAllSealed(directory)
  const second = await look(directory, currentId)
  for (const id of second.named) await noteKey(directory, id)
  if (second.hasPlain && (await areAllSealed(directory))) await notAllSealed(directory)
  return second.late
}

async function look(directory: string, currentId: string) {
  const named = new Set<string>()
  let hasPlain = false
  let late = 0
  for await (const key of storedKeys(directory)) {
    const ids = await openStored(directory, key, constants.O_RDONLY).then(idsIn, (error) => {
      if (error instanceof FileRefused) return []
      throw error
    })
    if (ids === null) hasPlain = true
    for (const id of ids ?? []) named.add(id)
    if (ids === null || ids.some((id) => id !== currentId)) late += 1
  }
  return { named, hasPlain, late }
}

async function idsIn(handle: FileHandle): Promise<string[] | null> {
  try {
    return keysOfHeader(await readHeader(handle))
  } finally {
    await handle.close()
  }
}

const pathOf = (directory: string, key: string) => join(directory, key.slice(0, 2), key)

async function openStored(directory: string, key: string, mode: number): Promise<FileHandle> {
  return open(pathOf(directory, key), mode | constants.O_NOFOLLOW).catch((error) => {
    throw error.code === 'ENOENT' ? new FileRefused('missing') : error
  })
}

async function rotateFile(options: RotationOptions, key: string): Promise<'sealed' | 'rewrapped' | 'kept'> {
  const { directory, ring } = options
  const handle = await openStored(directory, key, constants.O_RDWR)
  try {
    const header = await readHeader(handle)
    if (keysOfHeader(header) === null) {
      await sealFile(options, key, handle)
      return 'sealed'
    }
    const steps = rewrapped(header, ring, ring.current, key)
    for (const step of steps) {
      await handle.write(step, 0, step.length, 0)
      // The slot of the former key is cleared only when the new one is safe.
      await handle.sync()
    }
    return steps.length > 0 ? 'rewrapped' : 'kept'
  } finally {
    await handle.close()
  }
}

// Nobody else writes under a random name, so that what is renamed is what was written here, and whole.
async function sealFile({ directory, ring, contentOf }: RotationOptions, key: string, original: FileHandle) {
  const folder = join(directory, 'incoming')
  const temporary = join(folder, randomBytes(16).toString('hex'))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = await contentOf?.(key)
  // A file that was plain although all were sealed was put there by somebody else.
  if (!known && (await areAllSealed(directory))) throw new FileRefused('damaged')
  const target = await open(temporary, 'wx', 0o600)
  try {
    const { header, own } = newHeader(ring.current, key)
    await target.writeFile(header)
    const hash = createHash('sha256')
    let size_bytes = 0
    const plain = async function* () {
      for await (const chunk of original.createReadStream({ start: 0, autoClose: false })) {
        hash.update(chunk)
        size_bytes += chunk.length
        yield chunk as Buffer
      }
    }
    for await (const chunk of sealChunks(own, plain())) await target.writeFile(chunk)
    await target.sync()
    if (known && (known.size_bytes !== size_bytes || known.sha256 !== hash.digest('hex')))
      throw new FileRefused('damaged')
    await requireSame(pathOf(directory, key), original, size_bytes)
    await rename(temporary, pathOf(directory, key))
    await syncDirectory(join(directory, key.slice(0, 2)))
  } finally {
    await target.close()
    await rm(temporary, { force: true })
  }
}

// What was removed meanwhile would come back with the renaming, so that it is looked for once more right before.
// In the moment that is left the hourly tidying finds a file that no attachment needs.
async function requireSame(path: string, original: FileHandle, size_bytes: number): Promise<void> {
  const [here, read] = await Promise.all([stat(path).catch(() => undefined), original.stat()])
  if (!here) throw new FileRefused('missing')
  if (here.ino !== read.ino || here.dev !== read.dev || read.size !== size_bytes)
    throw new FileRefused('damaged')
}
