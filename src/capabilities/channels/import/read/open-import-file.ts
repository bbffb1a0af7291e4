import { importFault } from '../import-error.ts'
import { readBytes } from './bytes.ts'
import { openCsv } from './csv.ts'
import type { Delimiter } from './delimiter.ts'
import { detectEncoding, type Encoding, known, readText } from './encoding.ts'
import type { OnBadRow, Row } from './row.ts'
import { readXes } from './xes.ts'

export type ReadOptions = {
  /** Overrides what is recognized. */
  encoding?: string
  delimiter?: Delimiter
  unpacked_bytes_max?: number
  field_length_max?: number
  onBadRow?: OnBadRow
}

export type ImportFile = {
  format: 'csv' | 'xes'
  encoding: Encoding
  /** Of a CSV file only. */
  delimiter?: Delimiter
  /** In the file's order; for XES, those of the first events. */
  columns: string[]
  /** May be read once. */
  rows: AsyncGenerator<Row, void, undefined>
}

const xes_peeked_rows = 200

// How a zip archive (which a spreadsheet is), a PDF, an old Office file and an image begin.
const foreignStarts = ['504b0304', '504b0506', '255044462d', 'd0cf11e0', '89504e47', 'ffd8ff']

/**
 * Opens a CSV or XES file, plain or gzip: recognizes what it is by its content, not by its name.
 *
 * The file is read twice (once for its encoding), in memory that does not grow with it. Throws import faults.
 */
export async function openImportFile(path: string, options: ReadOptions = {}): Promise<ImportFile> {
  const { unpacked_bytes_max } = options
  await refuseForeign(path, unpacked_bytes_max)
  const encoding = options.encoding ? named(options.encoding) : await detectEncoding(path, unpacked_bytes_max)
  const start = await firstText(path, encoding, unpacked_bytes_max)
  const format = formatOf(start)
  const text = readText(path, encoding, unpacked_bytes_max)
  if (format === 'csv') {
    const csv = await openCsv(text, options)
    return { format, encoding, ...csv }
  }
  return { format, encoding, ...(await peekXes(readXes(text))) }
}

function named(name: string): Encoding {
  const encoding = known(name)
  if (!encoding) throw importFault('encoding-unknown', `The encoding "${name}" cannot be read.`)
  return encoding
}

async function firstText(path: string, encoding: Encoding, bytes_max?: number): Promise<string> {
  for await (const piece of readText(path, encoding, bytes_max)) {
    if (piece.trim()) return piece.slice(0, 4096)
  }
  throw importFault('file-empty', 'The file is empty.')
}

function formatOf(start: string): 'csv' | 'xes' {
  const text = start.replace(/^\ufeff/, '').trimStart()
  if (text.startsWith('<')) return 'xes'
  return 'csv'
}

/** By its first bytes: their encoding could only be guessed, and what is told of it would help nobody. */
async function refuseForeign(path: string, bytes_max?: number): Promise<void> {
  for await (const chunk of readBytes(path, bytes_max)) {
    const start = chunk.subarray(0, 8).toString('hex')
    if (foreignStarts.some((foreign) => start.startsWith(foreign)))
      throw importFault('format-unknown', 'The file is neither CSV nor XES. Save a spreadsheet as CSV first.')
    return
  }
}

/** XES names its columns only in its events, so the first of them are read ahead. */
async function peekXes(rows: AsyncGenerator<Row, void, undefined>) {
  const ahead: Row[] = []
  const columns = new Set<string>()
  while (ahead.length < xes_peeked_rows) {
    const next = await rows.next()
    if (next.done) break
    ahead.push(next.value)
    for (const column of Object.keys(next.value.values)) columns.add(column)
  }
  async function* all(): AsyncGenerator<Row, void, undefined> {
    yield* ahead
    yield* rows
  }
  return { columns: [...columns], rows: all() }
}
