import { execFile, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { DatabaseError } from '../database-error.ts'
import { type Account, runAs } from './account.ts'
import type { Address } from './address.ts'
import { isPostmaster, type Postmaster } from './postmaster.ts'

type Home = { account: Account; binFolder: string; dataDir: string; pgdata: string }

export type Launched = {
  hasEnded(): boolean
  /** Whether it ended because another server runs on, or has just been started on, the same data. */
  wasRefusedByLockFile(): boolean
  /** What the server said before it ended. */
  complaint(): string
}

const fast_stop_ms_max = 60_000
const stop_ms_max = 90_000

/**
 * Launches the server in a process group of its own, so that Ctrl-C reaches Wardline alone, which then stops
 * the server in order. Its words go to `<dataDir>/postgres.log` until its own log takes over.
 */
export function launch(home: Home, address: Address): Launched {
  const isSocket = address.host.startsWith('/')
  const { file, args, options } = runAs(home.account, join(home.binFolder, 'postgres'), [
    ...['-D', home.pgdata],
    ...['-p', String(address.port)],
    ...['-c', `listen_addresses=${isSocket ? '' : address.host}`],
    ...['-c', `unix_socket_directories=${isSocket ? address.host : ''}`],
  ])
  const logPath = join(home.dataDir, 'postgres.log')
  const logFile = openSync(logPath, 'a', 0o600)
  const said_from = fstatSync(logFile).size
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', logFile, logFile] })
  closeSync(logFile)
  child.unref()
  let end: string | undefined
  child.once('error', (error) => {
    end = error.message
  })
  child.once('exit', (code, signal) => {
    end = `It ended with ${signal ?? `code ${code}`}.`
  })
  const said = () => readFileSync(logPath).subarray(said_from).toString().trim()
  return {
    hasEnded: () => end !== undefined,
    wasRefusedByLockFile: () => said().includes('lock file "postmaster.pid" already exists'),
    complaint: () => `${end ?? ''} ${said()} See ${join(home.pgdata, 'log')} as well.`.trim(),
  }
}

/**
 * Stops the server: sessions are ended, everything is written to the disk. When that takes longer than a
 * minute it is ended at once, and the next start replays its log.
 */
export async function stopPostmaster(home: Home, { pid }: Postmaster): Promise<void> {
  if (process.platform === 'win32') {
    const args = ['stop', '-D', home.pgdata, '-m', 'fast', '-w', '-t', String(fast_stop_ms_max / 1000)]
    await promisify(execFile)(join(home.binFolder, 'pg_ctl'), args, { windowsHide: true })
    return
  }
  const started_ms = Date.now()
  let signal: NodeJS.Signals | undefined = 'SIGINT'
  while (isPostmaster(pid, home.pgdata)) {
    if (signal) process.kill(pid, signal)
    signal = undefined
    const elapsed_ms = Date.now() - started_ms
    if (elapsed_ms > stop_ms_max) throw new DatabaseError(`The database (process ${pid}) does not stop.`)
    if (elapsed_ms > fast_stop_ms_max) signal = 'SIGQUIT'
    await sleep(10)
  }
}

/** Refuses data of another major version, which these binaries could not open. */
export async function refuseOtherVersion({ binFolder, pgdata }: Home): Promise<void> {
  const { stdout } = await promisify(execFile)(join(binFolder, 'postgres'), ['--version'], {
    windowsHide: true,
  })
  const brought = /\d+/.exec(stdout)?.[0]
  const found = (await readFile(join(pgdata, 'PG_VERSION'), 'utf8')).trim()
  if (found === brought) return
  throw new DatabaseError(
    `The data in ${pgdata} was written by PostgreSQL ${found}, and this Wardline brings PostgreSQL ${brought}. ` +
      'Back it up with the version of Wardline that wrote it, and restore the backup here.',
  )
}
