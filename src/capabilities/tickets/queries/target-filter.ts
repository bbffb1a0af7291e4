/**
 * Tickets by what became of their promises: targets met or missed, by which policy and when, passings back, calls.
 * The reports count by the same conditions, so that the list behind a figure holds just what was counted. Only who
 * sees a ticket from the inside finds it so.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { Id, OneOf, Time } from '../../../platform/http/schema.ts'

export const targetKinds = ['first_response', 'next_response', 'resolution'] as const
export const targetResults = ['met', 'missed', 'judged', 'none'] as const
/** What the timeline shows of a missed target; several may hold of one. */
export const targetSigns = [
  'unassigned',
  'untouched',
  'passed_on',
  'bounced',
  'waited',
  'outside_hours',
  'none',
] as const
export type TargetSign = (typeof targetSigns)[number]

export const TargetFilter = {
  target: Type.Optional(OneOf(targetKinds)),
  target_result: Type.Optional({
    ...OneOf(targetResults),
    description:
      'Met: none of the targets that were decided in the period was missed. Judged: met or missed. None: nothing was decided.',
  }),
  target_from: Type.Optional(Time),
  target_to: Type.Optional(Time),
  target_policy: Type.Optional(Id),
  target_weekday: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 7, description: 'When it was decided.' }),
  ),
  target_hour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23 })),
  target_sign: Type.Optional({
    ...OneOf(targetSigns),
    description: 'What the timeline shows of a missed target.',
  }),
  made_target: Type.Optional({
    ...OneOf(['met', 'missed'] as const),
    description: 'What another system said of its own target.',
  }),
  bounced_from: Type.Optional(Id),
  bounced_to: Type.Optional(Id),
  bounced_since: Type.Optional(Time),
  bounced_until: Type.Optional(Time),
  paged: Type.Optional({ ...Id, description: 'Whom the tickets called to duty.' }),
  paged_since: Type.Optional(Time),
  paged_until: Type.Optional(Time),
  paged_at_night: Type.Optional(Type.Boolean({ description: 'Between 22:00 and 6:00.' })),
}
const TargetFilterObject = Type.Object(TargetFilter)
export type TargetFilter = Static<typeof TargetFilterObject>

const names = Object.keys(TargetFilter) as (keyof TargetFilter)[]

/** True when the filter asks for anything of this. */
export function asksTargets(filter: TargetFilter): boolean {
  return names.some((name) => filter[name] !== undefined)
}

/** The conditions on the record `r`. */
export function targetConditions(actor: Actor, filter: TargetFilter): RawBuilder<boolean>[] {
  const { target_result, made_target } = filter
  const parts: RawBuilder<boolean>[] = []
  const isAsked = names.some((name) => name.startsWith('target') && filter[name] !== undefined)
  if (isAsked) {
    const judged = exists(sql`reporting.target g`, targetWindow(actor, filter))
    const missed = exists(sql`reporting.target g`, [...targetWindow(actor, filter), sql`g.is_missed`])
    if (target_result === 'none') parts.push(sql<boolean>`not ${judged}`)
    else if (target_result === 'missed' || filter.target_sign) parts.push(missed)
    else parts.push(judged)
    if (target_result === 'met') parts.push(sql<boolean>`not ${missed}`)
  }
  if (made_target)
    parts.push(
      sql<boolean>`r.id in (select i.ticket_id from reporting.imported_ticket i where i.org_id = ${actor.orgId} and i.made_target = ${made_target})`,
    )
  if (filter.bounced_from || filter.bounced_to || filter.bounced_since || filter.bounced_until)
    parts.push(exists(sql`tickets.hand g`, bounceWindow(actor, filter)))
  if (filter.paged || filter.paged_since || filter.paged_until || filter.paged_at_night !== undefined)
    parts.push(exists(sql`reporting.call g`, callWindow(actor, filter)))
  return parts
}

function exists(from: RawBuilder<unknown>, conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return sql<boolean>`exists (select from ${from} where g.org_id = r.org_id and g.ticket_id = r.id and ${sql.join(conditions, sql` and `)})`
}

/** The targets (alias `g`) that were decided as the filter says, met or missed. */
export function targetWindow(
  actor: Pick<Actor, 'orgId'>,
  filter: Omit<TargetFilter, 'target_result'>,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [sql`g.org_id = ${actor.orgId} and g.judged_at is not null`]
  if (filter.target) parts.push(sql`g.kind = ${filter.target}`)
  if (filter.target_from) parts.push(sql`g.judged_at >= ${filter.target_from}`)
  if (filter.target_to) parts.push(sql`g.judged_at < ${filter.target_to}`)
  if (filter.target_policy) parts.push(sql`g.policy_id = ${filter.target_policy}`)
  if (filter.target_weekday)
    parts.push(sql`extract(isodow from ${localTime(actor, sql`g.judged_at`)}) = ${filter.target_weekday}`)
  if (filter.target_hour !== undefined)
    parts.push(sql`extract(hour from ${localTime(actor, sql`g.judged_at`)}) = ${filter.target_hour}`)
  if (filter.target_sign) parts.push(sql`g.is_missed and ${signs[filter.target_sign]}`)
  return parts
}

/** What the timeline shows of a missed target (alias `g`), as a condition each. */
export const signs: Record<TargetSign, RawBuilder<boolean>> = {
  unassigned: sql<boolean>`g.was_unassigned`,
  untouched: sql<boolean>`g.was_untouched`,
  passed_on: sql<boolean>`g.was_passed_on`,
  bounced: sql<boolean>`g.was_bounced`,
  waited: sql<boolean>`g.had_waited`,
  outside_hours: sql<boolean>`g.was_outside_hours`,
  none: sql<boolean>`not (g.was_unassigned or g.was_untouched or g.was_passed_on or g.had_waited or g.was_outside_hours)`,
}

/** The passings back (alias `g`) that the filter asks for. */
export function bounceWindow(
  actor: Pick<Actor, 'orgId'>,
  { bounced_from, bounced_to, bounced_since, bounced_until }: TargetFilter,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [sql`g.org_id = ${actor.orgId} and g.direction = 'back'`]
  if (bounced_from) parts.push(sql`g.from_team_id = ${bounced_from}`)
  if (bounced_to) parts.push(sql`g.to_team_id = ${bounced_to}`)
  if (bounced_since) parts.push(sql`g.created_at >= ${bounced_since}`)
  if (bounced_until) parts.push(sql`g.created_at < ${bounced_until}`)
  return parts
}

/** The calls to duty (alias `g`) that the filter asks for. */
export function callWindow(
  actor: Pick<Actor, 'orgId'>,
  { paged, paged_since, paged_until, paged_at_night }: TargetFilter,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [sql`g.org_id = ${actor.orgId}`]
  if (paged) parts.push(sql`g.person_id = ${paged}`)
  if (paged_since) parts.push(sql`g.called_at >= ${paged_since}`)
  if (paged_until) parts.push(sql`g.called_at < ${paged_until}`)
  if (paged_at_night !== undefined) parts.push(sql`${atNight(actor)} = ${paged_at_night}`)
  return parts
}

/** Whether a call (alias `g`) came between 22:00 and 6:00 in the organization's time zone. */
export function atNight(actor: Pick<Actor, 'orgId'>): RawBuilder<boolean> {
  return sql<boolean>`(extract(hour from ${localTime(actor, sql`g.called_at`)}) not between 6 and 21)`
}

/** A moment as the clocks on the walls of the organization show it. */
export function localTime(actor: Pick<Actor, 'orgId'>, moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${moment} at time zone (select o.time_zone from core.organization o where o.id = ${actor.orgId}))`
}
