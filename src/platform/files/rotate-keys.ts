/** Brings every file to the current key, while the product runs; stopped in the middle, it goes on when called again. */
import { constants } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyRing, MasterKey } from '../secrets/key-ring.ts'
import { localFileStore, storedKeys } from './file-store.ts'
import { forgetKey, neededKeys, noteKey } from './key-notes.ts'
import { FileRefused } from './refusals.ts'
import { keysOfHeader, newHeader, readHeader, rewrapped, sealChunks } from './sealed-file.ts'

export type Rotation = {
  /** Files that were plain and are encrypted now. */
  sealed: number
  /** Files whose own key is encrypted with the current key now. */
  rewrapped: number
  /** Files that were so already. */
  kept: number
  /** Files that are altered, or need a key that is not here; they are as they were. */
  failed: string[]
}

/** Former keys are forgotten only when every file could be brought over. */
export async function rotateKeys(
  directory: string,
  ring: KeyRing & { current: MasterKey },
  onFile: (done: number) => void = () => {},
): Promise<Rotation> {
  const rotation: Rotation = { sealed: 0, rewrapped: 0, kept: 0, failed: [] }
  await noteKey(directory, ring.current.id)
  let done = 0
  for await (const key of storedKeys(directory)) {
    try {
      rotation[await rotateFile(directory, key, ring)] += 1
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      if (error.code !== 'missing') rotation.failed.push(key)
    }
    onFile(++done)
  }
  if (rotation.failed.length === 0)
    for (const id of await neededKeys(directory)) if (id !== ring.current.id) await forgetKey(directory, id)
  return rotation
}

async function rotateFile(
  directory: string,
  key: string,
  ring: KeyRing & { current: MasterKey },
): Promise<'sealed' | 'rewrapped' | 'kept'> {
  const path = join(directory, key.slice(0, 2), key)
  const handle = await open(path, constants.O_RDWR | constants.O_NOFOLLOW).catch((error) => {
    throw error.code === 'ENOENT' ? new FileRefused('missing') : error
  })
  try {
    const header = await readHeader(handle)
    if (keysOfHeader(header) === null) {
      await sealFile(directory, key, path, ring.current)
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

// What was removed meanwhile would come back with the renaming, so that it is looked for once more right before.
// In the moment that is left the hourly tidying finds a file that no attachment needs.
async function sealFile(directory: string, key: string, path: string, master: MasterKey): Promise<void> {
  const temporary = join(directory, 'incoming', `${key}.sealing`)
  await mkdir(join(directory, 'incoming'), { recursive: true, mode: 0o700 })
  await rm(temporary, { force: true })
  const target = await open(temporary, 'wx', 0o600)
  try {
    const { header, own } = newHeader(master, key)
    await target.writeFile(header)
    const plain = await localFileStore(directory).open(key)
    for await (const chunk of sealChunks(own, plain)) await target.writeFile(chunk)
    await target.sync()
    const original = await open(path, 'r').catch(() => undefined)
    await original?.close()
    if (!original) throw new FileRefused('missing')
    await rename(temporary, path)
  } finally {
    await target.close()
    await rm(temporary, { force: true })
  }
}
