/** Locks what a write changes: the record that its actor sees, and where the action says so others with it. */
import { sql } from 'kysely'
import type { Query, Tx } from '../platform/db/transaction.ts'
import { forbidden, notFound } from '../platform/http/problem.ts'
import type { RecordAction } from './action.ts'
import type { Actor } from './actor.ts'
import { type RecordRow, recordColumns } from './records/record.ts'
import { visible } from './records/visible.ts'

/**
 * Locks the record and the others that the action changes, in the order of their ids. Who may not take it or does not
 * see them locks nothing, so that nobody makes others wait, or learns by waiting that something is there.
 */
export async function lockOthers(
  tx: Tx,
  actor: Actor,
  action: RecordAction,
  id: string,
  others: Query<{ id: string }>,
): Promise<void> {
  const { kind } = action.life
  const [records, wanted] = await tx.many(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = ${kind} and ${visible(actor, kind)}`,
    others,
  )
  const record = records[0]
  if (!record) throw notFound()
  if (!action.permits(actor, record)) throw forbidden()
  const ids = [id, ...wanted.map((each) => each.id)]
  tx.send(
    sql`select from core.record r where r.id = any(${ids}::uuid[]) and ${visible(actor)} order by r.id for no key update of r`,
  )
}

/** What is read with the record is let go when the record is not visible. */
export async function lock(tx: Tx, actor: Actor, kind: string, id: string, reads: readonly Query<unknown>[]) {
  const [records, ...read] = await tx.many(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = ${kind} and ${visible(actor, kind)} for no key update of r`,
    ...reads,
  )
  const record = records[0]
  if (!record) throw notFound()
  return { record, read }
}
