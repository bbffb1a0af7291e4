/** What a calendar must be like before it is stored; each refusal says what to change. */
import { timeZoneOf } from '../../../core/organization/settings.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { type CalendarRules, type Holiday, minuteOf, type Span } from './calendar.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The rules with their spans in order and their zone spelled as it is today. Throws a 422 with the sentence. */
export function checkedRules(rules: CalendarRules): CalendarRules {
  const time_zone = timeZoneOf(rules.time_zone)
  const week = rules.week.map(checkedDay)
  if (week.every((spans) => spans.length === 0))
    throw invalid(
      '#/week',
      'This calendar has no working hours, so nothing could ever become due. Give at least one day a span.',
    )
  return { time_zone, week, holidays: checkedHolidays(rules.holidays) }
}

function checkedDay(spans: readonly Span[], day: number): Span[] {
  const pointer = `#/week/${day}`
  for (const span of spans) requireForward(span, days[day] ?? '', pointer)
  const sorted = spans.toSorted(([a], [b]) => minuteOf(a) - minuteOf(b))
  sorted.forEach((span, index) => {
    const next = sorted[index + 1]
    if (next && minuteOf(next[0]) < minuteOf(span[1]))
      throw invalid(
        pointer,
        `${days[day]}: ${written(span)} and ${written(next)} overlap. End the first by ${next[0]}, or begin the second at ${span[1]} or later.`,
      )
  })
  return sorted
}

function checkedHolidays(holidays: readonly Holiday[]): Holiday[] {
  const seen = new Set<string>()
  return holidays
    .map((holiday, index) => checkedHoliday(holiday, index))
    .filter(({ date, from, to }) => {
      const key = `${date} ${from} ${to}`
      return !seen.has(key) && seen.add(key)
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function checkedHoliday({ date, name, from, to }: Holiday, index: number): Holiday {
  const pointer = `#/holidays/${index}`
  if (!isDate(date)) throw invalid(pointer, `There is no day ${date}. Write it like 2026-12-25.`)
  if (from === undefined && to === undefined) return { date, name }
  const span: Span = [from ?? '00:00', to ?? '24:00']
  requireForward(span, `${name}, ${date}`, pointer)
  return { date, name, from: span[0], to: span[1] }
}

function requireForward(span: Span, where: string, pointer: string): void {
  if (minuteOf(span[0]) < minuteOf(span[1])) return
  throw invalid(
    pointer,
    `${where}: ${written(span)} ends before it begins. For hours past midnight, end this span at 24:00 and begin another at 00:00 on the next day.`,
  )
}

function written([from, to]: Span): string {
  return `${from}–${to}`
}

/** True for a day of the calendar as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
