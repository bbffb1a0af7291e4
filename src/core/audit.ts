/** The audit log beside the timelines: sign-ins, denials, searches, exports, changes of people and roles. */
import { type Raw, raw } from '../platform/db/transaction.ts'
import { newId } from '../platform/id/id.ts'
import type { Actor } from './actor.ts'

/** What a line tells of who came with a key. */
export function byKey(actor: Pick<Actor, 'key'>): Record<string, unknown> {
  return actor.key ? { by_key: actor.key.id } : {}
}

/** The statement that adds a line. `data` holds ids and counts, never words that people wrote. */
export function audit(
  actor: Pick<Actor, 'orgId' | 'address' | 'key'> & { personId: string | null },
  now: string,
  action: string,
  data: Record<string, unknown> = {},
  recordId: string | null = null,
): Raw<unknown> {
  return raw(
    'insert into core.audit (org_id, at, id, actor_id, action, record_id, address, data) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      actor.orgId,
      now,
      newId(),
      actor.personId,
      action,
      recordId,
      actor.address,
      JSON.stringify({ ...data, ...byKey(actor) }),
    ],
  )
}
