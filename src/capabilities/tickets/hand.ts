/** The history of hands: each passing of a ticket from one team to another. */
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'

/** Writes the passing from one team to another into the history of hands. */
export function insertHand(
  orgId: string,
  hand: {
    ticketId: string
    direction: 'up' | 'back' | 'across'
    fromTeamId: string | null
    toTeamId: string
    byId: string
    reason: string
    tried?: string
    now: string
  },
): Raw<unknown> {
  return raw(
    'insert into tickets.hand (org_id, id, ticket_id, direction, from_team_id, to_team_id, by_id, reason, tried, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)',
    [
      orgId,
      newId(),
      hand.ticketId,
      hand.direction,
      hand.fromTeamId,
      hand.toTeamId,
      hand.byId,
      hand.reason,
      hand.tried ?? '',
      hand.now,
    ],
  )
}

/** The team that last passed the ticket on to this one; passings back do not count, nor teams no longer used. */
export async function teamBefore(tx: Tx, ticketId: string, teamId: string): Promise<string | undefined> {
  const hand = await tx.maybe(
    raw<{ from_team_id: string }>(
      `select h.from_team_id from tickets.hand h join core.team t on t.org_id = h.org_id and t.id = h.from_team_id
       where h.org_id = $1 and h.ticket_id = $2 and h.to_team_id = $3 and h.direction <> 'back' and t.archived_at is null
       order by h.created_at desc, h.id desc limit 1`,
      [tx.orgId, ticketId, teamId],
    ),
  )
  return hand?.from_team_id
}
