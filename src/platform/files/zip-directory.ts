import { isExecutableName } from './file-name.ts'
import type { PlaceReader } from './sealed-file.ts'

const ENTRIES_MAX = 10_000
const DIRECTORY_BYTES_MAX = 4 * 1024 * 1024
const END_RECORD_BYTES = 22
const COMMENT_BYTES_MAX = 65_535
const LOCAL_HEADER_BYTES = 30

const ARCHIVE_NAME = /\.(zip|zipx|7z|rar|r\d\d|tar|t?gz|bz2|tbz2?|xz|txz|zst|lz4|lzh|cab|arj|ace|z|cpio)$/i
const MACRO_NAME = /(^|\/)vbaproject\.bin$/i

/** What the directory at the end of a zip file (office documents included) declares. Nothing is unpacked. */
export type ZipSummary = {
  unpacked_bytes: number
  /** Too many entries, a directory that lies about its place, or entries that share their bytes. */
  isUnsound: boolean
  hasNestedArchive: boolean
  hasExecutable: boolean
  hasMacros: boolean
}

/** An entry as the directory declares it; none of it was checked. */
export type ZipEntry = {
  name: string
  packed_bytes: number
  unpacked_bytes: number
  /** Of its local header. */
  offset: number
  name_bytes: number
  crc: number
  /** 0 is stored, 8 is deflated. */
  method: number
  isEncrypted: boolean
  /** As on Unix, type and rights; 0 when it was made elsewhere. */
  mode: number
}

const UNSOUND: ZipSummary = {
  unpacked_bytes: 0,
  isUnsound: true,
  hasNestedArchive: false,
  hasExecutable: false,
  hasMacros: false,
}

/**
 * Reads a zip directory wherever the file has one, behind an image or a PDF too. Returns null when there is
 * none. Reads at most 4 MiB and 10,000 entries; what is larger is reported as unsound.
 */
export async function readZipDirectory(handle: PlaceReader, size_bytes: number): Promise<ZipSummary | null> {
  const found = await readZipEntries(handle, size_bytes)
  return found === null ? null : summary(found)
}

/** The entries that the directory declares: null when there is no directory, 'unsound' when it is not to be trusted. */
export async function readZipEntries(
  handle: PlaceReader,
  size_bytes: number,
): Promise<ZipEntry[] | 'unsound' | null> {
  const tail_bytes = Math.min(size_bytes, END_RECORD_BYTES + COMMENT_BYTES_MAX)
  const tail = await readAt(handle, size_bytes - tail_bytes, tail_bytes)
  for (
    let at = tail.lastIndexOf('PK\x05\x06');
    at >= 0;
    at = at > 0 ? tail.lastIndexOf('PK\x05\x06', at - 1) : -1
  ) {
    if (at + END_RECORD_BYTES > tail.length) continue
    const count = tail.readUInt16LE(at + 10)
    const directory_bytes = tail.readUInt32LE(at + 12)
    if (count === 0 && directory_bytes === 0) {
      if (at + END_RECORD_BYTES === tail.length) return []
      continue
    }
    // A directory of the 64-bit form has more entries than are taken in any case.
    if (count === 0xffff || directory_bytes === 0xffffffff) return 'unsound'
    const start = size_bytes - tail_bytes + at - directory_bytes
    if (start < 0) continue
    if ((await readAt(handle, start, 4)).toString('latin1') !== 'PK\x01\x02') continue
    if (directory_bytes > DIRECTORY_BYTES_MAX) return 'unsound'
    const entries = entriesOf(await readAt(handle, start, directory_bytes))
    const isSound = entries?.length === count && count <= ENTRIES_MAX && !hasOverlap(entries)
    return isSound ? entries : 'unsound'
  }
  return null
}

/** Reads `length_bytes` from `position`, or fewer at the end of the file. */
export async function readAt(handle: PlaceReader, position: number, length_bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length_bytes)
  const { bytesRead } = await handle.read(buffer, 0, length_bytes, position)
  return buffer.subarray(0, bytesRead)
}

function summary(entries: ZipEntry[] | 'unsound'): ZipSummary {
  if (entries === 'unsound') return UNSOUND
  return {
    unpacked_bytes: entries.reduce((sum, entry) => sum + entry.unpacked_bytes, 0),
    isUnsound: false,
    hasNestedArchive: entries.some(({ name }) => ARCHIVE_NAME.test(name)),
    hasExecutable: entries.some(({ name }) => isExecutableName(name) && !MACRO_NAME.test(name)),
    hasMacros: entries.some(({ name }) => MACRO_NAME.test(name)),
  }
}

/** Returns null when the directory breaks off or holds something else than entries. */
function entriesOf(directory: Buffer): ZipEntry[] | null {
  const entries: ZipEntry[] = []
  let at = 0
  while (at < directory.length && entries.length <= ENTRIES_MAX) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return null
    const name_bytes = directory.readUInt16LE(at + 28)
    const extra_bytes = directory.readUInt16LE(at + 30)
    const end = at + 46 + name_bytes + extra_bytes + directory.readUInt16LE(at + 32)
    if (end > directory.length) return null
    const extra = directory.subarray(at + 46 + name_bytes, at + 46 + name_bytes + extra_bytes)
    const [unpacked_bytes, packed_bytes, offset] = wideNumbers(extra, [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ])
    const name = directory.toString('utf8', at + 46, at + 46 + name_bytes)
    const crc = directory.readUInt32LE(at + 16)
    const method = directory.readUInt16LE(at + 10)
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1
    const mode = directory.readUInt32LE(at + 38) >>> 16
    entries.push({ name, packed_bytes, unpacked_bytes, offset, name_bytes, crc, method, isEncrypted, mode })
    at = end
  }
  return entries
}

/** Numbers that do not fit into 32 bits stand, in the same order, in the extra field with id 1. */
function wideNumbers(extra: Buffer, given: [number, number, number]): [number, number, number] {
  let wide: Buffer | undefined
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  let next = 0
  return given.map((number) => {
    if (number !== 0xffffffff || !wide || next + 8 > wide.length) return number
    next += 8
    return Number(wide.readBigUInt64LE(next - 8))
  }) as [number, number, number]
}

/** The best known bombs let thousands of entries share one block of packed bytes. */
function hasOverlap(entries: ZipEntry[]): boolean {
  const inOrder = entries.toSorted((left, right) => left.offset - right.offset)
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1]
    const end = entry.offset + LOCAL_HEADER_BYTES + entry.name_bytes + entry.packed_bytes
    return next !== undefined && end > next.offset
  })
}
