/** Holds a record that is kept for its team with those for whom it is kept: moving it would open it to others. */
import type { RecordRow } from '../../core/records/record.ts'
import type { Follower } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import { maySet } from './policy.ts'

/** Hears of every write, whoever makes it: people, many at once, rules, ladders and what assigns by itself. */
export const hold: Follower = async ({ tx, actor }, { before, after }) => {
  if (before?.restriction !== 'team' || after.restriction !== 'team') return undefined
  // Without its team nobody would be left who sees it.
  if (before.team_id !== null && after.team_id === null)
    throw conflict(
      'Only its team sees this record. Pass it on to another team, or lift the restriction first.',
    )
  // What acts by itself has no reason to give, however much it may do otherwise.
  if (!actor.isService && maySet(actor, before)) return undefined
  if (await isOpened(tx, before, after))
    throw forbidden('Only its team sees this record. Who may restrict records passes it on to others.')
  return undefined
}

/** True when somebody would see the record afterwards for whom it was not kept. */
async function isOpened(tx: Tx, before: RecordRow, after: RecordRow): Promise<boolean> {
  if (after.team_id !== before.team_id) return true
  if (after.requester_id !== null && after.requester_id !== before.requester_id) return true
  if (after.owner_id === null || after.owner_id === before.owner_id) return false
  const members = await tx.all(
    raw('select 1 as one from core.team_member where org_id = $1 and team_id = $2 and person_id = $3', [
      tx.orgId,
      after.team_id,
      after.owner_id,
    ]),
  )
  return members.length === 0
}
