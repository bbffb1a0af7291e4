/** The days of a month as a calendar shows them. */

const day_ms = 86_400_000
const dayOf = (at_ms: number) => new Date(at_ms).toISOString().slice(0, 10)

/** The weeks of a month (YYYY-MM) from Monday to Sunday, with the days of the months beside it that share a week with it. */
export function weeksOf(month: string): string[][] {
  const first_ms = Date.parse(`${month}-01T00:00:00Z`)
  const begin_ms = first_ms - ((new Date(first_ms).getUTCDay() + 6) % 7) * day_ms
  const end_ms = Date.parse(`${monthFrom(month, 1)}-01T00:00:00Z`)
  const weeks: string[][] = []
  for (let week_ms = begin_ms; week_ms < end_ms; week_ms += 7 * day_ms)
    weeks.push(Array.from({ length: 7 }, (_, at) => dayOf(week_ms + at * day_ms)))
  return weeks
}

/** The month so many months later, or before. */
export function monthFrom(month: string, months: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at - 1 + months, 1)).toISOString().slice(0, 7)
}
