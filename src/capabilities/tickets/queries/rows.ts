/** A page of tickets: the filter as the URL says it, the rows as the queue shows them. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { categories } from '../../../core/lifecycle.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { Id, Line, Nullable, NullableText, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { resolutionCodes, ticketKinds, ticketLife } from '../lifecycle.ts'
import { asksSurveys, SurveyFilter, surveyConditions } from './survey-filter.ts'
import { asksTargets, localTime, TargetFilter, targetConditions, targetKinds } from './target-filter.ts'

export const views = [
  'mine',
  'team',
  'unassigned',
  'waiting',
  'due_soon',
  'overdue',
  'open',
  'requested',
  'participating',
  'resolved',
  'all',
] as const
export type View = (typeof views)[number]
const due_soon_hours = 4

const states = Object.keys(ticketLife.states) as (keyof typeof ticketLife.states)[]

export const Filter = {
  view: Type.Optional(OneOf(views)),
  state: Type.Optional(Type.Array(OneOf(states), { maxItems: 20 })),
  category: Type.Optional(Type.Array(OneOf(categories), { maxItems: 4 })),
  kind: Type.Optional(Type.Array(OneOf(ticketKinds), { maxItems: 4 })),
  priority: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), { maxItems: 4 })),
  team: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  owner: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  requester: Type.Optional(Id),
  subject: Type.Optional(Id),
  place: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  application: Type.Optional(Line(200)),
  code: Type.Optional(Type.Array(OneOf(resolutionCodes), { maxItems: 10 })),
  tag: Type.Optional(Line(60)),
  item: Type.Optional(
    Type.Array(Id, { maxItems: 50, description: 'Items of the catalog that it was asked for with.' }),
  ),
  created_from: Type.Optional(Time),
  created_to: Type.Optional(Time),
  created_weekday: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 7, description: 'From Monday, in the organization’s time zone.' }),
  ),
  created_hour: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 23, description: 'In the organization’s time zone.' }),
  ),
  resolved_from: Type.Optional(Time),
  resolved_to: Type.Optional(Time),
  open_parts: Type.Optional(Type.Boolean({ description: 'Only tickets that have parts which are open.' })),
  ...TargetFilter,
  ...SurveyFilter,
}
const FilterObject = Type.Object(Filter)
export type Filter = Static<typeof FilterObject>

export const sorts = ['updated', 'created', 'due', 'priority', 'number'] as const
export type Sort = (typeof sorts)[number]

const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))
export const TicketRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(states),
  category: OneOf(categories),
  kind: OneOf(ticketKinds),
  priority: Nullable(Type.Integer()),
  team: Named,
  owner: Named,
  requester: Named,
  place: NullableText,
  subject: NullableText,
  application: NullableText,
  tags: Type.Array(Type.String()),
  due_at: NullableTime,
  due_target: Nullable({
    ...OneOf(targetKinds),
    description: 'Which target is due then; kept from who sees the ticket from outside.',
  }),
  checklist: Type.Unsafe<{ done: number; total: number } | null>({
    type: ['object', 'null'],
    properties: { done: { type: 'integer' }, total: { type: 'integer' } },
    required: ['done', 'total'],
    additionalProperties: false,
    description: 'How far its checklists are; kept from who sees the ticket from outside.',
  }),
  created_at: Time,
  updated_at: Time,
  last_word_at: NullableTime,
  last_word_is_requester: Type.Boolean(),
  version: Type.Integer(),
})
export type TicketRow = Static<typeof TicketRow>

/** Which target of the record `r` runs out next. */
export const dueTarget = sql<Static<typeof TicketRow>['due_target']>`(
  select g.kind from reporting.target g where g.org_id = r.org_id and g.ticket_id = r.id and g.state = 'running' order by g.due_at limit 1)`

/** The condition of a built-in view over records (alias `r`). */
export function viewCondition(actor: Actor, view: View, now: string): RawBuilder<boolean> {
  const undone = sql<boolean>`r.category <> 'done'`
  switch (view) {
    case 'mine':
      return sql<boolean>`${undone} and r.owner_id = ${actor.personId}`
    case 'team':
      return sql<boolean>`${undone} and r.team_id = any(${actor.teamIds}::uuid[]) and ${inside(actor, 'ticket')}`
    case 'unassigned':
      return sql<boolean>`${undone} and r.owner_id is null`
    case 'waiting':
      return sql<boolean>`${undone} and r.category = 'paused'`
    case 'due_soon':
      return runningDue(now, 'soon')
    case 'overdue':
      return runningDue(now, 'over')
    case 'open':
      return undone
    case 'requested':
      return sql<boolean>`r.requester_id = ${actor.personId}`
    case 'participating':
      return sql<boolean>`r.id in (select w.record_id from core.watcher w where w.org_id = ${actor.orgId} and w.person_id = ${actor.personId} and w.is_participant)`
    case 'resolved':
      return sql<boolean>`r.category = 'done'`
    case 'all':
      return sql<boolean>`true`
  }
}

