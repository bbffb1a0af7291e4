/** The period that a report covers: whole days in the organization's time zone, cut into days or weeks. */
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'

export const days_max = 400
const days_by_day_max = 45
const days_usual = 28

export type Step = { day: string; from: string; to: string }
export type Period = {
  time_zone: string
  /** The first and the last day, both included. */
  first_day: string
  last_day: string
  by: 'day' | 'week'
  /** The same as instants; `to` is the first one that is not in it. */
  from: string
  to: string
  steps: Step[]
}

type Asked = { from?: string; to?: string; days?: number }

/**
 * The asked period, or the last 28 days up to and with today. Weeks begin on Monday; the first and last one may
 * be cut short. Throws a 422 when it runs backwards or is longer than 400 days.
 */
export async function periodOf(tx: Tx, asked: Asked, now: string): Promise<Period> {
  const { time_zone, today } = await tx.one(
    sql<{ time_zone: string; today: string }>`
      select time_zone, to_char(${now}::timestamptz at time zone time_zone, 'YYYY-MM-DD') as today
      from core.organization where id = ${tx.orgId}`,
  )
  const last_day = realDay(asked.to ?? today, '#/to')
  const first_day = realDay(asked.from ?? dayBefore(last_day, (asked.days ?? days_usual) - 1), '#/from')
  const days = (Date.parse(last_day) - Date.parse(first_day)) / 86_400_000 + 1
  if (days < 1) throw invalid('#/to', 'The period ends before it begins.')
  if (days > days_max) throw invalid('#/from', `The period is too long; at most ${days_max} days.`)
  const by = days <= days_by_day_max ? 'day' : 'week'
  const steps = await tx.all(
    sql<Step>`
      select to_char(greatest(step, a.first), 'YYYY-MM-DD') as day,
        greatest(step, a.first) at time zone ${time_zone} as "from",
        least(step + ${`1 ${by}`}::interval, a.last + interval '1 day') at time zone ${time_zone} as "to"
      from (select ${first_day}::timestamp as first, ${last_day}::timestamp as last) a,
        generate_series(date_trunc(${by}, a.first), a.last, ${`1 ${by}`}::interval) step
      order by step`,
  )
  return {
    time_zone,
    first_day,
    last_day,
    by,
    from: steps[0]?.from ?? now,
    to: steps.at(-1)?.to ?? now,
    steps,
  }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
}

/** A day of the calendar: JavaScript would take February 30 for March 2. */
function realDay(day: string, pointer: string): string {
  const time = Date.parse(day)
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw invalid(pointer, 'There is no such day.')
  return day
}
