/** What no ladder may say, each with a sentence that tells what to change. Pure: what it asks of is given. */
import type { FieldError } from '../../../platform/http/problem.ts'
import { type CurrentLadder, type LadderRules, type Step, targetKinds } from './ladder.ts'

/** What a ladder may name: teams with their tiers and skills, people, skills. Only those in use are in here. */
export type Known = {
  teams: ReadonlyMap<string, { name: string; tier: number; skill_ids: readonly string[] }>
  people: ReadonlySet<string>
  /** Those of the people who may own tickets. */
  workers: ReadonlySet<string>
  skills: ReadonlyMap<string, string>
  hasCalendar: boolean
  hasBridge: boolean
}

const going_up_max = 2

/** Everything that is wrong with the ladder; nothing means that it may be stored. */
export function ladderErrors(
  rules: LadderRules,
  others: readonly CurrentLadder[],
  known: Known,
): FieldError[] {
  if (rules.steps.length === 0)
    return [{ pointer: '#/steps', detail: 'This ladder has no step, so it would do nothing. Add one.' }]
  const each = rules.steps.flatMap((step, index) => [
    ...timeErrors(step, index, known),
    ...targetErrors(step, index, known),
  ])
  if (each.length > 0) return each
  const round = roundErrors(rules, known)
  return round.length > 0 ? round : crossErrors(rules, others, known)
}

function at(index: number, field: string, detail: string): FieldError {
  return { pointer: `#/steps/${index}/${field}`, detail: `Step ${index + 1}: ${detail}` }
}

function timeErrors({ when }: Step, index: number, known: Known): FieldError[] {
  const isTimed = when.on === 'after_filed' || when.on === 'after_team'
  if (!isTimed)
    return when.minutes === null
      ? []
      : [at(index, 'when', 'only steps after a time have minutes. Leave them out.')]
  if (when.minutes === null || when.minutes < 1)
    return [
      at(index, 'when', 'without at least one minute it would run at once, again and again. Give it a time.'),
    ]
  if (when.is_working_time && !known.hasCalendar)
    return [
      at(
        index,
        'when',
        'working minutes need a calendar, and the organization has none. Make one the organization’s, or count plain minutes.',
      ),
    ]
  return []
}

function targetErrors({ deed, to }: Step, index: number, known: Known): FieldError[] {
  if (deed === 'raise' || deed === 'bridge') {
    if (to !== null) return [at(index, 'to', 'this goes to nobody. Leave out to whom.')]
    if (deed === 'bridge' && !known.hasBridge)
      return [at(index, 'deed', 'there is no bridge to open. Set its link first, above the ladders.')]
    return []
  }
  if (to === null || !targetKinds.includes(to.kind))
    return [at(index, 'to', 'it has nobody to go to. Choose to whom.')]
  const missing = {
    next_tier: undefined,
    manager: undefined,
    skill: known.skills.has(to.id ?? '') ? undefined : 'choose a skill that is in use.',
    on_call: known.teams.has(to.id ?? '') ? undefined : 'choose a team that is in use.',
    person: personError(deed, to.id ?? '', known),
  }[to.kind]
  if (missing !== undefined) return [at(index, 'to', missing)]
  if (to.kind === 'skill' && teamsFor(to.id ?? '', known).length === 0)
    return [
      at(
        index,
        'to',
        `no team has the skill “${known.skills.get(to.id ?? '')}”. Give it to a team, or choose another one.`,
      ),
    ]
  return []
}

/** Anybody may be told; whoever a ticket is passed to becomes its owner. */
function personError(deed: Step['deed'], id: string, known: Known): string | undefined {
  if (deed === 'pass')
    return known.workers.has(id) ? undefined : 'choose a person who works on tickets and has not left.'
  return known.people.has(id) ? undefined : 'choose a person who has not left.'
}

function teamsFor(skillId: string, known: Known): string[] {
  return [...known.teams].filter(([, { skill_ids }]) => skill_ids.includes(skillId)).map(([id]) => id)
}

/** The team that a step surely passes the ticket to, as far as that is known beforehand. */
function surelyTo({ deed, to }: Step, known: Known): string | undefined {
  if (deed !== 'pass' || to === null) return undefined
  if (to.kind === 'on_call') return to.id ?? undefined
  if (to.kind !== 'skill') return undefined
  const teams = teamsFor(to.id ?? '', known)
  return teams.length === 1 ? teams[0] : undefined
}

const nameOf = (id: string, known: Known) => known.teams.get(id)?.name ?? 'another team'

/** A ticket must not come back to where it was, neither in a circle nor down. */
function roundErrors(rules: LadderRules, known: Known): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Map<string, number>()
  let tier = 0
  let ups = 0
  for (const [index, step] of rules.steps.entries()) {
    if (step.deed === 'pass' && step.to?.kind === 'next_tier' && ++ups > going_up_max)
      errors.push(at(index, 'to', 'there are three tiers, so a ticket can go up twice. Take this step out.'))
    const team = surelyTo(step, known)
    if (team === undefined) continue
    const name = nameOf(team, known)
    const before = seen.get(team)
    const teamTier = known.teams.get(team)?.tier ?? 1
    if (rules.when.team_ids.includes(team))
      errors.push(
        at(
          index,
          'to',
          `it leads back to ${name}, where the tickets of this ladder come from. Choose another team, or take ${name} out of the ladder’s teams.`,
        ),
      )
    else if (before !== undefined)
      errors.push(
        at(index, 'to', `it leads to ${name} again, as step ${before} does: a circle. Take one of them out.`),
      )
    else if (teamTier < tier)
      errors.push(
        at(index, 'to', `it leads back down to ${name}. Put it before the steps that lead to a higher tier.`),
      )
    seen.set(team, before ?? index + 1)
    tier = Math.max(tier, teamTier)
  }
  return errors
}

type Edge = { from: string; to: string; ladder: string; step: number | null }

/** Two ladders that hand a ticket to each other. Only ladders that name their teams can be known to do so. */
function crossErrors(rules: LadderRules, others: readonly CurrentLadder[], known: Known): FieldError[] {
  const own = edgesOf(rules, known, true)
  const rest = others.flatMap((other) => edgesOf(other.rules, known, false))
  for (const edge of own) {
    const back = wayBack(edge.to, edge.from, rest)
    if (!back) continue
    return [
      at(
        (edge.step ?? 1) - 1,
        'to',
        `it leads from ${nameOf(edge.from, known)} to ${nameOf(edge.to, known)}, and the ladder “${back}” leads back. Choose another team here or there.`,
      ),
    ]
  }
  return []
}

function edgesOf(rules: LadderRules, known: Known, isOwn: boolean): Edge[] {
  return rules.steps.flatMap((step, index) => {
    const to = surelyTo(step, known)
    if (to === undefined) return []
    return rules.when.team_ids.map((from) => ({
      from,
      to,
      ladder: rules.name,
      step: isOwn ? index + 1 : null,
    }))
  })
}

/** The name of the ladder by which one gets from one team back to the other; each team is looked at once. */
function wayBack(from: string, to: string, edges: readonly Edge[]): string | undefined {
  const seen = new Set([from])
  const next = [from]
  for (let team = next.pop(); team !== undefined; team = next.pop())
    for (const edge of edges.filter((each) => each.from === team)) {
      if (edge.to === to) return edge.ladder
      if (seen.has(edge.to)) continue
      seen.add(edge.to)
      next.push(edge.to)
    }
  return undefined
}