/** The condition that a ticket's clock runs, by when it was promised; the index `record_running` knows the first part. */
export function runningDue(now: string, due: 'over' | 'soon' | 'later' | 'never'): RawBuilder<boolean> {
  const running = sql`r.category <> 'done' and r.category <> 'paused'`
  const soon = inHours(now, due_soon_hours)
  switch (due) {
    case 'over':
      return sql<boolean>`${running} and r.due_at < ${now}`
    case 'soon':
      return sql<boolean>`${running} and r.due_at >= ${now} and r.due_at < ${soon}`
    case 'later':
      return sql<boolean>`${running} and r.due_at >= ${soon}`
    case 'never':
      return sql<boolean>`${running} and r.due_at is null`
  }
}

function inHours(now: string, hours: number): string {
  return new Date(Date.parse(now) + hours * 3_600_000).toISOString()
}

/** The condition of a whole filter; `t` is the ticket beside the record `r`. */
export function filterCondition(actor: Actor, filter: Filter, now: string): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql<boolean>`r.kind = 'ticket'`, visible(actor, 'ticket')]
  if (filter.view) parts.push(viewCondition(actor, filter.view, now))
  if (filter.state) parts.push(sql<boolean>`r.state = any(${filter.state}::text[])`)
  if (filter.category) parts.push(sql<boolean>`r.category = any(${filter.category}::text[])`)
  if (filter.kind) parts.push(sql<boolean>`t.ticket_kind = any(${filter.kind}::text[])`)
  if (filter.priority) parts.push(sql<boolean>`r.priority = any(${filter.priority}::smallint[])`)
  // Team and tags are kept from those who see a ticket from outside, so they cannot be found by asking either.
  if (filter.team || filter.tag) parts.push(inside(actor, 'ticket'))
  if (filter.team) parts.push(sql<boolean>`r.team_id = any(${filter.team}::uuid[])`)
  if (filter.owner) parts.push(sql<boolean>`r.owner_id = any(${filter.owner}::uuid[])`)
  if (filter.requester) parts.push(sql<boolean>`r.requester_id = ${filter.requester}`)
  if (filter.subject) parts.push(sql<boolean>`t.category_id = ${filter.subject}`)
  if (filter.place) parts.push(sql<boolean>`t.place_id = any(${filter.place}::uuid[])`)
  if (filter.application) parts.push(sql<boolean>`t.application = ${filter.application}`)
  if (filter.code) parts.push(sql<boolean>`t.resolution_code = any(${filter.code}::text[])`)
  if (filter.tag) parts.push(sql<boolean>`${filter.tag} = any(r.tags)`)
  if (filter.item)
    parts.push(
      sql<boolean>`r.id in (select q.ticket_id from reporting.request q where q.org_id = ${actor.orgId} and q.item_id = any(${filter.item}::uuid[]))`,
    )
  if (filter.created_from) parts.push(sql<boolean>`r.created_at >= ${filter.created_from}`)
  if (filter.created_to) parts.push(sql<boolean>`r.created_at < ${filter.created_to}`)
  if (filter.created_weekday)
    parts.push(
      sql<boolean>`extract(isodow from ${localTime(actor, sql`r.created_at`)}) = ${filter.created_weekday}`,
    )
  if (filter.created_hour !== undefined)
    parts.push(
      sql<boolean>`extract(hour from ${localTime(actor, sql`r.created_at`)}) = ${filter.created_hour}`,
    )
  if (filter.resolved_from) parts.push(sql<boolean>`t.resolved_at >= ${filter.resolved_from}`)
  if (filter.resolved_to) parts.push(sql<boolean>`t.resolved_at < ${filter.resolved_to}`)
  // Only parts that the actor sees count, so that a filter tells no more than the page does.
  if (filter.open_parts)
    parts.push(sql<boolean>`r.id in (select k.to_id from core.link k join (select r.id from core.record r where r.category <> 'done' and ${visible(actor, 'ticket')}) c on c.id = k.from_id
      where k.org_id = ${actor.orgId} and k.type = 'parent')`)
  if (asksTargets(filter)) parts.push(inside(actor, 'ticket'), ...targetConditions(actor, filter))
  if (asksSurveys(filter)) parts.push(inside(actor, 'ticket'), ...surveyConditions(actor, filter))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** True when the filter asks for a column of the ticket beside the record. */
export function needsTicket(filter: Filter): boolean {
  return Boolean(
    filter.kind ??
      filter.subject ??
      filter.place ??
      filter.application ??
      filter.code ??
      filter.resolved_from ??
      filter.resolved_to,
  )
}
