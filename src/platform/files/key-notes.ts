/** Which keys the files of a folder need: noted beside them, so that a start without one says so at once. */
import { access, mkdir, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config/config.ts'
import type { KeyRing } from '../secrets/key-ring.ts'
import { syncDirectory } from './sync-directory.ts'

const NOTES = 'keys'
const ID = /^[0-9a-f]{32}$/
const ALL_SEALED = 'all-sealed'

/** Notes that the key is needed: before a file is sealed with it, and again once the file is there. */
export async function noteKey(directory: string, id: string): Promise<void> {
  await note(directory, id)
}

/** Forgets a key that no file needs any more. */
export async function forgetKey(directory: string, id: string): Promise<void> {
  await rm(join(directory, NOTES, id), { force: true })
}

/** Notes that no file is plain any more, so that one that is plain later is known to be forged. */
export async function noteAllSealed(directory: string): Promise<void> {
  await note(directory, ALL_SEALED)
}

/** To be called once a plain file is there. */
export async function notAllSealed(directory: string): Promise<void> {
  await unlink(join(directory, NOTES, ALL_SEALED)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

export async function areAllSealed(directory: string): Promise<boolean> {
  return isThere(join(directory, NOTES, ALL_SEALED))
}

// Looked for each time, since a rotation in another process may have taken the note away.
async function note(directory: string, name: string): Promise<void> {
  const folder = join(directory, NOTES)
  if (await isThere(join(folder, name))) return
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, name), '', { mode: 0o600, flush: true })
  await syncDirectory(folder)
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

/** The ids of the keys that files may need. */
export async function neededKeys(directory: string): Promise<string[]> {
  const names = await readdir(join(directory, NOTES)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => ID.test(name))
}

/** Throws a ConfigError when files are encrypted with a key that the ring does not hold. */
export async function requireKeys(directory: string, ring: KeyRing): Promise<void> {
  const missing = (await neededKeys(directory)).filter((id) => !ring.all.has(id))
  if (missing.length === 0) return
  throw new ConfigError(
    `Files are encrypted with the key ${missing.map((id) => id.slice(0, 8)).join(', ')}…, which Wardline was not given. ` +
      'Set WARDLINE_ENCRYPTION_KEY to it, or put it into WARDLINE_ENCRYPTION_OLD_KEYS beside a newer one. Nothing was changed.',
  )
}
