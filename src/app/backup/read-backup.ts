/** Reads a backup and believes nothing in it that its checksums do not confirm. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createZstdDecompress } from 'node:zlib'
import { CommandError } from '../command-error.ts'
import {
  createChain,
  document_bytes_max,
  type Header,
  headerName,
  isSealedBy,
  type Manifest,
  manifestName,
  markOf,
  parseHeader,
  parseManifest,
} from './format.ts'
import { type Entry, readEntries, TarError } from './tar.ts'

export type Verified = { header: Header; manifest: Manifest; secret_is_the_same: boolean }
/** A part of the backup; its content must be read to the end, where its checksum is compared. */
export type Part = { name: string; size_bytes: number; content: AsyncIterable<Buffer> }

/**
 * Reads the whole backup and compares every checksum. Throws a CommandError that says what is wrong with it.
 * @param onProgress told of the bytes of the file that were read
 */
export async function verifyBackup(
  path: string,
  secret: string,
  onProgress?: (bytes: number) => void,
): Promise<Verified> {
  const chain = createChain()
  let header: Header | undefined
  let manifest: Manifest | undefined
  try {
    for await (const part of readParts(path, { onProgress, onChecked: chain.add })) {
      if (part.name === headerName) header = parseHeader(await textOf(part))
      else if (!header) throw damaged('it does not begin like one')
      else if (part.name === manifestName) manifest = parseManifest(await textOf(part))
      else for await (const _chunk of part.content);
    }
  } catch (error) {
    throw explain(error, path)
  }
  if (!header || !manifest) throw damaged('its end is missing')
  const { parts, chain: digest } = chain.end()
  if (parts !== manifest.parts || digest !== manifest.chain) throw damaged('parts are missing or were moved')
  const secret_is_the_same = markOf(secret) === header.secret_mark
  if (secret_is_the_same && !isSealedBy(secret, manifest)) throw damaged('its manifest was altered')
  return { header, manifest, secret_is_the_same }
}

type ReadOptions = {
  onProgress?: ((bytes: number) => void) | undefined
  onChecked?: (name: string, digest: string) => void
}

/** The parts in their order, each compared with its checksum when its content has been read. */
export async function* readParts(path: string, options: ReadOptions = {}): AsyncGenerator<Part> {
  const file = createReadStream(path, { highWaterMark: 1024 ** 2 })
  file.on('data', (chunk) => options.onProgress?.(chunk.length))
  const decompress = createZstdDecompress()
  file.once('error', (error) => decompress.destroy(error))
  const entries = readEntries(file.pipe(decompress))
  try {
    for await (const entry of entries) {
      if (entry.name === manifestName) {
        yield entry
        return
      }
      yield* checkedPart(entry, entries, options)
    }
  } finally {
    decompress.destroy()
    file.destroy()
  }
}

async function* checkedPart(
  entry: Entry,
  entries: AsyncGenerator<Entry>,
  { onChecked }: ReadOptions,
): AsyncGenerator<Part> {
  const hash = createHash('sha256')
  const content = async function* () {
    for await (const chunk of entry.content) {
      hash.update(chunk)
      yield chunk
    }
  }
  yield { name: entry.name, size_bytes: entry.size_bytes, content: content() }
  const digest = hash.digest('hex')
  const { value: checksum } = await entries.next()
  if (checksum?.name !== `${entry.name}.sha256`) throw damaged('a checksum is missing')
  if ((await textOf(checksum)) !== `${digest}  ${entry.name}\n`) throw damaged(`${entry.name} was altered`)
  onChecked?.(entry.name, digest)
}

/** A part that is small enough to be read whole. */
export async function textOf(part: Part): Promise<string> {
  if (part.size_bytes > document_bytes_max) throw damaged(`${part.name} is too long`)
  const chunks: Buffer[] = []
  for await (const chunk of part.content) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

export function damaged(what: string): CommandError {
  return new CommandError(`This is not a whole backup of Wardline: ${what}. Nothing was changed.`)
}

function explain(error: unknown, path: string): unknown {
  const { code, name } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES')
    return new CommandError(
      `${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : 'it is not a file that Wardline may open'}.`,
    )
  if (error instanceof TarError || name === 'TarError') return damaged('it is cut off or damaged')
  if (code?.startsWith('ZSTD_') || code?.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return damaged('it is cut off or damaged')
  return error
}
