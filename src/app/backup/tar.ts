/**
 * The little of the tar format (POSIX ustar) that a backup needs: plain files one after the other, so that any
 * tar program can look into a backup when Wardline is not at hand.
 */
const block_bytes = 512
const name_bytes_max = 100
const entry_bytes_max = 0o77_777_777_777

export type Entry = { name: string; size_bytes: number; content: AsyncIterable<Buffer> }

/** The header of one file; its content follows, and then `padding` for its size. */
export function entryHeader(name: string, size_bytes: number, made_at: Date): Buffer {
  if (Buffer.byteLength(name) > name_bytes_max || size_bytes > entry_bytes_max)
    throw new Error('An entry of a backup is too large or its name too long.')
  const header = Buffer.alloc(block_bytes)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${octal(size_bytes, 11)}\0`, 124)
  header.write(`${octal(Math.floor(made_at.getTime() / 1000), 11)}\0`, 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(`${octal(sumOf(header), 6)}\0 `, 148)
  return header
}

/** What fills the last block of a file. */
export function padding(size_bytes: number): Buffer {
  return Buffer.alloc((block_bytes - (size_bytes % block_bytes)) % block_bytes)
}

/** The end of the archive. */
export const ending = Buffer.alloc(2 * block_bytes)

export class TarError extends Error {
  override name = 'TarError'
}

/**
 * The entries of an archive in their order. The content of each is read before the next one is asked for; what
 * the reader leaves is passed over. Throws a TarError when the archive is cut off or is none.
 */
export async function* readEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const source = bytesOf(chunks)
  for (;;) {
    const header = await source.exactly(block_bytes)
    if (header.every((byte) => byte === 0)) return
    if (Number.parseInt(header.toString('latin1', 148, 155), 8) !== sumOf(blankSum(header)))
      throw new TarError('The archive is damaged.')
    const end = header.indexOf(0)
    const name = header.toString('utf8', 0, end < 0 ? name_bytes_max : Math.min(end, name_bytes_max))
    const size_bytes = Number.parseInt(header.toString('latin1', 124, 135), 8)
    if (!Number.isSafeInteger(size_bytes)) throw new TarError('The archive is damaged.')
    const content = source.upTo(size_bytes)
    yield { name, size_bytes, content }
    for await (const _left of content);
    await source.exactly(padding(size_bytes).length)
  }
}

function bytesOf(chunks: AsyncIterable<Buffer>) {
  const iterator = chunks[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const take = async (bytes_max: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const { value, done } = await iterator.next()
      if (done) throw new TarError('The archive ends too early.')
      rest = value
    }
    const taken = rest.subarray(0, bytes_max)
    rest = rest.subarray(taken.length)
    return taken
  }
  return {
    async exactly(bytes: number): Promise<Buffer> {
      const parts: Buffer[] = []
      for (let left = bytes; left > 0; ) {
        const part = await take(left)
        parts.push(part)
        left -= part.length
      }
      return Buffer.concat(parts)
    },
    async *upTo(bytes: number): AsyncGenerator<Buffer> {
      for (let left = bytes; left > 0; ) {
        const part = await take(left)
        left -= part.length
        yield part
      }
    },
  }
}

// The sum counts its own field as blanks.
function blankSum(header: Buffer): Buffer {
  const copy = Buffer.from(header)
  copy.fill(' ', 148, 156)
  return copy
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0)
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}
