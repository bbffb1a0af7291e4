/** What the report of the flow answers. */
import { type Static, Type } from 'typebox'
import { Id, Nullable, NullableId, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'

const Count = Type.Integer({ minimum: 0 })

/** Seconds by the clock on the wall; null when nothing was measured. */
const Spread = Type.Object({
  count: Count,
  median_s: Nullable(Type.Number()),
  p90_s: Nullable(Type.Number()),
})

const Part = Type.Object({
  id: Nullable({ ...Id, description: 'Null for tickets without one.' }),
  name: NullableText,
  count: Count,
})
const Parts = Type.Object({ rows: Type.Array(Part), others: Count })

export const Flow = Type.Object({
  time_zone: Type.String(),
  first_day: Type.String(),
  last_day: Type.String(),
  by: OneOf(['day', 'week']),
  from: Time,
  to: Time,
  steps: Type.Array(
    Type.Object({
      day: Type.String({ description: 'Its first day.' }),
      from: Time,
      to: Time,
      came_in: Count,
      went_out: Count,
      response: Spread,
      resolution: Spread,
    }),
  ),
  came_in: Count,
  went_out: Count,
  response: Spread,
  resolution: Spread,
  backlog: Type.Array(
    Type.Object({
      age: OneOf(['day', 'three_days', 'week', 'month', 'quarter', 'older']),
      created_from: Nullable(Time),
      created_to: Nullable(Time),
      waiting: Count,
      active: Count,
      paused: Count,
    }),
    { description: 'What is undone now by its age, whatever the period.' },
  ),
  subjects: Parts,
  places: Parts,
  teams: Parts,
  hours: Type.Array(Type.Array(Count), {
    description: 'Seven days from Monday, each with 24 hours: what came in.',
  }),
})
export type Flow = Static<typeof Flow>

export const TeamLoad = Type.Object({
  id: NullableId,
  name: Type.String(),
  tier: Type.Integer(),
  is_mine: Type.Boolean(),
  open: Count,
  unassigned: Count,
  overdue: Count,
  oldest_at: Nullable(Time),
  came_in: Type.Array(Count, { description: 'For each of the last 14 days, the present one last.' }),
})
export type TeamLoad = Static<typeof TeamLoad>
