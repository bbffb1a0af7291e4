import { lifecycle } from '../../../core/lifecycle.ts'

/** The states of a learning plan. That it is complete nobody says: it follows from what was learned. */
export const planLife = lifecycle({
  kind: 'learning_plan',
  initial: 'draft',
  states: {
    draft: 'waiting',
    waiting_for_review: 'waiting',
    in_review: 'active',
    active: 'active',
    complete: 'done',
    withdrawn: 'done',
  },
  moves: {
    submit: { from: ['draft'], to: 'waiting_for_review' },
    review: { from: ['waiting_for_review'], to: 'in_review' },
    approve: { from: ['in_review'], to: 'active' },
    send_back: { from: ['waiting_for_review', 'in_review'], to: 'draft' },
    withdraw: { from: ['draft', 'waiting_for_review', 'in_review', 'active'], to: 'withdrawn' },
    complete: { from: ['active'], to: 'complete' },
  },
})

export const planStates = Object.keys(planLife.states) as (keyof typeof planLife.states)[]
export const planSteps = ['submit', 'review', 'approve', 'send_back', 'withdraw', 'edit', 'confirm'] as const
export type PlanStep = (typeof planSteps)[number]
export const itemKinds = ['competency', 'course', 'class', 'package', 'quiz', 'words'] as const
export type ItemKind = (typeof itemKinds)[number]
export const itemOrigins = ['hand', 'gap', 'need', 'failure'] as const
