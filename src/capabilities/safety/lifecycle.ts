import { lifecycle } from '../../core/lifecycle.ts'

/** How a report goes from its arrival to its end: closed, or found to be no safety event. */
export const safetyLife = lifecycle({
  kind: 'safety_event',
  initial: 'reported',
  states: {
    reported: 'waiting',
    assessing: 'active',
    acting: 'active',
    watching: 'paused',
    closed: 'done',
    not_safety: 'done',
  },
  moves: {
    take: { from: ['reported'], to: 'assessing' },
    act: { from: ['assessing', 'watching'], to: 'acting' },
    watch: { from: ['acting'], to: 'watching' },
    close: { from: ['acting', 'watching'], to: 'closed' },
    dismiss: { from: ['reported', 'assessing'], to: 'not_safety' },
    reopen: { from: ['closed', 'not_safety'], to: 'assessing' },
  },
})

/** A hazard is open until its controls hold, its risk is accepted, or it is gone. */
export const hazardLife = lifecycle({
  kind: 'hazard',
  initial: 'open',
  states: { open: 'active', controlled: 'paused', accepted: 'done', closed: 'done' },
  moves: {
    control: { from: ['open', 'accepted'], to: 'controlled' },
    accept: { from: ['open', 'controlled'], to: 'accepted' },
    close: { from: ['open', 'controlled', 'accepted'], to: 'closed' },
    reopen: { from: ['controlled', 'accepted', 'closed'], to: 'open' },
  },
})

export const safetyStates = Object.keys(safetyLife.states) as (keyof typeof safetyLife.states)[]
export const hazardStates = Object.keys(hazardLife.states) as (keyof typeof hazardLife.states)[]

/** What the reporter says happened, the worst first. */
export const outcomes = ['severe_harm', 'harm', 'near_miss'] as const
export type HarmOutcome = (typeof outcomes)[number]
