/**
 * Working time, counted. A calendar is compiled year by year into intervals of real time, so that counting and
 * adding are a search in a sorted list; daylight saving is settled while compiling and nowhere else.
 */

/** From and to on the clock of the wall, `HH:MM`; the end of a day is `24:00`. */
export type Span = readonly [from: string, to: string]
/** A day, or with `from` and `to` a part of it, on which nobody works. */
export type Holiday = { date: string; name: string; from?: string; to?: string }
/** `week` holds the spans of seven days, Monday first. */
export type CalendarRules = {
  time_zone: string
  week: Span[][]
  holidays: Holiday[]
}

/** Working intervals of one year of universal time; `before[i]` is what was worked before the i-th. Milliseconds. */
type Year = { starts: number[]; ends: number[]; before: number[]; total: number }
type Minutes = readonly [from: number, to: number]
export type Calendar = {
  readonly timeZone: string
  readonly week: readonly (readonly Minutes[])[]
  readonly holidays: ReadonlyMap<number, readonly Minutes[]>
  readonly years: Map<number, Year>
}

const minute_ms = 60_000
const day_ms = 86_400_000
const years_max = 100

/** Prepares a calendar for counting; years are compiled when they are first asked for. The rules were checked. */
export function compile(rules: CalendarRules): Calendar {
  const holidays = new Map<number, Minutes[]>()
  for (const { date, from = '00:00', to = '24:00' } of rules.holidays) {
    const day = Date.parse(`${date}T00:00:00Z`) / day_ms
    holidays.set(day, [...(holidays.get(day) ?? []), [minuteOf(from), minuteOf(to)]])
  }
  const week = rules.week.map((spans) =>
    spans.map(([from, to]): Minutes => [minuteOf(from), minuteOf(to)]).sort(([a], [b]) => a - b),
  )
  return { timeZone: rules.time_zone, week, holidays, years: new Map() }
}

/** The minutes from midnight of `HH:MM`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** The working time between two moments (milliseconds since 1970), in milliseconds; 0 when `to` is not later. */
export function workingTimeBetween(calendar: Calendar, from_ms: number, to_ms: number): number {
  if (to_ms <= from_ms) return 0
  const first = yearOf(from_ms)
  const last = yearOf(to_ms)
  if (last - first > years_max)
    throw new RangeError(`Working time is counted over ${years_max} years at most.`)
  let sum =
    workedUntil(compiledYear(calendar, last), to_ms) - workedUntil(compiledYear(calendar, first), from_ms)
  for (let year = first; year < last; year++) sum += compiledYear(calendar, year).total
  return sum
}

/** The same in whole minutes, rounded down. */
export function workingMinutesBetween(calendar: Calendar, from_ms: number, to_ms: number): number {
  return Math.floor(workingTimeBetween(calendar, from_ms, to_ms) / minute_ms)
}

/** The first moment by which `minutes` of working time have passed since `from_ms`; both in milliseconds since 1970. */
export function addWorkingTime(calendar: Calendar, from_ms: number, minutes: number): number {
  return addWorking(calendar, from_ms, minutes * minute_ms)
}

/** The same with the working time in milliseconds. Throws RangeError when a century has not enough of it. */
export function addWorking(calendar: Calendar, from_ms: number, work_ms: number): number {
  if (work_ms <= 0) return from_ms
  const first = yearOf(from_ms)
  let wanted = workedUntil(compiledYear(calendar, first), from_ms) + work_ms
  for (let number = first; number - first <= years_max; number++) {
    const year = compiledYear(calendar, number)
    if (wanted <= year.total) return momentOf(year, wanted)
    wanted -= year.total
  }
  throw new RangeError(`The calendar has less working time than that in ${years_max} years.`)
}

function yearOf(at_ms: number): number {
  return new Date(at_ms).getUTCFullYear()
}

function workedUntil(year: Year, at_ms: number): number {
  const index = lastAtMost(year.starts, at_ms)
  if (index < 0) return 0
  // The index was found in the list, and the three lists are equally long.
  const start = year.starts[index] as number
  return (year.before[index] as number) + Math.min(at_ms, year.ends[index] as number) - start
}

function momentOf(year: Year, worked_ms: number): number {
  // The interval in which the wanted time is reached is the last one that begins with less.
  let index = lastAtMost(year.before, worked_ms)
  if (year.before[index] === worked_ms) index--
  return (year.starts[index] as number) + worked_ms - (year.before[index] as number)
}

/** The index of the last value that is at most `limit`, or -1. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

function compiledYear(calendar: Calendar, number: number): Year {
  const known = calendar.years.get(number)
  if (known) return known
  const year: Year = { starts: [], ends: [], before: [], total: 0 }
  const from_ms = Date.UTC(number, 0, 1)
  const to_ms = Date.UTC(number + 1, 0, 1)
  for (const segment of segments(calendar.timeZone, from_ms, to_ms)) addSegment(calendar, year, segment)
  calendar.years.set(number, year)
  return year
}

type Segment = { from_ms: number; to_ms: number; offset_ms: number }

/** The stretches in which the zone keeps one distance from universal time: within one, the wall's clock runs evenly. */
function* segments(timeZone: string, from_ms: number, to_ms: number): Generator<Segment> {
  let at = Temporal.Instant.fromEpochMilliseconds(from_ms).toZonedDateTimeISO(timeZone)
  while (at.epochMilliseconds < to_ms) {
    const next = at.getTimeZoneTransition('next')
    const end_ms = Math.min(next?.epochMilliseconds ?? to_ms, to_ms)
    yield { from_ms: at.epochMilliseconds, to_ms: end_ms, offset_ms: at.offsetNanoseconds / 1e6 }
    if (next === null) return
    at = next
  }
}

function addSegment(calendar: Calendar, year: Year, { from_ms, to_ms, offset_ms }: Segment): void {
  const firstDay = Math.floor((from_ms + offset_ms) / day_ms)
  for (let day = firstDay; day * day_ms < to_ms + offset_ms; day++)
    for (const [from, to] of spansOf(calendar, day)) {
      const start = Math.max(from_ms, day * day_ms + from * minute_ms - offset_ms)
      const end = Math.min(to_ms, day * day_ms + to * minute_ms - offset_ms)
      if (start < end) addInterval(year, start, end)
    }
}

function addInterval(year: Year, start: number, end: number): void {
  const last = year.ends.length - 1
  if (last >= 0 && year.ends[last] === start) year.ends[last] = end
  else {
    year.starts.push(start)
    year.ends.push(end)
    year.before.push(year.total)
  }
  year.total += end - start
}

/** The working spans of a day (days since 1970), with the holidays cut out. */
function spansOf(calendar: Calendar, day: number): readonly Minutes[] {
  // 1970 began on a Thursday.
  const spans = calendar.week[(((day + 3) % 7) + 7) % 7] ?? []
  const holes = calendar.holidays.get(day)
  if (holes === undefined) return spans
  return holes.reduce<readonly Minutes[]>(
    (left, [from, to]) =>
      left.flatMap(([start, end]) =>
        (
          [
            [start, Math.min(end, from)],
            [Math.max(start, to), end],
          ] as const
        ).filter(([a, b]) => a < b),
      ),
    spans,
  )
}
