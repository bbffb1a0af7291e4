/** Whom a subject of a provider means here. */
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { mailNotice } from '../../../core/people/mails.ts'
import { assignRole } from '../../../core/people/setup.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { Claims, Provider } from './store.ts'

/** Why nobody was let in; the page says it in words. */
export type Refusal = 'no-account' | 'address-taken' | 'wrong-domain' | 'not-active'

type Found = {
  id: string
  is_active: boolean
  merged_into_id: string | null
  kind: string
  is_emergency: boolean
}

const found =
  'p.id, p.is_active, p.merged_into_id, p.kind, exists (select from core.emergency_account y where y.org_id = p.org_id and y.person_id = p.id) as is_emergency'

/**
 * The person of the subject. Somebody new is linked by a verified address where the provider may do so, or made where
 * it may do that; an address that is not verified counts for nothing.
 */
export async function personOf(
  app: App,
  tx: Tx,
  provider: Provider,
  claims: Claims,
  who: { orgId: string; address: string },
  now: string,
): Promise<{ personId: string } | { refusal: Refusal }> {
  const email = verifiedEmail(claims)
  if (!isOfDomains(provider, email)) return { refusal: 'wrong-domain' }
  // Two first visits of one subject wait for each other.
  tx.send(
    raw('select from core.identity_provider where org_id = $1 and id = $2 for update', [
      tx.orgId,
      provider.id,
    ]),
  )
  const linked = await tx.maybe(
    raw<Found>(
      `select ${found} from core.identity i join core.person p on p.org_id = i.org_id and p.id = i.person_id
       where i.org_id = $1 and i.provider_id = $2 and i.subject = $3`,
      [tx.orgId, provider.id, claims.sub],
    ),
  )
  if (linked) {
    tx.send(
      raw(
        'update core.identity set last_used_at = $4 where org_id = $1 and provider_id = $2 and subject = $3',
        [tx.orgId, provider.id, claims.sub, now],
      ),
    )
    return entering(linked)
  }
  const known = email === undefined ? undefined : await byEmail(tx, provider, email)
  if (known) {
    if (!provider.links_by_email || known.is_linked) return { refusal: 'address-taken' }
    const entered = entering(known)
    if ('personId' in entered) {
      link(tx, provider, claims.sub, known.id, who, now)
      // Another way into an account that was there before: its owner hears of it, as of a passkey.
      await mailNotice(app, tx, 'identityLinked', known.id, now)
    }
    return entered
  }
  if (!provider.makes_people) return { refusal: 'no-account' }
  const personId = await make(tx, claims, email, now)
  link(tx, provider, claims.sub, personId, who, now)
  return { personId }
}

function entering(person: Found): { personId: string } | { refusal: Refusal } {
  // An emergency account is there for when the provider fails, and must not be opened by whoever rules the provider.
  const may =
    person.is_active && person.merged_into_id === null && person.kind !== 'service' && !person.is_emergency
  return may ? { personId: person.id } : { refusal: 'not-active' }
}

function byEmail(tx: Tx, provider: Provider, email: string) {
  return tx.maybe(
    raw<Found & { is_linked: boolean }>(
      `select ${found},
         exists (select from core.identity i where i.org_id = p.org_id and i.person_id = p.id and i.provider_id = $3) as is_linked
       from core.person p where p.org_id = $1 and p.email = $2 for update`,
      [tx.orgId, email, provider.id],
    ),
  )
}

function link(
  tx: Tx,
  provider: Provider,
  subject: string,
  personId: string,
  who: { orgId: string; address: string },
  now: string,
): void {
  tx.send(
    raw(
      'insert into core.identity (org_id, provider_id, subject, person_id, created_at, last_used_at) values ($1,$2,$3,$4,$5,$5)',
      [tx.orgId, provider.id, subject, personId, now],
    ),
  )
  tx.send(audit({ ...who, personId }, now, 'identity_linked', { provider: provider.id, person: personId }))
}

async function make(tx: Tx, claims: Claims, email: string | undefined, now: string): Promise<string> {
  const id = newId()
  tx.send(
    raw(
      'insert into core.person (org_id, id, name, email, created_at, updated_at) values ($1,$2,$3,$4,$5,$5)',
      [tx.orgId, id, nameOf(claims, email), email ?? null, now],
    ),
  )
  const base = await tx.maybe(
    raw<{ id: string }>("select id from core.role where org_id = $1 and key = 'requester'", [tx.orgId]),
  )
  if (base) tx.send(assignRole(tx.orgId, id, base.id, now))
  return id
}

function nameOf(claims: Claims, email: string | undefined): string {
  const parts = [claims.given_name, claims.family_name].filter((part) => typeof part === 'string')
  const said = [claims.name, parts.join(' '), claims.preferred_username, email, claims.sub]
  const name = said.find((each): each is string => typeof each === 'string' && each.trim() !== '')
  // No line breaks, no other control characters: a name stands in one line everywhere.
  return (
    (name ?? '')
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
      .trim()
      .slice(0, 200) || '?'
  )
}

function verifiedEmail(claims: Claims): string | undefined {
  if (claims.email_verified !== true || typeof claims.email !== 'string') return undefined
  return normalizeEmail(claims.email)
}

function isOfDomains({ domains }: Provider, email: string | undefined): boolean {
  if (domains.length === 0) return true
  return email !== undefined && domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

/** Whether the provider's own second step counts here, and there was one (RFC 8176). */
export function hadFactor(provider: Provider, claims: Claims): boolean {
  if (provider.factor !== 'amr') return provider.factor === 'always'
  return Array.isArray(claims.amr) && claims.amr.includes('mfa')
}
