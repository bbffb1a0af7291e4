/** What a provider tells of sessions that are over there: they end here. */
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { endSession } from '../../../core/people/session.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Provider } from './store.ts'

/** Whose sessions: of a subject, or the one that has this name at the provider. */
export type Ended = { sub?: string; sid?: string }

/**
 * Ends the sessions that the provider means. Of one whose name there is not known, since the provider did not say it,
 * the subject decides: one too many ends rather than one too few.
 */
export async function endTold(
  app: App,
  tx: Tx,
  provider: Provider,
  { sub, sid }: Ended,
  address: string,
): Promise<string[]> {
  const now = app.clock.now().toISOString()
  const open = await tx.all(
    raw<{ id: string; person_id: string }>(
      `select s.id, s.person_id from core.provider_session v join core.session s on s.org_id = v.org_id and s.id = v.session_id
       where v.org_id = $1 and v.provider_id = $2 and ($3::text is null or v.subject = $3)
         and ($4::text is null or v.sid = $4 or (v.sid is null and $3 is not null))
         and s.ended_at is null for update of s`,
      [tx.orgId, provider.id, sub ?? null, sid ?? null],
    ),
  )
  for (const { id, person_id } of open) {
    tx.send(endSession(tx.orgId, id, now))
    const who = { orgId: tx.orgId, address, personId: person_id }
    tx.send(audit(who, now, 'signed_out', { session: id, by: 'provider', provider: provider.id }))
    tx.afterCommit(() => app.live.publishAtOnce({ topic: 'session', org: tx.orgId, id }))
  }
  return open.map(({ id }) => id)
}
