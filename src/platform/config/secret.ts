import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns the secret kept in `<dataDir>/secrets/<name>`, and generates it (256 bits, readable by the owner
 * alone) on the first call. Processes that start at the same moment agree on one value.
 */
export function keepSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets')
  const path = join(folder, name)
  const kept = readSecret(path)
  if (kept) return kept
  // As root the database runs under another user, which has to pass through the data folder to its own part;
  // everything private lies in folders that are closed by themselves.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${name}-${randomBytes(8).toString('hex')}`)
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // A link appears with its whole content or not at all, and only the first one wins.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const secret = readSecret(path)
  if (!secret)
    throw new Error(`The secret in ${path} is empty. Restore it from a backup, or remove the file.`)
  return secret
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
