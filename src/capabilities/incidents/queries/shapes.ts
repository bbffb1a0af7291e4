/** What the answers of several reads are made of. */
import { Type } from 'typebox'
import { Id, Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { reasons } from '../alike.ts'
import { states } from '../lifecycle.ts'

export const Named = Type.Object({ id: Id, name: Type.String() })
export const MaybeNamed = Nullable(Named)
export const State = OneOf(states)
export const Reasons = Type.Array(OneOf(reasons))

/** What all staff may know of it. */
export const PublicIncident = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: State,
  applications: Type.Array(Type.String()),
  places: Type.Array(Type.String()),
  declared_at: Time,
  resolved_at: NullableTime,
  next_update_at: NullableTime,
  is_followed: Type.Boolean(),
  own_tickets: Type.Array(Type.Object({ id: Id, number: Type.Integer() }), {
    description: 'One’s own requests that are part of it.',
  }),
  updates: Type.Array(Type.Object({ id: Id, at: Time, state: State, body: Type.String() }), {
    description: 'Newest first.',
  }),
})

export const IncidentLine = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: State,
  category: Type.String(),
  commander: NullableText,
  applications: Type.Array(Type.String()),
  began_at: Time,
  declared_at: NullableTime,
  resolved_at: NullableTime,
  next_update_at: NullableTime,
  tickets: Type.Integer(),
})
