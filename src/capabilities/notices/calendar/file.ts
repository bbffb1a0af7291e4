/** Entries as an iCalendar file (RFC 5545): times in UTC, lines folded, texts escaped. Pure. */

export type Entry = {
  /** Stays the same from one reading to the next. */
  uid: string
  /** When it was changed last: files that are the same are so letter for letter. */
  stamp: string
  from: string
  to: string
  sequence: number
  isCancelled: boolean
  /** Whether the time is taken, or the entry only marks it. */
  isBusy: boolean
  summary: string
  location?: string
  url: string
}

const line_bytes_max = 75

export function calendarFile(entries: readonly Entry[], name: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Wardline//Wardline//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function linesOf(entry: Entry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utc(entry.stamp)}`,
    `LAST-MODIFIED:${utc(entry.stamp)}`,
    `DTSTART:${utc(entry.from)}`,
    `DTEND:${utc(entry.to)}`,
    `SEQUENCE:${entry.sequence}`,
    `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${escaped(entry.summary)}`,
    ...(entry.location ? [`LOCATION:${escaped(entry.location)}`] : []),
    `URL:${entry.url}`,
    `TRANSP:${entry.isBusy ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ]
}

function utc(at: string): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** Text as the format wants it, so that a name can neither end a line nor begin a property. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|[\r\n]/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** Long lines go on after a line break and a blank; no character is torn apart. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? line_bytes_max : line_bytes_max - 1)) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}
