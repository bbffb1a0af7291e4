/** How tickets were rated, for those who ask and count: as parts of a query over records (alias `r`). */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, visible } from '../../../core/records/visible.ts'

export type RatedTicket = {
  id: string
  number: number
  team_id: string | null
  resolved_at: string
  rating: number | null
  rating_comment: string | null
  reopened_count: number
}

export type Verdict = { rating: number | null; rating_comment: string | null; reopened_count: number }

/** The query for the tickets resolved in a period that the actor sees from the inside. */
export function resolvedIn(actor: Actor, period: { from: string; to: string }): RawBuilder<RatedTicket> {
  return sql<RatedTicket>`
    select r.org_id, r.id, r.number, r.team_id, t.resolved_at, t.rating, t.rating_comment, t.reopened_count
    from tickets.ticket t join core.record r on r.org_id = t.org_id and r.id = t.id
    where t.org_id = ${actor.orgId} and t.resolved_at >= ${period.from} and t.resolved_at < ${period.to}
      and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`
}

/** The query for what its requester said of one ticket. Whoever asks has read the ticket through the gate. */
export function verdictOf(orgId: string, id: string): RawBuilder<Verdict> {
  return sql<Verdict>`select rating, rating_comment, reopened_count from tickets.ticket where org_id = ${orgId} and id = ${id}`
}
