/** One file of a folder as a page, or with the reason why it cannot be one. */
import { createHash } from 'node:crypto'
import { body_length_max } from '../lifecycle.ts'
import type { Files } from './archive.ts'
import { readPage } from './front-matter.ts'
import type { Source } from './known.ts'

const file_bytes_max = 2_000_000

/** The path is one of the files'. */
export function readSource(path: string, files: Files): Source {
  // The path is one of the map's keys.
  const bytes = files.get(path)!
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const empty = readPage('')
  if (bytes.length > file_bytes_max)
    return { path, page: empty, sha256, reason: 'The file is larger than 2 MB.' }
  const page = readPage(decode(bytes))
  const isLong = page.body.length > body_length_max
  return {
    path,
    page,
    sha256,
    reason: isLong
      ? `The text is longer than ${body_length_max} characters. Split it into several pages.`
      : null,
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
