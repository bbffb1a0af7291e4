import { lifecycle } from '../../../core/lifecycle.ts'

/** The states of a class. While it is planned, only those who teach see it. */
export const classLife = lifecycle({
  kind: 'class',
  initial: 'planned',
  states: { planned: 'waiting', open: 'waiting', in_progress: 'active', held: 'done', cancelled: 'done' },
  moves: {
    open: { from: ['planned'], to: 'open' },
    start: { from: ['open'], to: 'in_progress' },
    hold: { from: ['in_progress'], to: 'held' },
    cancel: { from: ['planned', 'open'], to: 'cancelled' },
  },
})

export const classStates = ['planned', 'open', 'in_progress', 'held', 'cancelled'] as const
export const bookingStates = ['requested', 'booked', 'waitlisted', 'cancelled', 'declined'] as const
/** So many answers are told at a time, and no fewer. */
export const answers_min = 5
export const attendances = ['attended', 'partial', 'excused', 'no_show'] as const
/** By which right somebody was booked: `agent` from their ticket, `need` since it was planned for them. */
export const bookingWays = ['self', 'manager', 'trainer', 'walk_in', 'agent', 'need'] as const
