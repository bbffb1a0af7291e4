/** The kinds of notices that a person chooses by, and what holds of each until somebody chooses. */
import type { Reason } from '../../core/notifications/notify.ts'

export const mailWays = ['now', 'digest', 'off'] as const
export type MailWay = (typeof mailWays)[number]
export type Wanted = { in_app: boolean; mail: MailWay; push: boolean }

type Terms = {
  mail: MailWay
  push?: true
  /** Passes quiet hours. */
  isUrgent?: true
  /** Cannot be chosen: it is about a duty that others rely on, or about the safety of the own account. */
  isFixed?: true
}

const terms = {
  requests: { mail: 'now' },
  mentions: { mail: 'digest' },
  talk: { mail: 'digest' },
  work: { mail: 'digest' },
  follow_ups: { mail: 'digest' },
  promises: { mail: 'digest' },
  following: { mail: 'off' },
  incidents: { mail: 'now', push: true, isUrgent: true },
  on_call: { mail: 'now', push: true, isUrgent: true, isFixed: true },
  swaps: { mail: 'now' },
  approvals: { mail: 'now' },
  articles: { mail: 'digest' },
  ratings: { mail: 'off' },
  classes: { mail: 'now' },
  learning: { mail: 'digest' },
  surveys: { mail: 'now' },
  safety: { mail: 'off' },
  access: { mail: 'digest' },
  verification: { mail: 'digest' },
  account: { mail: 'now', isUrgent: true, isFixed: true },
  automation: { mail: 'digest' },
} as const satisfies Record<string, Terms>

export type Kind = keyof typeof terms
export const kinds = Object.keys(terms) as [Kind, ...Kind[]]
export const termsOf = (kind: Kind): Terms => terms[kind]
export const chosenKinds = kinds.filter((kind) => !termsOf(kind).isFixed)

export function defaultsOf(kind: Kind): Wanted {
  const { mail, push = false } = termsOf(kind)
  return { in_app: true, mail, push }
}

/** Of what somebody is told as the one whose request it is. */
const ofRequester: ReadonlySet<Reason> = new Set<Reason>([
  'filed',
  'reply',
  'mention',
  'resolved',
  'reopened',
  'merged',
  'unmerged',
  'merged_word',
  'merged_cancelled',
  'approved',
  'approval_question',
  'approval_declined',
])

const byReason: Record<Reason, Kind> = {
  filed: 'requests',
  reply: 'talk',
  note: 'talk',
  mention: 'mentions',
  assigned: 'work',
  resolved: 'following',
  reopened: 'work',
  escalated: 'work',
  handed_back: 'work',
  participant: 'following',
  watching: 'following',
  target_warned: 'promises',
  target_breached: 'promises',
  paged: 'on_call',
  page_acknowledged: 'on_call',
  page_unanswered: 'on_call',
  swap_asked: 'swaps',
  swap_answered: 'swaps',
  incident_proposed: 'incidents',
  incident_duty: 'incidents',
  incident_update: 'incidents',
  incident_update_due: 'incidents',
  incident_recurs: 'incidents',
  safety_reported: 'safety',
  safety_late: 'safety',
  rule: 'work',
  rule_stopped: 'automation',
  webhook_paused: 'automation',
  ladder: 'promises',
  nobody_fits: 'work',
  p1_proposed: 'incidents',
  approval_asked: 'approvals',
  approval_answered: 'approvals',
  approval_reminder: 'approvals',
  approval_overdue: 'approvals',
  approval_stuck: 'approvals',
  approval_question: 'requests',
  approval_declined: 'requests',
  approved: 'work',
  merged: 'following',
  merged_in: 'following',
  merged_word: 'talk',
  merged_cancelled: 'following',
  unmerged: 'following',
  children_done: 'work',
  reply_held: 'talk',
  follow_up_due: 'follow_ups',
  low_rating: 'ratings',
  article_sent_back: 'articles',
  article_review: 'articles',
  article_comment: 'articles',
  article_flagged: 'articles',
  flag_answered: 'articles',
  class_invited: 'classes',
  class_seat: 'classes',
  class_moved: 'classes',
  class_cancelled: 'classes',
  class_soon: 'classes',
  rating_asked: 'surveys',
  survey_asked: 'learning',
  learning_due: 'learning',
  learning_due_led: 'learning',
  learning_plan: 'learning',
  learning_claim: 'learning',
  caller_asked: 'verification',
  caller_second: 'verification',
  caller_failed: 'verification',
  caller_failed_you: 'account',
  caller_pattern: 'verification',
  caller_vouched: 'verification',
  caller_vouched_you: 'account',
  access_granted: 'access',
  glass_broken: 'access',
  glass_broken_team: 'access',
  glass_reviewed: 'access',
  glass_review_late: 'access',
}

export function kindOf(reason: Reason, isRequester: boolean): Kind {
  return isRequester && ofRequester.has(reason) ? 'requests' : byReason[reason]
}

/** The reasons of a kind; of `requests` only while the reader is the requester, and of the others while not. */
export function reasonsOf(kind: Kind): { asRequester: Reason[]; otherwise: Reason[] } {
  const all = Object.keys(byReason) as Reason[]
  return {
    asRequester: all.filter((reason) => kindOf(reason, true) === kind),
    otherwise: all.filter((reason) => kindOf(reason, false) === kind),
  }
}

/** The events of a kind, each once. */
export function eventsOf(kind: Kind): Reason[] {
  const { asRequester, otherwise } = reasonsOf(kind)
  return [...new Set([...otherwise, ...asRequester])]
}

/** What has a mail of its own, written by whoever tells it; that one asks before it is written. */
const mailedToRequester: ReadonlySet<Reason> = new Set<Reason>([
  'filed',
  'reply',
  'mention',
  'resolved',
  'approval_question',
  'approval_declined',
])
const mailedToAll: ReadonlySet<Reason> = new Set<Reason>([
  'approval_asked',
  'approval_answered',
  'approval_reminder',
  'approval_overdue',
  'approval_stuck',
  'incident_update',
  'swap_asked',
  'swap_answered',
  'class_invited',
  'class_seat',
  'class_moved',
  'class_cancelled',
  'class_soon',
  'rating_asked',
])

export function hasOwnMail(reason: Reason, isRequester: boolean): boolean {
  return mailedToAll.has(reason) || (isRequester && mailedToRequester.has(reason))
}

/** Reasons that name the reader: what was asked of her, or given to her, and not because of what she is. */
export const namingReasons: readonly Reason[] = [
  'mention',
  'assigned',
  'participant',
  'paged',
  'swap_asked',
  'swap_answered',
  'incident_duty',
  'approval_asked',
  'approval_answered',
  'approval_reminder',
  'class_invited',
  'class_seat',
  'class_moved',
  'class_cancelled',
  'class_soon',
  'survey_asked',
  'learning_due',
  'learning_plan',
  'learning_claim',
  'caller_asked',
  'caller_second',
  'caller_failed_you',
  'caller_vouched_you',
  'access_granted',
  'follow_up_due',
  'rule_stopped',
  'webhook_paused',
]
