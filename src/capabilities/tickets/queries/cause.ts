import { type Raw, raw } from '../../../platform/db/transaction.ts'

/** The cause that was noted when the ticket was resolved, for who writes it down as an article. */
export function causeOfTicket(orgId: string, ticketId: string): Raw<{ cause: string | null }> {
  return raw<{ cause: string | null }>('select cause from tickets.ticket where org_id = $1 and id = $2', [
    orgId,
    ticketId,
  ])
}
