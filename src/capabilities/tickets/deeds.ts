/** What may be done to a ticket at one stroke, by a rule or a macro: each is an action that a person can take. */
import { Type } from 'typebox'
import { Id, Line, OneOf, Text } from '../../platform/http/schema.ts'
import { resolutionCodes, ticketKinds } from './lifecycle.ts'

/** The moves that need nothing but to be made; a ticket is reopened or set aside by people. */
export const plainMoves = ['start', 'ask', 'wait_vendor', 'resume', 'resolve', 'close', 'cancel'] as const

/** What a deed needs beside its name. */
export const deedFields = {
  team_id: Type.Optional(Id),
  person_id: Type.Optional(Id),
  category_id: Type.Optional(Id),
  priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
  kind: Type.Optional(OneOf(ticketKinds)),
  tags: Type.Optional(Type.Array(Line(60), { minItems: 1, maxItems: 20 })),
  text: Type.Optional(Text(10_000)),
  move: Type.Optional(OneOf(plainMoves)),
  code: Type.Optional(OneOf(resolutionCodes)),
}

/** The deeds that rules and macros share. */
export type PlainDeed = {
  do:
    | 'assign'
    | 'set_priority'
    | 'set_category'
    | 'set_kind'
    | 'add_tags'
    | 'remove_tags'
    | 'note'
    | 'reply'
    | 'escalate'
    | 'watch'
    | 'move'
  team_id?: string
  person_id?: string
  category_id?: string
  priority?: number
  kind?: string
  tags?: string[]
  move?: string
  code?: string
}

/** What each deed needs, each with the sentence that asks for it. */
export const deedNeeds: Record<PlainDeed['do'], readonly [string, string][]> = {
  assign: [],
  set_priority: [['priority', 'Choose the priority.']],
  set_category: [['category_id', 'Choose the category.']],
  set_kind: [['kind', 'Choose the kind.']],
  add_tags: [['tags', 'Name at least one tag.']],
  remove_tags: [['tags', 'Name at least one tag.']],
  note: [['text', 'Write what the note says.']],
  reply: [['text', 'Write what the reply says.']],
  escalate: [
    ['team_id', 'Choose the team.'],
    ['text', 'Write the reason.'],
  ],
  watch: [['person_id', 'Choose the person.']],
  move: [['move', 'Choose what to do with the ticket.']],
}

/** The name of the action and its input; `text` is filled in already, `because` the name of the rule or macro. */
export function callFor(deed: PlainDeed, text: string, because: string): [name: string, input: unknown] {
  switch (deed.do) {
    case 'assign':
      return ['assign', given({ team_id: deed.team_id, owner_id: deed.person_id })]
    case 'set_priority':
      return ['override_priority', { priority: deed.priority, reason: text || `“${because}”` }]
    case 'set_category':
      return ['edit', { category_id: deed.category_id }]
    case 'set_kind':
      return ['edit', { kind: deed.kind }]
    case 'add_tags':
      return ['tag', { tags: deed.tags }]
    case 'remove_tags':
      return ['untag', { tags: deed.tags }]
    case 'note':
      return ['note', { body: text }]
    case 'reply':
      return ['reply', { body: text }]
    case 'escalate':
      return ['escalate', { team_id: deed.team_id, reason: cut(text, 2000), tried: `“${because}”` }]
    case 'watch':
      return ['watch', { person_id: deed.person_id }]
    case 'move':
      return [deed.move ?? '', deed.move === 'resolve' ? { code: deed.code } : {}]
  }
}

function given(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

/** The beginning of a text; no character that takes two places is cut in two. */
export function cut(text: string, length_max: number): string {
  if (text.length <= length_max) return text
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(length_max - 1))
  return text.slice(0, isSplit ? length_max - 1 : length_max)
}

/** What people wrote, as plain words in Markdown: it mentions nobody and formats nothing. */
export function plainWords(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]()<>#@|~!]/g, '\\$&')
}
