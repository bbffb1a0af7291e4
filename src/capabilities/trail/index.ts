/** The trail: that what the timeline and the audit log say is still what was written. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { chainAll } from './chain.ts'
import { signAll } from './checkpoint.ts'
import { auditLog } from './log.ts'
import { mountLogExport } from './log-export.ts'
import { keepMonths } from './months.ts'
import { editSearchSetting, showSearchSetting } from './searches.ts'
import { trailState } from './state.ts'

export { chainLines } from './chain.ts'
export { checkpointFolder, makeCheckpoint } from './checkpoint.ts'
export { exportLines } from './export.ts'
export { fingerprint, publicKeyText, readPublicKey, signingKey } from './key.ts'
export { RetirementRefused, retireLines } from './retire.ts'
export { searchLine } from './searches.ts'
export type { Verification } from './verify/verify.ts'
export { verifyTrail } from './verify/verify.ts'

export const trail: Capability = {
  name: 'trail',
  plainActions: [editSearchSetting],
  readers: [auditLog, trailState, showSearchSetting],
  routes: mountLogExport,
  jobs: { 'trail.chain': chainAll, 'trail.checkpoint': signAll, 'trail.months': keepMonths },
  schedules: ['* * * * * trail.chain', '* * * * * trail.checkpoint', '17 3 * * * trail.months'],
}
