/** What macros, canned replies and ticket templates hold. */
import { type Static, Type } from 'typebox'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import { deedFields } from '../deeds.ts'
import { ticketKinds, ticketLife } from '../lifecycle.ts'

export const macroDeeds = [
  'take',
  'assign',
  'set_category',
  'set_kind',
  'set_priority',
  'add_tags',
  'remove_tags',
  'watch',
  'escalate',
  'follow_up',
  'checklist',
  'note',
  'reply',
  'move',
] as const
export const deeds_max = 10

export const MacroDeed = Body({
  do: OneOf(macroDeeds),
  ...deedFields,
  template_id: Type.Optional({ ...Id, description: 'A checklist that the organization keeps.' }),
  days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 365, description: 'For a follow-up: in how many days.' }),
  ),
})
const State = OneOf(Object.keys(ticketLife.states) as (keyof typeof ticketLife.states)[])

/** When a macro is offered: every list that is not empty must hold what the ticket is. */
export const Offered = Body({
  kinds: Type.Array(OneOf(ticketKinds), { maxItems: 10 }),
  states: Type.Array(State, { maxItems: 20 }),
  category_ids: Type.Array(Id, { maxItems: 50, description: 'With what lies below them.' }),
})
export const MacroContent = Body({
  deeds: Type.Array(MacroDeed, { minItems: 1, maxItems: deeds_max }),
  offered: Offered,
})
export const ReplyContent = Body({
  en: Text(10_000, { description: 'Empty when there is only the other language.' }),
  es: Text(10_000),
})
export const TemplateContent = Body({
  title: Type.Optional(Line(500)),
  body: Type.Optional(Text(20_000)),
  kind: Type.Optional(OneOf(ticketKinds)),
  category_id: Type.Optional(Id),
  application: Type.Optional(Line(200)),
  team_id: Type.Optional(Id),
  tags: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
})
export type MacroDeed = Static<typeof MacroDeed>
export type MacroContent = Static<typeof MacroContent>
export type ReplyContent = Static<typeof ReplyContent>
export type TemplateContent = Static<typeof TemplateContent>
