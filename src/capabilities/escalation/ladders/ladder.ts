/** What a ladder says, which of several a ticket climbs, and when its steps are due. Pure: no database, no clock. */
import { addWorkingTime, type Calendar } from '../calendars/calendar.ts'
import { type Aspects, type ClockKind, type Conditions, misfits } from '../policies/policy.ts'

export const triggers = [
  'after_filed',
  'after_team',
  'warned',
  'breached',
  'unanswered',
  'reopened',
  'by_hand',
] as const
export type Trigger = (typeof triggers)[number]
export const deeds = ['notify', 'page', 'pass', 'raise', 'bridge'] as const
export type Deed = (typeof deeds)[number]
export const targetKinds = ['next_tier', 'skill', 'manager', 'on_call', 'person'] as const
export type TargetKind = (typeof targetKinds)[number]

/** When a step is taken. */
export type When = {
  on: Trigger
  /** Of what is counted: since the ticket was filed (or reopened), or came to its team. Null for the rest. */
  minutes: number | null
  /** Minutes of the ticket's calendar, or of the clock on the wall. */
  is_working_time: boolean
  /** Only while nobody has taken the ticket. */
  is_untaken_only: boolean
  /** Which target was warned of or missed; null means any. */
  clock: ClockKind | null
}
/** Whom a step goes to. `id` names the skill, the team or the person. */
export type To = { kind: TargetKind; id: string | null }
export type Step = { id: string; when: When; deed: Deed; to: To | null }
export type LadderRules = { name: string; when: Conditions; steps: Step[] }

export type CurrentLadder = { id: string; version_id: string; version: number; rules: LadderRules }

/** Where a ticket is, and from when its times are counted. */
export type Climb = {
  version_id: string | null
  filed_at: string
  team_at: string
  /** Count up with each reopening and each other team, so that what is counted anew may come anew. */
  filings: number
  movings: number
}
/** One step for one cause, to be taken at its time. */
export type Rung = { step_id: string; cause: string; position: number; due_at: string }

/** The first ladder that fits the ticket. */
export function ladderFor(ladders: readonly CurrentLadder[], ticket: Aspects): CurrentLadder | undefined {
  return ladders.find(({ rules }) => misfits(rules.when, ticket).length === 0)
}

/**
 * The steps that wait for a time. What would have been due before `now` is due now: a ladder that is new or was
 * changed makes up for nothing, but is not late either.
 */
export function timedRungs(
  rules: LadderRules,
  climb: Climb,
  calendar: Calendar | undefined,
  now: string,
): Rung[] {
  return rules.steps.flatMap((step, index) => {
    const { on, minutes } = step.when
    if (minutes === null || (on !== 'after_filed' && on !== 'after_team')) return []
    const from = on === 'after_filed' ? climb.filed_at : climb.team_at
    const cause = on === 'after_filed' ? `filed ${climb.filings}` : `team ${climb.movings}`
    const due_ms = dueAfter(Date.parse(from), minutes, step.when.is_working_time ? calendar : undefined)
    const due_at = new Date(Math.max(due_ms, Date.parse(now))).toISOString()
    return [{ step_id: step.id, cause, position: index + 1, due_at }]
  })
}

function dueAfter(from_ms: number, minutes: number, calendar: Calendar | undefined): number {
  if (!calendar) return from_ms + minutes * 60_000
  try {
    return addWorkingTime(calendar, from_ms, minutes)
  } catch (error) {
    // A calendar whose hours have run out must not stop the work on a ticket; time goes on by the clock.
    if (!(error instanceof RangeError)) throw error
    return from_ms + minutes * 60_000
  }
}

/** Something that a ladder may wait for, other than time. `name` tells this time from others of its kind. */
export type Happening = {
  on: 'warned' | 'breached' | 'unanswered' | 'reopened'
  clock?: ClockKind
  name: string
}

/** The steps that something sets off. */
export function rungsFor(rules: LadderRules, happening: Happening, at: string): Rung[] {
  return rules.steps.flatMap(({ id, when }, index) => {
    if (when.on !== happening.on) return []
    if (when.clock !== null && when.clock !== happening.clock) return []
    return [{ step_id: id, cause: `${happening.on} ${happening.name}`, position: index + 1, due_at: at }]
  })
}
