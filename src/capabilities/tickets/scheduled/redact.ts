/** Takes words out of what waits beside a ticket: replies to be sent, reminders, corrected time, the shared draft. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { short_mark } from '../../../core/messages/redact.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { type Held, tellHeld } from './send.ts'

/** A quotation breaks words up by lines; shorter ones stand everywhere. */
const line_length_min = 4
const lines_max = 200

/**
 * Sends the statements; answers in how many places the words stood. A reply in which they stood is held, so that its
 * author looks at it; the shared draft may quote the words and is emptied as a whole, as drafts of one's own are.
 */
export async function redactLater(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  removed: string,
): Promise<number> {
  const { tx, now } = context
  const own = [tx.orgId, record.id]
  const [replies, notes, times, drafts] = await tx.many(
    raw<Held & { body: string }>(
      `select id, ticket_id, author_id, body from tickets.scheduled_reply
       where org_id = $1 and ticket_id = $2 and state in ('waiting', 'held') for update`,
      own,
    ),
    raw<{ id: string }>(
      `update tickets.follow_up set note = replace(note, $3, $4)
       where org_id = $1 and ticket_id = $2 and position($3 in note) > 0 returning id`,
      [...own, removed, short_mark],
    ),
    raw<{ id: string }>(
      `update tickets.time_correction c set note = replace(c.note, $3, $4) from tickets.time_entry e
       where c.org_id = $1 and e.org_id = $1 and e.id = c.entry_id and e.ticket_id = $2 and position($3 in c.note) > 0 returning c.id`,
      [...own, removed, short_mark],
    ),
    raw<{ hit: boolean }>(
      `update tickets.shared_draft d set body = '', version = d.version + 1, ready_by = null
       from (select ticket_id, body from tickets.shared_draft where org_id = $1 and ticket_id = $2 for update) as was
       where d.org_id = $1 and d.ticket_id = was.ticket_id returning position($3 in was.body) > 0 as hit`,
      [...own, removed],
    ),
  )
  const parts = partsOf(removed)
  const hit = replies.filter(({ body }) => parts.some((part) => body.includes(part)))
  for (const { id, body } of hit)
    tx.send(
      raw(
        "update tickets.scheduled_reply set body = $3, state = 'held', why = 'redacted', updated_at = $4 where org_id = $1 and id = $2",
        [tx.orgId, id, parts.reduce((left, part) => left.replaceAll(part, short_mark), body), now],
      ),
    )
  if (hit.length > 0) await tellHeld(context, record, hit)
  return hit.length + notes.length + times.length + drafts.filter((draft) => draft.hit).length
}

function partsOf(removed: string): string[] {
  const lines = removed.split('\n').map((line) => line.trim())
  return [removed, ...lines.filter((line) => line.length >= line_length_min).slice(0, lines_max)]
}
