/** What a change of state means to others: those whose tickets were merged into this one, and the parent of a part. */
import { sql } from 'kysely'
import type { Reason } from '../../../core/notifications/notify.ts'
import { tell } from '../../../core/notifications/tell.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { recordColumns } from '../../../core/records/record.ts'
import type { Follower } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { treeOf } from './tree.ts'

type Writing = Parameters<Follower>[0]

/** Hears of every write to a ticket, and reads more only when it began or ceased to be over. */
export const followMerging: Follower = async (writing, { before, after }) => {
  if (before === null || after.kind !== 'ticket' || before.category === after.category) return undefined
  if (before.state === 'merged') return undefined
  const isOver = after.category === 'done'
  if (after.state === 'resolved') await tellMerged(writing, after, 'resolved')
  if (after.state === 'cancelled') await tellMerged(writing, after, 'merged_cancelled')
  // Between states that are not over it goes on as before, and who waits for it need not hear of each.
  if (before.category === 'done' && !isOver) await tellMerged(writing, after, 'reopened')
  if (isOver) await tellParent(writing, after)
  return undefined
}

/** Tells the requesters of what was merged into the ticket, each on their own request; who reads this one hears of it here. */
async function tellMerged(writing: Writing, record: RecordRow, reason: Reason): Promise<void> {
  const { tx } = writing
  const merged = await tx.all(
    sql<RecordRow>`${treeOf(tx.orgId, record.id)}
      select ${recordColumns} from tree m join core.record r on r.org_id = ${tx.orgId} and r.id = m.id
      where m.depth > 0 and r.requester_id is distinct from ${record.requester_id}
        and not exists (select from core.watcher w where w.org_id = r.org_id and w.record_id = ${record.id} and w.person_id = r.requester_id and w.is_participant)
      order by r.id`,
  )
  for (const each of merged)
    if (each.requester_id) await tell(writing, each, { tells: { [each.requester_id]: reason } })
}

/** Tells who has the parent when this was the last of its parts that was open. */
async function tellParent(writing: Writing, record: RecordRow): Promise<void> {
  const { tx } = writing
  const parent = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.link k join core.record r on r.org_id = k.org_id and r.id = k.to_id
      where k.org_id = ${tx.orgId} and k.from_id = ${record.id} and k.type = 'parent' and r.kind = 'ticket' and r.category <> 'done'`,
  )
  if (!parent?.owner_id) return
  // Of two last parts that end at once, the second waits, and then sees the first.
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`parts of ${parent.id}`]))
  const open = await tx.all(
    raw<{ id: string }>(
      `select r.id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id
       where k.org_id = $1 and k.to_id = $2 and k.type = 'parent' and r.category <> 'done' and r.id <> $3 limit 1`,
      [tx.orgId, parent.id, record.id],
    ),
  )
  if (open.length === 0) await tell(writing, parent, { tells: { [parent.owner_id]: 'children_done' } })
}
