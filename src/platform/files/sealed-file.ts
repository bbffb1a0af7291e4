/**
 * The form of an encrypted file. It begins with a mark and two slots, of which each may hold the file's own key,
 * encrypted with a master key: a rotation fills the free one before it clears the other, so that the file opens at
 * every moment. Then come chunks, each encrypted by itself (AES-256-GCM). A chunk is bound to its place and to whether
 * it is the last one, the own key to the name of the file: nothing can be cut off, moved, or taken from another file.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { KeyRing, MasterKey } from '../secrets/key-ring.ts'
import { FileRefused } from './refusals.ts'

const MARK = Buffer.from('WLSEAL01')
const ID_BYTES = 16
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const SLOT_BYTES = ID_BYTES + IV_BYTES + KEY_BYTES + TAG_BYTES
export const HEADER_BYTES = MARK.length + 2 * SLOT_BYTES
const CHUNK_BYTES = 64 * 1024
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
const FREE = Buffer.alloc(SLOT_BYTES)

/** What reads at a place, plain or through decryption. */
export type PlaceReader = {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
}

/** The header of a new file and its own key. */
export function newHeader(master: MasterKey, name: string): { header: Buffer; own: Buffer } {
  const own = randomBytes(KEY_BYTES)
  return { own, header: Buffer.concat([MARK, wrap(master, name, own), FREE]) }
}

/** The ids of the keys that the header is sealed with, or null for a plain file. */
export function keysOfHeader(header: Buffer): string[] | null {
  if (header.length < HEADER_BYTES || !header.subarray(0, MARK.length).equals(MARK)) return null
  return slotsOf(header)
    .filter((slot) => !slot.equals(FREE))
    .map(idOf)
}

/**
 * The file's own key. Throws `FileRefused`: locked without its master key, damaged when it is
 * altered or another file's.
 */
export function ownKeyOf(header: Buffer, ring: KeyRing, name: string): Buffer {
  for (const slot of slotsOf(header)) {
    const master = ring.all.get(idOf(slot))
    const own = master && unwrap(slot, master, name)
    if (own) return own
  }
  const isKnown = slotsOf(header).some((slot) => ring.all.has(idOf(slot)))
  throw new FileRefused(isKnown ? 'damaged' : 'locked')
}

/** The steps to the current key: each is a header that the file may have, one after the other; none when it has it. */
export function rewrapped(header: Buffer, ring: KeyRing, master: MasterKey, name: string): Buffer[] {
  const slots = slotsOf(header)
  const kept = slots.findIndex((slot) => idOf(slot) === master.id && unwrap(slot, master, name))
  if (kept >= 0 && (slots[1 - kept] as Buffer).equals(FREE)) return []
  const with_ = (first: Buffer, second: Buffer) => Buffer.concat([MARK, first, second])
  if (kept >= 0) {
    const slot = slots[kept] as Buffer
    return [kept === 0 ? with_(slot, FREE) : with_(FREE, slot)]
  }
  const own = ownKeyOf(header, ring, name)
  const fresh = wrap(master, name, own)
  const opening = slots.findIndex((slot) => {
    const old = ring.all.get(idOf(slot))
    return old !== undefined && unwrap(slot, old, name) !== undefined
  })
  const old = slots[opening] as Buffer
  return opening === 0 ? [with_(old, fresh), with_(FREE, fresh)] : [with_(fresh, old), with_(fresh, FREE)]
}

/** Encrypts a stream in chunks; the last one says that it is the last. */
export async function* sealChunks(own: Buffer, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let held_bytes = 0
  let index = 0
  for await (const part of plain) {
    held.push(part)
    held_bytes += part.length
    // A full chunk waits until there is more, since it may be the last one.
    if (held_bytes <= CHUNK_BYTES) continue
    let rest: Buffer = Buffer.concat(held)
    for (; rest.length > CHUNK_BYTES; rest = rest.subarray(CHUNK_BYTES))
      yield sealChunk(own, index++, false, rest.subarray(0, CHUNK_BYTES))
    held = [rest]
    held_bytes = rest.length
  }
  yield sealChunk(own, index, true, Buffer.concat(held))
}

