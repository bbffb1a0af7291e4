/** A class as an entry of a calendar (RFC 5545, 5546): one stable UID, a rising SEQUENCE, times in UTC. */

export type Entry = {
  uid: string
  sequence: number
  starts_at: string
  ends_at: string
  summary: string
  description: string
  location: string
  url: string
  organizer: string
  attendee: { name: string; email: string }
  /** When this was written. */
  now: string
}

/** The text of the entry; every line ends with CRLF and has 75 bytes at most. */
export function calendarOf(method: 'REQUEST' | 'CANCEL', entry: Entry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Wardline//Training//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utc(entry.now)}`,
    `DTSTART:${utc(entry.starts_at)}`,
    `DTEND:${utc(entry.ends_at)}`,
    `SEQUENCE:${entry.sequence}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${escaped(entry.summary)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    ...(entry.location ? [`LOCATION:${escaped(entry.location)}`] : []),
    `URL:${entry.url}`,
    `ORGANIZER:mailto:${entry.organizer}`,
    `ATTENDEE;CN="${entry.attendee.name.replace(/["\p{Cc}]/gu, '')}";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${entry.attendee.email}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

const utc = (at: string) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')

/** Lines longer than 75 bytes go on after a line break and a space, never in the middle of a letter. */
function folded(line: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 74) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].map((each, index) => (index === 0 ? each : ` ${each}`))
}
