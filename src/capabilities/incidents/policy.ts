/** Who may do what with a major incident. The record was fetched through the read gate before. */
import { type Actor, may } from '../../core/actor.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { seesInside } from '../../core/records/visible.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { forbidden } from '../../platform/http/problem.ts'
import type { Role } from './lifecycle.ts'

/** Works on major incidents: proposes, notes, links. */
export function worksOnIncidents(actor: Actor): boolean {
  return may(actor, 'incidents.propose')
}

/** Works on this one. */
export function takesPart(actor: Actor, record: RecordRow): boolean {
  return worksOnIncidents(actor) && seesInside(actor, record)
}

/** Decides that something is a major incident, and that it is over. */
export function decides(actor: Actor, record: RecordRow): boolean {
  return may(actor, 'incidents.declare') && takesPart(actor, record)
}

/** Commands it, or may declare: says that it is over, that it is not, and when the review has ended. */
export function commands(actor: Actor, record: RecordRow): boolean {
  return takesPart(actor, record) && (may(actor, 'incidents.declare') || record.owner_id === actor.personId)
}

/**
 * Lets pass who may declare, and who has one of the parts in this incident; else a 403 problem. Everybody who leads
 * may do what the commander may, so that nothing waits for one person.
 */
export async function requireLeading(tx: Tx, actor: Actor, record: RecordRow): Promise<void> {
  if (!(await leads(tx, actor, record.id)))
    throw forbidden('This is for those who lead this major incident, and for those who may declare one.')
}

const leading: readonly Role[] = ['commander', 'communications', 'technical']

/** True for who may declare, and for who has a leading part now. */
export async function leads(tx: Tx, actor: Actor, incidentId: string): Promise<boolean> {
  if (may(actor, 'incidents.declare')) return true
  const duty = await tx.maybe(
    raw<{ id: string }>(
      'select id from incidents.duty where org_id = $1 and incident_id = $2 and person_id = $3 and role = any($4) and ended_at is null limit 1',
      [tx.orgId, incidentId, actor.personId, leading],
    ),
  )
  return duty !== undefined
}
