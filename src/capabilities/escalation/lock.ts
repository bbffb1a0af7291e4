/**
 * Who writes to a ticket counts with the policies and calendars of now. A change of those waits until such writes
 * are stored, and holds back the next ones until it is stored itself: no ticket is counted with what is gone.
 */
import { raw, type Tx } from '../../platform/db/transaction.ts'

/** Held to the end of the transaction by a change of policies, calendars, or of the time of the next firing. */
export function lockRules(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('escalation rules'), hashtext($1))", [tx.orgId]))
}

/** Held to the end of the transaction by each write that counts; many hold it at once. */
export function shareRules(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock_shared(hashtext('escalation rules'), hashtext($1))", [tx.orgId]))
}
