/** The service identity in whose name the product acts by itself: named, owned, and with a role like anybody. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { Actor } from '../actor.ts'
import { assignRole, roleCatalogue, storeRole } from './setup.ts'

const key = 'automation'
const name = 'Automation'

/**
 * Makes the identity where there is none yet, with `custodianId` as the person who answers for it; answers its id.
 * An administrator may rename it, take rights from it, or give it to another custodian.
 */
export async function ensureAutomation(tx: Tx, custodianId: string, now: string): Promise<string> {
  tx.send(raw('select 1 from core.organization where id = $1 for update', [tx.orgId]))
  const [people, roles] = await tx.many(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and kind = 'service' and external_key = $2",
      [tx.orgId, key],
    ),
    raw<{ id: string }>('select id from core.role where org_id = $1 and key = $2', [tx.orgId, key]),
  )
  if (people[0]) return people[0].id
  const id = newId()
  tx.send(
    raw(
      `insert into core.person (org_id, id, kind, name, custodian_id, external_key, created_at, updated_at)
       values ($1,$2,'service',$3,$4,$5,$6,$6)`,
      [tx.orgId, id, name, custodianId, key, now],
    ),
  )
  tx.send(assignRole(tx.orgId, id, roles[0]?.id ?? storeCatalogueRole(tx), now))
  return id
}

/** An organization that is older than the role gets it from the catalogue. */
function storeCatalogueRole(tx: Tx): string {
  const role = roleCatalogue().find(({ id }) => id === key)
  if (!role) throw new Error('The catalogue has no role for the automation.')
  return storeRole(tx, role)
}

/** The identity as an actor with what it may do at `now`; nothing where there is none, or where it was switched off. */
export async function automationActor(tx: Tx, now: string): Promise<Actor | undefined> {
  const found = await tx.maybe(
    raw<{ id: string; name: string; permissions: string[]; team_ids: string[] }>(
      `select p.id, p.name,
         coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
           where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)), '{}') as permissions,
         coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids
       from core.person p where p.org_id = $1 and p.kind = 'service' and p.external_key = $2 and p.is_active`,
      [tx.orgId, key, now],
    ),
  )
  if (!found) return undefined
  return {
    orgId: tx.orgId,
    personId: found.id,
    name: found.name,
    permissions: new Set(found.permissions),
    teamIds: found.team_ids,
    sessionId: null,
    steppedUpAt: null,
    address: null,
    isService: true,
  }
}
