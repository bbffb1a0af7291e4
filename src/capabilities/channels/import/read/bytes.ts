import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { importFault } from '../import-error.ts'

/** A file may not unpack to more than this; a small gzip file can hold a thousand times its size. */
export const unpacked_bytes_max_default = 4 * 1024 ** 3

/** True when the file begins as gzip data does, whatever its name says. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

/**
 * The file's bytes, unpacked when it is gzip, a chunk at a time.
 *
 * Throws the import faults `file-too-large` and `file-not-gzip` (damaged or cut-off gzip data).
 */
export async function* readBytes(
  path: string,
  bytes_max = unpacked_bytes_max_default,
): AsyncGenerator<Buffer, void, undefined> {
  const isPacked = await isGzip(path)
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  const stream = isPacked ? source.pipe(createGunzip({ chunkSize: 256 * 1024 })) : source
  if (isPacked) source.on('error', (error) => stream.destroy(error))
  let total_bytes = 0
  try {
    for await (const chunk of stream) {
      total_bytes += chunk.length
      if (total_bytes > bytes_max) {
        throw importFault('file-too-large', `The file unpacks to more than ${bytes_max} bytes.`)
      }
      yield chunk
    }
  } catch (error) {
    if (isPacked && isZlibError(error)) {
      throw importFault('file-not-gzip', 'The file begins as gzip data but is damaged or cut off.')
    }
    throw error
  } finally {
    source.destroy()
    stream.destroy()
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_')
}
