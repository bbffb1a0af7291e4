/** The order in which an administrator puts what the organization has. */
import { raw, type Tx } from '../platform/db/transaction.ts'
import { invalid } from '../platform/http/problem.ts'

/**
 * Gives the rows of a table (a name from the code, never from a request) the positions in which `ids` names them.
 * Refuses with the sentence unless they name each of those that are there once: the caller holds the lock that keeps
 * others from adding or removing one.
 */
export function reorder(
  tx: Tx,
  table: string,
  there: readonly { id: string }[],
  ids: readonly string[],
  sentence: string,
): void {
  const wanted = new Set(ids)
  if (wanted.size !== ids.length || there.length !== ids.length || !there.every(({ id }) => wanted.has(id)))
    throw invalid('#/ids', sentence)
  tx.send(
    raw(
      `update ${table} t set position = o.position from unnest($2::uuid[]) with ordinality as o (id, position)
       where t.org_id = $1 and t.id = o.id`,
      [tx.orgId, ids],
    ),
  )
}
