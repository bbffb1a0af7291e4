/** Notifications: that something happened for a person, never the words of it. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { App } from '../app.ts'
import type { RecordRow } from '../records/record.ts'

/** Why somebody is told; the page and the mail make a sentence of it. */
// biome-ignore format: A line for each of what people are told of.
export const reasons = [
  'filed', 'reply', 'note', 'mention', 'assigned', 'resolved', 'reopened', 'escalated', 'handed_back',
  'participant', 'watching',
  'target_warned', 'target_breached',
  'paged', 'page_acknowledged', 'page_unanswered', 'swap_asked', 'swap_answered',
  'incident_proposed', 'incident_duty', 'incident_update', 'incident_update_due', 'incident_recurs',
  'safety_reported', 'safety_late',
  'rule', 'rule_stopped', 'webhook_paused', 'ladder', 'nobody_fits', 'p1_proposed',
  'approval_asked', 'approval_answered', 'approval_reminder', 'approval_overdue', 'approval_stuck',
  'approval_question', 'approval_declined', 'approved',
  'merged', 'merged_in', 'merged_word', 'merged_cancelled', 'unmerged', 'children_done',
  'reply_held', 'follow_up_due', 'low_rating',
  'article_sent_back', 'article_review', 'article_comment', 'article_flagged', 'flag_answered',
  'class_invited', 'class_seat', 'class_moved', 'class_cancelled', 'class_soon', 'rating_asked',
  'survey_asked', 'learning_due', 'learning_due_led', 'learning_plan', 'learning_claim',
  'caller_asked', 'caller_second', 'caller_failed', 'caller_failed_you', 'caller_pattern',
  'caller_vouched', 'caller_vouched_you',
  'access_granted', 'glass_broken', 'glass_broken_team', 'glass_reviewed', 'glass_review_late',
] as const
export type Reason = (typeof reasons)[number]

// News travels in payloads of 8,000 bytes at most, which hold some two hundred ids.
const people_in_news_max = 100

/**
 * Tells people of something on the record, or of what is about none, in this write: a notification each, and live news to their open
 * pages after the commit. The caller has made sure that each of them may see the record.
 */
export function notify(
  app: App,
  tx: Tx,
  about: { record: Pick<RecordRow, 'id' | 'kind' | 'number'> | null; byId: string | null; now: string },
  told: ReadonlyMap<string, Reason>,
): void {
  for (const reason of new Set(told.values())) {
    const people = [...told].filter(([, each]) => each === reason).map(([id]) => id)
    const ids = people.map(() => newId())
    tx.send(
      raw(
        `insert into core.notification (org_id, id, person_id, record_id, reason, data, created_at)
         select $1, unnest($2::uuid[]), unnest($3::uuid[]), $4, $5, $6, $7`,
        [
          tx.orgId,
          ids,
          people,
          about.record?.id ?? null,
          reason,
          JSON.stringify({ by: about.byId }),
          about.now,
        ],
      ),
    )
    app.registry.notices?.told(tx, ids, reason)
    const news = { topic: 'notification', org: tx.orgId, ...named(about.record), reason }
    for (let from = 0; from < people.length; from += people_in_news_max) {
      const some = people.slice(from, from + people_in_news_max)
      tx.afterCommit(() => app.live.publish({ ...news, people: some }))
    }
  }
}

function named(record: Pick<RecordRow, 'id' | 'kind' | 'number'> | null) {
  return record === null ? {} : { record: { id: record.id, kind: record.kind, number: record.number } }
}
