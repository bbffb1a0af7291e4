/** Who has to approve, step after step. What is wrong with a plan is said in a sentence each. */
import { type Static, Type } from 'typebox'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, Id, Line, OneOf } from '../../platform/http/schema.ts'

export const approverKinds = ['manager', 'owner', 'people', 'team'] as const
export const needs = ['any', 'all'] as const
const steps_max = 10
const people_max = 20

export const ApprovalStep = Body({
  name: Line(120),
  who: OneOf(approverKinds, {
    description: 'The requester’s manager, the owner of the item, the people named, or a team.',
  }),
  person_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: people_max, uniqueItems: true })),
  team_id: Type.Optional(Id),
  needs: OneOf(needs, { description: 'Whether one of the approvers is enough, or each of them has to.' }),
  remind_hours: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 720,
      description: 'Hours of working time until they are reminded.',
    }),
  ),
})
export type ApprovalStep = Static<typeof ApprovalStep>

/** One step after the other. */
export const ApprovalPlan = Body({ steps: Type.Array(ApprovalStep, { maxItems: steps_max }) })
export type ApprovalPlan = Static<typeof ApprovalPlan>

export type Flaw = { pointer: string; detail: string }

/** What is wrong with the plan by itself: nothing in it, somebody missing or named in vain, the same people twice. */
export function flawsOf(plan: ApprovalPlan): Flaw[] {
  if (plan.steps.length === 0)
    return [{ pointer: '/steps', detail: 'Add a step: somebody has to approve, or no approval is needed.' }]
  return plan.steps.flatMap((step, index) => {
    const at = `/steps/${index}`
    const before = plan.steps.findIndex((other) => asks(other) === asks(step))
    if (step.who === 'people' && !step.person_ids?.length)
      return [{ pointer: `${at}/person_ids`, detail: `Name who approves in “${step.name}”.` }]
    if (step.who === 'team' && !step.team_id)
      return [{ pointer: `${at}/team_id`, detail: `Choose the team that approves in “${step.name}”.` }]
    if (step.who !== 'people' && step.person_ids)
      return [{ pointer: `${at}/person_ids`, detail: 'People are named only where named people approve.' }]
    if (step.who !== 'team' && step.team_id)
      return [{ pointer: `${at}/team_id`, detail: 'A team is named only where a team approves.' }]
    if (before < index)
      return [
        {
          pointer: at,
          detail: `“${step.name}” goes back to whom “${plan.steps[before]?.name}” asked already. Take one of the two out.`,
        },
      ]
    return []
  })
}

function asks({ who, person_ids = [], team_id = '' }: ApprovalStep): string {
  return `${who} ${[...person_ids].sort().join(' ')} ${team_id}`
}

/**
 * Refuses, with a sentence at each field, a plan that is empty or circular or that names people or teams who are not
 * there; `at` is where the plan stands in the body.
 */
export async function checkPlan(tx: Tx, plan: ApprovalPlan, at = '#'): Promise<void> {
  const flaws = flawsOf(plan)
  const people = plan.steps.flatMap(({ person_ids = [] }) => person_ids)
  const teams = plan.steps.flatMap(({ team_id }) => team_id ?? [])
  const [found, teamsFound] = await tx.many(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and id = any($2::uuid[]) and is_active and kind <> 'service'",
      [tx.orgId, people],
    ),
    raw<{ id: string; members: number }>(
      `select t.id, (select count(*) from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id and p.is_active
          where m.org_id = t.org_id and m.team_id = t.id) as members
       from core.team t where t.org_id = $1 and t.id = any($2::uuid[]) and t.archived_at is null`,
      [tx.orgId, teams],
    ),
  )
  const known = new Set(found.map(({ id }) => id))
  const members = new Map(teamsFound.map((team) => [team.id, team.members]))
  for (const [index, step] of plan.steps.entries()) {
    for (const [place, id] of (step.person_ids ?? []).entries())
      if (!known.has(id.toLowerCase()))
        flaws.push({
          pointer: `/steps/${index}/person_ids/${place}`,
          detail: `Somebody named in “${step.name}” does not exist or has left. Choose somebody else.`,
        })
    const team = step.team_id?.toLowerCase()
    if (team === undefined) continue
    if (!members.has(team))
      flaws.push({
        pointer: `/steps/${index}/team_id`,
        detail: `The team of “${step.name}” does not exist any more. Choose another one.`,
      })
    else if (members.get(team) === 0)
      flaws.push({
        pointer: `/steps/${index}/team_id`,
        detail: `The team of “${step.name}” has nobody in it who could approve.`,
      })
  }
  refuse(flaws, at)
}

/** Throws a 422 problem that names each flaw; does nothing without one. */
export function refuse(flaws: readonly Flaw[], at = '#'): void {
  const [first] = flaws
  if (first === undefined) return
  throw Object.assign(invalid(`${at}${first.pointer}`, first.detail), {
    errors: flaws.map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail })),
  })
}
