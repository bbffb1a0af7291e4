/** Reports for those who lead: the flow of tickets and the load of the teams. */
import type { Capability } from '../../../core/registry.ts'
import { flow } from './flow.ts'
import { checkFlow, foldFlow } from './fold.ts'
import { teamLoads } from './teams.ts'

export { forgetFlow } from './fold.ts'

export const reports: Capability = {
  name: 'reports',
  readers: [flow, teamLoads],
  jobs: { 'reports.fold': foldFlow, 'reports.check': checkFlow },
  schedules: ['*/10 * * * * reports.fold', '33 * * * * reports.check'],
}
