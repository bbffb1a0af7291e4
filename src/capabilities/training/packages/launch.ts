/** Tokens of units that were opened: whoever holds one reads the files of its package and writes for its person. */
import { randomBytes } from 'node:crypto'
import type { App } from '../../../core/app.ts'
import { type Raw, raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { hashToken } from '../../../platform/secrets/signing.ts'

/** As long as somebody may sit in front of one unit, with a break. */
const launch_hours = 12
const token_bytes = 32
const org_bytes = 16

export type Launch = {
  orgId: string
  personId: string
  registrationId: string
  packageId: string
  unitId: string
  /** Names this opening to what was opened; it opens nothing. */
  sessionId: string
}

export const launchToken = /^[A-Za-z0-9_-]{64}$/

/** The statement that opens a unit until some hours from now, and the token that goes with it. */
export function newLaunch(
  tx: Tx,
  of: { registrationId: string; unitId: string; now: string },
): { token: string; insert: Raw<unknown> } {
  // The token says in which organization it is looked for; who changes that finds nothing there.
  const org = Buffer.from(tx.orgId.replaceAll('-', ''), 'hex')
  const token = Buffer.concat([org, randomBytes(token_bytes)]).toString('base64url')
  const expires_at = new Date(Date.parse(of.now) + launch_hours * 3_600_000).toISOString()
  return {
    token,
    insert: raw(
      'insert into training.launch (org_id, token_hash, registration_id, unit_id, made_at, expires_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, hashOf(token), of.registrationId, of.unitId, of.now, expires_at],
    ),
  }
}

const hashOf = (token: string) => Buffer.from(hashToken(token), 'hex')

/** What the token opens; undefined when there is no such, it is over, or its person is here no more. */
export async function findLaunch(
  app: Pick<App, 'pool' | 'clock'>,
  token: string,
): Promise<Launch | undefined> {
  const orgId = organizationOf(token)
  if (orgId === undefined) return
  return read(app.pool, orgId, (tx) => findLaunchIn(tx, token, app.clock.now().toISOString()))
}

/** The same, inside a transaction of its organization. */
export async function findLaunchIn(tx: Tx, token: string, now: string): Promise<Launch | undefined> {
  const found = await tx.maybe(
    raw<Omit<Launch, 'orgId'>>(
      `select g.person_id as "personId", g.id as "registrationId", g.package_id as "packageId", l.unit_id as "unitId", encode(substr(l.token_hash, 1, 16), 'hex') as "sessionId"
       from training.launch l join training.registration g on g.org_id = l.org_id and g.id = l.registration_id and g.ended_at is null
         join core.person p on p.org_id = g.org_id and p.id = g.person_id and p.is_active
       where l.org_id = $1 and l.token_hash = $2 and l.expires_at > $3`,
      [tx.orgId, hashOf(token), now],
    ),
  )
  return found && { ...found, orgId: tx.orgId }
}

function organizationOf(token: string): string | undefined {
  if (!launchToken.test(token)) return
  const hex = Buffer.from(token, 'base64url').subarray(0, org_bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
