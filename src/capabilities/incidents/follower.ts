/** Hears when somebody says of a ticket that the trouble is back, although its major incident is over. */
import type { Follower } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { partOf } from './lifecycle.ts'
import { tellLeads } from './reminder.ts'

/** Those who led it are told; whether it is taken up again is theirs to decide. */
export const hearTickets: Follower = async ({ app, tx, actor, now }, { after, action }) => {
  if (after.kind !== 'ticket' || action !== 'tickets.reopen') return undefined
  const incident = await tx.maybe(
    raw<{ id: string; kind: string; number: number }>(
      `select r.id, r.kind, r.number from core.link k join core.record r on r.org_id = k.org_id and r.id = k.to_id
       where k.org_id = $1 and k.from_id = $2 and k.type = $3 and r.kind = 'major_incident' and r.state in ('resolved', 'review')`,
      [tx.orgId, after.id, partOf],
    ),
  )
  if (incident)
    await tellLeads(app, tx, incident, { reason: 'incident_recurs', byId: actor.personId, now, isAll: true })
  return undefined
}
