/** What an action on one record does to another that it touches. */
import type { Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { type RecordRow, updateRecord } from '../records/record.ts'
import { isToldOutside } from '../records/visible.ts'
import { appendEvent } from './event.ts'

/**
 * Tells of an action on the timeline of another record too, which is locked: also its version and time of change move,
 * and its readers' pages hear of it.
 */
export function tellOther(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  other: RecordRow,
  action: string,
  facts: Record<string, unknown>,
): void {
  const { app, tx, actor, now } = context
  const at = new Date(Math.max(Date.parse(now), Date.parse(other.updated_at) + 1)).toISOString()
  tx.send(updateRecord({ ...other, updated_at: at }, isToldOutside(other.kind, action)))
  tx.send(
    appendEvent({
      orgId: other.org_id,
      recordId: other.id,
      at,
      actorId: actor.personId,
      action,
      data: facts,
    }),
  )
  const { id, kind, team_id, owner_id, requester_id, audience, restriction, org_id: org } = other
  tx.afterCommit(() =>
    app.live.publish({
      topic: 'record',
      org,
      id,
      kind,
      action,
      by: actor.personId,
      team_id,
      owner_id,
      requester_id,
      audience,
      restriction,
      isNew: false,
    }),
  )
}
