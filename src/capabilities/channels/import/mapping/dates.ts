/** How a local time that occurs twice or never (a clock change) is read; the words are Temporal's. */
export type WhenUnclear = 'compatible' | 'earlier' | 'later' | 'reject'

type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'milli' | 'half' | 'offset'
type DatePattern = { expression: RegExp; parts: DatePart[] } | { special: 'iso' | 'unix' | 'unix-ms' }

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// The longer token first: the expression that finds them takes the first that fits.
const tokens: [token: string, part: DatePart, expression: string][] = [
  ['YYYY', 'year', '(\\d{4})'],
  ['YY', 'year', '(\\d{2})'],
  ['MMM', 'month', '([A-Za-z]{3,9})'],
  ['MM', 'month', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['DD', 'day', '(\\d{2})'],
  ['D', 'day', '(\\d{1,2})'],
  ['HH', 'hour', '(\\d{2})'],
  ['H', 'hour', '(\\d{1,2})'],
  ['hh', 'hour', '(\\d{2})'],
  ['h', 'hour', '(\\d{1,2})'],
  ['mm', 'minute', '(\\d{2})'],
  ['m', 'minute', '(\\d{1,2})'],
  ['SSS', 'milli', '(\\d{1,9})'],
  ['ss', 'second', '(\\d{2})'],
  ['s', 'second', '(\\d{1,2})'],
  ['A', 'half', '([AaPp][Mm])'],
  ['Z', 'offset', '(Z|[+-]\\d{2}:?\\d{2})'],
]
const tokenFinder = new RegExp(
  `\\[([^\\]]*)\\]|${tokens.map(([token]) => token).join('|')}|[A-Za-z]+|[^A-Za-z[]`,
  'g',
)

/**
 * A pattern such as `D/M/YYYY H:mm`, `YYYY-MM-DD HH:mm:ssZ` or `MMM D, YYYY h:mm A`, made ready. Text in square
 * brackets stands for itself. The words `iso`, `unix` (seconds) and `unix-ms` are patterns of their own.
 */
export function compileDatePattern(pattern: string): DatePattern | { problem: string } {
  if (pattern === 'iso' || pattern === 'unix' || pattern === 'unix-ms') return { special: pattern }
  const parts: DatePart[] = []
  let expression = ''
  for (const [piece, literal] of pattern.matchAll(tokenFinder)) {
    const token = tokens.find(([name]) => name === piece)
    if (token) {
      if (parts.includes(token[1])) return { problem: `it names the ${token[1]} twice.` }
      parts.push(token[1])
      expression += token[2]
    } else if (literal === undefined && /[A-Za-z]/.test(piece) && piece !== 'T') {
      return { problem: `"${piece}" means nothing; put text that stands for itself in square brackets.` }
    } else {
      expression += (literal ?? piece).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ +/g, '\\s+')
    }
  }
  for (const part of ['year', 'month', 'day'] as const) {
    if (!parts.includes(part)) return { problem: `it lacks the ${part}.` }
  }
  return { expression: new RegExp(`^${expression}$`), parts }
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const cached_max = 100_000

/**
 * A reader of one date format: text → UTC in ISO 8601 (`2016-02-29T01:16:00.000Z`), or undefined when the text is
 * not such a date.
 *
 * A local time in `zone` that a clock change skips moves forward by the skipped hour, and one that occurs twice is
 * the first of the two, unless `whenUnclear` says otherwise. The pattern must be one that compiles.
 */
export function dateReader(
  pattern: string,
  zone: string,
  whenUnclear: WhenUnclear = 'compatible',
): (text: string) => string | undefined {
  const compiled = compileDatePattern(pattern)
  if ('problem' in compiled) throw new RangeError(compiled.problem)
  const read =
    'special' in compiled
      ? (text: string) => readSpecial(text, compiled.special, zone, whenUnclear)
      : (text: string) => readPattern(text, compiled, zone, whenUnclear)
  // Logs repeat their times, so most texts are read once only.
  const cache = new Map<string, string | undefined>()
  return (text) => {
    if (cache.has(text)) return cache.get(text)
    const value = read(text.trim())
    if (cache.size >= cached_max) cache.clear()
    cache.set(text, value)
    return value
  }
}

type Parts = Record<Exclude<DatePart, 'half' | 'offset'>, number> & { offset?: string }

function readPattern(
  text: string,
  { expression, parts }: { expression: RegExp; parts: DatePart[] },
  zone: string,
  whenUnclear: WhenUnclear,
): string | undefined {
  const match = expression.exec(text)
  if (!match) return undefined
  const found: Parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, milli: 0 }
  let half = ''
  for (const [index, part] of parts.entries()) {
    // Each part has its group in the expression.
    const value = match[index + 1]!
    if (part === 'offset') found.offset = value
    else if (part === 'half') half = value.toLowerCase()
    else found[part] = partNumber(part, value)
  }
  if (half) {
    if (found.hour < 1 || found.hour > 12) return undefined
    found.hour = (found.hour % 12) + (half === 'pm' ? 12 : 0)
  }
  return instant(found, zone, whenUnclear)
}

function partNumber(part: DatePart, value: string): number {
  if (part === 'month' && /[a-z]/i.test(value)) return monthNames.indexOf(value.slice(0, 3).toLowerCase()) + 1
  if (part === 'milli') return Number(value.slice(0, 3).padEnd(3, '0'))
  // Two-digit years as POSIX reads them: 69 to 99 are the last century's.
  if (part === 'year' && value.length === 2) return Number(value) + (Number(value) >= 69 ? 1900 : 2000)
  return Number(value)
}

function instant(parts: Parts, zone: string, whenUnclear: WhenUnclear): string | undefined {
  const { year, month, day, hour, minute, second, milli } = parts
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milli))
  // Date.UTC takes the 31st of February for a day of March, and years below 100 for ones of the 20th century.
  const isReal = utc.getUTCFullYear() === year && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined
  if (parts.offset !== undefined) {
    const offset_ms = offsetMs(parts.offset)
    return offset_ms === undefined ? undefined : new Date(utc.getTime() - offset_ms).toISOString()
  }
  if (zone === 'UTC') return utc.toISOString()
  try {
    const zoned = Temporal.ZonedDateTime.from(
      { timeZone: zone, year, month, day, hour, minute, second, millisecond: milli },
      { disambiguation: whenUnclear },
    )
    return new Date(zoned.epochMilliseconds).toISOString()
  } catch (error) {
    // With "reject", a time that a clock change skips or doubles is a range error.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function offsetMs(offset: string): number | undefined {
  if (offset === 'Z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(-2))
  if (hours > 15 || minutes > 59) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/

function readSpecial(
  text: string,
  special: 'iso' | 'unix' | 'unix-ms',
  zone: string,
  whenUnclear: WhenUnclear,
): string | undefined {
  if (special === 'iso') {
    const match = iso.exec(text)
    if (!match) return undefined
    const [, year, month, day, hour = '0', minute = '0', second = '0', milli = '0', offset] = match
    return instant(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
        milli: partNumber('milli', milli),
        offset,
      },
      zone,
      whenUnclear,
    )
  }
  if (!/^-?\d{1,16}(\.\d+)?$/.test(text)) return undefined
  const date = new Date(Math.trunc(Number(text) * (special === 'unix' ? 1000 : 1)))
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? undefined : date.toISOString()
}
