/** Approvals: who has to say yes before work on a ticket begins. See README.md for the nouns and what always holds. */
import type { Capability } from '../../core/registry.ts'
import { keepsTicketWords } from '../tickets/index.ts'
import { askApproval, withdrawApproval } from './ask.ts'
import { approve, askBack, decline, delegate } from './decide.ts'
import { deputies, nameDeputy, removeDeputy } from './deputies.ts'
import { hearTicket } from './follower.ts'
import { openLink, writeMail } from './mail.ts'
import { writeStuckMail } from './mail-stuck.ts'
import { list, ofTicket, show } from './read.ts'
import { redactDecided } from './redact.ts'
import { remind } from './remind.ts'
import { askAnew, stuck } from './stuck.ts'

export { asksInVain } from './mail.ts'
export { ApprovalPlan, checkPlan } from './plan.ts'
export { declareRequestPart } from './request-part.ts'
export { askAgain, beginApprovals } from './round.ts'
export { wasApproved } from './store.ts'
export { passToOwner } from './stuck.ts'

keepsTicketWords(redactDecided)

/** The columns by which somebody decides, or stands for somebody who does. */
export const approvalTies = [
  ['approvals.deputy', 'deputy_id'],
  ['approvals.deputy', 'person_id'],
  ['approvals.approval', 'approver_id'],
] as const

export const approvals: Capability = {
  name: 'approvals',
  recordActions: [askApproval, withdrawApproval],
  plainActions: [approve, decline, askBack, delegate, nameDeputy, removeDeputy, openLink, askAnew],
  readers: [list, stuck, deputies, show, ofTicket],
  jobs: {
    'approvals.mail': writeMail,
    'approvals.mail_stuck': writeStuckMail,
    'approvals.remind': remind,
  },
  schedules: ['*/5 * * * * approvals.remind'],
  follower: hearTicket,
}
