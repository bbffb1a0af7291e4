/** When the last word on a ticket was said, with those that requesters wrote on what was merged into it. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import { merged_max } from './tree.ts'

/**
 * Joins `heard` to the records (alias `r`): the last word that a requester wrote on a merged ticket since the merge.
 * Only the inside learns of it, since who reports the same learns nothing of others.
 */
export function heardWords(actor: Actor): RawBuilder<unknown> {
  return sql`left join lateral (
      with recursive tree (id, depth) as (
        select k.id, 1 from tickets.ticket k where k.org_id = r.org_id and k.merged_into_id = r.id
        union all
        select k.id, w.depth + 1 from tree w join tickets.ticket k on k.org_id = r.org_id and k.merged_into_id = w.id where w.depth < ${merged_max})
      select max(k.last_word_at) as at from tree w
      join tickets.ticket k on k.org_id = r.org_id and k.id = w.id
      join core.record b on b.org_id = k.org_id and b.id = k.id and b.requester_id = k.last_word_by_id
      join tickets.merging g on g.org_id = k.org_id and g.ticket_id = k.id and k.last_word_at > g.merged_at
    ) heard on ${inside(actor, 'ticket')}`
}

/** The columns of the last word and whether it awaits an answer, where `heard` is joined and `t` is the ticket. */
export const lastWord = sql.raw(
  `greatest(t.last_word_at, heard.at) as last_word_at,
   coalesce(t.last_word_by_id = r.requester_id, false) or coalesce(heard.at > t.last_word_at, heard.at is not null) as last_word_is_requester`,
)
