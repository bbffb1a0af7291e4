/** Counts tickets into the steps of a period, the hours of the week, and their teams, subjects and places. Pure. */
import { type Cell, type Columns, type FlowDay, never, readColumns } from './cells.ts'
import type { Period } from './period.ts'
import { addSpan, emptySpans, type SpansBySteps } from './spread.ts'

/** Narrows what is counted; each is an id. */
export type Scope = { team?: string; place?: string; subject?: string }

type Parts = Map<string | null, number>
export type Tally = {
  readonly begins_s: readonly number[]
  readonly ends_s: number
  readonly scope: Scope
  cameIn: number[]
  wentOut: number[]
  response: SpansBySteps
  resolution: SpansBySteps
  /** Seven days from Monday, each with 24 hours. */
  hours: number[][]
  teams: Parts
  subjects: Parts
  places: Parts
}

export function emptyTally(period: Period, scope: Scope): Tally {
  const steps = period.steps.length
  return {
    begins_s: period.steps.map((step) => Date.parse(step.from) / 1000),
    ends_s: Date.parse(period.to) / 1000,
    scope,
    cameIn: Array(steps).fill(0),
    wentOut: Array(steps).fill(0),
    response: emptySpans(steps),
    resolution: emptySpans(steps),
    hours: Array.from({ length: 7 }, () => Array(24).fill(0)),
    teams: new Map(),
    subjects: new Map(),
    places: new Map(),
  }
}

/** The step that holds a moment; -1 outside of the period. */
function stepOf({ begins_s, ends_s }: Tally, at_s: number): number {
  if (at_s >= ends_s) return -1
  let low = 0
  let high = begins_s.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((begins_s[middle] as number) <= at_s) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Monday is 0. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** Counts one ticket that lies within the scope. */
export function addCell(tally: Tally, day: string, cell: Cell): void {
  const step = stepOf(tally, cell.created_s)
  if (step >= 0) {
    tally.cameIn[step] = (tally.cameIn[step] ?? 0) + 1
    const hours = tally.hours[weekdayOf(day)]
    if (hours) hours[cell.hour] = (hours[cell.hour] ?? 0) + 1
    addTo(tally.teams, cell.team, 1)
    addTo(tally.subjects, cell.subject, 1)
    addTo(tally.places, cell.place, 1)
    if (cell.answered_s !== null) addSpan(tally.response, step, cell.answered_s - cell.created_s)
  }
  if (cell.resolved_s === null) return
  const out = stepOf(tally, cell.resolved_s)
  if (out < 0) return
  tally.wentOut[out] = (tally.wentOut[out] ?? 0) + 1
  addSpan(tally.resolution, out, cell.resolved_s - cell.created_s)
}

function addTo(parts: Parts, id: string | null, count: number): void {
  parts.set(id, (parts.get(id) ?? 0) + count)
}

/** Counts the tickets of a stored day, but for those with the given numbers. */
export function addDay(tally: Tally, flowDay: FlowDay, without: ReadonlySet<number>): void {
  const columns = readColumns(flowDay.cells)
  const keeps = scopeOver(tally.scope, flowDay.names, columns)
  if (keeps === undefined) return
  const counts = [columns.team, columns.subject, columns.place].map(
    () => new Int32Array(flowDay.names.length + 1),
  )
  const [teams, subjects, places] = counts as [Int32Array, Int32Array, Int32Array]
  const hours = tally.hours[weekdayOf(flowDay.day)] as number[]
  const step = stepOf(tally, flowDay.begins_s)
  let cameIn = 0
  for (let at = 0; at < columns.count; at++) {
    if (!keeps(at) || (without.size > 0 && without.has(columns.number[at] as number))) continue
    const created = columns.created[at] as number
    if (step >= 0) {
      cameIn++
      hours[columns.hour[at] as number]!++ // The hour is one of 24.
      teams[columns.team[at] as number]!++ // Each position lies within the names.
      subjects[columns.subject[at] as number]!++
      places[columns.place[at] as number]!++
      const answered = columns.answered[at] as number
      if (answered !== never) addSpan(tally.response, step, answered - created)
    }
    const resolved = columns.resolved[at] as number
    if (resolved === never) continue
    const out = stepOf(tally, flowDay.begins_s + resolved)
    if (out < 0) continue
    tally.wentOut[out]!++ // The step is one of the period.
    addSpan(tally.resolution, out, resolved - created)
  }
  if (step >= 0) tally.cameIn[step]! += cameIn // As above.
  addCounts(tally.teams, teams, flowDay.names)
  addCounts(tally.subjects, subjects, flowDay.names)
  addCounts(tally.places, places, flowDay.names)
}

function addCounts(parts: Parts, counts: Int32Array, names: readonly string[]): void {
  for (const [position, count] of counts.entries())
    if (count > 0) addTo(parts, position === 0 ? null : (names[position - 1] ?? null), count)
}

/** Whether a ticket of the day lies within the scope; undefined when none of them can. */
function scopeOver(
  scope: Scope,
  names: readonly string[],
  columns: Columns,
): ((at: number) => boolean) | undefined {
  const asked = (['team', 'place', 'subject'] as const).flatMap((part) => {
    const id = scope[part]
    return id === undefined ? [] : [{ column: columns[part], position: names.indexOf(id) + 1 }]
  })
  if (asked.some(({ position }) => position === 0)) return undefined
  const [first, ...others] = asked
  if (first === undefined) return () => true
  return (at) =>
    first.column[at] === first.position && others.every(({ column, position }) => column[at] === position)
}
