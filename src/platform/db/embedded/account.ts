import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseError } from '../database-error.ts'
import { copyBinaries, locateBinaries } from './binaries.ts'

/** The user that PostgreSQL runs as, and the command that gives it the rights it needs, if any. */
export type Account = {
  /** Who owns the data and runs the server; undefined when it is the caller. */
  owner: Owner | undefined
  /** The command that becomes the owner and keeps a right; empty when the system call alone is enough. */
  prefix: string[]
}

type Owner = { uid: number; gid: number }

export type Installation = { account: Account; binFolder: string }

/**
 * Decides how PostgreSQL is run on this machine. PostgreSQL refuses to run as root, so root hands it to the
 * owner of the existing data, or else to the user `postgres`, or else to `nobody`. That user may not be able
 * to enter the folders above the binaries (they are copied into the data folder) or above the data (it
 * receives the right to pass, where the system can grant it). Throws a DatabaseError that says the way out.
 */
export async function chooseInstallation(dataDir: string): Promise<Installation> {
  const binaries = await locateBinaries()
  const binFolder = join(binaries, 'bin')
  const owner = ownerOf(join(dataDir, 'postgres'))
  if (process.getuid?.() !== 0) {
    const own = process.getuid?.()
    if (own !== undefined && owner && owner.uid !== own) {
      throw new DatabaseError(
        `The database in ${dataDir} belongs to another user (number ${owner.uid}). ` +
          'Start Wardline as that user, or set WARDLINE_DATA_DIR to a folder of your own.',
      )
    }
    return { account: { owner: undefined, prefix: [] }, binFolder }
  }

  const person = owner && owner.uid !== 0 ? { ...owner, name: `number ${owner.uid}` } : findServiceUser()
  const account: Account = { owner: person, prefix: [] }
  if (canEnter(account, dataDir)) {
    if (canRun(account, binFolder)) return { account, binFolder }
    return { account, binFolder: join(await copyBinaries(binaries, dataDir), 'bin') }
  }
  for (const capability of ['dac_read_search', 'dac_override']) {
    const helped = { owner: person, prefix: passingPrefix(person, capability) }
    if (canRun(helped, binFolder) && canEnter(helped, dataDir)) return { account: helped, binFolder }
  }
  throw new DatabaseError(
    `PostgreSQL does not run as root, and the user it runs as instead (${person.name}) cannot enter ${dataDir}. ` +
      'Set WARDLINE_DATA_DIR to a folder that every user may pass through, such as /var/lib/wardline, ' +
      'or start Wardline as an ordinary user.',
  )
}

/** What child_process needs to run a command as the account, in an environment without Wardline's secrets. */
export function runAs({ owner, prefix }: Account, command: string, args: string[]) {
  const [file = command, ...rest] = [...prefix, command, ...args]
  const options = { ...(prefix.length === 0 && owner), cwd: '/', env: cleanEnvironment(), windowsHide: true }
  return { file, args: rest, options }
}

/** Hands a path to the account, where it is another one than the caller. */
export async function give({ owner }: Account, path: string): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid)
}

// Wardline's own environment may hold secrets, and the user `nobody` may be shared with other programs.
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return process.platform === 'win32' ? { PATH, SystemRoot, TEMP, TMP } : { PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/** Whether the account may pass through to a folder. Asked of the system itself, not computed from modes. */
export function canEnter(account: Account, folder: string): boolean {
  return succeeds(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
}

function canRun(account: Account, binFolder: string): boolean {
  return succeeds(account, join(binFolder, 'postgres'), ['--version'])
}

function succeeds(account: Account, command: string, commandArgs: string[]): boolean {
  const { file, args, options } = runAs(account, command, commandArgs)
  return spawnSync(file, args, { ...options, stdio: 'ignore', timeout: 10_000 }).status === 0
}

// The capability lets the database pass folders that are closed to its user, and read. PostgreSQL asks with
// access(2), which honors capabilities of a user other than root only under the securebit.
function passingPrefix(person: Owner, capability: string): string[] {
  return [
    'setpriv',
    `--reuid=${person.uid}`,
    `--regid=${person.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--securebits=+no_setuid_fixup',
    '--',
  ]
}

function ownerOf(folder: string): Owner | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false })
  return stats && { uid: stats.uid, gid: stats.gid }
}

function findServiceUser(): Owner & { name: string } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new DatabaseError(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start Wardline as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs elsewhere.',
  )
}
