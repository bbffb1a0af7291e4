/** The service identity in whose name the product acts by itself: named, owned, and with a role like anybody. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { Actor } from '../actor.ts'
import { type Admission, admissionsOf, admitted } from '../records/restriction.ts'
import { assignRole, roleCatalogue, storeRole } from './setup.ts'

const key = 'automation'
const name = 'Automation'

/**
 * Makes the identity where there is none yet, with `custodianId` as the person who answers for it; answers its id.
 * An administrator may rename it, take rights from it, or give it to another custodian.
 */
export async function ensureAutomation(tx: Tx, custodianId: string, now: string): Promise<string> {
  const known = await automationId(tx)
  if (known !== undefined) return known
  // Of two who make it at once the second waits, and nobody else does.
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`automation ${tx.orgId}`]))
  const made = await automationId(tx)
  if (made !== undefined) return made
  const role = await tx.maybe(
    raw<{ id: string }>('select id from core.role where org_id = $1 and key = $2', [tx.orgId, key]),
  )
  const id = newId()
  tx.send(
    raw(
      `insert into core.person (org_id, id, kind, name, custodian_id, created_at, updated_at)
       values ($1,$2,'service',$3,$4,$5,$5)`,
      [tx.orgId, id, name, custodianId, now],
    ),
  )
  tx.send(raw('insert into core.automation (org_id, person_id) values ($1,$2)', [tx.orgId, id]))
  tx.send(assignRole(tx.orgId, id, role?.id ?? storeCatalogueRole(tx), now))
  return id
}

async function automationId(tx: Tx): Promise<string | undefined> {
  const found = await tx.maybe(
    raw<{ person_id: string }>('select person_id from core.automation where org_id = $1', [tx.orgId]),
  )
  return found?.person_id
}

/** An organization that is older than the role gets it from the catalogue. */
function storeCatalogueRole(tx: Tx): string {
  const role = roleCatalogue().find(({ id }) => id === key)
  if (!role) throw new Error('The catalogue has no role for the automation.')
  return storeRole(tx, role)
}

/** The identity as an actor with what it may do at `now`; nothing where there is none, or where it was switched off. */
export function automationActor(tx: Tx, now: string): Promise<Actor | undefined> {
  return actorWhere(tx, 'p.id = (select m.person_id from core.automation m where m.org_id = $1)', now, [])
}

/** A person as an actor with what they may do at `now`, for what they left to be done later; nothing when they left. */
export function personActor(tx: Tx, personId: string, now: string): Promise<Actor | undefined> {
  return actorWhere(tx, 'p.id = $3', now, [personId])
}

async function actorWhere(
  tx: Tx,
  condition: string,
  now: string,
  values: readonly unknown[],
): Promise<Actor | undefined> {
  const found = await tx.maybe(
    raw<{
      id: string
      name: string
      kind: string
      permissions: string[]
      team_ids: string[]
      admissions: Admission[]
    }>(
      `select p.id, p.name, p.kind,
         coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
           where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)), '{}') as permissions,
         coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids, ${admissionsOf('p.org_id', 'p.id', '$2')} as admissions
       from core.person p where p.org_id = $1 and ${condition} and p.is_active`,
      [tx.orgId, now, ...values],
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
    admitted: admitted(found.admissions, () => Date.parse(now)),
    ...(found.kind === 'service' ? { isService: true as const } : {}),
  }
}
