import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../platform/http/problem.ts'

/** The ticket, for who works on it: its requester may not know which articles were tried. */
export async function workedTicket(tx: Tx, actor: Actor, id: string): Promise<RecordRow> {
  const ticket = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
  )
  if (!ticket) throw notFound('This ticket')
  if (!seesInside(actor, ticket)) throw forbidden('This is for those who work on the ticket.')
  return ticket
}
