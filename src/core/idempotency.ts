/** The same call sent again answers what the first one answered. */
import { createHash } from 'node:crypto'
import { raw, read, write } from '../platform/db/transaction.ts'
import { conflict, Problem } from '../platform/http/problem.ts'
import type { PlainAction } from './action.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'

const kept_hours = 48
const forgotten_max = 5000

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

/** What is kept of an answer: nothing of a secret that is shown once, which anybody who reads the database would have. */
export function keptAnswer({ answersSecret }: PlainAction, result: unknown): string {
  return JSON.stringify(answersSecret ? null : (result ?? null))
}

/** The answer once more; a 409 problem where it was a secret. */
export function answerAgain({ answersSecret }: PlainAction, answer: unknown): unknown {
  if (answersSecret)
    throw conflict('This was done already, and its answer was shown once. Take that back and do it anew.')
  return answer
}

/** Job `people.forget_answers`, by schedule: who has not sent a call again in two days does not any more. */
export async function forgetAnswers(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const before = new Date(app.clock.now().getTime() - kept_hours * 3_600_000).toISOString()
  for (const { id } of rows)
    for (let count = forgotten_max; count === forgotten_max; ) count = await forget(app, id, before)
}

/** A bounded number at a time, so that no write waits long. */
async function forget(app: App, orgId: string, before: string): Promise<number> {
  const gone = await write(app.pool, orgId, (tx) =>
    tx.all(
      raw(
        `delete from core.idempotency where org_id = $1 and (person_id, key) in (
           select person_id, key from core.idempotency where org_id = $1 and created_at < $2 order by created_at limit ${forgotten_max})
         returning 1`,
        [orgId, before],
      ),
    ),
  )
  return gone.length
}
