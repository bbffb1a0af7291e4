import { between, type Random } from '../../../core/people/demo/random.ts'
import type { DemoOrganization } from '../../../core/people/demo/types.ts'
import { toOfficeHours, type WallClock } from './clock.ts'
import type { DemoAct, DemoStep, DraftStep } from './types.ts'

type Placing = { random: Random; clock: WallClock; now_ms: number; organization: DemoOrganization }

/** Where the plan stops a ticket that is not done: before any step, or after the first step of that name. */
export type Until = 'none' | DemoAct['do']

/**
 * Gives each step its minute. People of teams with business hours act in business hours; what would lie in the
 * future is left out, and a legal course stays legal when its end is cut off.
 */
export function placeInTime(
  placing: Placing,
  created_ms: number,
  drafts: DraftStep[],
  until?: Until,
): DemoStep[] {
  const { clock, random, now_ms } = placing
  const officePeople = peopleWithOfficeHours(placing.organization)
  const kept = cutAfter(drafts, until)
  const steps: DemoStep[] = []
  let at_ms = created_ms
  for (const draft of kept) {
    at_ms += draft.gap * 60_000
    if (officePeople.has(draft.actorKey)) at_ms = toOfficeHours(clock, at_ms, random)
    if (at_ms >= now_ms) break
    const afterMinutes = Math.round((at_ms - created_ms) / 60_000)
    steps.push({ afterMinutes, actorKey: draft.actorKey, ...draft.act })
  }
  return steps.map((step) => planAhead(step, until, created_ms, placing))
}

function cutAfter(drafts: DraftStep[], until?: Until): DraftStep[] {
  if (until === undefined) return drafts
  const last = drafts.findIndex((draft) => draft.act.do === until)
  // Not every trouble has words for a first answer; work on it has begun all the same.
  return until === 'reply' && last < 0 ? cutAfter(drafts, 'start') : drafts.slice(0, last + 1)
}

/** The time of a plan counts from the creation, and lies ahead while the ticket still waits for it. */
function planAhead(step: DemoStep, until: Until | undefined, created_ms: number, placing: Placing): DemoStep {
  if (step.do !== 'schedule') return step
  const planned = step.afterMinutes + step.untilAfterMinutes
  const age = Math.round((placing.now_ms - created_ms) / 60_000)
  const ahead = until === 'schedule' ? age + between(placing.random, 200, 7000) : 0
  return { ...step, untilAfterMinutes: Math.max(planned, ahead) }
}

function peopleWithOfficeHours(organization: DemoOrganization): Set<string> {
  const teams = organization.teams.filter((team) => team.hours === 'business_hours')
  return new Set(teams.flatMap((team) => team.memberKeys))
}
