import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPostmaster } from './postmaster.ts'

/**
 * The owner's address of the embedded database that another process runs on `<dataDir>/postgres` at this moment,
 * or undefined when none does. For what looks on while the product runs, such as a backup; it holds nothing.
 */
export function findRunning(dataDir: string): string | undefined {
  const postmaster = findPostmaster(join(dataDir, 'postgres'))
  if (!postmaster?.isReady) return undefined
  const password = readFileSync(join(dataDir, 'secrets', 'database'), 'utf8').trim()
  const { host, port } = postmaster
  const login = `wardline:${password}`
  if (!host.startsWith('/')) return `postgresql://${login}@${host}:${port}/wardline`
  return `postgresql://${login}@localhost:${port}/wardline?host=${encodeURIComponent(host)}`
}
