/**
 * What the reports count of a ticket, and the form in which the tickets of one day are kept together: columns of
 * numbers one after the other, so that a year of half a million tickets is counted in a fraction of a second. Pure.
 */

/** One ticket; times are seconds since 1970. */
export type Cell = {
  number: number
  created_s: number
  answered_s: number | null
  resolved_s: number | null
  /** The hour of the day in the organization's time zone. */
  hour: number
  team: string | null
  subject: string | null
  place: string | null
}

/** The tickets that came in on one day. */
export type FlowDay = {
  /** As in 2026-03-08. */
  day: string
  /** When the day begins in the organization's time zone, in seconds since 1970. */
  begins_s: number
  names: readonly string[]
  cells: Buffer
}

/** The columns of a day; times are seconds from its beginning, names are positions from 1, 0 means none. */
export type Columns = {
  count: number
  number: Uint32Array
  created: Int32Array
  answered: Int32Array
  resolved: Int32Array
  team: Uint16Array
  subject: Uint16Array
  place: Uint16Array
  hour: Uint8Array
}

/** Stands for a time that is not there. */
export const never = -2_147_483_648
const bytes_each = 4 * 4 + 3 * 2 + 1
const number_max = 2 ** 32 - 1
const names_max = 65_535

/** The columns over a buffer of so many tickets. */
function columnsOver(buffer: ArrayBuffer, count: number): Columns {
  return {
    count,
    number: new Uint32Array(buffer, 0, count),
    created: new Int32Array(buffer, count * 4, count),
    answered: new Int32Array(buffer, count * 8, count),
    resolved: new Int32Array(buffer, count * 12, count),
    team: new Uint16Array(buffer, count * 16, count),
    subject: new Uint16Array(buffer, count * 18, count),
    place: new Uint16Array(buffer, count * 20, count),
    hour: new Uint8Array(buffer, count * 22, count),
  }
}

/** The columns of what was stored. */
export function readColumns(cells: Buffer): Columns {
  // Views of four bytes must begin at a multiple of four, which a slice of a pool of buffers need not do.
  const aligned = new ArrayBuffer(cells.byteLength)
  new Uint8Array(aligned).set(cells)
  return columnsOver(aligned, cells.byteLength / bytes_each)
}

/** The tickets of a day as they are stored; undefined when they do not fit, so that they are read each time. */
export function packDay(
  begins_s: number,
  cells: readonly Cell[],
): { names: string[]; cells: Buffer } | undefined {
  const positions = new Map<string, number>()
  const positionOf = (id: string | null) => {
    if (id === null) return 0
    const known = positions.get(id) ?? positions.size + 1
    positions.set(id, known)
    return known
  }
  const fromBegin = (at_s: number | null) => (at_s === null ? never : at_s - begins_s)
  const buffer = new ArrayBuffer(cells.length * bytes_each)
  const columns = columnsOver(buffer, cells.length)
  for (const [at, cell] of cells.entries()) {
    if (cell.number > number_max) return undefined
    columns.number[at] = cell.number
    columns.created[at] = cell.created_s - begins_s
    columns.answered[at] = fromBegin(cell.answered_s)
    columns.resolved[at] = fromBegin(cell.resolved_s)
    columns.team[at] = positionOf(cell.team)
    columns.subject[at] = positionOf(cell.subject)
    columns.place[at] = positionOf(cell.place)
    columns.hour[at] = cell.hour
  }
  return positions.size > names_max ? undefined : { names: [...positions.keys()], cells: Buffer.from(buffer) }
}
