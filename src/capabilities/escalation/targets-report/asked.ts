/** What all reports of targets are asked by: a period of whole days, a team, a kind of target. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, OneOf, Time } from '../../../platform/http/schema.ts'
import {
  days_max,
  filterCondition,
  type Period,
  periodOf,
  type TargetFilter,
  targetKinds,
  worksOnTickets,
} from '../../tickets/index.ts'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const Count = Type.Integer({ minimum: 0 })

export const AskedQuery = Type.Object(
  {
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: days_max, description: 'How many days up to `to`; 28.' }),
    ),
    team: Type.Optional(Id),
    target: Type.Optional(OneOf(targetKinds)),
  },
  { additionalProperties: false },
)
export type AskedQuery = Static<typeof AskedQuery>

export const PeriodAnswer = {
  time_zone: Type.String(),
  first_day: Type.String(),
  last_day: Type.String(),
  from: Time,
  to: Time,
}

/** Reads reports, and sees tickets from the inside: of those that one sees, the figures tell. */
export function readsReports(actor: Actor): boolean {
  return may(actor, 'reports.read') && worksOnTickets(actor)
}

export type Asked = {
  period: Pick<Period, 'time_zone' | 'first_day' | 'last_day' | 'from' | 'to'>
  /** The same as the list of tickets takes it. */
  filter: TargetFilter
}

/** The asked period and the filter behind it. */
export async function askedFor(tx: Tx, query: AskedQuery, now: string): Promise<Asked> {
  const { time_zone, first_day, last_day, from, to } = await periodOf(tx, query, now)
  return {
    period: { time_zone, first_day, last_day, from, to },
    filter: {
      target_from: from,
      target_to: to,
      ...(query.target ? { target: query.target } : {}),
    },
  }
}

/** The tickets (alias `r`) whose inside the actor sees, of the team if one is asked for. */
export function seenInside(actor: Actor, team: string | undefined, now: string): RawBuilder<boolean> {
  const seen = filterCondition(actor, team === undefined ? {} : { team: [team] }, now)
  return sql<boolean>`${seen} and ${inside(actor, 'ticket')}`
}
