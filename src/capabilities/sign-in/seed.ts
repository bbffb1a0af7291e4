/** The demo hospital's share: a provider that is not switched on yet, and an emergency account whose one use waits for somebody to look at it. */
import type { App } from '../../core/app.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { keepProvider } from './providers/fields.ts'
import { sealSecret } from './providers/store.ts'

const hour_ms = 3_600_000
const day_ms = 24 * hour_ms

/** `ownerId` answers for the emergency account, which has no password and so lets nobody in. */
export async function seedWaysIn(app: App, tx: Tx, ownerId: string, now: Date): Promise<void> {
  const provider = newId()
  await keepProvider(tx, {
    id: provider,
    kind: 'oidc',
    name: 'Willow Fork login',
    issuer: 'https://login.willow-fork.example',
    client_id: 'wardline',
    groups_claim: 'groups',
    group_roles: [],
    makes_people: true,
    links_by_email: false,
    domains: ['willow-fork.example'],
    factor: 'own',
    asks_again: true,
    is_on: false,
    sealed: sealSecret(app, tx.orgId, provider, 'not the secret of any provider'),
    now: now.toISOString(),
  })
  const role = await tx.maybe(
    raw<{ id: string }>("select id from core.role where org_id = $1 and key = 'administrator'", [tx.orgId]),
  )
  if (role) seedEmergency(tx, { ownerId, roleId: role.id }, now)
}

function seedEmergency(tx: Tx, of: { ownerId: string; roleId: string }, now: Date): void {
  const [person, assignment] = [newId(), newId()]
  const at = (ms: number) => new Date(now.getTime() - ms).toISOString()
  const [made, began, ended] = [at(60 * day_ms), at(9 * day_ms), at(9 * day_ms - 2 * hour_ms)]
  tx.send(
    raw(
      `insert into core.person (org_id, id, name, email, kind, created_at, updated_at) values ($1,$2,'Emergency 1','emergency-1@willow-fork.example','staff',$3,$3)`,
      [tx.orgId, person, made],
    ),
  )
  tx.send(
    raw(
      'insert into core.emergency_account (org_id, person_id, owner_id, role_ids, hours_max, created_at, tried_at) values ($1,$2,$3,$4,4,$5,$6)',
      [tx.orgId, person, of.ownerId, [of.roleId], made, began],
    ),
  )
  tx.send(
    raw(
      'insert into core.role_assignment (org_id, id, person_id, role_id, valid_from, valid_to) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, assignment, person, of.roleId, began, ended],
    ),
  )
  tx.send(
    raw(
      `insert into core.emergency_use (org_id, id, person_id, owner_id, role_id, assignment_id, reason, began_at, until, ended_at)
       values ($1,$2,$3,$4,$5,$6,'The login provider was down, and the on-call list had to be changed.',$7,$8,$8)`,
      [tx.orgId, newId(), person, of.ownerId, of.roleId, assignment, began, ended],
    ),
  )
}
