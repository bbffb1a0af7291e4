/** From the clock on the wall to the moment, where daylight saving is settled for all of on-call. */

/** A date `YYYY-MM-DD` with a time `HH:MM`, as a clock on a wall of the zone shows them. */
export type WallTime = { date: string; time: string }

/**
 * The first moment (milliseconds since 1970) at which a clock in the zone shows this time or a later one. A time
 * that is skipped in spring thus means the end of the skip, and one that comes twice in autumn the first of both,
 * so that a later time on the wall never means an earlier moment.
 */
export function momentOf({ date, time }: WallTime, zone: string): number {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`)
  const moment = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds
  // The time was skipped: what was found lies before the skip, whose end is the next change of the zone.
  return moment.getTimeZoneTransition('next')?.epochMilliseconds ?? moment.epochMilliseconds
}

/** The date that a clock in the zone shows at the moment. */
export function dateAt(moment_ms: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment_ms).toZonedDateTimeISO(zone).toPlainDate()
}

/** True for a time zone that is known here, such as America/New_York. */
export function isTimeZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone)
    // An offset such as +02:00 knows no daylight saving, so it is no zone that people live by.
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
