/** Who follows the ticket that goes on because of a merge alone; taking the merge back lets them go again. */
import type { Actor } from '../../../core/actor.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** What earlier merges into the same ticket say of a person. */
type Earlier = { person_id: string; was_watcher: boolean; is_participant: boolean }

/**
 * Those who follow the merged ticket and see the other one from the inside follow that. The requester does not, so
 * that who reported the same matter learns nothing of others who did; he takes part in it only when the agent says so.
 * Who is there by himself is brought by no merge; who was brought before is brought again, so that each merge can be
 * taken back without the others. Answers who sees the other ticket from now on as its participant, if it is anybody.
 */
export async function addFollowers(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  into: RecordRow,
  addsRequester: boolean,
): Promise<string | null> {
  const rows = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from core.watcher where org_id = $1 and record_id = $2 and not is_participant limit 500',
      [actor.orgId, record.id],
    ),
  )
  const wanted = rows.map((row) => row.person_id)
  const [people, earlier] = await tx.many(
    candidates(actor.orgId, into.id, wanted, now),
    raw<Earlier>(
      `select f.person_id, bool_or(f.was_watcher) as was_watcher, bool_or(f.is_participant) as is_participant
       from tickets.ticket t join tickets.merged_follower f on f.org_id = t.org_id and f.ticket_id = t.id
       where t.org_id = $1 and t.merged_into_id = $2 group by f.person_id`,
      [actor.orgId, into.id],
    ),
  )
  const before = new Map(earlier.map((each) => [each.person_id, each]))
  const requester = addsRequester && record.requester_id !== into.requester_id ? record.requester_id : null
  const watchers = people.filter(
    (each) =>
      wanted.includes(each.id) &&
      each.id !== requester &&
      (!each.is_watcher || before.has(each.id)) &&
      sideSeenBy(each, into) === 'inside',
  )
  const brings = (id: string, isWatcher: boolean) => ({
    id,
    wasWatcher: before.get(id)?.was_watcher ?? isWatcher,
  })
  follow(
    tx,
    record.id,
    into.id,
    watchers.map((each) => brings(each.id, each.is_watcher)),
    false,
    now,
  )
  const known = people.find((each) => each.id === requester)
  if (requester !== null && (!known?.is_participant || before.get(requester)?.is_participant))
    follow(tx, record.id, into.id, [brings(requester, known?.is_watcher ?? false)], true, now)
  return known?.is_participant ? null : requester
}

function follow(
  tx: Tx,
  fromId: string,
  intoId: string,
  people: readonly { id: string; wasWatcher: boolean }[],
  isParticipant: boolean,
  now: string,
): void {
  if (people.length === 0) return
  const ids = people.map((each) => each.id)
  tx.send(
    raw(
      `insert into core.watcher (org_id, record_id, person_id, is_participant, created_at) select $1, $2, unnest($3::uuid[]), $4, $5
       on conflict (org_id, record_id, person_id) do update set is_participant = core.watcher.is_participant or excluded.is_participant`,
      [tx.orgId, intoId, ids, isParticipant, now],
    ),
  )
  tx.send(
    raw(
      `insert into tickets.merged_follower (org_id, ticket_id, person_id, was_watcher, is_participant)
       select $1, $2, unnest($3::uuid[]), unnest($4::boolean[]), $5`,
      [tx.orgId, fromId, ids, people.map((each) => each.wasWatcher), isParticipant],
    ),
  )
}

/**
 * Lets those go whom the merge brought: each is then what he was by himself and what the other merges make of him.
 * Who was made a participant since, which no merge explains, stays one. Answers who takes part no more, if it is anybody.
 */
export async function removeFollowers(tx: Tx, fromId: string, intoId: string): Promise<string | null> {
  const gone = await tx.all(
    raw<{ person_id: string }>(
      `with brought as (
         delete from tickets.merged_follower where org_id = $1 and ticket_id = $2 returning person_id, was_watcher, is_participant
       ), others as (
         select f.person_id, bool_or(f.is_participant) as is_participant
         from tickets.ticket t join tickets.merged_follower f on f.org_id = t.org_id and f.ticket_id = t.id
         where t.org_id = $1 and t.merged_into_id = $3 and t.id <> $2 group by f.person_id
       ), standing as (
         select b.person_id, bool_or(b.was_watcher or o.person_id is not null) as follows,
           coalesce(bool_or(o.is_participant), false) as takes_part,
           bool_or(b.is_participant) or coalesce(bool_or(o.is_participant), false) as is_explained
         from brought b left join others o on o.person_id = b.person_id group by b.person_id
       ), demoted as (
         update core.watcher w set is_participant = false from standing s
         where w.org_id = $1 and w.record_id = $3 and w.person_id = s.person_id and w.is_participant
           and s.is_explained and s.follows and not s.takes_part returning w.person_id
       ), gone as (delete from core.watcher w using standing s
       where w.org_id = $1 and w.record_id = $3 and w.person_id = s.person_id and not s.follows
         and (s.is_explained or not w.is_participant) returning w.person_id, w.is_participant
       ) select person_id from demoted union all select person_id from gone where is_participant`,
      [tx.orgId, fromId, intoId],
    ),
  )
  // A merge brings its requester alone.
  return gone[0]?.person_id ?? null
}
