/** The tickets that lead to another record by a link, for what gathers many of them. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'

export type LinkedTicket = {
  id: string
  number: number
  title: string
  state: string
  category: string
  created_at: string
  resolved_at: string | null
  requester: string | null
  place: string | null
  reopened_count: number
  linked_at: string
}

/** The query for a page of them, newest link first, of those that the actor works on. */
export function linkedTickets(
  actor: Actor,
  to: { recordId: string; type: string; after?: { at: string; id: string } | undefined; limit: number },
): RawBuilder<LinkedTicket> {
  const { at = null, id = null } = to.after ?? {}
  return sql<LinkedTicket>`
    select r.id, r.number, r.title, r.state, r.category, r.created_at, t.resolved_at, q.name as requester, p.name as place, t.reopened_count, k.created_at as linked_at
    from core.link k
    join core.record r on r.org_id = k.org_id and r.id = k.from_id and r.kind = 'ticket'
    join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
    left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
    left join core.place p on p.org_id = t.org_id and p.id = t.place_id
    where k.org_id = ${actor.orgId} and k.to_id = ${to.recordId} and k.type = ${to.type} and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}
      and (${at}::timestamptz is null or (k.created_at, r.id) < (${at}::timestamptz, ${id}::uuid))
    order by k.created_at desc, r.id desc limit ${to.limit}`
}

/** The query for how many there are at each place, those without a place last: all of them, whoever asks. */
export function linkedPlaces(
  orgId: string,
  recordId: string,
  type: string,
): Raw<{ place_id: string | null; place: string | null; tickets: number; open: number }> {
  return raw(
    `select t.place_id, p.name as place, count(*)::int as tickets, (count(*) filter (where r.category <> 'done'))::int as open
     from core.link k
     join core.record r on r.org_id = k.org_id and r.id = k.from_id and r.kind = 'ticket'
     join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
     left join core.place p on p.org_id = t.org_id and p.id = t.place_id
     where k.org_id = $1 and k.to_id = $2 and k.type = $3
     group by t.place_id, p.name order by t.place_id is null, tickets desc, p.name limit 500`,
    [orgId, recordId, type],
  )
}
