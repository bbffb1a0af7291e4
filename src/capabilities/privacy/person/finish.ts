/** The end of an erasure, in one transaction: what belongs to the person alone goes, and the entry loses its words. */
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { audit } from '../../../core/audit.ts'
import { endSessions } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { withHolds } from './give-up.ts'
import { heldAmong } from './hold.ts'
import { readKept, recordOf } from './kept.ts'
import type { Work } from './words-of.ts'

/** Does nothing when another worker did it meanwhile. An erasure that goes on comes by once more, and tells once. */
export async function finish(app: App, tx: Tx, work: Work): Promise<void> {
  const now = app.clock.now().toISOString()
  const open = await tx.maybe(
    raw<{ records: number; is_first: boolean }>(
      `update privacy.erasure e set stage = 'look', looked = null
       from privacy.erasure before where e.org_id = $1 and e.id = $2 and e.state = 'working' and e.stage = 'entry'
         and before.org_id = e.org_id and before.id = e.id returning e.records, before.done_at is null as is_first`,
      [tx.orgId, work.id],
    ),
  )
  if (!open) return
  for (const id of work.ids) await endSessions(app, tx, id, now)
  await removeUnsent(app, tx, work, now)
  tx.send(
    raw(
      `delete from core.provider_session where org_id = $1 and session_id in (select id from core.session where org_id = $1 and person_id = any($2::uuid[]))`,
      [tx.orgId, work.ids],
    ),
  )
  tx.send(
    raw(
      `update core.session set user_agent = '', address = '' where org_id = $1 and person_id = any($2::uuid[])`,
      [tx.orgId, work.ids],
    ),
  )
  tx.send(
    raw('delete from core.saved_view where org_id = $1 and owner_id = any($2::uuid[]) and not is_shared', [
      tx.orgId,
      work.ids,
    ]),
  )
  const held = await heldAmong(tx, recordsOf(tx, work.ids))
  for (const { table, column, onErasure } of readKept())
    if (onErasure === 'goes') await deleteRows(tx, table, column, work.ids, held)
  if (held.length > 0)
    return leaveName(
      tx,
      work,
      held.flatMap(({ holds }) => holds),
      now,
    )
  tx.send(
    raw(
      `update core.person set name = $3, email = null, phone = null, extension = null, badge = null, external_key = null, title = null, language = null,
         department_id = null, site_id = null, place_id = null, manager_id = null, is_active = false, updated_at = $4
       where org_id = $1 and id = any($2::uuid[])`,
      [tx.orgId, work.ids, `Erased person ${work.number}`, now],
    ),
  )
  tx.send(
    raw('update privacy.erasure set done_at = coalesce(done_at, $3) where org_id = $1 and id = $2', [
      tx.orgId,
      work.id,
      now,
    ]),
  )
  if (!open.is_first) return
  tx.send(
    audit(work.actor, now, 'privacy.erased', {
      erasure: work.id,
      person: work.personId,
      records: open.records,
    }),
  )
}

/** The records that the person asked, works on, wrote in or watches. */
const recordsOf = (tx: Tx, ids: readonly string[]): RawBuilder<unknown> => sql`
  select id from core.record where org_id = ${tx.orgId} and (requester_id = any(${ids}::uuid[]) or owner_id = any(${ids}::uuid[]))
  union select record_id from core.message where org_id = ${tx.orgId} and author_id = any(${ids}::uuid[])
  union select record_id from core.watcher where org_id = ${tx.orgId} and person_id = any(${ids}::uuid[])`

/** What is the person's alone goes, but where it belongs to a record that a hold keeps as it is. */
async function deleteRows(
  tx: Tx,
  table: string,
  column: string,
  ids: readonly string[],
  held: readonly { id: string }[],
): Promise<void> {
  const record = held.length === 0 ? undefined : await recordOf(tx, table)
  const isKept = record
    ? sql`coalesce(${record} = any(${held.map(({ id }) => id)}::uuid[]), false)`
    : sql`false`
  tx.send(
    sql`delete from ${sql.raw(table)} t where t.org_id = ${tx.orgId} and t.${sql.ref(column)} = any(${ids}::uuid[]) and not ${isKept}`,
  )
}

/** A record under a hold says who asked. What only one entry may have goes, since the person may be hired again. */
function leaveName(tx: Tx, work: Work, holds: readonly string[], now: string): void {
  tx.send(
    raw(
      `update core.person set email = null, external_key = null, language = null, manager_id = null, is_active = false, updated_at = $3
       where org_id = $1 and id = any($2::uuid[])`,
      [tx.orgId, work.ids, now],
    ),
  )
  tx.send(
    raw(`update privacy.erasure set holds = ${withHolds('$3')} where org_id = $1 and id = $2`, [
      tx.orgId,
      work.id,
      holds,
    ]),
  )
}

/** Files that were never sent, and those that tell of the person. */
async function removeUnsent(app: App, tx: Tx, work: Work, now: string): Promise<void> {
  const files = await tx.all(
    raw<{ id: string; storage_key: string }>(
      `select id, storage_key from core.attachment where org_id = $1 and record_id is null and removed_at is null
         and (about_person_id = any($2::uuid[]) or (about_person_id is null and uploaded_by = any($2::uuid[]))) for update`,
      [tx.orgId, work.ids],
    ),
  )
  removeAttachments(app, tx, files, { personId: work.actor.personId, now })
}
