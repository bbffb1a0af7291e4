import { lifecycle } from '../../../core/lifecycle.ts'

/** How a need of training goes from what the queue shows to what came of it. */
export const needLife = lifecycle({
  kind: 'training_need',
  initial: 'proposed',
  states: {
    proposed: 'waiting',
    confirmed: 'active',
    planned: 'active',
    delivered: 'active',
    evaluated: 'active',
    closed: 'done',
    rejected: 'done',
  },
  moves: {
    confirm: { from: ['proposed'], to: 'confirmed' },
    plan: { from: ['confirmed'], to: 'planned' },
    deliver: { from: ['planned'], to: 'delivered' },
    evaluate: { from: ['delivered'], to: 'evaluated' },
    close: { from: ['confirmed', 'planned', 'delivered', 'evaluated'], to: 'closed' },
    decline: { from: ['proposed', 'confirmed'], to: 'rejected' },
  },
})

export const needStates = Object.keys(needLife.states) as (keyof typeof needLife.states)[]
export const needMoves = Object.keys(needLife.moves) as (keyof typeof needLife.moves)[]
