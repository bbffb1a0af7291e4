import { type Actor, may } from '../../../core/actor.ts'
import { worksOnTickets } from '../policy.ts'

/** Answers the phone: sees people, and files tickets for them. */
export const answersCalls = (actor: Actor): boolean =>
  may(actor, 'people.read') &&
  may(actor, 'tickets.create') &&
  may(actor, 'tickets.work') &&
  worksOnTickets(actor)
