import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { importFault } from '../import-error.ts'
import { type Delimiter, sniffDelimiter } from './delimiter.ts'
import { columnNames, emptyValues, type OnBadRow, type Row } from './row.ts'

/** One field may hold this many characters; a whole record four times as many. */
export const field_length_max_default = 1024 * 1024

export type CsvOptions = { delimiter?: Delimiter; field_length_max?: number; onBadRow?: OnBadRow }

export type CsvFile = { delimiter: Delimiter; columns: string[]; rows: AsyncGenerator<Row, void, undefined> }

const sniffed_chars = 64 * 1024

/**
 * CSV text as rows (RFC 4180 quotes; line feeds and delimiters inside quotes; any line ending; a stray quote
 * inside an unquoted field is text). The first record names the columns. Empty lines are passed over. A record
 * with too few or too many fields goes to `onBadRow`.
 *
 * Throws the import faults `file-empty`, `csv-broken` (a quote that never closes) and `csv-field-too-large`.
 */
export async function openCsv(text: AsyncIterable<string>, options: CsvOptions = {}): Promise<CsvFile> {
  const pieces = text[Symbol.asyncIterator]()
  let head = ''
  for (let piece = await pieces.next(); ; piece = await pieces.next()) {
    if (piece.done) break
    head += piece.value
    if (head.length >= sniffed_chars) break
  }
  if (head.startsWith('\ufeff')) head = head.slice(1)
  // Excel writes the delimiter into a first line of its own.
  const declared = /^sep=(.)\r?\n/i.exec(head)
  const skippedLines = declared ? 1 : 0
  if (declared) head = head.slice(declared[0].length)
  const delimiter =
    options.delimiter ??
    (declared?.[1] as Delimiter | undefined) ??
    sniffDelimiter(head.slice(0, sniffed_chars))
  const records = readRecords(joined(head, pieces), delimiter, skippedLines, options)
  const first = await records.next()
  if (first.done) throw importFault('file-empty', 'The file holds no heading line.')
  const columns = columnNames(first.value.fields)
  return { delimiter, columns, rows: toRows(records, columns, options.onBadRow) }
}

async function* joined(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head
  for (let piece = await rest.next(); !piece.done; piece = await rest.next()) yield piece.value
}

type CsvRecord = { line: number; fields: string[] }

async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  skippedLines: number,
  options: CsvOptions,
): AsyncGenerator<CsvRecord, void, undefined> {
  const field_length_max = options.field_length_max ?? field_length_max_default
  // Where the next record begins, counted while parsing: an error must name the record that it is in, and by then
  // the records before it may still wait to be read.
  let line = 1 + skippedLines
  let lines_before = 0
  const starts = new WeakMap<string[], number>()
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: field_length_max * 4,
    on_record: (fields: string[], { lines }) => {
      starts.set(fields, line)
      // The parser counts a line feed after a carriage return inside quotes as a line of its own; we do not.
      line += lines === lines_before + 1 ? 1 : 1 + lineBreaks(fields)
      lines_before = lines
      return fields
    },
  })
  const source = Readable.from(text, { objectMode: false, encoding: 'utf8' })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const fields of parser as AsyncIterable<string[]>) {
      if (fields.length === 1 && fields[0] === '') continue
      const start = starts.get(fields) ?? line
      if (fields.some((field) => field.length > field_length_max))
        throw fieldTooLarge(start, field_length_max)
      yield { line: start, fields }
    }
  } catch (error) {
    throw readable(error, line, field_length_max)
  } finally {
    source.destroy()
    parser.destroy()
  }
}

function lineBreaks(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function readable(error: unknown, line: number, field_length_max: number): unknown {
  const code = error instanceof Error && 'code' in error ? (error as CsvError).code : undefined
  if (code === 'CSV_MAX_RECORD_SIZE') return fieldTooLarge(line, field_length_max)
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return importFault('csv-broken', `A quote that opens in the record of line ${line} never closes.`, line)
  }
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    return importFault('csv-broken', `The record of line ${line} cannot be read as CSV.`, line)
  }
  return error
}

function fieldTooLarge(line: number, field_length_max: number) {
  return importFault(
    'csv-field-too-large',
    `The record of line ${line} holds a field of more than ${field_length_max} characters; a quote may be missing there.`,
    line,
  )
}

async function* toRows(
  records: AsyncIterable<CsvRecord>,
  columns: string[],
  onBadRow: OnBadRow | undefined,
): AsyncGenerator<Row, void, undefined> {
  for await (const { line, fields } of records) {
    if (fields.length !== columns.length) {
      const reason = `The row has ${fields.length} fields, the heading has ${columns.length}.`
      onBadRow?.({ line, column: '', value: fields.join(' | ').slice(0, 200), reason })
      continue
    }
    const values = emptyValues()
    for (let index = 0; index < columns.length; index++) {
      // Both arrays have the same length, checked above.
      values[columns[index]!] = fields[index]!
    }
    yield { line, values }
  }
}
