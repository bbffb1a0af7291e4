/** Links that open an account once: an invitation, or the choice of a new password. Only their hash is stored. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { hashToken, randomToken } from '../../../platform/secrets/signing.ts'
import type { App } from '../../app.ts'
import { baseUrl } from '../mails.ts'

export type LinkPurpose = 'invitation' | 'reset'
export const linkPurposes = ['invitation', 'reset'] as const

const lifetime_minutes: Record<LinkPurpose, number> = { invitation: 7 * 24 * 60, reset: 60 }
const pages: Record<LinkPurpose, string> = { invitation: '/invitation', reset: '/reset-password' }

/** Makes a link for the person; earlier ones of the same purpose end. */
export function issueLink(
  app: App,
  tx: Tx,
  personId: string,
  purpose: LinkPurpose,
  now: Date,
): { link: string; expiresAt: string } {
  const token = randomToken()
  const expiresAt = new Date(now.getTime() + lifetime_minutes[purpose] * 60_000).toISOString()
  tx.send(
    raw(
      'update core.login_token set used_at = $4 where org_id = $1 and person_id = $2 and purpose = $3 and used_at is null',
      [tx.orgId, personId, purpose, now.toISOString()],
    ),
  )
  tx.send(
    raw(
      'insert into core.login_token (org_id, token_hash, person_id, purpose, created_at, expires_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, hashOf(token), personId, purpose, now.toISOString(), expiresAt],
    ),
  )
  // After the # a browser sends nothing to any server, so that the token stands in no log on the way.
  return { link: `${baseUrl(app)}${pages[purpose]}#${tx.orgId}.${token}`, expiresAt }
}

/** The parts of what stands after the # of a link; undefined when it cannot be one. */
export function readLink(text: string): { orgId: string; token: string } | undefined {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/.exec(text)
  return match ? { orgId: match[1] ?? '', token: match[2] ?? '' } : undefined
}

export type LinkOwner = {
  person_id: string
  name: string
  email: string
  organization: string
  expires_at: string
}

/** Whose link it is, without using it. */
export function peekLink(
  tx: Tx,
  token: string,
  purpose: LinkPurpose,
  now: Date,
): Promise<LinkOwner | undefined> {
  return tx.maybe(
    raw<LinkOwner>(
      `select p.id as person_id, p.name, p.email, g.name as organization, k.expires_at
       from core.login_token k join core.person p on p.org_id = k.org_id and p.id = k.person_id join core.organization g on g.id = k.org_id
       where k.org_id = $1 and k.token_hash = $2 and k.purpose = $3 and k.used_at is null and k.expires_at > $4
         and p.is_active and p.kind <> 'service' and p.email is not null`,
      [tx.orgId, hashOf(token), purpose, now.toISOString()],
    ),
  )
}

/** Uses the link up; only one of two who try at once is answered true. */
export async function spendLink(tx: Tx, token: string, purpose: LinkPurpose, now: Date): Promise<boolean> {
  const used = await tx.maybe(
    raw(
      'update core.login_token set used_at = $4 where org_id = $1 and token_hash = $2 and purpose = $3 and used_at is null and expires_at > $4 returning 1 as used',
      [tx.orgId, hashOf(token), purpose, now.toISOString()],
    ),
  )
  return used !== undefined
}

/** One answer for every link that does not work, so that it tells nothing about the reason. */
export function deadLink(): Problem {
  return new Problem(
    410,
    'link-over',
    'This link does not work any more',
    'The link was used already, has expired, or is not complete. Ask for a new one.',
  )
}

function hashOf(token: string): Buffer {
  return Buffer.from(hashToken(token), 'hex')
}
