/** Reports for those who lead: the flow of tickets and the load of the teams. */
import type { Capability, Follower } from '../../../core/registry.ts'
import { flow } from './flow.ts'
import { checkFlow, foldFlow, forgetDayOf } from './fold.ts'
import { teamLoads } from './teams.ts'

export { forgetFlow } from './fold.ts'

/** What is kept from some is counted for the others one by one, and in no folded day. */
const followRestriction: Follower = async ({ tx }, { before, after }) => {
  if (before !== null && after.kind === 'ticket' && before.restriction !== after.restriction)
    for (const statement of forgetDayOf(tx.orgId, after.created_at)) tx.send(statement)
  return undefined
}

export const reports: Capability = {
  name: 'reports',
  readers: [flow, teamLoads],
  jobs: { 'reports.fold': foldFlow, 'reports.check': checkFlow },
  follower: followRestriction,
  schedules: ['*/10 * * * * reports.fold', '33 * * * * reports.check'],
}
