/** The commands `wardline backup FILE` and `wardline restore FILE`. */
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import pkg from '../../../package.json' with { type: 'json' }
import { type Config, loadConfig } from '../../platform/config/config.ts'
import { localFileStore } from '../../platform/files/file-store.ts'
import { createLog } from '../../platform/log/log.ts'
import { CommandError } from '../command-error.ts'
import { withDatabase } from '../with-database.ts'
import type { Header, Manifest } from './format.ts'
import { noteBackup } from './note-backup.ts'
import { verifyBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

type Say = (line: string) => void

/** Writes a backup while the product runs, or while it does not. */
export async function backupCommand(args: string[], say: Say): Promise<void> {
  const { path } = readArguments(args, 'wardline backup FILE', {})
  const config = loadConfig()
  const bar = createBar('Backing up')
  await withDatabase(config, createLog(config.logLevel), { mayShare: true }, async (ownerUrl) => {
    const now = new Date()
    const manifest = await writeBackup({
      ownerUrl,
      path,
      // As they lie there: what is encrypted stays so, and needs its key to be read after a restore.
      files: localFileStore(filesOf(config)),
      secret: config.secret,
      version: pkg.version,
      now,
      onProgress: bar.set,
    }).finally(bar.stop)
    const size_bytes = statSync(path).size
    await noteBackup(ownerUrl, { at: now, size_bytes, product: pkg.version })
    say(`${path}: ${describe(manifest)}, ${megabytes(size_bytes)}.`)
    if (manifest.files_missing > 0)
      say(
        `${manifest.files_missing} attachments have no file in ${filesOf(config)} and are without it in the backup.`,
      )
    say(
      'It holds everything that people wrote. Keep it, and apart from it the secret of the installation (see docs/operate.md).',
    )
  })
}

/** Restores a backup into an empty database, or only checks it. */
export async function restoreCommand(args: string[], say: Say): Promise<void> {
  const usage = 'wardline restore [--check] [--other-secret] FILE'
  const { path, flags } = readArguments(args, usage, {
    check: { type: 'boolean' },
    'other-secret': { type: 'boolean' },
  })
  const config = loadConfig()
  const size_bytes = fileSize(path)
  const checking = createBar('Checking')
  const restoring = createBar('Restoring')
  if (flags.check) {
    const { header, manifest } = await verifyBackup(path, config.secret, (bytes) =>
      checking.add(bytes, size_bytes),
    ).finally(checking.stop)
    say(`${path} is whole: ${madeBy(header)}, ${describe(manifest)}.`)
    return
  }
  const log = createLog(config.logLevel)
  await withDatabase(config, log, { mayShare: false }, async (ownerUrl) => {
    const manifest = await restoreBackup({
      path,
      ownerUrl,
      appUrl: config.databaseAppUrl,
      filesDir: filesOf(config),
      secret: config.secret,
      acceptsOtherSecret: flags['other-secret'] === true,
      log,
      onProgress: (step, bytes) => (step === 'checking' ? checking : restoring).add(bytes, size_bytes),
    }).finally(() => {
      checking.stop()
      restoring.stop()
    })
    say(`Restored ${describe(manifest)}. Start Wardline now.`)
  })
}

type Flags = Record<string, { type: 'boolean' }>

function readArguments(args: string[], usage: string, options: Flags) {
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
    if (positionals.length !== 1) throw new Error('One file is needed.')
    return { path: resolve(positionals[0] as string), flags: values as Record<string, boolean | undefined> }
  } catch (error) {
    throw new CommandError(`${usage}\n${(error as Error).message}`)
  }
}

function filesOf(config: Config): string {
  return join(config.dataDir, 'files')
}

function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function describe({ rows, files, file_bytes, jobs }: Manifest): string {
  const total = Object.values(rows).reduce((sum, each) => sum + each, 0)
  return `${total} rows of ${Object.keys(rows).length} tables, ${files} files (${megabytes(file_bytes)}), ${jobs} waiting jobs`
}

function madeBy({ version, made_at, postgres }: Header): string {
  return `made by Wardline ${version} on ${made_at} from PostgreSQL ${postgres}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** A bar on a terminal, nothing elsewhere. It appears with the first bytes. */
function createBar(title: string) {
  const bar = new SingleBar(
    { format: `${title} {bar} {percentage} % | {eta_formatted} left`, noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  )
  let isShown = false
  let done_bytes = 0
  const set = (done: number, expected: number) => {
    if (!process.stderr.isTTY) return
    if (!isShown) bar.start(Math.max(expected, 1), 0)
    isShown = true
    bar.update(Math.min(done, expected))
  }
  return {
    set,
    add(bytes: number, expected: number) {
      done_bytes += bytes
      set(done_bytes, expected)
    },
    stop() {
      if (isShown) bar.stop()
      isShown = false
    },
  }
}
