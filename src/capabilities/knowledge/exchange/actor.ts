import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** The person with what he or she may do at `now`, for work that was begun while signed in; nothing once switched off. */
export async function actorOf(tx: Tx, personId: string, now: string): Promise<Actor | undefined> {
  const found = await tx.maybe(
    raw<{ name: string; permissions: string[]; team_ids: string[] }>(
      `select p.name,
         coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
           where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)), '{}') as permissions,
         coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids
       from core.person p where p.org_id = $1 and p.id = $2 and p.is_active`,
      [tx.orgId, personId, now],
    ),
  )
  if (!found) return undefined
  return {
    orgId: tx.orgId,
    personId,
    name: found.name,
    permissions: new Set(found.permissions),
    teamIds: found.team_ids,
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
}
