/**
 * What those hear who see a ticket from outside: its requester and participants. The list is the same for the
 * timeline and for live news; an action that is not named here stays inside.
 */
export const toldOutside = [
  'tickets.create',
  'tickets.import',
  'tickets.reply',
  'tickets.start',
  'tickets.ask',
  'tickets.wait_vendor',
  'tickets.schedule',
  'tickets.resume',
  'tickets.resolve',
  'tickets.close',
  'tickets.reopen',
  'tickets.cancel',
  'tickets.assign',
  'tickets.take',
  'tickets.edit',
  'approvals.begin',
  'approvals.ask_approval',
  'approvals.ask_again',
  'approvals.withdraw_approval',
  'approvals.approve',
  'approvals.decline',
  'approvals.ask_back',
  // Of these only a changed priority; what leaves it as it is stays inside, like all reasons.
  'tickets.answer',
  'tickets.override_priority',
  'tickets.lift_override',
  'tickets.call_p1',
  // The requester sees the answers, and so that they were corrected.
  'catalog.change_answers',
  'tickets.escalate',
  'tickets.hand_back',
  'tickets.rate',
  'tickets.merge',
  'tickets.unmerge',
  // Of a word on a merged request only that the work goes on; others stay inside.
  'tickets.hear_merged',
  'tickets.add_participant',
  'tickets.remove_participant',
  // Of a public message alone: what is taken out of a note is marked as internal.
  'tickets.redact',
] as const

/** The columns whose change they see in the timeline; former titles and hands stay inside. */
export const columnsOutside = ['state', 'priority', 'due_at'] as const
