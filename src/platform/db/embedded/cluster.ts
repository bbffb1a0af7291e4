import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseError } from '../database-error.ts'
import { type Account, give, runAs } from './account.ts'

type ClusterOptions = {
  account: Account
  binFolder: string
  dataDir: string
  pgdata: string
  superuser: string
  password: string
  /** False skips writing everything through to the disk, for data that nobody needs tomorrow. */
  isDurable: boolean
}

const run = promisify(execFile)
const draftPrefix = '.initdb-'
const draft_ms_max = 10 * 60_000

/**
 * Creates the data folder. It is prepared aside and moved into place, so that a start that was interrupted
 * leaves nothing half done, and of two starts at once one wins and the other uses its result.
 */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { account, dataDir, pgdata, password } = options
  await removeAbandonedDrafts(dataDir)
  const draft = await mkdtemp(join(dataDir, draftPrefix))
  try {
    // The password travels in a file inside a folder that only the database's user may enter: a command
    // line would show it to everyone on the machine.
    const passwordFile = join(draft, 'password')
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' })
    await give(account, passwordFile)
    await give(account, draft)
    await initialize(options, join(draft, 'data'), passwordFile)
    await rename(join(draft, 'data'), pgdata)
  } catch (error) {
    if (!existsSync(join(pgdata, 'PG_VERSION'))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

// Sorting is by code point everywhere, built into PostgreSQL and so the same on every machine; the user's
// own order is a matter of the query. The system's locale only says which characters are letters, which
// search needs: the first one that the machine has is taken.
async function initialize(options: ClusterOptions, folder: string, passwordFile: string): Promise<void> {
  let failure: unknown
  for (const characters of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const {
      file,
      args,
      options: spawnOptions,
    } = runAs(options.account, join(options.binFolder, 'initdb'), [
      `--pgdata=${folder}`,
      `--username=${options.superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characters}`,
      '--data-checksums',
      '--no-instructions',
      ...(options.isDurable ? [] : ['--no-sync']),
    ])
    try {
      await run(file, args, { ...spawnOptions, timeout: 120_000 })
      return
    } catch (error) {
      failure = error
      const { stderr } = error as { stderr?: string }
      if (!stderr?.includes('invalid locale')) break
    }
  }
  const { stderr, message } = failure as { stderr?: string; message: string }
  throw new DatabaseError(`The database could not be created. ${stderr?.trim() || message}`, {
    cause: failure,
  })
}

async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(draftPrefix)) continue
    const path = join(dataDir, name)
    const stats = await stat(path).catch(() => undefined)
    if (stats && Date.now() - stats.mtimeMs > draft_ms_max) await rm(path, { recursive: true, force: true })
  }
}
