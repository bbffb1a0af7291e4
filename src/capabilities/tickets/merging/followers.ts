/** Who follows the ticket that goes on because of a merge alone; taking the merge back lets them go again. */
import type { Actor } from '../../../core/actor.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/**
 * Those who follow the merged ticket and see the other one from the inside follow that. The requester does not, so
 * that who reported the same matter learns nothing of others who did; he takes part in it only when the agent says so.
 */
export async function addFollowers(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  into: RecordRow,
  addsRequester: boolean,
): Promise<void> {
  const rows = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from core.watcher where org_id = $1 and record_id = $2 and not is_participant limit 500',
      [actor.orgId, record.id],
    ),
  )
  const wanted = rows.map((row) => row.person_id)
  const people = await tx.all(candidates(actor.orgId, into.id, wanted, now))
  const requester = addsRequester && record.requester_id !== into.requester_id ? record.requester_id : null
  const watchers = people.filter(
    (each) =>
      wanted.includes(each.id) &&
      each.id !== requester &&
      !each.is_watcher &&
      sideSeenBy(each, into) === 'inside',
  )
  const ids = watchers.map((each) => each.id)
  follow(tx, record.id, into.id, ids, { isParticipant: false, wasWatcher: false }, now)
  const known = people.find((each) => each.id === requester)
  if (requester !== null && !known?.is_participant)
    follow(
      tx,
      record.id,
      into.id,
      [requester],
      { isParticipant: true, wasWatcher: known?.is_watcher ?? false },
      now,
    )
}

type How = { isParticipant: boolean; wasWatcher: boolean }

function follow(
  tx: Tx,
  fromId: string,
  intoId: string,
  people: readonly string[],
  how: How,
  now: string,
): void {
  if (people.length === 0) return
  tx.send(
    raw(
      `insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) select $1, $2, unnest($3::uuid[]), $4, $5
       on conflict (org_id, record_id, person_id) do update set is_participant = core.watcher.is_participant or excluded.is_participant`,
      [tx.orgId, intoId, people, how.isParticipant, now],
    ),
  )
  tx.send(
    raw(
      'insert into tickets.merged_follower (org_id, ticket_id, person_id, was_watcher) select $1, $2, unnest($3::uuid[]), $4',
      [tx.orgId, fromId, people, how.wasWatcher],
    ),
  )
}

/** Lets those go whom the merge brought. Who also came with another ticket that is still merged stays for that one. */
export async function removeFollowers(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.send(
    raw(
      `with brought as (
         delete from tickets.merged_follower where org_id = $1 and ticket_id = $2 returning person_id, was_watcher
       ), stays as (
         select b.person_id, min(t.id::text)::uuid as ticket_id from brought b
         join tickets.ticket t on t.org_id = $1 and t.merged_into_id = $3 and t.id <> $2
         join core.watcher w on w.org_id = $1 and w.record_id = t.id and w.person_id = b.person_id and not w.is_participant
         where not b.was_watcher group by b.person_id
       ), handed as (
         insert into tickets.merged_follower (org_id, ticket_id, person_id, was_watcher)
         select $1, ticket_id, person_id, false from stays
       ), demoted as (
         update core.watcher w set is_participant = false from brought b
         where w.org_id = $1 and w.record_id = $3 and w.person_id = b.person_id and b.was_watcher
       )
       delete from core.watcher w using brought b
       where w.org_id = $1 and w.record_id = $3 and w.person_id = b.person_id and not b.was_watcher
         and not exists (select from stays s where s.person_id = b.person_id)`,
      [tx.orgId, fromId, intoId],
    ),
  )
}
