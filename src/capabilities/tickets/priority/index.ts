/** How priorities are made: rules, answers, overrides and P1. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { overrides, proposals } from './lists.ts'
import { followProposals } from './proposed.ts'
import { questions, rules, rulesBefore, weighed, weighing } from './queries.ts'
import { saveRules } from './rules-actions.ts'
import { answer, callP1, declineP1, liftOverride, override } from './ticket-actions.ts'

export const priority: Capability = {
  name: 'priority',
  follower: followProposals,
  recordActions: [answer, override, liftOverride, callP1, declineP1],
  plainActions: [saveRules],
  readers: [rules, rulesBefore, questions, weighed, weighing, proposals, overrides],
}
