/** What the page of one ticket shows. */
import { Type } from 'typebox'
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
import { Merged, MergedInto } from '../merging/shown.ts'
import { TicketRow } from './rows.ts'

export const Person = Type.Object({
  id: Id,
  name: Type.String(),
  title: NullableText,
  phone: NullableText,
  email: NullableText,
  department: NullableText,
})
export const Message = Type.Object({
  id: Id,
  author_id: NullableId,
  is_internal: Type.Boolean(),
  body: Type.String(),
  created_at: Time,
  redacted_at: NullableTime,
  origin_id: {
    ...NullableId,
    description: 'The ticket that it was written on, when it is another and the reader may see that.',
  },
  origin_number: Nullable(Type.Integer()),
})
export const Event = Type.Object({
  id: Id,
  at: Time,
  actor_id: NullableId,
  action: Type.String(),
  data: Type.Record(Type.String(), Type.Unknown()),
})
export const File = Type.Object({
  id: Id,
  message_id: NullableId,
  name: Type.String(),
  media_type: Type.String(),
  size_bytes: Type.Integer(),
  is_inline: Type.Boolean(),
  removed_at: NullableTime,
})
export const Link = Type.Object({
  type: Type.String(),
  is_from: Type.Boolean(),
  reads_as: Type.String({ description: 'The type as it reads from this ticket, e.g. blocked_by.' }),
  id: Id,
  kind: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  state: Type.String(),
  category: Type.String(),
})
export const Hand = Type.Object({
  id: Id,
  direction: Type.String(),
  from_team: NullableText,
  to_team: NullableText,
  by_id: NullableId,
  reason: Type.String(),
  tried: Type.String(),
  created_at: Time,
})

export const TicketPage = Type.Object({
  ...TicketRow.properties,
  org_id: Id,
  channel: Type.String(),
  device: NullableText,
  impact: Type.Integer(),
  urgency: Type.Integer(),
  category_id: NullableId,
  place_id: NullableId,
  workstation: NullableText,
  shared_login: NullableText,
  reported_by_id: NullableId,
  resolution_code: NullableText,
  cause: NullableText,
  resume_at: NullableTime,
  first_response_at: NullableTime,
  resolved_at: NullableTime,
  closed_at: NullableTime,
  reopened_count: Type.Integer(),
  reassigned_count: Type.Integer(),
  minutes_spent: Type.Integer(),
  rating: Nullable(Type.Integer()),
  rating_comment: NullableText,
  is_inside: Type.Boolean(),
  restriction: {
    ...Nullable(OneOf(restrictions)),
    description: 'From whom it is kept, for those inside; null for nobody.',
  },
  people: Type.Array(Person),
  messages: Type.Array(Message),
  events: Type.Array(Event),
  files: Type.Array(File),
  links: Type.Array(Link),
  hands: Type.Array(Hand),
  bounces: Type.Integer({ description: 'How often it came back from the team that it was passed to.' }),
  merged_into: Nullable(MergedInto),
  merged: Type.Array(Merged),
  watcher_ids: Type.Array(Id),
  participant_ids: Type.Array(Id),
  may: Type.Array(Type.String({ description: 'The names of the actions that this person may take now.' })),
})
