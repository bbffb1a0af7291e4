/** Roles that groups of a provider give: for a day, renewed at each visit, and ended with what gave them. */
import type { App } from '../../../core/app.ts'
import { requireAdministrator } from '../../../core/people/policy.ts'
import { tellPermissions } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Claims, type Provider, providerById } from './store.ts'

// Only a visit tells which groups somebody is in. Who signs in by a passkey or a password visits nobody, so that
// what a group gave would outlive the group if it held for good.
const hours = 24

type Held = { id: string; role_id: string; person_id: string; provider_id: string | null }

/**
 * Gives the roles that the groups of now give, for a day, and takes those that groups of before gave. Roles that were
 * given by hand stay as they are. Answers whether anything changed.
 */
export async function mapRoles(
  tx: Tx,
  providerId: string,
  claims: Claims,
  personId: string,
  now: string,
): Promise<{ added: string[]; removed: string[] }> {
  const [providers, held] = await tx.many(
    // As it is now: `personOf` locked it, and an administrator may have changed it since the visit began.
    providerById(tx.orgId, providerId),
    raw<Held>(
      `select id, role_id, person_id, provider_id from core.role_assignment
       where org_id = $1 and person_id = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3) for update`,
      [tx.orgId, personId, now],
    ),
  )
  const [provider] = providers
  const wanted = provider ? rolesOf(provider, claims) : new Set<string>()
  const given = held.filter((each) => each.provider_id === providerId)
  const removed = given.filter((each) => !wanted.has(each.role_id))
  endRoles(tx, removed, now)
  const until = new Date(Date.parse(now) + hours * 3_600_000).toISOString()
  const kept = given.filter((each) => wanted.has(each.role_id)).map(({ id }) => id)
  if (kept.length > 0)
    tx.send(
      raw('update core.role_assignment set valid_to = $3 where org_id = $1 and id = any($2::uuid[])', [
        tx.orgId,
        kept,
        until,
      ]),
    )
  // What another provider gave ends by its own time, so that it does not stand for this one.
  const isHeld = (role: string) =>
    held.some(
      (each) => each.role_id === role && (each.provider_id === null || each.provider_id === providerId),
    )
  const added = [...wanted].filter((role) => !isHeld(role))
  for (const role of added)
    tx.send(
      raw(
        `insert into core.role_assignment (org_id, id, person_id, role_id, valid_from, valid_to, provider_id)
         select org_id, $3, $2, id, $5, $6, $7 from core.role where org_id = $1 and id = $4 and archived_at is null`,
        [tx.orgId, personId, newId(), role, now, until, providerId],
      ),
    )
  return { added, removed: removed.map(({ role_id }) => role_id) }
}

function rolesOf(provider: Provider, claims: Claims): Set<string> {
  const claimed = claims[provider.groups_claim]
  const groups = new Set(Array.isArray(claimed) ? claimed.map(String) : [String(claimed ?? '')])
  return new Set(
    provider.group_roles.filter(({ group }) => groups.has(group)).map(({ role_id }) => role_id.toLowerCase()),
  )
}

/**
 * Ends the roles that no mapping of the provider gives any more, all of them when it is off. Call it after the
 * change, with the organization locked before it. Answers how many ended.
 */
export async function endUnmapped(
  app: App,
  tx: Tx,
  provider: Pick<Provider, 'id' | 'is_on' | 'group_roles'>,
  now: string,
): Promise<number> {
  const mapped = provider.is_on ? provider.group_roles.map(({ role_id }) => role_id) : []
  const held = await tx.all(
    raw<Held>(
      `select id, role_id, person_id, provider_id from core.role_assignment
       where org_id = $1 and provider_id = $2 and (valid_to is null or valid_to > $3) and role_id <> all($4::uuid[]) for update`,
      [tx.orgId, provider.id, now, mapped],
    ),
  )
  if (held.length === 0) return 0
  endRoles(tx, held, now)
  await requireAdministrator(tx, now)
  tellPermissions(app, tx, [...new Set(held.map(({ person_id }) => person_id))])
  return held.length
}

function endRoles(tx: Tx, held: readonly Held[], now: string): void {
  if (held.length === 0) return
  const values = [tx.orgId, held.map(({ id }) => id), now]
  // What began in this very moment never held.
  tx.send(
    raw(
      'delete from core.role_assignment where org_id = $1 and id = any($2::uuid[]) and valid_from >= $3',
      values,
    ),
  )
  tx.send(
    raw(
      'update core.role_assignment set valid_to = $3 where org_id = $1 and id = any($2::uuid[]) and valid_from < $3',
      values,
    ),
  )
}
