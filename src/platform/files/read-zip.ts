/** Zip files, by their directory alone: nothing is unpacked but what was asked for, and never more than was said. */
import { crc32, inflateRawSync } from 'node:zlib'

export type ZipEntry = {
  name: string
  /** As it lies in the file, and unpacked, as the directory says. What says otherwise of itself is refused. */
  packed_bytes: number
  size_bytes: number
  /** 0 is stored as it is, 8 is deflated. */
  compression: number
}
type Placed = ZipEntry & { at: number; crc: number; isLocked: boolean }

/** What is damaged, locked, or not what it says of itself. */
export class ZipDamaged extends Error {}

const directory_end = 0x06054b50
const directory_end_64 = 0x06064b50
const locator_64 = 0x07064b50
const entry_head = 0x02014b50
const local_head = 0x04034b50
const comment_bytes_max = 65_535
const is_utf8 = 0x800

/** The files of those entries that `isWanted` takes, by their names. Throws ZipDamaged, and what `isWanted` throws. */
export function readZip(file: Buffer, isWanted: (entry: ZipEntry) => boolean): Map<string, Buffer> {
  const wanted: Placed[] = []
  let packed_bytes = 0
  try {
    for (const entry of entriesOf(file)) {
      if (!isWanted(entry)) continue
      packed_bytes += entry.packed_bytes
      // Entries that lie over each other would be unpacked as often as there are names for them.
      if (packed_bytes > file.length) throw new ZipDamaged()
      wanted.push(entry)
    }
    return new Map(wanted.map((entry) => [entry.name, contentOf(file, entry)]))
  } catch (error) {
    // Places outside of the file, and what zlib does not take.
    if (error instanceof RangeError || (error as { code?: string }).code?.startsWith('Z_'))
      throw new ZipDamaged()
    throw error
  }
}

function* entriesOf(file: Buffer): Generator<Placed> {
  let { at, count } = directoryOf(file)
  for (; count > 0; count--) {
    if (file.readUInt32LE(at) !== entry_head) throw new ZipDamaged()
    const flags = file.readUInt16LE(at + 8)
    const name_end = at + 46 + file.readUInt16LE(at + 28)
    const extra_end = name_end + file.readUInt16LE(at + 30)
    const long = longOf(file.subarray(name_end, extra_end))
    const number = (place: number) => {
      const short = file.readUInt32LE(at + place)
      return short === 0xffffffff ? long() : short
    }
    // The order in which the long numbers stand.
    const size_bytes = number(24)
    const packed_bytes = number(20)
    yield {
      name: file.toString(flags & is_utf8 ? 'utf8' : 'latin1', at + 46, name_end),
      size_bytes,
      packed_bytes,
      compression: file.readUInt16LE(at + 10),
      at: number(42),
      crc: file.readUInt32LE(at + 16),
      isLocked: (flags & 1) === 1,
    }
    at = extra_end + file.readUInt16LE(at + 32)
  }
}

/** Where the directory begins, and how many entries it has. */
function directoryOf(file: Buffer): { at: number; count: number } {
  let end = file.length - 22
  const first = Math.max(0, end - comment_bytes_max)
  while (end >= first && file.readUInt32LE(end) !== directory_end) end--
  if (end < first) throw new ZipDamaged()
  const is64 = end >= 20 && file.readUInt32LE(end - 20) === locator_64
  if (!is64) return { at: file.readUInt32LE(end + 16), count: file.readUInt16LE(end + 10) }
  const long_end = Number(file.readBigUInt64LE(end - 12))
  if (file.readUInt32LE(long_end) !== directory_end_64) throw new ZipDamaged()
  return {
    at: Number(file.readBigUInt64LE(long_end + 48)),
    count: Number(file.readBigUInt64LE(long_end + 32)),
  }
}

/** The long numbers of an entry, one after the other. */
function longOf(extra: Buffer): () => number {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2)
  at += 4
  return () => {
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  }
}

function contentOf(
  file: Buffer,
  { at, packed_bytes, size_bytes, compression, crc, isLocked }: Placed,
): Buffer {
  if (isLocked || file.readUInt32LE(at) !== local_head) throw new ZipDamaged()
  const begin = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const packed = file.subarray(begin, begin + packed_bytes)
  const content =
    compression === 8 ? inflateRawSync(packed, { maxOutputLength: Math.max(1, size_bytes) }) : packed
  if (content.length !== size_bytes || crc32(content) !== crc) throw new ZipDamaged()
  return content
}
