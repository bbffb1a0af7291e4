import { type Actor, may } from '../../../core/actor.ts'
import { worksOnTickets } from '../policy.ts'

/** Prints labels and takes them back: those who work on what is asked by them. */
export const permitsLabels = (actor: Actor): boolean => may(actor, 'tickets.work') && worksOnTickets(actor)
