import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A running server as its own lock file describes it. */
export type Postmaster = { pid: number; port: number; host: string; isReady: boolean }

/**
 * The server that runs on a data folder, or undefined when none does. A lock file that a crash or a power
 * failure left behind is told apart from a live server by looking at the process, because its number may
 * belong to another program by now.
 */
export function findPostmaster(pgdata: string): Postmaster | undefined {
  const lines = readLockFile(join(pgdata, 'postmaster.pid'))
  // The file is written line by line; the address is on the fifth and sixth, the state on the eighth.
  if (!lines || lines.length < 6) return undefined
  const [pid, , , port, socketFolder, address, , status] = lines
  const postmaster = {
    pid: Number(pid),
    port: Number(port),
    host: socketFolder || address || '127.0.0.1',
    isReady: status?.trim() === 'ready',
  }
  return isPostmaster(postmaster.pid, pgdata) ? postmaster : undefined
}

/** Whether the process is a PostgreSQL server on this data folder. */
export function isPostmaster(pid: number, pgdata: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const commandLine = readCommandLine(pid)
  return commandLine === undefined || (commandLine.includes('postgres') && commandLine.includes(pgdata))
}

/**
 * PostgreSQL itself refuses to start over a lock file, of its data or of its socket, whose number belongs to
 * a live process of its user, whatever that process is, and even to one that has ended and that nobody has
 * collected. This removes such files when the process is not a server on this data.
 */
export function discardForeignLockFiles(
  pgdata: string,
  { host, port }: { host: string; port: number },
): void {
  const socketLock = host.startsWith('/') ? [join(host, `.s.PGSQL.${port}.lock`)] : []
  for (const path of [join(pgdata, 'postmaster.pid'), ...socketLock]) {
    const [pid] = readLockFile(path) ?? []
    if (pid && !isPostmaster(Number(pid), pgdata)) rmSync(path, { force: true })
  }
}

function readLockFile(path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

// Undefined where the system offers no way to ask (Windows); the number has to be believed there.
function readCommandLine(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
