/** Who has a ticket that comes back: its owner where that is somebody who can take it up, otherwise nobody yet. */
import type { Reason } from '../../../core/notifications/notify.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

const members_max = 500

/**
 * Who owns the ticket when it is reopened or there is news for who has it, and who is told. An owner who has left, or a service identity, would
 * keep it out of every list of what nobody has, so that it goes back to the team and the team hears of it.
 */
export async function ownerAgain(
  tx: Tx,
  { owner_id, team_id }: RecordRow,
  reason: Reason = 'reopened',
): Promise<{ owner_id: string | null; tells: Record<string, Reason> }> {
  const [owners, members] = await tx.many(
    raw<{ id: string }>(
      "select id from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service'",
      [tx.orgId, owner_id],
    ),
    raw<{ id: string }>(
      `select p.id from core.team_member m join core.person p on p.org_id = m.org_id and p.id = m.person_id
       where m.org_id = $1 and m.team_id = $2 and p.is_active and p.kind <> 'service' order by p.id limit ${members_max}`,
      [tx.orgId, team_id],
    ),
  )
  const owner = owners[0]
  const told = owner ? [owner] : members
  return {
    owner_id: owner?.id ?? null,
    tells: Object.fromEntries(told.map(({ id }) => [id, reason])),
  }
}
