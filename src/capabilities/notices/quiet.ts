/** When somebody is left in peace, and when what waited is put together: by the clocks of the person. Pure. */
import { momentOf } from '../tickets/index.ts'

export type Rest = {
  time_zone: string
  /** Minutes after midnight; without them there is no quiet. */
  quiet_from: number | null
  quiet_to: number | null
  /** On which the quiet begins, Monday is 1. */
  quiet_days: readonly number[]
  digest: 'hourly' | 'daily'
  digest_at: number
}

const hour_ms = 3_600_000

/** Until when it is quiet for the person at the moment; undefined when it is not. All are ISO times. */
export function quietUntil(rest: Rest, at: string): string | undefined {
  const { quiet_from, quiet_to, quiet_days, time_zone } = rest
  if (quiet_from === null || quiet_to === null) return undefined
  const today = dayOf(at, time_zone)
  // One that began yesterday may last until today.
  const open = [today.subtract({ days: 1 }), today]
    .filter((day) => quiet_days.includes(day.dayOfWeek))
    .map((day) => ({
      from: moment(day, quiet_from, time_zone),
      to: moment(quiet_to > quiet_from ? day : day.add({ days: 1 }), quiet_to, time_zone),
    }))
    .filter(({ from, to }) => from <= at && at < to)
  return open
    .map(({ to }) => to)
    .sort()
    .at(-1)
}

/** When what came at the moment is put together with what else waits: always later than it. */
export function digestAfter(rest: Rest, at: string): string {
  if (rest.digest === 'hourly') {
    // By the clock on the wall: some zones are half an hour off.
    const local = Temporal.Instant.from(at).toZonedDateTimeISO(rest.time_zone)
    const begun_ms = local.minute * 60_000 + local.second * 1000 + local.millisecond
    return new Date(local.epochMilliseconds - begun_ms + hour_ms).toISOString()
  }
  const today = dayOf(at, rest.time_zone)
  const first = moment(today, rest.digest_at, rest.time_zone)
  return first > at ? first : moment(today.add({ days: 1 }), rest.digest_at, rest.time_zone)
}

/** True for a zone that people live by, such as America/New_York; an offset knows no daylight saving. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone)
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}

function dayOf(at: string, zone: string): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()
}

function moment(day: Temporal.PlainDate, minutes: number, zone: string): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return momentOf(`${day.toString()}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, zone)
}
