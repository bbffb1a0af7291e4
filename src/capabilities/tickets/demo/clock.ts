import { between, type Random } from '../../../core/people/demo/random.ts'

const minute_ms = 60_000
const day_minutes = 1440

/** The hospital's wall clock, for deciding when people work. Instants are in milliseconds since 1970. */
export type WallClock = {
  /** The weekday (0 is Sunday) and the minute of the day at an instant. */
  read: (instant_ms: number) => { weekday: number; minuteOfDay: number }
  /** The instant at which the wall shows `minuteOfDay`, `daysAgo` days before now. */
  instantAt: (daysAgo: number, minuteOfDay: number) => number
}

/** A wall clock of a time zone. One formatter serves every reading, since making one is slow. */
export function wallClock(now: Date, timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
  const read = (instant_ms: number) => {
    const parts = new Map(format.formatToParts(instant_ms).map((part) => [part.type, part.value]))
    return {
      weekday: weekdays.indexOf(parts.get('weekday') ?? 'Sun'),
      minuteOfDay: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    }
  }
  const instantAt = (daysAgo: number, minuteOfDay: number) => {
    const same_time = Math.floor(now.getTime() / minute_ms) * minute_ms - daysAgo * day_minutes * minute_ms
    return same_time + (minuteOfDay - read(same_time).minuteOfDay) * minute_ms
  }
  return { read, instantAt }
}

/** Moves an instant outside Monday to Friday, 7:30 to 17:00, to the start of the next working morning. */
export function toOfficeHours(clock: WallClock, instant_ms: number, random: Random): number {
  const opens = 7 * 60 + 30
  let moved_ms = instant_ms
  for (let tries = 0; tries < 6; tries += 1) {
    const { weekday, minuteOfDay } = clock.read(moved_ms)
    const isWorkday = weekday >= 1 && weekday <= 5
    if (isWorkday && minuteOfDay >= opens && minuteOfDay < 17 * 60) return moved_ms
    const waits = minuteOfDay < opens && isWorkday ? 0 : day_minutes
    moved_ms += (waits + opens - minuteOfDay + between(random, 0, 75)) * minute_ms
  }
  return moved_ms
}

/** A minute of the day at which hospital people ask for help: most in the morning, few at night. */
export function minuteOfRequest(random: Random): number {
  const weights = [1, 1, 1, 1, 1, 2, 5, 14, 15, 13, 11, 9, 7, 9, 8, 7, 5, 3, 3, 4, 3, 2, 2, 1]
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0)
  const hour = weights.findIndex((weight) => {
    rest -= weight
    return rest < 0
  })
  return Math.max(hour, 0) * 60 + between(random, 0, 59)
}

/** How much of a usual day's work a weekday (0 is Sunday) brings. */
export function shareOfWeekday(weekday: number): number {
  return [0.3, 1.5, 1.15, 1.05, 1, 0.9, 0.35][weekday] ?? 1
}
