import { isAscii } from 'node:buffer'
import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import { importFault } from '../import-error.ts'
import { readBytes } from './bytes.ts'

/** The encodings that a file may be read in; a file's owner may also name one of them in the mapping. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-2',
  'windows-1250',
  'windows-1251',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const
export type Encoding = (typeof encodings)[number]

// A byte that is not ASCII tells most; so many of them, with their neighbors, are enough to name the encoding.
const sample_bytes_max = 64 * 1024
const zero_share_max = 0.05

/**
 * The encoding of a whole file: by its byte order mark, else UTF-8 when every byte of it is valid UTF-8, else the
 * best guess from the bytes that are not ASCII.
 *
 * The whole file is read once, in constant memory, because one accented letter in the last line is enough to make
 * a Windows-1252 file unreadable as UTF-8. Throws the import faults `file-empty` and `encoding-unknown`.
 */
export async function detectEncoding(path: string, bytes_max?: number): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let isWhole = true
  let first: Buffer | undefined
  const telling: Buffer[] = []
  let telling_bytes = 0
  for await (const chunk of readBytes(path, bytes_max)) {
    if (!first) {
      first = Buffer.from(chunk.subarray(0, sample_bytes_max))
      const marked = byMark(first) ?? byZeroBytes(first)
      if (marked) return marked
      // Zero bytes are valid UTF-8, but a file of them is no text; here it is not unpacked any further.
      if (first.filter((byte) => byte === 0).length > first.length * zero_share_max) throw notText()
    }
    // Most files are ASCII for the most part, which needs no decoder unless a letter was cut in two before it.
    const isPlain = isAscii(chunk)
    if (isUtf8 && !(isPlain && isWhole)) isUtf8 = accepts(decoder, chunk)
    isWhole = isPlain
    if (!isPlain && telling_bytes < sample_bytes_max) telling_bytes += collectTelling(chunk, telling)
  }
  if (!first) throw importFault('file-empty', 'The file is empty.')
  if (isUtf8 && accepts(decoder)) return 'utf-8'
  return guess(Buffer.concat(telling))
}

function notText() {
  return importFault('encoding-unknown', 'The file is not text: it holds zero bytes and is not UTF-16.')
}

function byMark(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const isUtf32 =
    bytes.subarray(0, 4).equals(Buffer.from([0xff, 0xfe, 0, 0])) ||
    bytes.subarray(0, 4).equals(Buffer.from([0, 0, 0xfe, 0xff]))
  if (isUtf32)
    throw importFault('encoding-unknown', 'The file is UTF-32, which is not read. Save it as UTF-8.')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** Text without a mark that is mostly ASCII in UTF-16 has a zero in nearly every second byte. */
function byZeroBytes(bytes: Buffer): Encoding | undefined {
  const pairs = Math.min(Math.floor(bytes.length / 2), 2_000)
  let evenZeros = 0
  let oddZeros = 0
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[pair * 2] === 0) evenZeros++
    if (bytes[pair * 2 + 1] === 0) oddZeros++
  }
  if (pairs >= 2 && oddZeros > pairs * 0.7 && evenZeros < pairs * 0.1) return 'utf-16le'
  if (pairs >= 2 && evenZeros > pairs * 0.7 && oddZeros < pairs * 0.1) return 'utf-16be'
  return undefined
}

function accepts(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    if (chunk) decoder.decode(chunk, { stream: true })
    else decoder.decode()
    return true
  } catch {
    return false
  }
}

function collectTelling(chunk: Buffer, telling: Buffer[]): number {
  const at = chunk.findIndex((byte) => byte >= 0x80)
  const piece = Buffer.from(chunk.subarray(Math.max(0, at - 200), at + 16 * 1024))
  telling.push(piece)
  return piece.length
}

function guess(bytes: Buffer): Encoding {
  if (bytes.includes(0)) {
    throw notText()
  }
  // UTF-8 is already excluded, and a byte from 0x80 to 0x9f is a letter or a quote in Windows' code page only.
  for (const { name, confidence } of analyse(bytes)) {
    const encoding = known(name)
    if (encoding === 'iso-8859-1') return 'windows-1252'
    if (encoding && encoding !== 'utf-8' && confidence >= 10) return encoding
  }
  return 'windows-1252'
}

/** The name under which an encoding is known here, or undefined when it cannot be read. */
export function known(name: string): Encoding | undefined {
  const wanted = name.toLowerCase().replaceAll('_', '-').replace('shift-jis', 'shift_jis')
  const alias: Record<string, Encoding> = {
    utf8: 'utf-8',
    ascii: 'utf-8',
    'us-ascii': 'utf-8',
    'utf-16': 'utf-16le',
    latin1: 'iso-8859-1',
    cp1252: 'windows-1252',
  }
  return encodings.find((encoding) => encoding === wanted) ?? alias[wanted]
}

/**
 * The file's text, a piece at a time, without its byte order mark.
 *
 * Throws the import fault `encoding-broken` when UTF-8 was named and the bytes are not UTF-8.
 */
export async function* readText(
  path: string,
  encoding: Encoding,
  bytes_max?: number,
): AsyncGenerator<string, void, undefined> {
  if (encoding === 'utf-8') {
    yield* readUtf8(path, bytes_max)
    return
  }
  const decoder = iconv.getDecoder(encoding)
  for await (const chunk of readBytes(path, bytes_max)) yield decoder.write(chunk)
  const rest = decoder.end()
  if (rest) yield rest
}

async function* readUtf8(path: string, bytes_max?: number): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let before_bytes = 0
  try {
    for await (const chunk of readBytes(path, bytes_max)) {
      yield decoder.decode(chunk, { stream: true })
      before_bytes += chunk.length
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw importFault(
        'encoding-broken',
        `The file is not valid UTF-8 (after byte ${before_bytes}). Name its encoding in the mapping.`,
      )
    }
    throw error
  }
}
