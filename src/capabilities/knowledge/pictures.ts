/** Pictures and files in an article's text: what the writer uploaded becomes the article's own when it is saved. */
import type { Actor } from '../../core/actor.ts'
import { attachFiles, insertMessage } from '../../core/messages/message.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { newId } from '../../platform/id/id.ts'

const files_max = 100
const address = /\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi

/** The attachments that the text refers to, each once. */
export function filesIn(body: string): string[] {
  const ids = [...body.matchAll(address)].map((match) => (match[1] ?? '').toLowerCase())
  return [...new Set(ids)]
}

/**
 * Gives what the actor uploaded and the text refers to to the article. A file is read by those who see the message
 * that it hangs on; an article has no thread, so messages without words carry its files: one those of the text that
 * readers see, an internal one all others. A file begins with the writers; `placeFiles` hangs it on the other.
 */
export async function keepFiles(
  tx: Tx,
  actor: Actor,
  record: Pick<RecordRow, 'org_id' | 'id'>,
  body: string,
  now: string,
): Promise<void> {
  const ids = filesIn(body)
  // Those beyond would never be the article's, and readers would not see them.
  if (ids.length > files_max)
    throw invalid(
      '#/body',
      `An article holds at most ${files_max} pictures and files. Take some out, or write a second article.`,
    )
  if (ids.length === 0) return
  const [fresh, carriers] = await tx.many(
    raw<{ id: string }>(
      'select id from core.attachment where org_id = $1 and uploaded_by = $2 and id = any($3::uuid[]) and record_id is null and about_person_id is null and removed_at is null',
      [record.org_id, actor.personId, ids],
    ),
    raw<{ id: string }>(
      "select id from core.message where org_id = $1 and record_id = $2 and body = '' and is_internal order by created_at, id limit 1",
      [record.org_id, record.id],
    ),
  )
  if (fresh.length === 0) return
  const message = { orgId: record.org_id, recordId: record.id, authorId: actor.personId }
  let carrier = carriers[0]?.id
  if (carrier === undefined) {
    const made = insertMessage({ ...message, isInternal: true, channel: 'web', body: '', now })
    tx.send(made.statement)
    carrier = made.id
  }
  tx.send(
    attachFiles(
      message,
      carrier,
      fresh.map(({ id }) => id),
    ),
  )
}

/**
 * Hangs each file of the article where it belongs when readers are shown this text: what it names where all readers
 * see it, and what it does not name, or no more, where writers alone do.
 */
export function placeFiles(
  tx: Tx,
  record: Pick<RecordRow, 'org_id' | 'id'>,
  shownBody: string,
  now: string,
): void {
  tx.send(
    raw(
      `with misplaced as (
         select a.id, a.uploaded_by, not m.is_internal as to_internal
         from core.attachment a join core.message m on m.org_id = a.org_id and m.id = a.message_id
         where a.org_id = $1 and a.record_id = $2 and m.is_internal = (a.id = any($3::uuid[]))),
       made as (
         insert into core.message (org_id, id, record_id, author_id, is_internal, channel, body, created_at)
         select $1, case when w.to_internal then $4::uuid else $5::uuid end, $2, w.uploaded_by, w.to_internal, 'web', '', $6
         from (select distinct on (to_internal) to_internal, uploaded_by from misplaced order by to_internal) w
         where not exists (select from core.message c where c.org_id = $1 and c.record_id = $2 and c.body = '' and c.is_internal = w.to_internal)
         returning id, is_internal)
       update core.attachment a set message_id = coalesce(
         (select d.id from made d where d.is_internal = w.to_internal),
         (select c.id from core.message c where c.org_id = $1 and c.record_id = $2 and c.body = '' and c.is_internal = w.to_internal
          order by c.created_at, c.id limit 1))
       from misplaced w where a.org_id = $1 and a.id = w.id`,
      [record.org_id, record.id, filesIn(shownBody), newId(), newId(), now],
    ),
  )
}
