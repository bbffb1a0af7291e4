/** Who acts: one person of one organization with the permissions of all roles held now. */
import type { Admission } from './records/restriction.ts'

export type Actor = {
  readonly orgId: string
  readonly personId: string
  readonly name: string
  readonly permissions: ReadonlySet<string>
  readonly teamIds: readonly string[]
  readonly sessionId: string | null
  readonly steppedUpAt: string | null
  readonly address: string | null
  /** Acts by itself and is nobody who could own, answer or be told: the automation. */
  readonly isService?: boolean
  /** Writes by mail, whose sender proves nothing of who writes. */
  readonly isByMail?: boolean
  /** Comes with a key rather than a session: see `permitted`. */
  readonly key?: { readonly id: string; readonly readsEveryday: boolean }
  /** The restricted records that are open now by a name, a grant or a broken glass; asked anew each time, for some end. */
  readonly admitted?: () => readonly Admission[]
}

export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission)
}

const nothing: ReadonlySet<string> = new Set()

/**
 * Asks a policy about an actor. With a key only that is open for which a permission is needed: what one may do just by
 * being oneself, as deciding what one is asked, needs oneself. What everybody may read is open to keys made for it.
 */
export function permitted(actor: Actor, permits: (actor: Actor) => boolean, isReading = false): boolean {
  if (!permits(actor)) return false
  if (!actor.key || (isReading && actor.key.readsEveryday)) return true
  return !permits({ ...actor, permissions: nothing })
}
