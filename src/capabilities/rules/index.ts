/** Rules: when something happens to a ticket, if it is like this, then do that. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { archiveRule, createRule, editRule, orderRules, switchRule } from './actions.ts'
import { ruleFirings, ruleList, ticketFirings } from './queries.ts'
import { followTicket, hearClocks } from './run/note.ts'
import { run } from './run/run.ts'
import { armAll, wake } from './timing/wake.ts'
import { runTrial, showTrial, tryRule } from './trial/trial.ts'

export const rules: Capability = {
  name: 'rules',
  plainActions: [createRule, editRule, switchRule, archiveRule, orderRules, tryRule],
  readers: [ruleList, ticketFirings, ruleFirings, showTrial],
  jobs: { 'rules.run': run, 'rules.wake': wake, 'rules.arm': armAll, 'rules.try': runTrial },
  schedules: ['43 * * * * rules.arm'],
  follower: followTicket,
  listener: hearClocks,
}
