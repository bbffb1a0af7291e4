/** Public holidays from an iCalendar file (RFC 5545): one event a holiday, as such calendars are published. */
import { invalid } from '../../../platform/http/problem.ts'
import type { Holiday } from './calendar.ts'
import { isDate } from './check.ts'

const events_max = 2_000
const days_max = 31

type Line = { name: string; parameters: Record<string, string>; value: string }
type Moment = { isDay: true; date: Temporal.PlainDate } | { isDay: false; local: Temporal.PlainDateTime }

/**
 * The holidays of the file in the calendar's zone, one for each day that an event covers.
 * Throws a 422 whose sentence names the event, when the file cannot be taken as it is.
 */
export function readHolidays(text: string, timeZone: string): Holiday[] {
  const lines = unfold(text)
  if (lines[0]?.toUpperCase() !== 'BEGIN:VCALENDAR')
    refuse('This is not an iCalendar file: it does not begin with BEGIN:VCALENDAR.')
  const holidays: Holiday[] = []
  const seen = new Set<string>()
  for (const event of eventsOf(lines)) {
    for (const holiday of holidaysOf(event, timeZone)) {
      const key = `${holiday.date} ${holiday.from} ${holiday.to}`
      if (!seen.has(key)) holidays.push(holiday)
      seen.add(key)
    }
    if (holidays.length > events_max)
      refuse(`The file has more than ${events_max} holidays. Take fewer years.`)
  }
  if (holidays.length === 0) refuse('The file has no events (VEVENT), so there is nothing to take from it.')
  return holidays.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function refuse(sentence: string): never {
  throw invalid('#/text', sentence)
}

/** Long lines are continued on the next one after a blank. */
function unfold(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

/** The lines of each event, without those of the parts inside it, such as alarms. */
function* eventsOf(lines: readonly string[]): Generator<Line[]> {
  const open: string[] = []
  let event: Line[] = []
  for (const text of lines) {
    const line = lineOf(text)
    if (line.name === 'BEGIN') {
      open.push(line.value.toUpperCase())
      if (open.length > 10) refuse('The parts of the file lie too deep in each other.')
    } else if (line.name === 'END') {
      if (open.pop() !== line.value.toUpperCase())
        refuse(`The file is damaged: END:${line.value.slice(0, 40)} ends nothing that was begun.`)
      if (line.value.toUpperCase() === 'VEVENT') {
        yield event
        event = []
      }
    } else if (open.at(-1) === 'VEVENT') event.push(line)
  }
  if (open.length > 0) refuse(`The file is cut off: ${open.at(-1)?.slice(0, 40)} is begun and not ended.`)
}

function lineOf(text: string): Line {
  const match = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/s.exec(text)
  if (!match) refuse(`This line cannot be read: “${text.slice(0, 60)}”.`)
  const [, name = '', parameters = '', value = ''] = match
  return {
    name: name.toUpperCase(),
    parameters: Object.fromEntries(
      [...parameters.matchAll(/;([^=]+)=("[^"]*"|[^;]*)/g)].map(([, key = '', word = '']) => [
        key.toUpperCase(),
        word.replaceAll('"', ''),
      ]),
    ),
    value,
  }
}

function holidaysOf(event: readonly Line[], timeZone: string): Holiday[] {
  const first = (name: string) => event.find((line) => line.name === name)
  if (first('STATUS')?.value.toUpperCase() === 'CANCELLED') return []
  const name = wordsOf(first('SUMMARY')?.value)
  if (first('RRULE') || first('RDATE'))
    refuse(
      `“${name}” repeats by a rule (RRULE). Export the calendar with one event a year, or enter the days by hand.`,
    )
  const start = first('DTSTART')
  if (!start) refuse(`“${name}” has no beginning (DTSTART).`)
  const from = momentOf(start, name, timeZone)
  const end = first('DTEND')
  if (from.isDay) return wholeDays(name, from.date, end && momentOf(end, name, timeZone))
  const to = end === undefined ? undefined : momentOf(end, name, timeZone)
  if (to === undefined || to.isDay)
    return refuse(`“${name}” has a beginning with a time and no end with one (DTEND).`)
  return partsOfDays(name, from.local, to.local)
}

function wordsOf(value: string | undefined): string {
  const words = (value ?? '').replaceAll(/\\[nN]/g, ' ').replaceAll(/\\(.)/g, '$1')
  // Control characters are for machines; a name is one line.
  return (
    [...words]
      .filter((letter) => letter >= ' ' && letter !== '\u007F')
      .join('')
      .trim()
      .slice(0, 200) || 'Holiday'
  )
}

function momentOf({ value, parameters }: Line, name: string, timeZone: string): Moment {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value.trim())
  const date = match ? `${match[1]}-${match[2]}-${match[3]}` : ''
  if (!match || !isDate(date))
    return refuse(`“${name}” has a date that cannot be read: ${value.slice(0, 40)}.`)
  if (match[4] === undefined) return { isDay: true, date: Temporal.PlainDate.from(date) }
  try {
    const time = Temporal.PlainDateTime.from(`${date}T${match[4]}:${match[5]}:${match[6]}`)
    const zone = match[7] === 'Z' ? 'UTC' : (parameters.TZID ?? timeZone)
    const local =
      zone === timeZone ? time : time.toZonedDateTime(zone).withTimeZone(timeZone).toPlainDateTime()
    return { isDay: false, local }
  } catch {
    return refuse(
      `“${name}” has a time or a time zone that is not known: ${value.slice(0, 40)} ${parameters.TZID ?? ''}.`,
    )
  }
}

/** The end of whole days is the day after the last one. */
function wholeDays(name: string, from: Temporal.PlainDate, end: Moment | undefined): Holiday[] {
  const to = end === undefined ? from.add({ days: 1 }) : end.isDay ? end.date : end.local.toPlainDate()
  const count = from.until(to, { largestUnit: 'day' }).days
  if (count < 0 || count > days_max)
    refuse(
      `“${name}” lasts from ${from} to ${to}. A holiday has an end after its beginning and ${days_max} days at most.`,
    )
  return Array.from({ length: Math.max(1, count) }, (_, day) => ({
    date: from.add({ days: day }).toString(),
    name,
  }))
}

function partsOfDays(name: string, from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): Holiday[] {
  const last = to.toPlainDate()
  const days = wholeDays(name, from.toPlainDate(), { isDay: true, date: last.add({ days: 1 }) })
  if (Temporal.PlainDateTime.compare(from, to) >= 0) refuse(`“${name}” ends before it begins.`)
  return days
    .map(({ date }) => ({
      date,
      name,
      from: date === from.toPlainDate().toString() ? from.toPlainTime().toString().slice(0, 5) : '00:00',
      to: date === last.toString() ? upTo(to) : '24:00',
    }))
    .filter((part) => part.from < part.to)
}

// Calendars write the last second of a day for its end.
function upTo(to: Temporal.PlainDateTime): string {
  if (to.hour === 23 && to.minute === 59) return '24:00'
  return to.toPlainTime().toString().slice(0, 5)
}
