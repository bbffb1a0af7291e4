/** Folders of Markdown as zip files: read within bounds, and never to a path outside of them. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { readZip, type ZipEntry } from '../../../platform/files/read-zip.ts'

/** Content by path, with forward slashes. */
export type Files = Map<string, Uint8Array>

export const upload_bytes_max = 50_000_000
export const files_max = 5_000
const unpacked_bytes_max = 200_000_000
const ratio_max = 200
/** Small files may be as dense as they like. */
const ratio_counts_from_bytes = 10_000_000
const path_length_max = 500
const depth_max = 20

/** Why a folder cannot be imported at all, in a sentence for the person who sent it. */
export type ExchangeFault = Error & { name: 'ExchangeFault' }

export function exchangeFault(sentence: string): ExchangeFault {
  const fault = new Error(sentence) as ExchangeFault
  fault.name = 'ExchangeFault'
  return fault
}

export function isExchangeFault(error: unknown): error is ExchangeFault {
  return error instanceof Error && error.name === 'ExchangeFault'
}

/** A zip file's files, or the one Markdown file that it is. Throws the ExchangeFault. */
export function unpack(bytes: Uint8Array, name: string): Files {
  if (bytes.length > upload_bytes_max)
    throw exchangeFault(`The file is larger than ${upload_bytes_max / 1_000_000} MB.`)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (isZip) return unzip(bytes)
  if (/\.(md|markdown)$/i.test(name)) return new Map([[safePath(posix.basename(name)), bytes]])
  throw exchangeFault(
    'This is neither a zip file nor a Markdown file. Put the folder into a zip file and send that.',
  )
}

function unzip(bytes: Uint8Array): Files {
  const budget = { files: 0, bytes: 0 }
  const taken = new Set<string>()
  const filter = (entry: ZipEntry) => {
    const path = safePath(entry.name)
    if (entry.name.endsWith('/') || isHidden(path)) return false
    count(budget, entry.size_bytes)
    const isDense =
      entry.size_bytes > ratio_counts_from_bytes && entry.size_bytes > entry.packed_bytes * ratio_max
    if (isDense) throw exchangeFault(`“${shown(path)}” is packed far too tightly to be an honest file.`)
    if (entry.compression !== 0 && entry.compression !== 8)
      throw exchangeFault(
        `“${shown(path)}” is packed in a way that cannot be read. Make an ordinary zip file.`,
      )
    if (taken.has(path)) throw exchangeFault(`The zip file holds “${shown(path)}” twice.`)
    taken.add(path)
    return true
  }
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return new Map([...readZip(file, filter)].map(([name, content]) => [safePath(name), content]))
  } catch (error) {
    if (isExchangeFault(error)) throw error
    throw exchangeFault('The zip file is damaged or protected by a password, and cannot be read.')
  }
}

function count(budget: { files: number; bytes: number }, size_bytes: number): void {
  budget.bytes += size_bytes
  if (++budget.files > files_max) throw exchangeFault(`The folder holds more than ${files_max} files.`)
  if (budget.bytes > unpacked_bytes_max)
    throw exchangeFault(`The folder is larger than ${unpacked_bytes_max / 1_000_000} MB.`)
}

/** A zip file with a path that leads out of its folder was made to do harm, and is refused as a whole. */
function safePath(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/')
  const isOutside = /^[\\/]/.test(name) || /^[A-Za-z]:/.test(name) || parts.includes('..')
  const kept = parts.filter((part) => part !== '' && part !== '.')
  if (isOutside) throw exchangeFault(`The path “${shown(name)}” leads out of the folder.`)
  if (/[\p{Cc}\p{Cs}]/u.test(name) || name.length > path_length_max || kept.length > depth_max)
    throw exchangeFault(`The path “${shown(name)}” cannot be used.`)
  return kept.join('/')
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')
}

function shown(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, '�').slice(0, 200)
}

/** A folder of the disk, or a zip file there, for the command line. Links are not followed. Throws the ExchangeFault. */
export async function readFolder(root: string): Promise<Files> {
  const found = await stat(root).catch(() => undefined)
  if (found?.isFile()) {
    if (found.size > upload_bytes_max)
      throw exchangeFault(`The file is larger than ${upload_bytes_max / 1_000_000} MB.`)
    return unpack(await readFile(root), posix.basename(root))
  }
  if (!found?.isDirectory()) throw exchangeFault(`There is no folder or file ${root}.`)
  const files: Files = new Map()
  const budget = { files: 0, bytes: 0 }
  async function walk(folder: string): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = safePath(posix.join(folder, entry.name))
      if (isHidden(path)) continue
      if (entry.isDirectory()) await walk(path)
      if (!entry.isFile()) continue
      count(budget, (await stat(join(root, path))).size)
      files.set(path, await readFile(join(root, path)))
    }
  }
  await walk('')
  return files
}
