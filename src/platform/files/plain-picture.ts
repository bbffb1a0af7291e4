/**
 * A picture without what it tells besides what one sees: where and when it was taken, by whom, with which device, and
 * small earlier versions of itself. Only parts that are needed to show it are kept; of the rest, which way up it is.
 */
import { crc32 } from 'node:zlib'

/** The bytes of the picture alone; undefined when they are not a whole picture of that type. */
export function plainPicture(type: string, bytes: Buffer): Buffer | undefined {
  try {
    return plainers[type]?.(bytes)
  } catch (error) {
    // Lengths that lead beyond the end: it is broken, or no such picture.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const plainers: Readonly<Record<string, (bytes: Buffer) => Buffer | undefined>> = {
  'image/jpeg': plainJpeg,
  'image/png': plainPng,
  'image/webp': plainWebp,
  'image/gif': plainGif,
}

/** The bytes from `start`; a RangeError when there are not so many. */
function slice(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw new RangeError()
  return bytes.subarray(start, start + length)
}

// JPEG: segments that begin with FF and a marker. The picture's own data follow each start of scan up to the next marker.

const adobe = Buffer.from('Adobe')
const colors = Buffer.from('ICC_PROFILE\0')
const exifMark = Buffer.from('Exif\0\0', 'latin1')
const restarts = new Set([0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0x00])

function plainJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined
  const kept = [slice(bytes, 0, 2)]
  let turn = 1
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return undefined
    // A marker may be padded with any number of FF.
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xd9) {
      // What stands after the end is another picture, often the same one as it was before it was cut.
      kept.push(slice(bytes, at, 2))
      break
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return undefined
    const segment = slice(bytes, at, length + 2)
    const content = segment.subarray(4)
    if (marker === 0xe1 && content.subarray(0, 6).equals(exifMark)) turn = turnOf(content.subarray(6))
    else if (isShown(marker, content)) kept.push(segment)
    at += segment.length
    if (marker !== 0xda) continue
    const end = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, end))
    at = end
  }
  if (turn !== 1) kept.splice(1, 0, jpegSegment(0xe1, Buffer.concat([exifMark, exifOf(turn)])))
  return Buffer.concat(kept)
}

function isShown(marker: number, content: Buffer): boolean {
  // JFIF says how dense the points are; its thumbnail would be another picture, and a rare one.
  if (marker === 0xe0) return content.subarray(0, 5).equals(Buffer.from('JFIF\0')) && content.length === 14
  if (marker === 0xe2) return content.subarray(0, colors.length).equals(colors)
  if (marker === 0xee) return content.subarray(0, adobe.length).equals(adobe)
  const isApplications = marker >= 0xe0 && marker <= 0xef
  const isComment = marker === 0xfe
  return marker >= 0xc0 && marker <= 0xef && !isApplications && !isComment
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0xff && !restarts.has(next)) return at
  }
  throw new RangeError()
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

// PNG: chunks of length, name, data and checksum.

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const pngChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT pHYs bKGD acTL fcTL fdAT'.split(' '),
)

function plainPng(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 8).equals(pngMark)) return undefined
  const kept: Buffer[] = [pngMark]
  let at = 8
  for (;;) {
    const chunk = slice(bytes, at, bytes.readUInt32BE(at) + 12)
    const name = chunk.toString('latin1', 4, 8)
    if (pngChunks.has(name)) kept.push(chunk)
    if (name === 'eXIf') {
      const turn = turnOf(chunk.subarray(8, -4))
      if (turn !== 1) kept.push(pngChunk('eXIf', exifOf(turn)))
    }
    if (name === 'IEND') return Buffer.concat(kept)
    at += chunk.length
  }
}

function pngChunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(content.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

// WebP: RIFF chunks of name, length and data, each padded to an even length. Frames hold chunks of their own.

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const frame_head_bytes = 16
const has_exif = 0x08
const has_xmp = 0x04

function plainWebp(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined
  const chunks = riffChunks(slice(bytes, 12, bytes.readUInt32LE(4) - 4))
  const exif = chunks.find(({ name }) => name === 'EXIF')
  const turn = exif ? turnOf(withoutMark(exif.content)) : 1
  const kept = chunks.flatMap(({ name, content }) => {
    if (!webpChunks.has(name)) return []
    if (name === 'VP8X') return [riffChunk(name, flagged(content, turn))]
    return [riffChunk(name, name === 'ANMF' ? plainFrame(content) : content)]
  })
  if (turn !== 1) kept.push(riffChunk('EXIF', exifOf(turn)))
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept])
  const head = Buffer.from('RIFF\0\0\0\0')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

function riffChunks(bytes: Buffer): { name: string; content: Buffer }[] {
  const chunks = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size_bytes = bytes.readUInt32LE(at + 4)
    chunks.push({ name: bytes.toString('latin1', at, at + 4), content: slice(bytes, at + 8, size_bytes) })
    at += 8 + size_bytes + (size_bytes % 2)
  }
  return chunks
}

function riffChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

function flagged(content: Buffer, turn: number): Buffer {
  const flags = Buffer.from(content)
  const kept = flags.readUInt8(0) & ~(has_exif | has_xmp)
  flags.writeUInt8(turn === 1 ? kept : kept | has_exif, 0)
  return flags
}

function plainFrame(content: Buffer): Buffer {
  const kept = riffChunks(content.subarray(frame_head_bytes)).filter(({ name }) => webpChunks.has(name))
  return Buffer.concat([
    slice(content, 0, frame_head_bytes),
    ...kept.map((chunk) => riffChunk(chunk.name, chunk.content)),
  ])
}

function withoutMark(exif: Buffer): Buffer {
  return exif.subarray(0, 6).equals(exifMark) ? exif.subarray(6) : exif
}

// GIF: a head with colors, then blocks: pictures, and extensions, of which the timing and the number of turns are needed.

const gifTurns = ['NETSCAPE2.0', 'ANIMEXTS1.0']

function plainGif(bytes: Buffer): Buffer | undefined {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined
  let at = 13 + colors_bytes(bytes.readUInt8(10))
  const kept = [slice(bytes, 0, at)]
  for (;;) {
    const start = at
    const kind = bytes.readUInt8(at)
    if (kind === 0x3b) return Buffer.concat([...kept, slice(bytes, at, 1)])
    if (kind === 0x2c) at = endOfBlocks(bytes, at + 11 + colors_bytes(bytes.readUInt8(at + 9)))
    else if (kind === 0x21) at = endOfBlocks(bytes, at + 2)
    else return undefined
    const label = bytes.readUInt8(start + 1)
    const isTurns = label === 0xff && gifTurns.includes(bytes.toString('latin1', start + 3, start + 14))
    if (kind === 0x2c || label === 0xf9 || isTurns) kept.push(bytes.subarray(start, at))
  }
}

function colors_bytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0
}

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    const length = bytes.readUInt8(at)
    at += length + 1
    if (length === 0) return at
  }
}

// Exif: a TIFF directory of entries of twelve bytes.

const orientation = 0x0112
const entries_max = 1000

/** Which way up the picture is, from 1 to 8; 1, as it lies, where it does not say so readably. */
function turnOf(tiff: Buffer): number {
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return 1
  const isLittle = order === 'II'
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  try {
    const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
    const entries = Math.min(short(directory), entries_max)
    for (let index = 0; index < entries; index++) {
      const at = directory + 2 + 12 * index
      if (short(at) !== orientation) continue
      const turn = short(at + 8)
      return turn >= 1 && turn <= 8 ? turn : 1
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return 1
}

/** A directory that says which way up the picture is, and nothing else. */
function exifOf(turn: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(orientation, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(turn, 18)
  return tiff
}
