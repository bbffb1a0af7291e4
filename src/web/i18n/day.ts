/** Days as somebody chooses them in a field, in the organization's zone rather than in that of the device. */

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * The moment at which a day begins in a zone, as ISO 8601 in UTC. Where clocks jump over midnight it is the first
 * moment of the day that there is.
 * @param day such as 2026-03-10; undefined is answered for what is no day
 * @param zone an IANA zone; without one, the device's own
 */
export function startOfDay(day: string, zone?: string): string | undefined {
  const midnight_ms = midnightOf(day)
  if (midnight_ms === undefined) return undefined
  // The difference to UTC may change between the guess and the moment, so it is asked again there.
  let at_ms = midnight_ms
  for (let round = 0; round < 2; round++) at_ms = midnight_ms - offset(at_ms, zone)
  while (at_ms + offset(at_ms, zone) < midnight_ms) at_ms += HOUR_MS
  return new Date(at_ms).toISOString()
}

/** The day after, as 2026-03-11; undefined for what is no day. */
export function nextDay(day: string): string | undefined {
  const midnight_ms = midnightOf(day)
  return midnight_ms === undefined ? undefined : new Date(midnight_ms + DAY_MS).toISOString().slice(0, 10)
}

function midnightOf(day: string): number | undefined {
  const at_ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at_ms) ? undefined : at_ms
}

/** By how much the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offset(at_ms: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at_ms)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const wall_ms = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall_ms - Math.floor(at_ms / 1000) * 1000
}
