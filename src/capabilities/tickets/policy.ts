/** Who may do what with a ticket. The record was fetched through the read gate before any of these is asked. */
import { type Actor, may } from '../../core/actor.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { seesInside } from '../../core/records/visible.ts'

/** Works on it from the inside, with the permission. */
export function worksWith(permission: string) {
  return (actor: Actor, record: RecordRow): boolean => may(actor, permission) && seesInside(actor, record)
}

/** Belongs to it, or works on it, with the permission. Who may see a ticket at all is one or the other. */
export function takesPart(permission: string) {
  return (actor: Actor, _record: RecordRow): boolean => may(actor, permission)
}

/** The person whom it is about, or somebody who works on it; not those who were only added to it. */
export function isRequesterOrWorks(permission: string) {
  return (actor: Actor, record: RecordRow): boolean =>
    may(actor, permission) && (record.requester_id === actor.personId || seesInside(actor, record))
}

/** Only the person whom it is about. */
export function isRequester(permission: string) {
  return (actor: Actor, record: RecordRow): boolean =>
    may(actor, permission) && record.requester_id === actor.personId
}

/** Sees lists of tickets at all: own ones, or those one works on. */
export function readsTickets(actor: Actor): boolean {
  return may(actor, 'tickets.create') || worksOnTickets(actor)
}

/** Sees tickets from the inside. */
export function worksOnTickets(actor: Actor): boolean {
  return may(actor, 'tickets.read_all') || may(actor, 'tickets.read_team')
}
