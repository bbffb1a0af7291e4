import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { plainPicture } from './plain-picture.ts'
import { GIF, PDF } from './sample-files.ts'

// Two squares, red and blue, as a browser writes them, with their color profile.
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/EABkRAAIDAQAAAAAAAAAAAAAAAAAFQoHBQ//aAAwDAQACEQMRAD8AlJgEEnStFG8Lw//Z',
  'base64',
)
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAJ0lEQVR4AeyQoQ0AAAjDmv3/c/kABALDkqkmFY1g9wEblnsB3DcoAAAA//9LtzGOAAAABklEQVQDALr0H/FxgNKIAAAAAElFTkSuQmCC',
  'base64',
)
const webp = Buffer.from(
  'UklGRhwCAABXRUJQVlA4WAoAAAAgAAAADwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggLgAAAHABAJ0BKhAACAADgFoloAJ0AUAAAP7v6n/gGPxv//nAfm996//64Df3/+b9+AA=',
  'base64',
)

/** What a camera writes: which way up it is, who took it, and where. */
function exif(turn: number, isLittle = false): Buffer {
  const tiff = Buffer.alloc(400)
  const short = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(isLittle ? 'II' : 'MM')
  short(42, 2)
  long(8, 4)
  short(2, 8)
  for (const [at, tag, type, count] of [
    [10, 0x0112, 3, 1],
    [22, 0x013b, 2, 12],
  ] as const) {
    short(tag, at)
    short(type, at + 2)
    long(count, at + 4)
  }
  short(turn, 18)
  long(100, 30)
  tiff.write('Nurse Secret', 100)
  tiff.write('GPSLatitude 41.88', 200)
  return tiff
}
const secret = /Nurse|GPSLatitude|Secret/

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
const chunk = (name: string, content: Buffer) => {
  const body = Buffer.concat([Buffer.from(name), content])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
const riff = (name: string, content: Buffer) => {
  const head = Buffer.from(`${name}\0\0\0\0`)
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}
const insert = (whole: Buffer, at: number, ...parts: Buffer[]) =>
  Buffer.concat([whole.subarray(0, at), ...parts, whole.subarray(at)])
const withExif = (tiff: Buffer) => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))

function webpWith(...parts: Buffer[]): Buffer {
  const made = Buffer.concat([webp, ...parts])
  made.writeUInt32LE(made.length - 8, 4)
  made.writeUInt8(webp.readUInt8(20) | 0x0c, 20)
  return made
}

test('A photograph loses where, when and by whom it was taken, and what stands behind its end; nothing else changes.', () => {
  const photograph = Buffer.concat([
    insert(
      jpeg,
      2,
      withExif(exif(1)),
      segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>Nurse Secret</x>')),
      segment(0xed, Buffer.from('Photoshop 3.0\0Nurse Secret')),
      segment(0xe2, Buffer.from('MPF\0GPSLatitude')),
      segment(0xfe, Buffer.from('Secret comment')),
    ),
    jpeg,
    Buffer.from('Secret'),
  ])
  assert.match(photograph.toString('latin1'), secret)
  assert.deepEqual(plainPicture('image/jpeg', photograph), jpeg)
  assert.deepEqual(plainPicture('image/jpeg', jpeg), jpeg)
  const padded = insert(jpeg, 2, Buffer.from([0xff, 0xff]), segment(0xfe, Buffer.from('Secret')))
  assert.deepEqual(plainPicture('image/jpeg', padded), jpeg)
})

test('A picture in PNG, WebP or GIF loses its texts, its Exif and what no viewer needs.', () => {
  const drawing = insert(
    png,
    33,
    chunk('tEXt', Buffer.from('Author\0Nurse Secret')),
    chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0GPSLatitude')),
    chunk('eXIf', exif(1)),
    chunk('tIME', Buffer.alloc(7)),
    chunk('prVt', Buffer.from('Secret')),
  )
  assert.deepEqual(plainPicture('image/png', Buffer.concat([drawing, Buffer.from('Secret')])), png)
  const made = webpWith(
    riff('EXIF', exif(1)),
    riff('XMP ', Buffer.from('Nurse')),
    riff('prvt', Buffer.from('Secret')),
  )
  assert.deepEqual(plainPicture('image/webp', made), webp)
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, 6]), Buffer.from('Secret'), Buffer.from([0])])
  const xmp = Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('XMP DataXMP'),
    Buffer.from([5]),
    Buffer.from('Nurse'),
    Buffer.from([0]),
  ])
  const turns = Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0'),
    Buffer.from([3, 1, 0, 0, 0]),
  ])
  assert.deepEqual(plainPicture('image/gif', insert(GIF, 19, comment, xmp, turns)), insert(GIF, 19, turns))
})

test('A picture that a telephone took lying on its side still says which way up it is, and nothing else.', () => {
  for (const isLittle of [false, true]) {
    const shown = [
      plainPicture('image/jpeg', insert(jpeg, 2, withExif(exif(6, isLittle)))),
      plainPicture('image/png', insert(png, 33, chunk('eXIf', exif(6, isLittle)))),
      plainPicture('image/webp', webpWith(riff('EXIF', exif(6, isLittle)))),
    ]
    for (const bytes of shown) {
      assert.ok(bytes)
      assert.doesNotMatch(bytes.toString('latin1'), secret)
      assert.ok(bytes.includes(Buffer.from('4d4d002a00000008000101120003000000010006', 'hex')))
    }
  }
  const told = plainPicture('image/webp', webpWith(riff('EXIF', exif(6))))
  assert.equal((told?.readUInt8(20) ?? 0) & 0x0c, 0x08, 'the head says that there is Exif, and no XMP')
  const odd = insert(jpeg, 2, withExif(exif(9)), withExif(Buffer.from('II*\0\xff\xff\xff\xff', 'latin1')))
  assert.deepEqual(plainPicture('image/jpeg', odd), jpeg)
})

test('What is broken or another type is no picture.', () => {
  for (const [type, bytes] of [
    ['image/jpeg', png],
    ['image/png', jpeg],
    ['image/webp', PDF],
    ['image/gif', jpeg],
    ['image/svg+xml', Buffer.from('<svg/>')],
    ['image/jpeg', Buffer.alloc(0)],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1])],
    ['image/jpeg', jpeg.subarray(0, -2)],
    ['image/png', png.subarray(0, -12)],
    ['image/webp', webp.subarray(0, -9)],
    ['image/gif', GIF.subarray(0, -1)],
  ] as const)
    assert.equal(plainPicture(type, bytes), undefined, `${type} ${bytes.length}`)
})

test('Any bytes are answered in one go: with a picture that is no longer and stays as it is, or with nothing.', () => {
  const whole = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp, 'image/gif': GIF }
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(whole) as (keyof typeof whole)[])),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      fc.nat(),
      (type, changes, cut) => {
        const bytes = Buffer.from(whole[type].subarray(0, cut % 3 ? undefined : cut % whole[type].length))
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
        const plain = plainPicture(type, bytes)
        // Only a missing byte of padding and the way up may be added.
        assert.ok(plain === undefined || plain.length <= bytes.length + 60)
        if (plain) assert.deepEqual(plainPicture(type, plain), plain)
      },
    ),
    { numRuns: 2000 },
  )
})
