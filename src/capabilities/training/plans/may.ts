/** Who may do what with a learning plan. */
import type { Actor } from '../../../core/actor.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { manages, readsOwn } from '../policy.ts'
import { type PlanStep, planLife } from './lifecycle.ts'

export type Held = Pick<RecordRow, 'owner_id' | 'requester_id' | 'state'>

const isLearner = (actor: Actor, { requester_id }: Held) => requester_id === actor.personId && readsOwn(actor)

/** Who leads the learner and was asked, or plans training; never one's own. */
export const reviews = (actor: Actor, plan: Held): boolean =>
  plan.requester_id !== actor.personId &&
  (manages(actor) || (plan.owner_id === actor.personId && readsOwn(actor)))

/** A draft is the learner's too; what was handed in is for who reviews it. */
export const shapes = (actor: Actor, plan: Held): boolean =>
  reviews(actor, plan) || (isLearner(actor, plan) && plan.state === 'draft')

export const submits = (actor: Actor, plan: Held): boolean => reviews(actor, plan) || isLearner(actor, plan)

/** What the reader may do now, in the order of the buttons. */
export function stepsOf(actor: Actor, plan: Held): PlanStep[] {
  const steps: PlanStep[] = []
  for (const move of openMoves(planLife, plan.state))
    if (move !== 'complete' && mayMove(actor, plan, move)) steps.push(move)
  const isOpen = planLife.states[plan.state as keyof typeof planLife.states] !== 'done'
  if (isOpen && plan.state !== 'waiting_for_review' && shapes(actor, plan)) steps.push('edit')
  if (plan.state === 'active' && reviews(actor, plan)) steps.push('confirm')
  return steps
}

function mayMove(actor: Actor, plan: Held, move: Exclude<PlanStep, 'edit' | 'confirm'>): boolean {
  if (move === 'submit') return submits(actor, plan)
  return move === 'withdraw' ? shapes(actor, plan) : reviews(actor, plan)
}
