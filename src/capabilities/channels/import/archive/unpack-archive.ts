/** Archives of Markdown (zip, tar, tar.gz) as folders. */
import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { crc32 } from 'node:zlib'
import { importFault } from '../import-error.ts'
import { isTar, tarEntries } from './tar.ts'
import { isZip, zipEntries } from './zip.ts'

/** A file of an archive. Its content must be read, or passed over, before the next one is asked for. */
export type ArchiveEntry = {
  path: string
  kind: 'file' | 'folder' | 'link' | 'other'
  content: AsyncIterable<Buffer>
  /** Of a zip file, to compare with the content. */
  crc?: number
}

export type Unpacked = {
  files: number
  /** What was left out, and why. */
  problems: { path: string; problem: string }[]
}

export const archive_entries_max = 20_000
export const archive_unpacked_bytes_max = 1024 ** 3
const path_length_max = 1_000
const depth_max = 20

export type ArchiveKind = 'zip' | 'tar'

/** Which kind of archive the file is, by its content; undefined when it is none. A spreadsheet is none. */
export async function archiveKind(path: string): Promise<ArchiveKind | undefined> {
  if (await isZip(path)) return 'zip'
  return (await isTar(path)) ? 'tar' : undefined
}

/**
 * Unpacks the archive into the folder, which must be new. Only files and folders are made, none outside of the
 * folder; links and devices are left out and told.
 *
 * Throws the import faults `archive-unsafe` (a path that leads out), `archive-too-large` and `archive-broken`.
 */
export async function unpackArchive(
  path: string,
  kind: ArchiveKind,
  into: string,
  unpacked_bytes_max = archive_unpacked_bytes_max,
): Promise<Unpacked> {
  await mkdir(into, { recursive: true, mode: 0o700 })
  const unpacked: Unpacked = { files: 0, problems: [] }
  const budget = { bytes: unpacked_bytes_max, bytes_max: unpacked_bytes_max }
  let count = 0
  const entries = kind === 'zip' ? zipEntries(path) : tarEntries(path, unpacked_bytes_max)
  for await (const entry of entries) {
    if (++count > archive_entries_max)
      throw importFault('archive-too-large', `The archive holds more than ${archive_entries_max} files.`)
    const safe = safePath(entry.path)
    if (entry.kind === 'folder' || safe === '') continue
    const problem =
      entry.kind === 'file' ? await writeEntry(entry, join(into, safe), budget) : problemOf(entry.kind)
    if (problem === undefined) unpacked.files++
    else unpacked.problems.push({ path: safe, problem })
  }
  return unpacked
}

function problemOf(kind: 'link' | 'other'): string {
  return kind === 'link' ? 'A link to another file was left out.' : 'It is no file and was left out.'
}

/** The path below the folder. An archive with one that leads out of it was made to do harm and is refused as a whole. */
function safePath(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/')
  const isOutside =
    path.startsWith('/') || path.startsWith('\\') || /^[A-Za-z]:/.test(path) || parts.includes('..')
  if (isOutside)
    throw importFault('archive-unsafe', `The archive holds a path that leads out of it: “${shown(path)}”.`)
  const kept = parts.filter((part) => part !== '' && part !== '.')
  if (/\p{Cc}/u.test(path) || path.length > path_length_max || kept.length > depth_max)
    throw importFault('archive-unsafe', `The archive holds a path that cannot be used: “${shown(path)}”.`)
  return posix
    .join(...kept, '')
    .replace(/\/$/, '')
    .replace(/^\.$/, '')
}

function shown(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, '�').slice(0, 200)
}

/** Writes one file; answers why it was left out, if it was. */
async function writeEntry(
  entry: ArchiveEntry,
  target: string,
  budget: { bytes: number; bytes_max: number },
): Promise<string | undefined> {
  const file = await make(target)
  if (file === undefined) return 'Its place is taken by another file, and it was left out.'
  try {
    let crc = 0
    for await (const chunk of entry.content) {
      budget.bytes -= chunk.length
      if (budget.bytes < 0)
        throw importFault(
          'archive-too-large',
          `The archive unpacks to more than ${Math.round(budget.bytes_max / 1024 ** 2)} MB.`,
        )
      crc = crc32(chunk, crc)
      await file.write(chunk)
    }
    if (entry.crc !== undefined && entry.crc !== crc)
      throw importFault('archive-broken', `The archive is damaged at “${shown(entry.path)}”.`)
  } finally {
    await file.close()
  }
  return undefined
}

/** Never opens what is there: a name that occurs twice, or is both a file and a folder, is the first one. */
async function make(target: string) {
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    return await open(target, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG')
      return undefined
    throw error
  }
}

/** The folder that the articles lie in: an archive often holds one folder that holds everything. */
export async function innerFolder(root: string): Promise<string> {
  let folder = root
  for (let depth = 0; depth < 3; depth++) {
    const entries = (await readdir(folder, { withFileTypes: true })).filter(
      ({ name }) => !name.startsWith('.') && name !== '__MACOSX',
    )
    const [only] = entries
    // Jekyll's collections begin so; their names are of use.
    if (entries.length !== 1 || !only?.isDirectory() || only.name.startsWith('_')) break
    folder = join(folder, only.name)
  }
  return folder
}
