import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { readAt, readZipEntries, type ZipEntry } from '../../../../platform/files/zip-directory.ts'
import { importFault } from '../import-error.ts'
import type { ArchiveEntry } from './unpack-archive.ts'

const local_header_bytes = 30
const type_mask = 0o170000
const [link_type, file_type, folder_type] = [0o120000, 0o100000, 0o040000]

/** True of a zip archive that is no office document. */
export async function isZip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const start = (await readAt(handle, 0, 4)).toString('latin1')
    // An empty archive is nothing but its end.
    if (start !== 'PK\x03\x04' && start !== 'PK\x05\x06') return false
    const entries = await readZipEntries(handle, (await handle.stat()).size)
    const isOffice =
      Array.isArray(entries) &&
      entries.some(({ name }) => name === '[Content_Types].xml' || name === 'mimetype')
    return !isOffice
  } finally {
    await handle.close()
  }
}

/** The files of a zip archive, in the order of its directory. Throws the import fault `archive-broken`. */
export async function* zipEntries(path: string): AsyncGenerator<ArchiveEntry, void, undefined> {
  const handle = await open(path)
  try {
    const entries = await readZipEntries(handle, (await handle.stat()).size)
    if (entries === null || entries === 'unsound')
      throw importFault(
        'archive-broken',
        'The zip file is damaged, holds too many files, or was made to do harm: its list of files cannot be trusted.',
      )
    for (const entry of entries) {
      const kind = kindOf(entry)
      yield { path: entry.name, kind, crc: entry.crc, content: contentOf(path, handle, entry) }
    }
  } finally {
    await handle.close()
  }
}

function kindOf({ name, mode }: ZipEntry): ArchiveEntry['kind'] {
  if (name.endsWith('/') || (mode & type_mask) === folder_type) return 'folder'
  const type = mode & type_mask
  if (type === link_type) return 'link'
  return type === 0 || type === file_type ? 'file' : 'other'
}

async function* contentOf(path: string, handle: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted)
    throw importFault('archive-broken', `“${entry.name}” is protected by a password. Save it without one.`)
  if (entry.method !== 0 && entry.method !== 8)
    throw importFault(
      'archive-broken',
      `“${entry.name}” is packed in a way that cannot be read. Make an ordinary zip file.`,
    )
  const header = await readAt(handle, entry.offset, local_header_bytes)
  if (header.length < local_header_bytes || header.readUInt32LE(0) !== 0x04034b50)
    throw importFault('archive-broken', `The archive is damaged at “${entry.name}”.`)
  const start = entry.offset + local_header_bytes + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.packed_bytes === 0) return
  const source = createReadStream(path, { start, end: start + entry.packed_bytes - 1 })
  const stream = entry.method === 0 ? source : source.pipe(createInflateRaw())
  source.on('error', (error) => stream.destroy(error))
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('Z_')) throw error
    throw importFault('archive-broken', `The archive is damaged at “${entry.name}”.`)
  } finally {
    source.destroy()
    stream.destroy()
  }
}
