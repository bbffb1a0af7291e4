import { raw, type Tx } from '../../../platform/db/transaction.ts'

/**
 * Makes imports of one organization wait for each other's batches, so that two of them never create the same name
 * or ticket twice. Held to the end of the transaction.
 */
export function lockImports(tx: Tx): void {
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ${tx.orgId}`]))
}
