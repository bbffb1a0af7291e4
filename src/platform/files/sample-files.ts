import { crc32, deflateRawSync } from 'node:zlib'

// Small files of many kinds for the tests beside, made here so that no binary is kept in the source.

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707ffd9',
  'hex',
)
export const WEBP = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
export const MZ = Buffer.concat([
  Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff', 'latin1'),
  Buffer.alloc(200),
])
export const ELF = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(100)])
export const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])
export const EICAR = `${'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR'}${'-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

type ZipEntry = { name: string; data?: Buffer | string; claimed_bytes?: number; sharesFirst?: boolean }

/** Writes a zip file; `claimed_bytes` lets an entry declare another unpacked size than it has. */
export function zip(entries: ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directoryParts: Buffer[] = []
  let offset = 0
  for (const { name, data = '', claimed_bytes, sharesFirst } of entries) {
    const plain = Buffer.from(data)
    const packed = deflateRawSync(plain)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimed_bytes ?? plain.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(sharesFirst ? 0 : offset, 10)
    directoryParts.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]))
    if (sharesFirst) continue
    files.push(local)
    offset += local.length
  }
  const listing = Buffer.concat(directoryParts)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, listing, end])
}

export const office = (main: string, type: string, ...more: ZipEntry[]) =>
  zip([
    {
      name: '[Content_Types].xml',
      data: `<?xml version="1.0"?><Types><Override PartName="/${main}" ContentType="${type}"/></Types>`,
    },
    { name: '_rels/.rels', data: '<Relationships/>' },
    { name: main, data: '<document/>' },
    ...more,
  ])
export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export const DOCX = office('word/document.xml', `${WORD}.main+xml`)
