import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { BadRow } from './read/row.ts'

/** A file of bad rows does not grow beyond this; what does not fit is counted in its last line. */
export const bad_rows_written_max = 1_000_000

/**
 * A cell of a CSV file that a spreadsheet opens as text: one that would begin a formula (after any space, and also
 * by a tab or a full-width sign) gets an apostrophe before it. Always quoted.
 */
export function csvCell(text: string): string {
  const isFormula = /^[\s\0]*[=+\-@|＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text)
  return `"${(isFormula ? `'${text}` : text).replaceAll('\0', '').replaceAll('"', '""')}"`
}

/** One bad row as a line of CSV, with its line end. */
export function badRowLine({ line, column, value, reason }: BadRow): string {
  return `${line},${csvCell(column)},${csvCell(value)},${csvCell(reason)}\r\n`
}

export const bad_rows_heading = 'line,column,value,reason\r\n'

export type BadRowFile = {
  add(bad: BadRow): void
  /** Resolves when everything is on disk; gives the number of bad rows, written or not. */
  close(): Promise<number>
}

/** Opens the downloadable file of bad rows (UTF-8 with a byte order mark, which spreadsheets need). */
export function openBadRowFile(path: string, written_max = bad_rows_written_max): BadRowFile {
  const stream = createWriteStream(path, { encoding: 'utf8' })
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  stream.write(`\ufeff${bad_rows_heading}`)
  let count = 0
  return {
    add(bad) {
      count++
      if (count <= written_max) stream.write(badRowLine(bad))
    },
    async close() {
      if (count > written_max)
        stream.write(
          badRowLine({ line: 0, column: '', value: '', reason: `${count - written_max} more bad rows` }),
        )
      if (!failure) {
        stream.end()
        await once(stream, 'close')
      }
      if (failure) throw failure
      return count
    },
  }
}
