/** Times as people say them: by the clocks of the organization, whatever the browser or the server believes. */
import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'

const ahead_days_max = 400

/** `2026-03-08T09:30`, by the clocks of the organization. */
export const LocalTime = Type.String({
  pattern: '^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'By the clocks of the organization, e.g. 2026-03-08T09:30.',
})

/**
 * The moment at which the clocks of the zone show the time. One that is left out in spring is as much later as the
 * clocks are set forward; of one that comes twice in autumn the first is meant.
 * @throws RangeError for a day that no month has
 */
export function momentOf(local: string, zone: string): string {
  const at = Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(zone, {
    disambiguation: 'compatible',
  })
  return new Date(at.epochMilliseconds).toISOString()
}

/** The same time of day, so many days on. */
export function daysLater(now: string, days: number, time: string, zone: string): string {
  const day = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().add({ days })
  return momentOf(`${day.toString()}T${time}`, zone)
}

export async function zoneOf(tx: Tx): Promise<string> {
  const { time_zone } = await tx.one(
    raw<{ time_zone: string }>('select time_zone from core.organization where id = $1', [tx.orgId]),
  )
  return time_zone
}

/** The moment that was chosen; a 422 problem at the pointer when there is none, or when it is not ahead. */
export async function futureMoment(tx: Tx, local: string, now: string, pointer: string): Promise<string> {
  let at: string
  try {
    at = momentOf(local, await zoneOf(tx))
  } catch {
    throw invalid(pointer, 'There is no such day.')
  }
  if (at <= now) throw invalid(pointer, 'Choose a time in the future.')
  if (Date.parse(at) > Date.parse(now) + ahead_days_max * 86_400_000)
    throw invalid(pointer, 'Choose a time within the next year.')
  return at
}
