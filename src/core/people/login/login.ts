/** Who may sign in and under which terms, and the statement that starts the session. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import type { FastifyRequest } from '../../../platform/http/server.ts'
import type { App } from '../../app.ts'
import { startSession } from '../session.ts'
import {
  demandsFactor,
  hasCode,
  hasFactor,
  hasPasskey,
  isEmergency,
  isOpenHere,
  wantsFactor,
} from './terms.ts'

export type Login = {
  id: string
  hash: string | null
  /** The codes of an authenticator are set up. */
  has_code: boolean
  has_passkey: boolean
  /** Either of the two. */
  has_factor: boolean
  idle_minutes: number
  /** A role demands a second step: without one, nothing but setting it up is open. */
  is_factor_demanded: boolean
  /** Privileged actions need a second step, because a role or the organization says so. */
  is_factor_wanted: boolean
  is_emergency: boolean
  /** Passwords and passkeys open a session. */
  is_open_here: boolean
}

// A person's roles say how long one may be away: the strictest of them. The role that everybody holds speaks
// only when no other one does, so that it neither loosens nor tightens the others.
const terms = `
  ${hasCode('p.org_id', 'p.id')} as has_code, ${hasPasskey('p.org_id', 'p.id')} as has_passkey, ${hasFactor('p.org_id', 'p.id')} as has_factor,
  coalesce((select coalesce(min(coalesce(o.idle_minutes, $3)) filter (where o.key <> 'requester'), min(o.idle_minutes))
    from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
    where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)), $3) as idle_minutes,
  ${demandsFactor('p.org_id', 'p.id', '$4')} as is_factor_demanded, ${wantsFactor('p.org_id', 'p.id', '$4')} as is_factor_wanted,
  ${isEmergency('p.org_id', 'p.id')} as is_emergency, ${isOpenHere('p.org_id', 'p.id')} as is_open_here`

/** The login of an address. Service identities, leavers and merged doubles have none. */
export function loginByEmail(app: App, orgId: string, email: string): Raw<Login> {
  return raw<Login>(
    `select p.id, w.hash, ${terms}
     from core.person p left join core.password w on w.org_id = p.org_id and w.person_id = p.id
     where p.org_id = $1 and p.email = $2 and p.is_active and p.merged_into_id is null and p.kind <> 'service'`,
    [orgId, email, app.config.idleMinutes, app.clock.now().toISOString()],
  )
}

/** The login of a person who is signed in. */
export function loginOf(app: App, orgId: string, personId: string): Raw<Login> {
  return raw<Login>(
    `select p.id, w.hash, ${terms}
     from core.person p left join core.password w on w.org_id = p.org_id and w.person_id = p.id
     where p.org_id = $1 and p.id = $2`,
    [orgId, personId, app.config.idleMinutes, app.clock.now().toISOString()],
  )
}

/** Refuses to take away the last second step where a role demands one. */
export function requireFactorLeft(login: Login, hasAnother: boolean): void {
  if (login.is_factor_demanded && !hasAnother)
    throw conflict(
      'One of your roles demands a second step. Set up another one before you take this one away.',
    )
}

/**
 * Starts a session of the request's browser; `isPending` while the second step is still to come, `isStrong` when it
 * was given elsewhere.
 */
export function openSession(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  login: Login,
  state: { isPending: boolean; isByPasswordAlone?: boolean; isStrong?: boolean },
): { id: string; cookie: string } {
  // Tried is what needs no provider: the own password or passkey, with the second step.
  if (login.is_emergency && !state.isPending && !state.isStrong && !state.isByPasswordAlone)
    tx.send(
      raw('update core.emergency_account set tried_at = $3 where org_id = $1 and person_id = $2', [
        tx.orgId,
        login.id,
        app.clock.now().toISOString(),
      ]),
    )
  return startSession(tx, {
    personId: login.id,
    userAgent: request.headers['user-agent'] ?? '',
    address: request.ip,
    idle_minutes: login.idle_minutes,
    isPending: state.isPending,
    // A password alone is no proof for privileged actions where a second step is wanted.
    isSteppedUp:
      !state.isPending &&
      (state.isStrong || (login.has_factor ? !state.isByPasswordAlone : !login.is_factor_wanted)),
    isStrong: state.isStrong ?? false,
    now: app.clock.now(),
  })
}
