/** Candidates: who could take a ticket, why, and teams that let tickets be given out. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { assignMissed, assignOne, followNew } from './assign.ts'
import { candidateList, setAssignment, teamAssignment } from './queries.ts'

export const candidates: Capability = {
  name: 'candidates',
  plainActions: [setAssignment],
  readers: [candidateList, teamAssignment],
  jobs: { 'candidates.assign': assignOne, 'candidates.assign_missed': assignMissed },
  follower: followNew,
}
