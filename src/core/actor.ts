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
  /** The restricted records that are open now by a name, a grant or a broken glass; asked anew each time, for some end. */
  readonly admitted?: () => readonly Admission[]
}

export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission)
}
