/** The person whom a ticket is about, as somebody who could learn something. */
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'

export type Requester = {
  id: string
  name: string
  kind: string
  is_active: boolean
  is_merged: boolean
  has_address: boolean
}

/** Why nobody of the ticket can be taught anything now, as a sentence; null where somebody can. */
export function whyNot(ticket: Pick<RecordRow, 'state'>, requester: Requester | undefined): string | null {
  if (ticket.state === 'merged') return 'This ticket was merged. Go on in the one that it was merged into.'
  if (ticket.state === 'cancelled') return 'This ticket was withdrawn. Nobody waits for an answer any more.'
  if (!requester) return 'Nobody is named as the requester of this ticket. Say first who it is.'
  if (requester.is_merged)
    return 'This person was merged into another one. Choose the other one as the requester first.'
  if (!requester.is_active) return 'This person does not work here any more. Choose somebody else.'
  if (requester.kind !== 'staff')
    return 'This is not the login of one person of the staff. Say first who it is that has to learn something.'
  return null
}

/** The requester of a ticket, and why they cannot be taught where they cannot. */
export async function requesterOf(
  tx: Tx,
  ticket: Pick<RecordRow, 'state' | 'requester_id'>,
): Promise<{ requester: Requester | undefined; why: string | null }> {
  const requester = await tx.maybe(
    raw<Requester>(
      `select id, name, kind, is_active, merged_into_id is not null as is_merged, email is not null as has_address
       from core.person where org_id = $1 and id = $2`,
      [tx.orgId, ticket.requester_id],
    ),
  )
  return { requester, why: whyNot(ticket, requester) }
}

/** The same, refused with the sentence. */
export async function requireRequester(
  tx: Tx,
  ticket: Pick<RecordRow, 'state' | 'requester_id'>,
): Promise<Requester> {
  const { requester, why } = await requesterOf(tx, ticket)
  if (why !== null || !requester) throw conflict(why ?? 'Nobody is named as the requester of this ticket.')
  return requester
}
