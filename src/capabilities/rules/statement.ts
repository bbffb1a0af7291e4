/** What a rule says: when something happens, if the ticket is like this, then do that. */
import { type Static, Type } from 'typebox'
import { Body, Line, OneOf } from '../../platform/http/schema.ts'
import { deedFields, ticketLife } from '../tickets/index.ts'

export const rules_max = 100
export const deeds_max = 5
const conditions_max = 20

/** What happens to a ticket by somebody's doing, or by its clocks. */
export const events = [
  'created',
  'replied_by_requester',
  'replied_by_staff',
  'changed',
  'moved',
  'escalated',
  'reopened',
  'warned',
  'breached',
] as const
export const triggers = [...events, 'after', 'daily'] as const
/** What a time can be counted from. */
export const beginnings = [
  'created',
  'replied_by_requester',
  'replied_by_staff',
  'moved',
  'escalated',
  'reopened',
] as const
export const changeable = [
  'priority',
  'team',
  'owner',
  'tags',
  'title',
  'requester',
  'kind',
  'category',
  'application',
  'place',
] as const

export const choices = [
  'kind',
  'priority',
  'category',
  'application',
  'team',
  'owner',
  'tag',
  'channel',
  'place',
  'site',
  'department',
  'state',
] as const
export const numbers = ['age_hours', 'idle_hours', 'reopened_count'] as const
export const fields = [...choices, 'words', ...numbers] as const
export const comparisons = ['is', 'is_not', 'empty', 'not_empty', 'at_least', 'less_than'] as const
export const matches = ['all', 'any'] as const

export const deeds = [
  'assign',
  'set_priority',
  'set_category',
  'set_kind',
  'add_tags',
  'remove_tags',
  'note',
  'reply',
  'escalate',
  'watch',
  'notify',
  'move',
] as const
export const receivers = ['owner', 'team', 'lead', 'person'] as const

const State = OneOf(Object.keys(ticketLife.states) as (keyof typeof ticketLife.states)[])

const When = Body({
  on: OneOf(triggers),
  field: Type.Optional(OneOf(changeable)),
  state: Type.Optional(State),
  since: Type.Optional(OneOf(beginnings)),
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 525_600 })),
  time: Type.Optional(
    Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'In the organization’s time zone.' }),
  ),
})
const Condition = Body({
  field: OneOf(fields),
  is: OneOf(comparisons),
  values: Type.Array(Line(200), { maxItems: 50 }),
})
const Group = Body({
  match: OneOf(matches),
  conditions: Type.Array(Condition, { minItems: 1, maxItems: conditions_max }),
})
const Deed = Body({
  do: OneOf(deeds),
  ...deedFields,
  to: Type.Optional(OneOf(receivers)),
})

export const Statement = {
  name: Line(200),
  when: When,
  if: Body({
    match: OneOf(matches),
    conditions: Type.Array(Condition, { maxItems: conditions_max }),
    groups: Type.Array(Group, { maxItems: 10 }),
  }),
  /** Said on purpose when there are no conditions. */
  is_for_all: Type.Boolean(),
  actions: Type.Array(Deed, { minItems: 1, maxItems: deeds_max }),
  /** A rule that fires more often within an hour is stopped. */
  ticket_hour_max: Type.Integer({ minimum: 1, maximum: 100 }),
  hour_max: Type.Integer({ minimum: 1, maximum: 10_000 }),
}
export const StatementBody = Body(Statement)
export type Statement = Static<typeof StatementBody>
export type When = Statement['when']
export type Condition = Statement['if']['conditions'][number]
export type Conditions = Statement['if']
export type Deed = Statement['actions'][number]
