/** Where passwords are switched off, somebody must still get in when the provider is down. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { hasFactor } from './terms.ts'

export const trial_days = 90

/** Since when an emergency account must have been tried to count as one that works. */
export function triedSince(now: string): string {
  return new Date(Date.parse(now) - trial_days * 86_400_000).toISOString()
}

type Ways = { is_off: boolean; providers: number; accounts: number }

/**
 * How one gets in: whether passwords are off, how many providers are on, how many emergency accounts work: those
 * that were tried lately, can sign in with both steps, and may take a role that is still used.
 */
export async function waysIn(tx: Tx, now: string): Promise<Ways> {
  return tx.one(
    raw<Ways>(
      `select coalesce(g.settings ->> 'local_sign_in', 'on') = 'off' as is_off,
         (select count(*)::int from core.identity_provider p where p.org_id = g.id and p.is_on) as providers,
         (select count(*)::int from core.emergency_account e join core.person p on p.org_id = e.org_id and p.id = e.person_id
           where e.org_id = g.id and e.ended_at is null and e.tried_at >= $2 and p.is_active and p.email is not null
             and exists (select from core.password w where w.org_id = e.org_id and w.person_id = e.person_id)
             and ${hasFactor('e.org_id', 'e.person_id')}
             and exists (select from core.role o where o.org_id = e.org_id and o.id = any(e.role_ids) and o.archived_at is null)) as accounts
       from core.organization g where g.id = $1`,
      [tx.orgId, triedSince(now)],
    ),
  )
}

/** Refuses a change after which nobody would get in. Call it after the change, with the organization locked before it. */
export async function requireWayIn(tx: Tx, now: string): Promise<void> {
  const { is_off, providers, accounts } = await waysIn(tx, now)
  if (!is_off) return
  if (providers === 0)
    throw conflict(
      'Passwords are switched off here, and this is the last provider. Switch passwords on first.',
    )
  if (accounts === 0)
    throw conflict(
      'Passwords are switched off here, and this is the last emergency account that was tried lately. Switch passwords on first.',
    )
}

/** After a change of how an emergency account signs in, it has to be tried again before it counts as one that works. */
export async function forgetTrial(tx: Tx, personId: string, now: string): Promise<void> {
  tx.send(
    raw('update core.emergency_account set tried_at = null where org_id = $1 and person_id = $2', [
      tx.orgId,
      personId,
    ]),
  )
  await requireWayIn(tx, now)
}
