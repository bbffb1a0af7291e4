import { sql } from 'kysely'
import type { Actor } from '../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { seesInside, visible } from '../../core/records/visible.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'

/** The ticket, for somebody who works on it; for all others it is not there. */
export async function insideTicket(tx: Tx, actor: Actor, id: string): Promise<RecordRow> {
  const record = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
  )
  if (!record || !seesInside(actor, record)) throw notFound('This ticket')
  return record
}
