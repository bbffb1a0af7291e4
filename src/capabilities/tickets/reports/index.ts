/** Reports for those who lead: the flow of tickets and the load of the teams. */
import type { Capability } from '../../../core/registry.ts'
import { flow } from './flow.ts'
import { teamLoads } from './teams.ts'

export const reports: Capability = { name: 'reports', readers: [flow, teamLoads] }
