import { importFault, isImportFault } from '../import-error.ts'
import { readBytes } from '../read/bytes.ts'
import type { ArchiveEntry } from './unpack-archive.ts'

const block_bytes = 512
const name_bytes_max = 64 * 1024

/** True of a tar archive, plain or gzip: its first block bears a right checksum. */
export async function isTar(path: string): Promise<boolean> {
  const input = reader(readBytes(path))
  try {
    const header = await input.take(block_bytes)
    return header.length === block_bytes && hasRightSum(header)
  } catch (error) {
    // What cannot be unpacked is told by those who read it as a table.
    if (isImportFault(error)) return false
    throw error
  } finally {
    await input.close()
  }
}

/**
 * The files of a tar archive in their order; the long names of GNU and POSIX are understood. Throws the import fault
 * `archive-broken`, and those of unpacking.
 */
export async function* tarEntries(
  path: string,
  unpacked_bytes_max: number,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  // Headers and padding come on top of what the files hold.
  const input = reader(readBytes(path, unpacked_bytes_max * 2))
  let longName: string | undefined
  try {
    for (;;) {
      const header = await input.take(block_bytes)
      if (header.length === 0 || header.every((byte) => byte === 0)) return
      if (header.length < block_bytes || !hasRightSum(header)) throw broken()
      const size_bytes = sizeOf(header)
      const type = String.fromCharCode(header[156] ?? 0)
      if (type === 'L' || type === 'x') {
        if (size_bytes > name_bytes_max) throw broken()
        const text = (await input.take(size_bytes)).toString('utf8')
        longName = type === 'L' ? text.replace(/\0.*$/s, '') : (paxPath(text) ?? longName)
        await input.skip(padding(size_bytes))
        continue
      }
      if (type === 'g' || type === 'K') {
        await input.skip(size_bytes + padding(size_bytes))
        continue
      }
      const rest = { bytes: size_bytes }
      yield { path: longName ?? nameOf(header), kind: kindOf(type), content: input.pieces(rest) }
      longName = undefined
      await input.skip(rest.bytes + padding(size_bytes))
    }
  } finally {
    await input.close()
  }
}

function broken() {
  return importFault('archive-broken', 'The tar archive is damaged or cut off.')
}

function kindOf(type: string): ArchiveEntry['kind'] {
  if (type === '0' || type === '\0' || type === '7') return 'file'
  if (type === '5') return 'folder'
  return type === '1' || type === '2' ? 'link' : 'other'
}

function padding(size_bytes: number): number {
  return (block_bytes - (size_bytes % block_bytes)) % block_bytes
}

function field(header: Buffer, from: number, to: number): string {
  return header.subarray(from, to).toString('utf8').replace(/\0.*$/s, '')
}

function nameOf(header: Buffer): string {
  const name = field(header, 0, 100)
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? field(header, 345, 500) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Octal text; GNU writes what does not fit as a number in base 256. */
function sizeOf(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size_bytes = Number(header.readBigUInt64BE(128))
    if (!Number.isSafeInteger(size_bytes)) throw broken()
    return size_bytes
  }
  const text = field(header, 124, 136).trim()
  if (!/^[0-7]{0,12}$/.test(text)) throw broken()
  return text === '' ? 0 : Number.parseInt(text, 8)
}

function hasRightSum(header: Buffer): boolean {
  const text = field(header, 148, 156).trim()
  if (!/^[0-7]{1,8}$/.test(text)) return false
  let sum = 0
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte
  return sum === Number.parseInt(text, 8)
}

/** The path in a header of POSIX, whose records are `length key=value\n`. */
function paxPath(text: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1]
}

/** Bytes of a stream by count. */
function reader(chunks: AsyncGenerator<Buffer, void, undefined>) {
  let held: Buffer = Buffer.alloc(0)
  const fill = async (): Promise<boolean> => {
    const next = await chunks.next()
    if (next.done) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  const some = (bytes_max: number): Buffer => {
    const piece = held.subarray(0, bytes_max)
    held = held.subarray(piece.length)
    return piece
  }
  return {
    /** So many bytes, or fewer at the end. */
    async take(bytes: number): Promise<Buffer> {
      while (held.length < bytes && (await fill())) {
        // Until there are enough.
      }
      return some(bytes)
    },
    async skip(bytes: number): Promise<void> {
      for (let left = bytes; left > 0; ) {
        if (held.length === 0 && !(await fill())) throw broken()
        left -= some(left).length
      }
    },
    /** The next bytes a piece at a time, counted down in `rest`. */
    async *pieces(rest: { bytes: number }): AsyncGenerator<Buffer, void, undefined> {
      while (rest.bytes > 0) {
        if (held.length === 0 && !(await fill())) throw broken()
        const piece = some(rest.bytes)
        rest.bytes -= piece.length
        yield piece
      }
    },
    async close(): Promise<void> {
      await chunks.return()
    },
  }
}