/** Throws `FileRefused` (damaged) when something was cut off or put behind; nothing else has been looked at. */
export async function requireWhole(handle: PlaceReader, own: Buffer, size_bytes: number): Promise<void> {
  const count = chunkCount(size_bytes)
  await openChunk(handle, own, count - 1, count, size_bytes)
}

/** Decrypts the whole file. Throws `FileRefused` (damaged) at the first chunk that was altered, moved or cut off. */
export async function* openChunks(
  handle: PlaceReader,
  own: Buffer,
  size_bytes: number,
): AsyncGenerator<Buffer> {
  const count = chunkCount(size_bytes)
  for (let index = 0; index < count; index++) yield await openChunk(handle, own, index, count, size_bytes)
}

/** Reads the plain text of an encrypted file at any place. */
export function sealedReader(handle: PlaceReader, own: Buffer, size_bytes: number): PlaceReader {
  const count = chunkCount(size_bytes)
  return {
    async read(buffer, offset, length, position) {
      let done = 0
      while (done < length) {
        const index = Math.floor((position + done) / CHUNK_BYTES)
        if (index >= count) break
        const chunk = await openChunk(handle, own, index, count, size_bytes)
        const from = position + done - index * CHUNK_BYTES
        const copied = chunk.copy(buffer, offset + done, from, Math.min(chunk.length, from + length - done))
        if (copied === 0) break
        done += copied
      }
      return { bytesRead: done }
    },
  }
}

/** The first bytes of a file, as long as a header. */
export async function readHeader(handle: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(HEADER_BYTES)
  const { bytesRead } = await handle.read(buffer, 0, HEADER_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}

function chunkCount(size_bytes: number): number {
  const count = Math.ceil((size_bytes - HEADER_BYTES) / SEALED_CHUNK_BYTES)
  if (count < 1) throw new FileRefused('damaged')
  return count
}

async function openChunk(
  handle: PlaceReader,
  own: Buffer,
  index: number,
  count: number,
  size_bytes: number,
): Promise<Buffer> {
  const position = HEADER_BYTES + index * SEALED_CHUNK_BYTES
  const wanted_bytes = Math.min(SEALED_CHUNK_BYTES, size_bytes - position)
  const sealed = Buffer.alloc(wanted_bytes)
  const { bytesRead } = await handle.read(sealed, 0, wanted_bytes, position)
  if (bytesRead !== wanted_bytes || wanted_bytes < TAG_BYTES) throw new FileRefused('damaged')
  const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(index, index === count - 1), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch (error) {
    throw new FileRefused('damaged', error)
  }
}

function sealChunk(own: Buffer, index: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', own, nonceOf(index, isLast))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

// The own key seals nothing but the chunks of this file, once each, so that counting makes no nonce twice.
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(IV_BYTES)
  nonce.writeUInt32BE(index, 4)
  nonce[IV_BYTES - 1] = isLast ? 1 : 0
  return nonce
}

function wrap(master: MasterKey, name: string, own: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', master.bytes, iv)
  cipher.setAAD(Buffer.concat([MARK, Buffer.from(name)]))
  return Buffer.concat([
    Buffer.from(master.id, 'hex'),
    iv,
    cipher.update(own),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

function unwrap(slot: Buffer, master: MasterKey, name: string): Buffer | undefined {
  const body = slot.subarray(ID_BYTES + IV_BYTES)
  const iv = slot.subarray(ID_BYTES, ID_BYTES + IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', master.bytes, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.concat([MARK, Buffer.from(name)]))
  decipher.setAuthTag(body.subarray(KEY_BYTES))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, KEY_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

function slotsOf(header: Buffer): Buffer[] {
  return [0, 1].map((index) =>
    header.subarray(MARK.length + index * SLOT_BYTES, MARK.length + (index + 1) * SLOT_BYTES),
  )
}

function idOf(slot: Buffer): string {
  return slot.toString('hex', 0, ID_BYTES)
}
