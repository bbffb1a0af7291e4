/** The command view of a major incident, as it is answered. */
import { Type } from 'typebox'
import { HeadProperties } from '../../../core/mount.ts'
import { restrictions } from '../../../core/records/restriction.ts'
import {
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../../platform/http/schema.ts'
import { roles } from '../lifecycle.ts'
import { MaybeNamed, Named, State } from './shapes.ts'

export const Duty = Type.Object({
  role: OneOf(roles),
  person: Named,
  given_by: Named,
  began_at: Time,
  ended_at: NullableTime,
})

export const Entry = Type.Object({
  id: Id,
  at: Time,
  by: MaybeNamed,
  action: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
  message_id: NullableId,
  body: NullableText,
  reporter_body: NullableText,
})

export const Round = Type.Object({
  id: Id,
  at: Time,
  code: NullableText,
  tickets: Type.Integer(),
  done: Type.Integer(),
  refused: Type.Integer(),
})

export const ReviewAction = Type.Object({
  id: Id,
  title: Type.String(),
  owner: Named,
  due_on: NullableText,
  ticket: Type.Unsafe<{ id: string; number: number; state: string } | null>({
    type: ['object', 'null'],
    properties: { id: Id, number: Type.Integer(), state: Type.String() },
    required: ['id', 'number', 'state'],
  }),
  declined_why: NullableText,
})

export const PlaceCount = Type.Object({
  place_id: NullableId,
  place: NullableText,
  tickets: Type.Integer(),
  open: Type.Integer(),
})

export const IncidentPage = Type.Object({
  ...HeadProperties,
  state: State,
  title: Type.String(),
  created_at: Time,
  restriction: { ...Nullable(OneOf(restrictions)), description: 'From whom it is kept; null for nobody.' },
  proposed_by: Named,
  why: Type.String(),
  ended_why: NullableText,
  applications: Type.Array(Type.String()),
  places: Type.Array(Named),
  category_id: NullableId,
  bridge_url: NullableText,
  began_at: Time,
  declared_at: NullableTime,
  resolved_at: NullableTime,
  closed_at: NullableTime,
  next_update_at: NullableTime,
  duties: Type.Array(Duty),
  entries: Type.Array(Entry, { description: 'Newest first; links to tickets are left out.' }),
  counts: Type.Object({
    tickets: Type.Integer(),
    open: Type.Integer(),
    followers: Type.Integer(),
    recurring: Type.Integer({ description: 'Tickets that were reopened after the incident was resolved.' }),
  }),
  by_place: Type.Array(PlaceCount),
  rounds: Type.Array(Round),
  what_happened: Type.String(),
  impact: Type.String(),
  went_well: Type.String(),
  actions: Type.Array(ReviewAction),
  may: Type.Array(Type.String()),
})
