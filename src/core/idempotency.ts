/** The same call sent again answers what the first one answered. */
import { createHash } from 'node:crypto'
import { raw, read } from '../platform/db/transaction.ts'
import { Problem } from '../platform/http/problem.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'

/** What tells one call from another that was sent with the same key. */
export function fingerprintOf(name: string, params: Record<string, string>, input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([name, params, input]))
    .digest()
}

/** What the first call with the key answered; a 422 problem when that was another call. */
export async function answeredBefore(
  app: App,
  actor: Actor,
  key: string,
  fingerprint: Buffer,
): Promise<{ answer: unknown } | undefined> {
  const row = await read(app.pool, actor.orgId, (tx) =>
    tx.maybe(
      raw<{ fingerprint: Buffer; answer: unknown }>(
        'select fingerprint, answer from core.idempotency where org_id = $1 and person_id = $2 and key = $3',
        [actor.orgId, actor.personId, key],
      ),
    ),
  )
  if (row && !row.fingerprint.equals(fingerprint))
    throw new Problem(
      422,
      'idempotency-key-reused',
      'Already used',
      'This Idempotency-Key was used for another request. Take a new key.',
    )
  return row
}
