/** Moments and the clock on the wall of a time zone, for browsers that have no Temporal yet. */

const day_ms = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What a clock in the zone shows, as if it were universal time; milliseconds. */
function shownAt(moment_ms: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(zone, format)
  const parts = new Map(format.formatToParts(moment_ms).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** `2026-04-06T08:00` on the wall, as a moment. A time that comes twice means the first; a skipped one is moved on. */
export function momentOf(wall: string, zone: string): number {
  const wanted = Date.parse(`${wall}Z`)
  const guesses = [wanted - day_ms, wanted + day_ms].map((at) => wanted - (shownAt(at, zone) - at))
  return guesses.find((at) => shownAt(at, zone) === wanted) ?? Math.max(...guesses)
}

/** The moment as `2026-04-06T08:00` on the wall. */
export function wallOf(moment: number | string, zone: string): string {
  return new Date(shownAt(new Date(moment).getTime(), zone)).toISOString().slice(0, 16)
}

/** The date so many days later; `2026-04-06`. */
export function datePlus(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10)
}

/** The Monday of the date's week. */
export function mondayOf(date: string): string {
  return datePlus(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** The midnights that begin the days, and the one that ends the last. */
export function midnights(date: string, days: number, zone: string): number[] {
  return Array.from({ length: days + 1 }, (_, day) => momentOf(`${datePlus(date, day)}T00:00`, zone))
}
