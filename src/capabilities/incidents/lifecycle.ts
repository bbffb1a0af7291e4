import { lifecycle, type StateOf } from '../../core/lifecycle.ts'

/** From a suspicion to what was learned. What was reviewed can still turn out not to be over. */
export const incidentLife = lifecycle({
  kind: 'major_incident',
  initial: 'proposed',
  states: {
    proposed: 'waiting',
    working: 'active',
    resolved: 'waiting',
    review: 'waiting',
    closed: 'done',
    declined: 'done',
    cancelled: 'done',
  },
  moves: {
    declare: { from: ['proposed'], to: 'working' },
    decline: { from: ['proposed'], to: 'declined' },
    resolve: { from: ['working'], to: 'resolved' },
    reopen: { from: ['resolved', 'review'], to: 'working' },
    review: { from: ['resolved'], to: 'review' },
    close: { from: ['review'], to: 'closed' },
    cancel: { from: ['proposed', 'working'], to: 'cancelled' },
  },
})

export type IncidentState = StateOf<typeof incidentLife>

export const states = Object.keys(incidentLife.states) as IncidentState[]
export const roles = ['commander', 'communications', 'technical', 'scribe'] as const
export type Role = (typeof roles)[number]

/** The states in which tickets can become part of it. */
export const openStates: readonly IncidentState[] = ['proposed', 'working', 'resolved']

/** The states of which all staff read. What was declined or cancelled was none. */
export const publicStates: readonly IncidentState[] = ['working', 'resolved', 'review', 'closed']

/** What staff hear of it; everything else stays with those who work on it. */
export const toldOutside = [
  'incidents.declare',
  'incidents.publish',
  'incidents.resolve',
  'incidents.reopen',
  'incidents.review',
  'incidents.close',
  'incidents.cancel',
] as const

/** The link from a ticket to the major incident that it is a report of. */
export const partOf = 'part_of'
export const hasPart = 'has_part'
