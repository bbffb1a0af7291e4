/** A moment: a Date, milliseconds since 1970, or an ISO 8601 string as the API sends it. */
export type Moment = Date | number | string

const MINUTE_S = 60
const HOUR_S = 3600
const DAY_S = 86_400

export type Formats = ReturnType<typeof formats>

/**
 * Formatters for one locale and one time zone. Intl's objects are slow to make, so they are made once here.
 * @param zone the organization's IANA zone; @param readerZone the device's, to tell when they differ
 */
export function formats(locale: string, zone?: string, readerZone?: string) {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  const dateFormat = make({ dateStyle: 'medium' })
  const timeFormat = make({ hour: 'numeric', minute: '2-digit' })
  const dateTimeFormat = make({ dateStyle: 'medium', timeStyle: 'short' })
  const dayMonthFormat = make({ day: 'numeric', month: 'short' })
  const weekdayFormat = make({ weekday: 'short', hour: 'numeric', minute: '2-digit' })
  const zoneName = zone && readerZone && zone !== readerZone ? ({ timeZoneName: 'short' } as const) : {}
  const exactFormat = make({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...zoneName,
  })
  const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const numberFormat = new Intl.NumberFormat(locale)
  const listFormat = new Intl.ListFormat(locale, { type: 'conjunction' })

  const dayNumber = (at: Moment) => Math.round(Date.parse(dayFormat.format(new Date(at))) / (DAY_S * 1000))

  return {
    locale,
    zone,
    date: (at: Moment) => dateFormat.format(new Date(at)),
    time: (at: Moment) => timeFormat.format(new Date(at)),
    dateTime: (at: Moment) => dateTimeFormat.format(new Date(at)),
    /** Weekday, date, time, and the zone's name where the organization's zone is not the reader's. */
    exact: (at: Moment) => exactFormat.format(new Date(at)),
    /** The day of the organization as YYYY-MM-DD, as fields of dates hold it. */
    day: (at: Moment) => dayFormat.format(new Date(at)),
    /** "5 minutes ago", "tomorrow"; from a week on, the date. */
    relative: (at: Moment, now: Moment = Date.now()) => {
      const seconds = Math.round((+new Date(at) - +new Date(now)) / 1000)
      const size = Math.abs(seconds)
      if (size < 45) return relativeFormat.format(0, 'second')
      if (size < HOUR_S)
        return relativeFormat.format(towardZero(seconds / MINUTE_S) || Math.sign(seconds), 'minute')
      const days = dayNumber(at) - dayNumber(now)
      if (size < DAY_S) return relativeFormat.format(towardZero(seconds / HOUR_S), 'hour')
      if (Math.abs(days) < 7) return relativeFormat.format(days, 'day')
      const isSameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear()
      return (isSameYear ? dayMonthFormat : dateFormat).format(new Date(at))
    },
    /** A promise: the time when it is today, the weekday and time within a week, else the date and time. */
    due: (at: Moment, now: Moment = Date.now()) => {
      const days = dayNumber(at) - dayNumber(now)
      if (days === 0) return timeFormat.format(new Date(at))
      return (Math.abs(days) < 7 ? weekdayFormat : dateTimeFormat).format(new Date(at))
    },
    /** The two largest units: "2 hr 5 min". Takes seconds. */
    duration: (seconds: number) => duration(locale, seconds),
    workingTime: (minutes: number) => workingTime(locale, minutes),
    number: (value: number, options?: Intl.NumberFormatOptions) =>
      options ? new Intl.NumberFormat(locale, options).format(value) : numberFormat.format(value),
    /** Takes a ratio: 0.931 is "93%". */
    percent: (ratio: number, digits = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(ratio),
    fileSize: (bytes: number) => fileSize(locale, bytes),
    list: (words: readonly string[]) => listFormat.format(words),
  }
}

function towardZero(value: number): number {
  return Math.trunc(value)
}

/** Intl.DurationFormat is younger than the browsers we serve, so the parts are joined here. */
function duration(locale: string, seconds: number): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const total = Math.max(0, Math.round(seconds))
  if (total < MINUTE_S) return unit(total, 'second')
  // Rounded to minutes first, else 3 599 seconds would read "59 min" and 3 600 "1 hr".
  const minutes = Math.round(total / MINUTE_S)
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ]
  const first = parts.findIndex(([value]) => value > 0)
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, name]) => unit(value, name))
    .join(' ')
}

/** Working time is never told in days: a day of work is shorter than a day, and each calendar has its own. */
function workingTime(locale: string, minutes: number): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const whole = Math.max(0, Math.round(minutes))
  const hours = Math.floor(whole / 60)
  if (hours === 0) return unit(whole, 'minute')
  return whole % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(whole % 60, 'minute')}`
}

function fileSize(locale: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  let size = Math.max(0, bytes)
  let step = 0
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000
    step += 1
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: size < 10 && step > 0 ? 1 : 0,
  }).format(size)
}
