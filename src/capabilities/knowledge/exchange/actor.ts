/** The person with what he or she may do at `now`, for work that was begun while signed in; nothing once switched off. */
export { personActor as actorOf } from '../../../core/people/automation.ts'
