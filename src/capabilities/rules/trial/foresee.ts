/** When a rule would have fired in a ticket's past, and what would have come of it. Pure: nothing is written. */
import { isOpenMove } from '../../../core/lifecycle.ts'
import { ticketLife } from '../../tickets/index.ts'
import { type Facts, holds } from '../conditions.ts'
import { awaited } from '../happenings.ts'
import type { Deed, Statement } from '../statement.ts'
import { nextDaily } from '../timing/daily.ts'
import { dueAfter, isEnded } from '../timing/timers.ts'
import type { Past, Stage } from './past.ts'

export type Prospect = 'would' | 'nothing' | 'refused'
export type Foreseen = { at: string; deeds: Prospect[] }
/** From when to when it is looked at, and by the clocks of which zone. */
export type Window = { since: string; until: string; zone: string }

/** What clocks and policies tell by themselves is nobody's doing and ends no waiting. */
const untouched: readonly string[] = ['escalation.warned', 'escalation.breached', 'escalation.recounted']

export function foresee(statement: Statement, past: Past, window: Window): Foreseen[] {
  return momentsOf(statement, past, window)
    .filter(({ at, facts }) => holds(statement.if, facts, at).isHeld)
    .map(({ at, facts }) => ({ at, deeds: prospects(statement.actions, facts) }))
}

type Moment = { at: string; facts: Facts }

function momentsOf({ when }: Statement, past: Past, window: Window): Moment[] {
  const wanted = awaited(when) ?? ''
  if (when.on === 'daily') return daysOf(past, when.time ?? '00:00', window)
  const begun = past.stages.filter(({ happened }) => happened.includes(wanted))
  if (when.on !== 'after') return begun
  return begun.flatMap((stage) => {
    const due = dueAfter(stage.at, when)
    const later = past.stages.filter(
      ({ at }) => Date.parse(at) > Date.parse(stage.at) && Date.parse(at) <= Date.parse(due),
    )
    const isOver = later.some(
      ({ happened, action }) =>
        !untouched.includes(action) && (happened.includes(wanted) || isEnded(when, happened, false)),
    )
    return isOver || Date.parse(due) > Date.parse(window.until) ? [] : [{ at: due, facts: stage.facts }]
  })
}

function daysOf(past: Past, time: string, { since, until, zone }: Window): Moment[] {
  const moments: Moment[] = []
  for (
    let at = nextDaily(since, time, zone);
    Date.parse(at) <= Date.parse(until);
    at = nextDaily(at, time, zone)
  ) {
    const facts = asAt(past, at)
    if (facts && ticketLife.states[facts.state as keyof typeof ticketLife.states] !== 'done')
      moments.push({ at, facts })
  }
  return moments
}

function asAt({ before, stages }: Past, at: string): Facts | null {
  const last = stages.findLast((stage: Stage) => Date.parse(stage.at) <= Date.parse(at))
  return last?.facts ?? before
}

/** What would have come of each action; a later one sees what an earlier one would have changed. */
export function prospects(deeds: readonly Deed[], present: Facts): Prospect[] {
  let facts = present
  return deeds.map((deed) => {
    const { prospect, after } = prospectOf(deed, facts)
    if (prospect === 'would') facts = { ...facts, ...after }
    return prospect
  })
}

function prospectOf(deed: Deed, facts: Facts): { prospect: Prospect; after?: Partial<Facts> } {
  const unless = (
    isSame: boolean,
    after: Partial<Facts> = {},
  ): { prospect: Prospect; after: Partial<Facts> } => ({
    prospect: isSame ? 'nothing' : 'would',
    after,
  })
  const refusedIf = (
    isRefused: boolean,
    after: Partial<Facts> = {},
  ): { prospect: Prospect; after: Partial<Facts> } => ({
    prospect: isRefused ? 'refused' : 'would',
    after,
  })
  const isDone = ticketLife.states[facts.state as keyof typeof ticketLife.states] === 'done'
  switch (deed.do) {
    case 'assign': {
      const after = { team_id: deed.team_id ?? facts.team_id, owner_id: deed.person_id ?? facts.owner_id }
      return unless(after.team_id === facts.team_id && after.owner_id === facts.owner_id, after)
    }
    case 'set_priority':
      return unless(deed.priority === facts.priority, { priority: deed.priority ?? null })
    case 'set_category':
      return unless(facts.category_ids[0] === deed.category_id, { category_ids: [deed.category_id ?? ''] })
    case 'set_kind':
      return unless(deed.kind === facts.kind, { kind: deed.kind ?? facts.kind })
    case 'add_tags': {
      const tags = [...new Set([...facts.tags, ...(deed.tags ?? [])])]
      return unless(tags.length === facts.tags.length, { tags })
    }
    case 'remove_tags': {
      const tags = facts.tags.filter((tag) => !deed.tags?.includes(tag))
      return unless(tags.length === facts.tags.length, { tags })
    }
    case 'reply':
      return refusedIf(['closed', 'cancelled', 'merged'].includes(facts.state))
    case 'escalate':
      return refusedIf(isDone || deed.team_id === facts.team_id, { team_id: deed.team_id ?? null })
    case 'notify':
      if (deed.to === 'person') return { prospect: 'would' }
      return refusedIf((deed.to === 'owner' ? facts.owner_id : facts.team_id) === null)
    case 'move': {
      const move = deed.move ?? 'start'
      return refusedIf(!isOpenMove(ticketLife, facts.state, move), { state: ticketLife.moves[move].to })
    }
    default:
      return { prospect: 'would' }
  }
}
