/** Which deliveries a reader is told of: those about records that they see, in lists and counts alike. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'

/** How many of its deliveries the reader sees in that state. */
export function seenIn(actor: Actor, state: 'waiting' | 'dead') {
  return sql<number>`(select count(*) from channels.webhook_delivery d left join core.record r on r.org_id = d.org_id and r.id = d.record_id
    where d.org_id = w.org_id and d.webhook_id = w.id and d.state = ${state} and ${seenDelivery(actor)})`
}

/** True for a delivery (alias `d`) that is about no record, or about one (alias `r`) that the actor sees. */
export function seenDelivery(actor: Actor) {
  return sql<boolean>`(d.record_id is null or (r.id is not null and ${visible(actor, 'ticket')}))`
}
