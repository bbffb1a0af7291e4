/** Files that people send: who may read one, and how it is taken away for good. */
import { type RawBuilder, sql } from 'kysely'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import type { Restriction } from '../records/restriction.ts'
import { inside, notKept, visible } from '../records/visible.ts'
import { requireScanned, type ScanState } from './scan.ts'

export type Attachment = {
  id: string
  /** Null while it was not sent. */
  record_id: string | null
  name: string
  media_type: string
  size_bytes: number
  is_inline: boolean
  storage_key: string
}
/** With what keeps its record from some. */
export type KeptAttachment = Attachment & { restriction: Restriction | null }

/**
 * True for the attachments (alias `a`) that the actor may read: own ones that were not sent yet, and those of
 * messages that he sees, on their record or on another that shows them.
 */
export function readable(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(a.org_id = ${actor.orgId} and a.removed_at is null and (
    (a.record_id is null and a.about_person_id is null and a.uploaded_by = ${actor.personId})
    or exists (select from core.record r left join core.message m on m.org_id = r.org_id and m.id = a.message_id
      where r.org_id = ${actor.orgId} and r.id = a.record_id and ${visible(actor)} and (not coalesce(m.is_internal, true) or ${inside(actor)}))
    or exists (select from core.shown_message s join core.record r on r.org_id = s.org_id and r.id = s.record_id join core.message m on m.org_id = s.org_id and m.id = s.message_id
      where s.org_id = ${actor.orgId} and s.message_id = a.message_id and ${visible(actor)} and (not m.is_internal or ${inside(actor)})
        and exists (select from core.record r where r.org_id = m.org_id and r.id = m.record_id and ${notKept(actor)}))))`
}

/** The attachment, when the actor may read it. Throws a problem for one that waits for the scanner or is in quarantine. */
export async function findAttachment(tx: Tx, actor: Actor, id: string): Promise<KeptAttachment | undefined> {
  const file = await tx.maybe(
    sql<
      KeptAttachment & { scan: ScanState }
    >`select a.id, a.record_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.storage_key, a.scan,
      (select r.restriction from core.record r where r.org_id = a.org_id and r.id = a.record_id) as restriction from core.attachment a where a.id = ${id} and ${readable(actor)}`,
  )
  if (file) requireScanned(file.scan)
  return file
}

/**
 * Takes attachments away: their names go now, their bytes with the commit. Should the process die in between,
 * the job does it.
 */
export function removeAttachments(
  app: App,
  tx: Tx,
  files: readonly { id: string; storage_key: string }[],
  by: { personId: string; now: string },
): void {
  for (const file of files) {
    tx.send(
      raw(
        `update core.attachment set removed_at = $3, removed_by = $4, name = 'removed', media_type = 'application/octet-stream', size_bytes = 0, sha256 = '', is_inline = false
         where org_id = $1 and id = $2`,
        [tx.orgId, file.id, by.now, by.personId],
      ),
    )
    tx.send(raw('delete from core.file_link where org_id = $1 and attachment_id = $2', [tx.orgId, file.id]))
    app.jobs.add(tx, 'attachments.remove_file', { key: file.storage_key })
    tx.afterCommit(() => {
      app.files
        .remove(file.storage_key)
        .catch((failure: Error) => app.log.warn({ failure: failure.name }, 'a file is left to its job'))
    })
  }
}
