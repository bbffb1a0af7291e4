import type { Cell, CompiledMapping } from '../mapping/compile.ts'
import { cleanText } from '../mapping/compile.ts'
import type { BadRow, Row } from '../read/row.ts'

/** A row that was read: its place in the order of its ticket, and a cell a mapped column, in the mapping's order. */
export type Revision = {
  line: number
  /** Empty when the source has no time column. */
  at: string
  sequence: number
  actor: string | null
  /** A final column's cell is only true of the ticket's last row. */
  cells: Cell[]
  /** Of a conversation: which message, and where in it. */
  message: string
  sentence: number
}

const key_length_max = 200

/** The row's key and revision, or why it is a bad row. */
export function readRevision(
  row: Row,
  compiled: CompiledMapping,
): { key: string; revision: Revision } | BadRow {
  const { mapping, columns } = compiled
  const { line, values } = row
  const bad = (column: string, reason: string): BadRow => ({
    line,
    column,
    value: (values[column] ?? '').slice(0, 200),
    reason,
  })
  const key = cleanText(values[mapping.key] ?? '')
  if (compiled.isUnknown(key)) return bad(mapping.key, 'The row has no key.')
  if (key.length > key_length_max)
    return bad(mapping.key, `The key is longer than ${key_length_max} characters.`)

  let at = ''
  if (mapping.time !== undefined) {
    const read = compiled.readTime(values[mapping.time] ?? '')
    if (read === undefined) {
      return bad(mapping.time, `Not a time of the form ${mapping.dates.pattern} in ${mapping.dates.zone}.`)
    }
    at = read
  }
  const sequence = mapping.sequence === undefined ? 0 : wholeNumber(values[mapping.sequence])
  if (sequence === undefined) return bad(mapping.sequence ?? '', 'Not a whole number.')
  const sentenceOrder = mapping.message?.sentenceOrder
  const sentence = sentenceOrder === undefined ? 0 : wholeNumber(values[sentenceOrder])
  if (sentence === undefined) return bad(sentenceOrder ?? '', 'Not a whole number.')

  // Made in its full length at once: a growing array would keep up to half as much again.
  const cells = new Array<Cell>(columns.length)
  for (const [index, column] of columns.entries()) {
    const reading = column.read(values[column.column] ?? '')
    if ('value' in reading) cells[index] = reading.value ?? column.fallback
    // An unclear mark of privacy must not lose the row: it is null here and read as private. Nor must a final value,
    // which is not this row's own.
    else if (column.isFinal || column.field === 'messageIsPrivate') cells[index] = null
    else return bad(column.column, reading.reason)
  }
  const actor = mapping.actor === undefined ? null : compiled.readName(values[mapping.actor] ?? '')
  const message = (mapping.message?.groupBy ?? []).map((column) => values[column] ?? '').join('\0')
  return { key, revision: { line, at, sequence, actor, cells, message, sentence } }
}

function wholeNumber(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  return /^-?\d{1,15}(\.0+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

/**
 * A ticket's rows in their order.
 *
 * A log is written in order, so the file's order stands where it agrees with the times (and, within one time, with
 * the sequence) or with the sequence alone: a single wrong time or a single wrong sequence number moves nothing.
 * A file that agrees with neither is sorted, by sequence if there is one, then by time, then by line.
 */
export function inOrder(
  revisions: Revision[],
  hasSequence: boolean,
): { ordered: Revision[]; isSorted: boolean } {
  const byTime = (a: Revision, b: Revision) => compare(a.at, b.at) || a.sequence - b.sequence
  const bySequence = (a: Revision, b: Revision) => a.sequence - b.sequence
  const byBoth = (a: Revision, b: Revision) =>
    a.sequence - b.sequence || compare(a.at, b.at) || a.line - b.line
  if (agrees(revisions, byTime) || (hasSequence && agrees(revisions, bySequence))) {
    return { ordered: revisions, isSorted: false }
  }
  return { ordered: [...revisions].sort(byBoth), isSorted: true }
}

function agrees(revisions: Revision[], order: (a: Revision, b: Revision) => number): boolean {
  for (let index = 1; index < revisions.length; index++) {
    // Both indexes are within the array.
    if (order(revisions[index - 1]!, revisions[index]!) > 0) return false
  }
  return true
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** True when two rows say the same in all that is imported, their place in the order included. */
export function isRepeat(a: Revision, b: Revision): boolean {
  return (
    a.sequence === b.sequence &&
    a.at === b.at &&
    a.actor === b.actor &&
    a.cells.every((cell, index) => sameCell(cell, b.cells[index] ?? null))
  )
}

export function sameCell(a: Cell, b: Cell): boolean {
  if (a === b) return true
  return Array.isArray(a) && Array.isArray(b) && a.join('\0') === b.join('\0')
}
