/** UUIDs of version 7: they sort by the time they were made, so that new rows lie together. */
import { randomBytes } from 'node:crypto'

let last_ms = 0
let sequence = 0

/** A new id; ids made by one process ascend strictly. */
export function newId(now_ms: number = Date.now()): string {
  const bytes = randomBytes(16)
  if (now_ms > last_ms) {
    last_ms = now_ms
    sequence = bytes.readUInt16BE(6) & 0x07ff
  } else {
    sequence += 1
    if (sequence > 0x0fff) {
      last_ms += 1
      sequence = 0
    }
  }
  bytes.writeUIntBE(last_ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80 // Sixteen random bytes were made above.
  return format(bytes.toString('hex'))
}

/** An id for rows of the past: it sorts by the given time. */
export function idAt(at: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Math.max(0, at.getTime()), 0, 6)
  bytes.writeUInt16BE(0x7000 | (bytes.readUInt16BE(6) & 0x0fff), 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80 // Sixteen random bytes were made above.
  return format(bytes.toString('hex'))
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
