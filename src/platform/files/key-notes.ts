/** Which keys the files of a folder need: noted beside them, so that a start without one says so at once. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config/config.ts'
import type { KeyRing } from '../secrets/key-ring.ts'

const NOTES = 'keys'
const ID = /^[0-9a-f]{32}$/
const noted = new Set<string>()

/** Notes, before the first file is sealed with it, that the key is needed. */
export async function noteKey(directory: string, id: string): Promise<void> {
  const path = join(directory, NOTES, id)
  if (noted.has(path)) return
  await mkdir(join(directory, NOTES), { recursive: true, mode: 0o700 })
  await writeFile(path, '', { mode: 0o600, flush: true })
  noted.add(path)
}

/** Forgets a key that no file needs any more. */
export async function forgetKey(directory: string, id: string): Promise<void> {
  noted.delete(join(directory, NOTES, id))
  await rm(join(directory, NOTES, id), { force: true })
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
